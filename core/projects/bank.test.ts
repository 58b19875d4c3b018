import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readFileSync as read,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { fillBank } from '../../scripts/lib/project-bank.ts'
import { openTestContext } from '../../tests/support/context.ts'
import {
  addVillages,
  closeAll,
  entry,
  faultOf,
  finish,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import type { HostPort, Place } from '../kernel/ports.ts'
import { makePaper } from '../papers/catalogue.ts'
import { unzip } from '../papers/engine/zip.ts'
import { readFactRules, refreshFacts } from './facts.ts'
import { type DocumentRule, readinessOf, sourceFinder, worksGuesser } from './readiness.ts'
import { briefSum, type ProjectSearch } from './rules.ts'
import { facetSign, foldingOf, indexText, looseOf, soughtWords } from './search-text.ts'

afterEach(closeAll)

type Bank = TestCore & { planId: string; ids: Map<string, string> }

async function bankOf(
  names: readonly string[],
  change: Record<string, unknown> = {},
  port?: HostPort,
): Promise<Bank> {
  const opened = await openTestCore(port ? { port } : {})
  await setUpDistrict(opened.client)
  const { id: planId } = await opened.client.plans.open({
    level: 'tambon',
    areaKey: '800201',
    planFy: 2567,
    edition: 'first',
  })
  await save(opened, planId, names, change)
  const rows = (await opened.client.plans.get({ id: planId })).rows
  return { ...opened, planId, ids: new Map(rows.map((row) => [row.name, row.projectId])) }
}

async function save(
  { client }: TestCore,
  planId: string,
  names: readonly string[],
  change: Record<string, unknown> = {},
) {
  return client.plans.saveEntries({
    planId,
    rows: names.map((name) => ({
      id: null,
      fields: {
        sourceRef: '',
        sourceCode: '',
        ...entry(name, 2567, 100_000_00),
        problem: '',
        site: '',
        ...change,
      },
    })),
    removed: [],
    order: [],
    dryRun: false,
  })
}

const search = async ({ client }: TestCore, text: string, more: Partial<ProjectSearch> = {}) =>
  client.projects.search({ text, offset: 0, limit: 50, ...more })
const names = async (bank: TestCore, text: string, more: Partial<ProjectSearch> = {}) =>
  (await search(bank, text, more)).rows.map((row) => row.name)

/** The derived tables as they are kept. */
function keptFacts(dataDir: string): unknown[] {
  const db = new Database(join(dataDir, 'office.sqlite'), { readonly: true })
  const rows = db.prepare('SELECT * FROM projectFacts ORDER BY n').all()
  db.close()
  return rows
}

/** The same, made from nothing in a copy; the full-text index is checked against the texts. */
function freshFacts(dataDir: string): unknown[] {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-facts-'))
  const source = new Database(join(dataDir, 'office.sqlite'))
  source.exec(`VACUUM INTO '${join(dir, 'office.sqlite')}'`)
  source.close()
  const copy = new Database(join(dir, 'office.sqlite'))
  const cx = openTestContext(dir)
  copy.exec("INSERT INTO projectText (projectText, rank) VALUES ('integrity-check', 1)")
  copy.exec(
    'DELETE FROM projectFacts; DELETE FROM projectDirty; INSERT INTO projectDirty SELECT id FROM project',
  )
  expect(refreshFacts(copy, () => readFactRules(cx))).toBe(0)
  const rows = copy.prepare('SELECT * FROM projectFacts ORDER BY n').all()
  copy.close()
  cx.close()
  rmSync(dir, { recursive: true })
  return rows
}

describe('the box', () => {
  const roads = [
    'ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายห้วยทราย',
    'ก่อสร้างถนน คสล. บ้านทุ่งใน',
    'ขยายเขตประปาหมู่บ้าน',
    'ปลูกป่าชุมชน',
    'ซ่อมสะพานข้ามคลอง',
  ]
  it.each([
    ['คสล', [1, 0]],
    ['เสริมเหล็ก', [1, 0]],
    ['คอนกรีท', [1, 0]],
    ['ถนนคอนกีต', [1, 0]],
    ['หวยทราย', [0]],
    ['ห้วยทรายย', [0]],
    ['ห้วย ทราย', [0]],
    ['ทราย ห้วย ถนน', [0]],
    ['ปะปา', [2]],
    ['ป่า', [3]],
    ['สพาน', [4]],
    ['ส\u200Bะพาน', [4]],
    ['SAPAN', []],
  ] as const)('%s', async (text, expected) => {
    const bank = await bankOf(roads)
    const found = await search(bank, text)
    expect(found.rows.map((row) => roads.indexOf(row.name))).toEqual([...expected])
    expect(found.total).toBe(expected.length)
  })

  it('takes a short word loosely only when nothing has it as typed, and what is only alike last, and says so', async () => {
    const bank = await bankOf(roads)
    expect((await search(bank, 'ป่า')).how).toBe('exact')
    expect(await search(bank, 'ป้า')).toMatchObject({ how: 'loose', total: 2 })
    const likely = await search(bank, 'ถนนคอนกรตเสริมเหลกห้วยซาย')
    expect(likely.how).toBe('likely')
    expect(likely.rows[0]?.name).toBe(roads[0])
    expect(await search(bank, 'เครื่องบินเจ็ต')).toMatchObject({ how: 'likely', total: 0, rows: [] })
  })

  it('finds words of one and two letters, in the middle and at the end of a text', async () => {
    const bank = await bankOf(['ทำนา', 'นาเกลือ', 'ตลาดนัด', 'ก', 'เหมืองแร่ ฮ'])
    expect(await names(bank, 'นา')).toEqual(['นาเกลือ', 'ทำนา'])
    expect(await names(bank, 'ฮ')).toEqual(['เหมืองแร่ ฮ'])
    expect(await names(bank, 'ด น')).toEqual(['ตลาดนัด'])
    expect(await names(bank, 'ฬ')).toEqual([])
  })

  it('tells หมู่ที่ 1 from หมู่ที่ 12', async () => {
    const bank = await bankOf(['ถนน ม.1', 'ถนน หมู่ที่ 12', 'ถนน หมู่ 1', 'ถนนหมู่บ้าน 1'])
    expect(await names(bank, 'หมู่ที่ ๑')).toEqual(['ถนน หมู่ 1', 'ถนน ม.1'])
    expect(await names(bank, 'ม.12')).toEqual(['ถนน หมู่ที่ 12'])
  })

  it('looks into problems, agencies, papers, file names and codes', async () => {
    const bank = await bankOf(['ถนน'], {
      problem: 'ฝุ่นเข้าบ้าน',
      leadAgency: 'แขวงทางหลวงชนบท',
      sourceCode: '66-800201-0007',
    })
    const projectId = bank.ids.get('ถนน')!
    const { id } = await bank.client.projects.saveDocument({
      projectId,
      document: 'costSheets',
      state: 'have',
      number: 'ปร. 44/2565',
      dated: '2022-07-01',
      note: '',
    })
    const { token } = await bank.core.files.put(
      'สแกนแบบแปลนแผ่นหนึ่ง.pdf',
      (async function* () {
        yield Buffer.from('%PDF-1.4 x')
      })(),
      't',
    )
    await finish(bank.client.attachments.add({ token, table: 'projectDocument', id: id! }))
    for (const text of ['ฝุ่น', 'ทางหลวงชนบท', '66-800201', 'พรหมโลก', 'พรหมคีรี', 'ปร.4', '44/2565', 'แผ่นหนึ่ง'])
      expect(await names(bank, text), text).toEqual(['ถนน'])
    await bank.client.office.undo()
    expect((await search(bank, 'แผ่นหนึ่ง')).how).not.toBe('exact')
  })

  it('narrows by facets, counts each under the others, sorts, and says when there are more', async () => {
    const bank = await bankOf(['ข ถนน', 'ก ถนน', 'เก ประปา'])
    await bank.client.projects.recordFate({
      projectId: bank.ids.get('ก ถนน')!,
      kind: 'notFunded',
      budgetSource: '',
      amount: null,
      fiscalYear: null,
      reason: 'งบไม่พอ',
      dated: '2022-07-01',
    })
    expect(await names(bank, '', { filters: { fate: 'notFunded' } })).toEqual(['ก ถนน'])
    expect(await names(bank, 'ถนน', { filters: { fate: '' } })).toEqual(['ข ถนน'])
    expect(await names(bank, '', { filters: { tambon: '800202' } })).toEqual([])
    const sorted = await bank.client.projects.search({ text: '', offset: 0, limit: 5, sort: 'name' })
    expect(sorted.rows.map((row) => row.name)).toEqual(['ก ถนน', 'เก ประปา', 'ข ถนน'])
    const { facets } = await bank.client.projects.facets({ text: 'ถนน', filters: { fate: 'notFunded' } })
    expect(facets.fate.map(({ value, count }) => [value, count])).toEqual([
      ['', 1],
      ['notFunded', 1],
    ])
    expect(facets.tambon).toEqual([{ value: '800201', label: 'พรหมโลก', count: 1 }])
    expect(facets.planFy.map(({ value }) => value)).toEqual(['2567'])
  })

  it('finds letters, orders and directives by the same words', async () => {
    const bank = await bankOf([])
    const { id } = await bank.client.papers.saveLetter({
      id: null,
      fields: {
        dated: null,
        subject: 'ขอเชิญประชุมจัดทำแผนพัฒนาตำบล',
        addressee: 'กำนันตำบลบ้านเกาะ',
        references: [],
        enclosures: [],
        paragraphs: [],
        closing: '',
        signatoryId: null,
        speed: '',
        copyTo: '',
      },
    })
    expect(await bank.client.projects.papers({ text: 'กำนัน ประชูมจัดทำแผน' })).toMatchObject([
      { kind: 'letter', href: `/papers/letters/${id}` },
    ])
    expect(await bank.client.projects.papers({ text: 'ผู้ใหญ่บ้าน' })).toEqual([])
    expect(await bank.client.projects.papers({ text: ' ' })).toEqual([])
  })

  it('agrees with a plain look through all texts, in any size', async () => {
    const bank = await openTestCore({ keep: true })
    await setUpDistrict(bank.client)
    const own = (await bank.client.office.status()).office!.id
    await bank.core.close()
    const raw = new Database(join(bank.dataDir, 'office.sqlite'))
    const tambons = [
      { code: '800201', name: 'พรหมโลก' },
      { code: '800202', name: 'บ้านเกาะ' },
    ]
    fillBank(raw, {
      seed: 'agree',
      offices: [{ officeId: own, tambons }],
      projectsPerOffice: 1600,
      villagesPerOffice: 20,
    })
    raw.close()
    const again = await openTestCore({ dataDir: bank.dataDir })
    expect((await search(again, '')).waiting).toBe(0)
    expect(await search(again, '')).toMatchObject({ total: 1600, more: false })
    const facts = keptFacts(bank.dataDir) as { n: number; text: string }[]
    const cx = openTestContext(bank.dataDir)
    const { fold } = readFactRules(cx)
    for (const text of ['ถนน', 'ก', 'นา', 'ไทร ถนน', 'ม.3 คสล.', 'ด แ', 'ขี้เหล็ก มังคุด', 'แขวงทางหลวงชนบท']) {
      const words = soughtWords(fold, text)
      const expected = facts.filter((row) => words.every((word) => row.text.includes(word)))
      const found = await again.client.projects.search({ text, offset: 0, limit: 500 })
      expect(found.more, text).toBe(expected.length > 1000)
      expect(found.total, text).toBe(Math.min(1000, expected.length))
      for (const sort of ['name', 'budget'] as const) {
        const all = await again.client.projects.search({ text, offset: 0, limit: 20, sort })
        expect(all.rows, `${text} ${sort}`).toHaveLength(Math.min(20, expected.length))
        if (sort === 'budget')
          expect(all.rows.map((row) => row.total)).toEqual(
            all.rows.map((row) => row.total).sort((a, b) => b - a),
          )
      }
    }
    cx.close()
    rmSync(bank.dataDir, { recursive: true, force: true })
  })
})

describe('facts', () => {
  it('are what they would be when made anew, after any work, undo and redo', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 4, maxLength: 14 }),
        async (steps) => {
          const bank = await bankOf(['ก่อสร้างถนน', 'ขุดลอกคลอง', 'ฝึกอบรม'])
          const ids = [...bank.ids.values()]
          let n = 0
          // a step before may have removed it
          const gone = () => undefined
          for (const step of steps) {
            n += 1
            const projectId = ids[n % ids.length]!
            if (step === 0) await save(bank, bank.planId, [`โครงการที่ ${n}`]).catch(gone)
            if (step === 1) await bank.client.office.undo().catch(() => undefined)
            if (step === 2) await bank.client.office.redo().catch(() => undefined)
            if (step === 3)
              await bank.client.projects
                .saveDocument({
                  projectId,
                  document: 'drawings',
                  state: n % 2 ? 'have' : 'asked',
                  number: `${n}`,
                  dated: null,
                  note: '',
                })
                .catch(gone)
            if (step === 4)
              await bank.client.projects.saveWorks({ projectId, works: n % 2 === 0 }).catch(gone)
            if (step === 5)
              await bank.client.projects
                .recordFate({
                  projectId,
                  kind: 'notFunded',
                  budgetSource: '',
                  amount: null,
                  fiscalYear: null,
                  reason: 'ก',
                  dated: '2022-07-01',
                })
                .catch(gone)
            if (step === 6) {
              const { rows } = await bank.client.plans.get({ id: bank.planId }).catch(() => ({ rows: [] }))
              if (rows[0])
                await bank.client.plans
                  .saveEntries({
                    planId: bank.planId,
                    rows: [],
                    removed: [rows[0].id],
                    order: [],
                    dryRun: false,
                  })
                  .catch(() => undefined)
            }
            if (step === 7) await addVillages(bank.client, '800202', 1).catch(() => undefined)
            if (step === 8) await search(bank, '')
          }
          expect((await search(bank, '')).waiting).toBe(0)
          expect(keptFacts(bank.dataDir)).toEqual(freshFacts(bank.dataDir))
          await closeAll()
        },
      ),
      { numRuns: 12 },
    )
  })

  it('follow the rules of the office and forget what was merged away', async () => {
    const bank = await bankOf(['ทำบุญประเพณี', 'ถนน'], { budgetSource: 'งบ อบต. พรหมโลก' })
    expect((await search(bank, 'ทำบุญ')).rows[0]?.readiness).toBe(0)
    expect((await bank.client.projects.facets({ text: '' })).facets.readiness).toEqual([
      { value: 'missing', label: 'missing', count: 2 },
    ])
    await bank.core.close()
    const raw = new Database(join(bank.dataDir, 'office.sqlite'))
    raw
      .prepare(
        "UPDATE project SET mergedIntoId = (SELECT id FROM project WHERE name = 'ถนน') WHERE name = 'ทำบุญประเพณี'",
      )
      .run()
    raw.prepare("UPDATE meta SET value = 'older' WHERE key = 'factsMadeBy'").run()
    raw.close()
    const again = await openTestCore({ dataDir: bank.dataDir })
    expect(await names(again, '')).toEqual(['ถนน'])
    expect(keptFacts(bank.dataDir)).toEqual(freshFacts(bank.dataDir))
    rmSync(bank.dataDir, { recursive: true, force: true })
  })
})

