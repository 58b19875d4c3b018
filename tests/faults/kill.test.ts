import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../core/contract.ts'
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
async function saveAndKill(round: number, afterMs: number, matter: string): Promise<string[]> {
  const child = spawn(process.execPath, [program, root, dataDir, String(round), matter], {
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

/** A matter of a meeting that is being held. */
async function openMatter(client: Client): Promise<string> {
  const body = await client.bodies.open({
    kind: 'districtCommittee',
    name: '',
    tambonCode: null,
    villageId: null,
  })
  const { id } = await client.meetings.open({
    title: 'ประชุม',
    bodies: [{ bodyId: body.id, number: 1, numberYear: 2565 }],
    agenda: 'five',
    number: null,
    numberYear: null,
    heldOn: '2022-07-14',
    startsAt: '09.30',
    endsAt: '',
    place: '',
  })
  return (await client.meetings.get({ id })).items[0]?.id ?? ''
}

/** Which save of its round a text is of; 0 = of none. */
function turnOf(text: string, round: number): number {
  return Number(new RegExp(`รอบ ${round} ครั้งที่ (\\d+)`, 'u').exec(text)?.[1] ?? 0)
}

describe('kill -9 during saves', () => {
  it(`loses no acknowledged row in ${KILLS} kills, and leaves nothing half-written`, async () => {
    const first = await openTestCore({ dataDir })
    await setUpDistrict(first.client)
    const matter = await openMatter(first.client)
    await first.core.close()

    let acknowledged = 0
    let heard = 0
    const expected = new Set<string>()
    for (let round = 1; round <= KILLS; round += 1) {
      // spread over a command, the commit and what comes between
      const lines = await saveAndKill(round, (round * 13) % 110, matter)
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
      // what was said in the meeting, and what was typed after it, are those acknowledged last or newer
      const said = lines.findLast((line) => line.startsWith('said '))
      if (said !== undefined) {
        const text = db.prepare('SELECT text FROM agendaItem WHERE id = ?').pluck().get(matter) as string
        const typed = db
          .prepare('SELECT data FROM draft WHERE form = ?')
          .pluck()
          .get(`meetings.item:${matter}`) as string
        for (const found of [text, typed])
          expect(turnOf(found, round)).toBeGreaterThanOrEqual(turnOf(said, round))
        heard += 1
      }
      for (const line of lines) {
        if (line.startsWith('said ')) continue
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
    expect(heard).toBeGreaterThan(KILLS / 4)

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
