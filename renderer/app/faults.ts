import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type FaultCode, type FaultIssue, faultCatalogue } from '../../core/faults.ts'
import { formatBytes } from './format.ts'

/** A failure as the screen knows it: a code of the catalogue and plain parameters. */
export type ScreenFault = { code: FaultCode; params: Record<string, unknown> }

/** Any error (core, host, browser) as a fault of the catalogue; what we do not know is `internal`. */
export function faultOf(error: unknown): ScreenFault {
  const told = error as { code?: unknown; data?: unknown; params?: unknown; name?: unknown } | null
  const data = told?.data as { code?: unknown; params?: unknown } | null | undefined
  if (told?.code === 'FAULT' && isFaultCode(data?.code))
    return { code: data.code, params: paramsOf(data.params) }
  if (isFaultCode(told?.code)) return { code: told.code, params: paramsOf(told.params) }
  if (told?.name === 'AbortError') return { code: 'cancelled', params: {} }
  return { code: 'internal', params: { id: '–' } }
}

/** The wrong fields of an `input.invalid` fault; empty for every other. */
export function issuesOfFault(fault: ScreenFault): FaultIssue[] {
  return fault.code === 'input.invalid' && Array.isArray(fault.params.issues)
    ? (fault.params.issues as FaultIssue[])
    : []
}

/** Sentence of a fault in the language of the screen: what, where, next step. */
export function useFaultMessage(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error) => {
      const fault = isScreenFault(error) ? error : faultOf(error)
      const words: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(fault.params)) {
        const spoken = `common.${name === 'expected' ? 'kind' : name}.${String(value)}`
        if (Array.isArray(value)) words[name] = value.length
        else if ((name === 'limit' || name === 'used') && typeof value === 'number' && value >= 10_000)
          words[name] = formatBytes(value)
        else if (name === 'name' && i18n.exists(`common.command.${String(value)}`))
          words[name] = t(`common.command.${String(value)}`)
        else words[name] = typeof value === 'string' && i18n.exists(spoken) ? t(spoken) : value
      }
      const first = issuesOfFault(fault)[0]
      const detail = first ? ` ${t(`validation:${first.key}`, first.params)}` : ''
      return t(`faults:${fault.code}`, words) + detail
    },
    [t, i18n],
  )
}

function isScreenFault(value: unknown): value is ScreenFault {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Error) &&
    'code' in value &&
    'params' in value
  )
}

function isFaultCode(code: unknown): code is FaultCode {
  return typeof code === 'string' && Object.hasOwn(faultCatalogue, code)
}

function paramsOf(params: unknown): Record<string, unknown> {
  return typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {}
}
