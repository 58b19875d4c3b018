import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import {
  Ban,
  CircleCheck,
  FileText,
  GitCompareArrows,
  ListOrdered,
  PackageCheck,
  Route,
  Send,
  Stamp,
} from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlanEntry } from '../../../core/plans/contract.ts'
import { lowerLevel } from '../../../core/plans/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { DataGrid } from '../../ui/DataGrid.tsx'
import { useConfirm } from '../../ui/Dialogs.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { RecordActions } from '../province/RecordActions.tsx'
import { entryFieldsOf, planFieldsOf } from '../province/remark-fields.ts'
import { useBackToDistrict, useMirror } from '../province/use-mirror.ts'
import { ExcelMenu } from '../sheets/ExcelMenu.tsx'
import { AdoptDialog } from './AdoptDialog.tsx'
import { ColumnMenu } from './ColumnMenu.tsx'
import { type EntryRow, emptyRow, type RowProblems } from './entry-rows.ts'
import { JourneyDrawer } from './JourneyDrawer.tsx'
import { PlanPaper } from './PlanPaper.tsx'
import { PlanStateChip } from './PlanStateChip.tsx'
import { PlanTotals } from './PlanTotals.tsx'
import { ReturnsBar } from './ReturnsBar.tsx'
import { StartPlanDialog } from './StartPlanDialog.tsx'
import { TakeUpPanel } from './TakeUpPanel.tsx'
import { planTable, usePlanColumns } from './use-columns.ts'
import { type PlanRows, usePlanRows } from './use-plan-rows.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** One plan: its projects in a table that saves itself, what may be taken up from below, its adoption, its paper. */
export default function PlanPage() {
  const planId = useRouteParam('planId')
  const plan = useQuery(api.plans.get.queryOptions({ input: { id: planId } }))
  const { t } = useTranslation()
  return (
    <PageQuery of={plan} title={t('plans.title')} back={{ href: '/plans', label: t('plans.page.back') }}>
      {(data) => <PlanDesk key={`${data.id}:${data.state}`} plan={data} />}
    </PageQuery>
  )
}

type Open = 'takeUp' | 'adopt' | 'edition' | null

