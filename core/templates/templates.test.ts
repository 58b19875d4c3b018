import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeAll,
  faultOf,
  finish,
  openTestCore,
  resourcesDir,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import { openResources } from '../kernel/resources.ts'
import { paperKinds } from '../papers/data.ts'
import { composePaper } from '../papers/engine/compose.ts'
import { loadPaperResources } from '../papers/engine/resources.ts'
import { composeProblems, resourcesWith } from './deep-check.ts'
import { factsOfTemplate, problemsOf, programTemplate, templatesAbout } from './own.ts'
import {
  changesOf,
  isNode,
  moved,
  nameOf,
  newOwnPart,
  nodeAt,
  type Part,
  partsOf,
  printable,
  scopeAt,
  type TemplateNode,
  tagsOf,
  textsOf,
  withAt,
  withPart,
  wordingTexts,
} from './rules.ts'
import { kindOfTemplate, sampleHead, sampleOf } from './sample.ts'

afterEach(closeAll)

const cx = { resources: openResources(resourcesDir) }
const { names, papers } = templatesAbout(cx)
const resources = loadPaperResources(resourcesDir)
const ids = Object.keys(resources.templates).filter((id) => kindOfTemplate(id) !== null)
const letter = programTemplate(cx, 'letter')

/** All parts of a template, groups before what stands in them. */
const flat = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flat(part.children)])
const partOf = (template: TemplateNode, pick: (part: Part, node: TemplateNode) => boolean): Part => {
  const found = flat(partsOf(template)).find((part) => {
    const node = nodeAt(template, part.path)
    return isNode(node) && pick(part, node)
  })
  if (!found) throw new Error('no such part')
  return found
}
const dateOf = (template: TemplateNode) => partOf(template, (part) => part.kind === 'date')
/** HTML as it reads: the places where a line may end are no text. */
const read = (html: string | null) =>
  (html ?? '').replaceAll('<wbr>', '').replaceAll(/<span class="nb[^"]*">|<\/span>/gu, '')
const keysOf = (problems: readonly { key: string }[]) => problems.map(({ key }) => key)

const letterFields = {
  form: 'external' as const,
  dated: '2022-07-15',
  subject: 'ขอเชิญประชุม',
  addressee: 'กำนันทุกตำบล',
  salutation: '',
  references: [],
  enclosures: [],
  paragraphs: [{ text: 'ด้วยอำเภอจะประชุม' }],
  annexes: [],
  closing: '',
  speed: '' as const,
  speedWithin: '',
  secrecy: '' as const,
  circular: false,
  numbering: 'one' as const,
  copyTo: '',
}
async function districtWithLetter(): Promise<TestCore & { letterId: string }> {
  const test = await openTestCore()
  await setUpDistrict(test.client)
  const [signatory] = await test.client.office.signatories()
  const { id } = await test.client.papers.saveLetter({
    id: null,
    fields: { ...letterFields, signatoryId: signatory?.id ?? null },
  })
  return { ...test, letterId: id }
}

/** The letter with another word for เรื่อง and a text of the office before the closing. */
function changedLetter(): TemplateNode {
  const subject = partOf(letter, (_part, node) => node.label === 'เรื่อง')
  const body = partOf(letter, (part) => part.each === 'body')
  const renamed = withAt(letter, [...subject.path, 'label'], 'หัวเรื่อง')
  return withPart(renamed, body.path, newOwnPart('paragraph', 'คำขวัญของอำเภอ {{office.districtName}}')).root
}

