import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, openTestCore } from '../support/core.ts'

afterEach(closeAll)

/** A file of the version before posts, changed by hand before it is opened. */
function oldFile(change: (db: Database.Database) => void): string {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-posts-'))
  const path = join(dir, 'office.sqlite')
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'old/v2.sqlite.gz'))))
  const db = new Database(path)
  change(db)
  db.close()
  return dir
}

/** Bodies as the program of before showed them. */
function seatsBefore(dir: string): Map<string, string[]> {
  const db = new Database(join(dir, 'office.sqlite'), { readonly: true })
  const rows = db
    .prepare(
      `SELECT s.bodyId, s.title || '|' || s.post || '|' || coalesce(p.title || p.firstName || ' ' || p.lastName, '') AS said
       FROM seat s LEFT JOIN person p ON p.id = s.personId ORDER BY s.bodyId, s.no, s.id`,
    )
    .all() as { bodyId: string; said: string }[]
  db.close()
  const bodies = new Map<string, string[]>()
  for (const { bodyId, said } of rows) bodies.set(bodyId, [...(bodies.get(bodyId) ?? []), said])
  return bodies
}

async function open(dir: string) {
  const opened = await openTestCore({ dataDir: dir })
  opened.clock.set('2022-07-18T03:00:00Z')
  return opened.client
}

