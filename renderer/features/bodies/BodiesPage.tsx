import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useQuery } from '@tanstack/react-query'
import { CopyPlus, FileText, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyRule } from '../../../core/bodies/contract.ts'
import { api } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { Button } from '../../ui/Button.tsx'
import { EditionPicker, useEditionYear } from '../../ui/EditionPicker.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { Query } from '../../ui/Query.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { BodiesTable } from './BodiesTable.tsx'
import {
  type BodyRow,
  bodyRows,
  countRows,
  filterRows,
  groupRows,
  type RowState,
  rowStates,
} from './body-rows.ts'
import { OpenBodyDialog } from './OpenBodyDialog.tsx'
import { OpenManyDialog } from './OpenManyDialog.tsx'
import { RoomTabs } from './RoomTabs.tsx'

type Opening = { kind: string | null; tambonCode: string | null; villageId: string | null }

/** The one list of the office: which committees are current, which are not and why, what to do next (C13). */
export default function BodiesPage() {
  const { t } = useTranslation()
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [group, setGroup] = useQueryParam('kind')
  const [askedState, setState] = useQueryParam('state')
  const [askedBy, setBy] = useQueryParam('by')
  const [paper, setPaper] = useQueryParam('paper')
  const [text, setText] = useState('')
  const { editionFy, years, setEditionFy } = useEditionYear()
  const { office } = useOffice()
  const [opening, setOpening] = useState<Opening | null>(null)
  const [openingMany, setOpeningMany] = useState(false)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())

  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy } }))
  const missing = useQuery(api.bodies.missing.queryOptions({ input: { kind: null } }))
  const kinds = useQuery(api.bodies.kinds.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const state = rowStates.find((one) => one === askedState) ?? null
  const by = askedBy === 'tambon' ? 'tambon' : 'kind'
  const rules = kinds.data ?? []

  const rows = useMemo(
    () => bodyRows(bodies.data ?? [], missing.data ?? [], kinds.data ?? [], tambons.data ?? []),
    [bodies.data, missing.data, kinds.data, tambons.data],
  )
  const inTambon = useMemo(
    () => filterRows(rows, { tambonCode, group: null, state: null, text: '' }),
    [rows, tambonCode],
  )
  const ofGroup = useMemo(
    () => filterRows(inTambon, { tambonCode: null, group, state: null, text }),
    [inTambon, group, text],
  )
  const counts = countRows(ofGroup)
  const shown = ofGroup.filter((row) => (state === null ? row.state !== 'closed' : row.state === state))
  const groups = groupRows(shown, by, state === null && text === '' ? unfolded : null)
  // the heads count the whole group, also while only a part of it is shown
  const wholes = new Map(groupRows(inTambon, by, null).map((one) => [one.key, one.counts]))
  const kind = rules.find((rule) => rule.kind === group)?.kind ?? null
  const titleOf = (key: string) => {
    const tambon = tambons.data?.find((one) => one.code === key)
    if (tambon) return t('plans.area.tambon', { name: tambon.name })
    const rule = rules.find((one) => one.kind === key)
    return rule
      ? rule.shortName || rule.name
      : t(office.profile === 'province' ? 'bodies.group.province' : 'bodies.group.district')
  }
  const printing = paper === 'state'

  return (
    <Page
      title={t('bodies.title')}
      help={t('bodies.help')}
      actions={
        <>
          <EditionPicker editionFy={editionFy} years={years} onChange={setEditionFy} />
          <Button icon={FileText} onClick={() => setPaper(printing ? null : 'state')}>
            {t(printing ? 'bodies.print.hide' : 'bodies.print')}
          </Button>
          <Button icon={CopyPlus} onClick={() => setOpeningMany(true)}>
            {t('bodies.openMany')}
          </Button>
          <Button
            look={rows.length === 0 ? 'main' : 'plain'}
            icon={Plus}
            onClick={() => setOpening({ kind, tambonCode, villageId: null })}
          >
            {t('bodies.open')}
          </Button>
        </>
      }
    >
      <RoomTabs here="/bodies" />
      <GroupCounts rows={inTambon} rules={rules} group={group} titleOf={titleOf} onChange={setGroup} />
      <FilterBar>
        <FilterSelect
          label={t('bodies.tambon')}
          value={tambonCode ?? ''}
          options={[
            { value: '', label: t('bodies.allTambons') },
            ...(tambons.data ?? []).map((tambon) => ({
              value: tambon.code,
              label: t('plans.area.tambon', { name: tambon.name }),
            })),
          ]}
          onChange={(value) => setTambon(value === '' ? null : value)}
          width="12rem"
        />
        <FilterSelect
          label={t('bodies.by')}
          value={by}
          options={(['kind', 'tambon'] as const).map((one) => ({ value: one, label: t(`bodies.by.${one}`) }))}
          onChange={(value) => setBy(value === 'tambon' ? value : null)}
          width="8.5rem"
        />
        <StateFilter state={state} counts={counts} onChange={setState} />
        <FilterText label={t('bodies.find')} value={text} onChange={setText} width="14rem" />
      </FilterBar>
      <SplitPaper paper={printing ? <PaperView paper={{ kind: 'bodiesState', editionFy }} /> : null}>
        <Section flush>
          <Query of={bodies}>
            {() => (
              <BodiesTable
                groups={groups.map((one) => ({
                  ...one,
                  name: titleOf(one.key),
                  counts: wholes.get(one.key) ?? one.counts,
                }))}
                by={by}
                editionFy={editionFy}
                narrow={printing}
                isEmpty={rows.length === 0}
                unfold={(key) => setUnfolded((now) => new Set([...now, key]))}
                setUp={(row) =>
                  setOpening({ kind: row.kind, tambonCode: row.tambonCode, villageId: row.villageId })
                }
                openMany={() => setOpeningMany(true)}
              />
            )}
          </Query>
        </Section>
      </SplitPaper>
      {opening ? <OpenBodyDialog {...opening} rules={rules} onClose={() => setOpening(null)} /> : null}
      {openingMany ? (
        <OpenManyDialog
          kind={kind}
          tambonCode={tambonCode}
          rules={rules}
          onClose={() => setOpeningMany(false)}
        />
      ) : null}
    </Page>
  )
}