describe('templates of the program', () => {
  it.each(ids)('%s holds by its own rules', (id) => {
    expect(problemsOf(cx, id, programTemplate(cx, id))).toEqual([])
    expect(composeProblems(cx, id, programTemplate(cx, id))).toEqual([])
    expect(changesOf(programTemplate(cx, id), programTemplate(cx, id))).toEqual([])
    expect(printable(programTemplate(cx, id))).toEqual(programTemplate(cx, id))
  })

  it.each(ids)('%s has a name, and a name for every field it offers', (id) => {
    expect(papers[id]?.name, id).toMatch(/[ก-๙]/u)
    const { scope } = factsOfTemplate(cx, id)
    const unnamed = tagsOf(scope)
      .map((fact) => fact.path)
      .filter((one) => !/[ก-๙]/u.test(nameOf(one, names)))
    expect(unnamed).toEqual([])
  })

  it.each(ids)('%s has an example that its kind takes, and variants of it', (id) => {
    const kind = kindOfTemplate(id)
    if (kind === null) throw new Error(id)
    const { data, variants } = sampleOf(kind, names)
    expect(paperKinds[kind].data.safeParse(data).success).toBe(true)
    expect(variants.length).toBeGreaterThan(0)
  })

  it('must say only what the program itself says', () => {
    for (const [id, { required }] of Object.entries(papers)) {
      const { scope } = factsOfTemplate(cx, id)
      for (const one of required)
        expect(
          one.split('.').reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), scope),
          `${id} ${one}`,
        ).toBeDefined()
    }
  })

  it('has every part in the tree of its editor, with all its words', () => {
    for (const id of ids) {
      const template = programTemplate(cx, id)
      const parts = flat(partsOf(template)).filter((part) => part.children.length === 0)
      const words = parts.flatMap((part) =>
        textsOf(
          nodeAt(template, part.path),
          part.path,
          scopeAt(template, part.path, factsOfTemplate(cx, id).scope),
        ),
      )
      expect(words.length, id).toBeGreaterThan(0)
      for (const { path: at, text } of words) expect(nodeAt(template, at), id).toBe(text)
    }
  })
})

