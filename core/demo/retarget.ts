/**
 * The same example told of another district: official names and codes change, made-up people and projects stay. A
 * district with fewer tambons leaves the rest out, one with more has tambons where nothing was done yet.
 */
import type { Geography } from '../geography/places.ts'
import type { DemoDistrict } from './schema.ts'

type ReadJson = (name: string) => unknown

/** People keep their names, also where one contains the name of a place. */
const peopleKeys = new Set([
  'firstName',
  'lastName',
  'headmanName',
  'ownerName',
  'reporterName',
  'chairName',
  'recorderName',
  'checkerName',
  'proxyName',
  'who',
])
/** Lists of which a part that names a place the other district does not have is left out. */
const placeLists = new Set(['addressees', 'rows', 'matters', 'resolutions', 'posts'])

/**
 * @param from code of the district that the files tell of
 * @param to code of the wanted district
 * @returns reads a demo file with the places exchanged
 * @throws RangeError for an unknown district
 */
export function retargetFiles(readJson: ReadJson, geography: Geography, from: string, to: string): ReadJson {
  if (from === to) return readJson
  const [here, there] = [pathOf(geography, from), pathOf(geography, to)]
  const sameProvince = here.province.code === there.province.code
  const names = new Map<string, string>([
    [here.province.name, there.province.name],
    [here.district.name, there.district.name],
  ])
  const codes = new Map<string, string>([[from, to]])
  const fileOf = new Map<string, string>()
  const missing: string[] = []
  geography.tambonsOf(from).forEach((tambon, at) => {
    const other = geography.tambonsOf(to)[at]
    if (!other) {
      missing.push(tambon.name)
      return
    }
    names.set(tambon.name, other.name)
    codes.set(tambon.code, other.code)
    fileOf.set(`demo/projects-${other.code}.json`, `demo/projects-${tambon.code}.json`)
  })
  // Longest first: 800201 before 8002.
  const places = alternatives([...names.keys()])
  const numbers = new RegExp(
    `(?<![0-9])(${[...codes.keys()].sort((a, b) => b.length - a.length).join('|')})(?![0-9])`,
    'gu',
  )
  const swap = (text: string) =>
    text
      .replace(numbers, (code) => codes.get(code) ?? code)
      .replace(places, (name) => names.get(name) ?? name)

  const isOfMissing = (one: unknown, key: string) =>
    placeLists.has(key) && missing.some((name) => JSON.stringify(one).includes(name))

  function exchange(value: unknown, key: string): unknown {
    if (typeof value === 'string') {
      if (key === 'provinceCode') return there.province.code
      if (key === 'email') return ''
      // A province's letters before its agency code are known for the example's own only.
      if (key === 'agencyCode' && !sameProvince) return ''
      return peopleKeys.has(key) ? value : swap(value)
    }
    if (Array.isArray(value)) {
      if (key === 'addressLines') return [`อำเภอ${there.district.name} จังหวัด${there.province.name}`]
      if (key === 'districtCodes' && !sameProvince)
        return geography.districtsOf(there.province.code).map((one) => one.code)
      return value.filter((one) => !isOfMissing(one, key)).map((one) => exchange(one, key))
    }
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, exchange(child, name)]))
  }

  return (name) => {
    const isProjects = /^demo\/projects-\d{6}\.json$/u.test(name)
    const source = isProjects ? fileOf.get(name) : name
    if (source === undefined) return []
    const value = readJson(source)
    // The province's own head and letter stand as they are while the province is the same.
    if (sameProvince && /office-province|seed-letter/u.test(name)) return value
    return exchange(value, name === 'demo/posts.json' ? 'posts' : '')
  }
}

function pathOf(geography: Geography, districtCode: string) {
  const [province, district] = geography.pathOf(districtCode)
  if (!province || district?.level !== 'district') throw new RangeError(`${districtCode} is no district`)
  return { province, district }
}

function alternatives(words: readonly string[]): RegExp {
  return new RegExp(`(${[...words].sort((a, b) => b.length - a.length).join('|')})`, 'gu')
}

/** Leaves out what belongs to tambons that the wanted district does not have. */
export function withinTambons(demo: DemoDistrict, tambonCodes: readonly string[]): DemoDistrict {
  const here = new Set(tambonCodes)
  const within = (ref: string) => {
    const code = /(?<![0-9])(\d{6})(?![0-9])/u.exec(ref)?.[1]
    return code === undefined || here.has(code)
  }
  const refs = (list: readonly string[]) => list.filter(within)
  const laos = demo.laos.map((lao) => ({
    ...lao,
    villages: lao.villages.filter((link) => within(link.village)),
  }))
  return {
    ...demo,
    office: {
      ...demo.office,
      staff: demo.office.staff.map((person) => ({
        ...person,
        tambonCodes: person.tambonCodes.filter((code) => here.has(code)),
      })),
    },
    villages: demo.villages.filter((village) => here.has(village.tambonCode)),
    laos: laos.filter((lao) => lao.villages.length > 0),
    figures: demo.figures.filter((figure) => within(figure.village)),
    forums: demo.forums.filter((forum) => within(forum.ref)),
    scores: demo.scores.filter((score) => within(score.plan)),
    projects: demo.projects.filter((project) => within(project.ref)),
    plans: demo.plans
      .filter((plan) => within(plan.ref))
      .map((plan) => ({ ...plan, entries: refs(plan.entries), takeUp: refs(plan.takeUp) })),
    bodies: demo.bodies.filter((body) => body.tambonCode === null || here.has(body.tambonCode)),
    orders: demo.orders.filter((order) => within(order.body)),
    activities: demo.activities
      .filter((activity) => activity.fields.tambonCode === null || here.has(activity.fields.tambonCode))
      .map((activity) => ({
        ...activity,
        projects: refs(activity.projects),
        pledges: activity.pledges.filter((pledge) => pledge.project === null || within(pledge.project)),
      })),
    fates: demo.fates.filter((fate) => within(fate.project)),
    told: demo.told
      .filter((told) => told.about === null || within(told.about))
      .map((told) => ({
        ...told,
        recipients: told.recipients.filter(({ tambonCode }) => tambonCode === null || here.has(tambonCode)),
      }))
      .filter((told) => told.recipients.length > 0),
    notes: demo.notes.filter(
      (note) =>
        (note.tambonCode === null || here.has(note.tambonCode)) &&
        (note.about === null || within(note.about)),
    ),
    entries: demo.entries.filter(({ tambonCode }) => tambonCode === null || here.has(tambonCode)),
  }
}
