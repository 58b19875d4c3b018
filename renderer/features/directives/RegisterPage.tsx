import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Doubt, LetterReading, Span } from '../../../core/directives/read-letter.ts'
import { directiveSpeeds, planLevels } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  DateField,
  Fields,
  FiscalYearField,
  Form,
  type GridColumn,
  GridField,
  Page,
  Section,
  SelectField,
  TextArea,
  TextField,
  useConfirm,
} from '../../ui/index.ts'
import { ArrivedDuties } from './ArrivedDuties.tsx'
import { DueNote } from './DueNote.tsx'
import { EnclosuresField } from './EnclosuresField.tsx'
import { type DoubtAnswer, DoubtList } from './register/DoubtList.tsx'
import { DutyTable } from './register/DutyTable.tsx'
import { LetterPane } from './register/LetterPane.tsx'
import { PasteBox } from './register/PasteBox.tsx'
import {
  type DutyRow,
  doubtId,
  emptyLetter,
  filledFrom,
  hasTyped,
  openDoubts,
  type RegisterValues,
  registerFields,
  sameNumber,
  type WindowRow,
} from './register/register-form.ts'
import { WindowChanges } from './register/WindowChanges.tsx'

/** Plans of FY N are made in N−2 (DOMAIN.md §4.2): offered, not enforced. */
const yearsAhead = 2

/** Registers an incoming letter: typed, or read from its pasted text and then checked by a person, doubt by doubt. */
export default function RegisterPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const go = useGo()
  const { notify } = useNotice()
  const register = useCommand(client.directives.register)
  const [into] = useQueryParam('into')
  return (
    <Page
      title={t('directives.new')}
      help={t('directives.new.help')}
      back={{ href: '/directives', label: t('nav.directives') }}
    >
      <Form
        schema={registerFields}
        // a letter that was expected has a form of its own
        draftKey={into === null ? 'directives.register' : `directives.register:${into}`}
        initial={{ ...emptyLetter(today), intoId: into }}
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
  const form = useFormContext<RegisterValues>()
  const confirm = useConfirm()
  const values = form.watch()
  const { read } = values
  const open = useMemo(() => openDoubts(values), [values])
  const [active, setActive] = useState<Span | null>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const where = useFieldNames(values)
  const error = (form.formState.errors as { answers?: { message?: string } }).answers?.message

  const set = <Key extends keyof RegisterValues>(name: Key, value: RegisterValues[Key]) =>
    form.setValue(name, value as never, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
  const take = async (next: LetterReading) => {
    const before = form.getValues()
    if (
      hasTyped(before) &&
      !(await confirm({
        title: t('directives.register.replace.title'),
        text: t('directives.register.replace.text'),
        confirm: t('directives.register.replace.do'),
      }))
    )
      return false
    const filled = filledFrom(next, before)
    for (const name of Object.keys(filled) as (keyof RegisterValues)[])
      form.setValue(name, filled[name] as never, { shouldDirty: true })
    // what the form complained of before was about the empty fields
    if (form.formState.isSubmitted) void form.trigger()
    else form.clearErrors()
    return true
  }
  const answer = (doubt: Doubt, stands: boolean) => {
    const others = form.getValues().answers.filter((one) => one !== doubtId(doubt))
    set('answers', stands ? [...others, doubtId(doubt)] : others)
  }
  const setDue = (rows: DutyRow[], doubt: Doubt) => {
    set('duties', rows)
    answer(doubt, true)
  }
  const answersOf = (doubt: Doubt): DoubtAnswer[] => {
    const { proposal } = doubt
    const [head, at] = doubt.field.split('.')
    const rows = form.getValues().duties
    if (head !== 'duties' || typeof proposal !== 'string') return []
    if (doubt.key === 'dueOfLetter') {
      const last = rows.at(-1)
      return rows.length < 2 || !last
        ? []
        : [
            {
              label: t('directives.register.doubts.onlyLast', { no: last.no }),
              take: () =>
                setDue(
                  rows.map((row) => {
                    const was = row.from === undefined ? undefined : read?.duties[row.from]
                    const ofLetter = was?.due?.at === doubt.seen?.at && row.dueOn === proposal
                    return ofLetter && row !== last ? { ...row, dueOn: null } : row
                  }),
                  doubt,
                ),
            },
          ]
    }
    const label = t('directives.register.doubts.use', { date: formatDate(proposal, 'short') })
    if (at === undefined)
      return [
        {
          label: t('directives.register.doubts.useForAll', { date: formatDate(proposal, 'short') }),
          take: () =>
            setDue(
              rows.map((row) => (row.dueOn === null ? { ...row, dueOn: proposal } : row)),
              doubt,
            ),
        },
      ]
    return [
      {
        label,
        take: () =>
          setDue(
            rows.map((row) => (row.from === Number(at) ? { ...row, dueOn: proposal } : row)),
            doubt,
          ),
      },
    ]
  }
  const jump = (doubt: Doubt) => {
    if (doubt.seen) setActive(doubt.seen)
    const [head = '', at, part] = doubt.field.split('.')
    const box = sheet.current?.querySelector<HTMLElement>(`[data-register="${head}"]`)
    box?.scrollIntoView({ block: 'center' })
    const rows = head === 'duties' ? values.duties : head === 'windows' ? values.windows : []
    const row = rows.findIndex((one) => one.from === Number(at))
    const column = head === 'windows' ? 'startsOn' : (part ?? 'text')
    const cell = box?.querySelector(`[data-row="${Math.max(0, row)}"][data-column="${column}"]`)
    if (cell) cell.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, button: 0 }))
    else box?.querySelector<HTMLElement>('input, textarea, [role=combobox]')?.focus()
  }
  const seenWords = useSeenWords(read)
  const seenOf = (field: SeenField): Span | null => read?.[field] ?? null

  return (
    <>
      <PasteBox again={read !== null} onRead={take} />
      {read ? (
        <DoubtList
          key={read.text}
          found={read.duties.length}
          doubts={read.doubts}
          open={open}
          error={error}
          where={where}
          answersOf={answersOf}
          onJump={jump}
          onAnswer={answer}
        />
      ) : null}
      <Box
        sx={{
          display: 'grid',
          gap: '1rem 1.4rem',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: read ? 'minmax(0, 4fr) minmax(0, 8fr)' : 'minmax(0, 1fr)',
          },
          alignItems: 'start',
        }}
      >
        {read ? (
          <Box sx={{ position: { lg: 'sticky' }, top: { lg: '1rem' } }}>
            <LetterPane read={read} doubts={open} active={active} />
          </Box>
        ) : null}
        <Box ref={sheet} sx={{ minWidth: 0 }}>
          <LetterFields seenAt={(field) => setActive(seenOf(field))} seen={seenWords} values={values} />
          <Section title={t('directives.duties')} help={t('directives.duties.help')}>
            <DutyTable
              onAt={(row) => setActive(row?.from === undefined ? null : (read?.duties[row.from] ?? null))}
            />
          </Section>
          <ArrivedDuties />
          <WindowsPart
            onAt={(row) => setActive(row?.from === undefined ? null : (read?.windows[row.from] ?? null))}
          />
          <EnclosuresPart />
          <Section title={t('directives.body')} help={t('directives.body.help')}>
            <div data-register="body">
              <TextArea name="body" label={t('directives.body')} rows={4} />
            </div>
          </Section>
        </Box>
      </Box>
    </>
  )
}

