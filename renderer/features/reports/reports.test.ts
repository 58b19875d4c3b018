import { describe, expect, it } from 'vitest'
import type { Figure, FigureShare, Note, Report, ReportFormDetail } from '../../../core/reports/contract.ts'
import { checkForm, reportFormInput } from '../../../core/reports/rules.ts'
import {
  askedOf,
  differenceOf,
  onPaper,
  paramOf,
  percentOf,
  showDifference,
  showValue,
} from './figure-words.ts'
import { marksOf, moved, newPart, newSection, replaced, without } from './form-draft.ts'
import { missingOf } from './missing.ts'
import { matchesNote } from './note-rows.ts'
import { tambonRowsOf } from './tambon-rows.ts'

const figure = (part: Partial<Figure> = {}): Figure => ({
  key: 'sessionsHeld',
  name: 'ประชุม/อบรม',
  dutyKind: 'teach',
  typed: false,
  perTambon: false,
  hasExpected: false,
  value: 3,
  expected: null,
  unit: 'count',
  frozenValue: null,
  frozenExpected: null,
  lastYear: null,
  source: '',
  shares: [],
  ...part,
})
const share = (tambonCode: string | null, part: Partial<FigureShare> = {}): FigureShare => ({
  tambonCode,
  tambonName: tambonCode === null ? 'ทั้งอำเภอ' : `ตำบล ${tambonCode}`,
  value: 1,
  expected: null,
  frozenValue: null,
  frozenExpected: null,
  lastYear: null,
  source: '',
  ...part,
})
const duty = (no: number, part: Partial<Report['duties'][number]> = {}): Report['duties'][number] => ({
  dutyId: `duty${no}`,
  no,
  kind: 'teach',
  text: 'สร้างความรู้',
  figures: [],
  result: 'ทำแล้ว',
  problem: 'ไม่มี',
  suggestion: 'ไม่มี',
  unmerged: { result: 0, problem: 0, suggestion: 0 },
  ...part,
})
const report = (part: Partial<Report> = {}): Report => ({
  id: 'r1',
  officeId: 'o1',
  directiveId: 'd1',
  directiveNumber: 'ที่ นศ 0019.3/0239',
  editionFy: 2565,
  planFy: 2567,
  versionNo: 1,
  asOf: '2022-07-15',
  state: 'draft',
  signedOn: null,
  letterId: null,
  dueOn: '2022-07-25',
  form: 'standard',
  reason: '',
  supersedesId: null,
  supersededById: null,
  reporterName: 'นางสาวสมมุติ',
  reporterPosition: '',
  reporterTelephone: '',
  signatoryId: 's1',
  duties: [duty(1)],
  ...part,
})

describe('what is missing before signing', () => {
  it('finds nothing in a whole report', () => {
    expect(missingOf(report(), '2022-07-18', false)).toEqual([])
  })
  it('tells what the core would refuse, before all remarks', () => {
    const found = missingOf(
      report({
        signatoryId: null,
        reporterName: ' ',
        asOf: '2022-07-19',
        duties: [duty(1, { problem: ' ' })],
      }),
      '2022-07-18',
      true,
    )
    expect(found.map(({ what, stops }) => [what, stops])).toEqual([
      ['signatory', true],
      ['reporter', true],
      ['asOfFuture', true],
      ['form', true],
      ['texts', false],
    ])
    expect(found.at(-1)).toMatchObject({ no: 1, parts: ['problem'], jump: 'duty1:problem', tab: 'duties' })
  })
  it('lets the figures of today be signed today', () => {
    expect(missingOf(report({ asOf: '2022-07-18' }), '2022-07-18', false)).toEqual([])
  })
  it('names typed figures that nobody typed, and notes that wait, duty by duty', () => {
    const typed = figure({ key: 'volunteers', name: 'อาสาสมัคร', typed: true, value: null })
    const found = missingOf(
      report({
        duties: [
          duty(1, { figures: [typed, figure({ value: 0 })] }),
          duty(2, { result: '', suggestion: '', unmerged: { result: 2, problem: 0, suggestion: 1 } }),
        ],
      }),
      '2022-07-18',
      false,
    )
    expect(found).toMatchObject([
      { what: 'figure', no: 1, name: 'อาสาสมัคร', jump: 'typed:volunteers' },
      { what: 'texts', no: 2, parts: ['result', 'suggestion'], jump: 'duty2:result' },
      { what: 'notes', no: 2, count: 3 },
    ])
  })
})