describe('the check', () => {
  const wrong: [string, (template: TemplateNode) => unknown, string, (string | number)[]?][] = [
    [
      'a mistyped tag, with the one that was meant',
      (one) =>
        withAt(
          one,
          [...partOf(one, (_p, node) => node.label === 'เรื่อง').path, 'values', 0, 'text'],
          '{{subjct}}',
        ),
      'templateUnknownTagNear',
    ],
    [
      'a tag of nothing',
      (one) => withAt(one, ['title'], '{{wholly.unknown.thing}}'),
      'templateUnknownTag',
      ['title'],
    ],
    ['an unknown filter', (one) => withAt(one, ['title'], '{{subject|shout}}'), 'templateUnknownFilter'],
    [
      'a date of what is none',
      (one) => withAt(one, ['title'], '{{subject|letterDate}}'),
      'templateFilterMisfit',
    ],
    [
      'a word of no group',
      (one) => withAt(one, ['title'], '{{speed|word:nothing}}'),
      'templateUnknownFilter',
    ],
    ['a list in a text', (one) => withAt(one, ['title'], 'ถึง {{copies}}'), 'templateListInText'],
    ['half a tag', (one) => withAt(one, ['title'], '{{subject}'), 'templateBraces'],
    ['no title', (one) => withAt(one, ['title'], ' '), 'required'],
    [
      'other margins',
      (one) => withAt(one, ['sections', 0, 'page'], { preset: 'letter', leftMm: 1 }),
      'templatePages',
    ],
    ['another secrecy', (one) => withAt(one, ['sections', 0, 'secrecy'], ''), 'templatePages'],
    ['no pages', (one) => withAt(one, ['sections'], []), 'templatePages'],
    [
      'a smaller emblem',
      (one) => withAt(one, ['sections', 0, 'blocks', 0, 'emblemMm'], 5),
      'templateUnknownPart',
    ],
    [
      'another condition',
      (one) => withAt(one, [...dateOf(one).path, 'when'], 'subject'),
      'templateUnknownPart',
    ],
    [
      'a part twice',
      (one) => {
        const list = nodeAt(one, ['sections', 0, 'blocks']) as unknown[]
        return withAt(one, ['sections', 0, 'blocks'], [...list, list[1]])
      },
      'templateUnknownPart',
    ],
    [
      'a foreign block',
      (one) => withAt(one, ['sections', 0, 'blocks', 1], { block: 'script', text: 'x' }),
      'templateUnknownPart',
    ],
    ['a foreign key', (one) => withAt(one, ['script'], 'x'), 'templateShape'],
    ['small type', (one) => withAt(one, [...dateOf(one).path, 'sizePt'], 4), 'templateSize'],
    [
      'a look that its block has not',
      (one) => withAt(one, [...dateOf(one).path, 'sizePt'], 14),
      'templateShape',
    ],
    ['much space', (one) => withAt(one, [...dateOf(one).path, 'before'], 400), 'templateBefore'],
    ['no template', () => [], 'templateShape'],
    ['nothing in a place', (one) => withAt(one, [...dateOf(one).path, 'text'], null), 'templateShape'],
    [
      'an own text without words',
      (one) => withPart(one, dateOf(one).path, newOwnPart('paragraph', '')).root,
      'required',
    ],
    [
      'an own text that repeats a list',
      (one) =>
        withPart(one, dateOf(one).path, {
          ...newOwnPart('paragraph', 'x'),
          each: 'body',
        } as never).root,
      'templateShape',
    ],
    [
      'an own part of another kind',
      (one) => withPart(one, dateOf(one).path, { own: true, block: 'emblem', heightMm: 90 } as never).root,
      'templateShape',
    ],
  ]
  it.each(wrong)('finds %s', (_what, spoil, key, at) => {
    const problems = problemsOf(cx, 'letter', spoil(letter))
    expect(keysOf(problems)).toContain(key)
    if (at) expect(problems.find((one) => one.key === key)?.path).toEqual(at)
  })

  it('names the tag that was meant', () => {
    const { params } = problemsOf(cx, 'letter', withAt(letter, ['title'], '{{signatry.name}}'))[0] ?? {}
    expect(params).toEqual({ tag: 'signatry.name', near: 'signatory.name' })
  })

  it('wants what a letter cannot be without, also where only one of two ways is hidden', () => {
    const hide = (part: Part) => withAt(letter, [...part.path, 'hidden'], true)
    const lost = (template: TemplateNode) =>
      composeProblems(cx, 'letter', template)
        .filter(({ key }) => key === 'templateRequired')
        .map(({ params }) => params.what)
    expect(lost(hide(dateOf(letter)))).toEqual(['วันที่'])
    expect(lost(hide(partOf(letter, (part) => part.each === 'body')))).toEqual(['เนื้อความ'])
    const closings = flat(partsOf(letter)).filter((part) => part.kind === 'closing')
    expect(closings.length).toBeGreaterThan(1)
    for (const one of closings) expect(lost(hide(one))).toContain('ชื่อผู้ลงนาม')
    expect(lost(withAt(letter, [...dateOf(letter).path, 'text'], 'วันนี้'))).toEqual(['วันที่'])
    // where the office says it elsewhere, nothing is lost
    const elsewhere = withPart(
      hide(dateOf(letter)),
      dateOf(letter).path,
      newOwnPart('paragraph', 'ลงวันที่ {{date|letterDate}}'),
    ).root
    expect(lost(elsewhere)).toEqual([])
  })

  it('finds a word that no line can hold', () => {
    const long = withPart(letter, dateOf(letter).path, newOwnPart('heading', 'A'.repeat(150))).root
    expect(problemsOf(cx, 'letter', long)).toEqual([])
    expect(keysOf(composeProblems(cx, 'letter', long))).toContain('templateTooWide')
  })

  it('leads to the part that keeps it from being used', () => {
    for (const part of flat(partsOf(letter)).filter((one) => one.movable)) {
      const node = nodeAt(letter, part.path)
      if (!isNode(node)) continue
      const without = withAt(letter, part.path, { ...node, hidden: true })
      for (const problem of composeProblems(cx, 'letter', without))
        expect(problem.path, `${part.path.join('/')} ${String(problem.params.what)}`).toEqual(part.path)
    }
    const date = dateOf(letter)
    const noDate = withAt(letter, [...date.path, 'text'], 'วันนี้')
    expect(composeProblems(cx, 'letter', noDate)).toMatchObject([
      { key: 'templateRequired', path: date.path },
    ])
    const made = withPart(letter, date.path, newOwnPart('paragraph', `ก ${'x'.repeat(200)}`))
    expect(composeProblems(cx, 'letter', made.root)).toMatchObject([
      { key: 'templateTooWide', path: [...made.path, 'text'] },
    ])
  })

  it.each([
    ['an emoji', 'ยินดี 😀', ['templateNoGlyph']],
    ['another script', 'ก漢', ['templateNoGlyph']],
    ['half a letter', 'ก\ud800', ['templateNoGlyph']],
    ['nothing that is seen', ' \t\u200b\u202e', ['required']],
    ['too much', 'ก '.repeat(3_000), ['tooLong']],
    ['signs that are only left out', 'ก\u200bข\u202eค', []],
    ['a line break', 'ก\nข', []],
  ])('of a text of the office: %s', (_what, words, expected) => {
    const { root } = withPart(letter, dateOf(letter).path, newOwnPart('paragraph', words))
    expect(keysOf(problemsOf(cx, 'letter', root))).toEqual(expected)
  })

  it('refuses random spoiling with a place, or the paper composes in every case', () => {
    const kinds = fc.constantFrom(...ids.filter((id) => !['forumForm', 'planBook'].includes(id)))
    const words = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        '{{',
        '}}',
        '{{subject}}',
        '{{x}}',
        '{{date|letterDate}}',
        '{{name|join}}',
        '<script>',
        '',
      ),
    )
    const step = fc.record({
      what: fc.constantFrom('text', 'hide', 'move', 'add', 'drop', 'look', 'junk'),
      at: fc.nat(200),
      words,
      number: fc.integer({ min: -50, max: 200 }),
    })
    fc.assert(
      fc.property(kinds, fc.array(step, { minLength: 1, maxLength: 5 }), (id, steps) => {
        const { scope } = factsOfTemplate(cx, id)
        let template: TemplateNode = programTemplate(cx, id)
        for (const { what, at, words: text, number } of steps) {
          const parts = flat(partsOf(template))
          const part = parts[at % parts.length]
          if (part === undefined) continue
          const spots = textsOf(nodeAt(template, part.path), part.path, scopeAt(template, part.path, scope))
          const spot = spots[at % Math.max(1, spots.length)]
          if (what === 'text' && spot) template = withAt(template, spot.path, text)
          if (what === 'hide' && isNode(nodeAt(template, part.path)))
            template = withAt(template, [...part.path, 'hidden'], true)
          if (what === 'move') template = moved(template, part.path, at % 2 ? 1 : -1)?.root ?? template
          if (what === 'add') template = withPart(template, part.path, newOwnPart('paragraph', text)).root
          if (what === 'look') template = withAt(template, [...part.path, 'before'], number)
          if (what === 'junk') template = withAt(template, [...part.path, text || 'x'], number)
        }
        const problems = problemsOf(cx, id, template)
        if (problems.length > 0) {
          for (const problem of problems) expect(Array.isArray(problem.path)).toBe(true)
          return
        }
        const kind = kindOfTemplate(id)
        if (kind === null) throw new Error(id)
        const own = resourcesWith(resources, id, printable(template))
        const { data, variants } = sampleOf(kind, names)
        for (const one of [data, ...variants.slice(0, 6)]) composePaper(kind, one, sampleHead(names), own)
      }),
      // a word of a covering letter that has to be one of a few
      { numRuns: 150, examples: [['reportLetter', [{ what: 'text', at: 0, words: '', number: 0 }]]] },
    )
  })
})

