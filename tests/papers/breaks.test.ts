/** Lines end between words, on any Chromium; tables, lists and groups stand as an officer would set them. */
import fc from 'fast-check'
import { type Browser, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PaperData } from '../../core/papers/data.ts'
import { renderXlsx } from '../../core/papers/engine/index.ts'
import { atomsOf, unitsOf } from '../../core/papers/engine/line-breaks.ts'
import { countLines, textWidthPt } from '../../core/papers/engine/measure.ts'
import type { PaperDocument, TableBlock } from '../../core/papers/engine/model.ts'
import { paginatorSource } from '../../core/papers/engine/paginator-source.ts'
import { breakRules } from '../../core/papers/engine/protected-words.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import { toThaiDigits } from '../../core/thai/digits.ts'
import * as samples from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import {
  bare,
  canPrint,
  chromium,
  compose,
  cutWords,
  html,
  now,
  printPaper,
  resources,
  root,
  startPrinter,
} from './tools.ts'

const office = samples.districtOffice
const names = ['พรหมโลก', 'อินคีรี', 'พรหมคีรี', 'นครศรีธรรมราช', 'นบ', 'เกาะ', 'ทอนหงส์']
const rules = breakRules(resources.protectedWords, names)
const cut = (text: string) =>
  unitsOf(text, rules)
    .map((unit) => unit.text)
    .join('|')
const tableOf = (document: PaperDocument): TableBlock =>
  document.sections
    .flatMap((section) => section.blocks)
    .find((block) => block.block === 'table') as TableBlock

describe('units of a line', () => {
  // each of these was seen cut on paper
  it.each([
    ['ในการบูรณาการ', 'ใน|การบูรณาการ'],
    ['ตามระเบียบฯ', 'ตาม|ระเบียบฯ'],
    ['ตำบลพรหมโลก', 'ตำบลพรหมโลก'],
    ['ตำบลอินคีรี อำเภอพรหมคีรี', 'ตำบลอินคีรี |อำเภอพรหมคีรี'],
    ['เทศบาลตำบลพรหมโลก', 'เทศบาลตำบลพรหมโลก'],
    ['จังหวัดนครศรีธรรมราช', 'จังหวัดนครศรีธรรมราช'],
    ['หน่วยงานรับผิดชอบ', 'หน่วยงาน|รับผิดชอบ'],
    ['แหล่งงบประมาณ', 'แหล่ง|งบประมาณ'],
    ['ผลที่คาดว่าจะได้รับ', 'ผลที่คาดว่าจะได้รับ'],
    ['รายละเอียด', 'รายละเอียด'],
    ['โรงพยาบาลส่งเสริมสุขภาพ', 'โรงพยาบาล|ส่งเสริม|สุขภาพ'],
    ['อบต.พรหมโลก', 'อบต.พรหมโลก'],
    ['ปัญหา/อุปสรรค', 'ปัญหา/|อุปสรรค'],
    ['ต่าง ๆ และ', 'ต่าง ๆ |และ'],
    ['ครั้งที่ 1/2565', 'ครั้งที่ 1/2565'],
    ['กรรมการ (ศป.ปส.อ., กอ.รมน.อ., ศปถ.อ.)', 'กรรมการ |(ศป.ปส.อ., |กอ.รมน.อ., |ศปถ.อ.)'],
    ['คณะกรรมการก.บ.ต.', 'คณะกรรมการ|ก.บ.ต.'],
    ['ปีพ.ศ. 2565', 'ปี|พ.ศ. 2565'],
    ['ที่ประชุมเห็นว่าที่ดิน', 'ที่ประชุม|เห็น|ว่าที่|ดิน'],
    ['ว่าที่ ร.ต. สมศักดิ์ ณ นคร', 'ว่าที่ ร.ต. สมศักดิ์ |ณ นคร'],
    ['ว่าที่ ร.ต.หญิง สมศรี ณ ระนอง', 'ว่าที่ ร.ต.หญิง สมศรี |ณ ระนอง'],
    ['ประชุม ณ ห้องประชุม', 'ประชุม |ณ ห้องประชุม'],
    ['ภายในวันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕', 'ภายใน|วันจันทร์ที่ |๒๕ กรกฎาคม ๒๕๖๕'],
    ['โทร. 0-7539-6001', 'โทร. 0-7539-6001'],
    ['(8.5123, 99.8245)', '(8.5123, |99.8245)'],
  ])('%s', (text, expected) => expect(cut(text)).toBe(expected))

  it('breaks a name from its prefix where the line has no room for both, and nowhere else', () => {
    expect(unitsOf('จังหวัดนครศรีธรรมราช', rules)).toEqual([
      { text: 'จังหวัดนครศรีธรรมราช', soft: [7], composed: true },
    ])
    expect(atomsOf('จังหวัดนครศรีธรรมราช', rules)).toEqual(['จังหวัด', 'นครศรีธรรมราช'])
  })

  it('never cuts an abbreviation with dots, whichever it is, also where the line is narrower', () => {
    const letters = fc.stringMatching(/^[กขคจชดตทนบปผพมรลวศสอ]{1,4}$/u)
    fc.assert(
      fc.property(fc.array(letters, { minLength: 2, maxLength: 5 }), (groups) => {
        const abbreviation = groups.map((group) => `${group}.`).join('')
        for (const text of [
          `(${abbreviation})`,
          `กรรมการ (กบ., ${abbreviation}) และ`,
          `ของ ${abbreviation} ทุกแห่ง`,
        ])
          expect(
            atomsOf(text, rules).some((atom) => atom.includes(abbreviation)),
            text,
          ).toBe(true)
      }),
    )
    // ว่าที่ ร.ต. is one title
    expect(atomsOf('ว่าที่ ร.ต. สมศักดิ์ ใจดี', rules)[0]).toBe('ว่าที่ ร.ต.')
  })

  it('takes a short name as one only after its prefix', () => {
    expect(cut('บ้านนบ หมู่ที่ 2')).toBe('บ้านนบ |หมู่ที่ 2')
    expect(cut('ชนบท')).toBe('ชนบท')
  })

  it('loses nothing, begins no unit with a mark and ends none with a leading vowel', () => {
    const random = samples.seeded(5)
    for (let index = 0; index < 300; index += 1) {
      const text = samples.prose(random, random.int(1, 8))
      const units = unitsOf(text, rules).map((unit) => unit.text)
      expect(units.join('')).toBe(text)
      for (const unit of units) {
        expect(unit).not.toMatch(/^[\u0e2f-\u0e3a\u0e45-\u0e4e)\s]/u)
        expect(unit).not.toMatch(/[\u0e40-\u0e44(]\s*$/u)
      }
    }
  })

  it('does not cut a name or word that an office hands in', () => {
    const given = compose('letter', { ...seedLetter, subject: 'บ้านคลองเมียดและสหกรณ์' }, seedOffice, {
      names: ['บ้านคลองเมียด'],
    })
    expect(unitsOf('ไปคลองเมียดแล้ว', given.breaks).map((unit) => unit.text)).toContain('คลองเมียด')
  })
})