describe('folding', () => {
  const spellings = (
    JSON.parse(read(join(import.meta.dirname, '../../resources/rules/search-spellings.json'), 'utf8')) as {
      items: { name: string; variants: string[]; whole?: boolean }[]
    }
  ).items
  const fold = foldingOf(spellings)

  it('brings every variant of the table to its right word, and stays there', () => {
    for (const { name, variants } of spellings)
      for (const variant of variants) expect(fold(variant), variant).toBe(fold(name))
    for (const { name, variants } of spellings)
      for (const text of [name, ...variants]) expect(fold(fold(text)), text).toBe(fold(text))
  })

  it('finds whatever part of a text somebody types', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'กขคงนมยรลวสอหตปพ่้๊์ะัาำิีุูเแโใไ 12.'), minLength: 6, maxLength: 40 }),
        fc.nat(30),
        fc.integer({ min: 3, max: 12 }),
        (text, from, length) => {
          // folded again once the spaces are out: marks that a space held apart then stand in their order
          const text1 = foldingOf([])(foldingOf([])(text).replaceAll(' ', ''))
          const part = text1.slice(from, from + length)
          const index = indexText(foldingOf([]), [text1], [])
          // a cut may leave a mark without its letter or half a vowel: then folding itself changes it
          if (part === '' || foldingOf([])(part) !== part || !text1.includes(part)) return true
          const loose = looseOf(part)
          if (!looseOf(text1).includes(loose)) return true
          return soughtWords(foldingOf([]), part).every((word) => index.includes(word))
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('gives facets signs of their own', () => {
    const signs = new Set<string>()
    for (let at = 0; at < 20_000; at += 1) signs.add(facetSign('tambon', at))
    expect(signs.size).toBeGreaterThan(19_980)
    expect(facetSign('tambon', 'x')).not.toBe(facetSign('village', 'x'))
    expect([...signs].every((sign) => /^[\uE300-\uF8FF]{3}$/u.test(sign))).toBe(true)
  })
})

