import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  FormProvider,
  get,
  type Resolver,
  set,
  type UseFormReturn,
  useForm,
} from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { issuesOf } from '../../core/kernel/issues.ts'
import { useDraft } from '../app/drafts.ts'
import { faultOf, issuesOfFault } from '../app/faults.ts'
import { formatMoment } from '../app/format.ts'
import { Button } from './Button.tsx'
import { FaultBar } from './FaultBar.tsx'

const emptyIs = new Set(['badDate', 'notNumber', 'notText', 'badId', 'areaCode', 'invalid', 'projectClass'])

type Translate = (key: string, params?: Record<string, unknown>) => string

export type FormProps<Out, In extends FieldValues> = {
  /** The same zod object that checks the command (core/<area>/rules.ts). */
  schema: z.ZodType<Out, In>
  initial: In
  /** Hands the checked value in; a rejected promise is shown at the fields it names or at the head of the form. */
  onSubmit: (value: Out) => Promise<unknown> | unknown
  /** Word on the button; absent = the caller puts its own submit button among the children. */
  submitLabel?: string
  onCancel?: () => void
  /** Key under which unsent typing is kept (C24), e.g. `plans.open`; absent = no draft. */
  draftKey?: string
  children: ReactNode | ((form: UseFormReturn<In>) => ReactNode)
  /** Buttons beside the submit button. */
  extra?: ReactNode
}

/** Resolver that keeps the parameters of a rule (`maximum`), so that its sentence can name them. */
function makeResolver<Out, In extends FieldValues>(
  schema: z.ZodType<Out, In>,
  t: Translate,
): Resolver<In, unknown, Out> {
  return async (values) => {
    const parsed = await schema.safeParseAsync(values)
    if (parsed.success) return { values: parsed.data as never, errors: {} }
    const errors: FieldErrors<In> = {}
    for (const issue of issuesOf(parsed.error.issues)) {
      const path = issue.path.length === 0 ? 'root.form' : issue.path.join('.')
      const value: unknown = get(values, path)
      // a field left empty is asked for; only what was typed can be wrong
      const empty = value === '' || value === null || value === undefined || Number.isNaN(value)
      const key = empty && emptyIs.has(issue.key) ? 'required' : issue.key
      set(errors, path, { type: key, message: t(`validation:${key}`, issue.params) })
    }
    return { values: {}, errors }
  }
}

/**
 * A form: labels above, errors at the field and in words, Enter sends, Ctrl-Enter sends from a text area, drafts kept.
 * Its fields are TextField, MoneyField … with `name` = path in the value.
 */
export function Form<Out, In extends FieldValues>({ draftKey, initial, ...rest }: FormProps<Out, In>) {
  const draft = useDraft<In>(draftKey ?? null)
  const { t } = useTranslation()
  const [dropped, setDropped] = useState(0)
  if (draft.found === undefined)
    return <Box role="status" aria-label={t('common.loading')} sx={{ minHeight: '8rem' }} />
  const merged =
    draft.found !== null && typeof draft.found.data === 'object' ? { ...initial, ...draft.found.data } : null
  // a draft that says what the record says already is none
  const usable = dropped === 0 && merged !== null && JSON.stringify(merged) !== JSON.stringify(initial)
  const drop = () => {
    void draft.forget()
    setDropped((n) => n + 1)
  }
  return (
    <FormBody
      key={dropped}
      {...rest}
      initial={usable && merged ? merged : initial}
      keep={draft.keep}
      hold={draft.hold}
      forget={draft.forget}
      savedAt={draft.savedAt}
      fromDraft={usable && draft.found ? draft.found.savedAt : null}
      drop={drop}
    />
  )
}

type BodyProps<Out, In extends FieldValues> = Omit<FormProps<Out, In>, 'draftKey'> & {
  keep: (data: In) => void
  hold: () => void
  forget: () => Promise<void>
  savedAt: string | null
  fromDraft: string | null
  drop: () => void
}

