/**
 * The data each paper needs. Pure: no Node, no DOM, no database.
 * Amounts are integer satang, dates are ISO C.E. `YYYY-MM-DD` ('' = left blank for handwriting),
 * fiscal years are พ.ศ. integers. Every field has a value after parsing, so that a template tag
 * that finds nothing is a fault of the template and never of the data.
 */
import { z } from 'zod'

const line = z.string().max(2_000)
const prose = z.string().max(20_000)
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** ISO date, or '' when the date is to be written by hand on the paper. */
const dateOrBlank = z.union([isoDate, z.literal('')])
const satang = z.int()
const thaiYear = z.int().min(2400).max(2800)

export const speedClass = z.enum(['none', 'urgent', 'veryUrgent', 'mostUrgent'])
export const secrecyClass = z.enum(['none', 'secret', 'verySecret', 'mostSecret'])

/** Who signs: full name as printed between brackets, and the lines of the position under it. */
export const signatory = z.object({
  name: line.default(''),
  positionLines: z.array(line).max(8).default([]),
})
export type Signatory = z.infer<typeof signatory>

/**
 * Part of a body text. `paragraph` and `item` begin at 2.5 cm; an item carries its own number ('1.' or '๑.');
 * `subitem` begins deeper (DOCUMENTS.md §A2.5); `heading` stands bold above the parts after it (เรื่องเดิม, ข้อเท็จจริง …
 * of a memo, §A3).
 */
export const bodyPart = z.object({
  kind: z.enum(['paragraph', 'item', 'subitem', 'heading']).default('paragraph'),
  number: z.string().max(20).default(''),
  text: prose,
})
export type BodyPart = z.infer<typeof bodyPart>

/**
 * Pages that go with a paper, after the signature: a section of its own, upright or across, a text or a table or both.
 * A letter numbers them from 1 each, as papers of their own; those of an announcement go on counting.
 */
export const annexData = z.object({
  title: line,
  orientation: z.enum(['portrait', 'landscape']).default('portrait'),
  /** Paragraphs, one a line. */
  text: prose.default(''),
  table: z
    .object({ head: z.array(line).min(1).max(20), rows: z.array(z.array(line).max(20)).max(5_000) })
    .nullable()
    .default(null),
})
export type AnnexData = z.infer<typeof annexData>

export const letterData = z.object({
  speed: speedClass.default('none'),
  /** Date and time after "ด่วนภายใน", printed in the place of the class word; '' = the class word (DOCUMENTS.md §A1). */
  speedWithin: line.default(''),
  secrecy: secrecyClass.default('none'),
  /** '' = the office's own agency code. */
  numberPrefix: line.default(''),
  /** Running number of the outgoing register; '' leaves room for handwriting. */
  number: line.default(''),
  /** Circular letter: "ว" before the number. */
  circular: z.boolean().default(false),
  date: dateOrBlank,
  subject: line,
  /** '' = the template's own word (เรียน). */
  salutation: line.default(''),
  addressee: line,
  references: z.array(line).max(50).default([]),
  enclosures: z
    .array(z.object({ text: line, count: line.default('') }))
    .max(50)
    .default([]),
  body: z.array(bodyPart).max(500),
  /** '' = the template's own words (ขอแสดงความนับถือ). */
  closing: line.default(''),
  signatory,
  /** Lines that replace the office's own unit in the contact block; [] = the office's. */
  contactUnits: z.array(line).max(4).default([]),
  copies: z.array(line).max(50).default([]),
  /** Marks the paper as the copy that stays in the file (สำเนาคู่ฉบับ), with room for who drafted, typed and checked it. */
  fileCopy: z.boolean().default(false),
  /** What the record holds, and the list of addressees of a copy for the file. */
  annexes: z.array(annexData).max(21).default([]),
})
export type LetterData = z.infer<typeof letterData>
export type LetterInput = z.input<typeof letterData>

/** บันทึกข้อความ. DOCUMENTS.md §A3: no closing words; references and enclosures live in the text. */
export const memoData = z.object({
  speed: speedClass.default('none'),
  speedWithin: line.default(''),
  secrecy: secrecyClass.default('none'),
  /** ส่วนราชการ; '' = the office's own unit and group with its telephone. */
  agency: line.default(''),
  numberPrefix: line.default(''),
  number: line.default(''),
  circular: z.boolean().default(false),
  date: dateOrBlank,
  subject: line,
  /** '' = the template's own word (เรียน). */
  salutation: line.default(''),
  addressee: line,
  body: z.array(bodyPart).max(500),
  signatory,
  fileCopy: z.boolean().default(false),
  annexes: z.array(annexData).max(21).default([]),
})
export type MemoData = z.infer<typeof memoData>

/** ประกาศ. DOCUMENTS.md §A4. */
export const announcementData = z.object({
  secrecy: secrecyClass.default('none'),
  /** As it stands after ประกาศ: 'อำเภอ…' or the position with power; '' = the office's district. */
  issuer: line.default(''),
  /** Of the office's register of announcements; '' = the head carries no number line. */
  number: line.default(''),
  /** Calendar year พ.ศ. of the number. */
  year: thaiYear.nullable().default(null),
  subject: line,
  body: z.array(bodyPart).max(500),
  date: dateOrBlank,
  signatory,
  annexes: z.array(annexData).max(20).default([]),
})
export type AnnouncementData = z.infer<typeof announcementData>

/** Covering letter of the results report: the wording is the template's, this is only what changes. */
export const reportLetterData = z.object({
  speed: speedClass.default('none'),
  number: line.default(''),
  numberPrefix: line.default(''),
  date: dateOrBlank,
  addressee: line,
  editionFy: thaiYear,
  /** The letter that is answered. */
  directive: z.object({ agency: line, number: line, date: isoDate, subject: line }),
  dueDate: dateOrBlank.default(''),
  dutyCount: z.int().min(0),
  planCounts: z.object({
    villages: z.int().min(0),
    tambons: z.int().min(0),
    projects: z.int().min(0),
    satang,
  }),
  enclosures: z
    .array(z.object({ text: line, count: line.default('') }))
    .max(50)
    .default([]),
  signatory,
})
export type ReportLetterData = z.infer<typeof reportLetterData>

