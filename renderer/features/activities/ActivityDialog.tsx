import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Paperclip, Printer, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../core/activities/contract.ts'
import { type ActivityFields, type ActivityKind, activityStates } from '../../../core/activities/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  ChipsField,
  DateField,
  Fields,
  Form,
  MoneyField,
  SelectField,
  SheetDialog,
  TextArea,
  TextField,
  useConfirm,
} from '../../ui/index.ts'
import { Attachments } from '../attachments/Attachments.tsx'
import { NoteLine } from '../reports/NoteLine.tsx'
import { LateWords, TwinRemark } from './ActivityChip.tsx'
import { AttendanceFields } from './AttendanceFields.tsx'
import {
  activityForm,
  atFields,
  fieldsOf,
  groupCounts,
  newActivity,
  withoutEmptyGroups,
} from './activity-form.ts'
import { useTambons } from './use-tambons.ts'

/** What a new activity begins with; left out = the tambon of the person at the keyboard, today. */
export type Start = { kind: Exclude<ActivityKind, 'partner'>; tambonCode: string | null }

type Props = {
  editionFy: number
  /** The one to change, or what a new one begins with. */
  activity: Activity | null
  start: Start
  /** Of a new one that has files to attach: opened again as a record. */
  onMade: (id: string) => void
  onPaper: (id: string, kind: 'activitySignIn' | 'activityReport') => void
  onClose: () => void
}

/** One session, workshop or taking part: what, when, where, who was there, what it cost and brought (C18). */
export function ActivityDialog({ editionFy, activity, start, onMade, onPaper, onClose }: Props) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const { today } = useOffice()
  const confirm = useConfirm()
  const save = useCommand(client.activities.save)
  const remove = useCommand(client.activities.remove)
  const kind = activity?.kind ?? start.kind
  const { options } = useTambons()
  const groups = useQuery(api.rules.table.queryOptions({ input: { id: 'attendance-groups' } }))
  const steps = useQuery(api.rules.table.queryOptions({ input: { id: 'participation-steps' } }))
  const sources = useQuery(api.rules.table.queryOptions({ input: { id: 'budget-sources' } }))
  const usual = useQuery(api.activities.usual.queryOptions({ input: { tambonCode: start.tambonCode } }))
  const names = useMemo(
    () => new Map((groups.data?.items ?? []).map((item) => [item.key, item.name])),
    [groups.data],
  )
  const withFiles = useRef(false)
  if (!groups.data || !steps.data || !sources.data || !usual.data) return null
  const subject = usual.data.find((one) => one.kind === kind)?.subject ?? ''
  const fields =
    activity === null
      ? newActivity({ kind, editionFy, tambonCode: start.tambonCode, heldOn: today, today, subject })
      : fieldsOf(activity)
  const initial = { ...fields, attendance: groupCounts(fields.attendance, [...names.keys()]) }
  const drop = async (known: Activity) => {
    const yes = await confirm({
      title: t('activities.remove'),
      text: t('activities.remove.confirm', { subject: known.subject }),
      confirm: t('activities.remove'),
      danger: true,
    })
    if (!yes) return
    // closed first: an open form would ask for a record that is gone
    onClose()
    await remove.attempt({ id: known.id })
  }
  const hand = async (value: ActivityFields) => {
    const { id, twin } = await atFields(
      save.run({ id: activity?.id ?? null, fields: withoutEmptyGroups(value) }),
    )
    if (twin)
      notify(t('activities.twin.saved', { subject: twin.subject, date: formatDate(twin.heldOn, 'short') }), {
        severity: 'warning',
      })
    else notify(t('activities.saved'))
    if (activity === null && withFiles.current) onMade(id)
    else onClose()
  }

  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={`${t(activity ? 'activities.edit' : 'activities.add')}: ${t(`activities.kind.${kind}`)}`}
    >
      {activity?.timing && activity.timing.lateDays > 0 ? (
        <Box sx={{ mb: 1 }}>
          <LateWords timing={activity.timing} />
        </Box>
      ) : null}
      {activity ? <TwinRemark activity={activity} /> : null}
      <Form
        key={activity?.id ?? kind}
        schema={activityForm}
        draftKey={`activities.save:${activity?.id ?? `${kind}:new:${start.tambonCode ?? ''}`}`}
        initial={initial}
        submitLabel={t('activities.save')}
        onCancel={onClose}
        onSubmit={hand}
        extra={
          activity ? (
            <>
              <Button icon={Printer} onClick={() => onPaper(activity.id, 'activitySignIn')}>
                {t('activities.paper.signIn')}
              </Button>
              <Button icon={Printer} onClick={() => onPaper(activity.id, 'activityReport')}>
                {t('activities.paper.report')}
              </Button>
              <Button look="danger" icon={Trash2} onClick={() => void drop(activity)}>
                {t('activities.remove')}
              </Button>
            </>
          ) : (
            <SaveWithFiles
              onPress={() => {
                withFiles.current = true
              }}
            />
          )
        }
      >
        <StateByDay today={today} fresh={activity === null} />
        <Fields columns={4}>
          <TextField name="subject" label={t('activities.subject')} required autoFocus wide />
          <SelectField
            name="tambonCode"
            label={t('activities.tambon')}
            options={options}
            {...(kind === 'session' ? { empty: t('activities.tambon.all') } : { required: true })}
          />
          <DateField name="heldOn" label={t('activities.heldOn')} required />
          <DateField name="endedOn" label={t('activities.endedOn')} />
          <SelectField
            name="state"
            label={t('common.state')}
            options={activityStates.map((value) => ({ value, label: t(`activities.state.${value}`) }))}
          />
        </Fields>
        {kind === 'participation' ? (
          <Fields columns={1}>
            <ChipsField
              name="steps"
              label={t('activities.steps')}
              options={steps.data.items.map((item) => ({ value: item.key, label: item.name }))}
              wide
            />
          </Fields>
        ) : null}
        <Fields columns={2}>
          <TextField name="place" label={t('activities.place')} />
          <TextField name="organiser" label={t('activities.organiser')} />
        </Fields>
        <AttendanceFields names={names} />
        <Fields columns={2}>
          <TextArea name="objective" label={t('activities.objective')} rows={2} wide={false} />
          <TextArea name="outcome" label={t('activities.outcome')} rows={2} wide={false} />
          <MoneyField name="cost" label={t('activities.cost')} />
          <CostSource items={sources.data.items} />
          <TextField name="evidence" label={t('activities.evidence')} wide />
          {kind === 'workshop' ? (
            <TextField name="lateReason" label={t('activities.lateReason')} wide />
          ) : null}
          <TextArea name="note" label={t('activities.note')} rows={1} />
        </Fields>
      </Form>
      {activity ? (
        <Box component="section" aria-label={t('activities.files')} sx={{ mt: 2 }}>
          <Box sx={{ fontSize: '0.9rem', fontWeight: 600, mb: 0.3 }}>{t('activities.files')}</Box>
          <Attachments subject={{ table: 'activity', id: activity.id }} />
          <Box sx={{ mt: 1.6 }}>
            <NoteLine
              about={{ table: 'activity', id: activity.id }}
              activityKind={activity.kind}
              tambonCode={activity.tambonCode}
              notedOn={activity.heldOn}
            />
          </Box>
        </Box>
      ) : null}
    </SheetDialog>
  )
}

