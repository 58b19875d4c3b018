import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate, optionalLine } from '../../../core/kernel/fields.ts'
import type { PostLine, TouchedBody } from '../../../core/people/contract.ts'
import { personFields, personKey } from '../../../core/people/rules.ts'
import { splitThaiName } from '../../../core/thai/names.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  CheckField,
  DateField,
  FaultBar,
  Fields,
  Form,
  SelectField,
  SheetDialog,
  TextField,
} from '../../ui/index.ts'
import { TouchedBodies } from './TouchedBodies.tsx'
import { useTouchedNotice } from './use-save-holders.ts'

const schema = z
  .object({
    /** Nobody comes: the post stays vacant. */
    vacant: z.boolean(),
    name: optionalLine(170),
    /** A person who is known already. */
    personId: z.string().nullable(),
    startsOn: isoDate.nullable(),
    acting: z.boolean(),
    endsOn: isoDate.nullable(),
    endReason: optionalLine(40),
  })
  .superRefine((value, context) => {
    const needs = (field: 'name' | 'endsOn') =>
      context.addIssue({ code: 'custom', message: 'required', path: [field] })
    if (value.vacant) {
      if (value.endsOn === null) needs('endsOn')
    } else if (value.name === '') needs('name')
    else if (!personFields.shape.firstName.safeParse(splitThaiName(value.name).firstName).success)
      needs('name')
  })
type Answer = z.infer<typeof schema>

/** เปลี่ยนผู้ดำรงตำแหน่ง: who leaves and why, who comes and from when; says beforehand which orders it touches. */
export function ChangeHolderDialog({
  post,
  vacant = false,
  onClose,
}: {
  post: PostLine
  /** Opens with "nobody yet" chosen. */
  vacant?: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const reasons = useQuery(api.people.leaveReasons.queryOptions())
  const appoint = useCommand(client.people.appoint)
  const vacate = useCommand(client.people.vacate)
  const told = useTouchedNotice()
  const { holder } = post
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t(holder ? 'people.appoint.title' : 'people.appoint.first', { post: post.name })}
    >
      <Form<Answer, Answer>
        schema={schema}
        draftKey={`people.appoint:${post.id}`}
        initial={{
          vacant,
          name: '',
          personId: null,
          startsOn: null,
          acting: false,
          endsOn: null,
          endReason: '',
        }}
        submitLabel={t('people.appoint.save')}
        onCancel={onClose}
        onSubmit={async (answer) => {
          const done = answer.vacant
            ? await vacate.run({ postId: post.id, endsOn: answer.endsOn ?? '', endReason: answer.endReason })
            : await appoint.run({ ...appointing(post, answer), dryRun: false })
          told(1, done.touched)
          onClose()
        }}
      >
        {(form) => (
          <>
            {holder ? (
              <Part title={t('people.appoint.leaves', { name: holder.name })}>
                <Box sx={{ color: 'text.secondary', mb: 0.8, mt: '-0.2rem', fontSize: '0.9rem' }}>
                  {holder.startsOn
                    ? t('people.since', { date: formatDate(holder.startsOn) })
                    : t('people.since.unknown')}
                </Box>
                <Fields columns={2}>
                  <DateField
                    name="endsOn"
                    label={t('people.appoint.endsOn')}
                    help={form.watch('vacant') ? undefined : t('people.appoint.endsOn.help')}
                  />
                  <SelectField
                    name="endReason"
                    label={t('people.appoint.endReason')}
                    empty={t('people.appoint.noReason')}
                    options={(reasons.data ?? []).map((one) => ({ value: one.key, label: one.name }))}
                    onPicked={(value) => form.setValue('endReason', value ?? '')}
                  />
                </Fields>
                <CheckField name="vacant" label={t('people.appoint.vacant')} />
              </Part>
            ) : null}
            {form.watch('vacant') ? null : (
              <Part title={t('people.appoint.comes')}>
                <Fields columns={2}>
                  <TextField
                    name="name"
                    label={t('people.appoint.name')}
                    help={t('people.appoint.name.help')}
                    required
                    autoFocus
                    wide
                    onChanged={() => form.setValue('personId', null)}
                  />
                  <KnownPersons form={form} />
                  <DateField
                    name="startsOn"
                    label={t('people.appoint.startsOn')}
                    help={t('people.appoint.startsOn.help')}
                  />
                  <Box sx={{ alignSelf: 'center' }}>
                    <CheckField name="acting" label={t('people.acting')} />
                  </Box>
                </Fields>
              </Part>
            )}
            <Consequences post={post} answer={form.watch()} />
          </>
        )}
      </Form>
    </SheetDialog>
  )
}