export const seat = z.object({
  /** '' when the seat goes to whoever holds the post. */
  name: line.default(''),
  position: line.default(''),
  role: line,
})
export type Seat = z.infer<typeof seat>

export const orderData = z.object({
  secrecy: secrecyClass.default('none'),
  /** 'อำเภอ…' or the position with power, e.g. 'จังหวัด…' (DOCUMENTS.md §A4). '' = the office's district. */
  issuer: line.default(''),
  number: line.default(''),
  /** Calendar year พ.ศ. of the number. */
  year: thaiYear,
  subject: line,
  /** Reason, power relied on, what is ordered. */
  preamble: z.array(bodyPart).min(1).max(50),
  committees: z
    .array(
      z.object({
        heading: line.default(''),
        seats: z.array(seat).max(500),
        /** Of an amendment: what it changes, a sentence each. */
        changes: z.array(prose).max(1_000).default([]),
        dutiesIntro: line.default(''),
        duties: z.array(line).max(50).default([]),
      }),
    )
    .max(300)
    .default([]),
  /** Paragraphs after the lists, e.g. what is cancelled. */
  provisions: z.array(bodyPart).max(50).default([]),
  /** 'ทั้งนี้ ตั้งแต่วันที่ …'; '' with effectiveNow=true = the template's "ตั้งแต่บัดนี้เป็นต้นไป". */
  effectiveFrom: dateOrBlank.default(''),
  effectiveNow: z.boolean().default(true),
  date: dateOrBlank,
  signatory,
  /** Whether the lists stand in an annex (บัญชีแนบท้าย); auto = when there are more seats in all than `annexAbove`. */
  annex: z.enum(['auto', 'always', 'never']).default('auto'),
  annexAbove: z.int().min(0).default(30),
})
export type OrderData = z.infer<typeof orderData>
export type OrderInput = z.input<typeof orderData>

export const workClass = z.enum(['self', 'joint', 'beyond', ''])

export const planRow = z.object({
  rank: z.int().min(0),
  /** Development issue; rows with the same issue that follow each other form a group. */
  issue: line.default(''),
  name: line,
  problem: prose.default(''),
  objective: prose.default(''),
  /** With the site under it; targetText and site are the parts. */
  target: prose.default(''),
  targetText: prose.default(''),
  site: line.default(''),
  village: line.default(''),
  tambon: line.default(''),
  budget: z
    .array(z.object({ year: thaiYear, satang }))
    .max(10)
    .default([]),
  /** Satang over all years. */
  total: satang.default(0),
  source: line.default(''),
  agency: line.default(''),
  expected: prose.default(''),
  kpi: prose.default(''),
  workClass: workClass.default(''),
  origin: line.default(''),
  coordinateTo: line.default(''),
  alignedWith: line.default(''),
  readiness: line.default(''),
  sourceRef: line.default(''),
  sourceCode: line.default(''),
  note: line.default(''),
})
export type PlanRow = z.infer<typeof planRow>

/** Table of projects of one plan. DOMAIN.md §3.4. */
export const planTableData = z.object({
  level: z.enum(['village', 'community', 'tambon', 'district']),
  /** e.g. 'หมู่ที่ 3 บ้านหนองบัว'; '' at higher levels. */
  village: line.default(''),
  tambon: line.default(''),
  district: line,
  province: line,
  firstYear: thaiYear,
  lastYear: thaiYear,
  /** ฉบับทบทวนปี พ.ศ. 2568; '' for the first edition (DOMAIN.md §1.2). */
  edition: line.default(''),
  editionFy: thaiYear,
  asOf: dateOrBlank.default(''),
  rows: z.array(planRow).max(20_000),
  /** People who sign under the table; [] = none. */
  signatories: z.array(signatory).max(3).default([]),
})
export type PlanTableData = z.infer<typeof planTableData>
export type PlanTableInput = z.input<typeof planTableData>

/** What heads of the lists and books below share. */
const listHead = {
  district: line.default(''),
  province: line,
  firstYear: thaiYear,
  lastYear: thaiYear,
  asOf: dateOrBlank.default(''),
  rows: z.array(planRow).max(20_000),
  signatories: z.array(signatory).max(3).default([]),
}

/** แผนพัฒนาท้องถิ่น as แบบ ผ.02. DOMAIN.md §3.1. */
export const localPlanData = z.object({ ...listHead, lao: line, edition: line.default('') })
export type LocalPlanData = z.infer<typeof localPlanData>

/** แบบ จ.1: the province's own plan, or what a district proposes to the province. DOMAIN.md §3.2. */
export const provinceListData = z.object({
  ...listHead,
  edition: line.default(''),
  /** เป้าหมายการพัฒนาจังหวัด; '' = room to write. */
  goal: prose.default(''),
})
export type ProvinceListData = z.infer<typeof provinceListData>

/** บัญชีประสานโครงการ to one อปท. or agency. DOMAIN.md §1.5, §3.4. */
export const coordinationListData = z.object({ ...listHead, lao: line, planFy: thaiYear })
export type CoordinationListData = z.infer<typeof coordinationListData>

