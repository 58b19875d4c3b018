import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { ScanText } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { LetterReading } from '../../../core/directives/read-letter.ts'
import { type DutyFields, directiveFields } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  DateField,
  FaultBar,
  FieldFrame,
  Fields,
  FiscalYearField,
  Form,
  type GridColumn,
  GridField,
  Page,
  Section,
  SheetDialog,
  TextArea,
  TextField,
} from '../../ui/index.ts'

/** Plans of FY N are made in N−2 (DOMAIN.md §1.4): offered, not enforced. */
const yearsAhead = 2

/** Registers an incoming letter: typed, or read from its pasted text and then checked by a person. */
export default function RegisterPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const go = useGo()
  const { notify } = useNotice()
  const register = useCommand(client.directives.register)
  return (
    <Page
      title={t('directives.new')}
      help={t('directives.new.help')}
      back={{ href: '/directives', label: t('nav.directives') }}
    >
      <Form
        schema={directiveFields}
        draftKey="directives.register"
        initial={{
          number: '',
          dated: '',
          receivedOn: today,
          fromOffice: '',
          subject: '',
          editionFy: Number.NaN,
          planFy: Number.NaN,
          body: '',
          enclosures: [],
          duties: [],
          windows: [],
          example: false,
        }}
        submitLabel={t('directives.new.submit')}
        onCancel={() => go('/directives')}
        onSubmit={async (fields) => {
          const { id } = await register.run(fields)
          notify(t('directives.new.done', { year: fields.planFy }))
          go(`/directives/${id}`)
        }}
      >
        <LetterForm />
      </Form>
    </Page>
  )
}

function LetterForm() {
  const { t } = useTranslation()
  const form = useFormContext()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const [reading, setReading] = useState(false)
  const columns = useMemo<GridColumn<DutyFields>[]>(
    () => [
      { key: 'no', title: t('directives.duty.no'), kind: 'number', width: 60 },
      { key: 'text', title: t('directives.duty.text'), kind: 'text', width: 420, grow: 5, required: true },
      {
        key: 'kind',
        title: t('directives.duty.kind'),
        kind: 'select',
        width: 200,
        options: (kinds.data?.items ?? []).map((item) => ({ value: item.key, label: item.name })),
        required: true,
      },
      { key: 'ownerName', title: t('directives.duty.ownerName'), kind: 'text', width: 150 },
      { key: 'dueOn', title: t('directives.duty.dueOn'), kind: 'date', width: 110 },
    ],
    [t, kinds.data],
  )
  const edition: unknown = form.watch('editionFy')
  const put = (read: LetterReading) => {
    const set = (name: string, value: unknown) => form.setValue(name, value, { shouldDirty: true })
    if (read.number) set('number', read.number.value)
    if (read.dated) set('dated', read.dated.value)
    if (read.fromOffice) set('fromOffice', read.fromOffice.value)
    if (read.subject) set('subject', read.subject.value)
    if (read.editionFy) set('editionFy', read.editionFy.value)
    if (read.planFy ?? read.editionFy)
      set('planFy', read.planFy?.value ?? (read.editionFy?.value ?? 0) + yearsAhead)
    set('enclosures', read.enclosures)
    set(
      'duties',
      read.duties.map((duty) => ({
        no: duty.no,
        kind: duty.kind,
        text: duty.text,
        ownerName: '',
        dueOn: duty.dueOn,
      })),
    )
    set(
      'windows',
      read.windows.map(({ level, startsOn, endsOn }) => ({ level, startsOn, endsOn })),
    )
    set('body', read.body)
    // what the form complained of before was about the empty fields
    if (form.formState.isSubmitted) void form.trigger()
    else form.clearErrors()
    setReading(false)
  }
  return (
    <>
      <Section
        title={t('directives.letter')}
        actions={
          <Button icon={ScanText} onClick={() => setReading(true)}>
            {t('directives.read.open')}
          </Button>
        }
      >
        <Fields columns={3}>
          <TextField
            name="number"
            label={t('directives.number')}
            required
            autoFocus
            placeholder="นศ 0019.3/0239"
          />
          <DateField name="dated" label={t('directives.dated')} required />
          <DateField name="receivedOn" label={t('directives.receivedOn')} />
          <TextField name="fromOffice" label={t('directives.fromOffice')} required wide />
          <TextField name="subject" label={t('directives.subject')} required wide rows={2} />
          <FiscalYearField
            name="editionFy"
            label={t('directives.editionFy')}
            required
            help={t('directives.editionFy.help')}
          />
          <FiscalYearField
            name="planFy"
            label={t('directives.planFy')}
            required
            help={t('directives.planFy.help')}
          />
          <Box sx={{ alignSelf: 'center' }}>
            {typeof edition === 'number' && edition >= 2500 && edition <= 2700 ? (
              <Button
                look="quiet"
                onClick={() =>
                  form.setValue('planFy', edition + yearsAhead, { shouldDirty: true, shouldValidate: true })
                }
              >
                {t('directives.planFy.fill', { year: edition + yearsAhead })}
              </Button>
            ) : null}
          </Box>
        </Fields>
        <AutoPlanYear />
      </Section>
      <Section title={t('directives.duties')} help={t('directives.duties.help')}>
        <GridField<DutyFields>
          name="duties"
          label={t('directives.duties')}
          columns={columns}
          movable
          newRow={() => {
            const rows = (form.getValues('duties') as DutyFields[] | undefined) ?? []
            return {
              no: rows.reduce((most, row) => Math.max(most, row.no), 0) + 1,
              kind: kinds.data?.items.at(-1)?.key ?? 'other',
              text: '',
              ownerName: '',
              dueOn: null,
            }
          }}
        />
      </Section>
      <Section title={t('directives.body')} help={t('directives.body.help')}>
        <TextArea name="body" label={t('directives.body')} rows={4} />
      </Section>
      <ReadDialog open={reading} onClose={() => setReading(false)} onRead={put} />
    </>
  )
}

