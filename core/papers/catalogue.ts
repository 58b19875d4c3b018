import { asc, eq, inArray } from 'drizzle-orm'
import {
  directive,
  fate,
  office as officeTable,
  packageOut,
  plan,
  planEntry as planEntryTable,
  staff,
  village,
} from '../../db/schema.ts'
import { getBody } from '../bodies/queries.ts'
import { fingerprintOf } from '../exchange/sign.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { getOrder } from '../orders/queries.ts'
import { orderWording } from '../orders/wording.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import type { Plan, PlanEntry } from '../plans/contract.ts'
import { getPlan, totalOf } from '../plans/queries.ts'
import { annex, asSigned, mustGetReport, get as readReport } from '../reports/queries.ts'
import { readRuleTable, ruleItems } from '../rules/queries.ts'
import { buddhistYearOf, formatThaiDate } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import { withSigned } from './as-signed.ts'
import type { BodyPart, OfficeHead, PaperData, PaperKind } from './data.ts'
import { orderIssuer, readOfficeHead, readSignatory } from './office-head.ts'
import { boardData, consolidatedData } from './province.ts'
import { readLetter } from './queries.ts'
import { bodyParts, type PaperFormat, type PaperRef } from './rules.ts'

/** What the engine needs to make one paper; the one path of preview, PDF, DOCX and XLSX. */
export type MadePaper<K extends PaperKind = PaperKind> = {
  kind: K
  data: PaperData<K>
  office: OfficeHead
  formats: readonly PaperFormat[]
  /** Name of the file without its ending, as one looks for it in a folder. */
  fileName: string
}

type Numbers = { leastDigits: { outgoing: number; order: number }; digits: Record<string, 'thai' | 'arabic'> }

function numbers(cx: Pick<QueryContext, 'resources'>): Numbers {
  return cx.resources.json<Numbers>('papers/wording/numbers.json')
}

/** Digits of a kind of paper: Thai in prose, Arabic in tables, unless the wording says otherwise (DOCUMENTS.md §A1). */
export function digitsOf(cx: Pick<QueryContext, 'resources'>, kind: PaperKind): 'thai' | 'arabic' {
  return numbers(cx).digits[kind] ?? 'thai'
}

/**
 * A record as a paper: as it was signed, else its data and the letterhead read now.
 *
 * @throws Fault record.notFound, paper.emblemInvalid; input.wrongProfile for the province's tables elsewhere
 */
export function makePaper(cx: QueryContext, ref: PaperRef): MadePaper {
  return withSigned(cx, ref, livePaper(cx, ref))
}

function livePaper(cx: QueryContext, ref: PaperRef): MadePaper {
  switch (ref.kind) {
    case 'letter':
      return letterPaper(cx, ref.id)
    case 'order':
      return orderPaper(cx, ref.id)
    case 'plan':
    case 'needsPlan':
      return planPaper(cx, ref.id)
    case 'report':
      return reportPaper(cx, ref.id)
    case 'transmittal':
      return transmittalPaper(cx, ref.id)
    case 'board':
      return provincePaper(cx, 'provinceBoard', boardData(cx, ref.planFy), ref.planFy)
    case 'consolidated':
      return provincePaper(cx, 'consolidated', consolidatedData(cx, ref.planFy), ref.planFy)
  }
}

/** A table of the province over its districts. */
function provincePaper<K extends 'provinceBoard' | 'consolidated'>(
  cx: QueryContext,
  kind: K,
  data: PaperData<K>,
  planFy: number,
): MadePaper<K> {
  const office = readOfficeHead(cx)
  return {
    kind,
    data,
    office,
    formats: ['pdf', 'xlsx'],
    fileName: fileName(cx, kind, { province: office.provinceName, planFy }),
  }
}

function fileName(
  cx: Pick<QueryContext, 'resources'>,
  kind: PaperKind,
  words: Record<string, string | number>,
): string {
  const template = cx.resources.json<Partial<Record<PaperKind, string>>>('papers/wording/files.json')[kind]
  return fillWords(template ?? kind, words)
}

/** 239-2565: a slash cannot stand in a file's name. */
function numberInName(number: number | null, year: number | null): string {
  return number === null ? '' : `${number}-${year ?? ''}`
}

function padded(cx: QueryContext, register: 'outgoing' | 'order', number: number | null): string {
  return number === null ? '' : String(number).padStart(numbers(cx).leastDigits[register], '0')
}