describe('readiness', () => {
  const documents: DocumentRule[] = [
    { key: 'brief', name: 'จ.1-1', budgetSources: ['province'], works: false, order: 3 },
    { key: 'plan', name: 'แบบ', budgetSources: ['province', 'lao'], works: true, order: 1 },
    { key: 'offer', name: 'ใบเสนอราคา', budgetSources: ['province'], works: false, goods: true, order: 2 },
  ]
  const of = (
    source: string,
    kind: 'works' | 'goods' | 'other' | null,
    states: Record<string, 'have' | 'asked' | 'notNeeded'> = {},
  ) => {
    const { papers, percent } = readinessOf(documents, source, kind, new Map(Object.entries(states)))
    return `${papers.map((paper) => `${paper.key}:${paper.state}`).join(' ')} ${percent}`
  }
  it('asks by source and kind, and counts what is there', () => {
    expect(of('province', 'works')).toBe('plan:missing brief:missing 0')
    expect(of('province', 'works', { plan: 'have' })).toBe('plan:have brief:missing 50')
    expect(of('province', 'works', { plan: 'notNeeded', brief: 'have' })).toBe(
      'plan:notNeeded brief:have 100',
    )
    expect(of('province', 'works', { plan: 'notNeeded', brief: 'notNeeded' })).toBe(
      'plan:notNeeded brief:notNeeded 100',
    )
    expect(of('province', 'goods', { brief: 'asked' })).toBe('offer:missing brief:asked 0')
    expect(of('province', null)).toBe('brief:missing 0')
    expect(of('lao', 'other')).toBe(' null')
    expect(of('', 'works')).toBe(' null')
  })
  it('knows sources as people write them, and kinds by the first word', () => {
    const table = (name: string) =>
      (
        JSON.parse(read(join(import.meta.dirname, `../../resources/rules/${name}.json`), 'utf8')) as {
          items: never[]
        }
      ).items
    const source = sourceFinder(table('budget-sources'))
    expect(
      [
        'งบพัฒนาจังหวัด',
        'งบ อบต.พรหมโลก',
        'อบจ.นครศรีธรรมราช',
        'งบกลุ่มจังหวัดภาคใต้',
        'กองทุนหมู่บ้าน',
        'เทศบาลตำบล',
        'Function',
        '',
        'ไม่ทราบ',
      ].map(source),
    ).toEqual(['province', 'lao', 'pao', 'cluster', 'fund', 'lao', 'agency', '', ''])
    const guess = worksGuesser(table('works-words'))
    expect(
      ['ก่อสร้างถนน', 'ฝึกอบรมการก่อสร้าง', 'จัดซื้อเครื่องสูบน้ำ', 'ถนนลาดยาง', 'โครงการพิเศษ', 'ปรับปรุงซ่อมแซมถนน'].map(
        guess,
      ),
    ).toEqual(['works', 'other', 'goods', 'works', null, 'works'])
  })
})