const people = z.int().min(0).nullable().default(null)
/** The plan as a book: first pages, table of projects, resolution of its adoption. DOMAIN.md §3.3. */
export const planBookData = z.object({
  ...listHead,
  level: z.enum(['village', 'community', 'tambon']),
  planFy: thaiYear,
  village: line.default(''),
  tambon: line,
  edition: line.default(''),
  headman: line.default(''),
  laos: z.array(line).max(60).default([]),
  population: people,
  households: people,
  /** Of one village by year; of a tambon its villages in one year. */
  figures: z
    .array(
      z.object({
        label: line,
        headman: line.default(''),
        population: people,
        male: people,
        female: people,
        households: people,
        source: line.default(''),
      }),
    )
    .max(500)
    .default([]),
  forums: z
    .array(
      z.object({
        name: line,
        heldOn: dateOrBlank.default(''),
        place: line.default(''),
        persons: z.int().min(0).default(0),
        partners: line.default(''),
      }),
    )
    .max(500)
    .default([]),
  needs: z
    .array(
      z.object({
        rank: z.int().min(0).nullable().default(null),
        issue: line.default(''),
        problem: prose.default(''),
        cause: prose.default(''),
        name: prose.default(''),
        village: line.default(''),
        votes: z.int().nullable().default(null),
      }),
    )
    .max(5_000)
    .default([]),
  adoption: z
    .object({
      by: line,
      on: dateOrBlank.default(''),
      resolution: prose.default(''),
      attendees: z.int().min(0).nullable().default(null),
    })
    .nullable()
    .default(null),
})
export type PlanBookData = z.infer<typeof planBookData>

/** บัญชีจัดลำดับความสำคัญ: scores by weighted criteria beside the place in the plan. DOMAIN.md §3.4. */
export const rankListData = z.object({
  plan: line,
  planFy: thaiYear,
  asOf: dateOrBlank.default(''),
  criteria: z
    .array(z.object({ key: line, name: line, weight: z.number().min(0), maximum: z.number().min(0) }))
    .max(20),
  note: prose.default(''),
  rows: z
    .array(
      z.object({
        rank: z.int().min(0),
        name: line,
        village: line.default(''),
        /** Points by key of the criterion; a criterion without one is not scored yet. */
        scores: z.record(z.string(), z.number()).default({}),
        /** Hundredths of the 0–100 total; null while a score is missing. */
        total: z.int().min(0).nullable().default(null),
        scoreRank: z.int().min(1).nullable().default(null),
        tied: z.boolean().default(false),
        reason: prose.default(''),
      }),
    )
    .max(20_000),
  signatories: z.array(signatory).max(3).default([]),
})
export type RankListData = z.infer<typeof rankListData>

/** ใบแจ้งผลโครงการที่เสนอ for the next forum: where each project went and what became of it. DOMAIN.md §5. */
export const feedbackData = z.object({
  village: line.default(''),
  tambon: line.default(''),
  district: line,
  province: line,
  /** null = of all years. */
  planFy: thaiYear.nullable().default(null),
  asOf: dateOrBlank.default(''),
  rows: z
    .array(
      z.object({
        village: line.default(''),
        /** In the plan where it began; null where it stands in none. */
        rank: z.int().min(0).nullable().default(null),
        name: line,
        /** What was asked for, over all years. */
        satang,
        way: prose.default(''),
        outcome: prose.default(''),
        reason: prose.default(''),
      }),
    )
    .max(20_000),
})
export type FeedbackData = z.infer<typeof feedbackData>

/** บัญชีเปรียบเทียบการเปลี่ยนแปลง between two editions of a plan: เดิม, ใหม่, เหตุผล. */
export const planDifferenceData = z.object({
  plan: line,
  /** '' = there is no earlier edition. */
  against: line.default(''),
  planFy: thaiYear,
  asOf: dateOrBlank.default(''),
  rows: z
    .array(
      z.object({
        group: line,
        name: line,
        before: prose.default(''),
        after: prose.default(''),
        satangBefore: satang,
        satangAfter: satang,
        reason: prose.default(''),
      }),
    )
    .max(20_000),
  years: z
    .array(z.object({ year: thaiYear, before: satang, after: satang }))
    .max(20)
    .default([]),
  signatories: z.array(signatory).max(3).default([]),
})
export type PlanDifferenceData = z.infer<typeof planDifferenceData>

/** บัญชีรายการที่ขอให้แก้ไข: what one office asks another to correct of what it handed in. */
export const correctionsData = z.object({
  /** Who asks, who is asked. */
  asks: line,
  asked: line,
  /** What kind of package it was, in words. */
  kindName: line,
  planFy: thaiYear,
  sequence: z.int().min(1),
  receivedOn: dateOrBlank.default(''),
  /** What was decided about the whole, in words. */
  state: line.default(''),
  reasons: prose.default(''),
  asOf: isoDate,
  rows: z
    .array(
      z.object({
        /** Village, tambon, or what belongs to none. */
        group: line,
        subject: line,
        field: line.default(''),
        handedIn: prose.default(''),
        proposed: prose.default(''),
        reason: prose.default(''),
      }),
    )
    .max(20_000),
})
export type CorrectionsData = z.infer<typeof correctionsData>

export const needsRow = z.object({
  rank: z.int().min(0),
  issue: line.default(''),
  name: line,
  area: line.default(''),
  satang,
  sourceAsked: line.default(''),
  agency: line.default(''),
  readiness: line.default(''),
  status: line.default(''),
})
export const needsPlanData = z.object({
  district: line,
  province: line,
  /** Fiscal year the budget is asked for. */
  planFy: thaiYear,
  /** Only what is asked of this budget source; '' = all. */
  source: line.default(''),
  /** What the rows are grouped by. */
  by: z.enum(['issue', 'source']).default('issue'),
  asOf: dateOrBlank.default(''),
  rows: z.array(needsRow).max(20_000),
  signatories: z.array(signatory).max(3).default([]),
})
export type NeedsPlanData = z.infer<typeof needsPlanData>

/** A part of a section: a table, words, or room to write by hand. */
const reportPart = z.object({
  kind: z.enum(['table', 'words', 'blank']),
  title: line,
  /** Of a table: layout of the program; '' = the form's own. */
  layout: z.enum(['', 'duties', 'reportTambons', 'reportRealised']).default(''),
  /** The form's own layout, as core/papers/engine/layout.ts has it; checked where it is drawn. */
  table: z.unknown().default(null),
  rows: z.array(z.record(z.string(), z.unknown())).max(20_000).default([]),
  paragraphs: z
    .array(z.object({ text: prose, bold: z.boolean() }))
    .max(500)
    .default([]),
  lines: z.array(line).max(30).default([]),
})
const reportSection = z.object({
  page: z.enum(['portrait', 'landscape']),
  title: line,
  subheading: z.array(line).max(8),
  labels: z.array(z.object({ label: line, text: prose })).max(20),
  parts: z.array(reportPart).max(60),
  /** What stands under the tables: which figures were typed, and where they are from. */
  notes: z.array(prose).max(200),
  signatures: z.array(signatory.extend({ caption: line })).max(4),
})

/** แบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะฯ. DOMAIN.md §3.6. */
export const resultsReportData = z.object({
  district: line,
  province: line,
  editionFy: thaiYear,
  asOf: isoDate,
  reporter: z.object({ name: line, position: line.default(''), telephone: line.default('') }),
  directive: z.object({ number: line, date: isoDate }).nullable().default(null),
  dueDate: dateOrBlank.default(''),
  duties: z
    .array(
      z.object({
        number: z.int().min(1),
        title: prose,
        /** What was counted, e.g. { label: 'คำสั่ง ก.บ.ต. เป็นปัจจุบัน', value: '5/6 ตำบล' }. */
        figures: z
          .array(z.object({ label: line, value: line }))
          .max(40)
          .default([]),
        result: prose.default(''),
        problems: prose.default(''),
        suggestions: prose.default(''),
      }),
    )
    .max(30),
  tambons: z
    .array(
      z.object({
        tambon: line,
        orderNumber: line.default(''),
        orderDate: dateOrBlank.default(''),
        workshopDate: dateOrBlank.default(''),
        planDate: dateOrBlank.default(''),
        projects: z.int().min(0).default(0),
        satang: satang.default(0),
        note: line.default(''),
      }),
    )
    .max(500)
    .default([]),
  realised: z
    .array(
      z.object({
        name: line,
        tambon: line.default(''),
        village: line.default(''),
        satang,
        source: line.default(''),
        agency: line.default(''),
        status: line.default(''),
      }),
    )
    .max(20_000)
    .default([]),
  signatories: z.array(signatory).max(3).default([]),
  /** Title of the paper; '' = as the template has it. */
  paperTitle: line.default(''),
  /**
   * The report laid out by its form (resources/rules/report-forms), so that what was signed keeps the form it was signed
   * in. Without any, the template's own sections are printed: reports that were signed before there were forms.
   */
  sections: z.array(reportSection).max(1_000).default([]),
})
export type ResultsReportData = z.infer<typeof resultsReportData>

/** ใบนำส่ง of a package: what is inside, its number and its fingerprint. */
export const transmittalData = z.object({
  district: line,
  province: line,
  /** The office that sends, by its own name. */
  fromOffice: line.default(''),
  /** What kind of package it is, in words. */
  packageKind: line.default(''),
  addressee: line,
  /** Names of the tambons of a laptop's work or of reference data. */
  tambons: line.default(''),
  editionFy: thaiYear,
  /** Number of this package from this office. */
  sequence: z.int().min(1),
  date: isoDate,
  fileName: line,
  sizeBytes: z.int().min(0),
  /** In an envelope with a passphrase; the hash is that of the package inside. */
  encrypted: z.boolean().default(false),
  /** Hex; printed in groups of four. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Its first 16 digits, printed large: what two people compare by eye (PEERS.md §3.6). */
  sha256Start: z
    .string()
    .regex(/^([0-9a-f]{16})?$/)
    .default(''),
  /** Number of the office's key, to be read out by telephone (core/exchange/sign.ts fingerprintOf). */
  keyNumber: line.default(''),
  contents: z.array(z.object({ label: line, count: z.int().min(0), unit: line.default('') })).max(200),
  papers: z
    .array(z.object({ title: line, note: line.default('') }))
    .max(500)
    .default([]),
  sender: z.object({ name: line, position: line.default(''), telephone: line.default('') }),
  note: prose.default(''),
})
export type TransmittalData = z.infer<typeof transmittalData>

export const boardState = z.enum(['expected', 'received', 'onTime', 'late', 'missing', 'returned'])
/** The province's board: district × duty. */
export const provinceBoardData = z.object({
  province: line,
  editionFy: thaiYear,
  planFy: thaiYear,
  asOf: isoDate,
  /** How many were expected, came in time, came late, are missing. */
  summary: prose.default(''),
  duties: z.array(z.object({ number: z.int().min(1), title: line, due: dateOrBlank.default('') })).max(40),
  rows: z
    .array(
      z.object({
        district: line,
        /** `days` late, or missing for. */
        cells: z.array(
          z.object({
            state: boardState,
            date: dateOrBlank.default(''),
            days: z.int().min(0).default(0),
            /** What stands in the place of the state's own word. */
            text: line.default(''),
          }),
        ),
        note: prose.default(''),
      }),
    )
    .max(1_000),
})
export type ProvinceBoardData = z.infer<typeof provinceBoardData>

/**
 * One table of what came in, by one side; `comparison` puts the sides beside the year before, `projects` is the list of
 * every project. The consolidated workbook is all of them.
 */
export const consolidatedData = z.object({
  province: line,
  planFy: thaiYear,
  /** Name of the plans that are counted: แผนความต้องการระดับอำเภอ. */
  plans: line,
  asOf: isoDate,
  by: z.enum(['district', 'tambon', 'issue', 'class', 'source', 'agency', 'year', 'comparison', 'projects']),
  firstYear: thaiYear,
  lastYear: thaiYear,
  rows: z
    .array(
      z.object({
        /** Heading of a group, e.g. the district of a tambon; '' = no groups. */
        group: line.default(''),
        label: line,
        villages: z.int().min(0).default(0),
        projects: z.int().min(0),
        /** false: this office has not handed in; its figures are not nothing but unknown. */
        handedIn: z.boolean().default(true),
        budget: z
          .array(z.object({ year: thaiYear, satang }))
          .max(30)
          .default([]),
        note: line.default(''),
      }),
    )
    .max(20_000)
    .default([]),
  comparison: z
    .array(
      z.object({
        group: line,
        label: line,
        /** Null: nothing came then. */
        projectsBefore: z.int().min(0).nullable(),
        satangBefore: satang.nullable(),
        projects: z.int().min(0).nullable(),
        satang: satang.nullable(),
      }),
    )
    .max(20_000)
    .default([]),
  projects: z
    .array(
      z.object({
        id: line,
        district: line,
        tambon: line.default(''),
        village: line.default(''),
        name: line,
        issue: line.default(''),
        workClass: z.enum(['self', 'joint', 'beyond']),
        source: line.default(''),
        agency: line.default(''),
        budget: z
          .array(z.object({ year: thaiYear, satang }))
          .max(30)
          .default([]),
      }),
    )
    .max(200_000)
    .default([]),
})
export type ConsolidatedData = z.infer<typeof consolidatedData>

