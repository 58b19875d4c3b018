import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { openTestContext } from '../../tests/support/context.ts'
import {
  closeAll,
  faultOf,
  finish,
  openTestCore,
  setUpDistrict,
  setUpProvince,
  type TestCore,
} from '../../tests/support/core.ts'
import { blankEntry } from '../../tests/support/entries.ts'
import type { Client } from '../contract.ts'
import type { HostPort } from '../kernel/ports.ts'
import { makePaper } from './catalogue.ts'
import { paperKinds } from './data.ts'
import { viewOf } from './engine/views.ts'
import { nameWithEnding } from './make.ts'
import { bodyParts, type letterShape } from './rules.ts'

afterEach(closeAll)

/** What a caller hands in: what older callers do not know is filled in. */
type LetterFields = z.input<typeof letterShape>

const letter = (signatoryId: string | null, change: Partial<LetterFields> = {}): LetterFields => ({
  dated: null,
  subject: 'ขอเชิญประชุมจัดทำแผนพัฒนาตำบล',
  addressee: 'ผู้ว่าราชการจังหวัดนครศรีธรรมราช',
  references: [],
  enclosures: [{ title: 'ระเบียบวาระการประชุม', quantity: 'จำนวน ๑ ชุด' }],
  paragraphs: [{ text: 'ด้วยอำเภอกำหนดจัดประชุม' }, { text: '๑. เรื่องแรก' }],
  closing: '',
  signatoryId,
  speed: '',
  copyTo: '',
  ...change,
})

/** A host whose printer hands back the page it was given. */
function echoPort(printed: { html: string; title: string }[] = []): HostPort {
  return {
    places: () => Promise.resolve([]),
    printPdf: (html, { title }) => {
      printed.push({ html, title })
      return Promise.resolve(new TextEncoder().encode(`%PDF-echo ${title}`))
    },
  }
}

async function district(port?: HostPort): Promise<TestCore & { signatoryId: string }> {
  const core = await openTestCore(port ? { port } : {})
  await setUpDistrict(core.client)
  const [first] = await core.client.office.signatories()
  return { ...core, signatoryId: first!.id }
}
const draft = async (client: Client, signatoryId: string | null, change: Partial<LetterFields> = {}) =>
  (await client.papers.saveLetter({ id: null, fields: letter(signatoryId, change) })).id
type Choice = Parameters<Client['papers']['signLetter']>[0]['number']
const sign = (client: Client, id: string, number: Choice = { kind: 'first' }, signedOn = '2022-07-14') =>
  client.papers.signLetter({ id, signedOn, number })

