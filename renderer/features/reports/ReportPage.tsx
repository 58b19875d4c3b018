import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { FileText, Mail, PenLine, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../core/reports/contract.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { settle } from '../../app/settle.ts'
import { useCommand } from '../../app/task.ts'
import { Button, CertaintyNote, Page, PaperView, StatusChip, useConfirm } from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { BeforeSigning } from './BeforeSigning.tsx'
import { ChangedBar } from './ChangedBar.tsx'
import { CompareTab } from './CompareTab.tsx'
import { DutiesTab } from './DutiesTab.tsx'
import { FigureDrawer } from './FigureDrawer.tsx'
import { FormChoice } from './FormChoice.tsx'
import { askedOf, paramOf } from './figure-words.ts'
import { HeadTab } from './HeadTab.tsx'
import { jumpTo } from './jump.ts'
import { type Missing, missingOf } from './missing.ts'
import { SignReportDialog } from './SignReportDialog.tsx'
import { TambonsTab } from './TambonsTab.tsx'
import { VersionsTab } from './VersionsTab.tsx'

const tabs = ['duties', 'tambons', 'compare', 'head', 'versions'] as const
type TabKey = (typeof tabs)[number]

/** The results report: figures with what they counted, words per duty, last year, paper, signature, versions (C19). */
export default function ReportPage() {
  const reportId = useRouteParam('reportId')
  const report = useQuery(api.reports.get.queryOptions({ input: { id: reportId } }))
  const { t } = useTranslation()
  return (
    <PageQuery
      of={report}
      title={t('reports.page.title')}
      back={{ href: '/reports', label: t('reports.page.back') }}
    >
      {(data) => <ReportDesk key={`${data.id}:${data.state}`} report={data} />}
    </PageQuery>
  )
}

function ReportDesk({ report }: { report: Report }) {
  const { t } = useTranslation()
  const { office, today } = useOffice()
  const own = report.officeId === office.id
  const back = useBackToDistrict(report.officeId, 'reports', {
    href: '/reports',
    label: t('reports.page.back'),
  })
  const [paper, setPaper] = useQueryParam('paper')
  const [askedTab, setTab] = useQueryParam('tab')
  const [askedFigure, setFigure] = useQueryParam('figure')
  const [signing, setSigning] = useState(false)
  const forms = useQuery(api.reports.forms.queryOptions())
  const figures = useQuery(api.rules.table.queryOptions({ input: { id: 'report-figures' } }))
  const signed = report.state === 'signed'
  const tab: TabKey = tabs.find((one) => one === askedTab) ?? 'duties'
  const broken = forms.data?.find((form) => form.key === report.form)?.broken === true
  const missing = signed ? [] : missingOf(report, today, broken)
  const asked = askedOf(askedFigure)
  const shown = report.duties.flatMap((duty) => duty.figures).find((figure) => figure.key === asked?.key)
  const openFigure = (key: string, tambonCode?: string | null) => setFigure(paramOf(key, tambonCode))
  const jump = (one: Missing) => {
    setSigning(false)
    setTab(one.tab === 'duties' ? null : one.tab)
    jumpTo(one.jump)
  }
  // who comes back from a record finds the figure where it was
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the screen is opened
  useEffect(() => {
    if (askedFigure !== null) jumpTo(`figure:${askedFigure}`)
  }, [])

  return (
    <Page
      title={t('reports.page.title')}
      back={back}
      aside={
        <>
          <StatusChip status={signed ? 'done' : 'underWay'} label={t(`reports.state.${report.state}`)} />
          {report.versionNo > 1 ? <span>{t('reports.page.versionNo', { no: report.versionNo })}</span> : null}
          {signed ? null : <Due dueOn={report.dueOn} />}
        </>
      }
      help={[
        t('reports.page.directive', { number: report.directiveNumber }),
        t('reports.page.asOf', { date: formatDate(report.asOf) }),
        own ? t(signed ? 'reports.page.help.signed' : 'reports.page.help') : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      actions={
        <>
          {signed ? null : <DiscardButton report={report} />}
          <Button icon={FileText} onClick={() => setPaper(paper === null ? '1' : null)}>
            {t(paper === null ? 'plans.page.paper' : 'plans.page.paper.hide')}
          </Button>
          {signed ? (
            report.letterId === null ? null : (
              <Button look="main" icon={Mail} href={`/papers/letters/${report.letterId}`}>
                {t('reports.letter')}
              </Button>
            )
          ) : (
            <Button look="main" icon={PenLine} onClick={() => void settle().then(() => setSigning(true))}>
              {t('reports.sign')}
            </Button>
          )}
        </>
      }
    >
      <MirrorBar
        officeId={report.officeId}
        record={{
          recordType: 'resultsReport',
          rowId: report.id,
          subject: t('reports.page.directive', { number: report.directiveNumber }),
        }}
      />
      {own ? <ChangedBar report={report} onShow={() => setTab('versions')} /> : null}
      {signed ? (
        <CertaintyNote certainty={figures.data?.certainty ?? null} />
      ) : (
        <BeforeSigning
          report={report}
          missing={missing}
          certainty={figures.data?.certainty ?? null}
          onJump={jump}
        />
      )}
      <Tabs
        value={tab}
        onChange={(_, value: TabKey) => setTab(value === 'duties' ? null : value)}
        variant="scrollable"
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((one) => (
          <Tab key={one} value={one} label={t(`reports.tab.${one}`)} />
        ))}
      </Tabs>
      <SplitPaper
        paper={
          paper === null ? null : (
            <PaperView
              paper={{ kind: 'report', id: report.id }}
              height="calc(100vh - 17rem)"
              {...(signed ? {} : { actions: <FormChoice report={report} /> })}
            />
          )
        }
      >
        {tab === 'duties' ? (
          <DutiesTab report={report} narrow={paper !== null} openFigure={openFigure} />
        ) : tab === 'tambons' ? (
          <TambonsTab report={report} openFigure={openFigure} />
        ) : tab === 'compare' ? (
          <CompareTab report={report} openFigure={openFigure} />
        ) : tab === 'head' ? (
          <HeadTab report={report} />
        ) : (
          <VersionsTab report={report} />
        )}
      </SplitPaper>
      {shown && asked ? (
        <FigureDrawer
          report={report}
          figure={shown}
          tambonCode={asked.tambonCode}
          onTambon={(code) => openFigure(shown.key, code)}
          onClose={() => {
            setFigure(null)
            setTimeout(() => {
              if (document.activeElement === document.body) jumpTo(`figure:${askedFigure ?? ''}`)
            }, 250)
          }}
        />
      ) : null}
      {signing ? (
        <SignReportDialog report={report} missing={missing} onJump={jump} onClose={() => setSigning(false)} />
      ) : null}
    </Page>
  )
}

function DiscardButton({ report }: { report: Report }) {
  const { t } = useTranslation()
  const go = useGo()
  const confirm = useConfirm()
  const discard = useCommand(client.reports.discard)
  const away = async () => {
    const yes = await confirm({
      title: t('reports.discard'),
      text: t('reports.discard.help'),
      confirm: t('reports.discard.do'),
      danger: true,
    })
    if (!yes) return
    await settle()
    const done = await discard.attempt({ id: report.id })
    if (done.ok) go(report.supersedesId === null ? '/reports' : `/reports/${report.supersedesId}`)
  }
  return (
    <Button look="quiet" icon={Trash2} busy={discard.running} onClick={() => void away()}>
      {t('reports.discard')}
    </Button>
  )
}

function Due({ dueOn }: { dueOn: string | null }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  if (dueOn === null) return null
  const left = daysBetween(today, dueOn)
  const words =
    left > 0
      ? t('reports.page.due.left', { count: left })
      : left === 0
        ? t('reports.page.due.today')
        : t('reports.page.due.late', { count: -left })
  return (
    <Box component="span">
      <StatusChip
        status={left < 0 ? 'late' : 'underWay'}
        label={`${t('reports.page.due', { date: formatDate(dueOn) })} · ${words}`}
      />
    </Box>
  )
}
