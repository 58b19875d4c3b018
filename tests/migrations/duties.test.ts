import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, openTestCore } from '../support/core.ts'

afterEach(closeAll)

type Old = { id: string; partnerName: string; pledged: number | null; received: number | null }

/** A real file of the version before the duties' own tables, with what its partners had promised. */
function oldFile(change: (db: Database.Database) => void = () => {}): { dir: string; partners: Old[] } {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-duties-'))
  const path = join(dir, 'office.sqlite')
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'old/v3.sqlite.gz'))))
  const db = new Database(path)
  change(db)
  const partners = db
    .prepare("SELECT id, partnerName, pledged, received FROM activity WHERE kind = 'partner' ORDER BY id")
    .all() as Old[]
  db.close()
  return { dir, partners }
}

async function open(dir: string) {
  const opened = await openTestCore({ dataDir: dir })
  opened.clock.set('2022-07-18T03:00:00Z')
  return opened.client
}

describe('the duties of an old file', () => {
  it('what partners had promised and given stands as pledges with the same sums', async () => {
    const { dir, partners } = oldFile()
    expect(partners.length).toBeGreaterThan(3)
    const client = await open(dir)
    let pledged = 0
    let received = 0
    for (const { id, ...old } of partners) {
      const now = await client.activities.get({ id })
      expect(now, old.partnerName).toMatchObject({ state: 'held', pledged: old.pledged, cost: null })
      expect(now.received ?? 0).toBe(old.received ?? 0)
      expect(now.pledges.reduce((sum, one) => sum + (one.amount ?? 0), 0)).toBe(old.pledged ?? 0)
      expect(
        now.pledges.flatMap((one) => one.receipts).reduce((sum, one) => sum + (one.amount ?? 0), 0),
      ).toBe(old.received ?? 0)
      pledged += old.pledged ?? 0
      received += old.received ?? 0
    }
    const report = (await client.reports.list())[0]
    const figures = (await client.reports.get({ id: report?.id ?? '' })).duties.flatMap(
      (duty) => duty.figures,
    )
    expect(figures.find((one) => one.key === 'partnersPledged')?.value).toBe(pledged)
    expect(figures.find((one) => one.key === 'partnersReceived')?.value).toBe(received)
  })

  it('the edition that its letter names is in the list of editions, the letter has come', async () => {
    const { dir } = oldFile()
    const client = await open(dir)
    expect(await client.directives.editions()).toMatchObject([{ editionFy: 2565, planFy: 2567 }])
    expect(await client.directives.list()).toMatchObject([{ state: 'received', form: 'letter', duties: 6 }])
    const letter = (await client.directives.list())[0]
    expect((await client.directives.told({ directiveId: letter?.id ?? '' })).rows).toEqual([])
  })

  it('something received that was never promised in figures is not lost', async () => {
    const { dir } = oldFile((db) =>
      db.prepare("UPDATE activity SET pledged = NULL, received = 12345 WHERE kind = 'partner'").run(),
    )
    const client = await open(dir)
    const partners = await client.activities.partners({ editionFy: 2565 })
    expect(partners.every((one) => one.received === 12345)).toBe(true)
  })
})
