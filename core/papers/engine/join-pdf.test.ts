import { describe, expect, it } from 'vitest'
import { joinPdfs } from './join-pdf.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const textOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/** A file of the shape Chromium writes: `texts` one a page, each with a tag and a head cell named by a mark. */
function printed(texts: readonly string[], { tagged = true, title = 'T', mark = 1 } = {}): Uint8Array {
  const objects: string[] = []
  const add = (content: string) => objects.push(content)
  const count = texts.length
  // 1 info · 2 catalog · 3 pages · 4 tags · 5 document · 6 marks · 7 names · 8 leaf · then page, stream, element of each text
  const at = (index: number, part: number) => 9 + index * 3 + part
  const refs = (part: number) => texts.map((_text, index) => `${at(index, part)} 0 R`).join(' ')
  const name = (index: number) => `(node${String(mark + index).padStart(8, '0')})`
  add(`<</Title (${title})>>`)
  add(`<</Type /Catalog\n/Pages 3 0 R${tagged ? '\n/StructTreeRoot 4 0 R' : ''}\n/Lang (th)>>`)
  add(`<</Type /Pages\n/Kids [${refs(0)}]\n/Count ${count}>>`)
  add(`<</Type /StructTreeRoot\n/K 5 0 R\n/ParentTreeNextKey ${count}\n/ParentTree 6 0 R\n/IDTree 7 0 R>>`)
  add(`<</Type /StructElem\n/S /Document\n/P 4 0 R\n/K ${count === 1 ? refs(2) : `[${refs(2)}]`}>>`)
  add(
    `<</Type /ParentTree\n/Nums [${texts.map((_text, index) => `${index} ${at(index, 2)} 0 R`).join(' ')}]>>`,
  )
  add('<</Kids [8 0 R]>>')
  add(
    `<</Limits [${name(0)} ${name(count - 1)}]\n/Names [${texts.map((_text, index) => `${name(index)} ${at(index, 2)} 0 R`).join(' ')}]>>`,
  )
  texts.forEach((text, index) => {
    add(`<</Type /Page\n/Contents ${at(index, 1)} 0 R\n/StructParents ${index}\n/Parent 3 0 R>>`)
    add(`<</Length ${text.length}>> stream\n${text}\nendstream`)
    add(`<</Type /StructElem\n/S /TH\n/P 5 0 R\n/Pg ${at(index, 0)} 0 R\n/ID ${name(index)}>>`)
  })
  let out = '%PDF-1.4\n'
  const places = objects.map((content, index) => {
    const place = out.length
    out += `${index + 1} 0 obj\n${content}\nendobj\n`
    return place
  })
  const start = out.length
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return bytesOf(out)
}

/** Reads a file through its own table of references. */
function read(bytes: Uint8Array) {
  const text = textOf(bytes)
  const start = Number(/startxref\s+(\d+)/u.exec(text)?.[1])
  const [, size = '0'] = /^xref\n0 (\d+)\n/u.exec(text.slice(start)) ?? []
  const first = text.indexOf('\n', start + 5) + 1
  const object = (number: number): string => {
    const line = text.slice(first + number * 20, first + number * 20 + 20)
    if (line[17] !== 'n') return ''
    const at = Number(line.slice(0, 10))
    expect(text.slice(at).startsWith(`${number} 0 obj`), `object ${number}`).toBe(true)
    return text.slice(at, text.indexOf('endobj', at))
  }
  const refs = (given: string) => [...given.matchAll(/(\d+) 0 R/gu)].map((match) => Number(match[1]))
  const list = (head: string, name: string) =>
    refs(new RegExp(`/${name} (\\[[^\\]]*\\]|\\d+ 0 R)`, 'u').exec(head)?.[1] ?? '')
  const trailer = text.slice(text.lastIndexOf('trailer'))
  const catalog = object(list(trailer, 'Root')[0] ?? 0)
  return { text, size: Number(size), object, list, catalog, info: object(list(trailer, 'Info')[0] ?? 0) }
}

