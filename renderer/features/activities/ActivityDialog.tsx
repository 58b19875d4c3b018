import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../core/activities/contract.ts'
import type { ActivityKind } from '../../../core/activities/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog, useConfirm } from '../../ui/Dialogs.tsx'
import {
  ChipsField,
  DateField,
  FieldFrame,
  MoneyField,
  NumberField,
  SelectField,
  TextField,
} from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { activityForm, formOf, newActivity, withoutEmptyGroups } from './activity-form.ts'

type Props = {
  kind: ActivityKind
  editionFy: number
  tambonCode: string | null
  activity: Activity | null
  onClose: () => void
}

/** One activity: what, when, where, who was there; of a partner what it pledged and gave (C18). */
export function ActivityDialog({ kind, editionFy, tambonCode, activity, onClose }: Props) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const save = useCommand(client.activities.save)
  const remove = useCommand(client.activities.remove)
  const status = useQuery(api.office.status.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const groups = useQuery(api.rules.table.queryOptions({ input: { id: 'attendance-groups' } }))
  const steps = useQuery(api.rules.table.queryOptions({ input: { id: 'participation-steps' } }))
  const projects = useQuery(
    api.projects.search.queryOptions({
      input: { text: '', offset: 0, limit: 500 },
      enabled: kind === 'partner',
    }),
  )
  if (!status.data || !tambons.data || !groups.data || !steps.data) return null
  const keys = groups.data.items.map((item) => item.key)
  const nameOf = (key: string) => groups.data.items.find((item) => item.key === key)?.name ?? key
  const initial = activity
    ? formOf(activity, keys)
    : newActivity({
        kind,
        editionFy,
        tambonCode,
        today: status.data.today,
        subject: t(`activities.subject.${kind}`),
        groups: keys,
      })
  const drop = async (known: Activity) => {
    const yes = await confirm({
      title: t('activities.remove'),
      text: t('activities.remove.confirm', { subject: known.subject }),
      confirm: t('activities.remove'),
      danger: true,
    })
    if (!yes) return
    const done = await remove.attempt({ id: known.id })
    if (done.ok) onClose()
  }

  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={`${t(activity ? 'activities.edit' : 'activities.add')}: ${t(`activities.kind.${kind}`)}`}
    >
      <Form
        schema={activityForm}
        draftKey={`activities.save:${activity?.id ?? `${kind}:new`}`}
        initial={initial}
        submitLabel={t('activities.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await save.run({ id: activity?.id ?? null, fields: withoutEmptyGroups(fields) })
          notify(t('activities.saved'))
          onClose()
        }}
        extra={
          activity ? (
            <Button look="danger" icon={Trash2} onClick={() => void drop(activity)}>
              {t('activities.remove')}
            </Button>
          ) : null
        }
      >
        {(form) => {
          const persons = form.watch('attendance').reduce((sum, one) => sum + (one.persons ?? 0), 0)
          return (
            <>
              <Fields columns={3}>
                {kind === 'partner' ? (
                  <TextField name="partnerName" label={t('activities.partnerName')} required autoFocus wide />
                ) : null}
                <TextField
                  name="subject"
                  label={t('activities.subject')}
                  required
                  autoFocus={kind !== 'partner'}
                  wide
                />
                <SelectField
                  name="tambonCode"
                  label={t('activities.tambon')}
                  options={tambons.data.map((tambon) => ({
                    value: tambon.code,
                    label: t('plans.area.tambon', { name: tambon.name }),
                  }))}
                  {...(kind === 'session' || kind === 'partner'
                    ? { empty: t('activities.tambon.all') }
                    : { required: true })}
                />
                <DateField name="heldOn" label={t('activities.heldOn')} required />
                <DateField name="endedOn" label={t('activities.endedOn')} />
                {kind === 'participation' ? (
                  <ChipsField
                    name="steps"
                    label={t('activities.steps')}
                    options={steps.data.items.map((item) => ({ value: item.key, label: item.name }))}
                    wide
                  />
                ) : null}
                {kind === 'partner' ? (
                  <>
                    <MoneyField name="pledged" label={t('activities.pledged')} />
                    <MoneyField name="received" label={t('activities.received')} />
                    <ChipsField
                      name="projectIds"
                      label={t('activities.projects')}
                      options={(projects.data?.rows ?? []).map((row) => ({
                        value: row.id,
                        label: `${row.name} (${row.originName})`,
                      }))}
                      wide
                    />
                  </>
                ) : (
                  <TextField name="place" label={t('activities.place')} wide />
                )}
              </Fields>
              {kind === 'partner' ? null : (
                <FieldFrame
                  id="attendance"
                  label={`${t('activities.attendance')} · ${t('activities.attendance.total', { count: formatNumber(persons) })}`}
                  wide
                >
                  <Box
                    sx={(theme) => ({
                      border: `1px solid ${theme.tokens.rule}`,
                      borderRadius: 1,
                      p: 1.2,
                      mb: 1,
                    })}
                  >
                    <Fields columns={4}>
                      {initial.attendance.map(({ group }, at) => (
                        <NumberField key={group} name={`attendance.${at}.persons`} label={nameOf(group)} />
                      ))}
                    </Fields>
                  </Box>
                </FieldFrame>
              )}
              <Fields columns={1}>
                <TextField name="evidence" label={t('activities.evidence')} wide />
              </Fields>
            </>
          )
        }}
      </Form>
    </SheetDialog>
  )
}
