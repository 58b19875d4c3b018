import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { idOf } from './packages.ts'

/** How a district of a seeded province stands. */
export type SeededState = 'accepted' | 'received' | 'late' | 'returned' | 'missing'

type Options = {
  planFy: number
  /** By when packages were due, ISO. */
  dueOn: string
  /** Districts of the province in the order of its list. */
  districts: readonly { code: string; name: string; tambons: readonly { code: string; name: string }[] }[]
  /** State of the nth district; by default every state comes, accepted most often. */
  stateOf?: (at: number) => SeededState
  /** Projects of a district; a different number for each, so that sums tell. */
  projectsOf?: (at: number) => number
}

const issues = ['โครงสร้างพื้นฐาน', 'แหล่งน้ำ', 'เศรษฐกิจ', 'สังคมและคุณภาพชีวิต', 'ทรัพยากรธรรมชาติและสิ่งแวดล้อม', '']
const sources = ['งบจังหวัด', 'งบกลุ่มจังหวัด', 'งบ อบจ.', 'เงินอุดหนุนเฉพาะกิจ กรมส่งเสริมการปกครองท้องถิ่น', '']
const agencies = [
  'อบต.',
  'ที่ทำการปกครองอำเภอ',
  'โครงการชลประทานนครศรีธรรมราช',
  'แขวงทางหลวงชนบทนครศรีธรรมราช',
  '',
]
const classes = ['BEYOND', 'JOINT', 'SELF'] as const

/**
 * Puts a whole province of mirrors straight into the file of a province: what its screens and figures need, without
 * writing and taking in 23 packages. Records of the year and of the year before.
 *
 * @returns states by district code
 */
export function seedProvince(dataDir: string, options: Options): Map<string, SeededState> {
  const db = new Database(join(dataDir, 'office.sqlite'))
  try {
    return db.transaction(() => seed(db, options))()
  } finally {
    db.close()
  }
}

const usual: readonly SeededState[] = [
  'accepted',
  'accepted',
  'received',
  'late',
  'missing',
  'returned',
  'accepted',
]

function seed(db: Database.Database, options: Options): Map<string, SeededState> {
  const { planFy, dueOn, districts } = options
  const ownId = db
    .prepare("SELECT id FROM office WHERE id = officeId AND profile = 'province'")
    .pluck()
    .get() as string
  const provinceCode = db.prepare('SELECT provinceCode FROM office WHERE id = ?').pluck().get(ownId) as string
  const put = (table: string, row: Record<string, unknown>) => {
    const keys = Object.keys(row)
    db.prepare(
      `INSERT INTO "${table}" (${keys.map((k) => `"${k}"`).join(',')}) VALUES (${keys.map((k) => `@${k}`).join(',')})`,
    ).run(
      Object.fromEntries(
        Object.entries(row).map(([k, v]) => [k, v !== null && typeof v === 'object' ? JSON.stringify(v) : v]),
      ),
    )
  }
  const states = new Map<string, SeededState>()
  districts.forEach((district, at) => {
    const state = options.stateOf?.(at) ?? usual[at % usual.length] ?? 'accepted'
    states.set(district.code, state)
    put('expectation', {
      id: idOf(`expectation-${planFy}-${district.code}`),
      officeId: ownId,
      districtCode: district.code,
      planFy,
      dueOn,
      duty: '',
    })
    if (state === 'missing') return
    const officeId = idOf(`seeded-${district.code}`)
    put('office', {
      id: officeId,
      officeId,
      profile: 'district',
      provinceCode,
      districtCode: district.code,
      tambonCodes: [],
      name: `ที่ว่าการอำเภอ${district.name}`,
      addressLines: [],
      mottoLines: [],
      publicKey: createHash('sha256').update(officeId).digest('base64'),
      keyConfirmedOn: dueOn,
    })
    const villages = district.tambons.flatMap((tambon) =>
      [1, 2].map((mooNo) => {
        const id = idOf(`village-${tambon.code}-${mooNo}`)
        put('village', {
          id,
          officeId,
          kind: 'village',
          tambonCode: tambon.code,
          mooNo,
          name: `บ้านตัวอย่างที่มีชื่อยาว${tambon.name}`,
          population: 300 + 10 * mooNo,
          households: 90 + mooNo,
          example: 1,
        })
        return { id, tambon }
      }),
    )
    const projects = options.projectsOf?.(at) ?? 8 + ((at * 7) % 13)
    for (const [year, share] of [
      [planFy - 1, 0.8],
      [planFy, 1],
    ] as const) {
      seedYear({
        put,
        officeId,
        ownId,
        district,
        villages,
        year,
        planFy,
        dueOn,
        state,
        projects: Math.round(projects * share),
      })
    }
  })
  return states
}