/** Head that the papers of a meeting share (DOCUMENTS.md §A5). */
const meetingHead = {
  /** After การประชุม: คณะกรรมการบริหารงานอำเภอ (ก.บ.อ.) อำเภอพรหมคีรี. */
  subject: line,
  /** ครั้งที่ 1/2565; of a meeting of several bodies one line for each. */
  counts: z.array(line).max(30).default([]),
  date: dateOrBlank,
  /** 09.30; '' = to be written by hand. */
  time: line.default(''),
  place: line.default(''),
}

/** ใบลงทะเบียน: those called with room to sign, then empty rows. */
export const signInSheetData = z.object({
  ...meetingHead,
  people: z
    .array(
      z.object({
        name: line,
        position: line.default(''),
        /** What one is in the body, or in each of them. */
        role: prose.default(''),
        telephone: line.default(''),
      }),
    )
    .max(2_000)
    .default([]),
  emptyRows: z.int().min(0).max(200).default(15),
})
export type SignInSheetData = z.infer<typeof signInSheetData>

const forumPerson = z.object({ name: line.default(''), position: line.default('') })
/** What the papers of a forum share; whatever is '' is left to be written by hand. */
const forumHead = {
  kind: z.enum(['village', 'community', 'tambon']),
  /** ประชาคมหมู่บ้าน บ้านนอกท่า หมู่ที่ 3 ตำบลพรหมโลก */
  title: line,
  purpose: line,
  area: line,
  tambon: line,
  district: line,
  province: line,
  date: dateOrBlank.default(''),
  /** 09.30 */
  startsAt: line.default(''),
  endsAt: line.default(''),
  place: line.default(''),
  chair: forumPerson,
  recorder: forumPerson,
}

/** แบบบันทึกการจัดเวทีประชาคม, to fill in by hand at the forum. DOMAIN.md §1.3, §3.3. */
export const forumFormData = z.object({
  ...forumHead,
  facts: z.object({
    population: people,
    male: people,
    female: people,
    households: people,
    /** Year (พ.ศ.) of these figures. */
    year: thaiYear.nullable().default(null),
    source: line.default(''),
    headman: line.default(''),
    laos: z.array(line).max(60).default([]),
  }),
  groups: z.array(line).max(60),
  partners: z.array(line).max(200).default([]),
  /** Empty rows for problems and needs. */
  needRows: z.int().min(1).max(200).default(14),
})
export type ForumFormData = z.infer<typeof forumFormData>

/** ใบลงทะเบียน of a forum: agencies on a sheet of their own, villagers in whole pages of empty rows. */
export const forumSignInData = z.object({
  ...forumHead,
  partners: z.array(line).max(200).default([]),
  emptyRows: z.int().min(1).max(1_000).default(50),
  rowsPerPage: z.int().min(5).max(25).default(25),
})
export type ForumSignInData = z.infer<typeof forumSignInData>

/** รายงานการประชุมประชาคม (แบบที่ ๑๑ adapted). DOCUMENTS.md §A5. */
export const forumMinutesData = z.object({
  ...forumHead,
  number: z.int().min(1),
  /** Calendar year พ.ศ. of the number. */
  year: thaiYear,
  groups: z.array(z.object({ group: line, persons: z.int().min(0) })).max(60),
  partners: z
    .array(z.object({ name: line, persons: z.int().min(0) }))
    .max(200)
    .default([]),
  opening: prose.default(''),
  previous: z
    .array(z.object({ name: prose, outcome: prose }))
    .max(2_000)
    .default([]),
  method: z.enum(['hands', 'score', 'agreed']),
  needs: z
    .array(
      z.object({
        rank: z.int().min(1).nullable().default(null),
        tied: z.boolean().default(false),
        name: prose.default(''),
        problem: prose.default(''),
        site: line.default(''),
        workClass: z.enum(['SELF', 'JOINT', 'BEYOND', '']).default(''),
        satang: satang.nullable().default(null),
        votes: z.int().min(0).nullable().default(null),
      }),
    )
    .max(2_000),
  resolution: prose.default(''),
  otherMatters: prose.default(''),
})
export type ForumMinutesData = z.infer<typeof forumMinutesData>

/** โครงการแบบย่อ (Project Brief) แบบ จ.1-1. DOMAIN.md §3.2. */
export const projectBriefData = z.object({
  name: line,
  satang,
  provinceIssue: prose.default(''),
  approach: prose.default(''),
  issueKpi: prose.default(''),
  mainProgramme: prose.default(''),
  programme: prose.default(''),
  rationale: prose.default(''),
  objective: prose.default(''),
  kpi: prose.default(''),
  targetArea: prose.default(''),
  activities: z
    .array(
      z.object({
        name: line,
        satang: satang.nullable(),
        agency: line.default(''),
        relatedAgencies: line.default(''),
        targetGroup: line.default(''),
        responsible: line.default(''),
        kpi: line.default(''),
      }),
    )
    .max(40)
    .default([]),
  implementer: prose.default(''),
  duration: prose.default(''),
  output: prose.default(''),
  outcome: prose.default(''),
})
export type ProjectBriefData = z.infer<typeof projectBriefData>

