import { normaliseText } from '../thai/text.ts'
import type { AddresseeFields } from './rules.ts'

/** Heads that mean "who is written to"; else it is the first column. */
const TO = /^(เรียน|ผู้รับ|ถึง|ชื่อผู้รับ)$/u

/**
 * Addressees pasted from Excel. With `heads` the first row names the columns, which the letter's text then names as
 * {{…}}; without, the first column is who is written to and the others are left out. Rows without an addressee are
 * counted, not kept.
 */
export function readAddresseePaste(
  text: string,
  heads: boolean,
): { rows: AddresseeFields[]; columns: string[]; empty: number } {
  const lines = text
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((row) => row.split('\t').map(normaliseText))
    .filter((cells) => cells.some((cell) => cell !== ''))
  const head = heads ? (lines.shift() ?? []) : []
  const to = Math.max(
    0,
    head.findIndex((name) => TO.test(name)),
  )
  const columns = head.flatMap((name, at) => {
    const bare = name.replace(/[{}|]/gu, '').trim().slice(0, 60)
    return at === to || bare === '' ? [] : [{ name: bare, at }]
  })
  const once = columns.filter(({ name }, at) => columns.findIndex((one) => one.name === name) === at)
  const rows: AddresseeFields[] = []
  let empty = 0
  for (const cells of lines) {
    const addressee = (cells[to] ?? '').slice(0, 300)
    if (addressee === '') empty += 1
    else
      rows.push({
        addressee,
        fields: Object.fromEntries(once.map(({ name, at }) => [name, (cells[at] ?? '').slice(0, 1000)])),
      })
  }
  return { rows, columns: once.map(({ name }) => name), empty }
}
