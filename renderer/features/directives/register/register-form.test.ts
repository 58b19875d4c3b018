import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLetter } from '../../../../core/directives/read-letter.ts'
import {
  type DutyRow,
  doubtId,
  emptyLetter,
  filledFrom,
  hasTyped,
  mergeRows,
  openDoubts,
  piecesOf,
  registerFields,
  sameNumber,
  splitRow,
} from './register-form.ts'

const kinds = [{ key: 'report', keywords: ['รายงานผล'] }]
const text = readFileSync('tests/fixtures/letters/05-weekday-wrong-arabic.txt', 'utf8')
const read = readLetter(text, kinds)
const filled = filledFrom(read, { ...emptyLetter('2022-02-10'), planFy: 2567 })
const withDue = (index: number, dueOn: string | null) => ({
  ...filled,
  duties: filled.duties.map((row) => (row.from === index ? { ...row, dueOn } : row)),
})
const fieldsOf = (values: typeof filled) => openDoubts(values).map(({ field }) => field)

describe('doubts of a letter that was read', () => {
  it('stand until each was looked at or its field put right', () => {
    expect(fieldsOf(filled)).toEqual(['duties.1.dueOn', 'duties.2.dueOn', 'duties.3.dueOn'])
    expect(fieldsOf(withDue(2, '2022-02-28'))).toEqual(['duties.1.dueOn', 'duties.3.dueOn'])
    const ticked = { ...filled, answers: read.doubts.map(doubtId) }
    expect(fieldsOf(ticked)).toEqual([])
  })

  it('find their row after it was moved, and go with it when it is removed', () => {
    const turned = { ...withDue(2, '2022-02-28'), duties: withDue(2, '2022-02-28').duties.toReversed() }
    expect(fieldsOf(turned)).toEqual(['duties.1.dueOn', 'duties.3.dueOn'])
    const without = { ...filled, duties: filled.duties.filter(({ from }) => from !== 3) }
    expect(fieldsOf(without)).toEqual(['duties.1.dueOn', 'duties.2.dueOn'])
  })

  it('keep the letter from being registered, and only they', () => {
    const refused = registerFields.safeParse(filled)
    expect(refused.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['answers', 'doubtsOpen'],
    ])
    const taken = registerFields.safeParse({ ...filled, answers: read.doubts.map(doubtId) })
    expect(taken.success).toBe(true)
    expect(taken.data).toMatchObject({ number: 'ขก 0019/ว 1298', dated: '2022-02-02' })
    expect(taken.data).not.toHaveProperty('read')
    expect(taken.data?.duties[0]).not.toHaveProperty('from')
  })

  it('cannot be let stand where the register refuses the date', () => {
    const letter = text.replace('2 กุมภาพันธ์ 2565', '2 กันยายน 2565')
    const early = readLetter(letter, kinds, '2022-07-01')
    const values = { ...filledFrom(early, emptyLetter('2022-09-10')), answers: early.doubts.map(doubtId) }
    expect(openDoubts(values).map(({ field, key }) => `${field} ${key}`)).toEqual([
      'duties.1.dueOn dueBeforeLetter',
      'dated datedInFuture',
    ])
    expect(fieldsOf({ ...values, dated: '2022-02-02' })).toEqual([])
  })

  it('are told beside a choice of none, which the form holds as null', () => {
    const none = { ...filled, speed: null }
    expect(registerFields.safeParse(none).error?.issues.map(({ message }) => message)).toEqual(['doubtsOpen'])
    const taken = registerFields.safeParse({ ...none, answers: read.doubts.map(doubtId) })
    expect(taken.data?.speed).toBe('')
  })

  it('are told together with what is wrong in the fields, by the key of each', () => {
    const refused = registerFields.safeParse({ ...filled, subject: '', planFy: 2500 })
    expect(refused.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual(
      expect.arrayContaining([
        ['subject', 'required'],
        ['answers', 'doubtsOpen'],
      ]),
    )
  })

  it('a cell that could not be read keeps it too', () => {
    const rows = filled.duties.map((row, at) =>
      at === 0 ? { ...row, unread: { dueOn: { text: '31 ก.พ.', key: 'badDate' } } } : row,
    )
    const refused = registerFields.safeParse({ ...filled, duties: rows, answers: read.doubts.map(doubtId) })
    expect(refused.error?.issues.map(({ path }) => path.join('.'))).toEqual(['duties.0.dueOn'])
  })

  it('what was not found is asked for until it is typed', () => {
    const notice = readLetter('ข่าวอำเภอ\nให้อำเภอรายงานผล', kinds)
    const values = filledFrom(notice, emptyLetter('2022-02-10'))
    expect(fieldsOf(values)).toContain('number')
    expect(fieldsOf({ ...values, number: 'ขก 1/2565' })).not.toContain('number')
    expect(values.dated).toBe('')
  })
})

describe('filling the form', () => {
  it('takes nothing that was not seen, and keeps what stands there', () => {
    const notice = readLetter('ข่าวอำเภอ', kinds)
    expect(filledFrom(notice, { ...emptyLetter('2022-02-10'), number: 'ก 1' }).number).toBe('ก 1')
    expect(Number.isNaN(filledFrom(notice, emptyLetter('2022-02-10')).editionFy)).toBe(true)
  })

  it('knows whether something was typed', () => {
    expect(hasTyped(emptyLetter('2022-02-10'))).toBe(false)
    expect(hasTyped({ ...emptyLetter('2022-02-10'), dated: null as unknown as string })).toBe(false)
    expect(hasTyped({ ...emptyLetter('2022-02-10'), subject: 'ก' })).toBe(true)
  })
})

describe('rows of duties', () => {
  const row = (no: number, words: string, dueOn: string | null = null): DutyRow => ({
    no,
    kind: 'other',
    text: words,
    ownerName: '',
    dueOn,
    from: no - 1,
  })

  it('several made one: the earlier due date counts', () => {
    const rows = mergeRows([row(1, 'ก'), row(2, 'ข', '2022-07-25'), row(3, 'ค', '2022-03-01')], 1, 2)
    expect(rows.map(({ no, text: words, dueOn }) => [no, words, dueOn])).toEqual([
      [1, 'ก', null],
      [2, 'ข ค', '2022-03-01'],
    ])
  })

  it('one made several: those behind it are numbered on', () => {
    const rows = splitRow([row(1, 'ก'), row(2, 'ข ค'), row(3, 'ง')], 1, ['ข', ' ', 'ค '])
    expect(rows.map(({ no, text: words, from }) => [no, words, from])).toEqual([
      [1, 'ก', 0],
      [2, 'ข', 1],
      [3, 'ค', undefined],
      [4, 'ง', 2],
    ])
  })
})

it('numbers are compared without digits of one kind and without spaces', () => {
  expect(sameNumber('นศ ๐๐๑๙.๓/ว ๒๓๙', 'นศ 0019.3/ว239')).toBe(true)
  expect(sameNumber('นศ ๐๐๑๙.๓/๒๓๙', 'นศ 0019.3/ว239')).toBe(false)
  expect(sameNumber('', '')).toBe(false)
})

it('the pieces of the text are the whole text, each with what was recognised in it', () => {
  const pieces = piecesOf(read, read.doubts)
  expect(pieces.map((piece) => piece.text).join('')).toBe(read.text)
  const due = pieces.find(({ fields }) => fields.includes('duties.1.dueOn'))
  expect(due).toMatchObject({ text: 'วันอังคารที่ 25 ก.ค. 65', doubtful: true })
  expect(pieces.find(({ fields }) => fields.includes('number'))?.text).toBe('ที่ ขก 0019/ว 1298')
})
