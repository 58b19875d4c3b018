import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, FileText, ListChecks, NotebookPen, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Forum } from '../../../core/forums/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, Page, PaperView, StatusChip, useConfirm } from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { NoteLine } from '../reports/NoteLine.tsx'
import { BeforeTab } from './BeforeTab.tsx'
import { CarryTab } from './CarryTab.tsx'
import { NeedsTab } from './NeedsTab.tsx'
import { RecordTab } from './RecordTab.tsx'

const tabs = ['record', 'before', 'needs', 'carry', 'photos'] as const
type TabKey = (typeof tabs)[number]
const papers = { form: 'forumForm', signIn: 'forumSignIn', minutes: 'forumMinutes' } as const
type PaperKey = keyof typeof papers

/** One forum: its record, what was said before, its needs and their places, what becomes of them; its papers. */
export default function ForumPage() {
  const forumId = useRouteParam('forumId')
  const forum = useQuery(api.forums.get.queryOptions({ input: { id: forumId } }))
  const { t } = useTranslation()
  return (
    <PageQuery of={forum} title={t('forums.title')} back={{ href: '/forums', label: t('forums.back') }}>
      {(data) => <ForumDesk key={data.id} forum={data} />}
    </PageQuery>
  )
}

function ForumDesk({ forum }: { forum: Forum }) {
  const { t } = useTranslation()
  const go = useGo()
  const confirm = useConfirm()
  const { office } = useOffice()
  const [asked, setTab] = useQueryParam('tab')
  const [paper, setPaper] = useQueryParam('paper')
  const hold = useCommand(client.forums.hold)
  const reopen = useCommand(client.forums.reopen)
  const remove = useCommand(client.forums.remove)
  const own = forum.officeId === office.id
  const held = forum.state === 'held'
  const tab: TabKey = tabs.find((one) => one === asked) ?? 'record'
  const shown = (Object.keys(papers) as PaperKey[]).find((key) => key === paper) ?? null
  const carried = forum.needs.filter((need) => need.inPlan).length

  const drop = async () => {
    const yes = await confirm({
      title: t('forums.remove'),
      text: t('forums.remove.text', { area: forum.areaName, count: forum.needs.length }),
      confirm: t('forums.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id: forum.id })).ok) go(`/forums?tambon=${forum.tambonCode}`)
  }
  const counts: Partial<Record<TabKey, string>> = {
    needs: formatNumber(forum.needs.length),
    carry: t('forums.of', { n: carried, of: forum.needs.length }),
  }
  const back = useBackToDistrict(forum.officeId, 'forums', {
    href: `/forums?tambon=${forum.tambonCode}`,
    label: t('forums.back'),
  })
  const paperButton = (key: PaperKey, icon: typeof FileText) => (
    <Button icon={icon} onClick={() => setPaper(shown === key ? null : key)}>
      {t(shown === key ? 'forums.paper.hide' : `forums.paper.${key}`)}
    </Button>
  )
  return (
    <Page
      title={t('forums.page.title', { area: forum.areaName })}
      back={back}
      aside={
        <StatusChip
          status={held ? 'done' : 'underWay'}
          label={t(held ? 'forums.state.held' : 'forums.state.planned')}
        />
      }
      help={[
        forum.level === 'village' ? t('plans.area.tambon', { name: forum.tambonName }) : '',
        t('forums.page.planFy', { year: forum.planFy }),
        forum.heldOn ? formatDate(forum.heldOn, 'weekday') : t('forums.page.noDate'),
        forum.persons > 0 ? t('forums.attendance.total', { count: formatNumber(forum.persons) }) : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      actions={
        <>
          {paperButton('form', NotebookPen)}
          {paperButton('signIn', ListChecks)}
          {paperButton('minutes', FileText)}
          {!own ? null : held ? (
            carried === 0 ? (
              <Button
                icon={RotateCcw}
                busy={reopen.running}
                onClick={() => void reopen.attempt({ id: forum.id })}
              >
                {t('forums.reopen')}
              </Button>
            ) : null
          ) : (
            <>
              <Button look="danger" icon={Trash2} onClick={() => void drop()}>
                {t('common.remove')}
              </Button>
              <Button
                look="main"
                icon={CircleCheck}
                busy={hold.running}
                onClick={() => void hold.attempt({ id: forum.id })}
              >
                {t('forums.hold')}
              </Button>
            </>
          )}
        </>
      }
    >
      <MirrorBar
        officeId={forum.officeId}
        record={{ recordType: 'forum', rowId: forum.id, subject: forum.areaName }}
      />
      <Tabs
        value={tab}
        onChange={(_, next: TabKey) => setTab(next)}
        aria-label={t('forums.title')}
        variant="scrollable"
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((one) => (
          <Tab
            key={one}
            value={one}
            label={counts[one] ? `${t(`forums.tab.${one}`)} (${counts[one]})` : t(`forums.tab.${one}`)}
          />
        ))}
      </Tabs>
      <SplitPaper
        paper={
          shown === null ? null : <PaperView key={shown} paper={{ kind: papers[shown], id: forum.id }} />
        }
      >
        {tab === 'record' ? <RecordTab forum={forum} /> : null}
        {tab === 'before' ? <BeforeTab forum={forum} /> : null}
        {tab === 'needs' ? <NeedsTab forum={forum} /> : null}
        {tab === 'carry' ? <CarryTab forum={forum} /> : null}
        {own && tab === 'carry' ? (
          <NoteLine
            about={{ table: 'forum', id: forum.id }}
            dutyKind="workshops"
            tambonCode={forum.tambonCode}
            notedOn={forum.heldOn}
          />
        ) : null}
        {tab === 'photos' ? <Attachments subject={{ table: 'forum', id: forum.id }} readOnly={!own} /> : null}
      </SplitPaper>
    </Page>
  )
}