function PlanDesk({ plan }: { plan: Plan }) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const [paper, setPaper] = useQueryParam('paper')
  const [open, setOpen] = useState<Open>(null)
  const [projectId, setProject] = useState<string | null>(null)
  const propose = useCommand(client.plans.propose)
  const { office } = useOffice()
  const foreign = plan.officeId !== office.id
  const work = usePlanRows(plan, foreign)
  const table = usePlanColumns(plan.level, plan.years, work.rows)
  const frozen = foreign || plan.state === 'adopted'
  const from = lowerLevel(plan.level)
  const takeUpWords = from === null ? '' : t('plans.page.takeUp', { level: t(`plans.one.${from}`) })
  const close = () => setOpen(null)
  const [withdrawing, setWithdrawing] = useState<PlanEntry | null>(null)
  // A row that a higher plan took up is not deleted; its project may be withdrawn instead (DOMAIN.md §9.4).
  const takenUp =
    work.fault?.code === 'plan.entryTakenUp'
      ? (plan.rows.find((row) => row.takenUpBy > 0 && row.name === work.fault?.params.name) ?? null)
      : null

  /** What stands in the table is saved first, so that the command sees it. */
  const afterSaving = async (next: () => unknown) => {
    await work.save()
    await next()
  }
  const askPropose = async () => {
    const yes = await confirm({
      title: t('plans.page.propose'),
      text: t('plans.page.propose.confirm'),
      confirm: t('plans.page.propose'),
    })
    if (yes) await propose.attempt({ planId: plan.id })
  }

  const problemWords = useCallback(
    (row: EntryRow) => {
      const problems: RowProblems | undefined = work.problems.get(row.key)
      if (!problems) return undefined
      return Object.fromEntries(
        Object.entries(problems).map(([column, { key, params }]) => [column, t(`validation:${key}`, params)]),
      )
    },
    [work.problems, t],
  )

  const mirror = useMirror(plan.officeId)
  const back = useBackToDistrict(plan.officeId, 'plans', {
    href: `/plans?level=${plan.level}&planFy=${plan.planFy}`,
    label: t('plans.page.back'),
  })
  /** The project of the line in hand, as a district handed it in. */
  const entryOf = (row: EntryRow | undefined) => plan.rows.find((one) => one.id === row?.id)

  const actions = foreign ? null : frozen ? (
    <Button icon={Stamp} onClick={() => setOpen('edition')}>
      {t('plans.page.newEdition')}
    </Button>
  ) : (
    <>
      {from === null ? null : (
        <Button
          icon={PackageCheck}
          look={work.rows.length === 0 ? 'main' : 'plain'}
          onClick={() => void afterSaving(() => setOpen('takeUp'))}
        >
          {takeUpWords}
        </Button>
      )}
      {plan.state === 'draft' && work.rows.length > 0 ? (
        <Button icon={Send} onClick={() => void afterSaving(askPropose)}>
          {t('plans.page.propose')}
        </Button>
      ) : null}
      {work.rows.length > 0 ? (
        <Button icon={CircleCheck} look="main" onClick={() => void afterSaving(() => setOpen('adopt'))}>
          {t('plans.page.adopt')}
        </Button>
      ) : null}
    </>
  )

  return (
    <Page
      title={plan.name}
      back={back}
      aside={<PlanStateChip state={plan.state} />}
      help={`${t(plan.spanLength === 1 ? 'plans.page.headOne' : 'plans.page.head', { planFy: plan.planFy, from: plan.spanStart, to: plan.spanStart + plan.spanLength - 1 })} · ${t(`plans.edition.${plan.edition}`)}`}
      certainty={plan.level === 'village' || frozen ? null : table.certainty}
      actions={
        <>
          {plan.edition === 'first' && plan.basedOnId === null ? null : (
            <Button icon={GitCompareArrows} href={`/plans/${plan.id}/difference`}>
              {t('plans.page.difference')}
            </Button>
          )}
          <Button
            icon={FileText}
            onClick={() => void afterSaving(() => setPaper(paper === null ? '1' : null))}
          >
            {t(paper === null ? 'plans.page.paper' : 'plans.page.paper.hide')}
          </Button>
          <ExcelMenu
            list={{ list: 'planEntries', planId: plan.id }}
            into={frozen ? null : { target: 'planEntries', targetId: plan.id }}
            before={work.save}
          />
          {actions}
        </>
      }
    >
      <MirrorBar
        officeId={plan.officeId}
        record={{ recordType: 'plan', rowId: plan.id, subject: plan.name }}
        fields={planFieldsOf(plan)}
      />
      <SplitPaper paper={paper === null ? null : <PlanPaper plan={plan} />}>
        {plan.state === 'adopted' ? <Adopted plan={plan} foreign={foreign} /> : null}
        <ReturnsBar plan={plan} foreign={foreign} />
        <FaultBar error={work.fault} onRetry={() => void work.save()} />
        {takenUp ? (
          <Box sx={{ mb: 1.2 }}>
            <Button icon={Ban} onClick={() => setWithdrawing(takenUp)}>
              {t('plans.withdraw.offer')}
            </Button>
          </Box>
        ) : null}
        <Section flush>
          {!frozen && work.rows.length === 0 ? (
            <Box sx={{ px: 1.6, py: 1, color: 'text.secondary', borderBottom: 1, borderColor: 'divider' }}>
              <strong>{t('plans.page.empty')}</strong>{' '}
              {from === null ? '' : t('plans.page.empty.takeUp', { button: takeUpWords })}{' '}
              {t('plans.page.empty.type')}
            </Box>
          ) : null}
          <DataGrid<EntryRow>
            label={plan.name}
            rows={work.rows}
            columns={table.columns}
            rowKey={(row) => row.key}
            readOnly={frozen}
            movable
            {...(frozen ? {} : { onChange: work.change, newRow: () => emptyRow(plan.years) })}
            problems={problemWords}
            maxHeight="max(14rem, calc(100vh - 25rem))"
            memory={planTable}
            keepsUnread
            mostRows={5000}
            findsByKey
            onOpenRow={(row) => setProject(row.projectId)}
            actions={([row]) => (
              <>
                {mirror === null ? null : (
                  <EntryActions entry={entryOf(row)} packageId={mirror.pack?.id ?? null} />
                )}
                <Button
                  look="quiet"
                  icon={Route}
                  disabled={!row?.projectId}
                  onClick={() => setProject(row?.projectId ?? null)}
                >
                  {t('plans.page.journey')}
                </Button>
                <Button
                  look="quiet"
                  icon={ListOrdered}
                  href={`/plans/${plan.id}/ranking`}
                  disabled={plan.rows.length === 0}
                >
                  {t('ranking.open')}
                </Button>
                <ColumnMenu
                  hidden={table.hidden}
                  toggle={table.toggle}
                  without={plan.level === 'village' ? ['origin'] : []}
                />
                {frozen ? null : <SaveState work={work} />}
              </>
            )}
          />
          <PlanTotals rows={work.rows} years={plan.years} />
        </Section>
      </SplitPaper>
      {open === 'takeUp' ? <TakeUpPanel plan={plan} onClose={close} /> : null}
      {open === 'adopt' ? <AdoptDialog plan={plan} unsaved={work.unsaved} onClose={close} /> : null}
      {open === 'edition' ? (
        <StartPlanDialog
          level={plan.level}
          areaKey={plan.areaKey}
          areaName={plan.areaName}
          planFy={plan.planFy}
          edition="review"
          span={{ spanStart: plan.spanStart, spanLength: plan.spanLength }}
          onClose={close}
        />
      ) : null}
      {withdrawing ? (
        <WithdrawDialog
          projectId={withdrawing.projectId}
          name={withdrawing.name}
          onClose={() => setWithdrawing(null)}
        />
      ) : null}
      {projectId ? <JourneyDrawer projectId={projectId} onClose={() => setProject(null)} /> : null}
    </Page>
  )
}

