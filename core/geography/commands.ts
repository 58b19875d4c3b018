import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { body, lao, plan, project, village, villageLao } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { tambonsOfOffice } from './queries.ts'
import type { laoFields, VillageFields } from './rules.ts'

type VillageInput = { id: string | null; fields: VillageFields }

/**
 * Adds or changes whole rows, all or none.
 *
 * @returns ids in the order of the rows
 * @throws Fault input.invalid naming each row: a tambon of another office, a moo or a community that stands twice
 */
export function saveVillages(cx: CommandContext, input: { rows: VillageInput[] }): { ids: string[] } {
  const officeId = cx.office().id
  const existing = cx.db.select().from(village).where(eq(village.officeId, officeId)).all()
  const byId = new Map(existing.map((row) => [row.id, row]))
  const issues = [...wrongTambons(cx, input.rows), ...doubles(existing, input.rows)]
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  // Two villages may change numbers with each other in one save: the number is free only once both let it go.
  for (const { id, fields } of input.rows) {
    const before = id === null ? undefined : byId.get(id)
    if (
      before &&
      before.mooNo !== null &&
      (before.mooNo !== fields.mooNo || before.tambonCode !== fields.tambonCode)
    ) {
      cx.write.update(village, before.id, { mooNo: null })
    }
  }
  const ids = input.rows.map(({ id, fields }) => {
    if (id === null) return cx.write.insert(village, fields)
    cx.write.update(village, id, fields)
    return id
  })
  return { ids }
}

function wrongTambons(cx: CommandContext, rows: readonly VillageInput[]): FaultIssue[] {
  const own = new Set(tambonsOfOffice(cx).map((tambon) => tambon.code))
  return rows.flatMap(({ fields }, at) =>
    own.has(fields.tambonCode)
      ? []
      : [
          {
            path: ['rows', at, 'fields', 'tambonCode'],
            key: 'foreignTambon',
            params: { code: fields.tambonCode },
          },
        ],
  )
}

function doubles(
  existing: readonly { id: string; kind: string; tambonCode: string; mooNo: number | null; name: string }[],
  rows: readonly VillageInput[],
): FaultIssue[] {
  const changed = new Set(rows.map((row) => row.id))
  const keyOf = (fields: { kind: string; tambonCode: string; mooNo: number | null; name: string }) =>
    fields.kind === 'village' ? `${fields.tambonCode} ${fields.mooNo}` : `${fields.tambonCode} ${fields.name}`
  const taken = new Set(existing.filter((row) => !changed.has(row.id)).map(keyOf))
  const issues: FaultIssue[] = []
  rows.forEach(({ fields }, at) => {
    const key = keyOf(fields)
    if (taken.has(key)) {
      issues.push(
        fields.kind === 'village'
          ? { path: ['rows', at, 'fields', 'mooNo'], key: 'mooTwice', params: { moo: fields.mooNo } }
          : { path: ['rows', at, 'fields', 'name'], key: 'communityTwice', params: { name: fields.name } },
      )
    }
    taken.add(key)
  })
  return issues
}

/** @throws Fault record.inUse while a plan, project, body or LAO refers to the village */
export function removeVillage(cx: CommandContext, input: { id: string }): void {
  const used =
    cx.db.select({ id: plan.id }).from(plan).where(eq(plan.villageId, input.id)).limit(1).get() ??
    cx.db.select({ id: project.id }).from(project).where(eq(project.villageId, input.id)).limit(1).get() ??
    cx.db.select({ id: body.id }).from(body).where(eq(body.villageId, input.id)).limit(1).get() ??
    cx.db
      .select({ id: villageLao.id })
      .from(villageLao)
      .where(eq(villageLao.villageId, input.id))
      .limit(1)
      .get()
  if (used) throw new Fault('record.inUse', { kind: 'village' })
  cx.write.remove(village, input.id)
}

type LaoInput = {
  id: string | null
  fields: z.infer<typeof laoFields>
  villages: { villageId: string; part: boolean }[]
}

/** Saves a local authority with the villages it covers, some of them only in part (DOMAIN.md §8). */
export function saveLao(cx: CommandContext, input: LaoInput): { id: string } {
  const officeId = cx.office().id
  const own = new Set(
    cx.db
      .select({ id: village.id })
      .from(village)
      .where(eq(village.officeId, officeId))
      .all()
      .map((row) => row.id),
  )
  const wanted = new Map(input.villages.map((link) => [link.villageId, link.part]))
  for (const villageId of wanted.keys()) {
    if (!own.has(villageId)) throw new Fault('record.notFound', { kind: 'village', id: villageId })
  }
  const id = input.id ?? cx.write.insert(lao, input.fields)
  if (input.id !== null) cx.write.update(lao, id, input.fields)
  const links = cx.db
    .select()
    .from(villageLao)
    .where(and(eq(villageLao.officeId, officeId), eq(villageLao.laoId, id)))
    .all()
  for (const link of links) {
    const part = wanted.get(link.villageId)
    if (part === undefined) cx.write.remove(villageLao, link.id)
    else cx.write.update(villageLao, link.id, { part })
    wanted.delete(link.villageId)
  }
  for (const [villageId, part] of wanted) cx.write.insert(villageLao, { villageId, laoId: id, part })
  cx.about('lao', id)
  return { id }
}