type SeenField =
  | 'number'
  | 'dated'
  | 'receivedOn'
  | 'receiveNo'
  | 'speed'
  | 'fromOffice'
  | 'subject'
  | 'editionFy'
  | 'planFy'

/** อ่านได้จาก: “…” – or that the letter does not say it; nothing where nothing was pasted. */
function useSeenWords(read: LetterReading | null): (field: SeenField) => string {
  const { t } = useTranslation()
  return (field) => {
    if (read === null) return ''
    const seen = read[field]?.seen
    if (seen === undefined) return t('directives.register.notSeen')
    return t('directives.register.seen', { seen: seen.length > 70 ? `${seen.slice(0, 70)}…` : seen })
  }
}

function LetterFields({
  seen,
  seenAt,
  values,
}: {
  seen: (field: SeenField) => string
  seenAt: (field: SeenField) => void
  values: RegisterValues
}) {
  const { t } = useTranslation()
  const forms = useQuery(api.rules.table.queryOptions({ input: { id: 'directive-forms' } }))
  const letters = useQuery(api.directives.list.queryOptions({ input: {} }))
  const twin = (letters.data ?? []).find(
    (letter) =>
      letter.state === 'received' &&
      sameNumber(letter.number, values.number) &&
      (values.dated === '' || letter.dated === values.dated),
  )
  const expected = (letters.data ?? []).filter((letter) => letter.state === 'expected')
  const at = (field: SeenField, child: ReactNode, wide = false) => (
    <Box
      data-register={field}
      onFocus={() => seenAt(field)}
      sx={wide ? { gridColumn: '1 / -1', minWidth: 0 } : { minWidth: 0 }}
    >
      {child}
    </Box>
  )
  return (
    <Section title={t('directives.letter')}>
      {twin ? (
        <Box
          role="status"
          sx={(theme) => ({ mb: 1, px: 1.2, py: 0.6, borderRadius: 1, bgcolor: theme.tokens.warningTint })}
        >
          {t('directives.register.twin', { number: twin.number, date: formatDate(twin.dated, 'long') })}{' '}
          <AppLink href={`/directives/${twin.id}`}>{t('directives.register.twin.open')}</AppLink>
        </Box>
      ) : null}
      <Fields columns={3}>
        {at(
          'number',
          <TextField
            name="number"
            label={t('directives.number')}
            placeholder="นศ 0019.3/0239"
            help={seen('number')}
          />,
        )}
        {at(
          'dated',
          <DateField
            name="dated"
            label={t('directives.dated')}
            required
            help={
              <>
                <Box component="span" sx={{ display: 'block' }}>
                  <DueNote name="dated" />
                </Box>
                {seen('dated')}
              </>
            }
          />,
        )}
        <SelectField
          name="form"
          label={t('directives.form')}
          options={(forms.data?.items ?? []).map((item) => ({ value: item.key, label: item.name }))}
          required
        />
        {at(
          'fromOffice',
          <TextField
            name="fromOffice"
            label={t('directives.fromOffice')}
            required
            help={seen('fromOffice')}
          />,
          true,
        )}
        {at(
          'subject',
          <TextField
            name="subject"
            label={t('directives.subject')}
            required
            rows={2}
            help={seen('subject')}
          />,
          true,
        )}
        {at(
          'editionFy',
          <FiscalYearField
            name="editionFy"
            label={t('directives.editionFy')}
            required
            help={seen('editionFy') || t('directives.editionFy.help')}
          />,
        )}
        {at(
          'planFy',
          <FiscalYearField
            name="planFy"
            label={t('directives.planFy')}
            required
            help={<PlanHelp seen={seen('planFy')} />}
          />,
        )}
        {at(
          'speed',
          <SelectField
            name="speed"
            label={t('directives.speed')}
            empty={t('directives.speed.none')}
            help={values.read?.speed ? seen('speed') : undefined}
            options={directiveSpeeds
              .filter((speed) => speed !== '')
              .map((speed) => ({ value: speed, label: t(`papers.speed.${speed}`) }))}
          />,
        )}
        {at('receivedOn', <DateField name="receivedOn" label={t('directives.receivedOn')} />)}
        {at('receiveNo', <TextField name="receiveNo" label={t('directives.receiveNo')} />)}
        {expected.length > 0 ? (
          <SelectField
            name="intoId"
            label={t('directives.register.into')}
            empty={t('directives.register.into.none')}
            help={t('directives.register.into.help')}
            options={expected.map((letter) => ({
              value: letter.id,
              label: `${letter.subject} (${letter.editionFy})`,
            }))}
          />
        ) : null}
      </Fields>
      <AutoPlanYear />
    </Section>
  )
}

