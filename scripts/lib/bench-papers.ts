import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LetterInput, OfficeHead, PlanTableInput } from '../../core/papers/data.ts'
import {
  composePaper,
  embeddedFonts,
  joinPapers,
  loadPaperResources,
  type PaperDocument,
  renderDocx,
  renderHtml,
} from '../../core/papers/engine/index.ts'
import { bodyParts } from '../../core/papers/rules.ts'
import { findBrowser } from '../../web/browser.ts'
import { createChromiumPrinter } from '../../web/print.ts'
import { type BenchTable, ms, quantile, timed } from './bench-tools.ts'
import { at } from './project.ts'
import { seededRandom } from './seeded-random.ts'

const resources = loadPaperResources(at('resources'))
const now = new Date('2022-07-15T02:00:00Z')
const html = (paper: PaperDocument) => renderHtml(paper, { fonts: embeddedFonts(at('resources')) })
const office: OfficeHead = {
  agencyCode: 'นศ ๐๐๑๙.๓',
  officeName: 'ศาลากลางจังหวัดนครศรีธรรมราช',
  addressLines: ['ถนนราชดำเนิน นศ ๘๐๐๐๐'],
  ownerUnit: 'สำนักงานพัฒนาชุมชนจังหวัด',
  provinceName: 'จังหวัดนครศรีธรรมราช',
}
const addressees = 23
const soffice = ['soffice', 'libreoffice'].find((name) => spawnSync('which', [name]).status === 0)

/** The province's letter of two pages, once to each district. */
function letters(): [PaperDocument, ...PaperDocument[]] {
  const { letter, signatory } = JSON.parse(readFileSync(at('resources/demo/seed-letter.json'), 'utf8')) as {
    letter: {
      subject: string
      enclosures: { title: string; quantity: string }[]
      paragraphs: { text: string }[]
    }
    signatory: { name: string; positionLines: string[] }
  }
  const make = (index: number) => {
    const data: LetterInput = {
      number: String(239 + index),
      date: '2022-01-18',
      subject: letter.subject,
      addressee: `นายอำเภอ ลำดับที่ ${index + 1}`,
      enclosures: letter.enclosures.map(({ title, quantity }) => ({ text: title, count: quantity })),
      body: bodyParts(letter.paragraphs.map(({ text }) => text)),
      signatory,
    }
    return composePaper('letter', data, office, resources)
  }
  return [make(0), ...Array.from({ length: addressees - 1 }, (_unused, index) => make(index + 1))]
}

function planTable(rows: number): PaperDocument {
  const random = seededRandom('plan-table')
  const below = (most: number) => Buffer.from(random.bytes(4)).readUInt32LE(0) % most
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const data: PlanTableInput = {
    level: 'tambon',
    tambon: 'พรหมโลก',
    district: 'พรหมคีรี',
    province: 'นครศรีธรรมราช',
    firstYear: 2566,
    lastYear: 2570,
    editionFy: 2566,
    rows: Array.from({ length: rows }, (_unused, index) => ({
      rank: index + 1,
      issue: `ด้านที่ ${Math.floor((index * 9) / rows) + 1}`,
      name: `${pick(['ก่อสร้างถนน คสล.', 'ขุดลอกคลอง', 'ปรับปรุงระบบประปาหมู่บ้าน', 'ฝึกอบรมอาชีพ'])} สายที่ ${index + 1}`,
      problem: `ชาวบ้านเดือดร้อนในฤดูฝน จำนวน ${below(300)} ครัวเรือน`,
      objective: 'เพื่อแก้ไขปัญหาความเดือดร้อนของประชาชนในพื้นที่อย่างยั่งยืน',
      target: `ระยะทาง ${below(3000)} เมตร กว้าง ${below(5) + 3} เมตร`,
      village: `หมู่ที่ ${below(9) + 1}`,
      budget: [{ year: 2566 + below(5), satang: (below(900) + 10) * 100_000 }],
      source: pick(['งบพัฒนาจังหวัด', 'งบองค์กรปกครองส่วนท้องถิ่น']),
      agency: pick(['เทศบาลตำบลพรหมโลก', 'แขวงทางหลวงชนบท']),
      expected: 'ประชาชนได้รับความสะดวกในการสัญจร',
    })),
  }
  return composePaper('planTable', data, office, resources)
}

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/gu)?.length ?? 0

/** Memory of the largest of the browser's processes and of all together, in MB; 0 where the system has no /proc. */
function browserMemory(): { largest: number; all: number } {
  if (!existsSync('/proc/self/status')) return { largest: 0, all: 0 }
  const parents = new Map<number, { parent: number; kilobytes: number }>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8')
      parents.set(Number(name), {
        parent: Number(/^PPid:\s+(\d+)/mu.exec(status)?.[1] ?? 0),
        kilobytes: Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? 0),
      })
    } catch {
      // ended meanwhile
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid)?.parent ?? 0
    return parent === process.pid || (parent > 1 && isOurs(parent))
  }
  const ours = [...parents].filter(([pid]) => isOurs(pid)).map(([, { kilobytes }]) => kilobytes / 1024)
  return {
    largest: Math.round(Math.max(0, ...ours)),
    all: Math.round(ours.reduce((sum, one) => sum + one, 0)),
  }
}

