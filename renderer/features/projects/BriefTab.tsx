import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectPage } from '../../../core/projects/contract.ts'
import { type BriefFields, briefFields, briefSum } from '../../../core/projects/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { TextArea } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { GridField } from '../../ui/GridField.tsx'
import type { GridColumn } from '../../ui/grid-model.ts'
import { Section } from '../../ui/Page.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { Query } from '../../ui/Query.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'

type Activity = BriefFields['activities'][number]

/** โครงการแบบย่อ แบบ จ.1-1: proposed from the newest entry, typed on, printed (DOMAIN.md §3.2). */
export function BriefTab({ project }: { project: ProjectPage }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const brief = useQuery(api.projects.brief.queryOptions({ input: { projectId: project.id } }))
  const save = useCommand(client.projects.saveBrief)
  const [shown, setShown] = useState(false)
  const text = (key: string): GridColumn<Activity> => ({
    key,
    title: t(`projects.brief.activity.${key}`),
    kind: 'text',
    width: key === 'name' ? 260 : 170,
    ...(key === 'name' ? { required: true, grow: 2 } : {}),
  })
  const columns: GridColumn<Activity>[] = [
    text('name'),
    { key: 'amount', title: t('projects.brief.activity.amount'), kind: 'money', width: 130, total: true },
    text('agency'),
    text('relatedAgencies'),
    text('targetGroup'),
    text('responsible'),
    text('kpi'),
  ]
  return (
    <Query of={brief} lines={8}>
      {(data) => (
        <Section
          title={t('projects.tab.brief')}
          help={t(data.saved ? 'projects.brief.help' : 'projects.brief.proposed')}
          actions={
            <Button icon={Eye} onClick={() => setShown(true)}>
              {t('projects.brief.print')}
            </Button>
          }
        >
          <Form
            key={`${project.id}-${data.saved}`}
            schema={briefFields}
            initial={data.fields}
            draftKey={`projects.brief:${project.id}`}
            submitLabel={t('projects.brief.save')}
            onSubmit={async (fields) => {
              await save.run(fields)
              notify(t('projects.brief.saved'))
            }}
          >
            {(form) => (
              <>
                <Fields columns={2}>
                  <TextArea name="provinceIssue" label={t('projects.brief.provinceIssue')} rows={2} />
                  <TextArea name="approach" label={t('projects.brief.approach')} rows={2} />
                  <TextArea name="issueKpi" label={t('projects.brief.issueKpi')} rows={2} wide />
                  <TextArea name="mainProgramme" label={t('projects.brief.mainProgramme')} rows={1} />
                  <TextArea name="programme" label={t('projects.brief.programme')} rows={1} />
                  <TextArea name="rationale" label={t('projects.brief.rationale')} rows={4} wide />
                  <TextArea name="objective" label={t('projects.brief.objective')} rows={3} />
                  <TextArea name="kpi" label={t('projects.brief.kpi')} rows={3} />
                  <TextArea name="targetArea" label={t('projects.brief.targetArea')} rows={2} wide />
                </Fields>
                <Box sx={{ my: 1.4 }}>
                  <Box sx={{ fontWeight: 600, mb: 0.4 }}>{t('projects.brief.activities')}</Box>
                  <GridField<Activity>
                    name="activities"
                    label={t('projects.brief.activities')}
                    columns={columns}
                    movable
                    maxHeight="18rem"
                    newRow={() => ({
                      name: '',
                      amount: null,
                      agency: '',
                      relatedAgencies: '',
                      targetGroup: '',
                      responsible: '',
                      kpi: '',
                    })}
                  />
                  <Sum activities={form.watch('activities')} total={data.total} />
                </Box>
                <Fields columns={2}>
                  <TextArea name="implementer" label={t('projects.brief.implementer')} rows={1} />
                  <TextArea name="duration" label={t('projects.brief.duration')} rows={1} />
                  <TextArea name="output" label={t('projects.brief.output')} rows={3} />
                  <TextArea name="outcome" label={t('projects.brief.outcome')} rows={3} />
                </Fields>
              </>
            )}
          </Form>
          <SheetDialog
            open={shown}
            onClose={() => setShown(false)}
            title={t('projects.tab.brief')}
            width="lg"
          >
            {shown ? <PaperView paper={{ kind: 'projectBrief', id: project.id }} height="66vh" /> : null}
          </SheetDialog>
        </Section>
      )}
    </Query>
  )
}

/** The activities against the budget of the project: a form whose figures do not add up comes back. */
function Sum({ activities, total }: { activities: readonly Activity[]; total: number }) {
  const { t } = useTranslation()
  if (activities.length === 0) return null
  const { sum, difference } = briefSum(activities, total)
  return (
    <Box role="status" sx={{ mt: 0.8 }}>
      {difference === 0 ? (
        <StatusChip status="done" label={t('projects.brief.sumFits', { total: formatBaht(total) })} />
      ) : (
        <StatusChip
          status="late"
          label={t(difference > 0 ? 'projects.brief.sumLess' : 'projects.brief.sumMore', {
            sum: formatBaht(sum),
            total: formatBaht(total),
            difference: formatBaht(Math.abs(difference)),
          })}
        />
      )}
    </Box>
  )
}
