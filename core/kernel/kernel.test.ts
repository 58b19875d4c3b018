import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultMigrationsDir, openDb } from '../../db/open.ts'
import { audit, change, lao, signatory, village, villageLao } from '../../db/schema.ts'
import { seededRandom } from '../../tests/support/core.ts'
import type { QueryContext, Store } from './context.ts'
import { isFault } from './fault.ts'
import { type RunOptions, runCommand } from './run.ts'
import { redoLast, undoLast, undoState } from './undo.ts'

const random = seededRandom('kernel')
const actor = { staffId: null, name: 'ผู้ทดสอบ', role: 'admin' as const }
const at = '2022-07-15T02:00:00.000Z'
const opened: Store[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
})

function makeStore(): Store {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-kernel-'))
  const db = openDb({
    path: join(dir, 'office.sqlite'),
    migrationsDir: defaultMigrationsDir,
    backupsDir: join(dir, 'backups'),
    stamp: 's',
  })
  const store: Store = { ...db, workspace: 'office', life: null, dir, shapes: new Map() }
  opened.push(store)
  return store
}

function run<R>(
  store: Store,
  name: string,
  handler: Parameters<typeof runCommand<R>>[1],
  change: Partial<RunOptions> = {},
): R {
  const base = (db: Store['reading']) => ({ db, now: () => at }) as unknown as QueryContext
  return runCommand(
    { store, base, officeId: 'own', actor, random, name, undoable: true, dryRun: false, ...change },
    handler,
  )
}

function faultOf(call: () => unknown): { code: string; params: Record<string, unknown> } {
  try {
    call()
  } catch (error) {
    if (isFault(error)) return { code: error.code, params: error.params }
    throw error
  }
  throw new Error('no fault came')
}

const home = (moo: number, name = `บ้าน ${moo}`) => ({
  kind: 'village' as const,
  tambonCode: '800201',
  mooNo: moo,
  name,
})
const names = (store: Store) =>
  store.reading
    .select({ name: village.name })
    .from(village)
    .orderBy(village.mooNo)
    .all()
    .map((row) => row.name)

