/** The editable copy, property by property as DOCUMENTS.md §E asks, read from its XML. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { joinPapers, type PaperDocument, renderDocx } from '../../core/papers/engine/index.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { randomAnnouncement, randomLetterOfAnyShape, randomMemo, randomOrder } from './random-papers.ts'
import * as samples from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import { bare, compose, fromXml, html, now, resources } from './tools.ts'

const office = samples.districtOffice
const picture = {
  ...office,
  emblemMode: 'picture' as const,
  emblem: {
    mime: 'image/png' as const,
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR4nGNgYGD4z4AFMJIgCABTTQQBGdqJ8QAAAABJRU5ErkJggg==',
    widthPx: 560,
    heightPx: 600,
  },
}

type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string }
/** Reads well-formed XML into a tree; text is that of the node itself. */
function readXml(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  for (const [all, close, name, attributes, empty] of xml.matchAll(
    /<(\/?)([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>|[^<]+/gu,
  )) {
    const parent = open.at(-1) as Node
    if (name === undefined) parent.text += fromXml(all)
    else if (close === '/') open.pop()
    else {
      const node: Node = {
        name,
        attributes: Object.fromEntries(
          [...(attributes ?? '').matchAll(/([\w:]+)="([^"]*)"/gu)].map((one) => [
            one[1],
            fromXml(one[2] ?? ''),
          ]),
        ),
        children: [],
        text: '',
      }
      parent.children.push(node)
      if (empty !== '/') open.push(node)
    }
  }
  return root
}
function all(node: Node, name: string): Node[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}
const child = (node: Node | undefined, ...path: string[]): Node | undefined =>
  path.reduce<Node | undefined>((at, name) => at?.children.find((one) => one.name === name), node)
const value = (node: Node | undefined, name = 'w:val') => node?.attributes[name]
const words = (node: Node) =>
  all(node, 'w:t')
    .map((one) => one.text)
    .join('')

type Opened = { styles: Node; body: Node; part(name: string): Node; names: string[] }
async function open(paper: PaperDocument): Promise<Opened> {
  const files = await unzip(await renderDocx(paper, { advances: resources.advances, now }))
  const part = (name: string) =>
    readXml((files.get(name)?.toString('utf8') ?? '').replace(/^<\?xml[^>]*>/u, ''))
  return { styles: part('word/styles.xml'), body: part('word/document.xml'), part, names: [...files.keys()] }
}
const twips = (mm: number) => Math.round((mm / 25.4) * 1440)
const paragraphs = (opened: Opened) => all(opened.body, 'w:p')
const saying = (opened: Opened, text: string) => {
  const found = paragraphs(opened).find((one) => bare(words(one)).includes(bare(text)))
  if (!found) throw new Error(`no paragraph says ${text}`)
  return found
}

const minutes: Parameters<typeof compose<'forumMinutes'>>[1] = {
  kind: 'village',
  title: 'ประชาคมหมู่บ้าน บ้านนอกท่า หมู่ที่ 3 ตำบลพรหมโลก',
  purpose: 'เพื่อจัดทำแผนพัฒนาหมู่บ้าน',
  area: 'บ้านนอกท่า',
  tambon: 'พรหมโลก',
  district: 'พรหมคีรี',
  province: 'นครศรีธรรมราช',
  chair: { name: 'นายสมชาย ใจดี', position: 'ผู้ใหญ่บ้าน' },
  recorder: { name: 'นางอรอนงค์ ศรีสุวรรณ', position: 'ผู้ช่วยผู้ใหญ่บ้าน' },
  number: 1,
  year: 2565,
  groups: [{ group: 'ผู้นำชุมชน', persons: 12 }],
  method: 'hands',
  needs: [{ rank: 1, name: 'ถนนคอนกรีตเสริมเหล็ก', votes: 40 }],
}
const papers: [string, PaperDocument][] = [
  ['letter', compose('letter', seedLetter, seedOffice)],
  [
    'letter with annexes',
    compose('letter', { ...randomLetterOfAnyShape(5), speed: 'mostUrgent', secrecy: 'secret' }, picture),
  ],
  ['memo', compose('memo', { ...randomMemo(3), speed: 'urgent' }, picture)],
  ['announcement', compose('announcement', randomAnnouncement(4), office)],
  ['order', compose('order', samples.sampleOrder(12), office)],
  ['order with an annex', compose('order', { ...randomOrder(2), annexAbove: 0 }, office)],
  ['minutes', compose('forumMinutes', minutes, office)],
  ['plan table', compose('planTable', samples.samplePlan(12), office)],
  ['report', compose('resultsReport', samples.sampleReport, office)],
  [
    'two letters',
    joinPapers([compose('letter', seedLetter, seedOffice), compose('memo', randomMemo(9), office)]),
  ],
]

