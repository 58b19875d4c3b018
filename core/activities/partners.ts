/** Partners, what they promised and what came of it (duty 5). */
import { and, asc, eq, inArray, like, type SQL, sql } from 'drizzle-orm'
import { activity, fate, lao, pledge, pledgeReceipt, project } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { sourceFinder } from '../projects/readiness.ts'
import { readRules } from '../rules/queries.ts'
import { fiscalYearOf } from '../thai/dates.ts'
import { compareThai, searchKey } from '../thai/text.ts'
import type { FateProposal, PartnerAccount, PartnerName, Pledge } from './contract.ts'
import { tambonName } from './records.ts'
import {
  amountOf,
  type PartnerMatcher,
  type PledgeState,
  partnerMatcher,
  pledgeState,
  pledgeStates,
} from './rules.ts'

type PledgeRow = typeof pledge.$inferSelect
type ReceiptRow = typeof pledgeReceipt.$inferSelect

/** Pledges of an office with what came of them, by the day of the promise. */
export function pledgesWhere(cx: QueryContext, officeId: string, where: SQL | undefined): Pledge[] {
  const rows = cx.db
    .select({ pledge, activity, projectName: project.name })
    .from(pledge)
    .innerJoin(activity, eq(activity.id, pledge.activityId))
    .leftJoin(project, eq(project.id, pledge.projectId))
    .where(and(eq(pledge.officeId, officeId), where))
    .orderBy(asc(activity.heldOn), asc(pledge.id))
    .all()
  const receipts = receiptsOf(
    cx,
    rows.map((row) => row.pledge.id),
  )
  const forms = new Map(readRules(cx, 'pledge-forms').items.map((item) => [item.key, item]))
  const propose = fateProposals(cx, officeId)
  const today = cx.today()
  return rows.map((row): Pledge => {
    const own = receipts.get(row.pledge.id) ?? []
    const received = amountOf(own)
    const state = pledgeState(row.pledge, own, today)
    const { amount } = row.pledge
    return {
      ...row.pledge,
      partnerName: row.activity.partnerName,
      promisedOn: row.activity.heldOn,
      activitySubject: row.activity.subject,
      editionFy: row.activity.editionFy,
      tambonCode: row.activity.tambonCode,
      tambonName: tambonName(cx, row.activity.tambonCode),
      formName: forms.get(row.pledge.form)?.name ?? row.pledge.form,
      money: forms.get(row.pledge.form)?.money ?? false,
      projectName: row.projectName,
      receipts: own,
      counted: amount === null ? null : countsAsPledged(row.pledge, received),
      received,
      outstanding: amount === null ? null : state === 'withdrawn' ? 0 : Math.max(0, amount - received),
      over: amount === null ? 0 : Math.max(0, received - amount),
      state,
      fateProposal:
        row.pledge.projectId === null || own.length === 0
          ? null
          : propose(row.pledge.projectId, row.pledge.id),
    }
  })
}

function receiptsOf(cx: Pick<QueryContext, 'db'>, pledgeIds: readonly string[]): Map<string, ReceiptRow[]> {
  const rows: ReceiptRow[] = []
  // SQLite takes 32,766 places in a statement; a chunk stays far below.
  for (let at = 0; at < pledgeIds.length; at += 1000) {
    rows.push(
      ...cx.db
        .select()
        .from(pledgeReceipt)
        .where(inArray(pledgeReceipt.pledgeId, pledgeIds.slice(at, at + 1000)))
        .orderBy(asc(pledgeReceipt.receivedOn), asc(pledgeReceipt.id))
        .all(),
    )
  }
  return groupBy(rows, (row) => row.pledgeId)
}

/**
 * What the receipts of a project say of its fate: all money that came for it from the same budget source, while no fate
 * says as much. A fate is recorded by hand (core/projects recordFate), never by a receipt.
 */
