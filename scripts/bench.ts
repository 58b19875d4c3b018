/**
 * `npm run bench [-- --only search|workbook|papers|consolidation|scale] [--runs N]`: how fast the program is beside a peer or a limit measured in
 * the same run, turn by turn, on seeded data. Figures are told, never asserted: machines are shared and noisy. What they
 * mean and what the goals are stands in docs/benchmarks.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { benchConsolidation } from './lib/bench-consolidation.ts'
import { benchPapers } from './lib/bench-papers.ts'
import { benchScale } from './lib/bench-scale.ts'
import { benchSearch } from './lib/bench-search.ts'
import type { BenchTable } from './lib/bench-tools.ts'
import { benchWorkbook } from './lib/bench-workbook.ts'
import { complain } from './lib/say.mjs'

const workloads = {
  search: benchSearch,
  workbook: benchWorkbook,
  papers: benchPapers,
  consolidation: benchConsolidation,
  scale: benchScale,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '15' },
    out: { type: 'string' },
  },
})
const runs = Number(values.runs)
const wanted = Object.keys(workloads).filter((name) => values.only === undefined || values.only === name)
if (wanted.length === 0 || !Number.isInteger(runs) || runs < 3) {
  complain(
    'ใช้: npm run bench -- [--only search|workbook|papers|consolidation|scale] [--runs 15]',
    'At least 3 runs of search, workbook, papers, consolidation or scale.',
  )
  process.exit(2)
}
const cpu = os.cpus()[0]?.model ?? '?'
const machine = `${os.cpus().length} × ${cpu}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`
console.log(machine)
const dir = mkdtempSync(path.join(os.tmpdir(), 'amphoe-bench-'))
const tables: BenchTable[] = []
try {
  for (const name of wanted as (keyof typeof workloads)[]) {
    const table = await workloads[name](dir, runs)
    tables.push(table)
    print(table)
  }
} finally {
  rmSync(dir, { recursive: true, force: true })
}
if (values.out !== undefined)
  writeFileSync(values.out, `${JSON.stringify({ machine, runs, tables }, null, 2)}\n`)

function print({ title, columns, rows, notes }: BenchTable): void {
  const cells = [columns, ...rows.map((row) => row.map(String))]
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => [...(row[at] ?? '')].length)))
  console.log(`\n${title}`)
  for (const row of cells) {
    console.log(
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
  }
  for (const note of notes) console.log(`  ${note}`)
}
