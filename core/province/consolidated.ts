import type { QueryContext } from '../kernel/context.ts'
import { readRuleTable } from '../rules/queries.ts'
import { countedOffices, districtsOfYear } from './board.ts'
import type { Breakdown, Consolidated, Side, SideLine } from './contract.ts'
import { type CountedLevel, countedPlans, readFigures, yearsOf } from './figures.ts'
import { sumBySide } from './rules.ts'

type Level = { level?: CountedLevel | undefined }

/**
 * Consolidated figures of the districts that handed in, in satang: by district and fiscal year, by class, by
 * development issue, by source. A district that was expected and did not hand in stands with nothing; a returned
 * package counts until the corrected one comes (the board says which).
 */
export function consolidated(
  cx: QueryContext,
  { planFy, level = 'needs' }: { planFy: number } & Level,
): Consolidated {
  const offices = countedOffices(cx, planFy)
  const figures = readFigures(cx, offices, planFy, level)
  const byDistrict = new Map<string, typeof figures>()
  for (const figure of figures) {
    const list = byDistrict.get(figure.district)
    if (list) list.push(figure)
    else byDistrict.set(figure.district, [figure])
  }
  return {
    planFy,
    years: yearsOf(cx, countedPlans(cx, [...offices.values()], planFy, level)),
    rows: districtsOfYear(cx, planFy).map(({ code, name }) => {
      const mine = byDistrict.get(code) ?? []
      const byClass = { SELF: 0, JOINT: 0, BEYOND: 0 }
      for (const figure of mine) byClass[figure.class] += 1
      const byYear = sumBySide(mine, 'year')
      return {
        districtCode: code,
        districtName: name,
        projects: mine.length,
        budgets: [...byYear.rows]
          .flatMap(([year, { total }]) => (year === '' ? [] : [{ fiscalYear: Number(year), amount: total }]))
          .sort((a, b) => a.fiscalYear - b.fiscalYear),
        total: byYear.all.total,
        byClass,
      }
    }),
    byIssue: largestFirst(sumBySide(figures, 'issue').rows).map(([issue, sum]) => ({ issue, ...sum })),
    bySource: largestFirst(sumBySide(figures, 'source').rows).map(([source, sum]) => ({ source, ...sum })),
  }
}

function largestFirst(
  rows: ReadonlyMap<string, { projects: number; total: number }>,
): [string, { projects: number; total: number }][] {
  return [...rows]
    .map(([key, { projects, total }]): [string, { projects: number; total: number }] => [
      key,
      { projects, total },
    ])
    .sort(([a, one], [b, other]) => other.total - one.total || (a < b ? -1 : 1))
}

/** What a side is narrowed to. */
type Only = readonly { side: Side; key: string }[]

/**
 * Figures of a plan FY by one side, narrowed by others, beside the same of the plan FY before: its packages, its plans
 * counted in the same way. A line that only one of the two years has stands too, so that both columns add up.
 */
export function breakdown(
  cx: QueryContext,
  input: { planFy: number; level: CountedLevel; side: Side; only?: Only | undefined },
): Breakdown {
  const { planFy, level, side, only = [] } = input
  const offices = countedOffices(cx, planFy)
  const officesBefore = countedOffices(cx, planFy - 1)
  const now = sumBySide(readFigures(cx, offices, planFy, level), side, only)
  const came = officesBefore.size > 0
  const before = sumBySide(came ? readFigures(cx, officesBefore, planFy - 1, level) : [], side, only)
  // Whoever was expected stands there with nothing, unless something else is asked for.
  const expected = side === 'district' && only.length === 0 ? districtsOfYear(cx, planFy) : []
  const keys = new Set([...expected.map(({ code }) => code), ...now.rows.keys(), ...before.rows.keys()])
  const labelOf = labels(cx, side)
  const rows = [...keys].map((key): SideLine => {
    const sum = now.rows.get(key)
    const old = before.rows.get(key)
    const districtCode = side === 'tambon' ? key.slice(0, 4) : ''
    // Of a district that handed in nothing then it is not known what there was.
    const place = side === 'district' ? key : districtCode
    const knownBefore = place === '' ? came : officesBefore.has(place)
    return {
      key,
      label: labelOf(key),
      districtCode,
      districts: sum?.districts.size ?? 0,
      projects: sum?.projects ?? 0,
      total: sum?.total ?? 0,
      before: knownBefore ? { projects: old?.projects ?? 0, total: old?.total ?? 0 } : null,
      href: side === 'district' ? hrefOf(offices.get(key), planFy, level) : '',
    }
  })
  return {
    planFy,
    level,
    side,
    rows: rows.sort(order(cx, side)),
    projects: now.all.projects,
    total: now.all.total,
    before: came ? { planFy: planFy - 1, projects: before.all.projects, total: before.all.total } : null,
  }
}

function hrefOf(officeId: string | undefined, planFy: number, level: CountedLevel): string {
  return officeId === undefined ? '' : `/plans?officeId=${officeId}&planFy=${planFy}&level=${level}`
}

/** Words of a key; what is words already stands for itself. */
function labels(cx: QueryContext, side: Side): (key: string) => string {
  if (side === 'district' || side === 'tambon') return (key) => cx.geography.nameOf(key) ?? key
  if (side === 'class') {
    const names = new Map(readRuleTable(cx, 'project-classes').items.map(({ key, name }) => [key, name]))
    return (key) => names.get(key) ?? key
  }
  return (key) => key
}

/** Places in the order of their codes, years in theirs, classes and issues as the office lists them, others largest first. */
function order(cx: QueryContext, side: Side): (a: SideLine, b: SideLine) => number {
  const byKey = (a: SideLine, b: SideLine) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  const last = (line: SideLine) => (line.key === '' ? 1 : 0)
  const bySize = (a: SideLine, b: SideLine) => b.total - a.total || b.projects - a.projects || byKey(a, b)
  if (side === 'tambon' || side === 'year') return (a, b) => last(a) - last(b) || byKey(a, b)
  const listed =
    side === 'district'
      ? cx.geography.districtsOf(cx.office().provinceCode).map(({ code }) => code)
      : side === 'class'
        ? readRuleTable(cx, 'project-classes').items.map(({ key }) => key)
        : side === 'issue'
          ? readRuleTable(cx, 'development-issues').items.map(({ name }) => name)
          : []
  const places = new Map(listed.map((key, at) => [key, at]))
  const at = (line: SideLine) => places.get(line.key) ?? places.size
  return (a, b) => last(a) - last(b) || at(a) - at(b) || bySize(a, b)
}