describe('letters and their register', () => {
  it('take the next number of the calendar year of their date', async () => {
    const { client, clock, signatoryId } = await district()
    const first = await draft(client, signatoryId)
    expect(await sign(client, first)).toMatchObject({ number: 1, year: 2565 })
    expect(await sign(client, await draft(client, signatoryId))).toMatchObject({ number: 2, year: 2565 })
    clock.set('2023-01-03T02:00:00Z')
    expect(
      await sign(client, await draft(client, signatoryId), { kind: 'first' }, '2023-01-03'),
    ).toMatchObject({
      number: 1,
      year: 2566,
    })
    expect(
      await sign(client, await draft(client, signatoryId), { kind: 'blank' }, '2023-01-03'),
    ).toMatchObject({
      number: null,
      year: 2566,
    })
    const register = await client.papers.register({ register: 'outgoing', year: 2565 })
    expect(register).toMatchObject({
      next: 3,
      rows: [
        { number: 1, state: 'used', dated: '2022-07-14', subject: 'ขอเชิญประชุมจัดทำแผนพัฒนาตำบล' },
        { number: 2 },
      ],
    })
    expect(await client.papers.letter({ id: first })).toMatchObject({
      state: 'signed',
      number: 1,
      dated: '2022-07-14',
    })
    expect(await faultOf(sign(client, first))).toEqual({
      code: 'letter.signed',
      params: { subject: 'ขอเชิญประชุมจัดทำแผนพัฒนาตำบล' },
    })
    expect((await faultOf(client.papers.saveLetter({ id: first, fields: letter(signatoryId) }))).code).toBe(
      'letter.signed',
    )
    expect((await client.papers.letters()).map((line) => line.number)).toEqual([null, 1, 2, 1])
  })

  it('refuse a number that is taken or leaves a gap; a cancelled one keeps its reason', async () => {
    const { client, signatoryId } = await district()
    const id = await draft(client, signatoryId)
    expect(await faultOf(sign(client, id, { kind: 'given', number: 5 }))).toEqual({
      code: 'register.gap',
      params: { next: 1, year: 2565 },
    })
    const cancel = (number: number, reason = 'พิมพ์เสีย') =>
      client.papers.cancelNumber({ register: 'outgoing', year: 2565, number, reason })
    expect(await faultOf(cancel(2))).toEqual({ code: 'register.gap', params: { next: 1, year: 2565 } })
    await cancel(1)
    expect(await faultOf(cancel(1))).toEqual({ code: 'register.taken', params: { number: 1, year: 2565 } })
    expect(await faultOf(sign(client, id, { kind: 'given', number: 1 }))).toEqual({
      code: 'register.taken',
      params: { number: 1, year: 2565 },
    })
    expect(await sign(client, id, { kind: 'given', number: 2 })).toMatchObject({ number: 2, year: 2565 })
    expect(await faultOf(cancel(2))).toMatchObject({
      code: 'register.inUse',
      params: { number: 2, year: 2565 },
    })
    const { rows } = await client.papers.register({ register: 'outgoing', year: 2565 })
    expect(rows.map((row) => [row.number, row.state, row.reason])).toEqual([
      [1, 'cancelled', 'พิมพ์เสีย'],
      [2, 'used', ''],
    ])
    expect((await faultOf(cancel(3, ' '))).params.issues).toMatchObject([
      { path: ['reason'], key: 'required' },
    ])
    expect(
      (await faultOf(client.papers.register({ register: 'outgoing', year: 2022 }))).params.issues,
    ).toMatchObject([{ key: 'christianYear' }])
    expect(
      (await faultOf(sign(client, await draft(client, signatoryId), { kind: 'given', number: 0 }))).params
        .issues,
    ).toMatchObject([{ key: 'number' }])
  })

  it('go on from the numbers used on paper before', async () => {
    const { client, signatoryId } = await district()
    const begin = () =>
      client.papers.beginRegister({
        register: 'outgoing',
        year: 2565,
        lastUsed: 238,
        reason: 'สมุดทะเบียนหนังสือส่ง',
      })
    await begin()
    expect(await faultOf(begin())).toEqual({ code: 'register.begun', params: { year: 2565 } })
    const id = await draft(client, signatoryId)
    expect(await faultOf(sign(client, id, { kind: 'given', number: 12 }))).toMatchObject({
      code: 'register.taken',
    })
    expect(await sign(client, id)).toMatchObject({ number: 239, year: 2565 })
    const { html } = await client.papers.preview({ kind: 'letter', id })
    expect(html.replace(/<[^>]+>/gu, '')).toContain('นศ ๐๔๑๘/๐๒๓๙')
    await client.office.undo()
    await client.office.undo()
    await client.office.undo()
    expect((await client.papers.register({ register: 'outgoing', year: 2565 })).next).toBe(1)
  })

  it('whatever is signed and cancelled, numbers have no gap and no double', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ give: fc.integer({ min: 0, max: 8 }), cancel: fc.boolean() }), {
          maxLength: 12,
        }),
        async (steps) => {
          const { client, signatoryId } = await district()
          for (const { give, cancel } of steps) {
            const call = cancel
              ? client.papers.cancelNumber({
                  register: 'outgoing',
                  year: 2565,
                  number: Math.max(give, 1),
                  reason: 'ทดสอบ',
                })
              : sign(
                  client,
                  await draft(client, signatoryId),
                  give === 0 ? { kind: 'first' } : { kind: 'given', number: give },
                )
            await call.catch((error: { data?: { code: string } }) =>
              expect(error.data?.code).toMatch(/^register\.(gap|taken|inUse)$/u),
            )
          }
          const { next, rows } = await client.papers.register({ register: 'outgoing', year: 2565 })
          expect(rows.map((row) => row.number)).toEqual(Array.from({ length: next - 1 }, (_, at) => at + 1))
          await closeAll()
        },
      ),
      { numRuns: 12 },
    )
  })

  it('bad input: no subject, no signatory, tomorrow', async () => {
    const { client, signatoryId } = await district()
    const bad = (change: Partial<LetterFields>) =>
      faultOf(client.papers.saveLetter({ id: null, fields: letter(signatoryId, change) }))
    expect((await bad({ subject: '' })).params.issues).toMatchObject([
      { path: ['fields', 'subject'], key: 'required' },
    ])
    expect((await bad({ subject: 'ก'.repeat(601) })).params.issues).toMatchObject([{ key: 'tooLong' }])
    expect((await bad({ dated: '2565-07-14' })).params.issues).toMatchObject([
      { path: ['fields', 'dated'], key: 'buddhistYearInDate' },
    ])
    expect((await bad({ signatoryId: '0'.repeat(26) })).code).toBe('record.notFound')
    const unsigned = await draft(client, null)
    expect((await faultOf(sign(client, unsigned))).code).toBe('letter.noSignatory')
    const id = await draft(client, signatoryId)
    expect((await faultOf(sign(client, id, { kind: 'first' }, '2022-07-16'))).code).toBe('date.inFuture')
    expect((await client.papers.register({ register: 'outgoing', year: 2565 })).rows).toEqual([])
  })
})

