/** `npm test`: puts there what the tests need, runs every part, says what was skipped and why, and sums up. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser } from '../web/browser.ts'
import { provide, tellMissing } from './lib/needs.ts'
import { at, root } from './lib/project.ts'
import { run, runNode } from './lib/run-node.ts'
import { complain, step } from './lib/say.mjs'
import { lint } from './lint.ts'
import { checkTypes } from './types.ts'

type Sum = { passed: number; failed: number; skipped: number }
type Part = {
  name: string
  what: string
  /** A reason why it cannot run on this machine; undefined = it can. */
  cannot?: () => string | undefined
  work: () => Promise<Sum>
}

/** Temporary files of the whole run, removed at its end. A short name: sockets of browsers lie in it too. */
const scratch = mkdtempSync(path.join(os.tmpdir(), 'amphoe-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }))
const noBrowser = () =>
  findBrowser() === undefined ? 'no Chromium, Chrome or Edge on this machine' : undefined

const parts: Part[] = [
  { name: 'types', what: 'tsc, one environment at a time', work: async () => count(await checkTypes()) },
  { name: 'lint', what: 'biome, walls, unused code', work: async () => count(await lint()) },
  { name: 'unit', what: 'rules, commands, queries, properties', work: () => vitest('unit') },
  {
    name: 'papers',
    what: 'what PDF, DOCX and XLSX really contain',
    cannot: noBrowser,
    work: () => vitest('papers'),
  },
  { name: 'faults', what: 'full disk, kill -9, damaged and newer files', work: () => vitest('faults') },
  { name: 'exploit', what: 'attacks on the hosts and on packages', work: () => vitest('exploit') },
  { name: 'migrations', what: 'old files of every version', work: () => vitest('migrations') },
  {
    name: 'e2e',
    what: 'the journey in Chromium and in Electron',
    cannot: noBrowser,
    work: () => vitest('e2e'),
  },
]

function count(results: { ok: boolean }[]): Sum {
  const passed = results.filter(({ ok }) => ok).length
  return { passed, failed: results.length - passed, skipped: 0 }
}

async function vitest(project: string): Promise<Sum> {
  const report = path.join(scratch, `${project}.json`)
  const { code } = await runNode(
    [
      at('node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--project', project, '--passWithNoTests', '--no-color'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    {
      show: true,
      env: { NODE_NO_WARNINGS: '1', TMPDIR: scratch, TEMP: scratch, TMP: scratch, ...electronForTests() },
    },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const told = JSON.parse(readFileSync(report, 'utf8'))
  const failed = told.numFailedTests
  return {
    passed: told.numPassedTests,
    // A file that cannot even be loaded has no failed test of its own.
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: told.numPendingTests + told.numTodoTests,
  }
}

/** The tool that brings an Electron for tests stands beside the project, where it stands at all. */
function electronForTests(): NodeJS.ProcessEnv {
  const tool = path.resolve(root, '..', 'shared', 'tools', 'electron-runtime')
  return existsSync(tool) ? { AMPHOE_ELECTRON_TOOL: tool } : {}
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log('npm test                     all parts\nnpm test -- --only PART,…    only these:\n')
    for (const { name, what } of parts) console.log(`  ${name.padEnd(11)} ${what}`)
    return 0
  }
  const only = values.only?.split(',')
  const unknown = only?.find((name) => !parts.some((part) => part.name === name))
  if (unknown !== undefined) {
    complain(`ไม่มีส่วนทดสอบชื่อ ${unknown}`, `No part named ${unknown}. See: npm test -- --help`)
    return 2
  }
  const chosen = parts.filter(({ name }) => only === undefined || only.includes(name))

  if (chosen.some(({ name }) => !['types', 'lint'].includes(name))) {
    const missing = await provide('tests')
    if (missing.length > 0) tellMissing(missing)
  }
  if (chosen.some(({ name }) => name === 'e2e')) await prepareElectron()

  const table: string[] = []
  const skipped: string[] = []
  const total: Sum = { passed: 0, failed: 0, skipped: 0 }
  for (const [index, part] of chosen.entries()) {
    console.log(`\n━━ ${index + 1}/${chosen.length} ${part.name} – ${part.what}`)
    const reason = part.cannot?.()
    const begun = Date.now()
    const sum = reason === undefined ? await part.work() : { passed: 0, failed: 0, skipped: 1 }
    const seconds = Math.round((Date.now() - begun) / 1000)
    if (reason !== undefined) skipped.push(`${part.name}: ${reason}`)
    else if (sum.passed + sum.failed + sum.skipped === 0)
      skipped.push(`${part.name}: there are no tests in it yet`)
    for (const kind of ['passed', 'failed', 'skipped'] as const) total[kind] += sum[kind]
    table.push(`${sum.failed > 0 ? '✗' : '✓'} ${part.name.padEnd(11)} ${brief(sum).padEnd(38)} ${seconds} s`)
    console.log(table.at(-1))
  }
  if (chosen.some(({ name }) => name === 'e2e') && electronForTests().AMPHOE_ELECTRON_TOOL === undefined) {
    skipped.push('e2e in Electron: ../shared/tools/electron-runtime is not on this machine')
  }

  console.log(`\n━━ สรุป · summary\n${table.join('\n')}`)
  for (const line of skipped) console.log(`– ข้าม · skipped – ${line}`)
  console.log(`\n${brief(total)}`)
  return total.failed > 0 || total.passed === 0 ? 1 : 0
}

/** Fetches the Electron of the tests beforehand, so that no test waits for it. */
async function prepareElectron(): Promise<void> {
  const tool = electronForTests().AMPHOE_ELECTRON_TOOL
  if (tool === undefined) return
  await step('เตรียม Electron สำหรับทดสอบ', 'preparing the Electron of the tests', async () => {
    const { code, output } = await run('bash', [tool, 'install'], { show: false })
    if (code !== 0) console.error(output.split('\n').slice(-8).join('\n'))
  })
}

const brief = ({ passed, failed, skipped }: Sum) => `${passed} passed, ${failed} failed, ${skipped} skipped`

process.exitCode = await main()
