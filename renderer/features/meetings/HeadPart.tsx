import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting, MeetingBody } from '../../../core/meetings/contract.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import {
  Button,
  DataGrid,
  DateField,
  FaultBar,
  Fields,
  FiscalYearField,
  Form,
  type GridColumn,
  NumberField,
  Section,
  SelectField,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { useFresh } from '../../ui/use-fresh.ts'
import { meetingFieldsOf, meetingForm } from './meeting-form.ts'
import { YearNote } from './YearNote.tsx'

/** When, where, who leads and writes; the bodies that meet, each with the count of its own meetings. */
export function HeadPart({ meeting, frozen }: { meeting: Meeting; frozen: boolean }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const initial = meetingFieldsOf(meeting)
  const fresh = useFresh(JSON.stringify(initial), box)
  const draftKey = `meetings.save:${meeting.id}`
  const save = async (fields: typeof initial) => {
    await client.meetings.save({ id: meeting.id, fields })
    fresh.said(JSON.stringify(fields))
  }
  return (
    <>
      <Section>
        <div ref={box}>
          <fieldset disabled={frozen} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
            <Form key={fresh.key} schema={meetingForm} initial={initial} draftKey={draftKey} onSubmit={save}>
              {(form) => (
                <>
                  <Fields columns={4}>
                    <TextArea name="title" label={t('meetings.head.title')} rows={2} required />
                    <NumberField name="number" label={t('meetings.head.number')} />
                    <FiscalYearField name="numberYear" label={t('meetings.head.numberYear')} />
                    <DateField
                      name="heldOn"
                      label={t(
                        meeting.state === 'planned' ? 'meetings.head.calledFor' : 'meetings.head.heldOn',
                      )}
                    />
                    <SelectField
                      name="minutesFor"
                      label={t('meetings.head.minutesFor')}
                      options={(['one', 'each'] as const).map((value) => ({
                        value,
                        label: t(`meetings.minutesFor.${value}`),
                      }))}
                    />
                    <TextField name="startsAt" label={t('meetings.head.startsAt')} placeholder="09.30" />
                    <TextField name="endsAt" label={t('meetings.head.endsAt')} placeholder="12.00" />
                    <TextField name="place" label={t('meetings.head.place')} />
                    <TextField
                      name="note"
                      label={t('meetings.head.note')}
                      help={t('meetings.head.note.help')}
                    />
                    <Persons />
                  </Fields>
                  <YearNote
                    counts={meeting.bodies.map((one) => (one.number === null ? null : one.numberYear))}
                  />
                  <AutoSave form={form} schema={meetingForm} draftKey={draftKey} save={save} />
                </>
              )}
            </Form>
          </fieldset>
        </div>
      </Section>
      <Bodies meeting={meeting} frozen={frozen} />
    </>
  )
}

/** Chair, who writes the minutes, who checks them: name and position. */
function Persons() {
  const { t } = useTranslation()
  return (['chair', 'recorder', 'checker'] as const).flatMap((who) => [
    <TextField key={`${who}Name`} name={`${who}Name`} label={t(`meetings.head.${who}Name`)} />,
    <TextField key={`${who}Position`} name={`${who}Position`} label={t(`meetings.head.${who}Position`)} />,
  ])
}

function Bodies({ meeting, frozen }: { meeting: Meeting; frozen: boolean }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const all = useQuery(api.bodies.list.queryOptions({ input: { editionFy: null } }))
  const set = useCommand(client.meetings.setBodies)
  const refresh = useCommand(client.meetings.refreshMembers)
  const changes = meeting.memberChanges
  const changed = changes.added + changes.changed + changes.gone
  type Row = Pick<MeetingBody, 'bodyId' | 'number' | 'numberYear'>
  const columns = useMemo<GridColumn<Row>[]>(
    () => [
      {
        key: 'bodyId',
        title: t('meetings.body'),
        kind: 'select',
        width: 360,
        grow: 3,
        required: true,
        options: (all.data ?? []).map((body) => ({ value: body.id, label: body.name })),
        set: (row, value) => ({ ...row, bodyId: String(value ?? '') }),
      },
      { key: 'number', title: t('meetings.head.number'), kind: 'number', width: 90 },
      {
        key: 'numberYear',
        title: t('meetings.head.numberYear'),
        kind: 'year',
        width: 100,
      },
    ],
    [all.data, t],
  )
  const save = (rows: readonly Row[]) => {
    const bodies = rows
      .filter((row) => row.bodyId !== '')
      .map(({ bodyId, number, numberYear }) => ({
        bodyId,
        number,
        numberYear: number === null ? null : (numberYear ?? meeting.numberYear),
      }))
    void set.attempt({ id: meeting.id, bodies })
  }
  return (
    <Section
      flush
      title={t('meetings.bodies.title')}
      help={t('meetings.bodies.help')}
      actions={
        changed > 0 && !frozen ? (
          <Button
            icon={RefreshCw}
            busy={refresh.running}
            onClick={() =>
              void refresh.attempt({ id: meeting.id }).then((done) => {
                if (done.ok) notify(t('meetings.members.refreshed', done.value))
              })
            }
          >
            {t('meetings.members.refresh', { count: changed })}
          </Button>
        ) : null
      }
    >
      {changed > 0 ? (
        <Box role="status" sx={(theme) => ({ px: 1.6, py: 0.8, bgcolor: theme.tokens.warningTint })}>
          {t('meetings.members.changed', changes)}
        </Box>
      ) : null}
      {all.isError ? <FaultBar error={all.error} onRetry={() => void all.refetch()} /> : null}
      <DataGrid<Row>
        label={t('meetings.bodies.title')}
        rows={meeting.bodies}
        columns={columns}
        rowKey={(row) => row.bodyId}
        readOnly={frozen}
        movable
        canRemove={meeting.bodies.length > 1}
        newRow={() => ({ bodyId: '', number: null, numberYear: null })}
        onChange={save}
      />
    </Section>
  )
}
