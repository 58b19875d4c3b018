import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { bundledGeography } from '../../core/geography/bundled.ts'
import { openResources } from '../../core/kernel/resources.ts'
import { type BenchTable, ms, openBenchCore, quantile, setUpBenchOffice, timed } from './bench-tools.ts'
import { at } from './project.ts'
import { fillBank } from './project-bank.ts'

const page = { offset: 0, limit: 50 }
/** Each kind with several wordings, so that no cache of one sentence is measured. */
const kinds: { name: string; texts: string[] }[] = [
  { name: 'list (no words)', texts: [''] },
  { name: 'one common word', texts: ['ถนน', 'ก่อสร้าง', 'ประปา', 'คลอง', 'อบรม'] },
  { name: 'two or three words', texts: ['ถนน ไทร', 'ประปา หนองบัว', 'ขุดลอก คลอง หมู่ที่ 3', 'ไฟฟ้า สายนายแดง'] },
  {
    name: 'spaces, Thai digits, abbreviations',
    texts: ['ถนน คสล. ม.๓', 'คอนกรีต เสริมเหล็ก', 'รพ.สต.', 'หมู่ ๗ ฝาย'],
  },
  { name: 'misspelt', texts: ['คอนกรีท', 'ปะปา', 'สพานข้ามคลอง', 'แอสฟัลติก'] },
  { name: 'nothing holds it (likely ones)', texts: ['โรงเรียนดาวอังคาร', 'ฟหกด', 'ก่อสร้งถนย'] },
  { name: 'one or two letters', texts: ['นา', 'ม', 'ทร', 'ฝ'] },
]

/** List and search of the project bank in a district of 3,000 and a province of 75,000. */
export async function benchSearch(dir: string, runs: number): Promise<BenchTable> {
  const resources = openResources(at('resources'))
  const geography = bundledGeography(resources)
  const rows: (string | number)[][] = []
  const notes: string[] = []
  for (const size of ['district', 'province'] as const) {
    const dataDir = path.join(dir, size)
    mkdirSync(dataDir)
    const first = await openBenchCore(dataDir)
    const isDistrict = size === 'district'
    const own = await setUpBenchOffice(first.client, {
      profile: size,
      provinceCode: '80',
      districtCode: isDistrict ? '8002' : null,
    })
    await first.core.close()
    const raw = new Database(path.join(dataDir, 'office.sqlite'))
    const districts = isDistrict ? [{ code: '8002' }] : geography.districtsOf('80')
    const made = fillBank(raw, {
      seed: 'bench',
      offices: districts.map(({ code }, n) => ({
        officeId: isDistrict ? own : `0${String(n + 1).padStart(25, '0')}`,
        tambons: [...geography.tambonsOf(code)],
      })),
      projectsPerOffice: isDistrict ? 3000 : Math.ceil(75_000 / districts.length),
      villagesPerOffice: isDistrict ? 200 : 70,
    })
    raw.close()
    const { core, client } = await openBenchCore(dataDir)
    const officeId = isDistrict ? undefined : null
    const search = (text: string, filters?: Record<string, string>) =>
      client.projects.search({
        text,
        ...page,
        ...(officeId === null && { officeId }),
        ...(filters && { filters }),
      })
    let rounds = 0
    const index = await timed(async () => {
      while ((await search('')).waiting > 0) rounds += 1
    })
    notes.push(
      `${made} projects (${size}): index made once in ${ms(index)} ms, ${rounds} questions answered meanwhile`,
    )
    const reading = new Database(path.join(dataDir, 'office.sqlite'), { readonly: true })
    const likeScan = reading.prepare('SELECT count(*) FROM projectFacts WHERE text LIKE ?')
    const all: number[] = []
    const samples = new Map<string, number[]>(kinds.map((kind) => [kind.name, []]))
    const filtered: number[] = []
    const lists = {
      'list of plans': () => client.plans.list({ level: null, planFy: 2567, tambonCode: null }),
      'list of villages': () => client.geography.villages({ tambonCode: null }),
      'way of each project of a tambon': () =>
        client.plans.ways({
          planFy: 2567,
          tambonCode: '800201',
          villageId: null,
          outcome: null,
          text: '',
          offset: 0,
          limit: 50,
        }),
    }
    const listed = new Map<string, number[]>(Object.keys(lists).map((name) => [name, []]))
    const scans: number[] = []
    for (const { texts } of kinds) for (const text of texts) await search(text)
    for (let run = 0; run < runs; run += 1) {
      for (const { name, texts } of kinds) {
        for (const text of texts) {
          const took = await timed(() => search(text))
          samples.get(name)?.push(took)
          all.push(took)
        }
      }
      filtered.push(await timed(() => search('ถนน', { issue: 'โครงสร้างพื้นฐาน', projectClass: 'BEYOND' })))
      if (isDistrict)
        for (const [name, ask] of Object.entries(lists)) listed.get(name)?.push(await timed(ask))
      scans.push(await timed(() => likeScan.get('%ถนน%')))
    }
    all.push(...filtered, ...[...listed.values()].flat())
    const line = (name: string, sample: readonly number[]) =>
      rows.push([size, name, ms(quantile(sample, 0.5)), ms(quantile(sample, 0.95)), ms(Math.max(...sample))])
    for (const [name, sample] of samples) line(name, sample)
    line('word and two filters', filtered)
    if (isDistrict) for (const [name, sample] of listed) line(name, sample)
    line('ALL of list and search (goal p95 ≤ 16)', all)
    line('limit: plain LIKE scan of the same texts', scans)
    reading.close()
    await core.close()
  }
  return {
    title: 'List and search in the project bank, ms in the core (50 rows and the count)',
    columns: ['file', 'question', 'p50', 'p95', 'worst'],
    rows,
    notes,
  }
}