describe('the office’s own template', () => {
  it('is printed, told apart, taken back, and its versions stay', async () => {
    const { client, letterId } = await districtWithLetter()
    const ref = { kind: 'letter' as const, id: letterId }
    const before = read((await client.papers.preview(ref)).html)
    expect(before).not.toContain('หัวเรื่อง')

    const template = changedLetter()
    const shown = await client.templates.preview({ id: 'letter', template, of: null })
    expect(shown.problems).toEqual([])
    expect(shown.sample).toBe(false)
    expect(read(shown.html)).toContain('หัวเรื่อง')
    expect(read(shown.html)).toContain('ขอเชิญประชุม')
    expect(shown.changes.map(({ what }) => what).sort()).toEqual(['added', 'words'])
    expect((await client.templates.preview({ id: 'letter', template, of: 'sample' })).sample).toBe(true)

    await client.templates.save({ id: 'letter', template })
    const printed = read((await client.papers.preview(ref)).html)
    expect(printed).toContain('หัวเรื่อง')
    expect(printed).toContain('คำขวัญของอำเภอ')
    const line = (await client.templates.list()).papers.find(({ id }) => id === 'letter')
    expect(line).toMatchObject({
      state: 'changed',
      broken: false,
      programChanged: false,
      by: 'นายทดสอบ ระบบดี',
    })

    await client.templates.save({ id: 'letter', template: withAt(template, ['title'], 'อีกชื่อ {{subject}}') })
    await client.templates.reset({ id: 'letter' })
    expect(read((await client.papers.preview(ref)).html)).toBe(before)

    const { versions, state } = await client.templates.get({ id: 'letter' })
    expect(state).toBe('program')
    expect(versions).toHaveLength(2)
    const oldest = versions.at(-1)
    expect(await client.templates.version({ id: 'letter', n: oldest?.n ?? 0 })).toEqual({ template })
    expect((await faultOf(client.templates.version({ id: 'letter', n: 99_999 }))).code).toBe(
      'record.notFound',
    )
  })

  it('keeps the last ten of its versions', async () => {
    const { client } = await districtWithLetter()
    for (let at = 0; at < 14; at += 1)
      await client.templates.save({ id: 'letter', template: withAt(letter, ['title'], `${at} {{subject}}`) })
    const { versions } = await client.templates.get({ id: 'letter' })
    expect(versions).toHaveLength(10)
    const { template } = await client.templates.version({ id: 'letter', n: versions[0]?.n ?? 0 })
    expect(template.title).toBe('12 {{subject}}')
  })

  it('can be undone', async () => {
    const { client, letterId } = await districtWithLetter()
    const ref = { kind: 'letter' as const, id: letterId }
    const before = read((await client.papers.preview(ref)).html)
    await client.templates.save({ id: 'letter', template: changedLetter() })
    await client.office.undo()
    expect(read((await client.papers.preview(ref)).html)).toBe(before)
    expect((await client.templates.get({ id: 'letter' })).state).toBe('program')
  })

  it('is refused with the place of every problem, and nothing is kept', async () => {
    const { client } = await districtWithLetter()
    const template = withAt(letter, [...dateOf(letter).path, 'text'], '{{dat|letterDate}}')
    const fault = await faultOf(client.templates.save({ id: 'letter', template }))
    expect(fault.code).toBe('input.invalid')
    expect(fault.params.issues).toEqual([
      {
        path: ['template', ...dateOf(letter).path, 'text'],
        key: 'templateUnknownTagNear',
        params: { tag: 'dat', near: 'date' },
      },
    ])
    expect((await client.templates.get({ id: 'letter' })).state).toBe('program')
    expect((await faultOf(client.templates.save({ id: 'pages', template: letter }))).code).toBe(
      'record.notFound',
    )
    expect((await faultOf(client.templates.save({ id: 'constructor', template: letter }))).code).toBe(
      'record.notFound',
    )
  })

  it('changes nothing in a signed paper, before or after', async () => {
    const { client, letterId } = await districtWithLetter()
    const ref = { kind: 'letter' as const, id: letterId }
    await client.templates.save({ id: 'letter', template: changedLetter() })
    await client.papers.signLetter({ id: letterId, signedOn: '2022-07-15', number: { kind: 'first' } })
    const signed = read((await client.papers.preview(ref)).html)
    expect(signed).toContain('หัวเรื่อง')
    await client.templates.save({
      id: 'letter',
      template: withAt(changedLetter(), ['title'], 'อีกชื่อ {{subject}}'),
    })
    expect(read((await client.papers.preview(ref)).html)).toBe(signed)
    await client.templates.reset({ id: 'letter' })
    expect(read((await client.papers.preview(ref)).html)).toBe(signed)

    const [signatory] = await client.office.signatories()
    const { id } = await client.papers.saveLetter({
      id: null,
      fields: { ...letterFields, signatoryId: signatory?.id ?? null },
    })
    await client.papers.signLetter({ id, signedOn: '2022-07-15', number: { kind: 'first' } })
    const plain = read((await client.papers.preview({ kind: 'letter', id })).html)
    await client.templates.save({ id: 'letter', template: changedLetter() })
    expect(read((await client.papers.preview({ kind: 'letter', id })).html)).toBe(plain)
    expect(plain).not.toContain('หัวเรื่อง')
  })

  it('is not used in silence when it does not fit the program any more', async () => {
    const { client, letterId, dataDir } = await districtWithLetter()
    const ref = { kind: 'letter' as const, id: letterId }
    await client.templates.save({ id: 'letter', template: changedLetter() })
    const db = new Database(path.join(dataDir, 'office.sqlite'))
    const later = withAt(changedLetter(), [...dateOf(letter).path, 'text'], '{{goneField}}')
    db.prepare(
      "UPDATE setting SET value = json_set(value, '$.template', json(?), '$.base', 'older') WHERE key = 'templates.letter'",
    ).run(JSON.stringify(later))
    db.close()
    expect(await faultOf(client.papers.preview(ref))).toMatchObject({
      code: 'template.notFitting',
      params: { template: 'หนังสือภายนอก', what: 'goneField' },
    })
    const line = (await client.templates.list()).papers.find(({ id }) => id === 'letter')
    expect(line).toMatchObject({ broken: true, programChanged: true })
    const detail = await client.templates.get({ id: 'letter' })
    expect(keysOf(detail.problems)).toEqual(['templateUnknownTag'])
    // mended in the editor, with the papers of the office beside it
    const mended = await client.templates.preview({ id: 'letter', template: changedLetter(), of: null })
    expect(read(mended.html)).toContain('ขอเชิญประชุม')
    await client.templates.save({ id: 'letter', template: changedLetter() })
    expect(read((await client.papers.preview(ref)).html)).toContain('หัวเรื่อง')
  })

  it('fills in a wording of another paper', async () => {
    const report = programTemplate(cx, 'reportLetter')
    const other = withAt(report, ['data', 'body', 3, 'text'], 'จึงเรียนมาเพื่อโปรดพิจารณา')
    expect(problemsOf(cx, 'reportLetter', other)).toEqual([])
    const swapped = moved(other, ['data', 'body', 3], -1)?.root
    expect(problemsOf(cx, 'reportLetter', swapped)).toEqual([])
    expect(
      changesOf(swapped, report)
        .map(({ what }) => what)
        .sort(),
    ).toEqual(['moved', 'words'])
    expect(keysOf(problemsOf(cx, 'reportLetter', withAt(report, ['extends'], 'order')))).toEqual([
      'templateShape',
    ])
    expect(
      keysOf(problemsOf(cx, 'reportLetter', withAt(report, ['data', 'signatory'], '{{addressee}}'))),
    ).toEqual([])
    expect(keysOf(composeProblems(cx, 'reportLetter', withAt(report, ['data', 'body'], [])))).toEqual([])
    for (const words of ['', 'ด่วนมาก'])
      expect(keysOf(problemsOf(cx, 'reportLetter', withAt(report, ['data', 'speed'], words)))).toEqual([
        'templateShape',
      ])
  })
})