/** What is not said is '' in the record. */
function CostSource({ items }: { items: readonly { key: string; name: string }[] }) {
  const { t } = useTranslation()
  const form = useFormContext()
  return (
    <SelectField
      name="costSource"
      label={t('activities.costSource')}
      empty={t('activities.costSource.none')}
      options={items.map((item) => ({ value: item.key, label: item.name }))}
      onPicked={(value) => form.setValue('costSource', value ?? '')}
    />
  )
}

/** A day to come can only be planned; one that has come was held unless somebody says otherwise. */
export function StateByDay({ today, fresh }: { today: string; fresh: boolean }) {
  const form = useFormContext()
  const heldOn: unknown = form.watch('heldOn')
  const state: unknown = form.watch('state')
  const touched = form.getFieldState('state', form.formState).isDirty
  useEffect(() => {
    if (typeof heldOn !== 'string') return
    if (heldOn > today && state !== 'planned') form.setValue('state', 'planned')
    else if (fresh && heldOn <= today && state === 'planned' && !touched) form.setValue('state', 'held')
  }, [heldOn, state, today, fresh, touched, form])
  return null
}

function SaveWithFiles({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation()
  const { formState } = useFormContext()
  return (
    <Box component="span" onClickCapture={onPress}>
      <Button icon={Paperclip} type="submit" disabled={formState.isSubmitting}>
        {t('activities.saveWithFiles')}
      </Button>
    </Box>
  )
}
