import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ExternalLink, PencilLine, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Participation, ParticipationCell, ParticipationRow } from '../../../core/activities/contract.ts'
import {
  type ParticipationFields,
  participationFields,
  UNSORTED_GROUP,
} from '../../../core/activities/rules.ts'
import { isoDate, optionalLine } from '../../../core/kernel/fields.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { Button, DateField, Fields, Form, SheetDialog, TextField, Thai } from '../../ui/index.ts'
import { atFields } from './activity-form.ts'
import { type Group, readAttendanceLine } from './attendance-line.ts'
import { HeadsSaid } from './HeadsSaid.tsx'

type Occasion = ParticipationCell['occasions'][number]
type MarkForm = Omit<ParticipationFields, 'attendance'> & { heads: string }

/** What is asked for all chosen cells; heads in one line, as they were counted. */
function markForm(groups: readonly Group[]) {
  return z
    .custom<MarkForm>()
    .superRefine(({ heads }, context) => {
      if (readAttendanceLine(heads, groups, UNSORTED_GROUP).unclear.length > 0)
        context.addIssue({ code: 'custom', message: 'unclearHeads', path: ['heads'] })
    })
    .transform(({ heads, ...fields }) => ({
      ...fields,
      attendance: readAttendanceLine(heads, groups, UNSORTED_GROUP).attendance,
    }))
    .pipe(participationFields)
}