describe('a command', () => {
  it('is one audit row with one change a record, and the ids follow the order of making', () => {
    const store = makeStore()
    const ids = run(store, 'test.add', (cx) => [
      cx.write.insert(village, home(1)),
      cx.write.insert(village, home(2)),
    ])
    const more = run(store, 'test.add', (cx) => [cx.write.insert(village, home(3))])
    expect([...ids, ...more]).toEqual([...ids, ...more].sort())
    expect(new Set([...ids, ...more].map((id) => id.length))).toEqual(new Set([26]))
    const rows = store.reading.select().from(audit).all()
    expect(rows.map((row) => [row.command, row.staffName, row.subjectTable, row.subjectId])).toEqual([
      ['test.add', 'ผู้ทดสอบ', 'village', ids[0]],
      ['test.add', 'ผู้ทดสอบ', 'village', more[0]],
    ])
    expect(store.reading.select().from(change).all()).toHaveLength(3)
  })

  it('writes nothing when it fails in the middle, and gives the ids out again', () => {
    const store = makeStore()
    expect(() =>
      run(store, 'test.add', (cx) => {
        cx.write.insert(village, home(1))
        throw new Error('หยุด')
      }),
    ).toThrow('หยุด')
    expect(names(store)).toEqual([])
    expect(store.reading.select().from(audit).all()).toEqual([])
    const id = run(store, 'test.add', (cx) => cx.write.insert(village, home(1)))
    expect(id.slice(0, 10)).toBe('0000000001')
  })

  it('says what a constraint of the database means', () => {
    const store = makeStore()
    run(store, 'test.add', (cx) => cx.write.insert(village, home(1)))
    expect(faultOf(() => run(store, 'test.add', (cx) => cx.write.insert(village, home(1)))).code).toBe(
      'record.duplicate',
    )
    const link = (cx: Parameters<Parameters<typeof run>[2]>[0]) =>
      cx.write.insert(villageLao, { villageId: 'nowhere', laoId: 'nowhere' })
    expect(faultOf(() => run(store, 'test.link', link)).code).toBe('record.inUse')
    expect(names(store)).toEqual(['บ้าน 1'])
    expect(store.raw.inTransaction).toBe(false)
  })

  it('must be synchronous', () => {
    const store = makeStore()
    expect(() => run(store, 'test.async', async (cx) => cx.write.insert(village, home(1)))).toThrow(
      /synchronous/u,
    )
    expect(names(store)).toEqual([])
  })

  it('that is only tried runs for real and leaves nothing', () => {
    const store = makeStore()
    const seen = run(
      store,
      'test.add',
      (cx) => {
        cx.write.insert(village, home(1))
        return cx.db.select().from(village).all().length
      },
      { dryRun: true },
    )
    expect(seen).toBe(1)
    expect(names(store)).toEqual([])
    expect(undoState(store)).toEqual({ undo: null, redo: null })
  })

  it('that changes nothing leaves no audit row', () => {
    const store = makeStore()
    const id = run(store, 'test.add', (cx) => cx.write.insert(village, home(1)))
    run(store, 'test.same', (cx) => cx.write.update(village, id, { name: 'บ้าน 1', mooNo: 1 }))
    expect(store.reading.select().from(audit).all()).toHaveLength(1)
  })

  it('keeps only what changed, before and after', () => {
    const store = makeStore()
    const id = run(store, 'test.add', (cx) => cx.write.insert(village, { ...home(1), population: 10 }))
    run(store, 'test.rename', (cx) => cx.write.update(village, id, { name: 'บ้านใหม่', population: 10 }))
    expect(store.reading.select().from(change).all().at(-1)).toMatchObject({
      before: { name: 'บ้าน 1' },
      after: { name: 'บ้านใหม่' },
    })
  })

  it('cannot touch what belongs to another office', () => {
    const store = makeStore()
    const id = run(store, 'test.add', (cx) => cx.write.insert(village, home(1)), { officeId: 'other' })
    expect(
      faultOf(() => run(store, 'test.rename', (cx) => cx.write.update(village, id, { name: 'x' }))),
    ).toMatchObject({
      code: 'record.foreign',
      params: { office: 'other' },
    })
    expect(faultOf(() => run(store, 'test.remove', (cx) => cx.write.remove(village, id))).code).toBe(
      'record.foreign',
    )
    expect(faultOf(() => run(store, 'test.remove', (cx) => cx.write.remove(village, 'none'))).code).toBe(
      'record.notFound',
    )
    expect(names(store)).toEqual(['บ้าน 1'])
    run(store, 'test.takeIn', (cx) => cx.write.update(village, id, { name: 'ฉบับใหม่' }), {
      asOffice: 'other',
      undoable: false,
    })
    expect(names(store)).toEqual(['ฉบับใหม่'])
    expect(undoState(store).undo).toBe('test.add')
  })

  it('gives a file one owner', () => {
    const store = makeStore()
    expect(() => run(store, 'test.become', (cx) => cx.write.become('third'))).toThrow(/one owner/u)
    const id = run(
      store,
      'test.become',
      (cx) => {
        cx.write.become('first')
        return cx.write.insert(village, home(1))
      },
      { officeId: '' },
    )
    expect(
      store.reading.select({ officeId: village.officeId }).from(village).where(eq(village.id, id)).get(),
    ).toEqual({ officeId: 'first' })
  })
})