/** สารบัญชุดเสนอโครงการ: the files of a proposal and what is still missing. DOMAIN.md §3.5. */
export const projectPackData = z.object({
  name: line,
  place: line.default(''),
  satang,
  source: line.default(''),
  asOf: isoDate,
  /** Of the papers asked for how many are there; null = none is asked for. */
  percent: z.int().min(0).max(100).nullable(),
  rows: z
    .array(
      z.object({
        no: line.default(''),
        paper: line.default(''),
        file: line.default(''),
        state: z.enum(['have', 'asked', 'notNeeded', 'missing']),
        note: line.default(''),
      }),
    )
    .max(2_000),
})
export type ProjectPackData = z.infer<typeof projectPackData>

/** ทะเบียนหนังสือส่ง and its like: the numbers of one calendar year, พ.ศ. DOCUMENTS.md §A2, §A4. */
export const registerData = z.object({
  /** Name of the register as the paper is headed. */
  name: line,
  year: thaiYear,
  asOf: isoDate,
  rows: z
    .array(
      z.object({
        number: line,
        date: dateOrBlank,
        subject: line.default(''),
        addressee: line.default(''),
        /** When and how it went out. */
        sent: line.default(''),
        note: line.default(''),
      }),
    )
    .max(100_000),
})
export type RegisterData = z.infer<typeof registerData>

/** ปฏิทินการปฏิบัติงาน: pages of months, the year on one page, or the list by date (C2). */
export const calendarData = z.object({
  form: z.enum(['month', 'year', 'list']),
  fiscalYear: thaiYear,
  /** อำเภอ… as the paper is headed. */
  area: line,
  asOf: isoDate,
  /** Whose tambons, where it is not the whole district. */
  scope: line.default(''),
  note: line.default(''),
  /** Heads of the seven columns. */
  weekdays: z.array(line).min(1).max(7),
  months: z
    .array(
      z.object({
        name: line,
        /** Windows that run in it. */
        windows: line.default(''),
        /** Seven days a week: number and what stands on it, '' = of another month. */
        weeks: z.array(z.array(prose).max(7)).max(6),
      }),
    )
    .max(12),
  yearRows: z
    .array(
      z.object({
        month: line,
        windows: prose.default(''),
        deadlines: prose.default(''),
        work: prose.default(''),
        holidays: prose.default(''),
      }),
    )
    .max(12),
  rows: z
    .array(
      z.object({
        month: line,
        date: isoDate,
        until: dateOrBlank,
        kind: line,
        title: prose,
        place: prose.default(''),
        state: line.default(''),
      }),
    )
    .max(20_000),
})
export type CalendarData = z.infer<typeof calendarData>

/** The letterhead and habits of the office that makes the paper. */
export const officeHead = z.object({
  agencyCode: line,
  officeName: line,
  addressLines: z.array(line).max(4),
  ownerUnit: line.default(''),
  ownerGroup: line.default(''),
  telephone: line.default(''),
  fax: line.default(''),
  email: line.default(''),
  mottoLines: z.array(line).max(6).default([]),
  provinceName: line,
  districtName: line.default(''),
  /** The office's own picture; the program ships none (DOCUMENTS.md §C). */
  emblem: z
    .object({
      mime: z.enum(['image/png', 'image/jpeg']),
      base64: z.string(),
      widthPx: z.int().min(1),
      heightPx: z.int().min(1),
    })
    .optional(),
  /** picture: put it in; space: leave exactly its room blank; none: no room either. */
  emblemMode: z.enum(['picture', 'space', 'none']).default('space'),
  digits: z.enum(['thai', 'arabic']).default('thai'),
  docxFont: z.enum(['TH SarabunPSK', 'TH SarabunIT๙', 'TH Sarabun New']).default('TH SarabunPSK'),
})
export type OfficeHead = z.input<typeof officeHead>

export type PaperFormat = 'pdf' | 'docx' | 'xlsx'

const matter = {
  /** 4, 4.1: Arabic digits. */
  number: line,
  title: line,
  presenter: line.default(''),
}

/** ระเบียบวาระการประชุม. DOCUMENTS.md §A5. */
export const agendaData = z.object({
  ...meetingHead,
  heads: z.array(z.object({ ...matter, matters: z.array(z.object(matter)).max(100).default([]) })).max(30),
})
export type AgendaData = z.infer<typeof agendaData>

const minutesMatter = {
  ...matter,
  parts: z.array(bodyPart).max(2_000).default([]),
  resolutions: z
    .array(z.object({ text: prose }))
    .max(30)
    .default([]),
}
const officer = z.object({ name: line.default(''), position: line.default('') })

/** รายงานการประชุม, of a meeting or of one of the bodies that met. DOCUMENTS.md §A5. */
export const minutesData = z.object({
  ...meetingHead,
  present: z
    .array(
      z.object({
        name: line,
        position: line.default(''),
        role: prose.default(''),
        /** Came in the place of this member (แทน); '' = the member came. */
        standsFor: prose.default(''),
      }),
    )
    .max(2_000)
    .default([]),
  absent: z
    .array(z.object({ name: line, position: line.default(''), reason: line.default('') }))
    .max(2_000)
    .default([]),
  guests: z
    .array(z.object({ name: line, position: line.default('') }))
    .max(2_000)
    .default([]),
  openedAt: line.default(''),
  closedAt: line.default(''),
  /** Who led, and whether enough members came: sentences. */
  opening: z.array(prose).max(40).default([]),
  heads: z
    .array(z.object({ ...minutesMatter, matters: z.array(z.object(minutesMatter)).max(100).default([]) }))
    .max(30),
  recorder: officer,
  checker: officer,
})
export type MinutesData = z.infer<typeof minutesData>

/** บัญชีติดตามมติที่ประชุม. */
export const followUpListData = z.object({
  /** '' = of all bodies. */
  body: line.default(''),
  asOf: dateOrBlank,
  rows: z
    .array(
      z.object({
        /** Who resolved, and on the next line when. */
        meeting: prose,
        /** 4.1 and title of the matter. */
        matter: prose,
        resolution: prose,
        owner: line.default(''),
        dueOn: dateOrBlank.default(''),
        state: line,
        outcome: prose.default(''),
      }),
    )
    .max(5_000),
})
export type FollowUpListData = z.infer<typeof followUpListData>

