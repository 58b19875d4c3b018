import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import {
  covers,
  type Edition,
  editions,
  type PlanLevel,
  planHeadFields,
  type Span,
  type SpanRule,
  usualSpan,
} from '../../../core/plans/rules.ts'
import type { RuleTable } from '../../../core/rules/contract.ts'
import { toArabicDigits } from '../../../core/thai/digits.ts'
import { api, client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { FiscalYearField, NumberField, SelectField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'

type Props = {
  level: PlanLevel
  areaKey: string
  areaName: string
  planFy: number
  edition: Edition
  /** Span of the edition before; absent = the usual span of the rule table. */
  span?: { spanStart: number; spanLength: number }
  onClose: () => void
}

/** Begins a plan: the span comes from the rule table (DOMAIN.md §1.2: spans change, so it is only proposed). */
export function StartPlanDialog({ level, areaKey, areaName, planFy, edition, span, onClose }: Props) {
  const { t } = useTranslation()
  const go = useGo()
  const spans = useQuery(api.rules.table.queryOptions({ input: { id: 'plan-spans' } }))
  const open = useCommand(client.plans.open)
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('plans.start.title', { level: `${t(`plans.one.${level}`)} ${areaName}` })}
      width="sm"
    >
      <Query of={spans} lines={2}>
        {(table) => {
          const offered = spansOf(table, level, planFy, span)
          const [usual] = offered
          if (!usual) return null
          return (
            <Form
              schema={startFields}
              initial={{
                level,
                areaKey,
                planFy,
                spanStart: usual.spanStart,
                spanLength: usual.spanLength,
                edition,
                chosenSpan: spanKey(usual),
              }}
              submitLabel={t('plans.start.do')}
              onCancel={onClose}
              onSubmit={async ({ chosenSpan: _chosenSpan, ...head }) => {
                const { id } = await open.run(head)
                onClose()
                go(`/plans/${id}`)
              }}
            >
              {(form) => {
                const [from, length, kind] = form.watch(['spanStart', 'spanLength', 'edition'])
                const listed = offered.find((one) => one.spanStart === from && one.spanLength === length)
                const fixed = kind !== 'first' && span !== undefined
                const own = form.watch('chosenSpan') === ownSpan || !listed
                const pick = (key: string | null) => {
                  const one = offered.find((each) => spanKey(each) === key)
                  if (!one) return
                  form.setValue('spanStart', one.spanStart)
                  form.setValue('spanLength', one.spanLength)
                }
                return (
                  <>
                    <FocusSubmit />
                    <CertaintyNote certainty={listed?.certainty ?? null} />
                    <Fields columns={2}>
                      <SelectField
                        name="edition"
                        label={t('plans.start.edition')}
                        options={editions.map((one) => ({ value: one, label: t(`plans.edition.${one}`) }))}
                        required
                      />
                      {fixed ? null : (
                        <SelectField
                          name="chosenSpan"
                          label={t('plans.start.chooseSpan')}
                          options={[
                            ...offered.map((one) => ({ value: spanKey(one), label: one.name })),
                            { value: ownSpan, label: t('plans.start.ownSpan') },
                          ]}
                          onPicked={pick}
                          required
                        />
                      )}
                      {!fixed && own ? (
                        <>
                          <FiscalYearField name="spanStart" label={t('plans.start.spanStart')} required />
                          <NumberField name="spanLength" label={t('plans.start.spanLength')} required />
                        </>
                      ) : null}
                    </Fields>
                    <p>
                      {t(length === 1 ? 'plans.start.spanOne' : 'plans.start.span', {
                        length,
                        from,
                        to: from + length - 1,
                      })}
                      {kind === 'first'
                        ? ''
                        : ` · ${t(kind === 'addition' ? 'plans.start.added' : 'plans.start.copied')}`}
                    </p>
                  </>
                )
              }}
            </Form>
          )
        }}
      </Query>
    </SheetDialog>
  )
}

/** What is proposed is nearly always right: Enter takes it. In a select Enter would only open the list. */
function FocusSubmit() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    mark.current?.closest('form')?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus()
  }, [])
  return <span ref={mark} hidden />
}

const ownSpan = 'own'
/** The form also remembers which span of the list was picked. */
const startFields = planHeadFields.extend({ chosenSpan: z.string() })
type OfferedSpan = Span & { name: string; certainty: string | null }

function spanKey(span: Span): string {
  return `${span.spanStart}-${span.spanLength}`
}

/** The spans that hold the plan FY, the usual one first; an edition of a plan keeps its span. */
function spansOf(table: RuleTable, level: PlanLevel, planFy: number, kept: Span | undefined): OfferedSpan[] {
  const rules = table.items as unknown as (SpanRule & { key: string; name: string; certainty?: string })[]
  const usual = kept ?? usualSpan(rules, level, planFy)
  const offered = rules
    .filter((rule) => rule.levels.includes(level) && covers(rule, planFy))
    .map((rule) => ({
      spanStart: rule.spanStart,
      spanLength: rule.spanLength,
      name: toArabicDigits(rule.name),
      certainty: rule.certainty ?? table.certainty,
    }))
  const first = offered.find((one) => spanKey(one) === spanKey(usual)) ?? {
    ...usual,
    name: `${usual.spanStart}–${usual.spanStart + usual.spanLength - 1}`,
    certainty: kept ? null : 'B:med',
  }
  return [first, ...offered.filter((one) => one !== first)]
}
