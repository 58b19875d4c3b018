/** Made-up data for every kind of paper, of any size; seeded, so that a failing case can be run again. */
import type {
  LetterInput,
  OfficeHead,
  OrderInput,
  PaperData,
  PlanTableInput,
} from '../../core/papers/data.ts'

export const districtOffice: OfficeHead = {
  agencyCode: 'นศ 0118',
  officeName: 'ที่ว่าการอำเภอพรหมคีรี',
  addressLines: ['ถนนนครศรีธรรมราช - นบพิตำ นศ 80320'],
  ownerUnit: 'ที่ทำการปกครองอำเภอ',
  ownerGroup: 'กลุ่มงานบริหารงานปกครอง',
  telephone: '0-7539-6001',
  fax: '0-7539-6001 ต่อ 12',
  email: 'saraban_phromkhiri@moi.go.th',
  mottoLines: [],
  provinceName: 'จังหวัดนครศรีธรรมราช',
  districtName: 'อำเภอพรหมคีรี',
  emblemMode: 'space',
  digits: 'thai',
}

/** Small deterministic generator (mulberry32). */
export function seeded(seed: number): {
  next(): number
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
} {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return { next, int, pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number] }
}

const phrases = [
  'การขับเคลื่อนการเชื่อมโยงและบูรณาการแผนพัฒนาในระดับพื้นที่',
  'ตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนและประสานแผนพัฒนาพื้นที่ในระดับอำเภอและตำบล พ.ศ. 2562',
  'ให้พัฒนาการอำเภอ เจ้าหน้าที่พัฒนาชุมชน กำนัน ผู้ใหญ่บ้าน และผู้นำกลุ่มองค์กรทุกตำบล',
  'ทบทวนคำสั่งแต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.)',
  'เพื่อเป็นกลไกสำคัญในการแก้ไขปัญหาความเดือดร้อนของประชาชน',
  'ภายในวันที่ 25 กรกฎาคม 2565',
  'งบประมาณ 1,250,000 บาท',
  'และรายงานผลให้จังหวัดทราบ',
  'โดยให้คำนึงถึงความต้องการของประชาชนในพื้นที่เป็นสำคัญ',
  'จำนวน 12 หมู่บ้าน',
  'ป้องกันและแก้ไขปัญหาน้ำท่วมขังซ้ำซากบริเวณหมู่ที่ 7 บ้านในเขียว',
  'ซึ่งได้ผ่านความเห็นชอบจากที่ประชุมประชาคมครั้งที่ 2/2565 แล้ว',
  'ปี๊บ ฐานะ ญัตติ ฎีกา ผู้ใหญ่ น้ำป่า ฟื้นฟู ฝั่งคลอง กตัญญู',
  'ดาวน์โหลดได้ที่ https://www.example.go.th/plan2565',
  'ทั้งนี้ ให้ถือปฏิบัติอย่างเคร่งครัด',
  'นายสมชาย ใจดี และนางสาวอรอนงค์ ศรีสุวรรณพงศ์ไพศาล เป็นผู้ประสานงาน',
  'เส้นทางคมนาคม',
  'ขยายเขตไฟฟ้าแรงต่ำ',
  'ส่งเสริมอาชีพกลุ่มสตรีและผู้สูงอายุ',
  'การบริหารจัดการขยะมูลฝอย',
  'แหล่งน้ำเพื่อการเกษตร',
  'ร้อยละ 85.5 ของครัวเรือนทั้งหมด',
]
export function prose(random: ReturnType<typeof seeded>, pieces: number): string {
  return Array.from({ length: pieces }, () => random.pick(phrases)).join(random.next() < 0.3 ? '' : ' ')
}