describe('papers', () => {
  it('a letter: preview, PDF and DOCX are one document', async () => {
    const printed: { html: string; title: string }[] = []
    const { client, core, signatoryId } = await district(echoPort(printed))
    const id = await draft(client, signatoryId, { speed: 'urgent' })
    const paper = { kind: 'letter' as const, id }
    const preview = await client.papers.preview(paper)
    expect(preview.formats).toEqual(['pdf', 'docx'])
    const text = (html: string) =>
      html
        .replace(/<style>[\s\S]*?<\/style>/u, '')
        .replace(/<head>[\s\S]*?<\/head>/u, '')
        .replace(/<[^>]+>/gu, '')
        .replace(/\s/gu, '')
    const steps: string[] = []
    for await (const event of await client.papers.make({ paper, format: 'pdf' }))
      if (event.kind === 'progress') steps.push(event.progress.step)
    expect(steps).toEqual(['papers.progress.compose', 'papers.progress.write', 'papers.progress.keep'])
    expect(printed[0]?.title).toBe(preview.title)
    expect(text(printed[0]!.html)).toBe(text(preview.html))
    expect(text(preview.html)).toContain('ขอเชิญประชุมจัดทำแผนพัฒนาตำบล')
    expect(text(preview.html)).toContain('ด่วน')
    await sign(client, id)
    const docx = await finish(client.papers.make({ paper, format: 'docx' }))
    expect(docx.name).toBe('หนังสือ 1-2565 ขอเชิญประชุมจัดทำแผนพัฒนาตำบล.docx')
    const file = core.files.look(docx.token, 't')
    expect(readFileSync(file.path).subarray(0, 2).toString('latin1')).toBe('PK')
    expect(await faultOf(finish(client.papers.make({ paper, format: 'xlsx' })))).toEqual({
      code: 'paper.noFormat',
      params: { format: 'XLSX' },
    })
    expect((await faultOf(client.papers.preview({ kind: 'letter', id: '0'.repeat(26) }))).code).toBe(
      'record.notFound',
    )
  })

  it('the same records make the same bytes', async () => {
    const { client, core, signatoryId } = await district(echoPort())
    const id = await draft(client, signatoryId)
    const bytes = async () => {
      const ticket = await finish(client.papers.make({ paper: { kind: 'letter', id }, format: 'docx' }))
      return readFileSync(core.files.look(ticket.token, 't').path)
    }
    expect((await bytes()).equals(await bytes())).toBe(true)
  })

  it('a printer that fails leaves no file and says so', async () => {
    const { client, signatoryId } = await district({
      places: () => Promise.resolve([]),
      printPdf: () => Promise.reject(new Error('broken')),
    })
    const id = await draft(client, signatoryId)
    expect(
      (await faultOf(finish(client.papers.make({ paper: { kind: 'letter', id }, format: 'pdf' })))).code,
    ).toBe('internal')
    expect(
      (
        await faultOf(
          finish(client.papers.make({ paper: { kind: 'letter', id: '0'.repeat(26) }, format: 'pdf' })),
        )
      ).code,
    ).toBe('record.notFound')
  })

  it('is cancelled while it prints and leaves nothing behind', async () => {
    let printing = () => {}
    const began = new Promise<void>((resolve) => {
      printing = resolve
    })
    const { client, dataDir, signatoryId } = await district({
      places: () => Promise.resolve([]),
      printPdf: (_html, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
          printing()
        }),
    })
    const id = await draft(client, signatoryId)
    const abort = new AbortController()
    const made = client.papers.make(
      { paper: { kind: 'letter', id }, format: 'pdf' },
      { signal: abort.signal },
    )
    const fault = faultOf(finish(made))
    await began
    abort.abort()
    expect((await fault).code).toBe('cancelled')
    expect(readdirSync(join(dataDir, 'staging'))).toEqual([])
  })

  it('tells while it prints how many sheets are done', async () => {
    const { client, signatoryId } = await district({
      places: () => Promise.resolve([]),
      printPdf: async (_html, { onProgress }) => {
        for (const done of [60, 120]) {
          onProgress?.(done, 130)
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
        return new TextEncoder().encode('%PDF-1.4')
      },
    })
    const id = await draft(client, signatoryId)
    const steps: [string, number, number | undefined][] = []
    for await (const event of await client.papers.make({ paper: { kind: 'letter', id }, format: 'pdf' }))
      if (event.kind === 'progress')
        steps.push([event.progress.step, event.progress.done, event.progress.total])
    expect(steps.filter(([step]) => step === 'papers.progress.print')).toEqual([
      ['papers.progress.print', 60, 130],
      ['papers.progress.print', 120, 130],
    ])
    expect(steps.at(-1)?.[0]).toBe('papers.progress.keep')
  })

  it('sums of budgets on plan papers are the sums of the records', async () => {
    const amounts = fc.array(
      fc.dictionary(
        fc.constantFrom('2566', '2567', '2568', '2569', '2570'),
        fc.integer({ min: 0, max: 1e13 }),
      ),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(amounts, async (rows) => {
        const core = await openTestCore()
        await setUpDistrict(core.client)
        const { client } = core
        const { id } = await client.plans.open({
          level: 'tambon',
          areaKey: '800201',
          planFy: 2567,
          edition: 'first',
        })
        await client.plans.saveEntries({
          planId: id,
          rows: rows.map((years, at) => ({
            id: null,
            fields: {
              ...blankEntry,
              name: `โครงการ ${at}`,
              projectClass: 'JOINT' as const,
              budgets: Object.entries(years).map(([year, amount]) => ({ fiscalYear: Number(year), amount })),
            },
          })),
          removed: [],
          order: [],
          dryRun: false,
        })
        const typed = rows.reduce((sum, years) => sum + Object.values(years).reduce((a, b) => a + b, 0), 0)
        const cx = openTestContext(core.dataDir)
        const sumOf = (ref: { kind: 'plan' | 'needsPlan'; id: string }) => {
          const made = makePaper(cx, ref)
          const data = paperKinds[made.kind].data.parse(made.data)
          const { tableRows } = viewOf(made.kind, data, made.office as never) as {
            tableRows: { budget?: Record<string, number>; satang?: number }[]
          }
          return tableRows.reduce(
            (sum, row) =>
              sum + (row.satang ?? 0) + Object.values(row.budget ?? {}).reduce((a, b) => a + b, 0),
            0,
          )
        }
        expect((await client.plans.get({ id })).total).toBe(typed)
        expect(sumOf({ kind: 'plan', id })).toBe(typed)
        await client.plans.adopt({
          planId: id,
          adoptedOn: '2022-03-01',
          adoptedBy: 'ก.บ.ต.',
          resolution: 'เห็นชอบ',
          attendees: null,
        })
        const up = async (level: 'district' | 'needs') => {
          const plan = (await client.plans.open({ level, areaKey: '8002', planFy: 2567, edition: 'first' }))
            .id
          const candidates = await client.plans.candidates({ planId: plan })
          await client.plans.takeUp({
            planId: plan,
            entryIds: candidates.map((row) => row.id),
            takenOn: '2022-05-01',
          })
          await client.plans.adopt({
            planId: plan,
            adoptedOn: '2022-06-01',
            adoptedBy: 'ก.บ.อ.',
            resolution: 'เห็นชอบ',
            attendees: null,
          })
          return plan
        }
        expect(sumOf({ kind: 'plan', id: await up('district') })).toBe(typed)
        const ofYear = rows.reduce((sum, years) => sum + (years['2567'] ?? 0), 0)
        expect(sumOf({ kind: 'needsPlan', id: await up('needs') })).toBe(ofYear)
        cx.close()
        await closeAll()
      }),
      { numRuns: 10 },
    )
  })

  it('a plan is printed and written as a workbook; its digits are Arabic', async () => {
    const { client } = await district(echoPort())
    const { id } = await client.plans.open({
      level: 'tambon',
      areaKey: '800201',
      planFy: 2567,
      edition: 'first',
    })
    const preview = await client.papers.preview({ kind: 'plan', id })
    expect(preview.formats).toEqual(['pdf', 'xlsx'])
    expect(preview.html).toContain('2566')
    const ticket = await finish(client.papers.make({ paper: { kind: 'plan', id }, format: 'xlsx' }))
    expect(ticket.name).toBe('แผนพัฒนาตำบล ตำบลพรหมโลก ปี 2567.xlsx')
    expect(Buffer.byteLength(ticket.name)).toBeLessThanOrEqual(255)
  })

  it('the covering sheet of a package carries its fingerprint and what is in it', async () => {
    const { client } = await district(echoPort())
    const { id } = await client.plans.open({
      level: 'district',
      areaKey: '8002',
      planFy: 2567,
      edition: 'first',
    })
    const fields = {
      issue: '',
      problem: '',
      objective: '',
      target: '',
      site: '',
      expectedResult: '',
      kpi: '',
      budgetSource: '',
      leadAgency: '',
      relatedAgencies: '',
      readiness: '',
      remark: '',
    }
    await client.plans.saveEntries({
      planId: id,
      rows: [{ id: null, fields: { ...fields, name: 'ถนน', projectClass: 'BEYOND', budgets: [] } }],
      removed: [],
      order: [],
      dryRun: false,
    })
    await client.plans.adopt({
      planId: id,
      adoptedOn: '2022-06-01',
      adoptedBy: 'ก.บ.อ.',
      resolution: 'เห็นชอบ',
      attendees: null,
    })
    const made = await finish(client.exchange.exportSubmission({ planFy: 2567, placeId: null }))
    const preview = await client.papers.preview({ kind: 'transmittal', id: made.id })
    const text = preview.html.replace(/<[^>]+>/gu, '').replace(/\s/gu, '')
    expect(text).toContain(made.sha256)
    expect(text).toContain(made.fileName.replace(/\s/gu, ''))
    expect(text).toContain('โครงการ๑โครงการ')
    expect(preview.formats).toEqual(['pdf'])
  })

  it("a district has no province's board", async () => {
    const { client } = await district()
    expect((await faultOf(client.papers.preview({ kind: 'board', planFy: 2567 }))).code).toBe(
      'input.wrongProfile',
    )
    const province = await openTestCore()
    await setUpProvince(province.client)
    await province.client.province.expect({
      planFy: 2567,
      dueOn: '2022-07-10',
      districtCodes: ['8002', '8003'],
    })
    const plain = async (kind: 'board' | 'consolidated') =>
      (await province.client.papers.preview({ kind, planFy: 2567 })).html.replace(/<[^>]+>/gu, '')
    expect(await plain('board')).toContain('อำเภอพรหมคีรี')
    // Due five days ago and nothing came.
    expect((await plain('board')).match(/ค้าง\s*[5๕]\s*วัน/gu)?.length).toBe(14)
    expect(await plain('consolidated')).toContain('อำเภอลานสกา')
    expect((await province.client.papers.preview({ kind: 'board', planFy: 2567 })).formats).toEqual([
      'pdf',
      'xlsx',
    ])
    expect((await province.client.papers.preview({ kind: 'consolidated', planFy: 2567 })).formats).toEqual([
      'pdf',
      'xlsx',
    ])
  })
})

