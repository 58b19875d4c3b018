/**
 * The program as a process that is killed at any moment: opens the office in the folder given and saves without end.
 * Writes one line to its output for every save that the program acknowledged.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createCore } from '../../core/core.ts'
import { activityBase, fakePort } from '../support/core.ts'

// Bundled into one file by the test, so nothing here may depend on where the file lies.
const [root = '', dataDir = '', round = '', matter = ''] = process.argv.slice(2)
const core = await createCore({
  dataDir,
  resourcesDir: join(root, 'resources'),
  migrationsDir: join(root, 'db', 'migrations'),
  port: fakePort,
  version: '0',
})
const client = core.client({ id: 'saver' })
writeSync(1, 'open\n')
const { ids } = await client.geography.saveVillages({ rows: [], dryRun: false })
if (ids.length > 0) throw new Error('nothing was asked for')
for (let n = 1; ; n += 1) {
  const subject = `รอบ ${round} ครั้งที่ ${n}`
  if (n % 3 === 0) {
    // one command that writes many rows: all of them or none
    const rows = Array.from({ length: 40 }, (_, at) => ({
      id: null,
      fields: {
        kind: 'community' as const,
        tambonCode: '800201',
        mooNo: null,
        name: `${subject} แถว ${at}`,
        officialCode: null,
        population: 1,
        households: 1,
        headmanName: '',
        example: true,
      },
    }))
    await client.geography.saveVillages({ rows, dryRun: false })
  } else {
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session', subject } })
  }
  if (n % 7 === 0) {
    await client.office.undo()
    writeSync(1, `undone ${subject}\n`)
  } else {
    writeSync(1, `saved ${subject}\n`)
  }
  await client.office.saveDraft({ form: 'f', data: { subject } })
  // what is said in a meeting, written down while it goes on: as it is typed, and what is not saved yet
  const fields = { kind: '', title: 'เรื่อง', presenter: '', bodyIds: [], about: null }
  await client.meetings.saveItem({ id: matter, fields: { ...fields, text: subject } })
  await client.office.saveDraft({ form: `meetings.item:${matter}`, data: { text: `${subject} ต่อ` } })
  writeSync(1, `said ${subject}\n`)
}
