import type { QueryContext } from '../kernel/context.ts'
import { layoutsOfTemplate, type OwnLayouts } from '../layouts/queries.ts'
import { fillWords } from '../plans/areas.ts'
import type { Plan } from '../plans/contract.ts'
import { getPlan } from '../plans/queries.ts'
import { readForm } from '../reports/forms.ts'
import { readRuleTable, ruleItems } from '../rules/queries.ts'
import { type OwnTemplates, templatesOfPaper } from '../templates/own.ts'
import {
  activityListPaper,
  activityReportPaper,
  activitySignInPaper,
  participationPaper,
  partnerAccountPaper,
} from './activities.ts'
import { withSigned } from './as-signed.ts'
import { bodiesStatePaper, memberListPaper } from './body-lists.ts'
import { calendarPaper } from './calendar.ts'
import { correctionsPaper } from './corrections.ts'
import { type OfficeHead, type PaperData, type PaperKind, paperKinds } from './data.ts'
import { digitsOfPaper, programDigits } from './digits.ts'
import { feedbackPaper } from './feedback.ts'
import { paperFileTitle } from './file-name.ts'
import { forumPaper } from './forum.ts'
import { letterPaper } from './letter.ts'
import { coordinationPaper, provinceListPaper } from './lists.ts'
import { followUpPaper, meetingPaper } from './meeting.ts'
import { readOfficeHead } from './office-head.ts'
import { orderPaper } from './order.ts'
import { planBookPaper } from './plan-book.ts'
import { planDifferencePaper } from './plan-difference.ts'
import { localPlanPaper, provincePlanPaper } from './plan-forms.ts'
import { needsRows, placeWords, planRows } from './plan-rows.ts'
import { progressPaper } from './progress.ts'
import { projectBriefPaper } from './project-brief.ts'
import { projectPackPaper } from './project-pack.ts'
import { boardPaper, consolidatedPaper } from './province.ts'
import { rankListPaper } from './rank-list.ts'
import { registerPaper } from './register.ts'
import { reportPaper } from './report.ts'
import type { PaperDigits, PaperFormat, PaperRef } from './rules.ts'
import { transmittalPaper } from './transmittal.ts'

/** What the engine needs to make one paper; the one path of preview, PDF, DOCX and XLSX. */
export type MadePaper<K extends PaperKind = PaperKind> = {
  kind: K
  data: PaperData<K>
  /** Papers of the same kind that come after it in the same file, each numbered for itself. */
  also?: readonly PaperData<K>[]
  /** Further ones that only a workbook has: lists to work with, not to print. */
  inWorkbook?: readonly PaperData<K>[]
  /** One run of page numbers over all of them. */
  numberedTogether?: boolean
  office: OfficeHead
  formats: readonly PaperFormat[]
  /** Name of the file without its ending, as one looks for it in a folder. */
  fileName: string
  /** The office's own table layouts by id, laid over those of the program; of a signed paper, those of its signing. */
  layouts?: OwnLayouts
  /** The office's own templates by id, in the same way. */
  templates?: OwnTemplates
  /** Said where the paper was signed so; else what the document, the office or the program has (core/papers/digits.ts). */
  digits?: PaperDigits
  /** What is shown is what was signed. */
  signed?: boolean
}

/**
 * A record as a paper: as it was signed, else its data and the letterhead read now.
 *
 * @param without templates of the office that are not asked for: the one that is being mended just now
 * @throws Fault record.notFound, paper.emblemInvalid, layout.*, template.notFitting; input.wrongProfile for the
 *   province's tables elsewhere
 */
export function makePaper(
  cx: QueryContext,
  ref: PaperRef,
  without: readonly string[] = [],
): MadePaper & { digits: PaperDigits } {
  // A letter reads what was kept of it itself: one record, many papers.
  const made =
    ref.kind === 'letter' || ref.kind === 'letterRun'
      ? letterPaper(cx, ref)
      : withSigned(cx, ref, livePaper(cx, ref))
  const { template } = paperKinds[made.kind]
  return {
    ...made,
    layouts: made.layouts ?? layoutsOfTemplate(cx, template),
    templates: made.templates ?? templatesOfPaper(cx, template, without),
    // a paper signed before its digits were kept has those of the program
    digits: made.digits ?? (made.signed ? programDigits(cx, made.kind) : digitsOfPaper(cx, made.kind, ref)),
  }
}