/** Every line break inside the text boxes of the laid-out paper: the text with \u0001 where a line ends by itself. */
async function brokenTexts(browser: Browser, paper: PaperDocument): Promise<string[]> {
  const page = await browser.newPage()
  try {
    await page.setContent(html(paper))
    await page.evaluate(await paginatorSource(root))
    await page.evaluate('window.amphoePaginate(document)')
    return await page.evaluate(() => {
      const boxes = document.querySelectorAll(
        '.page .c,.page .set,.page .p,.page .t,.page .hl,.page .seat>span',
      )
      return Array.from(boxes, (box) => {
        const walker = document.createTreeWalker(box, 5)
        const range = document.createRange()
        let out = ''
        let last: number | undefined
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.nodeName === 'BR') {
            out += '\n'
            last = undefined
          }
          if (node.nodeType !== 3) continue
          const text = node as Text
          for (let at = 0; at < text.length; at += 1) {
            // a cell's lines, once they are known, end with a line feed
            if (text.data[at] === '\n' && text.parentElement?.closest('.set')) {
              out += '\u0001'
              last = undefined
              continue
            }
            range.setStart(text, at)
            range.setEnd(text, at + 1)
            const rect = range.getClientRects()[0]
            if (rect && rect.width > 0) {
              const middle = (rect.top + rect.bottom) / 2
              if (last !== undefined && middle > last + 6) out += '\u0001'
              last = middle
            }
            out += text.data[at]
          }
        }
        return out
      })
    })
  } finally {
    await page.close()
  }
}