export function randomLetter(seed: number): LetterInput {
  const random = seeded(seed)
  const paragraphs = random.int(1, 5)
  const items = random.int(0, 14)
  const positions = random.int(1, 4)
  return {
    number: random.next() < 0.2 ? '' : String(random.int(1, 9999)),
    circular: random.next() < 0.3,
    date: random.next() < 0.1 ? '' : `20${random.int(20, 29)}-0${random.int(1, 9)}-${random.int(10, 28)}`,
    speed: random.pick(['none', 'none', 'urgent', 'mostUrgent']),
    secrecy: random.pick(['none', 'none', 'none', 'secret']),
    subject: prose(random, random.int(1, 5)),
    addressee: random.pick([
      'นายอำเภอทุกอำเภอ',
      'ผู้ว่าราชการจังหวัดนครศรีธรรมราช',
      'กำนันตำบลพรหมโลก นายกองค์การบริหารส่วนตำบลบ้านเกาะ และผู้อำนวยการโรงเรียนพรหมคีรีพิทยาคม',
    ]),
    references: Array.from(
      { length: random.int(0, 3) },
      () => `หนังสือจังหวัดนครศรีธรรมราช ที่ นศ 0019.3/${random.int(1, 999)} ลงวันที่ 18 มกราคม 2565`,
    ),
    enclosures: Array.from({ length: random.int(0, 5) }, () => ({
      text: prose(random, random.int(1, 3)),
      count: `จำนวน ${random.int(1, 3)} ชุด`,
    })),
    body: [
      ...Array.from({ length: paragraphs }, () => ({
        kind: 'paragraph' as const,
        text: prose(random, random.int(1, 14)),
      })),
      ...Array.from({ length: items }, (_unused, index) => ({
        kind: 'item' as const,
        number: `${index + 1}.`,
        text: prose(random, random.int(1, 9)),
      })),
      {
        kind: 'paragraph' as const,
        text: random.pick([
          'จึงเรียนมาเพื่อพิจารณา',
          `จึงเรียนมาเพื่อทราบและถือปฏิบัติ ${prose(random, random.int(0, 4))}`,
        ]),
      },
    ],
    signatory: {
      name: 'นายธวัชชัย รักษ์ถิ่น',
      positionLines: ['นายอำเภอพรหมคีรี', 'ปฏิบัติราชการแทน', 'ผู้ว่าราชการจังหวัดนครศรีธรรมราช', 'รักษาราชการแทน'].slice(
        0,
        positions,
      ),
    },
    copies: random.next() < 0.2 ? ['องค์การบริหารส่วนตำบลทุกแห่ง'] : [],
  }
}

const given = ['สมชาย', 'ประเสริฐ', 'อรอนงค์', 'วิไลวรรณ', 'ธนกฤต', 'สุดารัตน์', 'กิตติพงษ์', 'จันทร์เพ็ญ']
const family = ['ใจดี', 'ศรีสุวรรณ', 'รักษ์ถิ่น', 'พรหมมาศ', 'ชูแก้ว', 'บุญเรืองรอง', 'หนูแก้ว', 'เพชรรัตน์']
export function sampleOrder(seats: number, changes: Partial<OrderInput> = {}): OrderInput {
  const random = seeded(seats + 7)
  return {
    number: '45',
    year: 2565,
    subject: 'แต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก',
    preamble: [
      {
        text: 'ตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนและประสานแผนพัฒนาพื้นที่ในระดับอำเภอและตำบล พ.ศ. 2562 กำหนดให้มีคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) เพื่อจัดทำแผนพัฒนาตำบลและบูรณาการแผนงานโครงการในพื้นที่ นั้น',
      },
      {
        text: 'อาศัยอำนาจตามความในข้อ 9 แห่งระเบียบกระทรวงมหาดไทยดังกล่าว จึงแต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ (ก.บ.ต.) ตำบลพรหมโลก ประกอบด้วย',
      },
    ],
    committees: [
      {
        seats: Array.from({ length: seats }, (_unused, index) => ({
          name:
            index === 0
              ? ''
              : `${random.pick(['นาย', 'นาง', 'นางสาว'])}${random.pick(given)} ${random.pick(family)}`,
          position:
            index === 0
              ? 'ปลัดอำเภอผู้เป็นหัวหน้าประจำตำบล'
              : random.pick([
                  'ผู้ใหญ่บ้าน หมู่ที่ 3',
                  'กำนันตำบลพรหมโลก',
                  'ผู้ทรงคุณวุฒิ',
                  'ประธานสภาองค์การบริหารส่วนตำบลพรหมโลก',
                ]),
          role: index === 0 ? 'ประธานกรรมการ' : index === seats - 1 ? 'กรรมการและเลขานุการ' : 'กรรมการ',
        })),
        dutiesIntro: 'ให้คณะกรรมการมีหน้าที่และอำนาจ ดังนี้',
        duties: [
          'จัดทำแผนพัฒนาตำบลจากการบูรณาการแผนพัฒนาหมู่บ้านและแผนชุมชนในตำบล และปรับปรุงให้เป็นปัจจุบันทุกปี',
          'ประสานแผนพัฒนาตำบลไปยังอำเภอ องค์กรปกครองส่วนท้องถิ่น และหน่วยงานที่เกี่ยวข้อง',
          'ปฏิบัติหน้าที่อื่นตามที่ได้รับมอบหมาย',
        ],
      },
    ],
    date: '2022-02-14',
    signatory: { name: 'นายธวัชชัย รักษ์ถิ่น', positionLines: ['นายอำเภอพรหมคีรี'] },
    ...changes,
  }
}

