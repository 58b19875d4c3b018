import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { BookPlus, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DutyLine } from '../../../core/directives/contract.ts'
import { api } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { FilterBar, FilterCheck, FilterSelect } from '../../ui/Filters.tsx'
import { AppLink, Button, EmptyState, Page, Query, Section, Table, Thai } from '../../ui/index.ts'
import { DirectiveTabs } from './DirectiveTabs.tsx'
import { DueDate, DutyState } from './duty-words.tsx'

/** Owner that a duty without one is filtered by. */
const nobody = '-'

/** Duties of all letters in one table, narrowed by owner, state, kind and letter. */
export default function DutiesPage() {
  const { t } = useTranslation()
  const duties = useQuery(api.directives.duties.queryOptions())
  return (
    <Page title={t('directives.tab.duties')} help={t('directives.all.help')}>
      <DirectiveTabs value="duties" />
      <Query of={duties}>{(rows) => <Duties rows={rows} />}</Query>
    </Page>
  )
}

function Duties({ rows }: { rows: readonly DutyLine[] }) {
  const { t } = useTranslation()
  const [owner, setOwner] = useQueryParam('owner')
  const [state, setState] = useQueryParam('state')
  const [kind, setKind] = useQueryParam('kind')
  const [letter, setLetter] = useQueryParam('letter')
  const [late, setLate] = useQueryParam('late')
  const all = { value: '', label: t('common.all') }
  const choices = (pairs: readonly (readonly [string, string])[]) => [
    all,
    ...[...new Map(pairs)].map(([value, label]) => ({ value, label })),
  ]
  const owners = [...new Set(rows.map((row) => row.ownerName))].sort((a, b) => a.localeCompare(b, 'th'))
  const shown = rows.filter(
    (row) =>
      (owner === null || row.ownerName === (owner === nobody ? '' : owner)) &&
      (state === null || row.state === state) &&
      (kind === null || row.kind === kind) &&
      (letter === null || row.directiveId === letter) &&
      (late === null || (row.lateDays > 0 && row.state !== 'done')),
  )
  return (
    <>
      <FilterBar>
        <FilterSelect
          label={t('directives.duty.ownerName')}
          value={owner ?? ''}
          options={choices(
            owners.map((name) => (name === '' ? [nobody, t('directives.all.nobody')] : [name, name])),
          )}
          onChange={(value) => setOwner(value || null)}
        />
        <FilterSelect
          label={t('common.state')}
          value={state ?? ''}
          options={[
            all,
            ...['open', 'doing', 'done'].map((value) => ({
              value,
              label: t(`directives.dutyState.${value}`),
            })),
          ]}
          onChange={(value) => setState(value || null)}
          width="9rem"
        />
        <FilterSelect
          label={t('directives.duty.kind')}
          value={kind ?? ''}
          options={choices(rows.map((row) => [row.kind, row.kindName]))}
          onChange={(value) => setKind(value || null)}
        />
        <FilterSelect
          label={t('directives.number')}
          value={letter ?? ''}
          options={choices(rows.map((row) => [row.directiveId, row.directiveName]))}
          onChange={(value) => setLetter(value || null)}
        />
        <FilterCheck
          label={t('directives.all.late')}
          checked={late !== null}
          onChange={(checked) => setLate(checked ? '1' : null)}
        />
      </FilterBar>
      <Section
        flush
        title={t('directives.tab.duties')}
        help={t('directives.all.count', { count: shown.length, all: rows.length })}
      >
        <Table<DutyLine>
          label={t('directives.tab.duties')}
          rows={shown}
          rowKey={(row) => row.id}
          rowTone={(row) => (row.lateDays > 0 && row.state !== 'done' ? 'late' : undefined)}
          empty={
            <EmptyState
              icon={CircleCheck}
              title={t(rows.length === 0 ? 'directives.empty.title' : 'directives.all.none')}
              text={t(rows.length === 0 ? 'directives.empty.text' : 'directives.all.none.text')}
              {...(rows.length === 0
                ? {
                    action: (
                      <Button look="main" icon={BookPlus} href="/directives/new">
                        {t('directives.new')}
                      </Button>
                    ),
                  }
                : {})}
            />
          }
          columns={[
            {
              key: 'due',
              title: t('directives.duty.dueOn'),
              width: '8.5rem',
              cell: (row) => <DueDate dueOn={row.dueOn} off={row.dueOff} />,
            },
            {
              key: 'state',
              title: t('common.state'),
              nowrap: true,
              cell: (row) => <DutyState duty={row} expected={row.directiveState === 'expected'} />,
            },
            {
              key: 'text',
              title: t('directives.duty.text'),
              rowHead: true,
              cell: (row) => (
                <>
                  <AppLink href={`/directives/${row.directiveId}?tab=duties&duty=${row.id}`}>
                    {t('directives.duty.of', { no: row.no, kind: row.kindName })}
                  </AppLink>
                  <Box sx={{ fontWeight: 400, fontSize: '0.88rem', color: 'text.secondary' }}>
                    <Thai text={row.text} />
                  </Box>
                </>
              ),
            },
            {
              key: 'owner',
              title: t('directives.duty.ownerName'),
              width: '11rem',
              cell: (row) => <Thai text={row.ownerName || '–'} />,
            },
            {
              key: 'letter',
              title: t('directives.number'),
              width: '11rem',
              cell: (row) => (
                <>
                  {row.directiveName}
                  <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>
                    {t('directives.years.of', { edition: row.editionFy, plan: row.planFy })}
                  </Box>
                </>
              ),
            },
            {
              key: 'where',
              title: t('directives.duty.where'),
              nowrap: true,
              cell: (row) =>
                row.href === null ? '–' : <AppLink href={row.href}>{t('common.open')}</AppLink>,
            },
          ]}
        />
      </Section>
    </>
  )
}
