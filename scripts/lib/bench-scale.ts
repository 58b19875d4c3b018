import { createHash, randomFillSync } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { bundledGeography } from '../../core/geography/bundled.ts'
import { openResources } from '../../core/kernel/resources.ts'
import { type BenchTable, ms, openBenchCore, setUpBenchOffice } from './bench-tools.ts'
import { at } from './project.ts'
import { fillBank } from './project-bank.ts'
import { runNode } from './run-node.ts'

type Size = { what: string; districts: number; projects: number; files: number; fileBytes: number }
const mebibyte = 1024 ** 2
const fileBytes = 4 * mebibyte
const sizes: Size[] = [
  { what: 'a district of 750 projects, 20 MB', districts: 1, projects: 750, files: 5, fileBytes },
  { what: '23 districts: 75,003 projects, 2 GB', districts: 23, projects: 3261, files: 22, fileBytes },
  { what: 'one district of 75,000 projects, 2 GB', districts: 1, projects: 75_000, files: 512, fileBytes },
]

/**
 * 75,000 projects and 2 GB of attachments, handed in and taken in: as a whole province has them, and as one district
 * that there is not. Each step in a process of its own; beside one district a hundred times smaller. Memory is flat when
 * it does not follow the size.
 */
export async function benchScale(dir: string): Promise<BenchTable> {
  const { bavail, bsize } = statfsSync(dir)
  if (bavail * bsize < 12 * 1024 ** 3) throw new Error('12 GB of free disk are needed')
  const codes = bundledGeography(openResources(at('resources')))
    .districtsOf('80')
    .map(({ code }) => code)
  const rows: (string | number)[][] = []
  for (const [n, size] of sizes.entries()) {
    const home = path.join(dir, `scale-${n}`)
    const [province, stick] = [path.join(home, 'province'), path.join(home, 'stick')]
    for (const folder of [province, stick]) mkdirSync(folder, { recursive: true })
    const handedIn: Told[] = []
    for (const [at, code] of codes.slice(0, size.districts).entries()) {
      const district = path.join(home, code)
      mkdirSync(district)
      await makeDistrict(district, size, code, at * 10_000_000)
      handedIn.push(await step('out', district, stick))
      rmSync(district, { recursive: true, force: true })
    }
    const first = await openBenchCore(province)
    await setUpBenchOffice(first.client, { profile: 'province', provinceCode: '80', districtCode: null })
    await first.core.close()
    const largest = handedIn.reduce((most, told) => (told.highest > most.highest ? told : most))
    rows.push(
      line(size.what, size.districts === 1 ? 'handed in' : 'handed in, the largest', largest),
      line(size.what, 'taken in and totalled', await step('in', province, stick)),
      line(size.what, 'the same once more', await step('in', province, stick)),
    )
    rmSync(home, { recursive: true, force: true })
  }
  return {
    title: 'Memory of one process (core), handing in and taking in',
    columns: ['what', 'step', 'ms', 'MB at rest', 'MB at the highest'],
    rows,
    notes: [
      'the papers for people inside a package are made whole; records and files are streamed',
      'at rest: Node with the sources of the program; the built program needs less',
    ],
  }
}

type Told = { ms: number; before: number; highest: number }

async function step(name: 'out' | 'in', folder: string, stick: string): Promise<Told> {
  const { code, output } = await runNode([at('scripts', 'lib', 'scale-run.ts'), name, folder, stick], {
    show: false,
    env: { NODE_NO_WARNINGS: '1' },
  })
  if (code !== 0) throw new Error(output)
  return JSON.parse(output) as Told
}

function line(what: string, did: string, told: Told): (string | number)[] {
  return [what, did, ms(told.ms), Math.round(told.before), Math.round(told.highest)]
}

async function makeDistrict(
  dataDir: string,
  size: Size,
  districtCode: string,
  idsAfter: number,
): Promise<void> {
  const resources = openResources(at('resources'))
  const geography = bundledGeography(resources)
  const { core, client } = await openBenchCore(dataDir)
  const officeId = await setUpBenchOffice(client, {
    profile: 'district',
    provinceCode: '80',
    districtCode,
  })
  await core.close()
  const raw = new Database(path.join(dataDir, 'office.sqlite'))
  fillBank(raw, {
    seed: 'scale',
    offices: [{ officeId, tambons: [...geography.tambonsOf(districtCode)] }],
    projectsPerOffice: size.projects,
    villagesPerOffice: 60,
    idsAfter,
  })
  const subjects = raw
    .prepare('SELECT id FROM project ORDER BY id LIMIT ?')
    .pluck()
    .all(size.files) as string[]
  const insert = raw.prepare(
    `INSERT INTO attachment (id, officeId, sha256, name, mime, sizeBytes, subjectTable, subjectId)
     VALUES (?, ?, ?, ?, 'image/jpeg', ?, 'project', ?)`,
  )
  const folder = path.join(dataDir, 'attachments')
  mkdirSync(folder, { recursive: true })
  const bytes = Buffer.alloc(size.fileBytes)
  for (const [n, subject] of subjects.entries()) {
    randomFillSync(bytes)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const file = openSync(path.join(folder, 'new'), 'w')
    writeSync(file, bytes)
    closeSync(file)
    renameSync(path.join(folder, 'new'), path.join(folder, hash))
    insert.run(
      `1${String(idsAfter + n).padStart(25, '0')}`,
      officeId,
      hash,
      `${n}.jpg`,
      bytes.length,
      subject,
    )
  }
  raw.close()
}
