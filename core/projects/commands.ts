import { fate, project } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { ruleItems } from '../rules/queries.ts'
import type { FateFields } from './rules.ts'

/**
 * Records what became of a project. Money that came needs its amount, year and source; a project that got nothing
 * needs the reason, because the next forum asks for it (DOMAIN.md §5, §9.3).
 *
 * @throws Fault input.invalid, date.inFuture, record.notFound
 */
export function recordFate(cx: CommandContext, input: FateFields): { id: string } {
  cx.write.mustGet(project, input.projectId)
  const kind = ruleItems(cx, 'fate-kinds').get(input.kind)
  const issues: FaultIssue[] = []
  const missing = (field: keyof FateFields) => issues.push({ path: [field], key: 'required', params: {} })
  if (!kind) issues.push({ path: ['kind'], key: 'unknownKind', params: {} })
  else if (kind.funded === true) {
    if (input.amount === null) missing('amount')
    if (input.fiscalYear === null) missing('fiscalYear')
    if (input.budgetSource === '') missing('budgetSource')
  } else if (input.reason === '') missing('reason')
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  mustNotBeFuture(cx, input.dated)
  const id = cx.write.insert(fate, input)
  cx.about('project', input.projectId)
  return { id }
}