function letterPaper(cx: QueryContext, id: string): MadePaper<'letter'> {
  const row = readLetter(cx, id)
  const number = padded(cx, 'outgoing', row.number)
  return {
    kind: 'letter',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx'],
    fileName: fileName(cx, 'letter', {
      number: numberInName(row.number, row.numberYear),
      subject: row.subject,
    }),
    data: {
      speed: row.speed === '' ? 'none' : row.speed,
      number,
      date: row.dated ?? '',
      subject: row.subject,
      addressee: row.addressee,
      references: row.references,
      enclosures: row.enclosures.map(({ title, quantity }) => ({ text: title, count: quantity })),
      body: bodyParts(row.paragraphs.map((paragraph) => paragraph.text)),
      closing: row.closing,
      signatory: readSignatory(cx, row.signatoryId),
      copies: row.copyTo === '' ? [] : [row.copyTo],
    },
  }
}

function orderPaper(cx: QueryContext, id: string): MadePaper<'order'> {
  const order = getOrder(cx, id)
  const body = getBody(cx, order.bodyId)
  const preamble: BodyPart[] = bodyParts([order.reason, order.powers])
  return {
    kind: 'order',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx'],
    fileName: fileName(cx, 'order', {
      number: numberInName(order.number, order.numberYear),
      body: body.kindName,
      area: body.areaName,
    }),
    data: {
      issuer: orderIssuer(cx),
      number: padded(cx, 'order', order.number),
      year: order.numberYear ?? buddhistYearOf(cx.today()),
      subject: order.subject,
      preamble: preamble.length === 0 ? [{ kind: 'paragraph', number: '', text: '' }] : preamble,
      committees: [
        {
          seats: order.members.map(({ name, position, title }) => ({ name, position, role: title })),
          dutiesIntro: order.duties.length === 0 ? '' : orderWording(cx).dutiesIntro,
          duties: order.duties,
        },
      ],
      provisions: supersedes(cx, order.supersedesId),
      effectiveFrom: order.effectiveOn ?? '',
      effectiveNow: true,
      date: order.signedOn ?? '',
      signatory: readSignatory(cx, order.signatoryId),
    },
  }
}

/** "ให้ยกเลิกคำสั่ง…": the order that this one takes the place of. */
function supersedes(cx: QueryContext, supersedesId: string | null): BodyPart[] {
  if (supersedesId === null) return []
  const before = getOrder(cx, supersedesId)
  const wording = orderWording(cx)
  const text = fillWords(before.number === null ? wording.supersedesBlank : wording.supersedes, {
    issuer: orderIssuer(cx) === '' ? (readOfficeHead(cx).districtName ?? '') : orderIssuer(cx),
    number: padded(cx, 'order', before.number),
    year: before.numberYear ?? '',
    subject: before.subject,
    signedOn: before.signedOn === null ? '' : formatThaiDate(before.signedOn, { digits: 'arabic' }),
  })
  return [{ kind: 'paragraph', number: '', text }]
}

const workClasses = { SELF: 'self', JOINT: 'joint', BEYOND: 'beyond' } as const

function planPaper(cx: QueryContext, id: string): MadePaper {
  const row = getPlan(cx, id)
  if (row.level === 'needs') return needsPlanPaper(cx, row)
  const place = placeWords(cx, row)
  const isVillage = row.level === 'village'
  const level = isVillage && place.isCommunity ? 'community' : row.level
  if (level === 'local' || level === 'province')
    throw new Fault('paper.dataInvalid', { kind: 'planTable', where: 'level' })
  const lower = takenFromNames(cx, row.rows)
  return {
    kind: 'planTable',
    office: readOfficeHead(cx),
    formats: ['pdf', 'xlsx'],
    fileName: fileName(cx, 'planTable', {
      name: row.name,
      tambon: isVillage ? place.tambon : '',
      planFy: row.planFy,
    }),
    data: {
      level,
      village: isVillage ? row.areaName : '',
      tambon: place.tambon,
      district: place.district,
      province: place.province,
      firstYear: row.spanStart,
      lastYear: row.spanStart + row.spanLength - 1,
      edition: editionWords(cx, row),
      editionFy: row.planFy,
      asOf: row.adoptedOn ?? cx.today(),
      rows: byIssue(cx, row.rows).map((entry) => ({
        rank: entry.rank,
        issue: entry.issue,
        name: entry.name,
        problem: entry.problem,
        objective: entry.objective,
        target: joined('\n', entry.target, entry.site),
        village: isVillage || entry.villageId === null ? '' : entry.originName,
        tambon: row.level === 'district' && entry.tambonCode !== null ? place.tambonOf(entry.tambonCode) : '',
        budget: entry.budgets.map((budget) => ({ year: budget.fiscalYear, satang: budget.amount })),
        source: entry.budgetSource,
        agency: entry.leadAgency,
        expected: entry.expectedResult,
        workClass: workClasses[entry.projectClass],
        origin: entry.takenFromId === null ? '' : (lower.get(entry.takenFromId) ?? ''),
        coordinateTo: entry.relatedAgencies,
        readiness: entry.readiness,
        note: entry.remark,
      })),
    },
  }
}

