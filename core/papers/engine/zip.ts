/**
 * Makes an Office file depend on its content alone: entries in name order (content types first), one fixed time,
 * the dates of docProps/core.xml set to `now`, random ids of the writers replaced by counted ones.
 */

import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import yazl from 'yazl'

/** ZIP's own first day; Office reads the dates inside, not this. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0)

export async function rezip(bytes: Uint8Array, now: Date): Promise<Uint8Array> {
  const entries = await unzip(bytes)
  const stamp = `${now.toISOString().slice(0, 19)}Z`
  const names = [...entries.keys()]
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const zip = new yazl.ZipFile()
  for (const name of names) {
    let content = entries.get(name) ?? Buffer.alloc(0)
    if (name === 'docProps/core.xml') {
      const text = content
        .toString('utf8')
        .replace(
          /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/gu,
          (_all, open: string, close: string) => `${open}${stamp}${close}`,
        )
      content = Buffer.from(text, 'utf8')
    }
    zip.addBuffer(content, name, { mtime: ZIP_TIME, mode: 0o100644, forceDosTimestamp: true })
  }
  zip.end()
  return new Uint8Array(await buffer(zip.outputStream as Readable))
}

/** Entries of a ZIP that this program has just made itself. */
export function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(error)
      const out = new Map<string, Buffer>()
      zip.on('error', reject)
      zip.on('end', () => resolve(out))
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName.endsWith('/')) return zip.readEntry()
        zip.openReadStream(entry, (failed, stream) => {
          if (failed || !stream) return reject(failed)
          buffer(stream).then((content) => {
            out.set(entry.fileName, content)
            zip.readEntry()
          }, reject)
        })
      })
      zip.readEntry()
    })
  })
}

function rank(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2
}
