import { describe, expect, it } from 'vitest'
import type { ManyLine } from '../../../core/exchange/contract.ts'
import { countedOf, type Line, lineOf, missingOf, needOf, withKey } from './many.ts'

type Preview = NonNullable<ManyLine['preview']>
const preview = (over: Partial<Omit<Preview, 'info'>> & { info?: Partial<Preview['info']> } = {}): Preview =>
  ({
    sha256: 'a',
    fingerprint: '1111',
    knownFingerprint: '1111',
    keyState: 'known',
    encrypted: false,
    state: 'new',
    held: 1,
    changes: [],
    ...over,
    info: { kind: 'submission', plays: null, fromOfficeId: 'A', sequence: 2, ...over.info },
  }) as Preview
const line = (over: Parameters<typeof preview>[0] = {}): Line =>
  lineOf({ token: 't', name: 'n', preview: preview(over), fault: null })
const need = (one: Line, all: Line[] = [one]) => needOf(one, all)

describe('what a package of many needs', () => {
  it('is nothing where the key is known and it is the next one', () => {
    expect(need(line())).toBe('ready')
  })
  it('is a person where the key is new or another', () => {
    const one = line({ keyState: 'unknown' })
    expect(need(one)).toBe('key')
    expect(need(line({ keyState: 'changed' }))).toBe('key')
    expect(need({ ...one, confirmKey: true })).toBe('ready')
  })
  it('is a person where one between is missing, unless it lies in the list', () => {
    const third = line({ state: 'gap', info: { sequence: 3 } })
    expect(need(third)).toBe('gap')
    expect(need(third, [third, line()])).toBe('ready')
    // the second one of another office, of another kind, or broken does not help
    expect(need(third, [third, line({ info: { fromOfficeId: 'B' } })])).toBe('gap')
    expect(need(third, [third, line({ info: { kind: 'tambonWork' } })])).toBe('gap')
    expect(
      need(third, [third, { ...line(), outcome: { state: 'fault', fault: { code: 'x', params: {} } } }]),
    ).toBe('gap')
    const fifth = line({ state: 'gap', info: { sequence: 5 } })
    expect(need(fifth, [fifth, line(), third])).toBe('gap')
    expect(need({ ...fifth, confirmGap: true })).toBe('ready')
  })
  it('is nothing any more where it was here before, and cannot be where it is older or for another office', () => {
    expect(need(line({ state: 'already' }))).toBe('already')
    expect(need(line({ state: 'older' }))).toBe('refused')
    expect(need(line({ state: 'wrongPlace', keyState: 'unknown' }))).toBe('refused')
    expect(need({ ...line(), outcome: { state: 'taken', packageId: 'p' } })).toBe('done')
  })
  it('is the passphrase of an envelope, and to be opened by itself', () => {
    const locked = lineOf({
      token: 't',
      name: 'n',
      preview: null,
      fault: { code: 'package.passphraseMissing', params: {} },
    })
    expect(need(locked)).toBe('passphrase')
    expect(need({ ...locked, fault: { code: 'package.damaged', params: {} } })).toBe('broken')
    expect(need({ ...locked, fault: { code: 'package.wrongKind', params: {} } })).toBe('refused')
    expect(need(line({ encrypted: true }))).toBe('open')
    expect(need(line({ info: { kind: 'demo', plays: 'reference' } }))).toBe('open')
  })
  it('after a fault in taking it in can be tried again', () => {
    expect(need({ ...line(), outcome: { state: 'fault', fault: { code: 'disk.full', params: {} } } })).toBe(
      'ready',
    )
  })
})

it('a key compared once holds for every package of that office, and for no other key', () => {
  const first = line({ keyState: 'unknown' })
  const second = line({ keyState: 'unknown', info: { sequence: 3 } })
  const forged = line({ keyState: 'changed', fingerprint: '2222' })
  const other = line({ keyState: 'unknown', info: { fromOfficeId: 'B' } })
  expect(withKey([first, second, forged, other], first, true).map((one) => one.confirmKey)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

it('names the numbers that are missing', () => {
  expect(missingOf({ held: 1, info: { sequence: 3 } })).toBe('2')
  expect(missingOf({ held: 1, info: { sequence: 6 } })).toBe('2–5')
})

it('sums what the tables say', () => {
  expect(
    countedOf([
      { added: 1, changed: 2, removed: 0 },
      { added: 4, changed: 0, removed: 3 },
    ]),
  ).toEqual({ added: 5, changed: 2, removed: 3 })
})
