import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCore, setUpDistrict } from '../support/core.ts'

const KILLS = 40
const dataDir = mkdtempSync(join(tmpdir(), 'amphoe-kill-'))
const root = join(import.meta.dirname, '../..')
/** Where Node finds better-sqlite3 from; one file starts four times as fast as two hundred. */
const program = join(root, 'node_modules', '.cache', `amphoe-saver-${process.pid}.mjs`)

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'saver.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['better-sqlite3'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    logLevel: 'error',
  })
})
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
  rmSync(program, { force: true })
})

/** Starts the program, lets it save for a while and kills it. @returns what it acknowledged until then */
async function saveAndKill(round: number, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, root, dataDir, String(round)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8')
    // from the moment it is open: the kill falls into the saves, not into the start
    timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8')
  })
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('close', (_code, by) => resolve(by)),
  )
  clearTimeout(timer)
  expect(errors).toBe('')
  expect(signal).toBe('SIGKILL')
  // the last line may have been cut by the kill: then it was not acknowledged
  return output.split('\n').slice(1, -1)
}

describe('kill -9 during saves', () => {
  it(`loses no acknowledged row in ${KILLS} kills, and leaves nothing half-written`, async () => {
    const first = await openTestCore({ dataDir })
    await setUpDistrict(first.client)
    await first.core.close()

    let acknowledged = 0
    const expected = new Set<string>()
    for (let round = 1; round <= KILLS; round += 1) {
      // spread over a command, the commit and what comes between
      const lines = await saveAndKill(round, (round * 7) % 60)
      const db = new Database(join(dataDir, 'office.sqlite'))
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.pragma('foreign_key_check')).toEqual([])
      const subjects = new Set(db.prepare('SELECT subject FROM activity').pluck().all() as string[])
      const rows = db.prepare('SELECT name FROM village').pluck().all() as string[]
      const blocks = new Map<string, number>()
      for (const name of rows) {
        const block = name.replace(/ แถว \d+$/u, '')
        blocks.set(block, (blocks.get(block) ?? 0) + 1)
      }
      expect([...new Set(blocks.values())].filter((count) => count !== 40)).toEqual([])
      const there = (subject: string) => subjects.has(subject) || blocks.has(subject)
      for (const line of lines) {
        const subject = line.replace(/^(saved|undone) /u, '')
        acknowledged += 1
        if (line.startsWith('saved ')) expected.add(subject)
        else expect(there(subject), line).toBe(false)
      }
      const missing = [...expected].filter((subject) => !there(subject))
      expect(missing).toEqual([])
      // every row has the audit row of the command that made it
      const orphans = db
        .prepare(
          "SELECT count(*) FROM activity a WHERE NOT EXISTS (SELECT 1 FROM change c JOIN audit u ON u.n = c.auditN WHERE c.rowId = a.id AND c.operation = 'insert')",
        )
        .pluck()
        .get()
      expect(orphans).toBe(0)
      db.close()
    }
    expect(acknowledged).toBeGreaterThan(KILLS)

    // the program opens the folder again, knows the draft and goes on
    const last = await openTestCore({ dataDir })
    expect((await last.client.office.draft({ form: 'f' }))?.data).toMatchObject({
      subject: expect.stringContaining('รอบ'),
    })
    await last.client.office.undo()
    await last.core.close()
    const closed = await openTestCore({ dataDir })
    expect((await closed.client.office.backups()).every((copy) => copy.intact)).toBe(true)
    expect((await closed.client.office.backups()).length).toBeGreaterThan(0)
    await closed.core.close()
  })
})