function FormBody<Out, In extends FieldValues>(props: BodyProps<Out, In>) {
  const {
    schema,
    initial,
    onSubmit,
    submitLabel,
    onCancel,
    children,
    extra,
    keep,
    hold,
    forget,
    savedAt,
    fromDraft,
    drop,
  } = props
  const { t } = useTranslation()
  const resolver = useMemo(() => makeResolver<Out, In>(schema, t as unknown as Translate), [schema, t])
  const form = useForm<In, unknown, Out>({
    defaultValues: initial as DefaultValues<In>,
    resolver,
    mode: 'onTouched',
    reValidateMode: 'onChange',
  })
  const [fault, setFault] = useState<unknown>(null)
  const element = useRef<HTMLFormElement>(null)
  const { formState } = form
  const sent = useRef(false)

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true, isDirty: true },
        callback: ({ values, isDirty }) => {
          if (isDirty && !sent.current) keep(values as In)
        },
      }),
    [form, keep],
  )

  const send = form.handleSubmit(
    async (value) => {
      setFault(null)
      try {
        sent.current = true
        hold()
        await onSubmit(value)
        await forget()
        form.reset(form.getValues())
      } catch (error) {
        const issues = issuesOfFault(faultOf(error))
        for (const issue of issues) {
          form.setError(issue.path.join('.') as never, {
            type: issue.key,
            message: String(t(`validation:${issue.key}`, issue.params)),
          })
        }
        setFault(error)
        keep(form.getValues())
      } finally {
        sent.current = false
      }
    },
    () => {
      // the first wrong field, in the order of the screen, takes the cursor
      requestAnimationFrame(() =>
        element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      )
    },
  )
  const rootError = (formState.errors.root as Record<string, { message?: string }> | undefined)?.form?.message

  return (
    <FormProvider {...(form as unknown as UseFormReturn)}>
      <Box
        component="form"
        ref={element}
        noValidate
        onSubmit={(event: React.FormEvent) => {
          event.stopPropagation()
          void send(event)
        }}
        onKeyDown={(event: React.KeyboardEvent) => {
          if (event.key === 'Enter' && event.ctrlKey) element.current?.requestSubmit()
        }}
      >
        <FaultBar error={fault} onClose={() => setFault(null)} />
        {rootError ? (
          <Typography role="alert" sx={{ color: 'error.main', mb: 1 }}>
            {rootError}
          </Typography>
        ) : null}
        {fromDraft ? (
          <Box
            sx={(theme) => ({
              display: 'flex',
              gap: 1,
              alignItems: 'center',
              flexWrap: 'wrap',
              mb: 1.2,
              px: 1.2,
              py: 0.3,
              bgcolor: theme.tokens.quiet,
              borderRadius: 1,
              fontSize: '0.9rem',
            })}
          >
            <span>{t('common.draft.found', { when: formatMoment(fromDraft) })}</span>
            <Button look="quiet" onClick={drop}>
              {t('common.draft.drop')}
            </Button>
          </Box>
        ) : null}
        {typeof children === 'function' ? children(form as unknown as UseFormReturn<In>) : children}
        {submitLabel || onCancel || extra ? (
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mt: 1.8, flexWrap: 'wrap' }}>
            {submitLabel ? (
              <Button look="main" type="submit" busy={formState.isSubmitting}>
                {submitLabel}
              </Button>
            ) : null}
            {onCancel ? <Button onClick={onCancel}>{t('common.cancel')}</Button> : null}
            {extra}
            <Typography variant="caption" role="status" sx={{ color: 'text.secondary', ml: 'auto' }}>
              {savedAt && formState.isDirty ? t('common.draft.kept', { when: formatMoment(savedAt) }) : ''}
            </Typography>
          </Box>
        ) : null}
      </Box>
    </FormProvider>
  )
}

/** Fields side by side, as many columns as there is room for (`columns` at most). */
export function Fields({ columns = 2, children }: { columns?: 1 | 2 | 3 | 4; children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: '0.7rem 1.1rem',
        gridTemplateColumns: `repeat(auto-fill, minmax(max(12rem, calc(${100 / columns}% - 1.1rem)), 1fr))`,
        alignItems: 'start',
        mb: 1,
      }}
    >
      {children}
    </Box>
  )
}