/** Where the project of the line in hand comes from, and what is to be corrected in it. */
function EntryActions({ entry, packageId }: { entry: PlanEntry | undefined; packageId: string | null }) {
  if (entry === undefined) return null
  return (
    <RecordActions
      record={{ recordType: 'planEntry', rowId: entry.id, subject: entry.name }}
      packageId={packageId}
      fields={entryFieldsOf(entry)}
    />
  )
}

function Adopted({ plan, foreign }: { plan: Plan; foreign: boolean }) {
  const { t } = useTranslation()
  const meetings = useQuery(api.meetings.decidedPlan.queryOptions({ input: { planId: plan.id } }))
  return (
    <Section>
      <div>
        {t('plans.page.adopted', {
          date: formatDate(plan.adoptedOn),
          by: plan.adoptedBy,
          resolution: plan.resolution,
        })}
        {plan.attendees === null
          ? ''
          : ` · ${t('plans.page.adopted.attendees', { count: formatNumber(plan.attendees) })}`}
      </div>
      {meetings.data?.map(({ id, name }) => (
        <div key={id}>
          <AppLink href={`/meetings/${id}`}>{t('plans.page.adopted.meeting', { name })}</AppLink>
        </div>
      ))}
      {foreign ? null : (
        <Box sx={{ color: 'text.secondary', fontSize: '0.9rem' }}>{t('plans.page.adopted.locked')}</Box>
      )}
    </Section>
  )
}

/** Whether everything typed has reached the file; says it quietly, and loudly only when it has not. */
function SaveState({ work }: { work: PlanRows }) {
  const { t } = useTranslation()
  const bad = work.state === 'failed' || work.state === 'waiting'
  return (
    <Box
      role="status"
      sx={{
        ml: 'auto',
        px: 1,
        alignSelf: 'center',
        fontSize: '0.88rem',
        color: bad ? 'error.main' : 'text.secondary',
      }}
    >
      {t(`plans.save.${work.state}`, { count: work.unsaved })}
    </Box>
  )
}
