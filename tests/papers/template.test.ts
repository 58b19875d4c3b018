import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type PaperKind, paperKinds } from '../../core/papers/data.ts'
import { paperDigits } from '../../core/papers/engine/digits.ts'
import { composePaper, compose as composeTemplate, embeddedFonts } from '../../core/papers/engine/index.ts'
import { countLines, textWidthPt } from '../../core/papers/engine/measure.ts'
import { breakRules, protectedPatterns, splitProtected } from '../../core/papers/engine/protected-words.ts'
import { expand } from '../../core/papers/engine/template.ts'
import { wordsForMark } from '../../renderer/paper/paginate.ts'
import * as samples from './samples.ts'
import { seedLetter, seedOffice } from './seed-letter.ts'
import { resources, resourcesDir } from './tools.ts'

const context = { template: 't', words: { blank: { letter: '....' } } }

describe('templates', () => {
  it('fills, repeats and leaves out', () => {
    const template = [
      '{{a}} {{n.x|number}}',
      { when: 'empty', block: 'no' },
      { when: '!empty', block: 'yes' },
      { each: 'list', as: 'it', do: ['{{index}}.{{it.t}}'] },
    ]
    expect(
      expand(template, { a: 'ก', n: { x: 1234567 }, empty: [], list: [{ t: 'ข' }, { t: 'ค' }] }, context),
    ).toEqual(['ก 1,234,567', { block: 'yes' }, '1.ข', '2.ค'])
  })
  it('finds a mistyped tag, an unknown filter, and nothing of the language itself', () => {
    for (const text of [
      '{{subjct}}',
      '{{a.b}}',
      '{{a|shout}}',
      '{{constructor}}',
      '{{__proto__.x}}',
      '{{a.toString}}',
    ]) {
      expect(() => expand(text, { a: 'x' }, context)).toThrowError(
        expect.objectContaining({ code: 'template.unknownTag' }),
      )
    }
  })
  it('never expands what the data says', () => {
    expect(expand('{{a}}', { a: '{{b}}', b: 'secret' }, context)).toBe('{{b}}')
  })
  it('names template and tag when a paper is made from an edited template', () => {
    const templates = {
      ...resources.templates,
      letter: {
        title: 'x',
        sections: [{ page: 'letter', blocks: [{ block: 'date', text: '{{dat|letterDate}}' }] }],
      },
    }
    expect(() => composePaper('letter', seedLetter, seedOffice, { ...resources, templates })).toThrowError(
      expect.objectContaining({ code: 'template.unknownTag', params: { template: 'letter', tag: 'dat' } }),
    )
    const broken = {
      ...resources.templates,
      letter: { title: 'x', sections: [{ page: 'letter', blocks: [{ block: 'nonsense' }] }] },
    }
    expect(() =>
      composeTemplate('letter', 'letter', {}, seedOffice, { ...resources, templates: broken }),
    ).toThrowError(expect.objectContaining({ code: 'template.invalid' }))
  })
  it('has a template for every kind and no letter of Thai outside resources', () => {
    for (const kind of Object.keys(paperKinds) as PaperKind[])
      expect(resources.templates).toHaveProperty(paperKinds[kind].template)
  })
  it('makes the same model from the same data', () => {
    expect(composePaper('order', samples.sampleOrder(40), samples.districtOffice, resources)).toEqual(
      composePaper('order', samples.sampleOrder(40), samples.districtOffice, resources),
    )
  })
})

