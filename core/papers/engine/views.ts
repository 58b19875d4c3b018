/**
 * What a template may name: the data of the paper plus a few lists derived from it (rows of tables, seat numbers).
 * Pure; no words of papers here.
 */
import type { z } from 'zod'
import type {
  ConsolidatedData,
  LetterData,
  NeedsPlanData,
  OrderData,
  officeHead,
  PaperKind,
  PlanTableData,
  ProvinceBoardData,
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
  }
}

function order(data: OrderData, office: Head): Scope {
  const seats = data.committees.reduce((sum, committee) => sum + committee.seats.length, 0)
  const inAnnex = seats > data.annexAbove
  const committees = data.committees.map((committee) => ({
    ...committee,
    seats: committee.seats.map((seat, index) => ({ ...seat, number: `${index + 1}.` })),
    rows: committee.seats.map((seat, index) => ({ ...seat, rank: index + 1 })),
  }))
  return {
    ...data,
    issuer: data.issuer === '' ? office.districtName : data.issuer,
    issuerGiven: data.issuer !== '',
    committees,
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
          data.duties.map((duty, at) => [String(duty.number), row.cells[at]?.state ?? 'expected']),
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
    sumRows: data.rows.map((row, index): LayoutRow => {
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
        budget: byYear(row.budget),
        satang: row.budget.reduce((sum, part) => sum + part.satang, 0),
      }
    }),
  }
}

function transmittal(data: TransmittalData): Scope {
  return {
    ...data,
    contentRows: data.contents.map((row, index): LayoutRow => ({ ...row, rank: index + 1 })),
    none: '',
    paperRows: data.papers.map((row, index): LayoutRow => ({ ...row, rank: index + 1 })),
  }
}

function signInSheet(data: SignInSheetData): Scope {
  const people = data.people.map((person) => ({ ...person }))
  const blanks = Array.from({ length: data.emptyRows }, () => ({ name: '', position: '', telephone: '' }))
  return {
    ...data,
    signRows: [...people, ...blanks].map((row, index): LayoutRow => ({ ...row, rank: index + 1 })),
  }
}

/** The scope of a paper's template. */
export function viewOf(kind: PaperKind, data: unknown, office: Head): Scope {
  switch (kind) {
    case 'planTable':
      return planTable(data as PlanTableData)
    case 'needsPlan':
      return { ...(data as NeedsPlanData), tableRows: (data as NeedsPlanData).rows }
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
    case 'signInSheet':
      return signInSheet(data as SignInSheetData)
    case 'reportLetter':
      return data as ReportLetterData
    case 'letter':
      return letter(data as LetterData, office)
  }
}