describe('the page of a project', () => {
  it('lists papers with what is there, suggests the words of the entry and writes them', async () => {
    const bank = await bankOf(['ก่อสร้างถนน'], { budgetSource: 'งบ อบต.' })
    const id = bank.ids.get('ก่อสร้างถนน')!
    const page = await bank.client.projects.get({ id })
    expect(page).toMatchObject({
      own: true,
      sourceKey: 'lao',
      kind: 'works',
      percent: 0,
      tambonName: 'พรหมโลก',
    })
    const note = (document: string, state: 'have' | 'missing' | 'notNeeded') =>
      bank.client.projects.saveDocument({ projectId: id, document, state, number: '', dated: null, note: '' })
    for (const paper of page.papers.slice(1)) await note(paper.key, 'have')
    const almost = await bank.client.projects.get({ id })
    expect(almost.percent).toBe(Math.floor(((page.papers.length - 1) * 100) / page.papers.length))
    expect(almost.readinessWords).toBe(`ขาด ${page.papers[0]!.name}`)
    await note(page.papers[0]!.key, 'notNeeded')
    await bank.client.projects.writeReadiness({ projectId: id })
    expect((await bank.client.plans.get({ id: bank.planId })).rows[0]?.readiness).toBe('เอกสารครบ')
    expect(
      (
        await faultOf(
          bank.client.projects.saveDocument({
            projectId: id,
            document: 'ไม่มี',
            state: 'have',
            number: '',
            dated: null,
            note: '',
          }),
        )
      ).code,
    ).toBe('input.invalid')
    await bank.client.projects.saveWorks({ projectId: id, works: false })
    expect((await bank.client.projects.get({ id })).kind).toBe('other')
    await bank.client.plans.propose({ planId: bank.planId })
    await bank.client.plans.adopt({
      planId: bank.planId,
      adoptedOn: '2022-07-01',
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      attendees: 9,
    })
    expect((await faultOf(bank.client.projects.writeReadiness({ projectId: id }))).code).toBe('plan.adopted')
  })

  it('keeps a note while files hang on it', async () => {
    const bank = await bankOf(['ก่อสร้างถนน'])
    const projectId = bank.ids.get('ก่อสร้างถนน')!
    const fields = { projectId, document: 'drawings', number: '', dated: null, note: '' }
    const { id } = await bank.client.projects.saveDocument({ ...fields, state: 'have' })
    const { token } = await bank.core.files.put(
      'ก.pdf',
      (async function* () {
        yield Buffer.from('%PDF-1.4')
      })(),
      't',
    )
    const file = await finish(bank.client.attachments.add({ token, table: 'projectDocument', id: id! }))
    expect((await faultOf(bank.client.projects.saveDocument({ ...fields, state: 'missing' }))).code).toBe(
      'document.hasFiles',
    )
    await bank.client.attachments.remove({ id: file.id })
    expect(await bank.client.projects.saveDocument({ ...fields, state: 'missing' })).toEqual({ id: null })
  })

  it('checks places against the others', async () => {
    const bank = await bankOf(['ก', 'ข', 'ค', 'ง'])
    const [a, b, c, d] = [...bank.ids.values()] as [string, string, string, string]
    const put = (projectId: string, latitude: number | null, longitude: number | null) =>
      bank.client.projects.savePlace({ projectId, latitude, longitude })
    await put(a, 8.52, 99.81)
    await put(b, 8.53, 99.82)
    expect((await bank.client.projects.readPlace({ projectId: d, text: '8.54 99.8' })).near).toEqual({
      kind: 'notKnown',
      known: 2,
    })
    await put(c, 8.54, 99.8)
    expect(await bank.client.projects.readPlace({ projectId: d, text: '99.8, 8.54' })).toMatchObject({
      reading: { kind: 'read', swapped: true },
      near: { kind: 'near' },
    })
    expect((await bank.client.projects.readPlace({ projectId: d, text: '13.75 100.5' })).near?.kind).toBe(
      'far',
    )
    expect((await faultOf(put(d, 51, 0))).code).toBe('input.invalid')
    expect((await faultOf(put(d, 8.5, null))).code).toBe('input.invalid')
    await put(a, null, null)
    expect((await bank.client.projects.get({ id: a })).coordinates).toBe(null)
  })
})