describe('protected words', () => {
  const patterns = protectedPatterns(resources.protectedWords)
  const together = (text: string) =>
    splitProtected(text, patterns)
      .filter((piece) => piece.together)
      .map((piece) => piece.text)
  it.each([
    ['แผนแบบบูรณาการที่ดี', ['บูรณาการ']],
    ['ตามระเบียบ พ.ศ. ๒๕๖๒ และ พ.ศ.๒๕๖๕', ['ระเบียบ', 'พ.ศ. ๒๕๖๒', 'พ.ศ.๒๕๖๕']],
    ['(ก.บ.ต.) และ (ศอช.)', ['(ก.บ.ต.)', '(ศอช.)']],
    ['ภายในวันที่ ๒๕ กรกฎาคม ๒๕๖๕ นั้น', ['วันที่', '๒๕ กรกฎาคม ๒๕๖๕']],
    ['จำนวน ๑๒ หมู่บ้าน', ['จำนวน ๑๒ หมู่บ้าน']],
    ['นายสมชาย ใจดี', ['นายสมชาย']],
    ['นายอำเภอทุกอำเภอ', ['นายอำเภอ', 'อำเภอ']],
    ['ครั้งที่ ๑/๒๕๖๕', ['ครั้งที่ ๑/๒๕๖๕']],
  ])('%s', (text, expected) => expect(together(text)).toEqual(expected))
  it('gives back the text, whatever it is, and cuts no cluster', () => {
    const random = samples.seeded(1)
    for (let index = 0; index < 300; index += 1) {
      const text = samples.prose(random, random.int(1, 8))
      const pieces = splitProtected(text, patterns)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      for (const piece of pieces) expect(piece.text).not.toMatch(/^[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]/u)
    }
  })
})

describe('continuation mark', () => {
  const mark = (text: string) =>
    wordsForMark(splitProtected(text, protectedPatterns(resources.protectedWords)))
  it('is the seed’s own', () => expect(mark('๖. จัดทำแบบรายงานผลการดำเนินงาน')).toBe('๖. จัดทำแบบรายงาน'))
  it('keeps a protected word whole', () => expect(mark('และบูรณาการแผนพัฒนา')).toBe('และบูรณาการ'))
  it('takes a short paragraph whole', () => expect(mark('ทั้งนี้')).toBe('ทั้งนี้'))
  it('is never long, even where there are no words', () =>
    expect(mark('ก'.repeat(300)).length).toBeLessThan(60))
})

describe('digits', () => {
  it('changes numbers, not Latin words', () => {
    expect(paperDigits('ปี 2565 ที่ saraban2@x.go.th COVID-19 7 เมษายน ๒๕๖9', 'thai')).toBe(
      'ปี ๒๕๖๕ ที่ saraban2@x.go.th COVID-19 ๗ เมษายน ๒๕๖๙',
    )
    expect(paperDigits('๒๕๖๕', 'arabic')).toBe('2565')
  })
})

describe('measure', () => {
  it('knows the width of ก at the size of TH Sarabun (DOCUMENTS.md §B)', () => {
    expect(textWidthPt('ก', 1000, resources.advances)).toBeCloseTo(386, -1)
    expect(textWidthPt('กั้', 1000, resources.advances)).toBe(textWidthPt('ก', 1000, resources.advances))
  })
  it('counts lines', () => {
    const rules = breakRules(resources.protectedWords)
    expect(countLines('ก\nข', 100, 16, resources.advances, rules)).toBe(2)
    expect(countLines('ประชาชนเดินทางสะดวก '.repeat(10), 200, 16, resources.advances, rules)).toBeGreaterThan(
      4,
    )
  })
})

describe('fonts', () => {
  it('are the files the program came with; another file is refused before anything is printed', () => {
    expect(embeddedFonts(resourcesDir).faces.length).toBe(4)
    const dir = mkdtempSync(join(tmpdir(), 'amphoe-fonts-'))
    try {
      cpSync(join(resourcesDir, 'fonts'), join(dir, 'fonts'), { recursive: true })
      writeFileSync(join(dir, 'fonts', 'Laksaman.ttf'), 'not a font')
      expect(() => embeddedFonts(dir)).toThrowError(expect.objectContaining({ code: 'paper.fontMissing' }))
      rmSync(join(dir, 'fonts', 'Laksaman.ttf'))
      expect(() => embeddedFonts(dir)).toThrowError(expect.objectContaining({ code: 'paper.fontMissing' }))
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
