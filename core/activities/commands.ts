import { and, eq, inArray } from 'drizzle-orm'
import { activity, project } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { rulesByKey } from '../rules/queries.ts'
import type { ActivityFields } from './rules.ts'

/**
 * Records an activity of the district or one of its tambons (C18).
 *
 * @throws Fault input.invalid for a tambon of another office, an unknown group or step, a group twice, a project that
 *   is not here
 */
export function save(
  cx: CommandContext,
  input: { id: string | null; fields: ActivityFields },
): { id: string } {
  const issues = wrongFields(cx, input.fields)
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const fields = {
    ...input.fields,
    // Steps belong to duty 3, money to duty 5: what does not belong to the kind is not kept to be counted by mistake.
    steps: input.fields.kind === 'participation' ? [...new Set(input.fields.steps)] : [],
    partnerName: input.fields.kind === 'partner' ? input.fields.partnerName : '',
    pledged: input.fields.kind === 'partner' ? input.fields.pledged : null,
    received: input.fields.kind === 'partner' ? input.fields.received : null,
  }
  if (input.id === null) return { id: cx.write.insert(activity, fields) }
  cx.write.update(activity, input.id, fields)
  return { id: input.id }
}

function wrongFields(cx: CommandContext, fields: ActivityFields): FaultIssue[] {
  const issues: FaultIssue[] = []
  const wrong = (path: (string | number)[], key: string, params: FaultIssue['params'] = {}) =>
    issues.push({ path: ['fields', ...path], key, params })
  if (
    fields.tambonCode !== null &&
    !tambonsOfOffice(cx).some((tambon) => tambon.code === fields.tambonCode)
  ) {
    wrong(['tambonCode'], 'foreignTambon', { code: fields.tambonCode })
  }
  const groups = rulesByKey(cx, 'attendance-groups')
  const seen = new Set<string>()
  fields.attendance.forEach(({ group }, at) => {
    if (!groups.has(group)) wrong(['attendance', at, 'group'], 'unknownKey', { name: group })
    if (seen.has(group)) wrong(['attendance', at, 'group'], 'groupTwice', { name: group })
    seen.add(group)
  })
  const steps = rulesByKey(cx, 'participation-steps')
  fields.steps.forEach((step, at) => {
    if (!steps.has(step)) wrong(['steps', at], 'unknownKey', { name: step })
  })
  if (fields.projectIds.length > 0) {
    const known = new Set(
      cx.db
        .select({ id: project.id })
        .from(project)
        .where(and(eq(project.officeId, cx.office().id), inArray(project.id, fields.projectIds)))
        .all()
        .map((row) => row.id),
    )
    fields.projectIds.forEach((id, at) => {
      if (!known.has(id)) wrong(['projectIds', at], 'unknownKey', { name: id })
    })
  }
  return issues
}

export function remove(cx: CommandContext, input: { id: string }): void {
  cx.write.remove(activity, input.id)
}
