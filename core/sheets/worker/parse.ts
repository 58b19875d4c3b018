import type { Workbook } from '../workbook.ts'
import { decodeText, parseDelimited } from './csv.ts'
import { WorkbookRefused } from './refused.ts'
import { sheetOf } from './sheet.ts'
import { checkedZip } from './zip.ts'

/**
 * Reads xlsx, xls, ods or a text list. What a file is is told by its bytes, never by its name: an .xls that a web
 * system saved is often an HTML table, a .csv sometimes a workbook.
 *
 * @throws WorkbookRefused
 */
export async function parseWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return sheetJs(await checkedZip(bytes))
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return (await import('./sheet-js.ts')).parseOle(bytes)
  return parseText(bytes)
}

/** Loaded only for a file that passed: a hostile one is refused before the parser is even there. */
async function sheetJs(data: Uint8Array | string): Promise<Workbook> {
  return (await import('./sheet-js.ts')).parseWithSheetJs(data)
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte)
}

async function parseText(bytes: Uint8Array): Promise<Workbook> {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const isMarkup = /^\s*(ï»¿)?\s*<(!doctype html|html|table|\?xml|head|meta|style)/iu.test(head)
  if (isMarkup) {
    const text = decodeText(bytes)
    if (!/<(table|[a-z]*:?Workbook)[\s>]/iu.test(text.slice(0, 200_000)))
      throw new WorkbookRefused('notWorkbook')
    return sheetJs(text)
  }
  // Pictures, PDF and programs have bytes no list has.
  if (/^(%PDF|\x89PNG|\xff\xd8\xff|GIF8|MZ|Rar!|7z\xbc\xaf)/u.test(head))
    throw new WorkbookRefused('notWorkbook')
  const text = decodeText(bytes)
  const strange = countStrange(text)
  if (strange > 8 && strange > text.length / 200) throw new WorkbookRefused('notWorkbook')
  const rows = parseDelimited(text)
  return { sheets: [sheetOf('CSV', false, rows, [])] }
}

/** Control characters that no list is typed with; a NUL here and there is taken out later. */
function countStrange(text: string): number {
  let strange = 0
  for (let at = 0; at < Math.min(text.length, 100_000); at += 1) {
    const code = text.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32) || code === 0xfffd) strange += 1
  }
  return strange
}