describe.each(papers)('DOCX of %s', (_name, paper) => {
  it('names the font for Thai too, and size, weight and language for both scripts', async () => {
    const { styles, body } = await open(paper)
    const look = child(styles, 'w:styles', 'w:docDefaults', 'w:rPrDefault', 'w:rPr')
    for (const script of ['ascii', 'hAnsi', 'cs', 'eastAsia'])
      expect(value(child(look, 'w:rFonts'), `w:${script}`)).toBe('TH SarabunPSK')
    expect([value(child(look, 'w:sz')), value(child(look, 'w:szCs'))]).toEqual(['32', '32'])
    for (const script of ['val', 'eastAsia', 'bidi'])
      expect(value(child(look, 'w:lang'), `w:${script}`)).toBe('th-TH')
    for (const run of all(body, 'w:rPr')) {
      expect(child(run, 'w:b') === undefined).toBe(child(run, 'w:bCs') === undefined)
      expect(value(child(run, 'w:sz'))).toBe(value(child(run, 'w:szCs')))
    }
  })

  it('sets up its pages: size, margins, number from the second page, Thai digits', async () => {
    const opened = await open(paper)
    const sections = all(opened.body, 'w:sectPr')
    expect(sections).toHaveLength(paper.sections.length)
    sections.forEach((section, index) => {
      const { page } = paper.sections[index]!
      const size = child(section, 'w:pgSz')
      const [width, height] = page.orientation === 'portrait' ? [11906, 16838] : [16838, 11906]
      expect([value(size, 'w:w'), value(size, 'w:h')]).toEqual([String(width), String(height)])
      expect(value(size, 'w:orient')).toBe(page.orientation)
      const margins = child(section, 'w:pgMar')
      for (const side of ['top', 'right', 'bottom', 'left'] as const)
        expect(Number(value(margins, `w:${side}`))).toBe(twips(page[`${side}Mm`]))
      const number = child(section, 'w:pgNumType')
      expect(value(number, 'w:fmt')).toBe(paper.digits === 'thai' ? 'thaiNumbers' : 'decimal')
      const begins = index === 0 || page.restart
      expect(value(number, 'w:start')).toBe(begins ? '1' : undefined)
      expect(child(section, 'w:titlePg') !== undefined).toBe(page.numbering === 'fromSecond' && begins)
    })
    const heads = opened.names.filter((name) => /word\/header\d+\.xml/u.test(name)).map(opened.part)
    const numbered = heads.filter((head) => all(head, 'w:instrText').some((one) => /PAGE/u.test(one.text)))
    if (paper.sections.some(({ page }) => page.numbering !== 'none'))
      expect(numbered.length).toBeGreaterThan(0)
    for (const head of numbered) expect(bare(words(head)).replace(/^ลับ(?:มาก|ที่สุด)?/u, '')).toBe('--')
  })

  it('spreads paragraphs as Thai, indents them by 2.5 cm and leaves 6 pt above', async () => {
    const opened = await open(paper)
    const bodies = paper.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.block === 'paragraph' && block.align === 'justify' ? [block] : [])),
    )
    const spread = paragraphs(opened).filter((one) => value(child(one, 'w:pPr', 'w:jc')) === 'thaiDistribute')
    expect(spread).toHaveLength(bodies.length)
    spread.forEach((one, index) => {
      const block = bodies[index]!
      expect(value(child(one, 'w:pPr', 'w:ind'), 'w:firstLine')).toBe(String(twips(block.indentMm ?? 0)))
      if (block.indentMm === 25) expect(value(child(one, 'w:pPr', 'w:ind'), 'w:firstLine')).toBe('1417')
      const spacing = child(one, 'w:pPr', 'w:spacing')
      expect(value(spacing, 'w:before')).toBe(String((block.before ?? 0) * 20))
      expect([value(spacing, 'w:line'), value(spacing, 'w:lineRule')]).toEqual(['240', 'auto'])
    })
  })

  it('repeats the heads of its tables, cuts no row, and draws every line', async () => {
    const opened = await open(paper)
    const tables = paper.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.block === 'table' ? [block] : [])),
    )
    const bordered = all(opened.body, 'w:tbl').filter((one) => all(one, 'w:tblHeader').length > 0)
    expect(bordered).toHaveLength(tables.length)
    bordered.forEach((one, index) => {
      const block = tables[index]!
      const rows = all(one, 'w:tr')
      expect(rows).toHaveLength(block.head.length + block.rows.length)
      rows.forEach((row, at) => {
        const isHead = at < block.head.length
        expect(all(row, 'w:tblHeader')).toHaveLength(isHead ? 1 : 0)
        expect(all(row, 'w:cantSplit')).toHaveLength(isHead || block.rowsFlow !== true ? 1 : 0)
        if (block.rows[at - block.head.length]?.role === 'group')
          for (const line of all(row, 'w:p')) expect(child(line, 'w:pPr', 'w:keepNext')).toBeDefined()
      })
      expect(
        all(child(one, 'w:tblGrid')!, 'w:gridCol').map((column) => Number(value(column, 'w:w'))),
      ).toEqual(block.columns.map((column) => twips(column.widthMm)))
      for (const cell of all(one, 'w:tcBorders'))
        for (const side of ['top', 'bottom', 'left', 'right']) {
          expect(value(child(cell, `w:${side}`))).toBe('single')
          expect(value(child(cell, `w:${side}`), 'w:sz')).toBe('4')
        }
    })
  })

  it('keeps the signature together and with the text before it', async () => {
    const opened = await open(paper)
    const list = paragraphs(opened)
    for (const { blocks } of paper.sections)
      for (const [at, block] of blocks.entries()) {
        if (block.block !== 'closing') continue
        const name = list.findIndex((one) => bare(words(one)) === bare(block.signature.name))
        expect(name).toBeGreaterThan(0)
        const first = name - block.emptyLines - (block.words === '' ? 0 : 1)
        // from the paragraph before the closing words to the line before the last of the position
        for (let index = first - 1; index < name + block.signature.positionLines.length; index += 1) {
          expect(child(list[index]!, 'w:pPr', 'w:keepNext'), words(list[index]!)).toBeDefined()
          if (index >= first) expect(child(list[index]!, 'w:pPr', 'w:keepLines')).toBeDefined()
        }
        if (block.words !== '') expect(bare(words(list[first]!))).toBe(bare(block.words))
        expect(at).toBeGreaterThan(0)
      }
  })

  it('says what the print says, letter by letter', async () => {
    const opened = await open(paper)
    const page = html(paper)
    const printed = bare(
      fromXml(
        page
          .slice(page.indexOf('<section'))
          .replace(/<[^>]+>/gu, '')
          .replace(/&#32;|&#160;/gu, ''),
      ),
    )
    // the tick of a box is drawn in the print and typed in the copy
    const typed = bare(words(opened.body)).replaceAll('[/]', '').replaceAll('[]', '')
    expect([...typed].sort().join('')).toBe([...printed].sort().join(''))
  })
})

