/** The province reads a district with the very queries that the district uses (ARCHITECTURE.md rule 7). */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeAll } from '../../tests/support/core.ts'
import {
  bringIn,
  handIn,
  makePlans,
  openDistrict,
  openProvince,
  planFy,
  removeFolders,
  seedOthers,
} from '../../tests/support/packages.ts'
import type { Client } from '../contract.ts'

afterEach(closeAll)
afterAll(removeFolders)

/** Every list of an office that a province may open. */
const lists: Record<string, (client: Client, of: { officeId?: string }) => Promise<unknown>> = {
  'plans of villages': (client, of) =>
    client.plans.list({ planFy, level: 'village', tambonCode: null, ...of }),
  'plans of tambons': (client, of) => client.plans.list({ planFy, level: 'tambon', tambonCode: null, ...of }),
  'plan of the district': (client, of) =>
    client.plans.list({ planFy, level: 'district', tambonCode: null, ...of }),
  'plan of needs': (client, of) => client.plans.list({ planFy, level: 'needs', tambonCode: null, ...of }),
  villages: (client, of) => client.geography.villages({ tambonCode: null, ...of }),
  'local authorities': (client, of) => client.geography.laos(of),
  figures: (client, of) => client.geography.figures({ tambonCode: null, year: 2564, ...of }),
  'forums of the year': (client, of) => client.forums.list({ planFy, ...of }),
  bodies: (client, of) => client.bodies.list({ editionFy: null, ...of }),
  orders: (client, of) => client.orders.list({ editionFy: null, ...of }),
  meetings: (client, of) => client.meetings.list({ year: null, ...of }),
  'resolutions to follow up': (client, of) => client.meetings.followUps({ state: null, ...of }),
  activities: (client, of) => client.activities.list({ editionFy: 2565, kind: null, ...of }),
  'sums of activities': (client, of) => client.activities.summary({ editionFy: 2565, ...of }),
  participation: (client, of) => client.activities.participation({ editionFy: 2565, planFy, ...of }),
  partners: (client, of) => client.activities.partners({ editionFy: 2565, ...of }),
  directives: (client, of) => client.directives.list(of),
  duties: (client, of) => client.directives.duties(of),
  reports: (client, of) => client.reports.list(of),
  posts: (client, of) => client.people.list({ kind: null, tambonCode: null, ...of }),
  coordination: (client, of) => client.papers.coordination({ planFy, ...of }),
  letters: (client, of) => client.papers.letters({ form: null, ...of }),
}

type Row = Record<string, unknown>
/** What stays at home (docs/package-format.md): letters not come yet and their duties, posts without a seat. */
const staysHome: Record<string, (row: Row) => boolean> = {
  directives: (row) => row.state === 'expected',
  duties: (row) => row.planFy !== planFy,
  posts: (row) => row.seats === 0,
}
/**
 * What is the same wherever it is read: not where to go on, nor who came to a meeting, notes of the year and the post
 * behind a vacant seat, which are not handed in.
 */
const ownAffairs = ['href', 'own', 'mine', 'foreign', 'guests', 'notes', 'postId']
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ownAffairs.includes(key))
      .map(([key, one]) => [key, comparable(one)]),
  )
}

describe('a district that handed in', () => {
  it('is opened at the province list by list, and nothing of it is missing', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const db = new Database(join(district.dataDir, 'office.sqlite'))
    db.prepare("UPDATE resolution SET state = 'open', dueOn = '2022-08-01'").run()
    db.close()
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    const differ: Record<string, unknown> = {}
    for (const [name, read] of Object.entries(lists)) {
      const all = comparable(await read(district.client, {}))
      const stays = staysHome[name]
      const home = stays && Array.isArray(all) ? all.filter((row: Row) => !stays(row)) : all
      const there = comparable(await read(province.client, { officeId: district.officeId }))
      try {
        expect(there).toEqual(home)
      } catch {
        differ[name] = { home, there }
      }
      expect(JSON.stringify(home).length, name).toBeGreaterThan(20)
      // and nothing of it stands among the province's own
      expect(JSON.stringify(await read(province.client, {})), name).not.toContain(district.officeId)
    }
    expect(Object.keys(differ)).toEqual([])
  })
})
