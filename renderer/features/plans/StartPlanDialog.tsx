import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  type Edition,
  editions,
  type PlanLevel,
  planHeadFields,
  type Span,
  type SpanRule,
  usualSpan,
} from '../../../core/plans/rules.ts'
import type { RuleTable } from '../../../core/rules/contract.ts'
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
          const usual = span ? { ...span, certainty: null } : spanOfRules(table, level, planFy)
          return (
            <>
              <CertaintyNote certainty={usual.certainty} />
              <Form
                schema={planHeadFields}
                initial={{
                  level,
                  areaKey,
                  planFy,
                  spanStart: usual.spanStart,
                  spanLength: usual.spanLength,
                  edition,
                }}
                submitLabel={t('plans.start.do')}
                onCancel={onClose}
                onSubmit={async (head) => {
                  const { id } = await open.run(head)
                  onClose()
                  go(`/plans/${id}`)
                }}
              >
                {(form) => {
                  const [from, length] = form.watch(['spanStart', 'spanLength'])
                  return (
                    <>
                      <Fields columns={3}>
                        <FiscalYearField
                          name="spanStart"
                          label={t('plans.start.spanStart')}
                          required
                          autoFocus
                        />
                        <NumberField name="spanLength" label={t('plans.start.spanLength')} required />
                        <SelectField
                          name="edition"
                          label={t('plans.start.edition')}
                          options={editions.map((one) => ({ value: one, label: t(`plans.edition.${one}`) }))}
                          required
                        />
                      </Fields>
                      <p>
                        {t(length === 1 ? 'plans.start.spanOne' : 'plans.start.span', {
                          length,
                          from,
                          to: from + length - 1,
                        })}
                        {form.watch('edition') === 'first' ? '' : ` · ${t('plans.start.copied')}`}
                      </p>
                    </>
                  )
                }}
              </Form>
            </>
          )
        }}
      </Query>
    </SheetDialog>
  )
}

/** The usual span of a level, with how sure its rule is. */
function spanOfRules(table: RuleTable, level: PlanLevel, planFy: number): Span & { certainty: string } {
  const span = usualSpan(table.items as unknown as SpanRule[], level, planFy)
  const rule = table.items.find(
    (item) => item.spanStart === span.spanStart && item.spanLength === span.spanLength,
  )
  return {
    ...span,
    certainty: typeof rule?.certainty === 'string' ? rule.certainty : rule ? table.certainty : 'B:med',
  }
}
