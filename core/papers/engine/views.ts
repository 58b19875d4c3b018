/**
 * What a template may name: the data of the paper plus a few lists derived from it (rows of tables, seat numbers).
 * Pure; no words of papers here.
 */
import type { z } from 'zod'
import type {
  ActivityListData,
  ActivityReportData,
  ActivitySignInData,
  AgendaData,
  AnnexData,
  AnnouncementData,
  BodiesStateData,
  CalendarData,
  ConsolidatedData,
  CoordinationListData,
  CorrectionsData,
  FeedbackData,
  FollowUpListData,
  ForumFormData,
  ForumMinutesData,
  ForumSignInData,
  LetterData,
  LocalPlanData,
  MemberListData,
  MemoData,
  MinutesData,
  NeedsPlanData,
  OrderData,
  officeHead,
  PaperKind,
  ParticipationTableData,
  PartnerAccountsData,
  PlanBookData,
  PlanDifferenceData,
  PlanRow,
  PlanTableData,
  ProgressData,
  ProjectBriefData,
  ProjectPackData,
  ProvinceBoardData,
  ProvinceListData,
  RankListData,
  RegisterData,
  ReportLetterData,
  ResultsReportData,
  SignInSheetData,
  TransmittalData,
} from '../data.ts'
import type { LayoutRow } from './table.ts'
import type { Scope } from './template.ts'

type Head = z.infer<typeof officeHead>

/** What is printed where nothing is known. */
const UNKNOWN = '-'
/** Height of a row that will be filled in by hand: three lines. */
const HANDWRITTEN_MM = 24

function yearsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_unused, index) => first + index)
}

function byYear(budget: readonly { year: number; satang: number }[]): Record<string, number> {
  const out: Record<string, number> = {}
  for (const { year, satang } of budget) out[String(year)] = (out[String(year)] ?? 0) + satang
  return out
}

function planTable(data: PlanTableData): Scope {
  return {
    ...data,
    years: yearsBetween(data.firstYear, data.lastYear),
    tableRows: data.rows.map(
      (row): LayoutRow => ({
        ...row,
        budget: byYear(row.budget),
        place: [row.village, row.tambon].filter((part) => part !== '').join('\n'),
      }),
    ),
  }
}

/** Rows of a list over several years, counted from 1, with their sum. */
function listRows(rows: readonly PlanRow[]): LayoutRow[] {
  return rows.map((row, index) => ({
    ...row,
    no: index + 1,
    budget: byYear(row.budget),
    total: row.budget.reduce((sum, part) => sum + part.satang, 0),
    place: [row.village, row.tambon].filter((part) => part !== '').join('\n'),
  }))
}

function list(data: LocalPlanData | ProvinceListData | CoordinationListData): Scope {
  return {
    ...data,
    years: yearsBetween(data.firstYear, data.lastYear),
    tableRows: listRows(data.rows),
  }
}

/** Projects and money of neighbouring rows with the same key, as a table of sums. */
function summed(rows: readonly PlanRow[], keyOf: (row: PlanRow) => string): LayoutRow[] {
  const sums = new Map<string, { projects: number; budget: Record<string, number>; total: number }>()
  for (const row of rows) {
    const sum = sums.get(keyOf(row)) ?? { projects: 0, budget: {}, total: 0 }
    sum.projects += 1
    for (const { year, satang } of row.budget) {
      sum.budget[String(year)] = (sum.budget[String(year)] ?? 0) + satang
      sum.total += satang
    }
    sums.set(keyOf(row), sum)
  }
  return [...sums].map(([label, sum], index) => ({
    rank: index + 1,
    label: label === '' ? UNKNOWN : label,
    ...sum,
  }))
}

function counted(value: number | null): string {
  return value === null ? '' : value.toLocaleString('en-US')
}