describe.skipIf(!canPrint)('lines of every kind of paper', () => {
  const printer = startPrinter()
  let browser: Browser
  beforeAll(async () => {
    browser = await playwright.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(async () => {
    await printer.close()
    await browser?.close()
  })
  const papers = [
    compose('planTable', samples.samplePlan(30), office),
    compose('planTable', samples.samplePlan(30, 'tambon'), office),
    compose('planTable', samples.samplePlan(30, 'district'), office),
    compose('needsPlan', samples.sampleNeeds, office),
    compose('localPlan', samples.sampleLocal(20), office),
    compose('provinceList', samples.sampleProvinceList(20), office),
    compose('coordinationList', samples.sampleCoordination(20), office),
    compose('planBook', samples.sampleBook(12), office),
    compose('planBook', samples.sampleBook(12, 'tambon'), office),
    compose('rankList', samples.sampleRankList(20), office),
    compose('planDifference', samples.sampleDifference(12), office),
    compose('feedback', samples.sampleFeedback(12), office),
    compose('resultsReport', samples.sampleReport, office),
    compose('provinceBoard', samples.sampleBoard, office),
    compose('consolidated', samples.sampleConsolidated, office),
    compose('transmittal', samples.sampleTransmittal, office),
    compose('signInSheet', samples.sampleSignIn, office),
    compose('order', samples.sampleOrder(25), office),
    compose('order', samples.sampleOrder(40), office),
    ...Array.from({ length: 6 }, (_unused, seed) =>
      compose('letter', samples.randomLetter(seed + 60), office),
    ),
  ]
  it.each(papers.map((paper) => [paper.title.slice(0, 40), paper] as const))(
    '%s ends them where the paper says',
    async (_title, paper) => {
      let seen = 0
      for (const text of await brokenTexts(browser, paper)) {
        if (!text.includes('\u0001')) continue
        for (const line of text.split('\n')) {
          const whole = line.replaceAll('\u0001', '')
          // the smallest pieces: a group is cut only at its own places
          const ends = new Set<number>()
          let at = 0
          for (const unit of unitsOf(whole, paper.breaks)) {
            for (const place of unit.soft) ends.add(at + place)
            at += unit.text.length
            ends.add(at)
          }
          let place = 0
          for (const part of line.split('\u0001').slice(0, -1)) {
            place += part.length
            seen += 1
            expect(ends.has(place), `${line.replaceAll('\u0001', '|')} at ${place}`).toBe(true)
          }
        }
      }
      expect(seen).toBeGreaterThanOrEqual(0)
      if (paper.kind === 'planTable' || paper.kind === 'letter') expect(seen).toBeGreaterThan(5)
    },
  )
  it('cuts no protected word or name in the printed file either', async () => {
    for (const paper of papers.slice(0, 12)) {
      const pdf = await printPaper(printer, paper)
      expect(cutWords(pdf), paper.title).toEqual([])
      for (const font of pdf.fonts) expect(font).toMatch(/\+Laksaman/u)
    }
  })

  it('keeps a row of the report on one page', async () => {
    const data: PaperData<'resultsReport'> = {
      ...samples.sampleReport,
      duties: samples.sampleReport.duties.map((duty, index) => ({
        ...duty,
        result: `เริ่มต้นลำดับ${index} ${'ชี้แจงสร้างความเข้าใจให้แก่ผู้นำชุมชนครบทุกตำบล '.repeat(9)}สิ้นสุดลำดับ${index}`,
      })),
    }
    const pdf = await printPaper(printer, compose('resultsReport', data, office))
    expect(pdf.pages.length).toBeGreaterThan(3)
    data.duties.forEach((_duty, index) => {
      const [begin, end] = [`เริ่มต้นลำดับ${toThaiDigits(index)}`, `สิ้นสุดลำดับ${toThaiDigits(index)}`]
      expect(pdf.pages.filter((page) => page.includes(begin) && page.includes(end))).toHaveLength(1)
    })
  })

  it('says again which group goes on on a page', async () => {
    const pdf = await printPaper(printer, compose('planTable', samples.samplePlan(40), office))
    const heading = /ประเด็นการพัฒนา(ด้าน[^๐-๙]*?)(?:\(ต่อ\))?(?=[๐-๙])/u
    let again = 0
    pdf.pages.forEach((page, index) => {
      if (index === 0 || !page.includes('ประเด็นการพัฒนา')) return
      const head = page.slice(page.indexOf('ดำเนินการ'))
      if (/ประเด็นการพัฒนา[^๐-๙]*\(ต่อ\)/u.test(head)) {
        again += 1
        expect(head.split('(ต่อ)')).toHaveLength(2)
        // the group that the page before ended in
        const before = [...pdf.pages[index - 1]!.matchAll(new RegExp(heading, 'gu'))].at(-1)?.[1]
        expect(heading.exec(head)?.[1]).toBe(before)
      }
    })
    expect(again).toBeGreaterThan(1)
    expect(pdf.pages[0]).not.toContain('(ต่อ)')
    expect(pdf.report.overflow).toEqual([])
  })

  it('tears no line of a letter apart', async () => {
    // words that a line cannot take: holes of every size before them
    const paper = compose(
      'letter',
      {
        ...seedLetter,
        body: Array.from({ length: 9 }, (_unused, count) => ({
          text: `ด้วย อำเภอ ได้รับแจ้ง จาก กรม ${'ว่า มีการ '.repeat(count)}${'W'.repeat(26)} ${'ประชุมหารือ '.repeat(9)}`,
        })),
      },
      seedOffice,
    )
    const page = await browser.newPage()
    await page.setContent(html(paper))
    await page.evaluate(await paginatorSource(root))
    await page.evaluate('window.amphoePaginate(document)')
    const lines = await page.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLElement>('.ln'), (line) => ({
        text: line.textContent ?? '',
        letter: Number.parseFloat(line.style.letterSpacing || '0'),
        word: Number.parseFloat(line.style.wordSpacing || '0'),
        em: Number.parseFloat(getComputedStyle(line).fontSize),
      })),
    )
    await page.close()
    const torn = lines.filter((line) => line.word > 0)
    expect(torn.length).toBeGreaterThan(0)
    for (const line of torn.filter((one) => one.word < 2 * one.em - 0.01))
      expect(line.letter).toBeLessThanOrEqual(0.1201 * line.em)
    for (const line of lines) expect(line.letter).toBeLessThanOrEqual(0.3001 * line.em)
  })
})

