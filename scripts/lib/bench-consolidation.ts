import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import * as XLSX from 'xlsx'
import { recordTypes } from '../../core/exchange/records.ts'
import { bundledGeography } from '../../core/geography/bundled.ts'
import { openResources } from '../../core/kernel/resources.ts'
import {
  type BenchTable,
  finish,
  ms,
  openBenchCore,
  quantile,
  setUpBenchOffice,
  timed,
} from './bench-tools.ts'
import { provide } from './needs.ts'
import { at } from './project.ts'
import { fillBank } from './project-bank.ts'
import { run as runProgram } from './run-node.ts'

const projects = 400
const villages = 65
const planFy = 2567

/**
 * 23 districts with 400 projects each, handed in as packages and taken in and totalled by the province: beside the bare
 * insert of the same rows into the same tables, and beside a script with openpyxl that copies the same rows together
 * from 23 workbooks, as an office does by hand today.
 */
export async function benchConsolidation(dir: string, runs: number): Promise<BenchTable> {
  const missing = await provide('bench')
  if (missing.length > 0) throw new Error(`not on this machine: ${missing.join(' ')}`)
  const made = await makeDistricts(path.join(dir, 'consolidation'))
  const empty = path.join(dir, 'consolidation', 'province')
  mkdirSync(empty)
  const first = await openBenchCore(empty)
  await setUpBenchOffice(first.client, { profile: 'province', provinceCode: '80', districtCode: null })
  await first.core.close()
  const fresh = (name: string) => {
    const target = path.join(dir, 'consolidation', name)
    rmSync(target, { recursive: true, force: true })
    cpSync(empty, target, { recursive: true })
    return target
  }
  const rows = await mirroredRows(fresh('rows'), made.packages)
  const ours: number[] = []
  const raw: number[] = []
  const plain: number[] = []
  const streamed: number[] = []
  const totals = new Set<number>()
  const phases = { verifying: 0, comparing: 0, other: 0 }
  for (let turn = 0; turn < runs; turn += 1) {
    const { core, client } = await openBenchCore(fresh('ours'))
    ours.push(
      await timed(async () => {
        for (const file of made.packages) await takeIn(core, client, file, phases)
        const { rows: lines } = await client.province.consolidated({ planFy, level: 'district' })
        totals.add(lines.reduce((sum, line) => sum + line.total, 0))
      }),
    )
    await core.close()
    raw.push(insertAll(path.join(fresh('raw'), 'office.sqlite'), rows, totals))
    for (const [mode, sample] of [
      ['plain', plain],
      ['streamed', streamed],
    ] as const) {
      const target = path.join(dir, 'consolidation', 'together.xlsx')
      sample.push(
        await timed(async () => {
          const script = at('scripts', 'lib', 'bench-consolidation.py')
          const args = [script, mode, target, ...made.workbooks]
          const { code, output } = await runProgram('/usr/bin/python3', args, { show: false })
          if (code !== 0) throw new Error(output)
          totals.add(Number(output.trim()))
        }),
      )
    }
  }
  if (totals.size !== 1) throw new Error(`they do not agree: ${[...totals].join(', ')}`)
  const count = rows.reduce((sum, office) => sum + office.reduce((s, table) => s + table.values.length, 0), 0)
  const besides = [raw, plain, streamed]
  const line = (name: string, sample: readonly number[], beside: readonly number[][]) => [
    name,
    ms(quantile(sample, 0.5)),
    ms(Math.min(...sample)),
    ms(Math.max(...sample)),
    ...beside.map((other) => `${(quantile(sample, 0.5) / quantile(other, 0.5)).toFixed(3)} ×`),
  ]
  return {
    title: `23 districts × ${projects} projects taken in and totalled, ms (${count} rows, ${made.sheetRows} rows of workbooks)`,
    columns: ['work', 'median', 'least', 'most', 'of raw insert', 'of openpyxl', 'of it streamed'],
    rows: [
      line('limit: raw insert of the same rows, and the sum', raw, besides),
      line('verify, compare, take in 23 packages, total', ours, besides),
      line('openpyxl: 23 workbooks copied together, totalled', plain, besides),
      line('the same with its streaming modes', streamed, besides),
    ],
    notes: [
      'goals: ≤ 2 × the raw insert, ≤ 1/15 (0.067 ×) of openpyxl; all give the same total',
      `of ours: verifying ${share(phases.verifying, phases)}, comparing ${share(phases.comparing, phases)}, writing and the rest ${share(phases.other, phases)}`,
    ],
  }
}

type Bench = Awaited<ReturnType<typeof openBenchCore>>

function share(part: number, all: Record<string, number>): string {
  return `${Math.round((100 * part) / Object.values(all).reduce((sum, one) => sum + one, 0))} %`
}

async function takeIn(
  core: Bench['core'],
  client: Bench['client'],
  file: string,
  phases?: { verifying: number; comparing: number; other: number },
): Promise<void> {
  const { token } = core.files.adopt(file, path.basename(file), 'bench')
  let last = performance.now()
  for await (const event of await client.exchange.takeIn({ token, confirmKey: true })) {
    const now = performance.now()
    if (phases) {
      const step = event.kind === 'progress' ? event.progress.step : ''
      const phase = step.endsWith('verifying')
        ? 'verifying'
        : step.endsWith('comparing')
          ? 'comparing'
          : 'other'
      phases[phase] += now - last
    }
    last = now
  }
}