/** Fills the plan FY when the edition is first known; never over what was typed. */
function AutoPlanYear() {
  const form = useFormContext()
  const edition: unknown = form.watch('editionFy')
  const plan: unknown = form.watch('planFy')
  const known = typeof edition === 'number' && edition >= 2500 && edition <= 2700
  const empty = plan === null || plan === undefined || (typeof plan === 'number' && Number.isNaN(plan))
  if (known && empty && form.getFieldState('planFy').isTouched === false) {
    queueMicrotask(() => form.setValue('planFy', edition + yearsAhead, { shouldDirty: true }))
  }
  return null
}

/** Paste the letter's text; what was recognised and what is doubtful is shown before it goes into the form. */
function ReadDialog({
  open,
  onClose,
  onRead,
}: {
  open: boolean
  onClose: () => void
  onRead: (read: LetterReading) => void
}) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState('')
  const [found, setFound] = useState<LetterReading | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const read = () => {
    setFault(null)
    client.directives.readLetter({ text }).then(setFound, setFault)
  }
  return (
    <SheetDialog
      open={open}
      onClose={onClose}
      title={t('directives.read.open')}
      width="lg"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {found ? <Button onClick={() => setFound(null)}>{t('directives.read.again')}</Button> : null}
          {found ? (
            <Button look="main" onClick={() => onRead(found)}>
              {t('directives.read.use')}
            </Button>
          ) : (
            <Button look="main" onClick={read} disabled={text.trim() === ''}>
              {t('directives.read.read')}
            </Button>
          )}
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      {found ? (
        <Found read={found} />
      ) : (
        <FieldFrame id={id} label={t('directives.read.label')}>
          <MuiTextField
            id={id}
            multiline
            minRows={12}
            maxRows={18}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoFocus
            helperText={t('directives.read.help')}
          />
        </FieldFrame>
      )}
    </SheetDialog>
  )
}

function Found({ read }: { read: LetterReading }) {
  const { t } = useTranslation()
  const lines: [string, string][] = [
    [t('directives.number'), read.number?.value ?? ''],
    [t('directives.dated'), read.dated?.seen ?? ''],
    [t('directives.fromOffice'), read.fromOffice?.value ?? ''],
    [t('directives.subject'), read.subject?.value ?? ''],
    [t('directives.editionFy'), String(read.editionFy?.value ?? '')],
    [
      t('directives.planFy'),
      read.planFy
        ? String(read.planFy.value)
        : read.editionFy
          ? t('directives.read.planFy', { year: read.editionFy.value + yearsAhead })
          : '',
    ],
    [t('directives.duties'), t('directives.read.duties', { count: read.duties.length })],
    ...(read.windows.length > 0
      ? [
          [
            t('directives.calendar.windows'),
            t('directives.read.windows', { count: read.windows.length }),
          ] as [string, string],
        ]
      : []),
  ]
  return (
    <Box>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: '11rem 1fr',
          rowGap: 0.6,
          m: 0,
          '& dt': { fontWeight: 600 },
          '& dd': { m: 0 },
        }}
      >
        {lines.map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              {value === '' ? (
                <Box component="span" sx={{ color: 'error.main' }}>
                  {t('directives.read.missing')}
                </Box>
              ) : (
                value
              )}
            </dd>
          </Box>
        ))}
      </Box>
      {read.doubts.length > 0 ? (
        <Box sx={(theme) => ({ mt: 1.5, p: 1.2, bgcolor: theme.tokens.warningTint, borderRadius: 1 })}>
          <Typography sx={{ fontWeight: 600 }}>{t('directives.read.doubts')}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {read.doubts.map((doubt) => (
              <li key={JSON.stringify(doubt)}>
                {t(`directives.doubt.${doubt.key}`, {
                  ...doubt.params,
                  ...('field' in doubt.params ? { field: t(`directives.${doubt.params.field}`) } : {}),
                })}
              </li>
            ))}
          </Box>
        </Box>
      ) : null}
    </Box>
  )
}