const issues = [
  'ด้านเศรษฐกิจ',
  'ด้านสังคม',
  'ด้านทรัพยากรธรรมชาติและสิ่งแวดล้อม',
  'ด้านความมั่นคงและความสงบเรียบร้อย',
  'ด้านการบริหารจัดการ',
]
export function samplePlan(
  rows: number,
  level: PlanTableInput['level'] = 'village',
  changes: Partial<PlanTableInput> = {},
): PlanTableInput {
  const random = seeded(rows + 11)
  const per = Math.ceil(rows / issues.length)
  return {
    level,
    village: level === 'village' ? 'หมู่ที่ 7 บ้านในเขียว' : '',
    tambon: level === 'district' ? '' : 'ตำบลพรหมโลก',
    district: 'อำเภอพรหมคีรี',
    province: 'จังหวัดนครศรีธรรมราช',
    firstYear: 2566,
    lastYear: 2570,
    editionFy: 2565,
    asOf: '2022-03-31',
    rows: Array.from({ length: rows }, (_unused, index) => ({
      rank: index + 1,
      issue: issues[Math.floor(index / per)] ?? '',
      name: `${random.pick(['ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านในเขียว - คลองชุมขลิง', 'ขุดลอกคลองส่งน้ำเพื่อการเกษตร', 'ส่งเสริมกลุ่มอาชีพแปรรูปมังคุด', 'ติดตั้งไฟส่องสว่างสาธารณะพลังงานแสงอาทิตย์', 'อบรมเยาวชนต้านภัยยาเสพติด'])} ${index + 1}`,
      problem: random.pick(['ถนนชำรุดเป็นหลุมเป็นบ่อ', 'น้ำท่วมขังในฤดูฝน', 'รายได้ไม่เพียงพอ', '']),
      objective: 'เพื่อให้ประชาชนสัญจรได้สะดวกและปลอดภัย',
      target: random.pick(['กว้าง 4 เมตร ยาว 850 เมตร', '1 แห่ง (8.5123, 99.8245)', 'ประชาชน 120 คน']),
      village: `ม. ${random.int(1, 9)}`,
      tambon: 'พรหมโลก',
      budget: [{ year: 2566 + random.int(0, 4), satang: random.int(5, 3000) * 100_000 }],
      source: random.pick(['อบต.พรหมโลก', 'งบจังหวัด', 'กรมทรัพยากรน้ำ']),
      agency: random.pick(['อบต.พรหมโลก', 'ที่ทำการปกครองอำเภอ', 'สำนักงานพัฒนาชุมชน']),
      expected: 'ประชาชนเดินทางสะดวก ขนส่งผลผลิตได้รวดเร็ว',
      workClass: random.pick(['self', 'joint', 'beyond'] as const),
      origin: 'แผนพัฒนาหมู่บ้าน',
      coordinateTo: 'อปท.',
      alignedWith: 'แผนพัฒนาจังหวัด',
      readiness: 'พร้อม',
    })),
    signatories: [
      { name: 'นายสมชาย ใจดี', positionLines: ['ผู้ใหญ่บ้าน หมู่ที่ 7', 'ประธานคณะกรรมการหมู่บ้าน'] },
      { name: 'นายประเสริฐ ชูแก้ว', positionLines: ['กำนันตำบลพรหมโลก'] },
    ],
    ...changes,
  }
}

