import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { type FieldWords, ruleTableOf } from './field-value.ts'

const tables = [...new Set(Object.values(ruleTableOf))]

/** The words for values of records, from the rule tables and places of this office. */
export function useFieldWords(): FieldWords {
  const { t, i18n } = useTranslation()
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const rules = useQueries({
    queries: tables.map((id) => api.rules.table.queryOptions({ input: { id } })),
    combine: (found) => found.map((one) => one.data),
  })
  return useMemo(() => {
    const names = new Map(
      rules.flatMap((table) => (table?.items ?? []).map((item) => [`${table?.id} ${item.key}`, item.name])),
    )
    const places = new Map((tambons.data ?? []).map((one) => [one.code, one.name]))
    return {
      t: (key, params) => t(key, params ?? {}),
      exists: (key) => i18n.exists(key),
      rule: (table, key) => names.get(`${table} ${key}`),
      tambon: (code) => places.get(code),
    }
  }, [rules, tambons.data, t, i18n])
}