function livePaper(cx: QueryContext, ref: Exclude<PaperRef, { kind: 'letter' | 'letterRun' }>): MadePaper {
  switch (ref.kind) {
    case 'register':
      return registerPaper(cx, ref)
    case 'order':
      return orderPaper(cx, ref.id)
    case 'plan':
      return planPaper(cx, ref.id, {})
    case 'needsPlan':
      return planPaper(cx, ref.id, ref)
    case 'planBook':
      return planBookPaper(cx, planHead(cx, getPlan(cx, ref.id)))
    case 'rankList':
      return rankListPaper(cx, ref.id)
    case 'planDifference':
      return planDifferencePaper(cx, ref)
    case 'coordinationList':
      return coordinationPaper(cx, ref)
    case 'provinceList':
      return provinceListPaper(cx, ref)
    case 'feedback':
    case 'tambonFeedback':
      return feedbackPaper(cx, ref)
    case 'forumForm':
    case 'forumSignIn':
    case 'forumMinutes':
      return forumPaper(cx, ref)
    case 'agenda':
    case 'signInSheet':
    case 'minutes':
      return meetingPaper(cx, ref)
    case 'followUpList':
      return followUpPaper(cx, ref)
    case 'projectBrief':
      return projectBriefPaper(cx, ref.id)
    case 'projectPack':
      return projectPackPaper(cx, ref.id)
    case 'report':
      return reportPaper(cx, ref.id, ref.form === undefined ? undefined : readForm(cx, ref.form))
    case 'transmittal':
      return transmittalPaper(cx, ref.id)
    case 'corrections':
      return correctionsPaper(cx, ref.id)
    case 'bodiesState':
      return bodiesStatePaper(cx, ref.editionFy)
    case 'progress':
      return progressPaper(cx, ref)
    case 'memberList':
      return memberListPaper(cx, ref.id)
    case 'activityList':
      return activityListPaper(cx, ref)
    case 'participationTable':
      return participationPaper(cx, ref)
    case 'partnerAccounts':
      return partnerAccountPaper(cx, ref)
    case 'activitySignIn':
      return activitySignInPaper(cx, ref)
    case 'activityReport':
      return activityReportPaper(cx, ref.id)
    case 'calendar':
      return calendarPaper(cx, ref)
    case 'board':
      return boardPaper(cx, ref.planFy)
    case 'consolidated':
      return consolidatedPaper(cx, ref)
  }
}

/** A plan with the words that name its place and edition. */
function planHead(cx: QueryContext, row: Plan) {
  return { row, place: placeWords(cx, row), edition: editionWords(cx, row) }
}

/** How a needs plan is to be printed: of one budget source only, grouped by source. */
type NeedsWish = { source?: string | undefined; by?: 'issue' | 'source' | undefined }

function planPaper(cx: QueryContext, id: string, wish: NeedsWish): MadePaper {
  const row = getPlan(cx, id)
  if (row.level === 'needs') return needsPlanPaper(cx, row, wish)
  const head = planHead(cx, row)
  if (row.level === 'local') return localPlanPaper(cx, head)
  if (row.level === 'province') return provincePlanPaper(cx, head)
  const { place } = head
  const isVillage = row.level === 'village'
  const level = isVillage && place.isCommunity ? 'community' : row.level
  return {
    kind: 'planTable',
    office: readOfficeHead(cx),
    formats: ['pdf', 'xlsx'],
    fileName: paperFileTitle(cx, 'planTable', {
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
      edition: head.edition,
      editionFy: row.planFy,
      asOf: row.adoptedOn ?? cx.today(),
      rows: planRows(cx, row, place),
    },
  }
}

function needsPlanPaper(
  cx: QueryContext,
  plan: Plan,
  { source = '', by = 'issue' }: NeedsWish,
): MadePaper<'needsPlan'> {
  const row = source === '' ? plan : { ...plan, rows: plan.rows.filter((one) => one.budgetSource === source) }
  const place = placeWords(cx, row)
  return {
    kind: 'needsPlan',
    office: readOfficeHead(cx),
    formats: ['pdf', 'xlsx'],
    fileName: paperFileTitle(cx, 'needsPlan', { name: row.name, source, planFy: row.planFy }),
    data: {
      district: place.district,
      province: place.province,
      planFy: row.planFy,
      source,
      by,
      asOf: row.adoptedOn ?? cx.today(),
      rows: by === 'source' ? bySource(cx, needsRows(cx, row, place)) : needsRows(cx, row, place),
    },
  }
}

/** Rows asked of one budget source together, in the order of the rule table, by rank inside; others after, none last. */
function bySource<R extends { sourceAsked?: string | undefined; rank: number }>(
  cx: QueryContext,
  rows: readonly R[],
): R[] {
  const order = new Map<string, number>()
  for (const item of readRuleTable(cx, 'budget-sources').items) order.set(item.name, order.size)
  for (const { sourceAsked = '' } of rows)
    if (sourceAsked !== '' && !order.has(sourceAsked)) order.set(sourceAsked, order.size)
  const at = (row: R) => order.get(row.sourceAsked ?? '') ?? order.size
  return [...rows].sort((a, b) => at(a) - at(b) || a.rank - b.rank)
}

/** ฉบับทบทวนปี พ.ศ. 2568; nothing for the first edition. */
function editionWords(cx: QueryContext, row: Plan): string {
  const template = ruleItems(cx, 'plan-editions').get(row.edition)?.titleTemplate
  return fillWords(String(template ?? ''), { planFy: row.planFy, no: row.editionNo })
}