function needsPlanPaper(cx: QueryContext, row: Plan): MadePaper<'needsPlan'> {
  const place = placeWords(cx, row)
  const status = fateWords(
    cx,
    row.rows.map((entry) => entry.projectId),
  )
  return {
    kind: 'needsPlan',
    office: readOfficeHead(cx),
    formats: ['pdf', 'xlsx'],
    fileName: fileName(cx, 'needsPlan', { name: row.name, planFy: row.planFy }),
    data: {
      district: place.district,
      province: place.province,
      planFy: row.planFy,
      asOf: row.adoptedOn ?? cx.today(),
      rows: byIssue(cx, row.rows).map((entry) => ({
        rank: entry.rank,
        issue: entry.issue,
        name: entry.name,
        area: joined(' ', entry.site === '' ? entry.originName : entry.site, tambonPart(place, entry)),
        satang: totalOf(entry),
        sourceAsked: entry.budgetSource,
        agency: entry.leadAgency,
        readiness: entry.readiness,
        status: status.get(entry.projectId) ?? '',
      })),
    },
  }
}

/**
 * Rows of one development issue together, in the order of the rule table, by rank inside: the tables are grouped by
 * issue (DOMAIN.md §3.1, §3.4). Issues that are not in the table come after, rows without one last.
 */
function byIssue(cx: QueryContext, rows: readonly PlanEntry[]): PlanEntry[] {
  const order = new Map<string, number>()
  for (const item of readRuleTable(cx, 'development-issues').items) order.set(item.name, order.size)
  for (const row of rows) if (row.issue !== '' && !order.has(row.issue)) order.set(row.issue, order.size)
  const at = (row: PlanEntry) => order.get(row.issue) ?? order.size
  return [...rows].sort((a, b) => at(a) - at(b) || a.rank - b.rank)
}

/** ฉบับทบทวนปี พ.ศ. 2568; nothing for the first edition. */
function editionWords(cx: QueryContext, row: Plan): string {
  const template = ruleItems(cx, 'plan-editions').get(row.edition)?.titleTemplate
  return fillWords(String(template ?? ''), { planFy: row.planFy, no: row.editionNo })
}

type Place = ReturnType<typeof placeWords>

/** The tambon of a project, unless its place already says so. */
function tambonPart(place: Place, entry: PlanEntry): string {
  if (entry.tambonCode === null) return ''
  const tambon = place.tambonOf(entry.tambonCode)
  return (entry.site === '' ? entry.originName : entry.site).includes(tambon) ? '' : tambon
}

function joined(separator: string, ...parts: string[]): string {
  return parts.filter((part) => part !== '').join(separator)
}

/** Area words of a plan as its paper's head prints them. */
function placeWords(cx: QueryContext, row: Plan) {
  const nameOf = areaNames(cx)
  const kind =
    row.villageId === null
      ? undefined
      : cx.db.select({ kind: village.kind }).from(village).where(eq(village.id, row.villageId)).get()?.kind
  const provinceCode = (row.districtCode ?? cx.office().provinceCode).slice(0, 2)
  return {
    isCommunity: kind === 'community',
    tambon: row.tambonCode === null ? '' : nameOf({ tambonCode: row.tambonCode }),
    district: nameOf({ districtCode: row.districtCode }),
    province: nameOf({ provinceCode }),
    tambonOf: (code: string) => nameOf({ tambonCode: code }),
  }
}

/** ที่มา: the kind of plan an entry was taken up from. */
function takenFromNames(cx: QueryContext, rows: readonly PlanEntry[]): Map<string, string> {
  const ids = rows.flatMap((row) => (row.takenFromId === null ? [] : [row.takenFromId]))
  if (ids.length === 0) return new Map()
  const names = new Map(
    readRuleTable(cx, 'plan-levels').items.map((item) => [item.key, String(item.shortName ?? item.name)]),
  )
  const found = cx.db
    .select({ id: planEntryTable.id, level: plan.level })
    .from(planEntryTable)
    .innerJoin(plan, eq(plan.id, planEntryTable.planId))
    .where(inArray(planEntryTable.id, ids))
    .all()
  return new Map(found.map((row) => [row.id, names.get(row.level) ?? row.level]))
}

