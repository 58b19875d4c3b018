import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { daysOff, offDays } from '../calendar/working-days.ts'
import { createGeography } from '../geography/places.ts'
import { entryFields } from '../plans/rules.ts'
import { loadRules } from '../rules/rules.ts'
import { formatThaiDate, isWorkingDay, parseThaiDate } from '../thai/dates.ts'
import {
  activityFieldsOf,
  type DemoDistrict,
  demoProblems,
  entryFieldsOf,
  loadDemoDistrict,
  loadDemoProvince,
  pledgesOf,
} from './schema.ts'

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'))
const geography = createGeography({
  provinces: readJson('geography/provinces.json') as [string, string][],
  districts: readJson('geography/districts.json') as [string, string][],
  tambons: readJson('geography/tambons.json') as [string, string][],
})
const rules = loadRules(readJson)
const tambons = geography.tambonsOf('8002').map((tambon) => tambon.code)
const demo = loadDemoDistrict(readJson, tambons)
const keys = (id: keyof typeof rules) => new Set(rules[id].items.map((item) => item.key))
const names = (id: keyof typeof rules) => new Set(rules[id].items.map((item) => item.name))

describe('the demo district', () => {
  it('is whole', () => {
    expect(demoProblems(demo, tambons)).toEqual([])
  })

  it.each<[string, (broken: DemoDistrict) => void, RegExp]>([
    ['a village elsewhere', (d) => Object.assign(d.villages[0]!, { tambonCode: '800301' }), /outside/],
    ['a ref twice', (d) => d.villages.push(d.villages[0]!), /twice/],
    ['a plan with a lost project', (d) => d.plans[0]!.entries.push('p-lost'), /p-lost/],
    ['a project taken up from nowhere', (d) => d.plans.at(-1)!.takeUp.push('p-800205-01-1'), /no plan below/],
    [
      'a tambon plan before its villages',
      (d) => Object.assign(d.plans.find((p) => p.ref === 'plan-800201')!, { takenOn: '2022-01-19' }),
      /before/,
    ],
    ['money outside the span', (d) => Object.assign(d.projects[0]!, { baht: { '2571': 5 } }), /outside plan/],
    ['an amount of nothing', (d) => Object.assign(d.projects[0]!, { baht: { '2567': 0 } }), /is 0/],
    [
      'a duty closed on nothing',
      (d) => Object.assign(d.directive.progress[0]!, { evidence: '' }),
      /evidence/,
    ],
    ['a real person', (d) => Object.assign(d.bodies[0]!.seats![0]!.person!, { example: false }), /example/],
    [
      'an order of the future',
      (d) => Object.assign(d.bodies[0]!.order!, { signedOn: '2022-12-01' }),
      /not within/,
    ],
    ['a signatory nobody knows', (d) => Object.assign(d.report.head, { signatory: 's-nobody' }), /signatory/],
  ])('would be refused with %s', (_, breakIt, message) => {
    const broken = structuredClone(demo)
    breakIt(broken)
    expect(demoProblems(broken, tambons).join('\n')).toMatch(message)
  })

  it('covers every tambon and holds enough to work with', () => {
    expect(tambons).toHaveLength(5)
    expect(demo.villages.filter((village) => village.kind === 'village')).toHaveLength(39)
    expect(demo.projects.length).toBeGreaterThanOrEqual(120)
    expect(demo.projects.length).toBeLessThanOrEqual(220)
    expect(new Set(demo.projects.map((project) => project.name)).size).toBe(demo.projects.length)
    for (const projectClass of keys('project-classes')) {
      expect(demo.projects.filter((project) => project.projectClass === projectClass).length).toBeGreaterThan(
        20,
      )
    }
    for (const issue of names('development-issues'))
      expect(demo.projects.map((project) => project.issue)).toContain(issue)
    const levels = new Map<string, number>()
    for (const plan of demo.plans) levels.set(plan.level, (levels.get(plan.level) ?? 0) + 1)
    expect([...levels]).toEqual([
      ['village', 41],
      ['local', 1],
      ['tambon', 5],
      ['district', 1],
      ['needs', 1],
    ])
  })

  it('uses only words the rule tables know', () => {
    for (const project of demo.projects) {
      expect(names('development-issues')).toContain(project.issue)
      expect(names('budget-sources')).toContain(project.budgetSource)
    }
    for (const fate of demo.fates) expect(keys('fate-kinds')).toContain(fate.kind)
    for (const duty of demo.directive.duties) expect(keys('duty-kinds')).toContain(duty.kind)
    for (const { fields } of demo.activities) {
      for (const group of fields.attendance) expect(keys('attendance-groups')).toContain(group.group)
      for (const step of fields.steps) expect(keys('participation-steps')).toContain(step)
    }
    for (const body of demo.bodies) expect(keys('bodies')).toContain(body.kind)
  })

  it('follows the seed letter', () => {
    expect(demo.directive).toMatchObject({
      number: 'นศ ๐๐๑๙.๓/๐๒๓๙',
      dated: '2022-01-18',
      editionFy: 2565,
      planFy: 2567,
    })
    expect(demo.directive.enclosures).toHaveLength(2)
    expect(demo.directive.duties).toHaveLength(6)
    const last = demo.directive.duties.at(-1)!
    expect(last.text).toContain(`ภายใน${formatThaiDate(last.dueOn!, { style: 'weekday' })}`)
    expect(parseThaiDate('วันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕')).toEqual({ ok: true, iso: last.dueOn })
    expect(last.dueOn! > demo.office.today).toBe(true)
  })

  it('signs, meets and trains on working days', () => {
    const holidays = offDays(daysOff(rules, '2021-01-01', '2023-12-31'))
    const days = [
      demo.office.today,
      ...demo.bodies.flatMap((body) => (body.order ? [body.order.signedOn] : [])),
      ...demo.activities.map((activity) => activity.fields.heldOn),
      ...demo.plans.flatMap((plan) =>
        plan.adoption && plan.level !== 'village' ? [plan.adoption.adoptedOn] : [],
      ),
    ]
    for (const day of days) expect([day, isWorkingDay(day, holidays)]).toEqual([day, true])
  })

  it('is in time in most places and late in some', () => {
    const windows = new Map(demo.calendar.map((window) => [window.level, window.endsOn]))
    const late = demo.plans.filter((plan) => (plan.adoption?.adoptedOn ?? '9999') > windows.get(plan.level)!)
    expect(late.map((plan) => plan.ref).sort()).toEqual([
      'plan-800204',
      'plan-800205',
      'plan-v-800205-04',
      'plan-v-800205-06',
    ])
    expect(demo.bodies.filter((body) => body.kind === 'tambonCommittee' && body.order === null)).toHaveLength(
      1,
    )
    const small = demo.bodies.filter(
      (body) => body.kind === 'coordCentreTambon' && (body.seats ?? []).length < 9,
    )
    expect(small.map((body) => body.tambonCode)).toEqual(['800205'])
    expect(
      demo.directive.progress.filter(
        (step) => step.state !== 'done' && step.dueOn !== null && step.dueOn < demo.office.today,
      ),
    ).toHaveLength(2)
  })

  it('gives commands what they take', () => {
    for (const project of demo.projects) {
      const fields = entryFieldsOf(project)
      expect(entryFields.parse(fields)).toEqual(fields)
      expect(fields.budgets.reduce((sum, budget) => sum + budget.amount, 0)).toBe(
        Object.values(project.baht).reduce((sum, amount) => sum + amount, 0) * 100,
      )
    }
    const partner = demo.activities.find((activity) => activity.fields.kind === 'partner')!
    const fields = activityFieldsOf(partner, (ref) => `id of ${ref}`)
    expect(fields.projectIds).toEqual(partner.projects.map((ref) => `id of ${ref}`))
    expect(pledgesOf(partner, (ref) => ref).map((pledge) => pledge.amount)).toEqual(
      partner.pledges.map((pledge) => (pledge.baht === null ? null : pledge.baht * 100)),
    )
  })
})

describe('the demo province', () => {
  it('expects all 23 districts by the day of the letter', () => {
    const province = loadDemoProvince(readJson)
    expect(province.expectation?.districtCodes).toEqual(
      geography.districtsOf('80').map((district) => district.code),
    )
    expect(province.expectation?.dueOn).toBe('2022-07-25')
    expect(province.expectation?.planFy).toBe(demo.directive.planFy)
    expect(province.profile).toBe('province')
  })
})
