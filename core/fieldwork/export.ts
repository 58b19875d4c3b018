import { and, desc, eq } from 'drizzle-orm'
import { directive, office, packageIn, plan, village } from '../../db/schema.ts'
import type { ExportResult, SubmissionCheck } from '../exchange/contract.ts'
import { estimatePackage } from '../exchange/estimate.ts'
import { missingPlans } from '../exchange/missing.ts'
import type { WantedPaper } from '../exchange/package-papers.ts'
import { type Collected, type Outgoing, type SendTo, sendPackage } from '../exchange/send.ts'
import { nextSequence } from '../exchange/standing.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { laptopOf } from '../office/laptop-name.ts'
import type { PaperRef } from '../papers/rules.ts'
import { fiscalYearOf } from '../thai/dates.ts'
import { type MergeRow, type RowSet, sameRow } from './merge.ts'
import { mergeTypesOf, referenceTypes, workTypes } from './merge-types.ts'
import { keepRows, keptRows, put, type Rows } from './rows.ts'
import { type PlaceSelection, placeRows, recordOf, selectReference, selectWork } from './select.ts'

// ── the district gives ──────────────────────────────────────────────────────────────────────────────────────────

type ReferenceInput = { tambonCodes: readonly string[]; withFiles: boolean }

/**
 * What a laptop of these tambons would get, before it is written.
 *
 * @throws Fault input.invalid for a tambon of another district
 */
export function referenceCheck(
  cx: QueryContext,
  input: ReferenceInput,
): { counts: Record<string, number>; estimateBytes: number; nextSequence: number } {
  const places = chooseReference(cx, input)
  return {
    ...estimatePackage(cx, {
      kind: 'reference',
      collect: () => collected(cx, places, new Map()),
      papers: () => [],
    }),
    nextSequence: nextSequence(cx, 'reference', ''),
  }
}

/**
 * Writes a reference package for a laptop of some tambons, and keeps its rows: what the laptop hands in later is compared
 * with them.
 *
 * @throws Fault input.invalid for a tambon of another district; those of sendPackage
 */
export async function* exportReference(
  cx: TaskContext,
  { tambonCodes: wanted, withFiles, ...to }: SendTo & ReferenceInput,
): TaskGenerator<ExportResult> {
  const own = cx.office()
  const tambonCodes = [...new Set(wanted)].sort()
  chooseReference(cx, { tambonCodes, withFiles })
  let given: Rows = new Map()
  const outgoing: Outgoing = {
    kind: 'reference',
    planFy: planFyNow(cx),
    toOffice: laptopOf(cx, tambonCodes),
    toOfficeId: '',
    toCode: own.districtCode ?? '',
    tambonCodes,
    baseSequence: 0,
    aboutId: null,
    collect() {
      given = new Map()
      return collected(cx, chooseReference(cx, { tambonCodes, withFiles }), given)
    },
    papers: () => [],
    also: (cmd, packageOutId) => keepRows(cmd, packageOutId, referenceTypes, given),
  }
  return yield* sendPackage(cx, outgoing, to)
}

function chooseReference(cx: QueryContext, { tambonCodes, withFiles }: ReferenceInput): PlaceSelection {
  const known = new Map(tambonsOfOffice(cx).map(({ code, name }) => [code, name]))
  const issues = tambonCodes.flatMap((code, at) =>
    known.has(code) ? [] : [{ path: ['tambonCodes', at], key: 'foreignTambon', params: { code } }],
  )
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  return selectReference(cx.db, {
    officeId: cx.office().id,
    tambonCodes,
    tambonNames: tambonCodes.map((code) => known.get(code) ?? code),
    withFiles,
    today: cx.today(),
  })
}

/** The year that is being planned: of the newest directive, else by the rule of two years (DOMAIN.md §1.1). */
function planFyNow(cx: QueryContext): number {
  const newest = cx.db
    .select({ planFy: directive.planFy })
    .from(directive)
    .where(and(eq(directive.officeId, cx.office().id), eq(directive.state, 'received')))
    .orderBy(desc(directive.planFy))
    .limit(1)
    .get()
  return newest?.planFy ?? fiscalYearOf(cx.today()) + 2
}

// ── the laptop hands in ─────────────────────────────────────────────────────────────────────────────────────────

/** What stands ready to be handed in to the district for a plan FY, and what it would miss. @param input.planFy พ.ศ. */
export function workCheck(cx: QueryContext, input: { planFy: number }): SubmissionCheck {
  const places = chooseWork(cx)
  return {
    planFy: input.planFy,
    ...estimatePackage(cx, {
      kind: 'tambonWork',
      collect: () => collected(cx, places, new Map()),
      papers: () => plansAsPapers(cx, input.planFy),
    }),
    missing: missingOf(cx, input.planFy),
    nextSequence: nextSequence(cx, 'tambonWork', ''),
  }
}

