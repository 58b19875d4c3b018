import { and, count, desc, eq, ne } from 'drizzle-orm'
import { office, packageIn, packageOut, remark } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { emptyFacts, readFacts } from '../province/facts.ts'
import { officesAnswered } from './answers.ts'
import type { PackageInLine, PackageOutLine, PlaceLine, SubmissionCheck } from './contract.ts'
import { estimatePackage } from './estimate.ts'
import { collectSubmission, submissionOf } from './export.ts'
import { missing, missingPlans } from './missing.ts'
import { isAnswered } from './remark-records.ts'
import { fingerprintOf } from './sign.ts'
import { nextSequence } from './standing.ts'

/** Drives that a package can go to; free space null where the system does not say (warn, never refuse). */
export async function places(cx: QueryContext): Promise<PlaceLine[]> {
  return (await cx.places()).map(({ id, label, path, removable, freeBytes }) => ({
    id,
    label,
    path,
    removable,
    freeBytes: freeBytes ?? null,
  }))
}

// ── the district ────────────────────────────────────────────────────────────────────────────────────────────────

/** What stands ready to be handed in for a plan FY, and what the province would miss. */
export function check(cx: QueryContext, input: { planFy: number }): SubmissionCheck {
  const own = cx.office()
  const { planFy } = input
  return {
    planFy,
    // before there is a plan, too: what is missing is said then
    ...estimatePackage(cx, {
      ...submissionOf(cx, planFy),
      collect: () => collectSubmission(cx, own.id, planFy),
    }),
    missing: own.districtCode === null ? [] : missingOf(cx, own.id, own.districtCode, planFy),
    nextSequence: nextSequence(cx, 'submission', ''),
  }
}

function missingOf(
  cx: QueryContext,
  officeId: string,
  districtCode: string,
  planFy: number,
): SubmissionCheck['missing'] {
  const facts = readFacts(cx, [officeId], planFy).get(officeId) ?? emptyFacts
  const tambons = cx.geography.tambonsOf(districtCode).length
  const lines = missingPlans(facts, tambons, planFy)
  if (!facts.adoptedLevels.has('district'))
    lines.push(missing('districtPlan', {}, `/plans?level=district&planFy=${planFy}`))
  if (!facts.adoptedLevels.has('needs'))
    lines.push(missing('needsPlan', {}, `/plans?level=needs&planFy=${planFy}`))
  if (facts.orders < tambons)
    lines.push(missing('orders', { done: facts.orders, expected: tambons }, '/bodies?kind=tambonCommittee'))
  if (!facts.report) lines.push(missing('report', {}, '/reports'))
  else if (!facts.letter) lines.push(missing('letter', {}, '/reports'))
  return lines
}

/** Packages made here, with what was heard of them. */
export function sent(cx: QueryContext): PackageOutLine[] {
  const open = openRemarksByPackage(cx)
  return cx.db
    .select()
    .from(packageOut)
    .where(eq(packageOut.officeId, cx.office().id))
    .orderBy(desc(packageOut.id))
    .all()
    .map(
      ({
        officeId: _owner,
        toOfficeId: _to,
        baseSequence: _base,
        answerPackageId: _by,
        answerNo: _no,
        says: _says,
        ...row
      }) => ({ ...row, openRemarks: open.get(row.id) ?? 0 }),
    )
}

/** Requests of the receiver that are still to be settled, by own package. */
function openRemarksByPackage(cx: QueryContext): Map<string | null, number> {
  const rows = cx.db
    .select({ aboutId: remark.aboutId, n: count() })
    .from(remark)
    .where(and(eq(remark.officeId, cx.office().id), eq(remark.direction, 'got'), eq(remark.state, 'open')))
    .groupBy(remark.aboutId)
    .all()
  return new Map(rows.map(({ aboutId, n }) => [aboutId, n]))
}

// ── what came in ────────────────────────────────────────────────────────────────────────────────────────────────

/** Packages taken in, newest first. */
export function received(cx: QueryContext): PackageInLine[] {
  const answered = officesAnswered(cx)
  const remarks = new Map(
    cx.db
      .select({ packageId: remark.packageId, n: count() })
      .from(remark)
      .where(and(eq(remark.officeId, cx.office().id), eq(remark.direction, 'made')))
      .groupBy(remark.packageId)
      .all()
      .map(({ packageId, n }) => [packageId, n]),
  )
  return cx.db
    .select({
      id: packageIn.id,
      fromOfficeId: packageIn.fromOfficeId,
      fromOfficeName: office.name,
      kind: packageIn.kind,
      sequence: packageIn.sequence,
      planFy: packageIn.planFy,
      receivedOn: packageIn.receivedOn,
      state: packageIn.state,
      reasons: packageIn.reasons,
      sha256: packageIn.sha256,
      counts: packageIn.counts,
      createdOn: packageIn.createdOn,
      decidedOn: packageIn.decidedOn,
      decidedBy: packageIn.decidedBy,
      fileName: packageIn.fileName,
      tambonCodes: packageIn.tambonCodes,
    })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(eq(packageIn.officeId, cx.office().id))
    .orderBy(desc(packageIn.id))
    .all()
    .map((row) => ({
      ...row,
      remarks: remarks.get(row.id) ?? 0,
      // Receipts, returns and reference data are not answered.
      answered: !isAnswered(row) || answered.has(row.fromOfficeId),
    }))
}

export function offices(cx: QueryContext) {
  return cx.db
    .select({
      id: office.id,
      name: office.name,
      profile: office.profile,
      districtCode: office.districtCode,
      publicKey: office.publicKey,
      keyConfirmedOn: office.keyConfirmedOn,
    })
    .from(office)
    .where(ne(office.id, cx.office().id))
    .orderBy(office.districtCode, office.id)
    .all()
    .map(({ publicKey, ...row }) => ({
      ...row,
      fingerprint: publicKey === '' ? '' : fingerprintOf(publicKey),
    }))
}
