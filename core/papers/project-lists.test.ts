import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import sourceTable from '../../resources/rules/budget-sources.json' with { type: 'json' }
import laoTypes from '../../resources/rules/lao-types.json' with { type: 'json' }
import lists from '../../resources/rules/project-lists.json' with { type: 'json' }
import {
  type ListRule,
  isListed as listed,
  listedRow,
  namedOffice,
  officesNamed,
  sourceKeyOf,
} from './project-lists.ts'

const rules = lists.items as ListRule[]
const sources = sourceTable.items
const office = (name: string, laoType: string) => namedOffice({ name, laoType }, laoTypes.items)
type Row = Parameters<typeof listedRow>[0] & Parameters<typeof listedRow>[1] & { isInside: boolean }
const row = (change: Partial<Row>): Row => ({
  level: 'tambon',
  isAdopted: true,
  projectClass: 'JOINT',
  budgetSource: '',
  leadAgency: '',
  relatedAgencies: '',
  isInside: true,
  ...change,
})
type Office = ReturnType<typeof office>
const names = (text: string, one: Office) => [...one.keys].some((key) => officesNamed([text]).has(key))
const isListed = (one: Row, by: readonly ListRule[], to: Office | null, known: typeof sources) =>
  listed(
    listedRow(one, { level: one.level, isAdopted: one.isAdopted }, known),
    by,
    to === null ? null : { office: to, isInside: one.isInside },
  )

describe('names of an อปท. in what people write', () => {
  it.each([
    ['องค์การบริหารส่วนตำบลบ้านเกาะ', true],
    ['อบต.บ้านเกาะ', true],
    ['อบต. บ้านเกาะ', true],
    ['งบ อบต.บ้านเกาะ', true],
    ['อบจ.นครศรีธรรมราช, อบต.บ้านเกาะ และ ทต.พรหมโลก', true],
    ['เทศบาลตำบลพรหมโลกร่วมกับองค์การบริหารส่วนตำบลบ้านเกาะ', true],
    ['อบต.บ้านเกาะกลาง', false],
    ['เทศบาลตำบลบ้านเกาะ', false],
    ['บ้านเกาะ', false],
    ['', false],
  ])('%s', (text, expected) => {
    expect(names(text, office('องค์การบริหารส่วนตำบลบ้านเกาะ', 'SAO'))).toBe(expected)
    expect(names(text, office('อบต.บ้านเกาะ', 'SAO'))).toBe(expected)
  })
  it('an อบจ. goes by its bare kind, another kind does not', () => {
    expect(names('อบจ.', office('องค์การบริหารส่วนจังหวัดนครศรีธรรมราช', 'PAO'))).toBe(true)
    expect(names('องค์การบริหารส่วนจังหวัด', office('อบจ.นครศรีธรรมราช', 'PAO'))).toBe(true)
    expect(names('อบต.', office('องค์การบริหารส่วนตำบลบ้านเกาะ', 'SAO'))).toBe(false)
  })
  it('an agency goes by its name alone', () => {
    const agency = office('โครงการชลประทานนครศรีธรรมราช', 'AGENCY')
    expect(names('โครงการชลประทานนครศรีธรรมราช', agency)).toBe(true)
    expect(names('โครงการชลประทาน', agency)).toBe(false)
  })
})

describe('budget sources in what people write', () => {
  it.each([
    ['งบพัฒนาจังหวัด', 'province'],
    ['งบจังหวัด', 'province'],
    ['งบกลุ่มจังหวัด', 'cluster'],
    ['งบองค์การบริหารส่วนจังหวัด', 'pao'],
    ['งบ อบจ.', 'pao'],
    ['งบองค์กรปกครองส่วนท้องถิ่น', 'lao'],
    ['', ''],
  ])('%s', (text, key) => expect(sourceKeyOf(text, sources)).toBe(key))
})

describe('which rows are listed', () => {
  const sao = office('องค์การบริหารส่วนตำบลอินคีรี', 'SAO')
  const pao = office('องค์การบริหารส่วนจังหวัดนครศรีธรรมราช', 'PAO')
  it('for an อปท.: what names it, what asks its budget, what goes beyond its villages and has nobody yet', () => {
    const inList = (change: Partial<Row>) => isListed(row(change), rules, sao, sources)
    expect(inList({})).toBe(true)
    expect(inList({ isInside: false })).toBe(false)
    expect(inList({ projectClass: 'SELF' })).toBe(false)
    expect(inList({ leadAgency: 'กรมชลประทาน' })).toBe(false)
    expect(inList({ leadAgency: 'กรมชลประทาน', relatedAgencies: 'อบต.อินคีรี', isInside: false })).toBe(true)
    expect(inList({ projectClass: 'SELF', budgetSource: 'งบ อบต.' })).toBe(true)
    expect(inList({ budgetSource: 'งบ อบต.', isInside: false, leadAgency: 'x' })).toBe(false)
    expect(inList({ level: 'village' })).toBe(false)
  })
  it('for the อบจ.: what asks its budget or names it, anywhere', () => {
    const inList = (change: Partial<Row>) =>
      isListed(row({ isInside: false, ...change }), rules, pao, sources)
    expect(inList({ budgetSource: 'งบองค์การบริหารส่วนจังหวัด' })).toBe(true)
    expect(inList({ leadAgency: 'อบจ.นครศรีธรรมราช' })).toBe(true)
    expect(inList({})).toBe(false)
  })
  it('for the province: adopted rows of the district that ask its budget', () => {
    const inList = (change: Partial<Row>) =>
      isListed(row({ level: 'district', budgetSource: 'งบพัฒนาจังหวัด', ...change }), rules, null, sources)
    expect(inList({})).toBe(true)
    expect(inList({ isAdopted: false })).toBe(false)
    expect(inList({ level: 'tambon' })).toBe(false)
    expect(inList({ budgetSource: 'งบ อบต.' })).toBe(false)
  })
  it('whatever the row: without a rule it is in no list, with one more rule in no fewer', () => {
    const anyRow = fc.record({
      level: fc.constantFrom('village', 'tambon', 'district', 'needs'),
      isAdopted: fc.boolean(),
      projectClass: fc.constantFrom('SELF', 'JOINT', 'BEYOND'),
      budgetSource: fc.constantFrom('', 'งบ อบต.', 'งบพัฒนาจังหวัด', 'ไม่ทราบ'),
      leadAgency: fc.constantFrom('', 'อบต.อินคีรี', 'กรมชลประทาน'),
      relatedAgencies: fc.constantFrom('', 'อบต.อินคีรี'),
      isInside: fc.boolean(),
    }) as fc.Arbitrary<Row>
    fc.assert(
      fc.property(anyRow, fc.nat(rules.length), (one, count) => {
        expect(isListed(one, [], sao, sources)).toBe(false)
        if (isListed(one, rules.slice(0, count), sao, sources))
          expect(isListed(one, rules, sao, sources)).toBe(true)
      }),
    )
  })
})
