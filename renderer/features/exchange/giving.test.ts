import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RemarkLine } from '../../../core/exchange/contract.ts'
import { recordTypesOf } from '../../../core/exchange/records.ts'
import { packageKinds } from '../../../core/exchange/rules.ts'
import { groupCorrections, settleAll } from './corrections.ts'
import { hashGroups, passphraseProblem, roomFor } from './write-room.ts'

describe('room on a drive', () => {
  it('refuses only what surely is too little, and nothing where the system does not say', () => {
    expect(roomFor(null, 10_000)).toBe('unknown')
    expect(roomFor(10_000, 10_000)).toBe('enough')
    expect(roomFor(9_999, 10_000)).toBe('tight')
    expect(roomFor(7_000, 10_000)).toBe('tight')
    expect(roomFor(6_999, 10_000)).toBe('short')
    expect(roomFor(0, 10_000)).toBe('short')
    expect(roomFor(1, null)).toBe('enough')
  })
  it('reads a hash in groups of four', () => {
    expect(hashGroups('0123456789abcdef0123456789abcdef')).toBe('0123 4567 89ab cdef')
  })
})

describe('a passphrase that is typed twice', () => {
  it('is long enough and the same', () => {
    expect(passphraseProblem('', '')).toBe('short')
    expect(passphraseProblem('1234567', '1234567')).toBe('short')
    expect(passphraseProblem('        ', '        ')).toBe('short')
    expect(passphraseProblem('พรหมคีรี2567', 'พรหมคีรี2566')).toBe('unlike')
    expect(passphraseProblem('พรหมคีรี2567', 'พรหมคีรี2567')).toBe(null)
  })
})

describe('corrections', () => {
  const line = (id: string, standing: RemarkLine['standing'], unit = '', packageId = 'p1'): RemarkLine => ({
    id,
    direction: 'got',
    packageId,
    aboutId: null,
    officeName: 'จังหวัด',
    dated: '2022-07-15',
    unit,
    unitName: unit === '' ? '' : `หมู่ที่ ${unit}`,
    recordType: 'planEntry',
    rowId: 'r',
    subject: 'ถนน',
    href: '',
    field: 'name',
    handedIn: 'ก',
    proposed: 'ข',
    own: 'ก',
    text: '',
    standing,
    obstacle: null,
    state: 'open',
    ownValue: null,
    settledOn: null,
    settledBy: '',
  })
  it('are taken all at once only where nothing stands against them', () => {
    const lines = [line('1', 'clean'), line('2', 'conflict'), line('3', 'same'), line('4', 'none')]
    const locked = { ...line('5', 'clean'), obstacle: { code: 'plan.adopted', params: {} } }
    const ticked = { ...line('6', 'same'), obstacle: { code: 'plan.adopted', params: {} } }
    expect(settleAll([...lines, locked, ticked]).map(({ line: { id }, choice }) => [id, choice])).toEqual([
      ['1', 'taken'],
      ['3', 'done'],
      ['6', 'done'],
    ])
  })
  it('stand by return and village, each once, none lost', () => {
    const lines = [
      line('1', 'clean', '1'),
      line('2', 'clean', '2'),
      line('3', 'clean', '1'),
      line('4', 'none', '1', 'p2'),
    ]
    expect(
      groupCorrections(lines).map((group) => [group.unitName, group.lines.map((one) => one.id)]),
    ).toEqual([
      ['หมู่ที่ 1', ['1', '3']],
      ['หมู่ที่ 2', ['2']],
      ['หมู่ที่ 1', ['4']],
    ])
  })
})

describe('what a package holds', () => {
  const words = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../i18n/th/exchange.json'), 'utf8'),
  ) as Record<string, string>
  it('is named in words, every kind of record of every kind of package', () => {
    const names = packageKinds
      .flatMap((kind) => (kind === 'demo' ? [] : recordTypesOf(kind)))
      .map(({ name }) => name)
    expect(names.length).toBeGreaterThan(40)
    expect(names.filter((name) => words[`exchange.table.${name}`] === undefined)).toEqual([])
  })
})