/** 23 letters of two pages beside LibreOffice, turn by turn; a table of 5,000 rows beside one of 200. */
export async function benchPapers(dir: string, runs: number): Promise<BenchTable> {
  const executablePath = findBrowser()
  const title = 'papers: 23 letters of two pages, beside LibreOffice converting the same DOCX; plan tables'
  const columns = [
    'work',
    'median ms',
    'of LibreOffice',
    'pages',
    'ms a page',
    'largest process MB',
    'all MB',
  ]
  if (executablePath === undefined)
    return { title, columns, rows: [], notes: ['no Chromium: nothing printed'] }
  const open = () => createChromiumPrinter({ executablePath, root: at('.'), now: () => now })
  const folder = path.join(dir, 'letters')
  mkdirSync(folder)
  const turns = Math.max(3, Math.min(runs, 7))
  const rows: BenchTable['rows'] = []
  const notes: string[] = []

  const files = await Promise.all(
    letters().map(async (letter, index) => {
      const file = path.join(folder, `${index + 1}.docx`)
      writeFileSync(file, await renderDocx(letter, { advances: resources.advances, now }))
      return file
    }),
  )
  const office23: number[] = []
  const run: number[] = []
  const cold: number[] = []
  const each: number[] = []
  const warm = open()
  await warm.print(html(joinPapers(letters())), { title: 'x' })
  let pages = 0
  for (let turn = 0; turn < turns; turn += 1) {
    if (soffice !== undefined)
      office23.push(
        await timed(() =>
          execFileSync(
            soffice,
            [
              `-env:UserInstallation=file://${path.join(dir, 'profile')}`,
              ...['--headless', '--convert-to', 'pdf', '--outdir', path.join(dir, 'converted'), ...files],
            ],
            { stdio: 'ignore' },
          ),
        ),
      )
    run.push(
      await timed(async () => {
        pages = pagesOf(await warm.print(html(joinPapers(letters())), { title: 'x' }))
      }),
    )
    each.push(
      await timed(async () => {
        for (const letter of letters()) await warm.print(html(letter), { title: 'x' })
      }),
    )
    const fresh = open()
    cold.push(await timed(() => fresh.print(html(joinPapers(letters())), { title: 'x' })))
    await fresh.close()
  }
  // LibreOffice makes its profile the first time
  const beside = office23.length > 1 ? quantile(office23.slice(1), 0.5) : undefined
  const ratio = (median: number) => (beside === undefined ? '-' : `${(median / beside).toFixed(2)} ×`)
  const line = (name: string, sample: readonly number[]) => {
    const median = quantile(sample, 0.5)
    rows.push([name, ms(median), ratio(median), pages, ms(median / pages), '-', '-'])
  }
  if (beside === undefined) notes.push('LibreOffice is not installed here: nothing to stand beside')
  else rows.push(['LibreOffice: 23 DOCX to PDF', ms(beside), '1 ×', '-', '-', '-', '-'])
  line('23 letters, one print run, printer warm as the program keeps it', run)
  line('the same with the browser started for it', cold)
  line('23 letters, 23 files', each)

  const perPage = new Map<number, number>()
  for (const size of [200, 5_000]) {
    const sample: number[] = []
    let count = 0
    let largest = 0
    let all = 0
    // the small table as often as makes its figure as sure as that of the large one
    for (let turn = 0; turn < (size === 200 ? turns * 2 : 2); turn += 1) {
      const watch = setInterval(() => {
        const memory = browserMemory()
        largest = Math.max(largest, memory.largest)
        all = Math.max(all, memory.all)
      }, 250)
      sample.push(
        await timed(async () => {
          count = pagesOf(await warm.print(html(planTable(size)), { title: 'x' }))
        }),
      )
      clearInterval(watch)
    }
    const median = quantile(sample, 0.5)
    perPage.set(size, median / count)
    rows.push([`plan table of ${size} rows`, ms(median), '-', count, ms(median / count), largest, all])
  }
  notes.push(
    `a page at 5,000 rows takes ${((perPage.get(5_000) ?? 0) / (perPage.get(200) ?? 1)).toFixed(2)} × of one at 200 (goal ≤ 1.2 ×)`,
  )
  const large = html(planTable(5_000))
  const stop = new AbortController()
  const printing = warm.print(large, { title: 'x', signal: stop.signal }).catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const stopped = await timed(async () => {
    stop.abort()
    await printing
  })
  notes.push(`a print of 5,000 rows that is cancelled ends after ${ms(stopped)} ms`)
  await warm.close()
  rmSync(folder, { recursive: true, force: true })
  return { title, columns, rows, notes }
}