function planBook(data: PlanBookData): Scope {
  return {
    ...planTable({ ...data, editionFy: data.planFy }),
    ...data,
    isTambon: data.level === 'tambon',
    none: '',
    populationWords: counted(data.population),
    householdsWords: counted(data.households),
    adopted: data.adoption !== null,
    adoption: data.adoption ?? { by: '', on: '', resolution: '', attendees: null },
    attendees: data.adoption?.attendees ?? 0,
    figureRows: data.figures.map((row, index): LayoutRow => ({ rank: index + 1, ...row })),
    forumRows: data.forums.map((row, index): LayoutRow => ({ rank: index + 1, ...row })),
    needRows: data.needs.map((row, index): LayoutRow => ({ ...row, rank: row.rank ?? index + 1 })),
    issueRows: summed(data.rows, (row) => row.issue),
    sourceRows: summed(data.rows, (row) => row.source),
    classRows: summed(data.rows, (row) => row.workClass),
    projects: data.rows.length,
    satang: data.rows.flatMap((row) => row.budget).reduce((sum, part) => sum + part.satang, 0),
  }
}

/** 8650 → 86.50 */
function hundredths(value: number): string {
  return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`
}

function rankList(data: RankListData): Scope {
  return {
    ...data,
    criterionNames: data.criteria.map((one) => one.name),
    criterionRows: data.criteria.map((one, index): LayoutRow => ({ rank: index + 1, ...one })),
    rankRows: data.rows.map(
      (row): LayoutRow => ({
        ...row,
        score: Object.fromEntries(data.criteria.map(({ key, name }) => [name, row.scores[key] ?? UNKNOWN])),
        total: row.total === null ? UNKNOWN : hundredths(row.total),
        scoreRank: row.scoreRank === null ? UNKNOWN : row.scoreRank,
        // a code: the layout has its words
        tied: row.tied ? 'tied' : '',
      }),
    ),
  }
}

/** A list of one carries no number. */
function numbered<T extends object>(list: readonly T[]): (T & { number: string })[] {
  return list.map((item, index) => ({ ...item, number: list.length > 1 ? `${index + 1}.` : '' }))
}

function letter(data: LetterData, office: Head): Scope {
  return {
    ...data,
    prefix: data.numberPrefix === '' ? office.agencyCode : data.numberPrefix,
    referenceList: numbered(data.references.map((text) => ({ text }))),
    enclosureList: numbered(data.enclosures),
    annexes: annexes(
      data.annexes,
      data.enclosures.map(({ text }) => text),
    ),
  }
}

/**
 * Paragraphs of the pages that go with a paper. One that the letter names among its enclosures knows which: `place` is
 * its number there, '0' the only one, '' = named nowhere.
 */
function annexes(list: readonly AnnexData[], enclosures: readonly string[] = []) {
  return list.map((annex) => {
    const at = enclosures.indexOf(annex.title)
    const only = enclosures.length === 1 ? '0' : String(at + 1)
    return {
      ...annex,
      place: at < 0 ? '' : only,
      paragraphs: annex.text.split('\n').filter((line) => line.trim() !== ''),
    }
  })
}

function memo(data: MemoData, office: Head): Scope {
  const unit = [office.ownerUnit, office.ownerGroup].filter((part) => part !== '').join(' ')
  return {
    ...data,
    prefix: data.numberPrefix === '' ? office.agencyCode : data.numberPrefix,
    agencyGiven: data.agency !== '',
    agency: data.agency !== '' ? data.agency : unit === '' ? office.officeName : unit,
    annexes: annexes(data.annexes),
  }
}

function announcement(data: AnnouncementData, office: Head): Scope {
  return {
    ...data,
    issuer: data.issuer === '' ? office.districtName : data.issuer,
    numbered: data.number !== '' && data.year !== null,
    year: data.year ?? 0,
    annexes: annexes(data.annexes),
  }
}

/** From here on a name or a position takes so many lines upright that the page is turned. */
const LONG_NAME = 45
const LONG_POSITION = 80

/** The page of a list of members: turned when many of them are long. */
function annexPage(seats: OrderData['committees'][number]['seats']): 'portrait' | 'landscape' {
  const long = seats.filter(
    ({ name, position }) => name.length > LONG_NAME || position.length > LONG_POSITION,
  )
  return long.length * 4 > seats.length ? 'landscape' : 'portrait'
}

function order(data: OrderData, office: Head): Scope {
  const seats = data.committees.reduce((sum, committee) => sum + committee.seats.length, 0)
  const inAnnex = data.annex === 'auto' ? seats > data.annexAbove : data.annex === 'always' && seats > 0
  const several = data.committees.length > 1
  const committees = data.committees.map((committee, at) => ({
    ...committee,
    seats: committee.seats.map((seat, index) => ({ ...seat, number: `${index + 1}.` })),
    rows: committee.seats.map((seat, index) => ({ ...seat, rank: index + 1 })),
    changes: numbered(committee.changes.map((text) => ({ text }))),
    annexNo: several ? String(at + 1) : '',
    annexPage: annexPage(committee.seats),
  }))
  return {
    ...data,
    issuer: data.issuer === '' ? office.districtName : data.issuer,
    issuerGiven: data.issuer !== '',
    committees,
    annexes: inAnnex ? committees.filter((committee) => committee.rows.length > 0) : [],
    inAnnex,
    seatCount: seats,
  }
}

function resultsReport(data: ResultsReportData): Scope {
  return {
    ...data,
    dutyRows: data.duties.map((duty): LayoutRow => {
      const isBlank = [duty.result, duty.problems, duty.suggestions].every((text) => text === '')
      // nothing written yet: room to write by hand instead of dashes
      const blank = isBlank && duty.figures.length === 0
      const dash = blank ? '' : UNKNOWN
      return {
        number: duty.number,
        title: duty.title,
        result: [
          ...duty.figures.map((figure) => `${figure.label} ${figure.value}`),
          ...(duty.result === '' ? [] : [duty.result]),
        ].join('\n'),
        problems: duty.problems === '' ? dash : duty.problems,
        suggestions: duty.suggestions === '' ? dash : duty.suggestions,
        ...(blank ? { rowMm: HANDWRITTEN_MM } : {}),
      }
    }),
    tambonRows: data.tambons.map((row, index): LayoutRow => ({ ...row, rank: index + 1 })),
    realisedRows: data.realised.map((row, index): LayoutRow => ({ ...row, rank: index + 1 })),
  }
}

function provinceBoard(data: ProvinceBoardData): Scope {
  return {
    ...data,
    dutyNumbers: data.duties.map((duty) => duty.number),
    boardRows: data.rows.map(
      (row, index): LayoutRow => ({
        rank: index + 1,
        district: row.district,
        note: row.note,
        state: Object.fromEntries(
          data.duties.map((duty, at) => {
            const cell = row.cells[at]
            return [String(duty.number), cell?.text || (cell?.state ?? 'expected')]
          }),
        ),
        received: row.cells.filter(
          (cell) => cell.state === 'onTime' || cell.state === 'late' || cell.state === 'received',
        ).length,
      }),
    ),
  }
}

function consolidated(data: ConsolidatedData): Scope {
  const years = yearsBetween(data.firstYear, data.lastYear)
  return {
    ...data,
    years,
    nobody: '',
    sumRows: consolidatedRows(data, years),
  }
}

function consolidatedRows(data: ConsolidatedData, years: readonly number[]): LayoutRow[] {
  if (data.by === 'comparison') {
    return data.comparison.map(
      (row, index): LayoutRow => ({
        ...row,
        rank: index + 1,
        projects: row.projects ?? UNKNOWN,
        satang: row.satang ?? UNKNOWN,
        projectsBefore: row.projectsBefore ?? UNKNOWN,
        satangBefore: row.satangBefore ?? UNKNOWN,
        moreProjects:
          row.projects === null || row.projectsBefore === null
            ? UNKNOWN
            : { value: row.projects - row.projectsBefore, kind: 'integer', signed: true },
        moreSatang:
          row.satang === null || row.satangBefore === null
            ? UNKNOWN
            : { value: row.satang - row.satangBefore, kind: 'baht', signed: true },
      }),
    )
  }
  if (data.by === 'projects') {
    return data.projects.map(
      (row, index): LayoutRow => ({
        ...row,
        rank: index + 1,
        // one cell, so that a list that comes back is not read as a new place of each
        place: [row.village, row.tambon].filter((part) => part !== '').join('\n'),
        budget: byYear(row.budget),
        satang: row.budget.reduce((sum, part) => sum + part.satang, 0),
      }),
    )
  }
  // Only places have villages.
  const villages = (count: number) => (data.by === 'district' || data.by === 'tambon' ? count : '')
  return data.rows.map((row, index): LayoutRow => {
    if (!row.handedIn) {
      return {
        ...row,
        rank: index + 1,
        villages: row.villages === 0 ? UNKNOWN : row.villages,
        projects: UNKNOWN,
        budget: Object.fromEntries(years.map((year) => [String(year), UNKNOWN])),
        satang: UNKNOWN,
        // a code: the layout has its words
        note: row.note === '' ? 'notHandedIn' : row.note,
      }
    }
    return {
      ...row,
      rank: index + 1,
      villages: villages(row.villages),
      budget: byYear(row.budget),
      satang: row.budget.reduce((sum, part) => sum + part.satang, 0),
    }
  })
}

/** What is counted, in two halves side by side, so that the sheet with its signatures stays one page. */
function inPairs(contents: TransmittalData['contents']): LayoutRow[] {
  const lines = contents.map(({ label, count, unit }) => ({
    label,
    amount: `${count.toLocaleString('en-US')} ${unit}`.trim(),
  }))
  const half = Math.ceil(lines.length / 2)
  return lines.slice(0, half).map((left, at) => ({
    ...left,
    label2: lines[half + at]?.label ?? '',
    amount2: lines[half + at]?.amount ?? '',
  }))
}

function transmittal(data: TransmittalData): Scope {
  return {
    ...data,
    contentPairs: inPairs(data.contents),
    none: '',
    paperRows: data.papers.map((row, index): LayoutRow => ({ ...row, rank: index + 1 })),
  }
}

/** The longest title that still stands in a column of its own: กรรมการและผู้ช่วยเลขานุการ and a little more. */
const LONGEST_ROLE = 30

/**
 * Who sits in several bodies of a joint meeting has as many titles, each with its bodies: in the column of the titles that
 * makes a tower. Then the titles of all stand under the positions, which have the room of both columns.
 */
function rolesWithRoom<Row extends { position: string; role: string }>(rows: readonly Row[]): readonly Row[] {
  if (rows.every(({ role }) => role.length <= LONGEST_ROLE)) return rows
  return rows.map((row) => ({ ...row, position: linesOf(row.position, row.role), role: '' }))
}

function linesOf(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}

function signInSheet(data: SignInSheetData): Scope {
  const blanks = Array.from({ length: data.emptyRows }, () => ({
    name: '',
    position: '',
    role: '',
    telephone: '',
  }))
  return {
    ...data,
    signRows: [...rolesWithRoom(data.people), ...blanks].map(
      (row, index): LayoutRow => ({ ...row, rank: index + 1 }),
    ),
  }
}

function minutes(data: MinutesData): Scope {
  const numbered = <T extends object>(rows: readonly T[]) =>
    rows.map((row, at) => ({ ...row, number: `${at + 1}.` }))
  return {
    ...data,
    presentSeats: numbered(
      rolesWithRoom(
        data.present.map(({ standsFor, position, ...row }) => ({
          ...row,
          position: linesOf(position, standsFor),
        })),
      ),
    ),
    absentSeats: numbered(data.absent),
    guestSeats: numbered(data.guests),
    heads: data.heads.map((head) => ({
      ...head,
      empty: head.matters.length + head.parts.length + head.resolutions.length === 0,
      matters: head.matters.map((matter) => ({
        ...matter,
        // A matter of which nothing is said but its title holds on to nothing after it.
        empty: matter.presenter === '' && matter.parts.length + matter.resolutions.length === 0,
      })),
    })),
  }
}

/** A week as one row: what stands on a day under the name of its weekday. */
function calendar(data: CalendarData): Scope {
  return {
    ...data,
    months: data.months.map((month) => ({
      ...month,
      weeks: month.weeks.map((week) => ({
        day: Object.fromEntries(data.weekdays.map((name, at) => [name, week[at] ?? ''])),
      })),
    })),
    listRows: data.rows.map((row) => ({ ...row, until: row.until })),
  }
}

function followUpList(data: FollowUpListData): Scope {
  return { ...data, followUpRows: data.rows.map((row, at): LayoutRow => ({ ...row, no: at + 1 })) }
}

function planDifference(data: PlanDifferenceData): Scope {
  return {
    ...data,
    differenceRows: data.rows.map((row, index): LayoutRow => ({ no: index + 1, ...row })),
    yearRows: data.years.map((year): LayoutRow => ({ ...year, more: year.after - year.before })),
  }
}

/** Rows at least this many on the forms that are filled in by hand. */
const HANDWRITTEN_ROWS = 6

/** Words of a count to print, '' = to be written by hand. */
function countOrNothing(value: number | null): string {
  return value === null ? '' : value.toLocaleString('en-US')
}

function forumForm(data: ForumFormData): Scope {
  const { facts } = data
  return {
    ...data,
    nobody: '',
    single: data.kind !== 'tambon',
    facts: {
      ...facts,
      population: countOrNothing(facts.population),
      male: countOrNothing(facts.male),
      female: countOrNothing(facts.female),
      households: countOrNothing(facts.households),
      laos: facts.laos.join(', '),
    },
    groupRows: data.groups.map((group): LayoutRow => ({ group })),
    partnerRows: Array.from(
      { length: Math.max(HANDWRITTEN_ROWS, data.partners.length + 2) },
      (_unused, at): LayoutRow => ({ rank: at + 1, name: data.partners[at] ?? '' }),
    ),
    needRows: Array.from({ length: data.needRows }, (_unused, at): LayoutRow => ({ rank: at + 1 })),
  }
}

function forumSignIn(data: ForumSignInData): Scope {
  const of = Math.ceil(data.emptyRows / data.rowsPerPage)
  return {
    ...data,
    partnerRows:
      data.partners.length === 0
        ? []
        : Array.from(
            { length: data.partners.length + HANDWRITTEN_ROWS },
            (_row, at): LayoutRow => ({ rank: at + 1, agency: data.partners[at] ?? '' }),
          ),
    pages: Array.from({ length: of }, (_page, page) => ({
      number: page + 1,
      of,
      further: page > 0,
      rows: Array.from(
        { length: data.rowsPerPage },
        (_row, at): LayoutRow => ({ rank: page * data.rowsPerPage + at + 1 }),
      ),
    })),
  }
}

function forumMinutes(data: ForumMinutesData): Scope {
  const parts = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ text: line }))
  return {
    ...data,
    needCount: data.needs.length,
    groupRows: data.groups.map((row, at): LayoutRow => ({ ...row, rank: at + 1 })),
    partnerRows: data.partners.map(
      (row, at): LayoutRow => ({ ...row, persons: row.persons === 0 ? '' : row.persons, rank: at + 1 }),
    ),
    previousRows: data.previous.map((row, at): LayoutRow => ({ ...row, rank: at + 1 })),
    openingParts: parts(data.opening),
    otherParts: parts(data.otherMatters),
    needRows: data.needs.map(
      (need): LayoutRow => ({
        ...need,
        place: need.rank === null ? UNKNOWN : `${need.rank}${need.tied ? '*' : ''}`,
      }),
    ),
    tied: data.needs.some((need) => need.tied),
  }
}

function projectPack(data: ProjectPackData): Scope {
  // 0 percent is something to say; a template leaves out what is 0
  return { ...data, packRows: data.rows, percentSaid: data.percent === null ? '' : String(data.percent) }
}

/** What is not said is a dash; the form keeps all its lines. */
function projectBrief(data: ProjectBriefData): Scope {
  return {
    ...data,
    activityRows: data.activities.map((activity, index) => ({
      ...activity,
      number: index + 1,
      hasMoney: activity.satang !== null,
      satang: activity.satang ?? 0,
      more: [activity.targetGroup, activity.responsible, activity.kpi].some((text) => text !== ''),
    })),
    blankMoney: '',
    ...Object.fromEntries(
      (
        [
          'rationale',
          'objective',
          'kpi',
          'targetArea',
          'implementer',
          'duration',
          'output',
          'outcome',
        ] as const
      ).map((key) => [key, orDash(data[key])]),
    ),
    heads: Object.fromEntries(
      (['provinceIssue', 'approach', 'issueKpi', 'mainProgramme', 'programme'] as const).map((key) => [
        key,
        orDash(data[key]),
      ]),
    ),
  }
}

/** What nobody wrote stands as a dash. */
function orDash(text: string): string {
  return text === '' ? UNKNOWN : text
}

function participationTable(data: ParticipationTableData): Scope {
  return {
    ...data,
    stepNames: data.steps.map((step) => step.name),
    stepRows: data.rows.map(
      (row, index): LayoutRow => ({
        no: index + 1,
        tambon: row.tambon,
        centre: row.centre,
        step: Object.fromEntries(data.steps.map((step) => [step.name, row.cells[step.key] ?? ''])),
        done: `${row.done}/${data.steps.length}`,
        plan: row.plan,
      }),
    ),
  }
}

/** A sum that is not known stands empty, not as nothing. */
function pledgeRows(rows: PartnerAccountsData['rows']): LayoutRow[] {
  return rows.map((row, index) => ({
    no: index + 1,
    ...row,
    pledged: row.pledged ?? '',
    received: row.received ?? '',
    outstanding: row.outstanding ?? '',
  }))
}

function activitySignIn(data: ActivitySignInData): Scope {
  return {
    ...data,
    signRows: data.groups.flatMap(({ group, count }) =>
      Array.from({ length: count }, (_row, at): LayoutRow => ({ group, rank: at + 1, name: '' })),
    ),
  }
}

function activityReport(data: ActivityReportData): Scope {
  return {
    ...data,
    stepWords: data.steps.join(', '),
    groupRows: data.groups.map((row, index): LayoutRow => ({ rank: index + 1, ...row })),
    pledgeRows: pledgeRows(data.pledges),
    photos: data.pictures.map(({ caption, ...picture }) => ({
      caption,
      picture: { verbatim: true, ...picture },
    })),
    objective: orDash(data.objective),
    outcome: orDash(data.outcome),
    costWords: orDash(data.cost),
    placeWords: orDash(data.place),
    organiserWords: orDash(data.organiser),
    evidenceWords: orDash(linesOf(data.evidence, ...data.files)),
    // the line of whoever reports is filled in by hand
    none: '',
    nobody: [],
  }
}

function progress(data: ProgressData): Scope {
  return {
    ...data,
    whole: data.rows.filter((row) => row.tambon === '').map((row, at): LayoutRow => ({ no: at + 1, ...row })),
    tambonRows: data.tambons.map((row, at): LayoutRow => ({ no: at + 1, ...row })),
    monthRows: data.months.map((row): LayoutRow => ({ ...row })),
    planRows: data.rows
      .filter((row) => row.tambon !== '')
      .map((row, at): LayoutRow => ({ no: at + 1, ...row })),
  }
}

/** The scope of a paper's template. */
export function viewOf(kind: PaperKind, data: unknown, office: Head): Scope {
  switch (kind) {
    case 'planTable':
      return planTable(data as PlanTableData)
    case 'needsPlan':
      return { ...(data as NeedsPlanData), tableRows: (data as NeedsPlanData).rows }
    case 'localPlan':
    case 'provinceList':
    case 'coordinationList':
      return list(data as LocalPlanData | ProvinceListData | CoordinationListData)
    case 'planBook':
      return planBook(data as PlanBookData)
    case 'rankList':
      return rankList(data as RankListData)
    case 'planDifference':
      return planDifference(data as PlanDifferenceData)
    case 'feedback':
      return {
        ...(data as FeedbackData),
        year: (data as FeedbackData).planFy ?? 0,
        scope: (data as FeedbackData).village === '' ? 'tambon' : 'village',
        feedbackRows: (data as FeedbackData).rows.map((row, index): LayoutRow => ({ no: index + 1, ...row })),
      }
    case 'order':
      return order(data as OrderData, office)
    case 'resultsReport':
      return resultsReport(data as ResultsReportData)
    case 'provinceBoard':
      return provinceBoard(data as ProvinceBoardData)
    case 'consolidated':
      return consolidated(data as ConsolidatedData)
    case 'transmittal':
      return transmittal(data as TransmittalData)
    case 'forumForm':
      return forumForm(data as ForumFormData)
    case 'forumSignIn':
      return forumSignIn(data as ForumSignInData)
    case 'forumMinutes':
      return forumMinutes(data as ForumMinutesData)
    case 'signInSheet':
      return signInSheet(data as SignInSheetData)
    case 'agenda':
      return data as AgendaData
    case 'minutes':
      return minutes(data as MinutesData)
    case 'followUpList':
      return followUpList(data as FollowUpListData)
    case 'projectBrief':
      return projectBrief(data as ProjectBriefData)
    case 'projectPack':
      return projectPack(data as ProjectPackData)
    case 'progress':
      return progress(data as ProgressData)
    case 'corrections':
      return {
        ...(data as CorrectionsData),
        // written by hand where both sign
        none: '',
        correctionRows: (data as CorrectionsData).rows.map(
          (row, index): LayoutRow => ({ no: index + 1, ...row }),
        ),
      }
    case 'bodiesState':
      return {
        ...(data as BodiesStateData),
        stateRows: (data as BodiesStateData).rows.map((row, index): LayoutRow => ({ no: index + 1, ...row })),
      }
    case 'memberList':
      return {
        ...(data as MemberListData),
        memberRows: (data as MemberListData).rows.map(
          (row, index): LayoutRow => ({ no: index + 1, ...row, name: row.name === '' ? UNKNOWN : row.name }),
        ),
      }
    case 'activityList':
      return {
        ...(data as ActivityListData),
        activityRows: (data as ActivityListData).rows.map(
          (row, index): LayoutRow => ({
            no: index + 1,
            ...row,
            persons: row.persons ?? '',
            satang: row.satang ?? '',
          }),
        ),
      }
    case 'participationTable':
      return participationTable(data as ParticipationTableData)
    case 'partnerAccounts':
      return {
        ...(data as PartnerAccountsData),
        pledgeRows: pledgeRows((data as PartnerAccountsData).rows),
        withoutWords: (data as PartnerAccountsData).without.join(', '),
      }
    case 'activitySignIn':
      return activitySignIn(data as ActivitySignInData)
    case 'activityReport':
      return activityReport(data as ActivityReportData)
    case 'calendar':
      return calendar(data as CalendarData)
    case 'register':
      return { ...(data as RegisterData), registerRows: (data as RegisterData).rows }
    case 'reportLetter':
      return data as ReportLetterData
    case 'letter':
      return letter(data as LetterData, office)
    case 'memo':
      return memo(data as MemoData, office)
    case 'announcement':
      return announcement(data as AnnouncementData, office)
  }
}