describe('จ.1-1', () => {
  it('is proposed from the newest entry, kept as typed, and printed with its eleven headings', async () => {
    const bank = await bankOf(['ก่อสร้างถนน'], {
      problem: 'น้ำท่วม',
      objective: 'แก้ปัญหา',
      leadAgency: 'อบต.',
      site: 'หน้าวัด',
      expectedResult: 'สะดวก',
      target: '1 สาย',
    })
    const projectId = bank.ids.get('ก่อสร้างถนน')!
    const proposed = await bank.client.projects.brief({ projectId })
    expect(proposed).toMatchObject({
      saved: false,
      total: 100_000_00,
      fields: {
        rationale: 'น้ำท่วม',
        objective: 'แก้ปัญหา',
        implementer: 'อบต.',
        duration: 'ปีงบประมาณ พ.ศ. 2567',
        targetArea: 'หน้าวัด ตำบลพรหมโลก อำเภอพรหมคีรี จังหวัดนครศรีธรรมราช',
        output: '1 สาย',
        outcome: 'สะดวก',
      },
    })
    const activity = {
      name: 'งานดิน',
      amount: 60_000_00,
      agency: 'อบต.',
      relatedAgencies: '',
      targetGroup: '',
      responsible: '',
      kpi: '',
    }
    await bank.client.projects.saveBrief({
      ...proposed.fields,
      rationale: 'เหตุผลใหม่',
      activities: [activity, { ...activity, name: 'งานผิวทาง', amount: null }],
    })
    const kept = await bank.client.projects.brief({ projectId })
    expect(kept).toMatchObject({
      saved: true,
      fields: { rationale: 'เหตุผลใหม่', activities: [{ amount: 60_000_00 }, { amount: null }] },
    })
    expect(briefSum(kept.fields.activities, kept.total)).toEqual({ sum: 60_000_00, difference: 40_000_00 })
    const { html } = await bank.client.papers.preview({ kind: 'projectBrief', id: projectId })
    const text = html
      .replace(/<style[\s\S]*?<\/style>/gu, '')
      .replace(/<[^>]+>|&[a-z#0-9]+;|\u200b/gu, '')
      .replace(/\s+/gu, ' ')
    let at = 0
    for (const heading of [
      '๑. ชื่อโครงการสำคัญ',
      '๒. หลักการและเหตุผล',
      '๓. วัตถุประสงค์ของโครงการ',
      '๔. ตัวชี้วัดและค่าเป้าหมาย',
      '๕. พื้นที่เป้าหมาย',
      '๖. ขอบเขตของกิจกรรมหลักโดยสังเขป',
      '๖.๑ ชื่อกิจกรรม',
      '๖.๒ ชื่อกิจกรรม',
      '๗. หน่วยงานดำเนินการ',
      '๘. ระยะเวลาในการดำเนินโครงการ',
      '๙. งบประมาณ',
      '๑๐. ผลผลิต (Output)',
      '๑๑. ผลลัพธ์จากการดำเนินโครงการ (Outcome)',
    ]) {
      const next = text.indexOf(heading, at)
      expect(next, heading).toBeGreaterThanOrEqual(at)
      at = next
    }
    expect(text).toContain('๖๐,๐๐๐ บาท')
    expect(text).toContain('๑๐๐,๐๐๐ บาท (หนึ่งแสนบาทถ้วน)')
    await bank.client.office.undo()
    expect((await bank.client.projects.brief({ projectId })).saved).toBe(false)
  })
})

describe('ชุดเสนอโครงการ', () => {
  const stick = mkdtempSync(join(tmpdir(), 'amphoe-pack-'))
  const place: Place = { id: 'usb', label: 'KINGSTON', path: stick, removable: true }
  const port = (print: HostPort['printPdf']): HostPort => ({
    printPdf: print,
    places: () => Promise.resolve([place]),
  })
  const printed = port((_html, { title }) => Promise.resolve(new TextEncoder().encode(`%PDF-1.4 ${title}`)))

  async function withFiles(used: HostPort) {
    const bank = await bankOf(['ก่อสร้างถนน: สาย/1', 'ขุดลอกคลอง'], {}, used)
    const [projectId, other] = [...bank.ids.values()] as [string, string]
    const { id } = await bank.client.projects.saveDocument({
      projectId,
      document: 'drawings',
      state: 'have',
      number: '12',
      dated: null,
      note: '',
    })
    const attach = async (
      table: 'project' | 'projectDocument',
      subject: string,
      name: string,
      text: string,
    ) => {
      const { token } = await bank.core.files.put(
        name,
        (async function* () {
          yield Buffer.from(`%PDF-1.4 ${text}`)
        })(),
        't',
      )
      await finish(bank.client.attachments.add({ token, table, id: subject }))
    }
    await attach('projectDocument', id!, 'แผ่น 1.pdf', 'a')
    await attach('project', projectId, '../ภาพ?.pdf', 'b')
    return { ...bank, projectId, other }
  }

  it('is whole, with numbered safe names, each file as it was, and tells what is missing', async () => {
    const bank = await withFiles(printed)
    const made = await finish(bank.client.projects.pack({ projectIds: [bank.projectId], placeId: 'usb' }))
    expect(made).toMatchObject({ fileName: 'ชุดเสนอโครงการ ก่อสร้างถนน- สาย-1.zip', ticket: null, leftOut: [] })
    expect(readdirSync(stick)).toEqual([made.fileName])
    const bytes = readFileSync(join(stick, made.fileName))
    expect(bytes.length).toBe(made.sizeBytes)
    const files = await unzip(bytes)
    expect([...files.keys()].sort()).toEqual([
      '00 สารบัญ.pdf',
      '00 สารบัญ.xlsx',
      '01 โครงการแบบย่อ จ.1-1.docx',
      '01 โครงการแบบย่อ จ.1-1.pdf',
      '02 แบบแปลน-แบบรูปรายการ แผ่น 1.pdf',
      '03 ..-ภาพ-.pdf',
    ])
    expect(files.get('02 แบบแปลน-แบบรูปรายการ แผ่น 1.pdf')?.toString()).toBe('%PDF-1.4 a')
    const cx = openTestContext(bank.dataDir)
    const { data } = makePaper(cx, { kind: 'projectPack', id: bank.projectId })
    cx.close()
    const rows = (data as { rows: { paper: string; file: string; state: string }[] }).rows
    for (const row of rows) if (row.file !== '') expect([...files.keys()]).toContain(row.file)
    expect(rows.filter((row) => row.state === 'missing').map((row) => row.paper)).toContain(
      'ประมาณราคา ปร.4 ปร.5 (ปร.6)',
    )
    rmSync(join(stick, made.fileName))
  })

  it('of many has a folder each, and comes behind a ticket where no drive is chosen', async () => {
    const bank = await withFiles(printed)
    const made = await finish(
      bank.client.projects.pack({ projectIds: [bank.projectId, bank.other], placeId: null }),
    )
    const files = await unzip(readFileSync(bank.core.files.look(made.ticket!.token, 't').path))
    expect(new Set([...files.keys()].map((name) => name.split('/')[0]))).toEqual(
      new Set(['01 ก่อสร้างถนน- สาย-1', '02 ขุดลอกคลอง']),
    )
    // nothing is left lying about but the ticket's own file
    expect(readdirSync(join(bank.dataDir, 'staging'))).toHaveLength(1)
  })

  it('goes without what is gone and without a printer, and says so', async () => {
    const bank = await withFiles(port(() => Promise.reject(new Error('not here'))))
    // a printer that fails otherwise than with a fault of printing is a fault of the program
    expect(
      (await faultOf(finish(bank.client.projects.pack({ projectIds: [bank.projectId], placeId: 'usb' }))))
        .code,
    ).toBe('internal')
    expect(readdirSync(stick)).toEqual([])
    const { Fault } = await import('../kernel/fault.ts')
    const none = await withFiles(port(() => Promise.reject(new Fault('print.noBrowser', {}))))
    const hash = createHash('sha256').update('%PDF-1.4 b').digest('hex')
    writeFileSync(join(none.dataDir, 'attachments', hash), '%PDF-1.4 x')
    const made = await finish(none.client.projects.pack({ projectIds: [none.projectId], placeId: 'usb' }))
    expect(made.leftOut.map(({ code }) => code).sort()).toEqual([
      'attachment.missing',
      'print.noBrowser',
      'print.noBrowser',
    ])
    rmSync(join(stick, made.fileName))
  })

  it('cancelled or on a drive that is gone leaves nothing', async () => {
    const bank = await withFiles(printed)
    const stop = new AbortController()
    const run = async () => {
      for await (const event of await bank.client.projects.pack(
        { projectIds: [bank.projectId], placeId: 'usb' },
        { signal: stop.signal },
      ))
        if (event.kind === 'progress' && event.progress.step === 'projects.progress.writing') stop.abort()
    }
    expect((await faultOf(run())).code).toBe('cancelled')
    expect(readdirSync(stick)).toEqual([])
    expect(
      (await faultOf(finish(bank.client.projects.pack({ projectIds: [bank.projectId], placeId: 'other' }))))
        .code,
    ).toBe('usb.gone')
    rmSync(stick, { recursive: true })
    expect(
      (await faultOf(finish(bank.client.projects.pack({ projectIds: [bank.projectId], placeId: 'usb' }))))
        .code,
    ).toBe('usb.gone')
    expect(existsSync(stick)).toBe(false)
  })
})