function appointing(post: PostLine, answer: Answer) {
  return {
    postId: post.id,
    person: { ...splitThaiName(answer.name), position: '', example: post.example },
    personId: answer.personId,
    startsOn: answer.startsOn,
    acting: answer.acting,
    leave:
      post.holder === null || (answer.endsOn === null && answer.endReason === '')
        ? null
        : { endsOn: answer.endsOn, endReason: answer.endReason },
  }
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, mb: 1.4, minWidth: 0 }}>
      <Box component="legend" sx={{ fontWeight: 600, p: 0, mb: 0.6, fontSize: '1.02rem' }}>
        {title}
      </Box>
      {children}
    </Box>
  )
}

/** Persons of this very name who are known already: taken for the same only when somebody says so. */
function KnownPersons({ form }: { form: UseFormReturn<Answer> }) {
  const { t } = useTranslation()
  const name = useDeferredValue(form.watch('name'))
  const picked = form.watch('personId')
  const split = splitThaiName(name)
  const persons = useQuery(
    api.people.persons.queryOptions({
      input: { q: name },
      enabled: split.firstName !== '' && split.lastName !== '',
    }),
  )
  const same = (persons.data ?? []).filter((one) => personKey(one) === personKey(split))
  if (same.length === 0) return null
  return (
    <Box sx={{ gridColumn: '1 / -1', fontSize: '0.92rem' }} role="status">
      {same.map((one) => (
        <Box key={one.id} sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <span>
            {t(picked === one.id ? 'people.appoint.sameTaken' : 'people.appoint.same', {
              name: one.name,
              posts:
                one.posts.map((post) => post.name).join(', ') || one.position || t('people.appoint.noPost'),
            })}
          </span>
          <Button
            look="quiet"
            onClick={() =>
              form.setValue('personId', picked === one.id ? null : one.id, { shouldDirty: true })
            }
          >
            {t(picked === one.id ? 'people.appoint.other' : 'people.appoint.isSame')}
          </Button>
        </Box>
      ))}
    </Box>
  )
}

/** What the change would touch, by a dry run of the very command as soon as it says enough. */
function Consequences({ post, answer }: { post: PostLine; answer: Answer }) {
  const [touched, setTouched] = useState<TouchedBody[] | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const asked = JSON.stringify(schema.safeParse(answer).success ? answer : null)
  useEffect(() => {
    const told = JSON.parse(asked) as Answer | null
    let here = true
    const timer = setTimeout(() => {
      if (told === null) {
        setTouched(null)
        setFault(null)
        return
      }
      const dry = told.vacant
        ? client.people.saveHolders({
            rows: [{ postId: post.id, person: null, startsOn: null }],
            dryRun: true,
          })
        : client.people.appoint({ ...appointing(post, told), dryRun: true })
      dry.then(
        (done) => {
          if (!here) return
          setTouched(done.touched)
          setFault(null)
        },
        (error: unknown) => {
          if (!here) return
          setTouched(null)
          setFault(error)
        },
      )
    }, 300)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [asked, post])
  return (
    <>
      <TouchedBodies touched={touched} />
      <FaultBar error={fault} />
    </>
  )
}