export const sampleNeeds: PaperData<'needsPlan'> = {
  district: 'อำเภอพรหมคีรี',
  province: 'จังหวัดนครศรีธรรมราช',
  planFy: 2567,
  asOf: '2022-03-31',
  rows: [1, 2, 3, 4].map((rank) => ({
    rank,
    name: `ก่อสร้างฝายน้ำล้นคลองนอกท่า ระยะที่ ${rank}`,
    area: 'หมู่ที่ 3 ตำบลพรหมโลก',
    satang: rank * 123_456_700,
    sourceAsked: 'งบพัฒนาจังหวัด',
    agency: 'โครงการชลประทานนครศรีธรรมราช',
    readiness: 'แบบแปลน/ประมาณราคาครบ',
    status: 'เสนอแล้ว',
  })),
  signatories: [{ name: 'นายธวัชชัย รักษ์ถิ่น', positionLines: ['นายอำเภอพรหมคีรี'] }],
}

export const sampleReport: PaperData<'resultsReport'> = {
  district: 'อำเภอพรหมคีรี',
  province: 'จังหวัดนครศรีธรรมราช',
  editionFy: 2565,
  asOf: '2022-07-20',
  dueDate: '2022-07-25',
  reporter: { name: 'นางสาวสุดารัตน์ เพชรรัตน์', position: 'พัฒนาการอำเภอพรหมคีรี', telephone: '0-7539-6002' },
  directive: { number: 'นศ 0019.3/0239', date: '2022-01-18' },
  duties: [
    'สร้างความรู้ความเข้าใจเกี่ยวกับกระบวนการจัดทำแผนพัฒนาตำบล',
    'ทบทวนคำสั่งแต่งตั้ง ก.บ.ต. และ ศอช. ในแต่ละระดับให้เป็นปัจจุบัน',
    'ส่งเสริม สนับสนุนให้คณะกรรมการ ศอช. เป็นกลไกสำคัญ',
    'ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบล',
    'ประสานภาคีเพื่อการพัฒนาหรือหน่วยงานที่เกี่ยวข้องในการบูรณาการงบประมาณ',
    'จัดทำแบบรายงานผลการดำเนินงาน',
  ].map((title, index) => ({
    number: index + 1,
    title,
    figures: [
      { label: 'ดำเนินการแล้ว', value: `${index + 1}/6 ตำบล` },
      { label: 'ผู้เข้าร่วม', value: `${120 + index} คน` },
    ],
    result: 'ดำเนินการชี้แจงสร้างความเข้าใจให้แก่กำนัน ผู้ใหญ่บ้าน ผู้นำชุมชน และเครือข่ายที่เกี่ยวข้องครบทุกตำบล '
      .repeat(index + 1)
      .trim(),
    problems: index % 2 ? 'ผู้ใหญ่บ้านบางรายพ้นจากตำแหน่ง ต้องแก้ไขคำสั่งหลายครั้ง' : '',
    suggestions: index % 2 ? 'ควรกำหนดให้แต่งตั้งโดยตำแหน่ง' : '',
  })),
  tambons: ['พรหมโลก', 'บ้านเกาะ', 'อินคีรี', 'ทอนหงส์', 'นาเรียง'].map((tambon, index) => ({
    tambon,
    orderNumber: `${40 + index}/2565`,
    orderDate: '2022-02-14',
    workshopDate: '2022-03-10',
    planDate: '2022-03-31',
    projects: 20 + index,
    satang: 12_345_600_00 + index,
    note: '',
  })),
  realised: [1, 2, 3].map((n) => ({
    name: `ขุดลอกคลองส่งน้ำ ระยะที่ ${n}`,
    tambon: 'พรหมโลก',
    village: 'หมู่ที่ 7 บ้านในเขียว',
    satang: n * 45_000_000,
    source: 'อบต.พรหมโลก',
    agency: 'อบต.พรหมโลก',
    status: 'แล้วเสร็จ',
  })),
  signatories: [
    { name: 'นางสาวสุดารัตน์ เพชรรัตน์', positionLines: ['พัฒนาการอำเภอพรหมคีรี'] },
    { name: 'นายธวัชชัย รักษ์ถิ่น', positionLines: ['นายอำเภอพรหมคีรี'] },
  ],
}