describe('undo and redo', () => {
  it('walk back and forth over inserts, changes and removals', () => {
    const store = makeStore()
    const steps: string[][] = []
    const keep = () => steps.push(names(store))
    keep()
    const [first] = run(store, 'one', (cx) => [
      cx.write.insert(village, home(1)),
      cx.write.insert(village, home(2)),
    ])
    keep()
    run(store, 'two', (cx) => cx.write.update(village, first!, { name: 'เปลี่ยน' }))
    keep()
    run(store, 'three', (cx) => cx.write.remove(village, first!))
    keep()
    for (let round = 0; round < 2; round += 1) {
      for (let step = 2; step >= 0; step -= 1) {
        undoLast(store, actor, at)
        expect(names(store)).toEqual(steps[step])
      }
      expect(undoState(store)).toEqual({ undo: null, redo: 'one' })
      expect(faultOf(() => undoLast(store, actor, at)).code).toBe('undo.nothing')
      for (let step = 1; step <= 3; step += 1) {
        redoLast(store, actor, at)
        expect(names(store)).toEqual(steps[step])
      }
      expect(undoState(store)).toEqual({ undo: 'three', redo: null })
      expect(faultOf(() => redoLast(store, actor, at)).code).toBe('undo.nothing')
    }
  })

  it('forget what could be redone once something new is done', () => {
    const store = makeStore()
    run(store, 'one', (cx) => cx.write.insert(village, home(1)))
    undoLast(store, actor, at)
    run(store, 'new', (cx) => cx.write.insert(village, home(2)))
    expect(undoState(store)).toEqual({ undo: 'new', redo: null })
  })

  it('take back a parent with its child in one step', () => {
    const store = makeStore()
    run(store, 'one', (cx) => {
      const villageId = cx.write.insert(village, home(1))
      const laoId = cx.write.insert(lao, { name: 'อบต.', laoType: 'SAO' })
      cx.write.insert(villageLao, { villageId, laoId })
    })
    undoLast(store, actor, at)
    expect(names(store)).toEqual([])
    redoLast(store, actor, at)
    expect(store.reading.select().from(villageLao).all()).toHaveLength(1)
  })

  it('bring a row back with every value it had', () => {
    const store = makeStore()
    const id = run(store, 'one', (cx) =>
      cx.write.insert(signatory, {
        name: 'นายก',
        positionLines: ['นายอำเภอ', 'รักษาการ'],
        signs: ['order'],
        active: false,
      }),
    )
    const before = store.reading.select().from(signatory).where(eq(signatory.id, id)).get()
    run(store, 'two', (cx) => cx.write.remove(signatory, id))
    undoLast(store, actor, at)
    expect(store.reading.select().from(signatory).where(eq(signatory.id, id)).get()).toEqual(before)
  })

  it('refuse when the same field was changed since, and change nothing', () => {
    const store = makeStore()
    const [one, two] = run(store, 'add', (cx) => [
      cx.write.insert(village, home(1)),
      cx.write.insert(village, home(2)),
    ])
    run(store, 'rename both', (cx) => {
      cx.write.update(village, one!, { name: 'ก' })
      cx.write.update(village, two!, { name: 'ข' })
    })
    // a step that cannot be undone (a package taken in) touches one of them
    run(store, 'take in', (cx) => cx.write.update(village, two!, { name: 'ค' }), { undoable: false })
    expect(faultOf(() => undoLast(store, actor, at))).toMatchObject({
      code: 'undo.changedSince',
      params: { what: 'village' },
    })
    expect(names(store)).toEqual(['ก', 'ค'])
    expect(store.raw.inTransaction).toBe(false)
  })

  it('refuse to take back a row that others have come to need', () => {
    const store = makeStore()
    const id = run(store, 'add', (cx) => cx.write.insert(village, home(1)))
    run(
      store,
      'link',
      (cx) => {
        const laoId = cx.write.insert(lao, { name: 'อบต.', laoType: 'SAO' })
        cx.write.insert(villageLao, { villageId: id, laoId })
      },
      { undoable: false },
    )
    expect(faultOf(() => undoLast(store, actor, at)).code).toBe('record.inUse')
    expect(names(store)).toEqual(['บ้าน 1'])
  })
})

describe('a full disk', () => {
  it('is its own fault; what was saved stays and the next save goes through when there is room', () => {
    const store = makeStore()
    run(store, 'add', (cx) => cx.write.insert(village, home(1)))
    const pages = store.raw.pragma('page_count', { simple: true }) as number
    store.raw.pragma(`max_page_count = ${pages}`)
    const big = (cx: Parameters<Parameters<typeof run>[2]>[0]) => {
      for (let moo = 2; moo < 90; moo += 1) cx.write.insert(village, home(moo, 'ก'.repeat(120)))
    }
    expect(faultOf(() => run(store, 'add many', big))).toMatchObject({
      code: 'disk.full',
      params: { path: store.path },
    })
    expect(names(store)).toEqual(['บ้าน 1'])
    expect(store.raw.inTransaction).toBe(false)
    store.raw.pragma('max_page_count = 100000')
    run(store, 'add many', big)
    expect(names(store)).toHaveLength(89)
    expect(store.raw.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})