describe('tables', () => {
  const widthsHold = (document: PaperDocument) => {
    const table = tableOf(document)
    const widths = table.columns.map((column) => column.widthMm)
    for (const row of table.rows.filter((one) => one.role === 'row')) {
      row.cells.forEach((cell, column) => {
        for (const atom of atomsOf(String(cell.text), document.breaks)) {
          const needed = textWidthPt(atom, table.sizePt, resources.advances) / (72 / 25.4)
          expect(needed, `${atom} in ${table.columns[column]?.key}`).toBeLessThanOrEqual(
            widths[column]! - 1.6,
          )
        }
      })
    }
    return widths
  }
  it.each(['village', 'tambon', 'district'] as const)('%s plan: every word whole in its column', (level) => {
    const document = compose('planTable', samples.samplePlan(60, level), office)
    const widths = widthsHold(document)
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(266.7, 1)
    expect(tableOf(document).sizePt).toBeGreaterThanOrEqual(10)
  })
  it('gives what was done the widest column of the results report, the words of the letter no more than they need', () => {
    const widths = widthsHold(compose('resultsReport', samples.sampleReport, office))
    const sum = widths.reduce((all, width) => all + width, 0)
    const [no = 0, duty = 0, result = 0, problem = 0, suggestion = 0] = widths.map(
      (width) => (100 * width) / sum,
    )
    expect(no).toBeLessThan(6)
    expect(result).toBeGreaterThan(Math.max(duty, problem, suggestion))
    for (const share of [duty, problem, suggestion]) expect(share).toBeGreaterThan(14)
  })
  it('breaks headings where their author wishes, in every format', async () => {
    const document = compose('planTable', samples.samplePlan(3), office)
    expect(tableOf(document).head[0]!.map((cell) => cell.text)).toContain('หน่วยงาน\nรับผิดชอบ')
    expect(html(document)).toContain('หน่วยงาน<br>รับผิดชอบ')
    const files = await unzip(await renderXlsx(document, { advances: resources.advances, now }))
    expect(files.get('xl/sharedStrings.xml')!.toString('utf8')).toMatch(/หน่วยงาน\nรับผิดชอบ/u)
  })
})