export const sampleReportLetter: PaperData<'reportLetter'> = {
  number: '512',
  date: '2022-07-22',
  addressee: 'ผู้ว่าราชการจังหวัดนครศรีธรรมราช',
  editionFy: 2565,
  dueDate: '2022-07-25',
  dutyCount: 6,
  directive: { agency: 'จังหวัดนครศรีธรรมราช', number: 'นศ 0019.3/0239', date: '2022-01-18', subject: '' },
  planCounts: { villages: 39, tambons: 5, projects: 214, satang: 8_765_432_100 },
  enclosures: [
    { text: 'แบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะ', count: 'จำนวน 1 ชุด' },
    { text: 'ใบนำส่งข้อมูลพร้อมสื่อบันทึกข้อมูล', count: 'จำนวน 1 ชุด' },
  ],
  signatory: { name: 'นายธวัชชัย รักษ์ถิ่น', positionLines: ['นายอำเภอพรหมคีรี'] },
}

export const sampleTransmittal: PaperData<'transmittal'> = {
  district: 'อำเภอพรหมคีรี',
  province: 'จังหวัดนครศรีธรรมราช',
  fromOffice: 'ที่ว่าการอำเภอพรหมคีรี',
  packageKind: 'ชุดข้อมูลที่อำเภอส่งจังหวัด',
  tambons: '',
  addressee: 'สำนักงานพัฒนาชุมชนจังหวัดนครศรีธรรมราช',
  editionFy: 2565,
  sequence: 3,
  date: '2022-07-22',
  fileName: 'phromkhiri-2565-003.amphoe.zip',
  sizeBytes: 4_812_345,
  encrypted: false,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  sha256Start: '9f86d081884c7d65',
  contents: [
    { label: 'แผนพัฒนาหมู่บ้าน/ชุมชน', count: 39, unit: 'แผน' },
    { label: 'แผนพัฒนาตำบล', count: 5, unit: 'แผน' },
    { label: 'แผนพัฒนาอำเภอ', count: 1, unit: 'แผน' },
    { label: 'โครงการ', count: 1214, unit: 'โครงการ' },
  ],
  papers: [{ title: 'แบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะ' }, { title: 'แผนความต้องการระดับอำเภอ' }],
  sender: { name: 'นายกิตติพงษ์ ชูแก้ว', position: 'นักวิชาการพัฒนาชุมชนปฏิบัติการ', telephone: '0-7539-6002' },
}

export const sampleBoard: PaperData<'provinceBoard'> = {
  province: 'จังหวัดนครศรีธรรมราช',
  editionFy: 2565,
  planFy: 2567,
  asOf: '2022-07-26',
  duties: [1, 2, 3, 4, 5, 6].map((number) => ({
    number,
    title:
      ['สร้างความรู้ความเข้าใจ', 'ทบทวนคำสั่ง', 'ส่งเสริม ศอช.', 'ประชุมเชิงปฏิบัติการ', 'ประสานภาคี', 'แบบรายงานผล'][
        number - 1
      ] ?? '',
    due: number === 6 ? '2022-07-25' : '',
  })),
  rows: Array.from({ length: 23 }, (_unused, index) => ({
    district: `อำเภอที่ ${index + 1}`,
    cells: (['onTime', 'late', 'missing', 'received', 'returned', 'expected'] as const).map((state) => ({
      state,
    })),
    note: '',
  })),
}

export const sampleConsolidated: PaperData<'consolidated'> = {
  province: 'จังหวัดนครศรีธรรมราช',
  planFy: 2567,
  plans: 'แผนความต้องการระดับอำเภอ',
  asOf: '2022-07-26',
  by: 'tambon',
  firstYear: 2566,
  lastYear: 2570,
  rows: Array.from({ length: 30 }, (_unused, index) => ({
    group: `อำเภอ${['พรหมคีรี', 'ลานสกา', 'ฉวาง'][Math.floor(index / 10)]}`,
    label: `ตำบลที่ ${index + 1}`,
    villages: 5 + (index % 4),
    projects: 10 + index,
    budget: [
      { year: 2566, satang: index * 10_000_000 },
      { year: 2567, satang: 55_500_000 },
    ],
  })),
}

export const sampleSignIn: PaperData<'signInSheet'> = {
  subject: 'คณะกรรมการบริหารงานอำเภอ (ก.บ.อ.)',
  counts: ['ครั้งที่ 1/2565'],
  date: '2022-03-10',
  time: '09.30',
  place: 'ห้องประชุมที่ว่าการอำเภอพรหมคีรี ชั้น 2',
  people: [
    { name: 'นายธวัชชัย รักษ์ถิ่น', position: 'นายอำเภอพรหมคีรี' },
    { name: 'นางสาวสุดารัตน์ เพชรรัตน์', position: 'พัฒนาการอำเภอ' },
  ],
  emptyRows: 18,
}