function seedYear(of: {
  put: (table: string, row: Record<string, unknown>) => void
  officeId: string
  ownId: string
  district: Options['districts'][number]
  villages: readonly { id: string; tambon: { code: string } }[]
  year: number
  planFy: number
  dueOn: string
  state: SeededState
  projects: number
}): void {
  const { put, officeId, ownId, district, villages, year, planFy, dueOn, state } = of
  const isNow = year === planFy
  const shift = (days: number) =>
    new Date(Date.parse(`${dueOn}T00:00:00Z`) + (days - (isNow ? 0 : 365)) * 86_400_000)
      .toISOString()
      .slice(0, 10)
  const receivedOn = shift(isNow && state === 'late' ? 6 : -3)
  const decision = !isNow ? 'accepted' : state === 'late' ? 'received' : state
  put('packageIn', {
    // ids rise with the day, as those of packages that came one after the other
    id: `0${receivedOn.replaceAll('-', '')}${idOf(`package-${district.code}-${year}`).slice(9)}`,
    officeId: ownId,
    fromOfficeId: officeId,
    kind: 'submission',
    sequence: isNow ? 2 : 1,
    planFy: year,
    fileName: `amphoe-${district.code}-${year}-00${isNow ? 2 : 1}.amphoe.zip`,
    sha256: createHash('sha256').update(`${district.code}-${year}`).digest('hex'),
    counts: { planEntry: of.projects },
    createdOn: shift(-4),
    receivedOn,
    publicKey: createHash('sha256').update(officeId).digest('base64'),
    state: decision,
    reasons:
      decision === 'returned'
        ? 'โครงการลำดับที่ 3 และ 7 ไม่ระบุแหล่งงบประมาณ แผนพัฒนาตำบลยังไม่ผ่านความเห็นชอบ โปรดแก้ไขและส่งใหม่'
        : '',
    decidedOn: decision === 'received' ? null : shift(1),
    decidedBy: decision === 'received' ? '' : 'นางสาวจังหวัด ทดสอบ',
    tambonCodes: [],
  })
  const plan = (level: string, areaKey: string, more: Record<string, unknown>) => {
    const id = idOf(`plan-${level}-${areaKey}-${year}`)
    put('plan', {
      id,
      officeId,
      level,
      areaKey,
      districtCode: district.code,
      planFy: year,
      spanStart: level === 'needs' ? year : 2566,
      spanLength: level === 'needs' ? 1 : 5,
      edition: 'first',
      state: 'adopted',
      adoptedOn: shift(-60),
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      attendees: 40,
      ...more,
    })
    return id
  }
  // the late ones lack a plan of the last tambon
  const tambons = state === 'returned' ? district.tambons.slice(0, -1) : district.tambons
  for (const { id, tambon } of villages)
    if (state !== 'returned' || tambons.some((one) => one.code === tambon.code))
      plan('village', id, { villageId: id, tambonCode: tambon.code })
  for (const tambon of tambons) plan('tambon', tambon.code, { tambonCode: tambon.code })
  const districtPlan = plan('district', district.code, {})
  const needsPlan = plan('needs', district.code, {})
  if (isNow && state !== 'returned') seedOrders(of)
  for (let at = 0; at < of.projects; at += 1) {
    const projectId = idOf(`project-${district.code}-${at}`)
    const village = villages[at % villages.length]
    const name = `โครงการก่อสร้างถนนคอนกรีตเสริมเหล็กสายตัวอย่างที่ ${at + 1} อำเภอ${district.name}`
    if (!isNow)
      put('project', {
        id: projectId,
        officeId,
        name,
        searchKey: name,
        tambonCode: village?.tambon.code ?? null,
        districtCode: district.code,
        villageId: village?.id ?? null,
        example: 1,
      })
    else if (at >= Math.round(of.projects * 0.8))
      put('project', {
        id: projectId,
        officeId,
        name,
        searchKey: name,
        tambonCode: village?.tambon.code ?? null,
        districtCode: district.code,
        villageId: village?.id ?? null,
        example: 1,
      })
    for (const [level, planId] of [
      ['district', districtPlan],
      ['needs', needsPlan],
    ] as const) {
      const entryId = idOf(`entry-${level}-${district.code}-${at}-${year}`)
      put('planEntry', {
        id: entryId,
        officeId,
        planId,
        projectId,
        rank: at + 1,
        name,
        issue: issues[at % issues.length],
        projectClass: classes[at % classes.length],
        budgetSource: sources[at % sources.length],
        leadAgency: agencies[(at + 1) % agencies.length],
      })
      put('entryBudget', {
        id: idOf(`budget-${entryId}`),
        officeId,
        entryId,
        fiscalYear: year,
        amount: (1 + (at % 9)) * 45_000_000 + Number(district.code) * 1000,
      })
    }
  }
}