describe('joinPdfs', () => {
  const parts = [
    printed(['one 1 0 R', 'two'], { mark: 40 }),
    printed(['three'], { mark: 7 }),
    printed(['four', 'five (9 0 R)', 'six'], { mark: 90, title: 'other' }),
  ]
  const words = ['one 1 0 R', 'two', 'three', 'four', 'five (9 0 R)', 'six']

  it('puts the pages in order and leaves what streams and texts say alone', () => {
    const { object, list, catalog, info } = read(joinPdfs([printed(['a'], { title: '5 0 R' }), ...parts]))
    const pages = object(list(catalog, 'Pages')[0] ?? 0)
    const kids = list(pages, 'Kids')
    expect(pages).toContain('/Count 7')
    const texts = kids.map((kid) => {
      expect(object(list(object(kid), 'Parent')[0] ?? 0)).toBe(pages)
      return /stream\n([\s\S]*)\nendstream/u.exec(object(list(object(kid), 'Contents')[0] ?? 0))?.[1]
    })
    expect(texts).toEqual(['a', ...words])
    expect(info).toContain('(5 0 R)')
    expect(catalog).toContain('/Lang (th)')
  })

  it('makes one tree of the tags: every page finds its own, every tag its page and its parent', () => {
    const { object, list, catalog } = read(joinPdfs(parts))
    const tags = object(list(catalog, 'StructTreeRoot')[0] ?? 0)
    const [documentAt = 0] = list(tags, 'K')
    const elements = list(object(documentAt), 'K')
    expect(elements).toHaveLength(6)
    const kids = list(object(list(catalog, 'Pages')[0] ?? 0), 'Kids')
    const marks = object(list(tags, 'ParentTree')[0] ?? 0)
    const byMark = new Map(
      [...marks.matchAll(/(\d+) (\d+) 0 R/gu)].map((match) => [Number(match[1]), Number(match[2])]),
    )
    expect(tags).toContain(`/ParentTreeNextKey ${byMark.size}`)
    kids.forEach((kid, index) => {
      const element = elements[index] ?? 0
      expect(list(object(element), 'Pg')).toEqual([kid])
      expect(list(object(element), 'P')).toEqual([documentAt])
      expect(byMark.get(Number(/StructParents (\d+)/u.exec(object(kid))?.[1]))).toBe(element)
    })
    const leaf = object(list(object(list(tags, 'IDTree')[0] ?? 0), 'Kids')[0] ?? 0)
    const names = [...leaf.matchAll(/\(node(\d+)\) (\d+) 0 R/gu)].map((match) => [match[1], Number(match[2])])
    expect(names.map(([name]) => Number(name))).toEqual([7, 40, 41, 90, 91, 92])
    for (const [name, number] of names) expect(object(Number(number))).toContain(`/ID (node${name})`)
    expect(leaf).toContain('/Limits [(node00000007) (node00000092)]')
  })

  it('joins files without tags, and gives a single file back as it is', () => {
    const plain = joinPdfs([printed(['a'], { tagged: false }), printed(['b', 'c'], { tagged: false })])
    const { object, list, catalog } = read(plain)
    expect(list(object(list(catalog, 'Pages')[0] ?? 0), 'Kids')).toHaveLength(3)
    expect(catalog).not.toContain('StructTreeRoot')
    const one = printed(['a'])
    expect(joinPdfs([one])).toBe(one)
  })

  it.each([
    ['no PDF', bytesOf('hello')],
    ['a file cut off', printed(['a', 'b']).subarray(0, 300)],
    ['a file of another kind', bytesOf('%PDF-1.5\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n')],
  ])('refuses %s', (_name, bytes) => {
    expect(() => joinPdfs([printed(['a']), bytes])).toThrow('not a PDF of Chromium')
  })
})