describe('DOCX', () => {
  it('writes the head of a memo: emblem of 1.5 cm, name of 29 pt on a line of exactly 35 pt, labels of 20 pt', async () => {
    const opened = await open(
      compose(
        'memo',
        { ...randomMemo(3), secrecy: 'none', speed: 'urgent', speedWithin: '', fileCopy: false },
        picture,
      ),
    )
    const title = saying(opened, 'บันทึกข้อความ')
    expect(all(title, 'wp:extent')[0]?.attributes).toEqual({ cx: '504000', cy: '540000' })
    expect(child(all(title, 'wp:positionV')[0], 'wp:posOffset')?.text).toBe('540000')
    const spacing = child(title, 'w:pPr', 'w:spacing')
    expect([value(spacing, 'w:line'), value(spacing, 'w:lineRule')]).toEqual(['700', 'exact'])
    const run = all(title, 'w:r').find((one) => words(one) === 'บันทึกข้อความ')
    expect(value(child(run, 'w:rPr', 'w:sz'))).toBe('58')
    expect(child(run, 'w:rPr', 'w:bCs')).toBeDefined()
    const speed = all(title, 'w:r').find((one) => words(one) === 'ด่วน')
    expect([value(child(speed, 'w:rPr', 'w:szCs')), value(child(speed, 'w:rPr', 'w:color'))]).toEqual([
      '64',
      'CC0000',
    ])
    for (const text of ['ส่วนราชการ', 'วันที่', 'เรื่อง']) {
      const line = saying(opened, text)
      const label = all(line, 'w:r').find((one) => bare(words(one)) === text)
      expect(value(child(label, 'w:rPr', 'w:szCs'))).toBe('40')
      expect(child(label, 'w:rPr', 'w:bCs')).toBeDefined()
      // dots under the words of the value and on to the edge
      const dotted = all(line, 'w:r').filter((one) => value(child(one, 'w:rPr', 'w:u')) === 'dotted')
      expect(dotted.some((one) => all(one, 'w:tab').length === 1)).toBe(true)
      expect(dotted.some((one) => words(one).trim() !== '')).toBe(true)
      const tabs = all(child(line, 'w:pPr', 'w:tabs')!, 'w:tab')
      expect(value(tabs.at(-1), 'w:pos')).toBe(String(twips(160)))
    }
    expect(paragraphs(opened).some((one) => /ขอแสดงความนับถือ/u.test(words(one)))).toBe(false)
  })

  it('writes secrecy red at the head and the foot of every page, the first too', async () => {
    const opened = await open(compose('letter', { ...seedLetter, secrecy: 'mostSecret' }, seedOffice))
    const parts = opened.names
      .filter((name) => /word\/(?:header|footer)\d+\.xml/u.test(name))
      .map(opened.part)
    expect(parts).toHaveLength(4)
    for (const part of parts) {
      const run = all(part, 'w:r').find((one) => words(one) === 'ลับที่สุด')
      expect(value(child(run, 'w:rPr', 'w:color'))).toBe('CC0000')
      expect(child(run, 'w:rPr', 'w:bCs')).toBeDefined()
    }
  })

  const soffice = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path))
  it.skipIf(soffice === undefined)('is opened by LibreOffice, every kind', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'amphoe-docx-'))
    try {
      for (const [index, [, paper]] of papers.entries())
        writeFileSync(
          join(dir, `${index}.docx`),
          await renderDocx(paper, { advances: resources.advances, now }),
        )
      execFileSync(
        soffice!,
        [
          `-env:UserInstallation=file://${dir}/profile`,
          ...['--headless', '--convert-to', 'pdf', '--outdir', dir],
          ...papers.map((_one, index) => join(dir, `${index}.docx`)),
        ],
        { stdio: 'pipe', timeout: 110_000 },
      )
      expect(readdirSync(dir).filter((name) => name.endsWith('.pdf'))).toHaveLength(papers.length)
      const read = (index: number) =>
        bare(execFileSync('pdftotext', ['-raw', join(dir, `${index}.pdf`), '-'], { encoding: 'utf8' }))
      expect(read(0)).toContain('ขอแสดงความนับถือ')
      expect(read(2)).toContain('บันทึกข้อความ')
      expect(execFileSync('pdfinfo', [join(dir, '0.pdf')], { encoding: 'utf8' })).toMatch(/Pages:\s+[2-9]\n/u)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
