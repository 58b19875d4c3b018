import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { Inbox, MailPlus, MessageSquarePlus, Stamp, Undo2, UsbIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, BoardLine } from '../../../core/province/contract.ts'
import { api } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import {
  Button,
  EmptyState,
  Page,
  Query,
  Section,
  StatusChip,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { DistrictOverview } from './DistrictOverview.tsx'
import { stateLooks, timingLooks, useTimingWords } from './duty-words.ts'
import { MirrorBar } from './MirrorBar.tsx'
import {
  ActivityList,
  BodyList,
  DirectiveList,
  ForumList,
  MeetingList,
  type MirrorOf,
  OrderList,
  PlanList,
  ProjectList,
  ReportList,
  VillageList,
} from './MirrorLists.tsx'
import { useDistrictWork } from './use-district-work.tsx'
import { lastSubmission } from './use-mirror.ts'

const lists: Record<string, (props: { of: MirrorOf }) => ReactNode> = {
  plans: PlanList,
  projects: ProjectList,
  villages: VillageList,
  forums: ForumList,
  bodies: BodyList,
  orders: OrderList,
  meetings: MeetingList,
  activities: ActivityList,
  reports: ReportList,
  directives: DirectiveList,
}
const tabs = ['overview', ...Object.keys(lists)]

/** One district as it handed in: what is asked of it, its packages, every record, to read only (C22). */
export default function DistrictPage() {
  const { t } = useTranslation()
  const code = useRouteParam('districtCode')
  const { office } = useOffice()
  const { planFy, years, setPlanFy } = usePlanYear()
  const districts = useQuery(
    api.geography.districts.queryOptions({ input: { provinceCode: office.provinceCode } }),
  )
  const board = useQuery({
    ...api.province.board.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const name = districts.data?.find((one) => one.code === code)?.name
  const back = { href: `/province/board${planFy === null ? '' : `?planFy=${planFy}`}`, label: t('nav.board') }
  const line = board.data?.rows.find((row) => row.districtCode === code)
  const picker = <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
  if (planFy !== null && board.data !== undefined && line !== undefined)
    return <District key={code} board={board.data} line={line} back={back} picker={picker} />
  return (
    <Page
      title={name === undefined ? t('common.district') : t('province.district.title', { district: name })}
      back={back}
      actions={picker}
    >
      {planFy === null ? (
        <Unknown planFy={null} />
      ) : (
        <Query of={board} lines={8}>
          {() => <Unknown planFy={planFy} />}
        </Query>
      )}
    </Page>
  )
}

/** Nobody expects anything of it for this year, and nothing came. */
function Unknown({ planFy }: { planFy: number | null }) {
  const { t } = useTranslation()
  return (
    <Section>
      <EmptyState
        icon={Inbox}
        title={t(planFy === null ? 'province.board.empty.title' : 'province.district.notExpected', {
          year: planFy ?? '',
        })}
        text={t('province.district.notExpected.what')}
        action={
          <Button look="main" href="/province/board">
            {t('nav.board')}
          </Button>
        }
      />
    </Section>
  )
}

function District({
  board,
  line,
  back,
  picker,
}: {
  board: Board
  line: BoardLine
  back: { href: string; label: string }
  picker: ReactNode
}) {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('tab')
  const words = useTimingWords()
  const work = useDistrictWork(line, board.planFy)
  const received = useQuery(api.exchange.received.queryOptions())
  const { officeId } = line
  const tab = tabs.find((one) => one === asked) ?? 'overview'
  const List = lists[tab]
  const pack = officeId === null ? null : lastSubmission(received.data ?? [], officeId)
  const timing = words({ state: line.timing, lateDays: line.lateDays })
  return (
    <Page
      title={t('province.district.title', { district: line.districtName })}
      back={back}
      aside={
        <>
          {work.isHere ? (
            <StatusChip status={stateLooks[line.state]} label={t(`province.board.state.${line.state}`)} />
          ) : null}
          <StatusChip status={timingLooks[line.timing]} label={timing} />
        </>
      }
      actions={
        <>
          {picker}
          {work.isHere ? (
            <>
              <Button icon={MessageSquarePlus} onClick={work.remark}>
                {t('province.do.remark')}
              </Button>
              {line.state === 'returned' ? (
                <Button icon={MailPlus} busy={work.drafting} onClick={work.returnLetter}>
                  {t('province.do.returnLetter')}
                </Button>
              ) : (
                <Button icon={Undo2} onClick={work.giveBack}>
                  {t('province.do.return')}
                </Button>
              )}
              {work.canAnswer ? (
                <Button icon={UsbIcon} look={work.canAccept ? 'plain' : 'main'} onClick={work.answer}>
                  {t('province.do.answer')}
                </Button>
              ) : null}
              {work.canAccept ? (
                <Button
                  look={line.state === 'returned' ? 'plain' : 'main'}
                  icon={Stamp}
                  onClick={work.accept}
                >
                  {t('province.do.accept')}
                </Button>
              ) : null}
            </>
          ) : (
            <Button look="main" icon={MailPlus} busy={work.drafting} onClick={work.reminder}>
              {t('province.do.reminder')}
            </Button>
          )}
        </>
      }
    >
      {officeId === null ? null : <MirrorBar officeId={officeId} />}
      {officeId === null ? (
        <DistrictOverview board={board} line={line} />
      ) : (
        <>
          <Tabs
            value={tab}
            onChange={(_, next: string) => ask(next === 'overview' ? null : next)}
            aria-label={line.districtName}
            variant="scrollable"
            sx={{
              mb: 1.4,
              borderBottom: 1,
              borderColor: 'divider',
              '& .MuiTab-root': { minWidth: 0, px: 1.4 },
            }}
          >
            {tabs.map((one) => (
              <Tab
                key={one}
                value={one}
                id={`district-tab-${one}`}
                aria-controls="district-panel"
                label={t(`province.tab.${one}`)}
              />
            ))}
          </Tabs>
          <Box role="tabpanel" id="district-panel" aria-labelledby={`district-tab-${tab}`}>
            {List === undefined ? (
              <DistrictOverview board={board} line={line} />
            ) : (
              <List of={{ officeId, planFy: board.planFy, packageId: pack?.id ?? null }} />
            )}
          </Box>
        </>
      )}
      {work.dialogs}
    </Page>
  )
}
