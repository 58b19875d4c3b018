import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, openTestCore } from '../support/core.ts'

afterEach(closeAll)

const id = (n: number) => `0${String(n).padStart(25, '0')}`
const hash = (letter: string) => letter.repeat(64)

/** A real file of the version before packages went in every direction. */
function oldFile(change: (db: Database.Database, own: string) => void): string {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-by-usb-'))
  const path = join(dir, 'office.sqlite')
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'old/v4.sqlite.gz'))))
  const db = new Database(path)
  const own = db.prepare('SELECT id FROM office LIMIT 1').pluck().get() as string
  change(db, own)
  db.close()
  return dir
}

async function open(dataDir: string) {
  const opened = await openTestCore({ dataDir })
  opened.clock.set('2022-07-18T03:00:00Z')
  return opened.client
}

describe('packages of an old file', () => {
  it('what was handed in is still listed, nothing heard of it, and the numbers run on', async () => {
    const client = await open(
      oldFile((db, own) => {
        for (const [n, sequence] of [
          [1, 1],
          [2, 2],
        ] as const)
          db.prepare(
            `INSERT INTO packageOut (id, officeId, kind, sequence, planFy, toOffice, fileName, sha256, sizeBytes, counts, createdOn, verified)
             VALUES (?, ?, 'submission', ?, 2567, 'จังหวัดนครศรีธรรมราช', 'นศ.zip', ?, 100, '{"plan":4}', '2022-07-10', 1)`,
          ).run(id(n), own, sequence, hash(String(n)))
      }),
    )
    expect(await client.exchange.sent()).toMatchObject([
      { sequence: 2, answer: '', answerReceivedOn: null, openRemarks: 0, encrypted: false, tambonCodes: [] },
      { sequence: 1, answer: '', counts: { plan: 4 } },
    ])
    expect((await client.exchange.check({ planFy: 2567 })).nextSequence).toBe(3)
  })

  it('a province still knows whom it expects, what came, and from where; what was signed then was not kept', async () => {
    const sender = id(7)
    const client = await open(
      oldFile((db, own) => {
        db.prepare("UPDATE office SET profile = 'province', districtCode = NULL WHERE id = ?").run(own)
        db.prepare(
          `INSERT INTO office (id, officeId, profile, provinceCode, districtCode, name, publicKey, keyConfirmedOn)
           VALUES (?, ?, 'district', '80', '8004', 'ที่ว่าการอำเภอฉวาง', '', '2022-07-01')`,
        ).run(sender, own)
        db.prepare(
          `INSERT INTO packageIn (id, officeId, fromOfficeId, kind, sequence, planFy, fileName, sha256, counts, createdOn, receivedOn, state, reasons)
           VALUES (?, ?, ?, 'submission', 3, 2567, 'ฉวาง.zip', ?, '{}', '2022-07-01', '2022-07-02', 'returned', 'ขาดแผน')`,
        ).run(id(8), own, sender, hash('a'))
        db.prepare(
          `INSERT INTO village (id, officeId, kind, tambonCode, mooNo, name, headmanName, example)
           VALUES (?, ?, 'village', '800401', 1, 'บ้านเก่า', '', 0)`,
        ).run(id(9), sender)
        for (const [n, code] of [
          [10, '8004'],
          [11, '8005'],
        ] as const)
          db.prepare(
            `INSERT INTO expectation (id, officeId, districtCode, planFy, dueOn) VALUES (?, ?, ?, 2567, '2022-07-25')`,
          ).run(id(n), own, code)
      }),
    )
    const board = await client.province.board({ planFy: 2567 })
    const row = (code: string) => board.rows.find((line) => line.districtCode === code)
    expect(row('8004')).toMatchObject({ state: 'returned', lateDays: 0, sequence: 3, dueOn: '2022-07-25' })
    expect(row('8005')).toMatchObject({ state: 'missing' })
    expect(await client.exchange.trace({ recordType: 'village', rowId: id(9) })).toMatchObject({
      packageId: id(8),
      sequence: 3,
      proof: 'kept',
    })
    expect(await client.exchange.received()).toMatchObject([
      { state: 'returned', reasons: 'ขาดแผน', decidedOn: null, answered: false },
    ])
  })
})
