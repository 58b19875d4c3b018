import { projectKey } from '../../core/projects/rules.ts'
import { seededRandom } from './seeded-random.ts'

/** The little of better-sqlite3 that is needed here: only the core knows the database itself. */
type RawDatabase = {
  prepare(sql: string): { run(...values: unknown[]): unknown }
  transaction(work: () => void): () => void
}

export type BankSize = {
  seed: string
  /** Owner of the rows, with its tambons; one for a district, many for a province. */
  offices: readonly { officeId: string; tambons: readonly { code: string; name: string }[] }[]
  projectsPerOffice: number
  villagesPerOffice: number
  /** Ids begin after this number: banks that meet in one file must not share ids. */
  idsAfter?: number
}

const works = ['ก่อสร้าง', 'ซ่อมแซม', 'ปรับปรุง', 'ขยายเขต', 'บุกเบิก', 'ขุดลอก', 'วางท่อระบายน้ำ', 'ติดตั้ง']
const things = [
  'ถนนคอนกรีตเสริมเหล็ก',
  'ถนน คสล.',
  'ถนนลาดยางแอสฟัลท์ติกคอนกรีต',
  'สะพานข้ามคลอง',
  'ระบบประปาหมู่บ้าน',
  'คลองส่งน้ำ',
  'ไฟฟ้าส่องสว่าง',
  'ฝายชะลอน้ำ',
  'ศาลาอเนกประสงค์',
  'ลานกีฬา',
  'ระบบสูบน้ำพลังงานแสงอาทิตย์',
  'กล้องวงจรปิด',
  'อาคารศูนย์พัฒนาเด็กเล็ก',
  'บ่อบาดาล',
]
const trainings = ['ฝึกอบรม', 'ส่งเสริม', 'สนับสนุน', 'รณรงค์', 'จัดซื้อ', 'พัฒนาศักยภาพ']
const themes = [
  'กลุ่มอาชีพแปรรูปผลผลิตทางการเกษตร',
  'การคัดแยกขยะครัวเรือน',
  'ผู้สูงอายุและผู้พิการ',
  'เยาวชนต้านยาเสพติด',
  'วิสาหกิจชุมชนมังคุด',
  'ป้องกันไข้เลือดออก',
  'เครื่องออกกำลังกายกลางแจ้ง',
  'สืบสานประเพณีสารทเดือนสิบ',
  'การท่องเที่ยวโดยชุมชน',
  'อาสาสมัครสาธารณสุข',
]
const villageHeads = ['หนอง', 'ห้วย', 'คลอง', 'ใน', 'นอก', 'ทุ่ง', 'ควน', 'ท่า', 'บ่อ', 'เขา', 'โคก', 'สวน']
const villageTails = [
  'ไทร',
  'ยาง',
  'บัว',
  'ทราย',
  'ขี้เหล็ก',
  'ใหญ่',
  'น้อย',
  'ม่วง',
  'ขาม',
  'ดินแดง',
  'ส้าน',
  'พลู',
  'แก้ว',
]
const persons = ['นายดำ', 'นายแดง', 'นางสมใจ', 'นายประสิทธิ์', 'นางละออ', 'นายวิชัย', 'นายเจริญ', 'นางบุญมี']
const problems = [
  'ถนนชำรุดเป็นหลุมเป็นบ่อ สัญจรไม่สะดวกในฤดูฝน',
  'น้ำท่วมขังผลผลิตเสียหายทุกปี',
  'ขาดแคลนน้ำอุปโภคบริโภคในฤดูแล้ง',
  'ราคาผลผลิตตกต่ำ รายได้ไม่เพียงพอ',
  'ไฟทางไม่ทั่วถึง เสี่ยงต่ออุบัติเหตุและอาชญากรรม',
  'ขยะตกค้างไม่มีที่ทิ้ง',
  'เยาวชนมั่วสุมยาเสพติด',
]
const issues = [
  'โครงสร้างพื้นฐาน',
  'เศรษฐกิจ',
  'สังคม',
  'ทรัพยากรธรรมชาติและสิ่งแวดล้อม',
  'ความมั่นคงและความสงบเรียบร้อย',
  '',
]
const sources = [
  'งบพัฒนาจังหวัด',
  'งบองค์กรปกครองส่วนท้องถิ่น',
  'งบองค์การบริหารส่วนจังหวัด',
  'งบกลุ่มจังหวัด',
  'งบหน่วยงาน (Function)',
  '',
]
const agencies = [
  'แขวงทางหลวงชนบท',
  'อบต.',
  'สำนักงานเกษตรอำเภอ',
  'โครงการชลประทาน',
  'รพ.สต.',
  'สำนักงานพัฒนาชุมชนอำเภอ',
  'การไฟฟ้าส่วนภูมิภาค',
]
const classes = ['SELF', 'JOINT', 'BEYOND']
const levels = ['village', 'tambon', 'district'] as const