describe('rules of papers', () => {
  it('paragraphs as typed become paragraphs, items and sub-items', () => {
    expect(
      bodyParts(['ด้วยอำเภอ\nได้รับแจ้ง', '', '๑. เรื่องแรก', '๑.๑ ข้อย่อย', '2.เรื่องที่สอง', '1.5 ล้านบาท']),
    ).toEqual([
      { kind: 'paragraph', number: '', text: 'ด้วยอำเภอ' },
      { kind: 'paragraph', number: '', text: 'ได้รับแจ้ง' },
      { kind: 'item', number: '๑.', text: 'เรื่องแรก' },
      { kind: 'subitem', number: '๑.๑', text: 'ข้อย่อย' },
      { kind: 'item', number: '2.', text: 'เรื่องที่สอง' },
      { kind: 'subitem', number: '1.5', text: 'ล้านบาท' },
    ])
    expect(bodyParts(['1.5 ล้านบาท เป็นงบประมาณ'])).toEqual([
      { kind: 'paragraph', number: '', text: '1.5 ล้านบาท เป็นงบประมาณ' },
    ])
    expect(bodyParts([' ', ''])).toEqual([])
  })

  it('file names keep their letters whole and fit every disk', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const name = nameWithEnding(title, 'pdf')
        expect(name.length).toBeLessThanOrEqual(74)
        expect(name.endsWith('.pdf')).toBe(true)
      }),
    )
    expect(nameWithEnding('ก'.repeat(300), 'pdf')).toBe(`${'ก'.repeat(70)}.pdf`)
    for (let start = 60; start < 72; start += 1) {
      const name = `${'ก'.repeat(start)}${'กี้'.repeat(20)}`
      const kept = nameWithEnding(name, 'pdf').replace('.pdf', '')
      expect(name.startsWith(kept)).toBe(true)
      expect(name.charAt(kept.length)).toBe('ก')
    }
    const long = 'แต่งตั้งคณะกรรมการบริหารงานตำบลแบบบูรณาการ ตำบลพรหมโลก อำเภอพรหมคีรี จังหวัดนครศรีธรรมราช'
    expect(long.startsWith(nameWithEnding(long, 'pdf').replace('.pdf', ''))).toBe(true)
    expect(Buffer.byteLength(nameWithEnding(long, 'pdf'))).toBeLessThanOrEqual(255)
  })
})
