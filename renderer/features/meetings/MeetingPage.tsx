import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, FileText, ListChecks, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { settle } from '../../app/settle.ts'
import { useCommand } from '../../app/task.ts'
import { Button, Page, PaperView, useConfirm } from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { NoteLine } from '../reports/NoteLine.tsx'
import { AgendaPart } from './AgendaPart.tsx'
import { AttendancePart } from './AttendancePart.tsx'
import { countsOf } from './attendance-rows.ts'
import { HeadPart } from './HeadPart.tsx'
import { InvitePart } from './InvitePart.tsx'
import { MeetingStateChip } from './MeetingStateChip.tsx'
import { MinutesPart } from './MinutesPart.tsx'
import { shortName } from './meeting-title.ts'
import { RecordPart } from './RecordPart.tsx'
import { ResolutionsPart } from './ResolutionsPart.tsx'

const parts = {
  before: ['head', 'agenda', 'invite'],
  during: ['attendance', 'record'],
  after: ['resolutions', 'minutes', 'files'],
} as const
type TabKey = keyof typeof parts
type PartKey = (typeof parts)[TabKey][number]
const tabs = Object.keys(parts) as TabKey[]
const papers = { agenda: 'agenda', signIn: 'signInSheet' } as const
type PaperKey = keyof typeof papers

/** One meeting, in the order of the work: before it, while it goes on, after it. */
export default function MeetingPage() {
  const meetingId = useRouteParam('meetingId')
  const meeting = useQuery(api.meetings.get.queryOptions({ input: { id: meetingId } }))
  const { t } = useTranslation()
  return (
    <PageQuery
      of={meeting}
      title={t('meetings.title')}
      back={{ href: '/meetings', label: t('meetings.back') }}
    >
      {(data) => <MeetingDesk key={data.id} meeting={data} />}
    </PageQuery>
  )
}