/** 23 district files, their packages and the same rows as workbooks. */
async function makeDistricts(
  dir: string,
): Promise<{ packages: string[]; workbooks: string[]; sheetRows: number }> {
  const resources = openResources(at('resources'))
  const geography = bundledGeography(resources)
  const packages: string[] = []
  const workbooks: string[] = []
  let sheetRows = 0
  for (const [n, { code }] of geography.districtsOf('80').entries()) {
    const dataDir = path.join(dir, code)
    const stick = path.join(dir, 'stick')
    mkdirSync(dataDir, { recursive: true })
    mkdirSync(stick, { recursive: true })
    const before = await openBenchCore(dataDir)
    const officeId = await setUpBenchOffice(before.client, {
      profile: 'district',
      provinceCode: '80',
      districtCode: code,
    })
    await before.core.close()
    const raw = new Database(path.join(dataDir, 'office.sqlite'))
    fillBank(raw, {
      seed: code,
      offices: [{ officeId, tambons: [...geography.tambonsOf(code)] }],
      projectsPerOffice: projects,
      villagesPerOffice: villages,
      idsAfter: (n + 1) * 1_000_000,
    })
    const book = makeBook(raw)
    raw.close()
    sheetRows += book.rows
    const file = path.join(dir, `${code}.xlsx`)
    writeFileSync(file, XLSX.write(book.book, { type: 'buffer', bookType: 'xlsx', compression: true }))
    workbooks.push(file)
    const { core, client } = await openBenchCore(dataDir, stick)
    const done = await finish(client.exchange.exportSubmission({ planFy, placeId: 'stick' }))
    await core.close()
    if (done.path === null) throw new Error('no package')
    packages.push(done.path)
  }
  return { packages, workbooks, sheetRows }
}

/** The plans of a district as a workbook, a sheet a level, a row a project, all its columns. */
function makeBook(raw: InstanceType<typeof Database>): { book: XLSX.WorkBook; rows: number } {
  const book = XLSX.utils.book_new()
  let rows = 0
  for (const level of ['village', 'tambon', 'district']) {
    const list = raw
      .prepare(
        `SELECT pr.districtCode, pr.tambonCode, v.mooNo, v.name AS village, p.planFy, p.edition, p.state, e.rank, e.name,
                e.issue, e.projectClass, e.problem, e.objective, e.target, e.site, e.expectedResult, e.kpi, e.budgetSource,
                e.leadAgency, e.relatedAgencies, e.readiness, e.remark, b.amount AS "2567"
         FROM planEntry e JOIN plan p ON p.id = e.planId JOIN project pr ON pr.id = e.projectId
              LEFT JOIN village v ON v.id = pr.villageId LEFT JOIN entryBudget b ON b.entryId = e.id
         WHERE p.level = ? ORDER BY e.id`,
      )
      .all(level) as Record<string, unknown>[]
    rows += list.length
    XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet(list), level)
  }
  return { book, rows }
}

type Table = { sql: string; values: unknown[][] }

/** The mirrors as rows, office by office, table by table in the order in which they refer to each other. */
async function mirroredRows(dataDir: string, packages: readonly string[]): Promise<Table[][]> {
  const { core, client } = await openBenchCore(dataDir)
  for (const file of packages) await takeIn(core, client, file)
  await core.close()
  const db = new Database(path.join(dataDir, 'office.sqlite'), { readonly: true })
  const names = [
    ...new Set(recordTypes.flatMap(({ table, name }) => (table === null ? [] : [tableOf(name)]))),
  ]
  const offices = db.prepare('SELECT DISTINCT officeId FROM project').pluck().all() as string[]
  const out = offices.map((officeId) =>
    names.flatMap((name): Table[] => {
      const columns = db.prepare(`SELECT name FROM pragma_table_info('${name}')`).pluck().all() as string[]
      const values = db
        .prepare(`SELECT * FROM "${name}" WHERE officeId = ? ORDER BY id`)
        .raw()
        .all(officeId) as unknown[][]
      const places = columns.map(() => '?').join(',')
      return values.length === 0 ? [] : [{ sql: `INSERT INTO "${name}" VALUES (${places})`, values }]
    }),
  )
  db.close()
  return out
}

/** Some tables stand in two files of a package. */
function tableOf(recordName: string): string {
  const parts: Record<string, string> = {
    agency: 'lao',
    villageAgency: 'villageLao',
    orderChange: 'appointmentOrder',
  }
  return parts[recordName] ?? (recordName.endsWith('Attachment') ? 'attachment' : recordName)
}

/** The same rows by prepared statements alone, a transaction an office, as safe on the disk as ours. @returns ms */
function insertAll(file: string, offices: readonly Table[][], totals: Set<number>): number {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const begun = performance.now()
  for (const tables of offices) {
    db.exec('BEGIN IMMEDIATE')
    db.pragma('defer_foreign_keys = ON')
    for (const { sql, values } of tables) {
      const insert = db.prepare(sql)
      for (const row of values) insert.run(row)
    }
    db.exec('COMMIT')
  }
  const total = db
    .prepare(
      `SELECT sum(b.amount) FROM entryBudget b JOIN planEntry e ON e.id = b.entryId JOIN plan p ON p.id = e.planId
       WHERE p.level = 'district' AND p.planFy = ?`,
    )
    .pluck()
    .get(planFy)
  const spent = performance.now() - begun
  totals.add(Number(total))
  db.close()
  return spent
}
