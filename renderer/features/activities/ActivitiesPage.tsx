import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, Mail, Plus, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity, FateProposal } from '../../../core/activities/contract.ts'
import {
  type ActivityKind,
  activityKinds,
  type PledgeState,
  pledgeStates,
} from '../../../core/activities/rules.ts'
import type { PaperRef } from '../../../core/papers/rules.ts'
import { api } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { EditionPicker, useEditionYear } from '../../ui/EditionPicker.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Button, EmptyState, FaultBar, Page, PaperView, Query, Section } from '../../ui/index.ts'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { FateDialog } from '../projects/FateDialog.tsx'
import { ActivityDialog, type Start } from './ActivityDialog.tsx'
import { ParticipationPanel } from './ParticipationPanel.tsx'
import { PartnerDialog } from './PartnerDialog.tsx'
import { PartnersPanel } from './PartnersPanel.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { QuickEntry } from './QuickEntry.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { useTambons } from './use-tambons.ts'
import { WorkshopsPanel } from './WorkshopsPanel.tsx'

/** In the order of the rooms; the duties are 1, 4, 3, 5. */
const rooms = ['session', 'workshop', 'participation', 'partner'] as const

/** What was done for duties 1, 3, 4 and 5; the figures of the report are counted from here (C18). */
export default function ActivitiesPage() {
  const { t } = useTranslation()
  const { editionFy, years, ready, setEditionFy } = useEditionYear()
  if (editionFy !== null) return <Rooms editionFy={editionFy} years={years} setEditionFy={setEditionFy} />
  return (
    <Page title={t('activities.title')} help={t('activities.help')}>
      {ready ? (
        <Section>
          <EmptyState
            icon={Mail}
            title={t('activities.noYear')}
            text={t('activities.noYear.what')}
            action={
              <Button look="main" href="/directives/new">
                {t('activities.noYear.do')}
              </Button>
            }
          />
        </Section>
      ) : null}
    </Page>
  )
}

function Rooms({
  editionFy,
  years,
  setEditionFy,
}: {
  editionFy: number
  years: number[]
  setEditionFy: (year: number) => void
}) {
  const { t } = useTranslation()
  const [kindAsked, setKind] = useQueryParam('kind')
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [openId, setOpen] = useQueryParam('id')
  const [stateAsked, setState] = useQueryParam('state')
  const [paperAsked, setPaper] = useQueryParam('paper')
  const [text, setText] = useState('')
  const [adding, setAdding] = useState<Start | 'partner' | null>(null)
  const [pasting, setPasting] = useState(false)
  const [fate, setFate] = useState<FateProposal | null>(null)
  const { options, first } = useTambons()
  const all = useQuery(api.activities.list.queryOptions({ input: { editionFy, kind: null } }))
  const opened = useQuery(
    api.activities.get.queryOptions({ input: { id: openId ?? '' }, enabled: openId !== null }),
  )
  const kind: ActivityKind =
    activityKinds.find((one) => one === kindAsked) ??
    (openId === null ? 'session' : (opened.data?.kind ?? 'session'))
  const known = all.data ?? []
  const shown = known.filter(
    (one) => one.kind === kind && (tambonCode === null || one.tambonCode === tambonCode),
  )
  const state = pledgeStates.find((one) => one === stateAsked) ?? null
  const paper = paperOf(paperAsked, { kind, editionFy, tambonCode })
  const close = () => {
    setAdding(null)
    setOpen(null)
  }
  const begin = (of: string | null) => setAdding(kind === 'partner' ? 'partner' : { kind, tambonCode: of })
  const missing =
    kind === 'workshop'
      ? options.filter(({ value }) => !known.some((one) => one.kind === kind && one.tambonCode === value))
      : []
  /** Where nobody says: the tambon looked at, else one's own; of workshops one that has none yet. */
  const usualTambon =
    tambonCode ??
    (kind === 'session' || kind === 'partner'
      ? first
      : ((missing.find(({ value }) => value === first) ?? missing[0] ?? options[0])?.value ?? null))
  const add = (
    <Button look="main" icon={Plus} onClick={() => begin(usualTambon)}>
      {t(`activities.add.${kind}`)}
    </Button>
  )
  return (
    <Page
      title={t('activities.title')}
      help={t('activities.help')}
      actions={
        <>
          <EditionPicker editionFy={editionFy} years={years} onChange={setEditionFy} />
          <Button icon={Printer} onClick={() => setPaper(paperAsked === null ? 'list' : null)}>
            {t(paperAsked === null ? `activities.paper.${kind}` : 'activities.paper.hide')}
          </Button>
          {add}
        </>
      }
    >
      <Tabs
        value={kind}
        aria-label={t('activities.title')}
        onChange={(_, value: ActivityKind) => {
          setPaper(null)
          setKind(value)
        }}
        sx={{ mb: 1.4, borderBottom: 1, borderColor: 'divider' }}
      >
        {rooms.map((one) => (
          <Tab
            key={one}
            value={one}
            label={`${t(`activities.kind.${one}`)} (${formatNumber(known.filter((activity) => activity.kind === one).length)})`}
          />
        ))}
      </Tabs>
      <FilterBar>
        <Box sx={{ color: 'text.secondary', fontSize: '0.9rem', flex: '1 1 16rem' }}>
          {t(`activities.duty.${kind}`)}
        </Box>
        <FilterSelect
          label={t('activities.tambon')}
          value={tambonCode ?? ''}
          options={[{ value: '', label: t('plans.overview.allTambons') }, ...options]}
          onChange={(value) => setTambon(value === '' ? null : value)}
        />
        {kind === 'partner' ? (
          <FilterSelect
            label={t('common.state')}
            value={state ?? ''}
            options={[
              { value: '', label: t('common.all') },
              ...pledgeStates.map((value) => ({ value, label: t(`activities.pledge.state.${value}`) })),
            ]}
            onChange={(value) => setState(value === '' ? null : value)}
          />
        ) : null}
        {kind === 'session' || kind === 'partner' ? (
          <FilterText
            label={t(kind === 'partner' ? 'activities.find.partner' : 'common.search')}
            value={text}
            width="15rem"
            onChange={setText}
          />
        ) : null}
        {kind === 'participation' ? (
          <Button look="quiet" icon={ClipboardPaste} onClick={() => setPasting(true)}>
            {t('activities.paste')}
          </Button>
        ) : null}
      </FilterBar>
      {(kind === 'session' || kind === 'workshop') &&
      paperAsked === null &&
      all.data &&
      options.length > 0 ? (
        <QuickEntry
          key={`${kind} ${editionFy} ${tambonCode ?? ''}`}
          kind={kind}
          editionFy={editionFy}
          tambonCode={usualTambon}
          onPaste={() => setPasting(true)}
        />
      ) : null}
      {openId !== null && opened.isError ? (
        <FaultBar error={opened.error} onClose={() => setOpen(null)} />
      ) : null}
      <SplitPaper paper={paper === null ? null : <PaperView paper={paper} />}>
        <Section flush>
          <Query of={all}>
            {() => (
              <Room
                kind={kind}
                shown={shown}
                editionFy={editionFy}
                tambonCode={tambonCode}
                text={text}
                state={state}
                narrow={paper !== null}
                add={add}
                onOpen={setOpen}
                onAdd={begin}
                onFate={setFate}
              />
            )}
          </Query>
        </Section>
      </SplitPaper>
      {adding === 'partner' || (opened.data?.kind === 'partner' && openId !== null) ? (
        <PartnerDialog
          key={openId ?? 'new'}
          editionFy={editionFy}
          tambonCode={usualTambon}
          id={adding === 'partner' ? null : openId}
          onFate={setFate}
          onPaper={(id) => {
            close()
            setPaper(`report:${id}`)
          }}
          onClose={close}
        />
      ) : null}
      {adding !== null && adding !== 'partner' ? (
        <ActivityDialog
          key={`new ${adding.kind}`}
          editionFy={editionFy}
          activity={null}
          start={adding}
          onMade={(id) => {
            setAdding(null)
            setOpen(id)
          }}
          onPaper={() => undefined}
          onClose={close}
        />
      ) : opened.data && opened.data.kind !== 'partner' && openId !== null ? (
        <ActivityDialog
          key={openId}
          editionFy={opened.data.editionFy}
          activity={lineOf(opened.data)}
          start={{ kind: opened.data.kind, tambonCode: opened.data.tambonCode }}
          onMade={setOpen}
          onPaper={(id, of) => {
            close()
            setPaper(`${of === 'activitySignIn' ? 'signIn' : 'report'}:${id}`)
          }}
          onClose={close}
        />
      ) : null}
      {pasting && kind !== 'partner' ? (
        <PasteDialog
          kind={kind}
          editionFy={editionFy}
          tambonCode={tambonCode ?? first}
          onClose={() => setPasting(false)}
        />
      ) : null}
      {fate ? <FateDialog projectId={fate.projectId} proposal={fate} onClose={() => setFate(null)} /> : null}
    </Page>
  )
}