/**
 * Fills a data file with projects as offices write them: seeded, so that every run has the same rows. Rows only – the
 * facts are made by the program itself. For benchmarks and tests of size.
 *
 * @returns how many projects were made
 */
export function fillBank(raw: RawDatabase, size: BankSize): number {
  const random = seededRandom(size.seed)
  const below = (most: number) => {
    return Buffer.from(random.bytes(4)).readUInt32LE(0) % most
  }
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  let made = 0
  let sequence = size.idsAfter ?? 0
  const id = () => {
    sequence += 1
    return `0${sequence
      .toString(32)
      .replace(/[ilou]/gu, (letter) => ({ i: 'w', l: 'x', o: 'y', u: 'z' })[letter] ?? letter)
      .padStart(25, '0')}`
  }
  const insertVillage = raw.prepare(
    `INSERT INTO village (id, officeId, kind, tambonCode, mooNo, name, headmanName, example) VALUES (?,?,'village',?,?,?,'',0)`,
  )
  const insertPlan = raw.prepare(
    `INSERT INTO plan (id, officeId, level, areaKey, villageId, tambonCode, districtCode, planFy, spanStart, spanLength, edition, editionNo, state)
     VALUES (?,?,?,?,?,?,?,2567,2566,5,'first',1,'draft')`,
  )
  const insertProject = raw.prepare(
    `INSERT INTO project (id, officeId, name, searchKey, villageId, tambonCode, districtCode, example) VALUES (?,?,?,?,?,?,?,0)`,
  )
  const insertEntry = raw.prepare(
    `INSERT INTO planEntry (id, officeId, planId, projectId, takenFromId, rank, name, issue, projectClass, problem, objective, site, budgetSource, leadAgency)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  )
  const insertBudget = raw.prepare(
    'INSERT INTO entryBudget (id, officeId, entryId, fiscalYear, amount) VALUES (?,?,?,?,?)',
  )
  const insertFate = raw.prepare(
    `INSERT INTO fate (id, officeId, projectId, kind, budgetSource, dated, reason) VALUES (?,?,?,?,'','2024-05-01','งบประมาณไม่เพียงพอ')`,
  )
  raw.transaction(() => {
    for (const { officeId, tambons } of size.offices) {
      const districtCode = (tambons[0]?.code ?? '0000').slice(0, 4)
      const villages = Array.from({ length: size.villagesPerOffice }, (_, at) => {
        const tambon = tambons[at % tambons.length] as (typeof tambons)[number]
        const name = `บ้าน${pick(villageHeads)}${pick(villageTails)}`
        const village = { id: id(), name, mooNo: Math.floor(at / tambons.length) + 1, tambon }
        insertVillage.run(village.id, officeId, tambon.code, village.mooNo, name)
        const plans = new Map<string, string>()
        const planId = id()
        insertPlan.run(planId, officeId, 'village', village.id, village.id, tambon.code, districtCode)
        plans.set('village', planId)
        return { ...village, plans }
      })
      const tambonPlans = new Map(
        tambons.map((tambon) => {
          const planId = id()
          insertPlan.run(planId, officeId, 'tambon', tambon.code, null, tambon.code, districtCode)
          return [tambon.code, planId]
        }),
      )
      const districtPlan = id()
      insertPlan.run(districtPlan, officeId, 'district', districtCode, null, null, districtCode)
      for (let at = 0; at < size.projectsPerOffice; at += 1) {
        const village = pick(villages)
        const isWork = below(3) > 0
        const line = `สาย${pick(persons)}-บ้าน${pick(villageHeads)}${pick(villageTails)}`
        const name = isWork
          ? `${pick(works)}${pick(things)} ${line} หมู่ที่ ${village.mooNo}`
          : `${pick(trainings)}${pick(themes)} ${village.name}`
        const site = `ม.${village.mooNo} ${village.name} กว้าง ${below(4) + 3} ม. ยาว ${below(3000)} ม.`
        const projectId = id()
        insertProject.run(
          projectId,
          officeId,
          name,
          projectKey(name, site),
          village.id,
          village.tambon.code,
          districtCode,
        )
        const shared = [
          pick(issues),
          pick(classes),
          pick(problems),
          `เพื่อแก้ปัญหา${pick(problems)}`,
          site,
          pick(sources),
          pick(agencies),
        ]
        let takenFrom: string | null = null
        const reach = below(10)
        for (const [height, level] of levels.entries()) {
          if (height > 0 && reach < height * 4) break
          const planId =
            level === 'village'
              ? village.plans.get('village')
              : level === 'tambon'
                ? tambonPlans.get(village.tambon.code)
                : districtPlan
          const entryId = id()
          insertEntry.run(entryId, officeId, planId, projectId, takenFrom, at + 1, name, ...shared)
          insertBudget.run(id(), officeId, entryId, 2567, (below(500) + 1) * 1_000_000)
          takenFrom = entryId
        }
        if (below(8) === 0)
          insertFate.run(id(), officeId, projectId, pick(['funded', 'notFunded', 'underWay']))
        made += 1
      }
    }
  })()
  return made
}
