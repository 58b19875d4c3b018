import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Forum } from '../../../core/forums/contract.ts'
import { type PartnerKind, partnerKinds } from '../../../core/forums/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import {
  DateField,
  FieldFrame,
  Fields,
  Form,
  type GridColumn,
  GridField,
  NumberField,
  Query,
  Section,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { type ForumForm, formOf, forumForm, recordOf } from './forum-form.ts'

type PartnerRow = ForumForm['partners'][number]

/** When, where, who: the record of a forum, saved by itself while it is written. */
export function RecordTab({ forum }: { forum: Forum }) {
  const { t } = useTranslation()
  const groups = useQuery(api.rules.table.queryOptions({ input: { id: 'attendance-groups' } }))
  const names = useQuery(api.forums.partners.queryOptions({ input: { id: forum.id } }))
  const columns = useMemo<GridColumn<PartnerRow>[]>(() => {
    const kinds = new Map((names.data ?? []).map((one) => [one.name, one.kind]))
    return [
      {
        key: 'name',
        title: t('forums.partner.name'),
        kind: 'select',
        free: true,
        width: 260,
        grow: 3,
        required: true,
        options: (names.data ?? []).map((one) => ({ value: one.name, label: one.name })),
        // a name that is known brings its kind along
        set: (row, value) => {
          const name = String(value ?? '')
          return { ...row, name, kind: kinds.get(name) ?? row.kind }
        },
      },
      {
        key: 'kind',
        title: t('forums.partner.kind'),
        kind: 'select',
        width: 130,
        options: partnerKinds.map((value) => ({ value, label: t(`forums.partnerKind.${value}`) })),
        set: (row, value) => ({ ...row, kind: (value ?? 'other') as PartnerKind }),
      },
      { key: 'persons', title: t('forums.partner.persons'), kind: 'number', width: 90, total: true },
    ]
  }, [names.data, t])
  const draftKey = `forums.save:${forum.id}`
  const save = (fields: Parameters<typeof recordOf>[0]) =>
    client.forums.save({ id: forum.id, fields: recordOf(fields) })
  return (
    <Section>
      <Query of={groups}>
        {(table) => (
          <Form
            schema={forumForm}
            draftKey={draftKey}
            initial={formOf(
              forum,
              table.items.map((item) => item.key),
            )}
            onSubmit={save}
          >
            {(form) => {
              const persons = form
                .watch('attendance')
                .reduce((sum, one) => sum + (Number.isFinite(one.persons) ? (one.persons ?? 0) : 0), 0)
              const nameOf = (key: string) => table.items.find((item) => item.key === key)?.name ?? key
              return (
                <>
                  <Fields columns={4}>
                    <DateField
                      name="heldOn"
                      label={t(forum.state === 'held' ? 'forums.heldOn' : 'forums.heldOn.planned')}
                    />
                    <TextField name="startsAt" label={t('forums.startsAt')} placeholder="09.00" />
                    <TextField name="endsAt" label={t('forums.endsAt')} placeholder="12.00" />
                    <TextField name="place" label={t('forums.place')} />
                    <TextField name="chairName" label={t('forums.chairName')} />
                    <TextField name="chairPosition" label={t('forums.chairPosition')} />
                    <TextField name="recorderName" label={t('forums.recorderName')} />
                    <TextField name="recorderPosition" label={t('forums.recorderPosition')} />
                  </Fields>
                  <FieldFrame
                    id="attendance"
                    label={`${t('forums.attendance')} · ${t('forums.attendance.total', { count: formatNumber(persons) })}`}
                    wide
                  >
                    <Box
                      sx={(theme) => ({
                        border: `1px solid ${theme.tokens.rule}`,
                        borderRadius: 1,
                        p: 1.2,
                        mb: 1.2,
                      })}
                    >
                      <Fields columns={4}>
                        {form.getValues('attendance').map(({ group }, at) => (
                          <NumberField key={group} name={`attendance.${at}.persons`} label={nameOf(group)} />
                        ))}
                      </Fields>
                    </Box>
                  </FieldFrame>
                  <FieldFrame id="partners" label={t('forums.partners')} wide>
                    <GridField<PartnerRow>
                      name="partners"
                      label={t('forums.partners')}
                      columns={columns}
                      newRow={() => ({ name: '', kind: 'agency', persons: null })}
                      maxHeight="16rem"
                    />
                  </FieldFrame>
                  <Box sx={{ height: '1rem' }} />
                  <Fields columns={2}>
                    <TextArea
                      name="opening"
                      label={t('forums.opening')}
                      rows={4}
                      help={t('forums.opening.help')}
                    />
                    <TextArea name="resolution" label={t('forums.resolution')} rows={3} />
                    <TextArea name="otherMatters" label={t('forums.otherMatters')} rows={2} />
                  </Fields>
                  <AutoSave form={form} schema={forumForm} draftKey={draftKey} save={save} />
                </>
              )
            }}
          </Form>
        )}
      </Query>
    </Section>
  )
}