describe('seats of an order', () => {
  const seats = (positions: string[]) =>
    positions.map((position, index) => ({
      name: `นายประเสริฐ บุญเรืองรอง${'ก'.repeat(index % 3)}`,
      position,
      role: index === 0 ? 'ประธานกรรมการ' : 'กรรมการและผู้ช่วยเลขานุการ',
    }))
  const list = (positions: string[]) => {
    const data = samples.sampleOrder(1)
    data.committees![0]!.seats = seats(positions)
    const document = compose('order', data, office)
    const block = document.sections[0]!.blocks.find((one) => one.block === 'committee')
    if (block?.block !== 'committee') throw new Error('no list')
    const lines = (text: string, mm: number) =>
      countLines(text, mm * (72 / 25.4), 16, resources.advances, document.breaks)
    return { block, lines }
  }
  it('gives the position room: the name on one line, the role on two', () => {
    const { block, lines } = list(Array.from({ length: 9 }, () => 'ผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบลพรหมโลก'))
    const widths = block.widthsMm!
    expect(block.leftMm).toBe(25)
    expect(widths.role).toBeLessThanOrEqual(32)
    for (const seat of block.seats) {
      expect(lines(seat.name, widths.name - 2.5)).toBe(1)
      expect(lines(seat.role, widths.role)).toBeLessThanOrEqual(2)
      expect(lines(seat.position, widths.position - 2.5)).toBeLessThanOrEqual(2)
    }
  })
  it('begins further left when many positions are long', () => {
    const long =
      'ผู้อำนวยการสำนักงานส่งเสริมการเรียนรู้ประจำอำเภอ ผู้แทนหน่วยงานทางการศึกษาในพื้นที่ตำบลพรหมโลกและตำบลใกล้เคียง'
    expect(list(Array.from({ length: 8 }, () => long)).block.leftMm).toBe(10)
  })
})

describe('consolidated table', () => {
  const data = (years: [number, number]): PaperData<'consolidated'> => ({
    ...samples.sampleConsolidated,
    by: 'district',
    firstYear: years[0],
    lastYear: years[1],
    rows: [
      { label: 'อำเภอพรหมคีรี', villages: 39, projects: 14, budget: [{ year: 2567, satang: 100_00 }] },
      { label: 'อำเภอลานสกา', projects: 0, handedIn: false },
    ],
  })
  it('names one year as one', () => {
    const text = (years: [number, number]) =>
      html(compose('consolidated', data(years), office)).replace(/<[^>]+>/gu, '')
    expect(text([2567, 2567])).toContain('พ.ศ. ๒๕๖๗ จำแนก')
    expect(text([2567, 2567])).not.toContain('๒๕๖๗ - ๒๕๖๗')
    expect(text([2566, 2570])).toContain('(พ.ศ. ๒๕๖๖ - ๒๕๗๐)')
  })
  it('does not say nothing of an office that has not handed in', () => {
    const table = tableOf(compose('consolidated', data([2567, 2567]), office))
    const texts = table.rows[1]!.cells.map((cell) => cell.text)
    expect(texts.filter((text) => text === '-').length).toBeGreaterThanOrEqual(4)
    expect(texts).not.toContain('๐')
    expect(texts.at(-1)).toBe('ยังไม่ส่ง')
    expect(table.rows.at(-1)!.cells.map((cell) => bare(String(cell.text)))).toContain('๑๔')
  })
})

describe('papers not filled in yet', () => {
  const words = (document: PaperDocument) =>
    html(document)
      .replace(/<style>[\s\S]*<\/style>/u, '')
      .replace(/<wbr>/gu, '')
      .replace(/<[^>]+>/gu, '\n')
  it('leaves room to write in a report without words, and no dash that looks like an answer', () => {
    const blank = compose(
      'resultsReport',
      {
        ...samples.sampleReport,
        duties: [
          { number: 1, title: 'สร้างความรู้' },
          { number: 2, title: 'ทบทวนคำสั่ง', result: 'ครบทุกตำบล' },
        ],
        reporter: { name: '', position: '', telephone: '' },
        signatories: [{ name: '', positionLines: [] }],
      },
      office,
    )
    const [first, second] = tableOf(blank).rows
    expect(first!.minMm).toBeGreaterThan(20)
    expect(first!.cells.slice(2).map((cell) => cell.text)).toEqual(['', '', ''])
    expect(second!.minMm).toBeUndefined()
    expect(second!.cells.slice(2).map((cell) => cell.text)).toEqual(['ครบทุกตำบล', '-', '-'])
    expect(words(blank)).toMatch(/\(\.{30,}\)\s+ตำแหน่ง \.{20,}/u)
    expect(words(blank)).toMatch(/โทร\. \.{10,}/u)
  })
  it('leaves room for number, date and signatory of a letter', () => {
    const text = words(
      compose(
        'letter',
        { ...seedLetter, number: '', date: '', signatory: { name: '', positionLines: [] } },
        seedOffice,
      ),
    )
    expect(text).toMatch(/ที่ นศ ๐๐๑๙\.๓\/\s/u)
    expect(text).toMatch(/\(\.{30,}\)\s+ตำแหน่ง \.{20,}/u)
  })
})