/** ผลการทบทวนคำสั่งแต่งตั้งคณะกรรมการ: every body of the office, its order and what is to be done (duty 2, DOMAIN.md §1.3). */
export const bodiesStateData = z.object({
  district: line.default(''),
  province: line.default(''),
  /** Guideline edition that the orders are reviewed for, พ.ศ.; null = none in hand. */
  editionFy: thaiYear.nullable().default(null),
  asOf: dateOrBlank.default(''),
  /** How many are in which state, as a sentence. */
  summary: line.default(''),
  rows: z
    .array(
      z.object({
        area: line,
        name: line,
        /** ที่ 12/2565 ลงวันที่ …; '' = none. */
        order: line.default(''),
        members: z.int().min(0),
        seats: z.int().min(0),
        state: line,
        todo: prose.default(''),
      }),
    )
    .max(5_000),
})
export type BodiesStateData = z.infer<typeof bodiesStateData>

/** แบบติดตามความก้าวหน้าการจัดทำแผน: every plan that is to be made, on a day (C3, DOMAIN.md §4). */
export const progressData = z.object({
  district: line.default(''),
  province: line.default(''),
  planFy: thaiYear,
  asOf: isoDate,
  /** How many of how many, as a sentence. */
  summary: prose.default(''),
  tambons: z
    .array(
      z.object({
        tambon: line,
        /** 3/8; '' = none in this tambon. */
        villages: line.default(''),
        communities: line.default(''),
        /** Of the tambon plan. */
        tambonPlan: line.default(''),
        expected: z.int().min(0),
        done: z.int().min(0),
        late: z.int().min(0),
        /** Whole percent of plans adopted. */
        percent: z.int().min(0).max(100),
      }),
    )
    .max(500),
  /** Plans adopted by month, in time or late by days. */
  months: z
    .array(
      z.object({
        month: line,
        inTime: z.int(),
        late14: z.int(),
        late30: z.int(),
        lateMore: z.int(),
        all: z.int(),
      }),
    )
    .max(400)
    .default([]),
  rows: z
    .array(
      z.object({
        /** '' = of the whole district. */
        tambon: line.default(''),
        plan: line,
        forumOn: dateOrBlank.default(''),
        adoptedOn: dateOrBlank.default(''),
        evidence: prose.default(''),
        endsOn: dateOrBlank.default(''),
        state: line,
      }),
    )
    .max(5_000),
})
export type ProgressData = z.infer<typeof progressData>

/** รายชื่อคณะกรรมการ: who sits in a body now, with the order that appoints it. */
export const memberListData = z.object({
  name: line,
  order: line.default(''),
  asOf: dateOrBlank.default(''),
  rows: z
    .array(
      z.object({
        /** '' = vacant. */
        name: line.default(''),
        position: line.default(''),
        title: line,
        note: line.default(''),
      }),
    )
    .max(5_000),
})
export type MemberListData = z.infer<typeof memberListData>

const activityHead = {
  district: line.default(''),
  province: line.default(''),
  asOf: dateOrBlank.default(''),
  editionFy: thaiYear,
}
/** ทะเบียนกิจกรรม: what was done, by kind of duty (C18, DOMAIN.md §1.3). */
export const activityListData = z.object({
  ...activityHead,
  /** '' = of all. */
  tambon: line.default(''),
  kindName: line.default(''),
  summary: line.default(''),
  rows: z
    .array(
      z.object({
        /** Kind; '' where the paper is of one kind. */
        group: line.default(''),
        days: line,
        subject: prose,
        tambon: line,
        place: line.default(''),
        persons: z.int().min(0).nullable().default(null),
        satang: satang.nullable().default(null),
        evidence: prose.default(''),
        note: prose.default(''),
      }),
    )
    .max(20_000),
})
export type ActivityListData = z.infer<typeof activityListData>

/** ตาราง ศอช. มีส่วนร่วมในแต่ละขั้นตอน: tambon × step with the days (duty 3). */
export const participationTableData = z.object({
  ...activityHead,
  planFy: thaiYear,
  summary: line.default(''),
  steps: z.array(z.object({ key: line, name: line })).max(20),
  rows: z
    .array(
      z.object({
        tambon: line,
        /** The order of ศอช.ต. */
        centre: line.default(''),
        /** Days by key of the step; '' = not yet. */
        cells: z.record(z.string(), prose),
        done: z.int().min(0),
        plan: line.default(''),
      }),
    )
    .max(1_000),
})
export type ParticipationTableData = z.infer<typeof participationTableData>

const pledgeData = z.object({
  partner: line,
  promisedOn: dateOrBlank,
  what: prose,
  project: prose.default(''),
  /** Satang; null = no money, or without a value. */
  pledged: satang.nullable().default(null),
  received: satang.nullable().default(null),
  outstanding: satang.nullable().default(null),
  dueOn: dateOrBlank.default(''),
  state: line,
  /** Day, amount and what, one a line. */
  receipts: prose.default(''),
})
/** บัญชีการประสานภาคี: who promised what, what came, what is still to come (duty 5). */
export const partnerAccountsData = z.object({
  ...activityHead,
  summary: line.default(''),
  rows: z.array(pledgeData).max(20_000),
  /** Partners that were met and promised nothing yet. */
  without: z.array(line).max(2_000).default([]),
})
export type PartnerAccountsData = z.infer<typeof partnerAccountsData>

/** ใบลงทะเบียนผู้เข้าร่วม of a session or workshop: empty rows by group. */
export const activitySignInData = z.object({
  district: line.default(''),
  province: line.default(''),
  asOf: dateOrBlank.default(''),
  subject: line,
  date: dateOrBlank,
  until: dateOrBlank.default(''),
  place: line.default(''),
  organiser: line.default(''),
  groups: z.array(z.object({ group: line.default(''), count: z.int().min(1).max(2_000) })).max(60),
})
export type ActivitySignInData = z.infer<typeof activitySignInData>

