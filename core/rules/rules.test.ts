import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isIsoDate, weekdayIndex } from '../thai/dates.ts'
import {
  dutyKindOf,
  fillPlaceholders,
  loadRules,
  needsChecking,
  provenance,
  ruleTableIds,
  spansFor,
  windowsFor,
} from './rules.ts'

const folder = new URL('../../resources/', import.meta.url)
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
const rules = loadRules(readJson)

describe('the rule files', () => {
  it('are exactly the tables known, and every one holds', () => {
    const files = readdirSync(new URL('rules/', folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5))
    expect(files.sort()).toEqual([...ruleTableIds].sort())
  })

  it('are refused when something in them is wrong', () => {
    const broken =
      (file: string, change: (table: { items: Record<string, unknown>[]; [key: string]: unknown }) => void) =>
      () =>
        loadRules((name) => {
          const table = structuredClone(readJson(name)) as { items: Record<string, unknown>[] }
          if (name === `rules/${file}.json`) change(table)
          return table
        })
    expect(broken('bodies', () => {})).not.toThrow()
    expect(broken('bodies', (t) => t.items.push({ ...t.items[0] }))).toThrow(/twice/)
    expect(broken('bodies', (t) => Object.assign(t.items[0]!, { certainty: 'sure' }))).toThrow()
    expect(broken('bodies', (t) => Object.assign(t.items[0]!, { seats: 9 }))).toThrow()
    expect(broken('bodies', (t) => Object.assign(t.items[0]!, { minimum: 26, maximum: 25 }))).toThrow(
      /minimum/,
    )
    expect(broken('seat-templates', (t) => Object.assign(t.items[0]!, { body: 'nobody' }))).toThrow(/nobody/)
    expect(broken('report-figures', (t) => Object.assign(t.items[0]!, { dutyKind: 'nothing' }))).toThrow(
      /nothing/,
    )
    expect(broken('take-up-rules', (t) => Object.assign(t.items[0]!, { atLeast: undefined }))).toThrow(
      /compare/,
    )
    expect(broken('next-year', (t) => Object.assign(t.items[0]!, { budgets: 'somehow' }))).toThrow()
    expect(broken('plan-windows', (t) => Object.assign(t.items[0]!, { startMonth: 13 }))).toThrow()
  })

  it('mark what is only background knowledge', () => {
    expect(needsChecking(rules['development-issues'].certainty)).toBe(true)
    expect(needsChecking(rules['duty-kinds'].certainty)).toBe(false)
    const committee = rules.bodies.items.find((item) => item.key === 'tambonCommittee')!
    expect(provenance(rules.bodies, committee).certainty).toBe('B:hi')
    // numbers not found in any source stay open (DOMAIN.md §1.4, §10)
    expect([committee.minimum, committee.maximum, committee.termYears]).toEqual([null, null, null])
  })
})

describe('calendar rule', () => {
  it('gives the quoted windows of plan FY 2566', () => {
    const windows = Object.fromEntries(windowsFor(rules, 2566).map((w) => [w.level, [w.startsOn, w.endsOn]]))
    expect(windows).toMatchObject({
      village: ['2021-01-01', '2021-02-28'],
      tambon: ['2021-03-01', '2021-04-30'],
      local: ['2021-03-01', '2021-04-30'],
      district: ['2021-05-01', '2021-06-30'],
      province: ['2021-05-01', '2021-09-30'],
    })
    expect(windowsFor(rules, 2569).find((w) => w.level === 'village')?.endsOn).toBe('2024-02-29')
  })

  it('knows the spans, the usual one first', () => {
    expect(spansFor(rules, 'district', 2567).map((span) => span.key)).toEqual(['2566-2570'])
    expect(spansFor(rules, 'village', 2570).map((span) => span.key)).toEqual(['2566-2570', '2569-2571'])
    expect(spansFor(rules, 'needs', 2567)).toEqual([])
    expect(rules.guideline.items[0]?.planYearsAfterEdition).toBe(2)
  })

  it('has holidays that are days, those of a special kind on working days', () => {
    for (const item of rules.holidays.items) {
      expect(isIsoDate(item.date)).toBe(true)
      expect(item.key).toBe(item.date)
      if (item.kind === 'substitute' || item.kind === 'special')
        expect([1, 2, 3, 4, 5]).toContain(weekdayIndex(item.date))
    }
    for (const { month, day } of rules['holidays-yearly'].items)
      expect(isIsoDate(`2023-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)).toBe(true)
  })
})

describe('duties and figures', () => {
  it('hold the six duties of the seed letter word for word', () => {
    const letter = readFileSync(new URL('demo/directive.json', folder), 'utf8')
    for (const item of rules['duty-kinds'].items.filter((kind) => kind.key !== 'other')) {
      expect(letter).toContain(item.text)
      expect(dutyKindOf(rules, item.text)).toBe(item.key)
    }
    expect(dutyKindOf(rules, 'จัดซื้อครุภัณฑ์สำนักงาน')).toBe('other')
  })

  it('have a figure for every duty that leaves records, with its placeholders', () => {
    const duties = new Set(rules['report-figures'].items.map((item) => item.dutyKind))
    expect([...duties].sort()).toEqual(['coordCentre', 'orders', 'partners', 'teach', 'workshops'])
    for (const item of rules['report-figures'].items) {
      expect(item.text).toContain('{{n}}')
      expect(item.text.includes('{{of}}')).toBe(item.hasExpected)
      expect(item.text.includes('บาท')).toBe(item.unit === 'money')
    }
  })

  it('never print a placeholder that has no value', () => {
    expect(fillPlaceholders('{{n}} จาก {{of}} ตำบล', { n: 5, of: 6 })).toBe('5 จาก 6 ตำบล')
    expect(() => fillPlaceholders('{{n}} จาก {{of}}', { n: 5 })).toThrow(/of/)
  })

  it('rank with weights that make 100', () => {
    expect(rules['ranking-criteria'].items.reduce((sum, item) => sum + item.weight, 0)).toBe(100)
  })
})