function missingOf(cx: QueryContext, planFy: number): SubmissionCheck['missing'] {
  const officeId = cx.office().id
  const villages = cx.db.select({ id: village.id }).from(village).where(eq(village.officeId, officeId)).all()
  const plans = cx.db
    .select()
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy), eq(plan.state, 'adopted')))
    .all()
  const villagePlans = new Set(plans.flatMap((row) => (row.level === 'village' ? [row.villageId] : []))).size
  const tambonPlans = new Set(plans.flatMap((row) => (row.level === 'tambon' ? [row.tambonCode] : []))).size
  return missingPlans(
    { villages: villages.length, villagePlans, tambonPlans },
    tambonsOfOffice(cx).length,
    planFy,
  )
}

/**
 * Writes the work of this laptop for its district: its own records of its tambons with their files, and the village and
 * tambon plans of the year as papers. It says on which reference data it stands.
 *
 * @throws Fault those of sendPackage; package.nothingToSend where there is no village yet
 */
export async function* exportWork(
  cx: TaskContext,
  { planFy, ...to }: SendTo & { planFy: number },
): TaskGenerator<ExportResult> {
  const own = cx.office()
  const district = districtOf(cx)
  const reference = lastReference(cx)
  const tambonCodes = tambonsOfOffice(cx).map(({ code }) => code)
  let handedIn: Rows = new Map()
  const outgoing: Outgoing = {
    kind: 'tambonWork',
    planFy,
    toOffice: district?.name ?? cx.geography.nameOf(own.districtCode ?? '') ?? '',
    // its numbers run on, also where the laptop began without its district
    toOfficeId: '',
    toCode: own.districtCode ?? '',
    tambonCodes,
    baseSequence: reference?.sequence ?? 0,
    aboutId: null,
    collect() {
      const places = chooseWork(cx)
      if (places.villageIds.size === 0) throw new Fault('package.nothingToSend', { planFy })
      handedIn = new Map()
      return collected(cx, places, handedIn)
    },
    papers: () => plansAsPapers(cx, planFy),
    also: (cmd, packageOutId) => keepChanged(cmd, packageOutId, handedIn, reference?.id ?? null),
  }
  return yield* sendPackage(cx, outgoing, to)
}

function chooseWork(cx: QueryContext): PlaceSelection {
  const tambons = tambonsOfOffice(cx)
  return selectWork(cx.db, {
    officeId: cx.office().id,
    tambonCodes: tambons.map(({ code }) => code),
    tambonNames: [],
    withFiles: true,
    today: cx.today(),
  })
}

/** The district that this laptop belongs to, once its reference data came in. */
function districtOf(cx: QueryContext): { id: string; name: string } | undefined {
  const reference = lastReference(cx)
  if (!reference) return undefined
  return cx.db
    .select({ id: office.id, name: office.name })
    .from(office)
    .where(eq(office.id, reference.fromOfficeId))
    .get()
}

function lastReference(cx: QueryContext): typeof packageIn.$inferSelect | undefined {
  return cx.db
    .select()
    .from(packageIn)
    .where(and(eq(packageIn.officeId, cx.office().id), eq(packageIn.kind, 'reference')))
    .orderBy(desc(packageIn.id))
    .limit(1)
    .get()
}

/** Of what was handed in this laptop remembers what differs from what it had been given (take-in.ts `said`). */
function keepChanged(
  cmd: CommandContext,
  packageOutId: string,
  rows: RowSet,
  referenceId: string | null,
): void {
  const given: Rows = new Map()
  for (const { recordType, row } of referenceId === null ? [] : keptRows(cmd.db, referenceId))
    put(given, recordType, row)
  const merges = new Map(mergeTypesOf(workTypes).map((merge) => [merge.name, merge]))
  keepRows(cmd, packageOutId, workTypes, rows, (recordType, row) => {
    const merge = merges.get(recordType)
    const before = given.get(recordType)?.get(row.id)
    return merge !== undefined && (before === undefined || !sameRow(merge, before, row))
  })
}

/** The plans of the year as the district's other rooms read them. */
function plansAsPapers(cx: QueryContext, planFy: number): WantedPaper[] {
  return cx.db
    .select({ id: plan.id, level: plan.level })
    .from(plan)
    .where(and(eq(plan.officeId, cx.office().id), eq(plan.planFy, planFy)))
    .orderBy(desc(plan.level), plan.id)
    .all()
    .filter(({ level }) => level === 'village' || level === 'tambon')
    .flatMap(({ id }): WantedPaper[] => {
      const paper: PaperRef = { kind: 'plan', id }
      return [
        { paper, format: 'pdf' },
        { paper, format: 'xlsx' },
      ]
    })
}

// ── both ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The rows of one look; each is kept on its way, as the receiver will have it. */
function collected(cx: QueryContext, places: PlaceSelection, kept: Rows): Collected {
  const officeId = cx.office().id
  return {
    *rows(type) {
      for (const row of placeRows(cx.db, officeId, type, places)) {
        put(kept, type.name, recordOf(type, row) as MergeRow)
        yield row
      }
    },
  }
}
