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
 * `subitem` begins deeper (DOCUMENTS.md §A2.5).
 */
export const bodyPart = z.object({
  kind: z.enum(['paragraph', 'item', 'subitem']).default('paragraph'),
  number: z.string().max(20).default(''),
  text: prose,
})
export type BodyPart = z.infer<typeof bodyPart>

export const letterData = z.object({
  speed: speedClass.default('none'),
  /** Date and time for "ด่วนภายใน …"; '' = the class word alone (DOCUMENTS.md §A1). */
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
  /** Marks the paper as the copy that stays in the file (สำเนาคู่ฉบับ). */
  fileCopy: z.boolean().default(false),
})
export type LetterData = z.infer<typeof letterData>
export type LetterInput = z.input<typeof letterData>

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
        dutiesIntro: line.default(''),
        duties: z.array(line).max(50).default([]),
      }),
    )
    .max(60)
    .default([]),
  /** Paragraphs after the lists, e.g. what is cancelled. */
  provisions: z.array(bodyPart).max(50).default([]),
  /** 'ทั้งนี้ ตั้งแต่วันที่ …'; '' with effectiveNow=true = the template's "ตั้งแต่บัดนี้เป็นต้นไป". */
  effectiveFrom: dateOrBlank.default(''),
  effectiveNow: z.boolean().default(true),
  date: dateOrBlank,
  signatory,
  /** More seats than this in all go to the annex (บัญชีแนบท้าย). */
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
  target: prose.default(''),
  village: line.default(''),
  tambon: line.default(''),
  budget: z
    .array(z.object({ year: thaiYear, satang }))
    .max(10)
    .default([]),
  source: line.default(''),
  agency: line.default(''),
  expected: prose.default(''),
  workClass: workClass.default(''),
  origin: line.default(''),
  coordinateTo: line.default(''),
  alignedWith: line.default(''),
  readiness: line.default(''),
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
  asOf: dateOrBlank.default(''),
  rows: z.array(needsRow).max(20_000),
  signatories: z.array(signatory).max(3).default([]),
})
export type NeedsPlanData = z.infer<typeof needsPlanData>

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
})
export type ResultsReportData = z.infer<typeof resultsReportData>

/** ใบนำส่ง of a package: what is inside, its number and its fingerprint. */
export const transmittalData = z.object({
  district: line,
  province: line,
  addressee: line,
  editionFy: thaiYear,
  /** Number of this package from this office. */
  sequence: z.int().min(1),
  date: isoDate,
  fileName: line,
  sizeBytes: z.int().min(0),
  /** Hex; printed in groups of four. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
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
  asOf: isoDate,
  duties: z.array(z.object({ number: z.int().min(1), title: line, due: dateOrBlank.default('') })).max(12),
  rows: z
    .array(
      z.object({
        district: line,
        cells: z.array(z.object({ state: boardState, date: dateOrBlank.default('') })),
        note: line.default(''),
      }),
    )
    .max(1_000),
})
export type ProvinceBoardData = z.infer<typeof provinceBoardData>

/** Consolidated table of what came in, by one of five views. */
export const consolidatedData = z.object({
  province: line,
  editionFy: thaiYear,
  asOf: isoDate,
  by: z.enum(['district', 'tambon', 'issue', 'source', 'agency']),
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
          .max(10)
          .default([]),
        note: line.default(''),
      }),
    )
    .max(20_000),
})
export type ConsolidatedData = z.infer<typeof consolidatedData>

export const signInSheetData = z.object({
  title: line,
  /** e.g. 'ครั้งที่ 1/2565'. */
  occasion: line.default(''),
  date: dateOrBlank,
  time: line.default(''),
  place: line.default(''),
  people: z
    .array(z.object({ name: line, position: line.default(''), telephone: line.default('') }))
    .max(2_000)
    .default([]),
  emptyRows: z.int().min(0).max(200).default(15),
})
export type SignInSheetData = z.infer<typeof signInSheetData>

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

/** Every kind of paper: what data it takes, which template under resources/papers draws it, what it is written as. */
export const paperKinds = {
  letter: { data: letterData, template: 'letter', formats: ['pdf', 'docx'] },
  reportLetter: { data: reportLetterData, template: 'reportLetter', formats: ['pdf', 'docx'] },
  order: { data: orderData, template: 'order', formats: ['pdf', 'docx'] },
  planTable: { data: planTableData, template: 'planTable', formats: ['pdf', 'docx', 'xlsx'] },
  needsPlan: { data: needsPlanData, template: 'needsPlan', formats: ['pdf', 'docx', 'xlsx'] },
  resultsReport: { data: resultsReportData, template: 'resultsReport', formats: ['pdf', 'docx', 'xlsx'] },
  transmittal: { data: transmittalData, template: 'transmittal', formats: ['pdf', 'docx'] },
  provinceBoard: { data: provinceBoardData, template: 'provinceBoard', formats: ['pdf', 'docx', 'xlsx'] },
  consolidated: { data: consolidatedData, template: 'consolidated', formats: ['pdf', 'docx', 'xlsx'] },
  signInSheet: { data: signInSheetData, template: 'signInSheet', formats: ['pdf', 'docx', 'xlsx'] },
} as const satisfies Record<string, { data: z.ZodType; template: string; formats: readonly PaperFormat[] }>

export type PaperKind = keyof typeof paperKinds
/** What a caller hands in (defaults may be left out). */
export type PaperData<K extends PaperKind = PaperKind> = z.input<(typeof paperKinds)[K]['data']>
