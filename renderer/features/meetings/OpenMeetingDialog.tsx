import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { MeetingProposal } from '../../../core/meetings/contract.ts'
import { type MeetingBodyFields, openMeetingFields } from '../../../core/meetings/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  CertaintyNote,
  ChipsField,
  DateField,
  EmptyState,
  Fields,
  FiscalYearField,
  Form,
  NumberField,
  Query,
  SelectField,
  SheetDialog,
  TextArea,
  TextField,
  Thai,
} from '../../ui/index.ts'
import { YearNote } from './YearNote.tsx'

type OpenForm = {
  bodyIds: string[]
  title: string
  number: number | null
  numberYear: number | null
  heldOn: string | null
  startsAt: string
  endsAt: string
  place: string
  agenda: string
}
/** The bodies are chosen by name; how often each of them met this year is proposed and put right in the meeting. */
const openForm = z
  .custom<OpenForm>()
  .transform(({ bodyIds, ...head }) => ({
    ...head,
    numberYear: head.number === null ? null : head.numberYear,
    bodies: bodyIds.map((bodyId): MeetingBodyFields => ({ bodyId, number: null, numberYear: null })),
  }))
  .pipe(openMeetingFields)

/** Calls a meeting of one or several bodies; what it is called and counted is proposed from them. */
export function OpenMeetingDialog({ bodyId, onClose }: { bodyId: string | null; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy: null } }))
  const open = useCommand(client.meetings.open)
  const proposed = useRef<MeetingProposal | null>(null)
  return (
    <SheetDialog open onClose={onClose} title={t('meetings.open.title')} width="md">
      <Query of={bodies}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState
              title={t('meetings.open.noBodies')}
              text={t('meetings.open.noBodies.what')}
              action={
                <Button look="main" href="/bodies">
                  {t('meetings.open.noBodies.do')}
                </Button>
              }
            />
          ) : (
            <Form
              schema={openForm}
              draftKey="meetings.open"
              initial={
                {
                  bodyIds: bodyId === null ? [] : [bodyId],
                  title: '',
                  number: null,
                  numberYear: null,
                  heldOn: null,
                  startsAt: '',
                  endsAt: '',
                  place: '',
                  agenda: '',
                } satisfies OpenForm as OpenForm
              }
              submitLabel={t('meetings.open.do')}
              onCancel={onClose}
              onSubmit={async (fields) => {
                // counts of the bodies as they were proposed for this day
                const counts = new Map(proposed.current?.bodies.map((body) => [body.bodyId, body]))
                const { id } = await open.run({
                  ...fields,
                  bodies: fields.bodies.map(({ bodyId: id }) => {
                    // a body that meets alone counts as its meeting does
                    const { number, numberYear } = (fields.bodies.length > 1 && counts.get(id)) || fields
                    return { bodyId: id, number, numberYear }
                  }),
                })
                onClose()
                go(`/meetings/${id}`)
              }}
            >
              {(form) => (
                <>
                  <Fields columns={2}>
                    <ChipsField
                      name="bodyIds"
                      label={t('meetings.open.bodies')}
                      help={t('meetings.open.bodies.help')}
                      required
                      wide
                      options={all.map((body) => ({ value: body.id, label: body.name }))}
                    />
                  </Fields>
                  <Proposal form={form} onProposal={(one) => (proposed.current = one)} />
                </>
              )}
            </Form>
          )
        }
      </Query>
    </SheetDialog>
  )
}

/** What follows from the bodies and the day, filled in where the officer has not written something else. */
function Proposal({
  form,
  onProposal,
}: {
  form: UseFormReturn<OpenForm>
  onProposal: (proposal: MeetingProposal) => void
}) {
  const { t } = useTranslation()
  const [bodyIds, heldOn, agenda] = form.watch(['bodyIds', 'heldOn', 'agenda'])
  const day = typeof heldOn === 'string' && heldOn !== '' ? heldOn : null
  const templates = useQuery(api.meetings.templates.queryOptions())
  const proposal = useQuery(
    api.meetings.propose.queryOptions({
      input: { bodyIds, heldOn: day },
      enabled: bodyIds.length > 0,
      placeholderData: keepPreviousData,
    }),
  )
  const found = bodyIds.length > 0 ? proposal.data : undefined
  const before = useRef<MeetingProposal | null>(null)
  useEffect(() => {
    if (!found || before.current === found) return
    const last = before.current
    before.current = found
    onProposal(found)
    const put = <K extends 'title' | 'number' | 'numberYear' | 'place' | 'startsAt' | 'agenda'>(name: K) => {
      const now = form.getValues(name)
      const untouched = now === null || now === '' || (last !== null && now === last[name])
      if (untouched && now !== found[name])
        form.setValue(name, found[name] as never, {
          shouldDirty: true,
          shouldValidate: form.formState.isSubmitted,
        })
    }
    for (const name of ['title', 'number', 'numberYear', 'place', 'startsAt', 'agenda'] as const) put(name)
  }, [found, form, onProposal])
  const chosen = templates.data?.templates.find((one) => one.key === agenda)
  return (
    <>
      <Fields columns={4}>
        <TextArea
          name="title"
          label={t('meetings.head.title')}
          rows={2}
          help={t('meetings.open.title.help')}
        />
        <DateField name="heldOn" label={t('meetings.open.heldOn')} help={t('meetings.open.heldOn.help')} />
        <TextField name="startsAt" label={t('meetings.head.startsAt')} placeholder="09.30" />
        <NumberField name="number" label={t('meetings.head.number')} />
        <FiscalYearField name="numberYear" label={t('meetings.head.numberYear')} />
        <TextField name="place" label={t('meetings.head.place')} wide />
        <SelectField
          name="agenda"
          label={t('meetings.open.agenda')}
          required
          options={(templates.data?.templates ?? []).map((one) => ({ value: one.key, label: one.name }))}
        />
      </Fields>
      <YearNote counts={[]} />
      {chosen ? (
        <Box sx={{ fontSize: '0.9rem', color: 'text.secondary', mb: 1 }}>
          <Thai text={chosen.heads.map((head, at) => `${at + 1}. ${head.title}`).join('  ')} />
        </Box>
      ) : null}
      {chosen ? <CertaintyNote certainty={chosen.certainty} source={chosen.source} /> : null}
      {found ? (
        <Box role="status" sx={{ fontSize: '0.92rem' }}>
          {[
            t('meetings.open.members', { count: formatNumber(found.members) }),
            found.vacant > 0 ? t('meetings.open.vacant', { count: formatNumber(found.vacant) }) : '',
            found.openFollowUps > 0
              ? t('meetings.open.followUps', { count: formatNumber(found.openFollowUps) })
              : '',
            found.toCertify > 0 ? t('meetings.open.toCertify', { count: formatNumber(found.toCertify) }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </Box>
      ) : null}
    </>
  )
}
