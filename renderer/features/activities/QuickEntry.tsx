import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, CornerDownLeft } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { quickFields, UNSORTED_GROUP } from '../../../core/activities/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { Button, DateField, Form, SelectField, TextField } from '../../ui/index.ts'
import { atFields } from './activity-form.ts'
import { readAttendanceLine } from './attendance-line.ts'
import { HeadsSaid } from './HeadsSaid.tsx'
import { useTambons } from './use-tambons.ts'

type Kind = 'session' | 'workshop'
type Line = {
  heldOn: string | null
  tambonCode: string | null
  subject: string
  heads: string
  evidence: string
}

/**
 * One line for what was just held: day, tambon, heads as they were counted, Enter. Made for a laptop in the field: after
 * Enter the cursor stands in the first field again (C18, tambon profile).
 */
export function QuickEntry({
  kind,
  editionFy,
  tambonCode,
  onPaste,
}: {
  kind: Kind
  editionFy: number
  /** The one that it begins with, and of workshops the next one; null = the whole district. */
  tambonCode: string | null
  onPaste: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const { today } = useOffice()
  const { options } = useTambons()
  const saved = useRef<Line | null>(null)
  const line = useRef<HTMLElement>(null)
  const quick = useCommand(client.activities.quick)
  const groups = useQuery(api.rules.table.queryOptions({ input: { id: 'attendance-groups' } }))
  const items = groups.data?.items
  const schema = useMemo(
    () =>
      z
        .custom<Line>()
        .superRefine((line, context) => {
          const { unclear } = readAttendanceLine(line.heads, items ?? [], UNSORTED_GROUP)
          if (unclear.length > 0)
            context.addIssue({ code: 'custom', message: 'unclearHeads', path: ['heads'] })
          if (kind === 'workshop' && line.tambonCode === null)
            context.addIssue({ code: 'custom', message: 'required', path: ['tambonCode'] })
        })
        .transform(
          ({ heads, ...line }): z.input<typeof quickFields> => ({
            ...line,
            // an empty day is refused by the rule of the field
            heldOn: line.heldOn ?? '',
            editionFy,
            kind,
            place: '',
            steps: [],
            attendance: readAttendanceLine(heads, items ?? [], UNSORTED_GROUP).attendance,
          }),
        )
        .pipe(quickFields),
    [items, editionFy, kind],
  )
  const [initial] = useState<Line>(() => ({
    heldOn: today,
    tambonCode,
    subject: '',
    heads: '',
    evidence: '',
  }))
  if (!items) return null
  return (
    <Box
      component="section"
      aria-label={t('activities.quick')}
      sx={(theme) => ({
        border: `1px solid ${theme.tokens.rule}`,
        borderRadius: 1,
        bgcolor: 'background.paper',
        px: 1.2,
        pt: 0.6,
        pb: 0.8,
        mb: 1.2,
      })}
    >
      <Form
        schema={schema}
        initial={initial}
        draftKey={`activities.quick:${kind}:${editionFy}`}
        onSubmit={async (fields) => {
          const done = await atFields(quick.run(fields), [])
          if (done.twin)
            notify(
              t('activities.twin.saved', {
                subject: done.twin.subject,
                date: formatDate(fields.heldOn, 'short'),
              }),
              { severity: 'warning' },
            )
          else
            notify(
              t(`activities.quick.${done.state}`, {
                subject: done.subject,
                date: formatDate(fields.heldOn, 'short'),
              }),
            )
          // the next one is mostly of the same day
          saved.current = { ...initial, heldOn: fields.heldOn, tambonCode: fields.tambonCode ?? null }
        }}
      >
        {(form) => (
          <>
            <Box
              ref={line}
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                gap: '0.3rem 0.8rem',
                alignItems: 'flex-start',
                // what is typed longest gets the room that is left
                '& > *': { flex: '1 1 9rem' },
                '& > :nth-of-type(1)': { flexBasis: '12rem' },
                '& > :nth-of-type(3), & > :nth-of-type(4)': { flex: '3 1 9.5rem' },
                '& > :nth-of-type(5)': { flex: '2 1 7rem' },
                '& > :last-child': { flex: '0 0 auto' },
              }}
            >
              <DateField name="heldOn" label={t('activities.heldOn')} required />
              <SelectField
                name="tambonCode"
                label={t('activities.tambon')}
                options={options}
                {...(kind === 'session' ? { empty: t('activities.tambon.all') } : {})}
              />
              <TextField
                name="subject"
                label={t('activities.subject')}
                placeholder={t(`activities.quick.subject.${kind}`)}
              />
              <TextField
                name="heads"
                label={t('activities.quick.heads')}
                placeholder={t('activities.quick.example')}
              />
              <TextField name="evidence" label={t('activities.column.evidence')} />
              <Box sx={{ pt: '1.55rem', display: 'flex', gap: 0.8 }}>
                <Button type="submit" icon={CornerDownLeft} busy={form.formState.isSubmitting}>
                  {t('activities.save')}
                </Button>
                <Button look="quiet" icon={ClipboardPaste} onClick={onPaste}>
                  {t('activities.paste')}
                </Button>
              </Box>
            </Box>
            <HeadsSaid groups={items} />
            {/* of workshops the next tambon that has none, of sessions the same once more */}
            <BeginAnew saved={saved} line={line} tambonCode={kind === 'workshop' ? tambonCode : undefined} />
          </>
        )}
      </Form>
    </Box>
  )
}

/** After a line was saved the form is empty again and the cursor stands in its first field. */
function BeginAnew({
  saved,
  line,
  tambonCode,
}: {
  saved: RefObject<Line | null>
  line: RefObject<HTMLElement | null>
  tambonCode: string | null | undefined
}) {
  const form = useFormContext()
  const { isSubmitting } = form.formState
  useEffect(() => {
    const next = saved.current
    if (isSubmitting || next === null) return
    saved.current = null
    form.reset(tambonCode === undefined ? next : { ...next, tambonCode })
    const field = line.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [isSubmitting, saved, line, form, tambonCode])
  return null
}