/** รายงานสรุปผลกิจกรรม: one activity on a page. */
export const activityReportData = z.object({
  ...activityHead,
  kindName: line.default(''),
  subject: line,
  tambon: line.default(''),
  date: dateOrBlank,
  until: dateOrBlank.default(''),
  place: line.default(''),
  organiser: line.default(''),
  partner: line.default(''),
  steps: z.array(line).max(20).default([]),
  groups: z
    .array(z.object({ group: line, persons: z.int().min(0) }))
    .max(60)
    .default([]),
  /** In words, with the sum; '' = not counted. */
  persons: line.default(''),
  objective: prose.default(''),
  outcome: prose.default(''),
  cost: line.default(''),
  pledges: z.array(pledgeData).max(500).default([]),
  evidence: prose.default(''),
  files: z.array(line).max(500).default([]),
  /** Photographs among the files, drawn at the end. */
  pictures: z
    .array(
      z.object({
        caption: line,
        mime: z.enum(['image/png', 'image/jpeg']),
        base64: z.base64(),
        widthPx: z.int().min(1),
        heightPx: z.int().min(1),
        turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
      }),
    )
    .max(40)
    .default([]),
  /** In time or late, and why. */
  remarks: prose.default(''),
  note: prose.default(''),
})
export type ActivityReportData = z.infer<typeof activityReportData>

/** Every kind of paper: what data it takes, which template under resources/papers draws it, what it is written as. */
export const paperKinds = {
  letter: { data: letterData, template: 'letter', formats: ['pdf', 'docx'] },
  memo: { data: memoData, template: 'memo', formats: ['pdf', 'docx'] },
  announcement: { data: announcementData, template: 'announcement', formats: ['pdf', 'docx'] },
  reportLetter: { data: reportLetterData, template: 'reportLetter', formats: ['pdf', 'docx'] },
  order: { data: orderData, template: 'order', formats: ['pdf', 'docx'] },
  planTable: { data: planTableData, template: 'planTable', formats: ['pdf', 'docx', 'xlsx'] },
  needsPlan: { data: needsPlanData, template: 'needsPlan', formats: ['pdf', 'docx', 'xlsx'] },
  resultsReport: { data: resultsReportData, template: 'resultsReport', formats: ['pdf', 'docx', 'xlsx'] },
  transmittal: { data: transmittalData, template: 'transmittal', formats: ['pdf', 'docx'] },
  provinceBoard: { data: provinceBoardData, template: 'provinceBoard', formats: ['pdf', 'docx', 'xlsx'] },
  consolidated: { data: consolidatedData, template: 'consolidated', formats: ['pdf', 'docx', 'xlsx'] },
  localPlan: { data: localPlanData, template: 'localPlan', formats: ['pdf', 'docx', 'xlsx'] },
  provinceList: { data: provinceListData, template: 'provinceList', formats: ['pdf', 'docx', 'xlsx'] },
  coordinationList: {
    data: coordinationListData,
    template: 'coordinationList',
    formats: ['pdf', 'docx', 'xlsx'],
  },
  planBook: { data: planBookData, template: 'planBook', formats: ['pdf', 'docx'] },
  rankList: { data: rankListData, template: 'rankList', formats: ['pdf', 'docx', 'xlsx'] },
  planDifference: { data: planDifferenceData, template: 'planDifference', formats: ['pdf', 'docx', 'xlsx'] },
  corrections: { data: correctionsData, template: 'corrections', formats: ['pdf', 'docx', 'xlsx'] },
  feedback: { data: feedbackData, template: 'feedback', formats: ['pdf', 'docx', 'xlsx'] },
  signInSheet: { data: signInSheetData, template: 'signInSheet', formats: ['pdf', 'docx', 'xlsx'] },
  agenda: { data: agendaData, template: 'agenda', formats: ['pdf', 'docx'] },
  minutes: { data: minutesData, template: 'minutes', formats: ['pdf', 'docx'] },
  followUpList: { data: followUpListData, template: 'followUpList', formats: ['pdf', 'docx', 'xlsx'] },
  forumForm: { data: forumFormData, template: 'forumForm', formats: ['pdf'] },
  forumSignIn: { data: forumSignInData, template: 'forumSignIn', formats: ['pdf'] },
  forumMinutes: { data: forumMinutesData, template: 'forumMinutes', formats: ['pdf', 'docx'] },
  projectBrief: { data: projectBriefData, template: 'projectBrief', formats: ['pdf', 'docx'] },
  projectPack: { data: projectPackData, template: 'projectPack', formats: ['pdf', 'docx', 'xlsx'] },
  bodiesState: { data: bodiesStateData, template: 'bodiesState', formats: ['pdf', 'docx', 'xlsx'] },
  progress: { data: progressData, template: 'progress', formats: ['pdf', 'docx', 'xlsx'] },
  memberList: { data: memberListData, template: 'memberList', formats: ['pdf', 'docx', 'xlsx'] },
  register: { data: registerData, template: 'register', formats: ['pdf', 'docx', 'xlsx'] },
  calendar: { data: calendarData, template: 'calendar', formats: ['pdf', 'docx', 'xlsx'] },
  activityList: { data: activityListData, template: 'activityList', formats: ['pdf', 'docx', 'xlsx'] },
  participationTable: {
    data: participationTableData,
    template: 'participationTable',
    formats: ['pdf', 'docx', 'xlsx'],
  },
  partnerAccounts: {
    data: partnerAccountsData,
    template: 'partnerAccounts',
    formats: ['pdf', 'docx', 'xlsx'],
  },
  activitySignIn: { data: activitySignInData, template: 'activitySignIn', formats: ['pdf', 'docx', 'xlsx'] },
  activityReport: { data: activityReportData, template: 'activityReport', formats: ['pdf', 'docx'] },
} as const satisfies Record<string, { data: z.ZodType; template: string; formats: readonly PaperFormat[] }>

export type PaperKind = keyof typeof paperKinds
/** What a caller hands in (defaults may be left out). */
export type PaperData<K extends PaperKind = PaperKind> = z.input<(typeof paperKinds)[K]['data']>
