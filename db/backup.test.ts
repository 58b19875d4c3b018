import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backup, isIntact, listBackups } from './backup.ts'
import { defaultMigrationsDir, openDb } from './open.ts'

function file() {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-backup-'))
  const backups = join(dir, 'backups')
  return {
    dir,
    backups,
    db: openDb({
      path: join(dir, 'office.sqlite'),
      migrationsDir: defaultMigrationsDir,
      backupsDir: backups,
      stamp: 's',
    }),
  }
}

describe('backup', () => {
  it('is a whole copy of an open file, with what is still in the journal', () => {
    const { db, backups } = file()
    db.raw.prepare("INSERT INTO meta (key, value) VALUES ('a', 'ก')").run()
    const path = backup(db.raw, backups, '2022-01-01', 'by-hand')
    expect(isIntact(path)).toBe(true)
    expect(readdirSync(backups)).toEqual(['2022-01-01-by-hand.sqlite'])
    const copy = openDb({ path, migrationsDir: defaultMigrationsDir, backupsDir: backups, stamp: 's' })
    expect(copy.raw.prepare("SELECT value FROM meta WHERE key = 'a'").pluck().get()).toBe('ก')
    copy.close()
    db.close()
  })

  it('keeps two of the same moment apart and the newest ten in all', () => {
    const { db, backups } = file()
    backup(db.raw, backups, '2022-01-01', 'by-hand')
    backup(db.raw, backups, '2022-01-01', 'by-hand')
    expect(listBackups(backups)).toHaveLength(2)
    for (let day = 2; day <= 12; day += 1)
      backup(db.raw, backups, `2022-01-${String(day).padStart(2, '0')}`, 'by-hand')
    const kept = listBackups(backups)
    expect(kept).toHaveLength(10)
    expect(kept[0]?.name).toBe('2022-01-12-by-hand.sqlite')
    expect(kept.at(-1)?.name).toBe('2022-01-03-by-hand.sqlite')
    db.close()
  })

  it('shows a damaged copy as damaged', () => {
    const { db, backups } = file()
    const path = backup(db.raw, backups, '2022-01-01', 'by-hand')
    const bytes = readFileSync(path)
    bytes.fill(0xff, 4096, 20_000)
    writeFileSync(path, bytes)
    writeFileSync(join(backups, '2022-01-02-by-hand.sqlite'), 'ไม่ใช่ฐานข้อมูล')
    expect(listBackups(backups).map((one) => one.intact)).toEqual([false, false])
    db.close()
  })

  it('leaves nothing half-made when the copy cannot be written', () => {
    const { db, dir } = file()
    writeFileSync(join(dir, 'blocked'), '')
    expect(() => backup(db.raw, join(dir, 'blocked'), '2022-01-01', 'by-hand')).toThrow()
    mkdirSync(join(dir, 'b2'))
    mkdirSync(join(dir, 'b2', '2022-01-01-by-hand.sqlite.part', 'x'), { recursive: true })
    expect(() => backup(db.raw, join(dir, 'b2'), '2022-01-01', 'by-hand')).toThrow()
    expect(listBackups(join(dir, 'b2'))).toEqual([])
    db.close()
  })
})
