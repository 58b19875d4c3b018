import Typography from '@mui/material/Typography'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { client, refreshAll } from '../app/client.ts'
import { holdDraft } from '../app/drafts.ts'
import { onSettle } from '../app/settle.ts'
import { FaultBar } from './FaultBar.tsx'

const pause = 900

type Props<Out, In extends FieldValues> = {
  form: UseFormReturn<In>
  schema: z.ZodType<Out, In>
  /** Saves the checked value; called again only after the call before has ended. */
  save: (value: Out) => Promise<unknown>
  /** The draft that the form keeps meanwhile; forgotten once the value itself is saved. */
  draftKey: string
}

/**
 * Saves a form by itself a moment after the last key, as long as it is right; what is not yet right stays in the form's
 * draft. Says quietly which of the two it is.
 */
export function AutoSave<Out, In extends FieldValues>({ form, schema, save, draftKey }: Props<Out, In>) {
  const { t } = useTranslation()
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'unsaved'>('idle')
  const [fault, setFault] = useState<unknown>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const saved = useRef<string | null>(null)
  const busy = useRef<Promise<void> | null>(null)
  const latest = useRef(save)
  latest.current = save

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    while (busy.current) await busy.current
    const values = form.getValues()
    const parsed = schema.safeParse(values)
    if (!parsed.success) {
      setState('unsaved')
      void form.trigger()
      return
    }
    const text = JSON.stringify(parsed.data)
    if (saved.current === text) return
    const work = async () => {
      setState('saving')
      try {
        await latest.current(parsed.data)
        saved.current = text
        setFault(null)
        setState('saved')
        const now = schema.safeParse(form.getValues())
        // what was typed meanwhile is still only a draft
        if (now.success && JSON.stringify(now.data) === text) {
          holdDraft(draftKey)
          await client.office.saveDraft({ form: draftKey, data: null }).catch(() => undefined)
        }
        await refreshAll()
      } catch (error) {
        setFault(error)
        setState('unsaved')
      }
    }
    busy.current = work()
    await busy.current
    busy.current = null
  }, [form, schema, draftKey])

  // an undo undoes what was typed last, not what was saved before it
  useEffect(() => onSettle(flush), [flush])
  useEffect(() => {
    const start = schema.safeParse(form.getValues())
    saved.current = start.success ? JSON.stringify(start.data) : null
    const stop = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer.current)
        timer.current = setTimeout(() => void flush(), pause)
      },
    })
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    return () => {
      stop()
      window.removeEventListener('pagehide', leave)
      if (timer.current !== undefined) void flush()
    }
  }, [form, schema, flush])

  return (
    <>
      <FaultBar error={fault} onRetry={() => void flush()} />
      <Typography
        variant="caption"
        role="status"
        sx={{
          color: state === 'unsaved' ? 'error.main' : 'text.secondary',
          display: 'block',
          minHeight: '1.4em',
        }}
      >
        {state === 'idle' ? '' : t(`common.autosave.${state}`)}
      </Typography>
    </>
  )
}
