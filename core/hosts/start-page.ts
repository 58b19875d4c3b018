/** The page of a start that did not succeed: plain HTML with one form and no script, shown by both hosts. */
import { formatThaiDate } from '../thai/dates.ts'
import { faultSentence, fillSentence } from './fault-sentence.ts'
import type { OfferedBackup, StartTrouble } from './start.ts'

/** Policy of the page: nothing but its own style, and its form back to the host. */
export const startPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Translations of one language: hosts.json and faults.json in one object. */
export type StartWords = Readonly<Record<string, string>>
export type BothWords = { thai: StartWords; english: StartWords }

/** Where the form of the page goes. */
export const startAction = '/start'

const style = `:root{color-scheme:light}body{font:18px/1.7 Sarabun,"TH Sarabun New","Leelawadee UI",Loma,"Noto Sans Thai",sans-serif;max-width:44em;margin:9vh auto;padding:0 1.2em;color:#1f2933;background:#f5f2ec}
h1{font-size:1.5em;line-height:1.4}h2{font-size:1.1em;margin:1.6em 0 .3em}p{overflow-wrap:anywhere}[lang=en]{color:#52606d;font-size:15px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35em .6em;border-bottom:1px solid #cbd2d9;vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap}td small{display:block;color:#52606d;line-height:1.3}tr.broken{color:#52606d}
button{font:inherit;line-height:1.4;padding:.4em 1em;border:1px solid #52606d;border-radius:6px;background:#fffefb;color:#1f2933;cursor:pointer}button.main{background:#0f5244;border-color:#0f5244;color:#fff}button:focus-visible{outline:3px solid #b7791f;outline-offset:2px}.row{display:flex;gap:.8em;flex-wrap:wrap;margin:1.4em 0}`

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** Frame of every page without a script. @param body HTML; @param head more of the head, HTML */
export function plainPage(words: BothWords, body: string, head = ''): string {
  return `<!doctype html><html lang="th" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${escaped(words.thai['hosts.name'] ?? '')}</title><style>${style}</style></head><body>${body}</body></html>`
}

/** A heading and a sentence, in both languages. @param key begin of the words' names: `hosts.page.closed` */
export function sentencePage(words: BothWords, key: string, head = ''): string {
  const { thai, english } = words
  const word = (of: StartWords, end: string) => escaped(of[`${key}.${end}`] ?? '')
  return plainPage(
    words,
    `<h1>${word(thai, 'title')}</h1><p>${word(thai, 'text')}</p><p lang="en">${word(english, 'title')} – ${word(english, 'text')}</p>`,
    head,
  )
}

/** While the records are being opened; looks again by itself. */
export function openingPage(words: BothWords): string {
  return sentencePage(words, 'hosts.start.opening', '<meta http-equiv="refresh" content="1">')
}

/** Why the program cannot be opened, and what the person can do about it. Nothing on it deletes anything. */
export function startPage(trouble: StartTrouble, words: BothWords): string {
  const { thai, english } = words
  const sentences = troubleSentences(trouble, thai)
  const heading = trouble.damaged ? thai['hosts.restore.title'] : thai['hosts.start.failed']
  const newest = trouble.damaged?.backups.find((copy) => copy.intact)
  const button = (value: string, text: string, main: boolean) =>
    `<button name="choice" value="${escaped(value)}"${main ? ' class="main" autofocus' : ''}>${escaped(text)}</button>`
  const restore = newest
    ? button(
        `restore ${newest.name}`,
        fillSentence(thai['hosts.restore.newest'] ?? '', { made: madeAt(newest.name) ?? newest.name }),
        true,
      )
    : ''
  return plainPage(
    words,
    `<main><h1>${escaped(heading ?? '')}</h1>${sentences.map((text) => `<p role="alert">${escaped(text)}</p>`).join('')}
<form method="post" action="${startAction}"><div class="row">${restore}${button('again', thai['hosts.start.again'] ?? '', !newest)}${button('close', thai['hosts.start.close'] ?? '', false)}</div>
${backupTable(trouble.damaged?.backups ?? [], thai)}</form>
${troubleSentences(trouble, english)
  .map((text) => `<p lang="en">${escaped(text)}</p>`)
  .join('')}</main>`,
  )
}

/** The sentences of a trouble in one language; also what the command line prints. */
export function troubleSentences({ error, damaged }: StartTrouble, words: StartWords): string[] {
  const sentence = faultSentence(words, error)
  if (!damaged) return [sentence]
  const usable = damaged.backups.some((copy) => copy.intact)
  const corrupt =
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'db.corrupt'
  return [
    // What stood in the way of restoring, if that has just been tried.
    ...(corrupt ? [] : [sentence]),
    fillSentence(words['hosts.restore.what'] ?? '', { path: damaged.path }),
    usable
      ? (words['hosts.restore.how'] ?? '')
      : fillSentence(words['hosts.restore.none'] ?? '', { path: damaged.folder }),
  ]
}

function backupTable(backups: readonly OfferedBackup[], words: StartWords): string {
  if (backups.length === 0) return ''
  const word = (key: string) => escaped(words[`hosts.restore.${key}`] ?? '')
  const rows = backups.map((copy) => {
    const action = copy.intact
      ? `<button name="choice" value="restore ${escaped(copy.name)}" aria-label="${word('this')} ${escaped(madeAt(copy.name) ?? copy.name)}">${word('this')}</button>`
      : ''
    return `<tr${copy.intact ? '' : ' class="broken"'}><td>${escaped(madeAt(copy.name) ?? '–')} ${escaped(reasonOf(copy.name, words))}<small>${escaped(copy.name)}</small></td><td class="n">${sizeText(copy.sizeBytes)}</td><td>${word(copy.intact ? 'whole' : 'broken')}</td><td>${action}</td></tr>`
  })
  return `<h2>${word('list')}</h2><table><thead><tr><th scope="col">${word('made')}</th><th scope="col" class="n">${word('size')}</th><th scope="col">${word('state')}</th><td></td></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** One line of a backup for the command line: name, moment, size, state. */
export function backupLine(copy: OfferedBackup, words: StartWords): string {
  const state = words[`hosts.restore.${copy.intact ? 'whole' : 'broken'}`] ?? ''
  return `  ${copy.name} · ${madeAt(copy.name) ?? '–'} · ${sizeText(copy.sizeBytes)} · ${state}`
}

/** The moment in a backup's name (`2022-07-15T02-00-00-000Z-on-close.sqlite`), Thai time: 15 ก.ค. 65 09:00 น. */
export function madeAt(name: string): string | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-\d{3}Z/u.exec(name)
  if (!found) return undefined
  const moment = Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`)
  if (Number.isNaN(moment)) return undefined
  const there = new Date(moment + 7 * 3600_000).toISOString()
  return `${formatThaiDate(there.slice(0, 10), { style: 'short', digits: 'arabic' })} ${there.slice(11, 16)} น.`
}

function reasonOf(name: string, words: StartWords): string {
  const reason = /Z-(on-close|by-hand|before-restore|before-v)/u.exec(name)?.[1]
  return reason === undefined ? '' : (words[`hosts.restore.reason.${reason}`] ?? '')
}

function sizeText(bytes: number): string {
  return bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