describe('wording of the office', () => {
  const subjectPath = ['kinds', 'tambonCommittee', 'subject']

  it('is used, checked, told apart and taken back', async () => {
    const { client } = await districtWithLetter()
    const { entries } = await client.templates.wording({ id: 'orders' })
    const subject = entries.find((one) => one.path.join() === subjectPath.join())
    expect(subject?.tags).toContain('tambon')
    await client.templates.saveWording({
      id: 'orders',
      edits: [
        { path: subjectPath, value: 'ตั้งคณะกรรมการตำบล{{tambon}}' },
        // as the program says it: not kept
        ...entries
          .filter((one) => one.path[0] === 'dutiesIntro')
          .map(({ path: at, value }) => ({ path: at, value })),
      ],
    })
    const line = (await client.templates.list()).wordings.find(({ id }) => id === 'orders')
    expect(line).toMatchObject({ state: 'changed', changed: 1, broken: false, programChanged: false })
    const { id: bodyId } = await client.bodies.open({
      kind: 'tambonCommittee',
      name: '',
      tambonCode: '800201',
      villageId: null,
    })
    const { id } = await client.orders.open({ bodyId, editionFy: 2565 })
    expect((await client.orders.get({ id })).subject).toBe('ตั้งคณะกรรมการตำบลพรหมโลก')

    await client.templates.resetWording({ id: 'orders' })
    const { versions } = await client.templates.wording({ id: 'orders' })
    expect(versions).toHaveLength(1)
    expect((await client.templates.wordingVersion({ id: 'orders', n: versions[0]?.n ?? 0 })).edits).toEqual([
      { path: subjectPath, value: 'ตั้งคณะกรรมการตำบล{{tambon}}' },
    ])
  })

  it.each([
    ['a mistyped tag', { path: subjectPath, value: 'ตำบล{{tambn}}' }, 'templateUnknownTagNear'],
    ['a tag of another text', { path: ['dutiesIntro'], value: '{{tambon}}' }, 'templateUnknownTag'],
    ['half a tag', { path: subjectPath, value: 'ตำบล{{tambon}' }, 'templateBraces'],
    ['nothing', { path: subjectPath, value: ' ' }, 'required'],
    ['a list for a text', { path: subjectPath, value: ['ก'] }, 'templateShape'],
    ['an empty item', { path: ['kinds', 'tambonCommittee', 'duties'], value: ['ก', ''] }, 'required'],
    ['a place that is none', { path: ['kinds', 'noSuchKind', 'subject'], value: 'ก' }, 'templateUnknownPart'],
    ['the language itself', { path: ['__proto__', 'x'], value: 'ก' }, 'templateUnknownPart'],
    ['the source', { path: ['source'], value: 'ก' }, 'templateUnknownPart'],
  ])('refuses %s', async (_what, edit, key) => {
    const { client } = await districtWithLetter()
    const fault = await faultOf(client.templates.saveWording({ id: 'orders', edits: [edit] }))
    expect(fault.code).toBe('input.invalid')
    expect(keysOf(fault.params.issues as { key: string }[])).toEqual([key])
  })

  it('takes words of its own for a kind that the program has none for', async () => {
    const { client } = await districtWithLetter()
    const { addable } = await client.templates.wording({ id: 'orders' })
    const free = addable[0]
    expect(free?.path).toEqual(['kinds'])
    const at = [...(free?.path ?? []), free?.key ?? '']
    await client.templates.saveWording({
      id: 'orders',
      edits: [{ path: [...at, 'subject'], value: 'แต่งตั้ง{{body}} ของอำเภอ' }],
    })
    const { entries } = await client.templates.wording({ id: 'orders' })
    const added = entries.filter((one) => one.path.join().startsWith(at.join()))
    expect(added.length).toBeGreaterThan(2)
    expect(added.every((one) => one.program === null)).toBe(true)
    expect(added.find((one) => one.path.at(-1) === 'subject')?.value).toBe('แต่งตั้ง{{body}} ของอำเภอ')
  })

  it('is seen on its paper while it is typed, and nothing is kept', async () => {
    const { client } = await districtWithLetter()
    const value = 'ตั้งคณะกรรมการทดสอบ{{tambon}}'
    const edits = [{ path: subjectPath, value }]
    const group = ['kinds', 'tambonCommittee']
    const bare = await client.templates.previewWording({ id: 'orders', edits, group })
    expect(bare.of).toBe('')
    expect(read(bare.html)).toContain('ตั้งคณะกรรมการทดสอบ')
    const { id: bodyId } = await client.bodies.open({
      kind: 'tambonCommittee',
      name: '',
      tambonCode: '800201',
      villageId: null,
    })
    const ofBody = await client.templates.previewWording({ id: 'orders', edits, group })
    expect(read(ofBody.html)).toContain('ตั้งคณะกรรมการทดสอบพรหมโลก')
    const { id } = await client.orders.open({ bodyId, editionFy: 2565 })
    const before = (await client.orders.get({ id })).subject
    const shown = await client.templates.previewWording({
      id: 'orders',
      edits: [...edits, { path: ['kinds', 'tambonCommittee', 'duties'], value: ['หน้าที่ทดสอบ'] }],
      group,
    })
    expect(shown.of).toBe(before)
    expect(read(shown.html)).toContain('ตั้งคณะกรรมการทดสอบพรหมโลก')
    expect(read(shown.html)).toContain('หน้าที่ทดสอบ')
    expect((await client.orders.get({ id })).subject).toBe(before)
    expect((await client.templates.wording({ id: 'orders' })).state).toBe('program')

    const common = [{ path: ['dutiesIntro'], value: 'ให้คณะทำงานนี้ทำดังนี้' }]
    const alone = await client.templates.previewWording({ id: 'orders', edits: common, group: [''] })
    expect(read(alone.html)).toContain('ให้คณะทำงานนี้ทำดังนี้')
    for (const key of ['amend', 'cancel']) {
      const about = await client.templates.previewWording({
        id: 'orders',
        edits: [],
        group: ['actions', key],
      })
      expect(read(about.html).length, key).toBeGreaterThan(500)
    }
    for (const { path: at } of (await client.templates.wording({ id: 'letters' })).entries.filter(
      (one) => one.path[0] === 'models' && one.path[2] === 'subject',
    )) {
      const model = await client.templates.previewWording({
        id: 'letters',
        edits: [{ path: at, value: 'เรื่องทดสอบของสำนักงาน' }],
        group: at.slice(0, 2),
      })
      expect(read(model.html), at.join()).toContain('เรื่องทดสอบของสำนักงาน')
    }
    const wrong = [{ path: subjectPath, value: '{{tambn}}' }]
    expect((await client.templates.previewWording({ id: 'orders', edits: wrong, group })).html).toBeNull()
    expect(
      (await client.templates.previewWording({ id: 'letters', edits: [], group: ['groups'] })).html,
    ).toBeNull()
    for (const key of ['memo-1', 'noSuch', '__proto__'])
      expect(
        (await client.templates.previewWording({ id: 'letters', edits: [], group: ['models', key] })).html,
      ).toBeNull()
  })

  it('takes model letters, memos and announcements of its own, each in its form', async () => {
    const { client } = await districtWithLetter()
    const { addable, entries } = await client.templates.wording({ id: 'letters' })
    const firstOf = (prefix: string) => addable.find((one) => one.key === `${prefix}-1`)
    const edits = ['own', 'memo', 'announcement'].flatMap((prefix) => {
      const one = firstOf(prefix)
      if (!one) throw new Error(prefix)
      return [
        { path: [...one.path, one.key, 'name'], value: `แบบ${prefix}` },
        { path: [...one.path, one.key, 'subject'], value: 'ทดสอบ{{district}}' },
        { path: [...one.path, one.key, 'paragraphs'], value: ['ย่อหน้าเดียว'] },
      ]
    })
    await client.templates.saveWording({ id: 'letters', edits })
    const models = (await client.papers.letterModels()).filter(({ name }) =>
      /^แบบ(?:own|memo|ann)/u.test(name),
    )
    expect(models.map(({ fields }) => [fields.form, fields.subject, fields.paragraphs])).toEqual([
      ['external', 'ทดสอบพรหมคีรี', [{ text: 'ย่อหน้าเดียว' }]],
      ['memo', 'ทดสอบพรหมคีรี', [{ text: 'ย่อหน้าเดียว' }]],
      ['announcement', 'ทดสอบพรหมคีรี', [{ text: 'ย่อหน้าเดียว' }]],
    ])
    expect(entries.some((one) => one.path[1] === 'memo-1')).toBe(false)
    const nameless = [{ path: ['models', 'memo-1', 'name'], value: ' \u200b ' }]
    const fault = await faultOf(client.templates.saveWording({ id: 'letters', edits: nameless }))
    expect(keysOf(fault.params.issues as { key: string }[])).toEqual(['required'])
    const other = [{ path: ['models', 'other-1', 'name'], value: 'ก' }]
    expect((await faultOf(client.templates.saveWording({ id: 'letters', edits: other }))).code).toBe(
      'input.invalid',
    )
  })

  it('names every field that its texts may name', () => {
    for (const [id, facts] of Object.entries(templatesAbout(cx).wordings)) {
      const words = cx.resources.json<unknown>(`papers/wording/${id}.json`)
      const texts = wordingTexts(words, facts)
      expect(texts.length, id).toBeGreaterThan(0)
      const tags = new Set([
        ...Object.values(facts.tags).flat(),
        ...texts.flatMap(({ value }) =>
          [value]
            .flat()
            .flatMap((one: string) => [...one.matchAll(/\{\{([^{}]*)\}\}/gu)].map((match) => match[1] ?? '')),
        ),
      ])
      expect(
        [...tags].filter((tag) => !/[ก-๙]/u.test(nameOf(tag, names))),
        id,
      ).toEqual([])
    }
  })
})