type RoomProps = {
  kind: ActivityKind
  shown: readonly Activity[]
  editionFy: number
  tambonCode: string | null
  text: string
  state: PledgeState | null
  narrow: boolean
  add: React.ReactNode
  onOpen: (id: string) => void
  onAdd: (tambonCode: string) => void
  onFate: (proposal: FateProposal) => void
}

function Room({
  kind,
  shown,
  editionFy,
  tambonCode,
  text,
  state,
  narrow,
  add,
  onOpen,
  onAdd,
  onFate,
}: RoomProps) {
  if (kind === 'workshop')
    return (
      <WorkshopsPanel
        activities={shown}
        editionFy={editionFy}
        tambonCode={tambonCode}
        narrow={narrow}
        onOpen={onOpen}
        onAdd={onAdd}
      />
    )
  if (kind === 'participation')
    return <ParticipationPanel editionFy={editionFy} tambonCode={tambonCode} onOpen={onOpen} />
  if (kind === 'partner')
    return (
      <PartnersPanel
        activities={shown}
        editionFy={editionFy}
        filter={{ text, tambonCode, state }}
        narrow={narrow}
        add={add}
        onOpen={onOpen}
        onFate={onFate}
      />
    )
  return (
    <SessionsPanel
      key={`${editionFy} ${tambonCode ?? ''}`}
      activities={shown}
      editionFy={editionFy}
      tambonCode={tambonCode}
      text={text}
      add={add}
      onOpen={onOpen}
    />
  )
}

/** A line of the list out of the whole record. */
function lineOf<T extends Activity & { pledges: unknown; projects: unknown; alike: unknown }>(
  detail: T,
): Activity {
  const { pledges: _pledges, projects: _projects, alike: _alike, ...line } = detail
  return line
}

/** The paper in the address: the list of the room, or a paper of one activity. */
function paperOf(
  asked: string | null,
  room: { kind: ActivityKind; editionFy: number; tambonCode: string | null },
): PaperRef | null {
  const { kind, editionFy, tambonCode } = room
  if (asked === null) return null
  const [what, id] = asked.split(':')
  if (id !== undefined)
    return what === 'signIn' ? { kind: 'activitySignIn', id } : { kind: 'activityReport', id }
  if (kind === 'participation') return { kind: 'participationTable', editionFy }
  if (kind === 'partner') return { kind: 'partnerAccounts', editionFy }
  return { kind: 'activityList', editionFy, activityKind: kind, tambonCode }
}