/** Below the plan FY: where it comes from, and the year by the rule where another stands there. */
function PlanHelp({ seen }: { seen: string }) {
  const { t } = useTranslation()
  const form = useFormContext<RegisterValues>()
  const [edition, plan, read] = form.watch(['editionFy', 'planFy', 'read'])
  const known = typeof edition === 'number' && edition >= 2500 && edition <= 2700
  if (read?.planFy) return <>{seen}</>
  if (!known || plan === edition + yearsAhead) return <>{t('directives.planFy.help')}</>
  return (
    <Button
      look="quiet"
      onClick={() =>
        form.setValue('planFy', edition + yearsAhead, { shouldDirty: true, shouldValidate: true })
      }
    >
      {t('directives.planFy.fill', { year: edition + yearsAhead })}
    </Button>
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
    queueMicrotask(() =>
      form.setValue('planFy', edition + yearsAhead, { shouldDirty: true, shouldValidate: true }),
    )
  }
  return null
}

function WindowsPart({ onAt }: { onAt: (row: WindowRow | undefined) => void }) {
  const { t } = useTranslation()
  const columns = useMemo<GridColumn<WindowRow>[]>(
    () => [
      {
        key: 'level',
        title: t('directives.register.window.level'),
        kind: 'select',
        width: 190,
        grow: 2,
        required: true,
        options: planLevels.map((level) => ({ value: level, label: t(`plans.level.${level}`) })),
      },
      {
        key: 'startsOn',
        title: t('directives.register.window.from'),
        kind: 'date',
        width: 120,
        required: true,
      },
      { key: 'endsOn', title: t('directives.register.window.to'), kind: 'date', width: 120, required: true },
    ],
    [t],
  )
  const form = useFormContext<RegisterValues>()
  return (
    <Section title={t('directives.register.windows')} help={t('directives.register.windows.help')}>
      <Box data-register="windows" onFocus={() => onAt(form.getValues().windows[0])}>
        <GridField<WindowRow>
          name="windows"
          label={t('directives.register.windows')}
          columns={columns}
          newRow={() => ({ level: 'village', startsOn: null, endsOn: null })}
        />
      </Box>
      <WindowChanges />
    </Section>
  )
}

function EnclosuresPart() {
  const { t } = useTranslation()
  return (
    <Section title={t('directives.enclosures')}>
      <div data-register="enclosures">
        <EnclosuresField />
      </div>
    </Section>
  )
}

/** Names of the fields that doubts stand at: เลขที่หนังสือ, ข้อ 3 · ครบกำหนด. */
function useFieldNames(values: RegisterValues): (field: string) => string {
  const { t } = useTranslation()
  return (field) => {
    const [head = '', at, part] = field.split('.')
    const name = t(`directives.register.field.${head}`)
    if (at === undefined) return name
    if (head === 'duties') {
      const no = values.read?.duties[Number(at)]?.no ?? Number(at) + 1
      const row = t('directives.register.field.duty', { no })
      return part === undefined ? row : `${row} · ${t(`directives.duty.${part}`)}`
    }
    const level = head === 'windows' ? values.read?.windows[Number(at)]?.level : undefined
    return level ? `${name} · ${t(`plans.level.${level}`)}` : `${name} ${Number(at) + 1}`
  }
}