/** One day and one evidence for all chosen cells; of one cell also the days that stand there, to be put right. */
export function MarkDialog({
  data,
  rows,
  cells,
  onOpen,
  onClose,
}: {
  data: Participation
  rows: readonly ParticipationRow[]
  /** The chosen cells of these rows. */
  cells: readonly ParticipationCell[]
  onOpen: (id: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const { today } = useOffice()
  const save = useCommand(client.activities.saveParticipation)
  const groups = useQuery(api.rules.table.queryOptions({ input: { id: 'attendance-groups' } }))
  const schema = useMemo(() => markForm(groups.data?.items ?? []), [groups.data])
  const steps = [...new Set(cells.map((cell) => cell.step))]
  const stepName = (key: string) => data.steps.find((step) => step.key === key)?.name ?? key
  const only = cells.length === 1 ? cells[0] : undefined
  const [editing, setEditing] = useState<Occasion | null>(null)
  if (!groups.data) return null
  const hand = async (fields: ParticipationFields) => {
    const { ids, already } = await atFields(save.run(fields), [])
    const sentence = t(ids.length === 0 ? 'activities.mark.nothing' : 'activities.mark.done', {
      count: formatNumber(cells.length - already.length),
    })
    notify(
      already.length > 0 && ids.length > 0
        ? `${sentence} ${t('activities.mark.already', { count: formatNumber(already.length) })}`
        : sentence,
    )
    onClose()
  }
  const initial: MarkForm = {
    editionFy: data.editionFy,
    tambonCodes: rows.map((row) => row.tambonCode),
    steps,
    subject: '',
    heldOn: today,
    endedOn: null,
    place: '',
    heads: '',
    evidence: '',
  }
  return (
    <SheetDialog open onClose={onClose} width="md" title={t('activities.mark.title')}>
      <Box
        component="dl"
        sx={{ m: 0, mb: 1.2, display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '0.2rem 0.9rem' }}
      >
        <Box component="dt" sx={{ color: 'text.secondary' }}>
          {t('activities.tambon')}
        </Box>
        <Box component="dd" sx={{ m: 0 }}>
          <Thai text={rows.map((row) => row.tambonName).join(', ')} />
        </Box>
        <Box component="dt" sx={{ color: 'text.secondary' }}>
          {t('activities.mark.steps')}
        </Box>
        <Box component="dd" sx={{ m: 0 }}>
          <Thai text={steps.map(stepName).join(', ')} />
        </Box>
      </Box>
      {only && only.occasions.length > 0 ? (
        editing ? (
          <CorrectForm
            key={editing.activityId}
            occasion={editing}
            step={only.step}
            onClose={() => setEditing(null)}
          />
        ) : (
          <Occasions cell={only} onOpen={onOpen} onEdit={setEditing} onClose={onClose} />
        )
      ) : null}
      {editing ? null : (
        <Form
          schema={schema}
          initial={initial}
          draftKey={`activities.mark:${data.editionFy}:${rows[0]?.tambonCode}-${rows.length}:${steps[0]}-${steps.length}`}
          submitLabel={t('activities.mark.do', { count: formatNumber(cells.length) })}
          onCancel={onClose}
          onSubmit={hand}
        >
          {only && only.occasions.length > 0 ? (
            <Box sx={{ fontWeight: 600, mb: 0.5 }}>{t('activities.mark.another')}</Box>
          ) : null}
          <Fields columns={2}>
            <DateField name="heldOn" label={t('activities.heldOn')} required autoFocus />
            <DateField name="endedOn" label={t('activities.endedOn')} />
            <TextField name="evidence" label={t('activities.evidence')} wide />
            <TextField
              name="subject"
              label={t('activities.subject')}
              help={t('activities.mark.subject')}
              wide
            />
            <TextField name="place" label={t('activities.place')} />
            <TextField
              name="heads"
              label={t('activities.quick.heads')}
              placeholder={t('activities.quick.example')}
            />
          </Fields>
          <HeadsSaid groups={groups.data.items} />
        </Form>
      )}
    </SheetDialog>
  )
}

function Occasions({
  cell,
  onOpen,
  onEdit,
  onClose,
}: {
  cell: ParticipationCell
  onOpen: (id: string) => void
  onEdit: (one: Occasion) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const clear = useCommand(client.activities.clearCells)
  const takeOut = async (one: Occasion) => {
    const done = await clear.attempt({ cells: [{ activityId: one.activityId, step: cell.step }] })
    if (!done.ok) return
    notify(t('activities.clear.done', { count: 1 }))
    onClose()
  }
  return (
    <Box
      component="ul"
      aria-label={t('activities.mark.days')}
      sx={{ listStyle: 'none', m: 0, mb: 1.4, p: 0 }}
    >
      {cell.occasions.map((one) => (
        <Box
          component="li"
          key={one.activityId}
          sx={(theme) => ({
            border: `1px solid ${theme.tokens.rule}`,
            borderRadius: 1,
            px: 1.2,
            py: 0.6,
            mb: 0.6,
            display: 'flex',
            gap: 1,
            flexWrap: 'wrap',
            alignItems: 'center',
          })}
        >
          <Box sx={{ flex: '1 1 18rem', minWidth: 0 }}>
            <Box sx={{ fontWeight: 600 }}>
              {formatDate(one.heldOn)}
              {one.endedOn === null ? '' : ` – ${formatDate(one.endedOn)}`}
              {one.planned ? ` (${t('activities.state.planned')})` : ''}
            </Box>
            <Box sx={{ fontSize: '0.9rem' }}>
              <Thai text={one.subject} />
            </Box>
            <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
              {[
                one.evidence === '' ? t('activities.mark.noEvidence') : one.evidence,
                ...(one.persons > 0
                  ? [t('activities.attendance.total', { count: formatNumber(one.persons) })]
                  : []),
                ...(one.files > 0 ? [t('activities.filesOf', { count: one.files })] : []),
              ].join(' · ')}
            </Box>
          </Box>
          <Button look="quiet" icon={PencilLine} onClick={() => onEdit(one)}>
            {t('activities.mark.correct')}
          </Button>
          <Button look="quiet" icon={ExternalLink} onClick={() => onOpen(one.activityId)}>
            {t('activities.mark.open')}
          </Button>
          <Button look="quiet" icon={Trash2} busy={clear.running} onClick={() => void takeOut(one)}>
            {t('activities.mark.clear')}
          </Button>
        </Box>
      ))}
    </Box>
  )
}

const correctForm = z
  .object({ heldOn: isoDate, endedOn: isoDate.nullable(), evidence: optionalLine(600) })
  .refine((value) => value.endedOn === null || value.endedOn >= value.heldOn, {
    error: 'endBeforeStart',
    path: ['endedOn'],
  })

/** Another day or evidence for this step alone. */
function CorrectForm({ occasion, step, onClose }: { occasion: Occasion; step: string; onClose: () => void }) {
  const { t } = useTranslation()
  const correct = useCommand(client.activities.correctCell)
  return (
    <Form
      schema={correctForm}
      initial={{ heldOn: occasion.heldOn, endedOn: occasion.endedOn, evidence: occasion.evidence }}
      submitLabel={t('common.save')}
      onCancel={onClose}
      onSubmit={async (fields) => {
        await atFields(correct.run({ activityId: occasion.activityId, step, ...fields }), [])
        onClose()
      }}
    >
      {occasion.otherSteps.length > 0 ? (
        <Box sx={{ fontSize: '0.9rem', color: 'text.secondary', mb: 0.6 }}>
          {t('activities.mark.others', { count: occasion.otherSteps.length })}
        </Box>
      ) : null}
      <Fields columns={2}>
        <DateField name="heldOn" label={t('activities.heldOn')} required autoFocus />
        <DateField name="endedOn" label={t('activities.endedOn')} />
        <TextField name="evidence" label={t('activities.evidence')} wide />
      </Fields>
    </Form>
  )
}