/** A current order of the ก.บ.ต. of every tambon; of accepted districts also the signed report. */
function seedOrders(of: Parameters<typeof seedYear>[0]): void {
  const { put, officeId, district, planFy, state } = of
  const editionFy = planFy - 2
  district.tambons.forEach((tambon, at) => {
    const bodyId = idOf(`body-${tambon.code}`)
    put('body', {
      id: bodyId,
      officeId,
      kind: 'tambonCommittee',
      name: `คณะกรรมการบริหารงานตำบลแบบบูรณาการ ตำบล${tambon.name}`,
      tambonCode: tambon.code,
      districtCode: district.code,
      villageId: null,
    })
    put('appointmentOrder', {
      id: idOf(`order-${tambon.code}`),
      officeId,
      bodyId,
      editionFy,
      subject: `แต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ ตำบล${tambon.name}`,
      reason: '',
      powers: '',
      duties: [],
      state: 'signed',
      number: at + 1,
      numberYear: editionFy,
      signedOn: `${editionFy - 543}-02-01`,
      members: [{ name: 'นายสมมติ ตัวอย่าง', position: 'กำนัน', title: 'ประธานกรรมการ' }],
    })
  })
  const directiveId = idOf(`directive-${district.code}`)
  put('directive', {
    id: directiveId,
    officeId,
    number: 'นศ ๐๐๑๙.๓/ว ๓๙๓',
    dated: `${editionFy - 543}-01-18`,
    fromOffice: 'จังหวัดนครศรีธรรมราช',
    subject: 'แนวทางปฏิบัติในการจัดทำแผนและประสานแผนพัฒนาในระดับพื้นที่',
    editionFy,
    planFy,
    body: '',
    enclosures: [],
    example: 1,
  })
  if (state !== 'accepted') return
  put('resultsReport', {
    id: idOf(`report-${district.code}`),
    officeId,
    directiveId,
    versionNo: 1,
    asOf: `${editionFy - 543}-07-01`,
    state: 'signed',
    signedOn: `${editionFy - 543}-07-01`,
    frozen: {},
  })
}