function fateWords(cx: QueryContext, projectIds: readonly string[]): Map<string, string> {
  if (projectIds.length === 0) return new Map()
  const kinds = ruleItems(cx, 'fate-kinds')
  const rows = cx.db
    .select({ projectId: fate.projectId, kind: fate.kind })
    .from(fate)
    .where(inArray(fate.projectId, [...projectIds]))
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()
  return new Map(rows.map((row) => [row.projectId, String(kinds.get(row.kind)?.name ?? row.kind)]))
}

function reportPaper(cx: QueryContext, id: string): MadePaper<'resultsReport'> {
  const report = readReport(cx, { id })
  const row = mustGetReport(cx, id)
  const letter = cx.db.select().from(directive).where(eq(directive.id, row.directiveId)).get()
  if (!letter) throw new Fault('record.notFound', { kind: 'directive', id: row.directiveId })
  const office = readOfficeHead(cx)
  const words = new Map(
    readRuleTable(cx, 'report-figures').items.map((item) => [item.key, String(item.text ?? item.name)]),
  )
  const fates = ruleItems(cx, 'fate-kinds')
  const { tambons, realised } = annex(cx, id)
  return {
    kind: 'resultsReport',
    office,
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: fileName(cx, 'resultsReport', {
      district: office.districtName ?? '',
      editionFy: letter.editionFy,
      version: row.versionNo > 1 ? row.versionNo : '',
    }),
    data: {
      district: office.districtName ?? '',
      province: office.provinceName,
      editionFy: letter.editionFy,
      asOf: report.asOf,
      reporter: {
        name: report.reporterName,
        position: report.reporterPosition,
        telephone: report.reporterTelephone,
      },
      directive: { number: letter.number, date: letter.dated },
      dueDate: report.dueOn ?? '',
      duties: report.duties.map((duty) => ({
        number: duty.no,
        title: duty.text,
        figures: duty.figures.map((figure) => {
          const { value, expected } = asSigned(figure)
          const shown = (amount: number) =>
            figure.unit === 'money' ? formatBaht(amount) : formatCount(amount)
          const label = fillWords(words.get(figure.key) ?? '', {
            n: shown(value),
            of: expected === null ? '' : shown(expected),
          })
          return { label, value: '' }
        }),
        result: duty.result,
        problems: duty.problem,
        suggestions: duty.suggestion,
      })),
      tambons,
      realised: realised.map(({ name, tambon, village, satang, source, agency, kind }) => ({
        name,
        tambon,
        village,
        satang,
        source,
        agency,
        status: String(fates.get(kind)?.name ?? kind),
      })),
      signatories: report.signatoryId === null ? [] : [readSignatory(cx, report.signatoryId)],
    },
  }
}

function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/gu, ',')
}

/** What the receiver compares by telephone the first time. */
function keyNumberOf(cx: QueryContext): string {
  const own = cx.db
    .select({ publicKey: officeTable.publicKey })
    .from(officeTable)
    .where(eq(officeTable.id, cx.office().id))
    .get()
  return own === undefined || own.publicKey === '' ? '' : fingerprintOf(own.publicKey)
}

function transmittalPaper(cx: QueryContext, id: string): MadePaper<'transmittal'> {
  const row = cx.db.select().from(packageOut).where(eq(packageOut.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'packageOut', id })
  const office = readOfficeHead(cx)
  const wording = cx.resources.json<{ contents: Record<string, { label: string; unit: string }> }>(
    'papers/wording/transmittal.json',
  )
  const sender = cx.db
    .select()
    .from(staff)
    .where(eq(staff.officeId, cx.office().id))
    .orderBy(asc(staff.id))
    .get()
  return {
    kind: 'transmittal',
    office,
    formats: ['pdf'],
    fileName: fileName(cx, 'transmittal', {
      district: office.districtName ?? '',
      planFy: row.planFy,
      sequence: row.sequence,
    }),
    data: {
      district: office.districtName ?? '',
      province: office.provinceName,
      addressee: row.toOffice,
      editionFy: row.planFy,
      sequence: row.sequence,
      date: row.createdOn.slice(0, 10),
      fileName: row.fileName,
      sizeBytes: row.sizeBytes,
      sha256: row.sha256,
      keyNumber: keyNumberOf(cx),
      contents: Object.entries(wording.contents).flatMap(([table, words]) => {
        const count = row.counts[table]
        return count === undefined || count === 0 ? [] : [{ ...words, count }]
      }),
      sender: {
        name: sender?.name ?? '',
        position: sender?.position ?? '',
        telephone: office.telephone ?? '',
      },
    },
  }
}