function MeetingDesk({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation()
  const { office, today } = useOffice()
  const [askedTab, setTab] = useQueryParam('tab')
  const [askedPart, setPart] = useQueryParam('part')
  const [paper, setPaper] = useQueryParam('paper')
  const own = meeting.officeId === office.id
  // what was signed is what the record says
  const signed = meeting.minutes.length > 0
  const frozen = !own || meeting.state === 'closed' || signed
  const usual: TabKey =
    meeting.state === 'closed'
      ? 'after'
      : meeting.state === 'held' || meeting.heldOn === today
        ? 'during'
        : 'before'
  const tab = tabs.find((one) => one === askedTab) ?? usual
  const offered: readonly PartKey[] = parts[tab]
  const part = offered.find((one) => one === askedPart) ?? offered[0] ?? 'head'
  // the minutes bring their own paper
  const shown =
    part === 'minutes' ? null : ((Object.keys(papers) as PaperKey[]).find((key) => key === paper) ?? null)
  const members = meeting.attendance.filter((row) => row.kind === 'member')
  const counts = countsOf(members)
  const matters = meeting.items.filter((item) => item.parentId !== null).length
  const resolutions = meeting.items.flatMap((item) => item.resolutions)
  const numbers: Partial<Record<PartKey, string>> = {
    agenda: formatNumber(matters),
    attendance: t('meetings.of', {
      n: formatNumber(counts.present + counts.proxy),
      of: formatNumber(members.length),
    }),
    resolutions: formatNumber(resolutions.length),
  }
  const back = useBackToDistrict(meeting.officeId, 'meetings', {
    href: '/meetings',
    label: t('meetings.back'),
  })
  const paperButton = (key: PaperKey, icon: typeof FileText) => (
    <Button icon={icon} onClick={() => setPaper(shown === key ? null : key)}>
      {t(shown === key ? 'meetings.paper.hide' : `meetings.paper.${key}`)}
    </Button>
  )
  return (
    <Page
      title={shortName(meeting, (names) => t('meetings.joint', { names }))}
      back={back}
      aside={
        <MeetingStateChip
          state={meeting.state}
          overdue={meeting.state === 'planned' && meeting.heldOn !== null && meeting.heldOn < today}
        />
      }
      help={[
        meeting.heldOn ? formatDate(meeting.heldOn, 'weekday') : t('meetings.noDate'),
        meeting.startsAt === '' ? '' : t('meetings.at', { time: meeting.startsAt }),
        meeting.place,
      ]
        .filter((one) => one !== '')
        .join(' · ')}
      actions={
        <>
          {paperButton('agenda', FileText)}
          {paperButton('signIn', ListChecks)}
          {own ? <Steps meeting={meeting} /> : null}
        </>
      }
    >
      <MirrorBar
        officeId={meeting.officeId}
        record={{ recordType: 'meeting', rowId: meeting.id, subject: meeting.name }}
      />
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 2,
          mb: 1.2,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Tabs
          value={tab}
          onChange={(_, next: TabKey) => {
            setPart(null)
            setTab(next)
          }}
          aria-label={t('meetings.tabs')}
        >
          {tabs.map((one) => (
            <Tab key={one} value={one} label={t(`meetings.tab.${one}`)} />
          ))}
        </Tabs>
        <ToggleButtonGroup
          size="small"
          exclusive
          value={part}
          aria-label={t(`meetings.tab.${tab}`)}
          onChange={(_, next: PartKey | null) => (next ? setPart(next) : undefined)}
          sx={{ ml: 'auto', my: 0.5 }}
        >
          {offered.map((one) => (
            <ToggleButton key={one} value={one} sx={{ py: 0.2 }}>
              {numbers[one] === undefined
                ? t(`meetings.part.${one}`)
                : `${t(`meetings.part.${one}`)} (${numbers[one]})`}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Box>
      {own && frozen && tab !== 'after' && part !== 'invite' ? (
        <Box
          role="note"
          sx={(theme) => ({
            px: 1.4,
            py: 0.6,
            mb: 1.2,
            bgcolor: theme.tokens.quiet,
            borderRadius: 1,
            fontSize: '0.93rem',
          })}
        >
          {t(signed ? 'meetings.frozen.signed' : 'meetings.frozen.closed')}
        </Box>
      ) : null}
      <SplitPaper
        paper={
          shown === null ? null : (
            <PaperView key={shown} paper={{ kind: papers[shown], id: meeting.id, bodyId: null }} />
          )
        }
      >
        {part === 'head' ? <HeadPart meeting={meeting} frozen={frozen} /> : null}
        {part === 'agenda' ? <AgendaPart meeting={meeting} frozen={frozen} /> : null}
        {part === 'invite' ? <InvitePart meeting={meeting} own={own} /> : null}
        {part === 'attendance' ? <AttendancePart meeting={meeting} frozen={frozen} /> : null}
        {part === 'record' ? <RecordPart meeting={meeting} own={own} frozen={frozen} /> : null}
        {part === 'resolutions' ? <ResolutionsPart meeting={meeting} own={own} /> : null}
        {part === 'minutes' ? <MinutesPart meeting={meeting} own={own} /> : null}
        {own && (part === 'resolutions' || part === 'minutes') ? (
          <NoteLine about={{ table: 'meeting', id: meeting.id }} notedOn={meeting.heldOn} />
        ) : null}
        {part === 'files' ? (
          <Attachments subject={{ table: 'meeting', id: meeting.id }} readOnly={!own} />
        ) : null}
      </SplitPaper>
    </Page>
  )
}

/** The next step of the meeting and the way back. */
function Steps({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation()
  const go = useGo()
  const confirm = useConfirm()
  const [, setTab] = useQueryParam('tab')
  const hold = useCommand(client.meetings.hold)
  const close = useCommand(client.meetings.close)
  const reopen = useCommand(client.meetings.reopen)
  const remove = useCommand(client.meetings.remove)
  const { id, state } = meeting

  const drop = async () => {
    const yes = await confirm({
      title: t('meetings.remove'),
      text: t('meetings.remove.text', { name: meeting.name }),
      confirm: t('meetings.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id })).ok) go('/meetings')
  }
  /** What is still on its way to the records is part of what is held or closed. */
  const step = async (command: typeof hold, tab: string | null) => {
    await settle()
    if ((await command.attempt({ id })).ok && tab !== null) setTab(tab)
  }
  return (
    <>
      {state === 'planned' ? (
        <Button look="danger" icon={Trash2} onClick={() => void drop()}>
          {t('common.remove')}
        </Button>
      ) : (
        <Button icon={RotateCcw} busy={reopen.running} onClick={() => void step(reopen, null)}>
          {t(state === 'held' ? 'meetings.reopen.planned' : 'meetings.reopen.held')}
        </Button>
      )}
      {state === 'planned' ? (
        <Button look="main" icon={CircleCheck} busy={hold.running} onClick={() => void step(hold, 'during')}>
          {t('meetings.hold')}
        </Button>
      ) : null}
      {state === 'held' ? (
        <Button look="main" icon={CircleCheck} busy={close.running} onClick={() => void step(close, 'after')}>
          {t('meetings.close')}
        </Button>
      ) : null}
    </>
  )
}