describe('posts of an old file', () => {
  it('fill every seat as it was, and every headman of the list holds his post', async () => {
    const dir = oldFile(() => {})
    const before = seatsBefore(dir)
    const client = await open(dir)
    for (const [bodyId, said] of before) {
      const body = await client.bodies.get({ id: bodyId })
      expect(
        body.seatRows.map(
          ({ title, post, person }) =>
            `${title}|${post}|${person ? `${person.title}${person.firstName} ${person.lastName}` : ''}`,
        ),
      ).toEqual(said)
    }
    const villages = await client.geography.villages({ tambonCode: null })
    const posts = new Map(
      (await client.people.list({ tambonCode: null, kind: null })).map((post) => [post.villageId, post]),
    )
    expect(villages.length).toBeGreaterThan(30)
    for (const village of villages) {
      expect(posts.get(village.id)?.holder?.name.replace(/\s/gu, '')).toBe(
        village.headmanName.replace(/\s/gu, ''),
      )
      expect(posts.get(village.id)?.name).not.toBe('')
    }
    // Orders signed before are compared with the members of now: nobody changed.
    const warned = (await client.bodies.list({ editionFy: null })).flatMap((body) =>
      body.warnings.map((warning) => warning.key),
    )
    expect(
      warned.filter((key) => ['holderLeft', 'holderNew', 'seatAdded', 'seatRemoved'].includes(key)),
    ).toEqual([])
    // The kamnan is headman of his own village: one person with two posts.
    const kamnan = (await client.people.persons({ q: 'พงศ์เทพ ทองสมมุติ' }))[0]!
    expect(kamnan.posts.map((post) => post.name).sort()).toEqual([
      'กำนันตำบลพรหมโลก',
      'ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลพรหมโลก',
    ])
  })

  it('opened again for a new body are the same posts', async () => {
    const client = await open(oldFile(() => {}))
    const before = (await client.people.list({ tambonCode: null, kind: null })).map((post) => post.id).sort()
    expect((await client.people.openPosts({ tambonCode: null, dryRun: true })).ids).toEqual([])
    await client.bodies.open({ kind: 'securityCommittee', name: '', tambonCode: null, villageId: null })
    const after = await client.people.list({ tambonCode: null, kind: null })
    const made = after.filter((post) => !before.includes(post.id)).map((post) => post.name)
    expect(made).toEqual(['ปลัดอำเภอหัวหน้ากลุ่มงานความมั่นคง'])
  })

  it('name the headman of the list where a seat named another, who stays in the history', async () => {
    const dir = oldFile((db) => {
      db.exec(
        "UPDATE village SET headmanName = 'ว่าที่ร้อยตรี ใหม่ ณ นคร' WHERE tambonCode = '800201' AND mooNo = 1",
      )
      db.exec("UPDATE village SET headmanName = '' WHERE tambonCode = '800201' AND mooNo = 2")
    })
    const client = await open(dir)
    const [first, second] = await client.people.list({ tambonCode: '800201', kind: 'villageHead' })
    const post = await client.people.get({ id: first!.id })
    expect(post.holdings.map((one) => [one.name, one.endsOn === null])).toEqual([
      ['ว่าที่ร้อยตรี ใหม่ ณ นคร', true],
      ['นายเกรียงไกร เกื้อปากคลอง', false],
    ])
    expect(post.holder?.person).toMatchObject({ title: 'ว่าที่ร้อยตรี', firstName: 'ใหม่', lastName: 'ณ นคร' })
    const body = (await client.bodies.list({ editionFy: null })).find(
      (one) => one.kind === 'tambonCommittee' && one.tambonCode === '800201',
    )!
    expect(body.warnings.filter((warning) => warning.key === 'holderLeft')).toMatchObject([
      { params: { names: 'นายเกรียงไกร เกื้อปากคลอง' } },
    ])
    expect(second?.holder?.name).toBe('นายชัยวัฒน์ ทิพย์วังลุง')
    const villages = await client.geography.villages({ tambonCode: '800201' })
    expect(villages.slice(0, 2).map((row) => row.headmanName)).toEqual([
      'ว่าที่ร้อยตรี ใหม่ ณ นคร',
      'นายชัยวัฒน์ ทิพย์วังลุง',
    ])
  })

  it('saving the seats of every body as they stand changes nothing', async () => {
    const client = await open(oldFile(() => {}))
    const posts = await client.people.list({ tambonCode: null, kind: null })
    const bodies = await client.bodies.list({ editionFy: null })
    expect(bodies.length).toBeGreaterThan(8)
    for (const { id } of bodies) {
      const before = await client.bodies.get({ id })
      await client.bodies.saveSeats({
        bodyId: id,
        seats: before.seatRows.map(({ id: seatId, title, role, filledBy, post, person }) => ({
          id: seatId,
          fields: { title, role, filledBy, post, person },
        })),
      })
      expect(await client.bodies.get({ id })).toEqual(before)
    }
    expect(await client.people.list({ tambonCode: null, kind: null })).toEqual(posts)
  })

  it('of one name in several places, or held by several, do not become one', async () => {
    const dir = oldFile((db) => {
      const seats = db
        .prepare("SELECT id FROM seat WHERE post LIKE 'ครู กศน.%' ORDER BY bodyId, id")
        .pluck()
        .all() as string[]
      for (const id of seats) db.prepare("UPDATE seat SET post = 'ผู้แทนครู' WHERE id = ?").run(id)
      db.exec("UPDATE seat SET post = 'หัวหน้าส่วนราชการ' WHERE post LIKE '%อำเภอพรหมคีรี' AND role = 'member'")
    })
    const before = seatsBefore(dir)
    const client = await open(dir)
    const after = new Map<string, string[]>()
    for (const bodyId of before.keys()) {
      const { seatRows } = await client.bodies.get({ id: bodyId })
      after.set(
        bodyId,
        seatRows.map(
          ({ title, post, person }) =>
            `${title}|${post}|${person ? `${person.title}${person.firstName} ${person.lastName}` : ''}`,
        ),
      )
    }
    expect(after).toEqual(before)
    const posts = await client.people.list({ tambonCode: null, kind: null })
    expect(
      posts
        .filter((post) => post.name === 'ผู้แทนครู')
        .map((post) => post.tambonCode)
        .sort(),
    ).toEqual(['800201', '800202', '800203', '800204', '800205'])
    expect(posts.some((post) => post.name === 'หัวหน้าส่วนราชการ')).toBe(false)
  })
})
