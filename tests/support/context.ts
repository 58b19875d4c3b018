import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { bundledGeography } from '../../core/geography/bundled.ts'
import { hasAttachment, readAttachment } from '../../core/kernel/attachments.ts'
import type { QueryContext } from '../../core/kernel/context.ts'
import { openResources } from '../../core/kernel/resources.ts'
import { mustBeSetUp } from '../../core/kernel/run.ts'
import { readOwnOffice } from '../../core/office/queries.ts'
import * as schema from '../../db/schema.ts'
import { resourcesDir } from './core.ts'

/** A reader's view of a data folder beside the open core, for tests of functions that are not procedures. */
export function openTestContext(dataDir: string, today = '2022-07-15'): QueryContext & { close(): void } {
  const reader = new Database(join(dataDir, 'office.sqlite'), { readonly: true })
  const db = drizzle(reader, { schema })
  const resources = openResources(resourcesDir)
  return {
    db,
    office: () => mustBeSetUp(readOwnOffice(db)),
    today: () => today,
    now: () => `${today}T02:00:00.000Z`,
    geography: bundledGeography(resources),
    resources,
    attachment: (sha256) => readAttachment(dataDir, sha256),
    hasAttachment: (sha256, sizeBytes) => hasAttachment(dataDir, sha256, sizeBytes),
    // a reader cannot write: what the open core has made is read as it is
    upToDate: () => 0,
    places: () => Promise.resolve([]),
    close: () => reader.close(),
  }
}
