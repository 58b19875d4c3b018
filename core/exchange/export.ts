import { and, desc, eq } from 'drizzle-orm'
import { directive, letter, plan, resultsReport } from '../../db/schema.ts'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makePaper as paperOf } from '../papers/catalogue.ts'
import type { PaperRef } from '../papers/rules.ts'
import type { ExportResult } from './contract.ts'
import type { WantedPaper } from './package-papers.ts'
import { countSelection, cutLoose, rowsOf, selectRecords } from './select.ts'
import { type Collected, type Outgoing, type SendTo, sendPackage } from './send.ts'
import { exchangeWords, fill } from './words.ts'

/**
 * Hands in: the records of a plan FY with their papers and files, for the province.
 *
 * @throws Fault as sendPackage; package.nothingToSend where there is no plan of that year
 */
export async function* exportSubmission(
  cx: TaskContext,
  { planFy, ...to }: SendTo & { planFy: number },
): TaskGenerator<ExportResult> {
  return yield* sendPackage(cx, submissionOf(cx, planFy), to)
}

/** @param planFy พ.ศ. */
export function submissionOf(cx: QueryContext, planFy: number): Outgoing {
  const { id, provinceCode } = cx.office()
  return {
    kind: 'submission',
    planFy,
    toOffice: fill(exchangeWords(cx).toProvince, {
      province: cx.geography.nameOf(provinceCode) ?? provinceCode,
    }),
    toOfficeId: '',
    toCode: provinceCode,
    tambonCodes: [],
    baseSequence: 0,
    aboutId: null,
    collect: () => {
      if (!hasPlan(cx, id, planFy)) throw new Fault('package.nothingToSend', { planFy })
      return collectSubmission(cx, id, planFy)
    },
    papers: () => wantedPapers(cx, id, planFy),
  }
}

/** The records of a submission, chosen now. @param planFy พ.ศ. */
export function collectSubmission(cx: QueryContext, officeId: string, planFy: number): Collected {
  const selection = selectRecords(cx.db, officeId, planFy, cx.today())
  let counts: Record<string, number> | undefined
  return {
    count({ name }) {
      counts ??= countSelection(cx.db, officeId, selection)
      return counts[name] ?? 0
    },
    *rows({ name, table }) {
      if (table === null) return
      const chosen = selection.get(name) ?? null
      for (const row of rowsOf(cx.db, table, officeId)) {
        if (chosen === null || chosen.has(row.id)) yield cutLoose(name, row, selection)
      }
    },
  }
}

function hasPlan(cx: QueryContext, officeId: string, planFy: number): boolean {
  return (
    cx.db
      .select({ id: plan.id })
      .from(plan)
      .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy)))
      .limit(1)
      .get() !== undefined
  )
}

// ── papers for people ───────────────────────────────────────────────────────────────────────────────────────────

/**
 * The papers that a province without the program would ask for: district plan, needs plan, the list of what is asked of
 * the province (แบบ จ.1), report, its letter.
 */
function wantedPapers(cx: QueryContext, officeId: string, planFy: number): WantedPaper[] {
  const plans = cx.db
    .select({ id: plan.id, level: plan.level })
    .from(plan)
    .where(and(eq(plan.officeId, officeId), eq(plan.planFy, planFy)))
    .orderBy(plan.level, plan.id)
    .all()
    .filter(({ level }) => level === 'district' || level === 'needs')
  const reports = cx.db
    .select({ id: resultsReport.id, letterId: letter.id })
    .from(resultsReport)
    .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
    .leftJoin(letter, eq(resultsReport.letterId, letter.id))
    .where(and(eq(resultsReport.officeId, officeId), eq(directive.planFy, planFy)))
    .orderBy(desc(resultsReport.versionNo), desc(resultsReport.id))
    .limit(1)
    .all()
  return [
    ...plans.flatMap(({ id, level }): WantedPaper[] => {
      const paper: PaperRef = level === 'needs' ? { kind: 'needsPlan', id } : { kind: 'plan', id }
      return [
        { paper, format: 'pdf' },
        { paper, format: 'xlsx' },
      ]
    }),
    ...(asksOfProvince(cx, planFy)
      ? ([
          { paper: { kind: 'provinceList', planFy }, format: 'pdf' },
          { paper: { kind: 'provinceList', planFy }, format: 'xlsx' },
        ] as const)
      : []),
    ...reports.flatMap(({ id, letterId }): WantedPaper[] => [
      { paper: { kind: 'report', id }, format: 'pdf' },
      ...(letterId === null ? [] : [{ paper: { kind: 'letter', id: letterId }, format: 'pdf' } as const]),
    ]),
  ]
}

function asksOfProvince(cx: QueryContext, planFy: number): boolean {
  const { data } = paperOf(cx, { kind: 'provinceList', planFy })
  return 'rows' in data && (data.rows?.length ?? 0) > 0
}
