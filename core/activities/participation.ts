/** ศอช. in each step of each tambon plan (duty 3): a matrix tambon × step, marked cell by cell or many at once. */
import { and, asc, eq } from 'drizzle-orm'
import { activity, plan } from '../../db/schema.ts'
import { listBodies } from '../bodies/queries.ts'
import type { FaultIssue } from '../faults.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { coveredTambons } from '../office/queries.ts'
import { additiveEditions } from '../plans/queries.ts'
import { inForce } from '../plans/rules.ts'
import { readRules } from '../rules/queries.ts'
import { removeActivity, write, wrongFields } from './commands.ts'
import type { Activity, Participation, ParticipationRow } from './contract.ts'
import { activitiesOf, planFyOf, rowsOf, usualSubject } from './records.ts'
import { type ActivityFields, emptyFields, type ParticipationFields } from './rules.ts'

/** The matrix of an edition; the tambons of whoever is at work come first. */
export function participation(
  cx: QueryContext,
  input: { editionFy: number; planFy?: number | undefined; officeId?: string | undefined },
): Participation {
  const officeId = input.officeId ?? cx.office().id
  const planFy = input.planFy ?? planFyOf(cx, officeId, input.editionFy)
  const steps = readRules(cx, 'participation-steps').items.map(({ key, name }) => ({ key, name }))
  const rows = activitiesOf(cx, rowsOf(cx, { officeId, editionFy: input.editionFy, kind: 'participation' }))
  const plans = cx.db
    .select()
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy), eq(plan.level, 'tambon')))
    .orderBy(asc(plan.id))
    .all()
  const additive = additiveEditions(cx)
  const centres = listBodies(cx, { editionFy: input.editionFy, officeId }).filter(
    (row) => row.kind === 'coordCentreTambon' && row.state !== 'closed',
  )
  const mine = new Set(coveredTambons(cx.db))
  const all = tambonsOfOffice(cx, officeId).map(({ code, name }): ParticipationRow => {
    const own = rows.filter((row) => row.tambonCode === code)
    const cells = steps.map(({ key }) => ({
      step: key,
      occasions: own.filter((row) => row.steps.includes(key)).map((row) => occasion(row, key)),
    }))
    const editions = plans.filter((row) => row.tambonCode === code)
    const holding = inForce(
      editions.filter((row) => row.state === 'adopted'),
      additive,
    ).at(-1)
    const newest = holding ?? editions.at(-1)
    return {
      tambonCode: code,
      tambonName: name,
      mine: mine.has(code),
      plan: newest ? { id: newest.id, state: newest.state, adoptedOn: newest.adoptedOn } : null,
      coordCentre: coordCentre(centres.find((row) => row.tambonCode === code)),
      cells,
      done: cells.filter((cell) => cell.occasions.some((one) => !one.planned)).length,
    }
  })
  return {
    editionFy: input.editionFy,
    planFy,
    steps,
    rows: [...all.filter((row) => row.mine), ...all.filter((row) => !row.mine)],
    done: all.reduce((sum, row) => sum + row.done, 0),
    expected: all.length * steps.length,
  }
}

function occasion(row: Activity, step: string): ParticipationRow['cells'][number]['occasions'][number] {
  return {
    activityId: row.id,
    heldOn: row.heldOn,
    endedOn: row.endedOn,
    subject: row.subject,
    evidence: row.evidence,
    persons: row.persons,
    files: row.files,
    planned: row.state === 'planned',
    otherSteps: row.steps.filter((one) => one !== step),
  }
}

function coordCentre(
  row: ReturnType<typeof listBodies>[number] | undefined,
): ParticipationRow['coordCentre'] {
  if (!row) return null
  const { order } = row
  return {
    id: row.id,
    name: row.name,
    order: order === null ? 'none' : row.state === 'current' ? 'current' : 'old',
    orderId: order?.id ?? null,
    orderNumber: order?.number == null ? '' : `${order.number}/${order.year}`,
    signedOn: order?.signedOn ?? null,
  }
}

/**
 * Marks steps of tambons: one activity a tambon with all steps that do not have this very day yet.
 *
 * @throws Fault input.invalid
 */