function fateProposals(
  cx: QueryContext,
  officeId: string,
): (projectId: string, pledgeId: string) => FateProposal | null {
  const kinds = readRules(cx, 'fate-kinds').items
  const funded = kinds.find((item) => item.funded === true && item.final !== true)
  const fundedKeys = new Set(kinds.filter((item) => item.funded === true).map((item) => item.key))
  const moneyForms = new Set(
    readRules(cx, 'pledge-forms')
      .items.filter((item) => item.money)
      .map((item) => item.key),
  )
  const sourceOf = budgetSourceOf(cx)
  const known = new Map<
    string,
    { source: string; receipts: { pledgeId: string; amount: number; on: string }[] }[]
  >()
  const recorded = new Map<string, { budgetSource: string; amount: number | null }[]>()
  const read = (projectId: string) => {
    const rows = cx.db
      .select({
        pledgeId: pledge.id,
        form: pledge.form,
        partnerName: activity.partnerName,
        amount: pledgeReceipt.amount,
        on: pledgeReceipt.receivedOn,
      })
      .from(pledgeReceipt)
      .innerJoin(pledge, eq(pledge.id, pledgeReceipt.pledgeId))
      .innerJoin(activity, eq(activity.id, pledge.activityId))
      .where(and(eq(pledge.officeId, officeId), eq(pledge.projectId, projectId)))
      .all()
      .filter((row) => moneyForms.has(row.form) && row.amount !== null)
    const bySource = groupBy(rows, (row) => sourceOf(row.partnerName))
    known.set(
      projectId,
      [...bySource].map(([source, receipts]) => ({
        source,
        receipts: receipts.map((row) => ({ pledgeId: row.pledgeId, amount: row.amount ?? 0, on: row.on })),
      })),
    )
    recorded.set(
      projectId,
      cx.db
        .select({ kind: fate.kind, budgetSource: fate.budgetSource, amount: fate.amount })
        .from(fate)
        .where(eq(fate.projectId, projectId))
        .all()
        .filter((row) => fundedKeys.has(row.kind)),
    )
  }
  return (projectId, pledgeId) => {
    if (!known.has(projectId)) read(projectId)
    const group = known
      .get(projectId)
      ?.find(({ receipts }) => receipts.some((receipt) => receipt.pledgeId === pledgeId))
    if (!group || !funded) return null
    const amount = amountOf(group.receipts)
    const said = (recorded.get(projectId) ?? []).some(
      (row) => (group.source === '' || row.budgetSource === group.source) && (row.amount ?? 0) >= amount,
    )
    if (amount === 0 || said) return null
    const dated = group.receipts.reduce((last, receipt) => (receipt.on > last ? receipt.on : last), '')
    return {
      projectId,
      kind: funded.key,
      budgetSource: group.source,
      amount,
      fiscalYear: fiscalYearOf(dated),
      dated,
    }
  }
}

/** Name of the budget source from which a partner gives: of its row in partner-names, else as its words say; '' = not known. */
function budgetSourceOf(cx: QueryContext): (partnerName: string) => string {
  const agencies = readRules(cx, 'partner-names').items
  const sources = readRules(cx, 'budget-sources').items
  const nameOf = new Map(sources.map((item) => [item.key, item.name]))
  const { keyOf } = matcher(cx)
  const byKey = new Map(agencies.map((item) => [keyOf(item.name), item.budgetSource]))
  const byWords = sourceFinder(sources)
  return (partnerName) => {
    const agency = keyOf(partnerName).split('|')[0] ?? ''
    return nameOf.get(byKey.get(agency) ?? byWords(partnerName)) ?? ''
  }
}

/** What partners promised for a project, of all years. */
export function pledgesOf(cx: QueryContext, input: { projectId: string }): (Pledge & { direct: boolean })[] {
  const row = cx.db
    .select({ officeId: project.officeId })
    .from(project)
    .where(eq(project.id, input.projectId))
    .get()
  const officeId = row?.officeId ?? cx.office().id
  const direct = pledgesWhere(cx, officeId, eq(pledge.projectId, input.projectId))
  // Ids have one length and one alphabet: the quotes make the match exact.
  const named = pledgesWhere(
    cx,
    officeId,
    and(sql`${pledge.projectId} IS NULL`, like(activity.projectIds, `%"${input.projectId}"%`)),
  )
  return [
    ...direct.map((one) => ({ ...one, direct: true })),
    ...named.map((one) => ({ ...one, direct: false })),
  ]
}