/** How many of each kind are current, of how many; a press shows only that kind. */
function GroupCounts({
  rows,
  rules,
  group,
  titleOf,
  onChange,
}: {
  rows: readonly BodyRow[]
  rules: readonly BodyRule[]
  group: string | null
  titleOf: (group: string) => string
  onChange: (group: string | null) => void
}) {
  const { t } = useTranslation()
  const groups = groupRows(
    rows.filter((row) => row.state !== 'closed'),
    'kind',
    null,
  )
  if (groups.length === 0) return null
  return (
    <Box
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, mb: 1.4 }}
      role="group"
      aria-label={t('bodies.counts')}
    >
      {groups.map(({ key, counts }) => {
        const area = rules.find((rule) => rule.kind === key)?.area ?? 'district'
        const pressed = group === key
        return (
          <Box
            component="button"
            type="button"
            key={key}
            aria-pressed={pressed}
            onClick={() => onChange(pressed ? null : key)}
            sx={(theme) => ({
              font: 'inherit',
              color: 'inherit',
              textAlign: 'left',
              cursor: 'pointer',
              px: 1.3,
              py: 0.4,
              borderRadius: 1,
              border: `1px solid ${pressed ? theme.tokens.primary : theme.tokens.rule}`,
              borderLeft: `4px solid ${counts.current === counts.asked ? theme.tokens.done : theme.tokens.late}`,
              bgcolor: pressed ? theme.tokens.primaryTint : theme.tokens.sheet,
              '&:hover': { bgcolor: theme.tokens.primaryTint },
              '&:focus-visible': { outline: `2px solid ${theme.tokens.primary}`, outlineOffset: '1px' },
            })}
          >
            <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
              {titleOf(key)}
            </Box>
            <Box component="span" sx={{ display: 'block', fontSize: '0.88rem', color: 'text.secondary' }}>
              {t(`bodies.counts.${area}`, {
                current: formatNumber(counts.current),
                asked: formatNumber(counts.asked),
              })}
            </Box>
          </Box>
        )
      })}
    </Box>
  )
}

function StateFilter({
  state,
  counts,
  onChange,
}: {
  state: RowState | null
  counts: ReturnType<typeof countRows>
  onChange: (state: string | null) => void
}) {
  const { t } = useTranslation()
  const offered = rowStates.filter(
    (one) => counts[one] > 0 || one === state || one === 'review' || one === 'current',
  )
  return (
    <ToggleButtonGroup
      size="small"
      exclusive
      value={state ?? 'all'}
      aria-label={t('bodies.state')}
      onChange={(_, next: string | null) => onChange(next === null || next === 'all' ? null : next)}
      sx={{ flexWrap: 'wrap' }}
    >
      <ToggleButton value="all" sx={{ py: 0.35 }}>
        {t('bodies.state.all', { count: formatNumber(counts.asked) })}
      </ToggleButton>
      {offered.map((one) => (
        <ToggleButton key={one} value={one} sx={{ py: 0.35 }}>
          {t('bodies.state.count', { state: t(`bodies.state.${one}`), count: formatNumber(counts[one]) })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
