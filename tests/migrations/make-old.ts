/**
 * Makes tests/migrations/old/vN.sqlite.gz with the version at hand: the demo district as an office of that version has it.
 * Run once at each release, before the next migration is written; never again for a version that is out:
 * `node scripts/run.mjs tests/migrations/make-old.ts`
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { createCore } from '../../core/core.ts'
import { readMigrations } from '../../db/migrate.ts'
import { defaultMigrationsDir } from '../../db/open.ts'
import { fakePort, finish, resourcesDir, seededRandom, testClock } from '../support/core.ts'

const version = readMigrations(defaultMigrationsDir).length
const target = join(import.meta.dirname, 'old', `v${version}.sqlite.gz`)
if (existsSync(target) && !process.argv.includes('--again'))
  throw new Error(`${target} is there; a version that is out is never made again`)

const dataDir = mkdtempSync(join(tmpdir(), 'amphoe-old-'))
const clock = testClock('2022-07-18T02:00:00.000Z')
const core = await createCore({
  dataDir,
  resourcesDir,
  port: fakePort,
  version: `v${version}`,
  clock,
  random: seededRandom('old'),
})
await finish(core.client({ id: 'old' }).demo.start({ which: 'demoDistrict' }))
await core.close()
const db = new Database(join(dataDir, 'demo-district', 'office.sqlite'))
db.pragma('journal_mode = DELETE')
db.exec('VACUUM')
db.close()
writeFileSync(target, gzipSync(readFileSync(join(dataDir, 'demo-district', 'office.sqlite')), { level: 9 }))
rmSync(dataDir, { recursive: true, force: true })
console.log(target)