/** Account of each partner in an edition, in the order of the Thai dictionary. */
export function partners(
  cx: QueryContext,
  input: { editionFy: number; officeId?: string | undefined },
): PartnerAccount[] {
  const officeId = input.officeId ?? cx.office().id
  const meetings = cx.db
    .select({ partnerName: activity.partnerName })
    .from(activity)
    .where(
      and(
        eq(activity.officeId, officeId),
        eq(activity.editionFy, input.editionFy),
        eq(activity.kind, 'partner'),
      ),
    )
    .all()
  const byName = groupBy(
    pledgesWhere(cx, officeId, eq(activity.editionFy, input.editionFy)),
    (row) => row.partnerName,
  )
  const names = [...new Set(meetings.map((row) => row.partnerName))].sort(compareThai)
  const used = [...usedNames(cx, officeId).keys()]
  const { alike } = matcher(cx)
  return names.map((name) => {
    const pledges = byName.get(name) ?? []
    const money = pledges.filter((row) => row.money)
    const states = Object.fromEntries(pledgeStates.map((state) => [state, 0])) as Record<PledgeState, number>
    for (const row of pledges) states[row.state] += 1
    return {
      name,
      meetings: meetings.filter((row) => row.partnerName === name).length,
      pledged: money.reduce((sum, row) => sum + (row.counted ?? 0), 0),
      received: money.reduce((sum, row) => sum + row.received, 0),
      outstanding: money.reduce((sum, row) => sum + (row.outstanding ?? 0), 0),
      states,
      alike: alike(name, used),
      pledges,
    }
  })
}

/** Satang that count as pledged: of a pledge that was withdrawn, only what had come of it by then. */
export function countsAsPledged(row: Pick<PledgeRow, 'amount' | 'withdrawnOn'>, received: number): number {
  if (row.amount === null) return 0
  return row.withdrawnOn === null ? row.amount : Math.min(row.amount, received)
}

/** Partners of an office whose names are nearly this one. */
export function alikeIn(cx: QueryContext, officeId: string, name: string): string[] {
  return matcher(cx).alike(name, usedNames(cx, officeId).keys())
}

function matcher(cx: Pick<QueryContext, 'db' | 'resources' | 'geography' | 'office'>): PartnerMatcher {
  return partnerMatcher(readRules(cx, 'partner-names').items, areaNames(cx))
}

/** Names by which partners were recorded, and how often. */
function usedNames(cx: Pick<QueryContext, 'db'>, officeId: string): Map<string, number> {
  const rows = cx.db
    .select({ name: activity.partnerName, n: sql<number>`count(*)` })
    .from(activity)
    .where(and(eq(activity.officeId, officeId), eq(activity.kind, 'partner')))
    .groupBy(activity.partnerName)
    .all()
  return new Map(rows.filter((row) => row.name !== '').map((row) => [row.name, row.n]))
}

/** Names of the own district and province, which offices add to an agency's name or leave out. */
function areaNames(cx: Pick<QueryContext, 'geography' | 'office'>): string[] {
  const { districtCode, provinceCode } = cx.office()
  return [districtCode, provinceCode].flatMap((code) => {
    const name = code === null ? undefined : cx.geography.nameOf(code)
    return name === undefined ? [] : [name]
  })
}

/** Known partners for a name that is being typed: used ones first, then อปท. and agencies; nearly the same ones on top. */
export function partnerNames(cx: QueryContext, input: { q: string }): PartnerName[] {
  const officeId = cx.office().id
  const agencies = readRules(cx, 'partner-names').items
  const found = new Map<string, PartnerName>()
  const put = (name: string, from: PartnerName['from'], times: number) => {
    if (!found.has(name)) found.set(name, { name, from, times, alike: false })
  }
  for (const [name, times] of usedNames(cx, officeId)) put(name, 'used', times)
  const rows = cx.db
    .select({ name: lao.name, laoType: lao.laoType })
    .from(lao)
    .where(eq(lao.officeId, officeId))
    .all()
  for (const row of rows) put(row.name, row.laoType === 'AGENCY' ? 'agency' : 'lao', 0)
  for (const item of agencies) if (!item.named) put(item.name, 'agency', 0)
  const all = [...found.values()]
  const squeeze = (text: string) => searchKey(text).replace(/[\s.]+/gu, '')
  const asked = squeeze(input.q)
  const alike = new Set(
    matcher(cx).alike(
      input.q,
      all.map((one) => one.name),
    ),
  )
  return all
    .filter((one) => asked === '' || alike.has(one.name) || squeeze(one.name).includes(asked))
    .map((one) => ({ ...one, alike: alike.has(one.name) }))
    .sort(
      (a, b) =>
        Number(b.alike) - Number(a.alike) ||
        b.times - a.times ||
        Number(b.from === 'lao') - Number(a.from === 'lao') ||
        compareThai(a.name, b.name),
    )
    .slice(0, 200)
}
