import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as XLSX from 'xlsx'
import {
  type BenchTable,
  finish,
  ms,
  openBenchCore,
  quantile,
  setUpBenchOffice,
  timed,
} from './bench-tools.ts'
import { seededRandom } from './seeded-random.ts'

const rowsOfBook = 5000
const head = [
  'ลำดับ',
  'โครงการ/กิจกรรม',
  'ปัญหา/ที่มา',
  'วัตถุประสงค์',
  'เป้าหมาย (ผลผลิตของโครงการ)',
  'พื้นที่ดำเนินการ',
  'ปี 2566',
  'ปี 2567',
  'ปี 2568',
  'ปี 2569',
  'ปี 2570',
  'แหล่งงบประมาณ',
  'หน่วยงานรับผิดชอบ',
  'ผลที่คาดว่าจะได้รับ',
  'ลักษณะการดำเนินการ',
  'หมายเหตุ',
]

/** A tambon's list of 5,000 rows as one sees them: title, head, texts that differ, 100 rows with something wrong. */
function makeBook(): Uint8Array {
  const random = seededRandom('workbook')
  const below = (most: number) => Buffer.from(random.bytes(4)).readUInt32LE(0) % most
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const rows: unknown[][] = [['บัญชีโครงการ แผนพัฒนาตำบล'], ['ตำบลพรหมโลก อำเภอพรหมคีรี'], head]
  for (let n = 1; n <= rowsOfBook; n += 1) {
    const moo = below(9) + 1
    const years = ['', '', '', '', ''].map(() => (below(3) === 0 ? (below(900) + 10) * 1000 : null))
    if (n % 50 === 0) years[1] = -1 as never
    rows.push([
      n,
      `${pick(['ก่อสร้างถนน คสล.', 'ขุดลอกคลอง', 'ปรับปรุงระบบประปา', 'ฝึกอบรมอาชีพ', 'ติดตั้งไฟฟ้าส่องสว่าง'])} สายที่ ${n} หมู่ที่ ${moo}`,
      `ชาวบ้านหมู่ที่ ${moo} เดือดร้อนในฤดูฝน ครัวเรือนที่ ${n}`,
      `เพื่อแก้ไขปัญหาความเดือดร้อนของประชาชน หมู่ที่ ${moo} ครั้งที่ ${n}`,
      `ระยะทาง ${below(3000)} เมตร กว้าง ${below(5) + 3} เมตร`,
      `หมู่ที่ ${moo}`,
      ...years,
      pick(['งบพัฒนาจังหวัด', 'งบองค์กรปกครองส่วนท้องถิ่น', 'งบหน่วยงาน (Function)']),
      pick(['เทศบาลตำบลพรหมโลก', 'แขวงทางหลวงชนบท', 'สำนักงานเกษตรอำเภอ']),
      `ประชาชนได้รับประโยชน์ ${below(400)} ครัวเรือน`,
      pick(['ทำเอง', 'ทำร่วม', 'เกินศักยภาพ']),
      '',
    ])
  }
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), 'บัญชีโครงการ')
  return new Uint8Array(
    XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer,
  )
}

/** A 5,000-row workbook: opened, understood and tried out, beside the bare parse of the same file by SheetJS. */
export async function benchWorkbook(dir: string, runs: number): Promise<BenchTable> {
  const dataDir = path.join(dir, 'workbook')
  mkdirSync(dataDir)
  const original = path.join(dir, 'book.xlsx')
  writeFileSync(original, makeBook())
  const { core, client } = await openBenchCore(dataDir)
  await setUpBenchOffice(client, { profile: 'district', provinceCode: '80', districtCode: '8002' })
  const { id: planId } = await client.plans.open({
    level: 'tambon',
    areaKey: '800201',
    planFy: 2567,
    edition: 'first',
  })
  const bare: number[] = []
  const whole: number[] = []
  const dry: number[] = []
  let counts = ''
  for (let run = 0; run < runs; run += 1) {
    bare.push(await timed(() => XLSX.read(readFileSync(original), { type: 'buffer' })))
    // A file the program has not in hand: other bytes at its end, as a file saved anew has.
    const file = path.join(dir, `book-${run}.xlsx`)
    copyFileSync(original, file)
    const again = XLSX.read(readFileSync(file), { type: 'buffer' })
    again.Props = { Comments: `run ${run}` }
    writeFileSync(file, XLSX.write(again, { type: 'buffer', bookType: 'xlsx', compression: true }))
    const { token } = core.files.adopt(file, 'book.xlsx', 'bench')
    let tried = 0
    whole.push(
      await timed(async () => {
        await finish(client.sheets.open({ token }))
        const input = {
          token,
          sheetIndex: 0,
          target: 'planEntries' as const,
          targetId: planId,
          headRow: null,
          projectClass: null,
        }
        const { mapping } = await finish(client.sheets.read({ ...input, mapping: null }))
        tried = await timed(async () => {
          const result = await finish(client.sheets.dryRun({ ...input, mapping }))
          counts = JSON.stringify(result.counts)
        })
      }),
    )
    dry.push(tried)
  }
  await core.close()
  const base = quantile(bare, 0.5)
  const line = (name: string, sample: readonly number[]) => [
    name,
    ms(quantile(sample, 0.5)),
    ms(Math.min(...sample)),
    ms(Math.max(...sample)),
    `${(quantile(sample, 0.5) / base).toFixed(2)} ×`,
  ]
  return {
    title: `Workbook of ${rowsOfBook} rows × ${head.length} columns, ms (${counts})`,
    columns: ['work', 'median', 'least', 'most', 'of the bare parse'],
    rows: [
      line('limit: bare parse by SheetJS', bare),
      line('dry run alone (real import, rolled back)', dry),
      line('open + understand + dry run', whole),
    ],
    notes: ['goal: dry run ≤ 1.5 × the bare parse'],
  }
}