describe('a template as a file', () => {
  it('goes to another office and comes in as a draft', async () => {
    const one = await districtWithLetter()
    await one.client.templates.save({ id: 'letter', template: changedLetter() })
    const ticket = await finish(await one.client.templates.handOut({ kind: 'template', id: 'letter' }))
    expect(ticket.name).toBe('หนังสือภายนอก.amphoe-template.json')
    const { path: file } = one.core.files.look(ticket.token, 't')

    const other = await openTestCore({ session: 'o' })
    await setUpDistrict(other.client, { districtCode: '8003' })
    const given = other.core.files.adopt(file, ticket.name, 'o')
    const read = await finish(await other.client.templates.takeIn({ token: given.token }))
    expect(read).toEqual({ kind: 'template', id: 'letter', template: changedLetter(), problems: [] })
    expect((await other.client.templates.get({ id: 'letter' })).state).toBe('program')
  })

  it('of a wording', async () => {
    const { client, core } = await districtWithLetter()
    const edits = [{ path: ['dutiesIntro'], value: 'มีหน้าที่ดังนี้' }]
    await client.templates.saveWording({ id: 'orders', edits })
    const ticket = await finish(await client.templates.handOut({ kind: 'wording', id: 'orders' }))
    const { path: file } = core.files.look(ticket.token, 't')
    const given = core.files.adopt(file, ticket.name, 't')
    expect(await finish(await client.templates.takeIn({ token: given.token }))).toEqual({
      kind: 'wording',
      id: 'orders',
      edits,
      problems: [],
    })
  })

  it('that is none is said to be none', async () => {
    const { client, core } = await districtWithLetter()
    const dir = mkdtempSync(path.join(tmpdir(), 'amphoe-template-'))
    const put = (name: string, text: string) => {
      writeFileSync(path.join(dir, name), text)
      return core.files.adopt(path.join(dir, name), name, 't').token
    }
    const judge = (token: string) => faultOf(client.templates.takeIn({ token }).then(finish))
    expect((await judge(put('a.json', 'ไม่ใช่แม่แบบ'))).code).toBe('template.file')
    expect((await judge(put('b.json', '{"format":"other"}'))).code).toBe('template.file')
    expect((await judge('unknown'))?.code).toBe('file.unknown')
    expect(readdirSync(dir)).toHaveLength(2)
    rmSync(dir, { recursive: true })
  })
})