/** Rows as a list over several tambons has them. */
function listRows(rows: number): PaperData<'localPlan'>['rows'] {
  return samplePlan(rows, 'district').rows.map((row, index) => ({
    ...row,
    kpi: `ร้อยละ ${60 + (index % 40)} ของครัวเรือนได้ใช้ประโยชน์`,
  }))
}
const span = { firstYear: 2566, lastYear: 2570, province: 'จังหวัดนครศรีธรรมราช', asOf: '2022-03-31' }

export const sampleLocal = (rows: number): PaperData<'localPlan'> => ({
  ...span,
  lao: 'องค์การบริหารส่วนตำบลอินคีรี',
  edition: '',
  rows: listRows(rows),
})
export const sampleProvinceList = (rows: number): PaperData<'provinceList'> => ({
  ...span,
  district: 'อำเภอพรหมคีรี',
  rows: listRows(rows),
})
export const sampleCoordination = (rows: number): PaperData<'coordinationList'> => ({
  ...span,
  planFy: 2567,
  district: 'อำเภอพรหมคีรี',
  lao: 'เทศบาลตำบลพรหมโลก',
  rows: listRows(rows).map((row, index) => ({
    ...row,
    village: index % 3 === 0 ? 'บ้านในเขียว หมู่ที่ 7 (บางส่วน)' : 'บ้านนอกท่า หมู่ที่ 3',
    tambon: 'ตำบลพรหมโลก',
    origin: `แผนพัฒนาตำบล ลำดับที่ ${index + 1}`,
  })),
})
export const sampleBook = (rows: number, level: 'village' | 'tambon' = 'village'): PaperData<'planBook'> => ({
  ...span,
  level,
  planFy: 2567,
  village: level === 'village' ? 'บ้านในเขียว หมู่ที่ 7' : '',
  tambon: 'ตำบลพรหมโลก',
  district: 'อำเภอพรหมคีรี',
  headman: 'นายสมชาย ใจดี',
  laos: ['เทศบาลตำบลพรหมโลก', 'องค์การบริหารส่วนตำบลอินคีรี (บางส่วน)'],
  population: 1412,
  households: 430,
  figures:
    level === 'village'
      ? [2563, 2564].map((year) => ({
          label: String(year),
          population: 1400 + year - 2560,
          male: 690,
          female: 710 + year - 2560,
          households: 430,
          source: 'ทะเบียนราษฎร',
        }))
      : Array.from({ length: 9 }, (_unused, index) => ({
          label: `บ้านในเขียว หมู่ที่ ${index + 1}`,
          headman: 'นายประเสริฐ ชูแก้ว',
          population: 1000 + index,
          households: 300 + index,
        })),
  forums: [
    {
      name: 'เวทีประชาคมหมู่บ้าน บ้านในเขียว หมู่ที่ 7',
      heldOn: '2022-01-20',
      place: 'ศาลาอเนกประสงค์หมู่บ้าน',
      persons: 61,
      partners: 'เทศบาลตำบลพรหมโลก, สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี, โรงพยาบาลส่งเสริมสุขภาพตำบลพรหมโลก',
    },
  ],
  needs: ['โครงสร้างพื้นฐาน', 'เศรษฐกิจ', 'สังคม'].flatMap((issue, at) =>
    [1, 2].map((no) => ({
      rank: at * 2 + no,
      issue,
      problem: 'ถนนภายในหมู่บ้านชำรุดเป็นหลุมเป็นบ่อ น้ำท่วมขังในฤดูฝน สัญจรไปมาไม่สะดวก',
      cause: no === 1 ? 'ใช้งานมานานและไม่มีทางระบายน้ำ' : '',
      name: 'ก่อสร้างถนนคอนกรีตเสริมเหล็กพร้อมวางท่อระบายน้ำ',
      votes: 40 - at,
    })),
  ),
  rows: samplePlan(rows, level).rows,
  adoption: {
    by: 'ที่ประชุมเวทีประชาคมหมู่บ้าน ครั้งที่ 1/2565',
    on: '2022-02-12',
    resolution: 'เห็นชอบด้วยคะแนนเสียงเป็นเอกฉันท์',
    attendees: 61,
  },
})
export const sampleRankList = (rows: number): PaperData<'rankList'> => ({
  plan: 'แผนพัฒนาตำบล ตำบลพรหมโลก',
  planFy: 2567,
  asOf: '2022-03-31',
  criteria: [
    ['ความเร่งด่วน/ความรุนแรงของปัญหา', 25],
    ['จำนวนผู้ได้รับประโยชน์', 20],
    ['ความสอดคล้องกับแผนระดับบน/นโยบาย', 15],
    ['ความพร้อม (พื้นที่ แบบ เอกสาร)', 15],
    ['ความคุ้มค่า', 10],
    ['การมีส่วนร่วม', 10],
    ['ไม่ซ้ำซ้อน', 5],
  ].map(([name, weight], index) => ({
    key: `c${index}`,
    name: String(name),
    weight: Number(weight),
    maximum: 5,
  })),
  rows: samplePlan(rows, 'tambon').rows.map((row, index) => ({
    rank: index + 1,
    name: row.name,
    village: 'บ้านนอกท่า หมู่ที่ 3',
    scores: index === 2 ? { c0: 3 } : { c0: 5, c1: 4.5, c2: 4, c3: 3, c4: 2.25, c5: 3, c6: 5 },
    total: index === 2 ? null : 8000 - index,
    scoreRank: index === 2 ? null : Math.max(1, index),
    tied: index < 2,
    reason: index === 1 ? 'ที่ประชุมเห็นว่าจำเป็นเร่งด่วนกว่าเพราะเป็นเส้นทางเดียวของหมู่บ้าน' : '',
  })),
})
export const sampleDifference = (rows: number): PaperData<'planDifference'> => ({
  plan: 'แผนพัฒนาตำบล ตำบลพรหมโลก ฉบับทบทวนปี พ.ศ. 2568',
  against: 'แผนพัฒนาตำบล ตำบลพรหมโลก',
  planFy: 2568,
  asOf: '2022-07-15',
  rows: samplePlan(rows).rows.map((row, index) => {
    const added = index < rows / 3
    return {
      group: added ? 'โครงการที่เพิ่ม' : 'โครงการที่เปลี่ยนแปลง',
      name: row.name,
      before: added ? '-' : 'ลำดับที่ 4\nพื้นที่ดำเนินการ: หมู่ที่ 3\nปี 2567: 300,000 บาท\nปี 2568: -',
      after: 'ลำดับที่ 2\nพื้นที่ดำเนินการ: หมู่ที่ 3 และหมู่ที่ 5\nปี 2567: -\nปี 2568: 512,500.50 บาท',
      satangBefore: added ? 0 : 30_000_000,
      satangAfter: 51_250_050,
      reason: 'ปรับราคาตามประมาณการใหม่ และคณะกรรมการเห็นชอบให้บูรณาการกับโครงการของ อปท.',
    }
  }),
  years: [
    { year: 2567, before: 375_000_000, after: 250_000_000 },
    { year: 2568, before: 0, after: 51_250_050 },
  ],
})
export const sampleFeedback = (rows: number): PaperData<'feedback'> => ({
  village: 'บ้านในเขียว หมู่ที่ 7',
  tambon: 'ตำบลพรหมโลก',
  district: 'อำเภอพรหมคีรี',
  province: 'จังหวัดนครศรีธรรมราช',
  planFy: 2567,
  asOf: '2022-07-15',
  rows: samplePlan(rows).rows.map((row, index) => ({
    village: 'บ้านในเขียว หมู่ที่ 7',
    rank: index + 1,
    name: row.name,
    way: 'แผนหมู่บ้าน ลำดับที่ 1 (เห็นชอบ 12 ก.พ. 2565)\nแผนตำบล ลำดับที่ 4 (เห็นชอบ 30 มี.ค. 2565)\nแผนอำเภอ ลำดับที่ 11',
    outcome: index % 2 === 0 ? 'ได้รับงบประมาณ งบพัฒนาจังหวัด ปี 2567' : 'ไม่ได้รับงบประมาณ',
    satang: 50_000_000,
    reason: index % 2 === 0 ? '' : 'ขาดแบบแปลนและเอกสารสิทธิที่ดิน',
  })),
})