export function saveParticipation(
  cx: CommandContext,
  input: ParticipationFields,
): { ids: string[]; already: { tambonCode: string; step: string }[] } {
  const tambonCodes = [...new Set(input.tambonCodes)]
  const steps = [...new Set(input.steps)]
  const foreign = new Set(tambonsOfOffice(cx).map((tambon) => tambon.code))
  const issues: FaultIssue[] = tambonCodes.flatMap((code, at) =>
    foreign.has(code) ? [] : [{ path: ['tambonCodes', at], key: 'foreignTambon', params: { code } }],
  )
  const fieldsOf = (tambonCode: string, wanted: string[]): ActivityFields => ({
    ...emptyFields(input.editionFy, 'participation', input.heldOn),
    state: input.heldOn > cx.today() ? 'planned' : 'held',
    tambonCode,
    subject: input.subject === '' ? usualSubject(cx, 'participation', tambonCode) : input.subject,
    endedOn: input.endedOn,
    place: input.place,
    attendance: input.attendance,
    steps: wanted,
    evidence: input.evidence,
  })
  const [first] = tambonCodes
  if (issues.length === 0 && first !== undefined) issues.push(...wrongFields(cx, fieldsOf(first, steps), []))
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const known = rowsOf(cx, { officeId: cx.office().id, editionFy: input.editionFy, kind: 'participation' })
  const already: { tambonCode: string; step: string }[] = []
  const ids = tambonCodes.flatMap((tambonCode) => {
    const marked = new Set(
      known
        .filter((row) => row.tambonCode === tambonCode && row.heldOn === input.heldOn)
        .flatMap((row) => row.steps),
    )
    already.push(...steps.filter((step) => marked.has(step)).map((step) => ({ tambonCode, step })))
    const wanted = steps.filter((step) => !marked.has(step))
    return wanted.length === 0 ? [] : [write(cx, { id: null, fields: fieldsOf(tambonCode, wanted) }).id]
  })
  return { ids, already }
}

/**
 * Corrects one cell. Where its activity stands for other steps too, those keep it, and the step gets one of its own;
 * the persons stay with the other steps, lest they be counted twice.
 *
 * @throws Fault record.notFound, record.foreign, input.invalid
 */
export function correctCell(
  cx: CommandContext,
  input: { activityId: string; step: string; heldOn: string; endedOn: string | null; evidence: string },
): { id: string } {
  const row = cellRow(cx, input)
  const { id, officeId: _office, pledged: _pledged, received: _received, ...before } = row
  const alone = row.steps.length === 1
  const fields: ActivityFields = {
    ...before,
    heldOn: input.heldOn,
    endedOn: input.endedOn,
    evidence: input.evidence,
    steps: [input.step],
    attendance: alone ? before.attendance : [],
    state: input.heldOn > cx.today() ? 'planned' : 'held',
  }
  const issues = wrongFields(cx, fields, [])
  if (input.endedOn !== null && input.endedOn < input.heldOn)
    issues.push({ path: ['endedOn'], key: 'endBeforeStart', params: {} })
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  if (alone) return { id: write(cx, { id, fields }).id }
  cx.write.update(activity, id, { steps: row.steps.filter((step) => step !== input.step) })
  return { id: write(cx, { id: null, fields }).id }
}

/** Unmarks cells. @throws Fault record.notFound, record.foreign */
export function clearCells(
  cx: CommandContext,
  input: { cells: readonly { activityId: string; step: string }[] },
): { cleared: number } {
  let cleared = 0
  for (const cell of input.cells) {
    const row = cellRow(cx, cell)
    const steps = row.steps.filter((step) => step !== cell.step)
    if (steps.length === 0) removeActivity(cx, row.id)
    else cx.write.update(activity, row.id, { steps })
    cleared += 1
  }
  return { cleared }
}

function cellRow(
  cx: CommandContext,
  cell: { activityId: string; step: string },
): typeof activity.$inferSelect {
  const row = cx.write.mustOwn(activity, cell.activityId)
  if (row.kind !== 'participation' || !row.steps.includes(cell.step))
    throw new Fault('record.notFound', { kind: 'activity', id: cell.activityId })
  return row
}