describe('figures in words', () => {
  it('writes money in baht and persons as they are, an unknown one as a dash', () => {
    expect(showValue('money', 1_234_500)).toBe('12,345')
    expect(showValue('count', 12_345)).toBe('12,345')
    expect(showValue('count', null)).toBe('–')
  })
  it('invents no difference where one of the two is not known', () => {
    expect(differenceOf(3, null)).toBeNull()
    expect(differenceOf(null, 3)).toBeNull()
    expect(showDifference('count', differenceOf(3, 5))).toBe('−2')
    expect(showDifference('money', differenceOf(500_00, 300_00))).toBe('+200')
    expect(showDifference('count', 0)).toBe('0')
    expect(showDifference('count', null)).toBe('–')
  })
  it('never says 100 % before it is all, nor shares of nothing', () => {
    expect(percentOf(199, 200)).toBe(99)
    expect(percentOf(1999, 2000)).toBe(99)
    expect(percentOf(200, 200)).toBe(100)
    expect(percentOf(0, 0)).toBeNull()
    expect(percentOf(null, 5)).toBeNull()
  })
  it('shows a signed report as it was signed', () => {
    expect(onPaper(figure({ value: 4, expected: 5, frozenValue: 3 }))).toEqual({ value: 3, expected: 5 })
    expect(onPaper(figure({ value: 4, frozenValue: 0 })).value).toBe(0)
  })
  it('keeps the figure and its tambon in the address', () => {
    for (const [key, code] of [
      ['villagePlans', undefined],
      ['villagePlans', '800201'],
      ['villagePlans', null],
    ] as const)
      expect(askedOf(paramOf(key, code))).toEqual({ key, tambonCode: code })
    expect(askedOf(null)).toBeNull()
    expect(askedOf('')).toBeNull()
  })
})

describe('tambon × figure', () => {
  const first = figure({ key: 'a', shares: [share(null), share('1'), share('2'), share('3')] })
  const second = figure({ key: 'b', shares: [share('3', { value: 7 }), share('4')] })
  it('puts own tambons first and what is of none last, with every share in its place', () => {
    const rows = tambonRowsOf([first, second], ['3'])
    expect(rows.map((row) => row.tambonCode)).toEqual(['3', '1', '2', '4', null])
    expect(rows[0]?.mine).toBe(true)
    expect(rows[0]?.shares.get('b')?.value).toBe(7)
    expect(rows[1]?.shares.has('b')).toBe(false)
  })
})

describe('notes that are asked for', () => {
  const note: Note = {
    id: 'n1',
    dutyId: 'duty1',
    dutyNo: 1,
    tambonCode: null,
    tambonName: '',
    notedOn: '2022-05-02',
    part: 'problem',
    text: 'น้ำท่วมทางเข้าหมู่บ้าน',
    notedBy: 'พิมพ์ชนก',
    example: false,
    about: { table: 'activity', id: 'a1', label: 'ประชุมเชิงปฏิบัติการ', href: '/activities' },
    merged: true,
  }
  const all = { dutyId: null, tambonCode: null, part: null, waiting: false, text: '' }
  it('tells the whole district from no choice of tambon', () => {
    expect(matchesNote(note, all)).toBe(true)
    expect(matchesNote(note, { ...all, tambonCode: '' })).toBe(true)
    expect(matchesNote(note, { ...all, tambonCode: '800201' })).toBe(false)
  })
  it('looks for words in the text, its record and who wrote it', () => {
    for (const text of ['น้ำท่วม', 'ปฏิบัติการ', 'พิมพ์'])
      expect(matchesNote(note, { ...all, text }), text).toBe(true)
    expect(matchesNote(note, { ...all, text: 'ไฟไหม้' })).toBe(false)
  })
  it('leaves out what is merged, another duty, another part', () => {
    expect(matchesNote(note, { ...all, waiting: true })).toBe(false)
    expect(matchesNote(note, { ...all, dutyId: 'duty2' })).toBe(false)
    expect(matchesNote(note, { ...all, part: 'result' })).toBe(false)
  })
})

describe('a form being changed', () => {
  const empty = {
    activities: [],
    duties: [],
    figures: [],
    orders: [],
    partners: [],
    realised: [],
    tambons: [],
  }
  const knows: ReportFormDetail['knows'] = {
    figures: [{ key: 'villagePlans', name: 'แผนหมู่บ้าน', unit: 'count', typed: false }],
    dutyKinds: [{ key: 'teach', name: 'สร้างความรู้' }],
    fields: {
      ...empty,
      duties: [
        { show: 'no', name: 'ที่', kind: 'rank' },
        { show: 'kind', name: 'เรื่อง', kind: 'text' },
      ],
    },
    tags: [{ tag: 'district', name: 'อำเภอ' }],
  }
  it('begins with parts that can be printed at once', () => {
    const parts = (['table', 'narrative', 'text', 'blank'] as const).map((kind) => newPart(kind, knows))
    const form = reportFormInput.parse({
      name: 'แบบ',
      paperTitle: 'แบบรายงาน',
      sections: [{ ...newSection(), parts }],
    })
    expect(checkForm(form, { figures: ['villagePlans'], dutyKinds: ['teach'] })).toEqual([])
  })
  it('moves within its ends only, and changes nothing else', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
    expect(replaced(['a', 'b'], 1, 'x')).toEqual(['a', 'x'])
    expect(without(['a', 'b'], 0)).toEqual(['b'])
  })
  it('names a figure and all of it apart', () => {
    const marks = marksOf(knows, (name) => `ทั้งหมดของ ${name}`)
    expect(marks).toEqual({
      district: '[อำเภอ]',
      'figure:villagePlans': '[แผนหมู่บ้าน]',
      'figure:villagePlans.of': '[ทั้งหมดของ แผนหมู่บ้าน]',
    })
  })
})
