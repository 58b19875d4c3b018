import { type Dirent, lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isNamedAs } from '../hosts/file-kinds.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import type { ManyLine, PackagePreview } from './contract.ts'
import { isEnvelope } from './envelope.ts'
import { type PackageInfo, playedKind, sequenceState } from './rules.ts'
import { inspect, takeIn } from './take-in.ts'
import { takers } from './takers.ts'
import { faultOfReading, peekInfo } from './verify.ts'

/** Folders of a drive that are looked into. */
const mostFolders = 200

type Told = { code: string; params: Record<string, unknown> }

/**
 * Packages on a drive: in its root and one folder deep, by their names. Nothing that is a link is followed, no other
 * file is touched. @throws Fault usb.gone
 */
export async function* packagesAt(
  cx: TaskContext,
  input: { placeId: string },
): TaskGenerator<{ token: string; name: string; sizeBytes: number }[]> {
  const place = (await cx.places()).find(({ id }) => id === input.placeId)
  if (!place) throw new Fault('usb.gone', { place: '' })
  yield { step: 'exchange.progress.looking', done: 0, what: place.label }
  let root: Dirent[]
  try {
    root = await readdir(place.path, { withFileTypes: true })
  } catch (error) {
    throw new Fault('usb.gone', { place: place.label }, { cause: error })
  }
  const found = packagesAmong(place.path, root)
  const folders = root.filter((entry) => entry.isDirectory() && !/^[.$]/u.test(entry.name))
  for (const folder of folders.slice(0, mostFolders)) {
    cx.checkCancelled()
    const path = join(place.path, folder.name)
    // Folders of the system, or of other people: not ours to read.
    const entries = await readdir(path, { withFileTypes: true }).catch((): Dirent[] => [])
    found.push(...packagesAmong(path, entries))
  }
  return found
    .sort((a, b) => a.name.localeCompare(b.name, 'th') || (a.path < b.path ? -1 : 1))
    .flatMap(({ path, name }) => {
      // Looked at again: what lies on a stick may be another thing a moment later.
      const stats = lstatSync(path, { throwIfNoEntry: false })
      if (!stats?.isFile()) return []
      const { token, sizeBytes } = cx.files.adopt(path, name, cx.session.id)
      return [{ token, name, sizeBytes }]
    })
}

function packagesAmong(dir: string, entries: readonly Dirent[]): { path: string; name: string }[] {
  return entries
    .filter((entry) => entry.isFile() && isNamedAs(entry.name, 'package'))
    .map(({ name }) => ({ path: join(dir, name), name }))
}

/**
 * Looks at many packages, those of one office in the order of their numbers: the second of two that lie in one folder
 * is no gap. One that is broken does not keep the others from being looked at.
 */
export async function* inspectMany(
  cx: TaskContext,
  input: { tokens: readonly string[] },
): TaskGenerator<ManyLine[]> {
  const lines = new Map<string, ManyLine>()
  /** Last number of an office and kind that would be taken in before. */
  const coming = new Map<string, number>()
  const items = await inOrder(
    cx,
    [...new Set(input.tokens)].map((token) => ({ token })),
  )
  for (const [at, { token, name }] of items.entries()) {
    yield { step: 'exchange.progress.many', done: at, total: items.length, what: name }
    const seen = yield* told(inspect(cx, { token }))
    if ('fault' in seen) {
      lines.set(token, { token, name, preview: null, fault: seen.fault })
      continue
    }
    const { differences: _one, more: _two, verdicts: _three, ...preview } = seen.result
    const of = streamOf(preview.info)
    const held = coming.get(of)
    if (preview.state === 'new' || preview.state === 'gap') {
      if (held !== undefined) preview.state = stateAfter(held, preview.info)
      coming.set(of, preview.info.sequence)
    }
    lines.set(token, { token, name, preview, fault: null })
  }
  return input.tokens.flatMap((token) => lines.get(token) ?? [])
}

/**
 * Takes many in, each in its own transaction, those of one office in the order of their numbers. A fault of one is told
 * and the others go on. Cancelled: those that are in stay in.
 *
 * @returns in the order of the input
 */
export async function* takeInMany(
  cx: TaskContext,
  input: { items: readonly { token: string; confirmKey: boolean; confirmGap?: boolean | undefined }[] },
): TaskGenerator<
  { token: string; name: string; packageId: string | null; already: boolean; fault: Told | null }[]
> {
  const results = new Map<
    string,
    { token: string; name: string; packageId: string | null; already: boolean; fault: Told | null }
  >()
  const items = await inOrder(cx, input.items)
  for (const [at, item] of items.entries()) {
    const { token, name } = item
    yield { step: 'exchange.progress.many', done: at, total: items.length, what: name }
    const taken = yield* told(takeIn(cx, item))
    results.set(
      token,
      'fault' in taken
        ? { token, name, packageId: null, already: false, fault: taken.fault }
        : { token, name, ...taken.result, fault: null },
    )
  }
  return input.items.flatMap(({ token }) => results.get(token) ?? [])
}

/** Runs one of many to its end without its own progress. Only "cancelled" and what nobody foresaw end them all. */
async function* told<R>(steps: TaskGenerator<R>): TaskGenerator<{ result: R } | { fault: Told }> {
  try {
    return { result: yield* steps }
  } catch (error) {
    if (!isFault(error) || error.code === 'cancelled') throw error
    return { fault: { code: error.code, params: error.params as Record<string, unknown> } }
  }
}

/**
 * By office, kind and number, as the packages say themselves: nothing depends on that being true, each is verified when
 * its turn comes. What cannot be read keeps its place and is told then.
 */
async function inOrder<I extends { token: string }>(
  cx: TaskContext,
  items: readonly I[],
): Promise<(I & { name: string })[]> {
  const seen: { item: I & { name: string }; of: string; sequence: number; at: number }[] = []
  for (const [at, item] of items.entries()) {
    cx.checkCancelled()
    const info = await infoOf(cx, item.token)
    seen.push({
      item: { ...item, name: nameOf(cx, item.token) },
      of: info ? streamOf(info) : '',
      sequence: info?.sequence ?? 0,
      at,
    })
  }
  const firstOf = new Map<string, number>()
  for (const { of, at } of seen) if (!firstOf.has(of)) firstOf.set(of, at)
  const placeOf = ({ of, at }: (typeof seen)[number]) => (of === '' ? at : (firstOf.get(of) ?? at))
  return seen
    .sort((a, b) => placeOf(a) - placeOf(b) || a.sequence - b.sequence || a.at - b.at)
    .map(({ item }) => item)
}

/** How a package will stand when that other one of its office is in. */
function stateAfter(held: number, info: PackageInfo): PackagePreview['state'] {
  const sequence = sequenceState(held, info.sequence)
  if (sequence === 'older') return 'older'
  return sequence === 'gap' && takers[playedKind(info)].gaps === 'held' ? 'gap' : 'new'
}

/** Packages whose numbers follow each other. */
function streamOf(info: PackageInfo): string {
  return `${info.fromOfficeId} ${playedKind(info)}`
}

async function infoOf(cx: TaskContext, token: string): Promise<PackageInfo | null> {
  try {
    const { path, name } = cx.files.look(token, cx.session.id)
    return isEnvelope(path) ? null : await peekInfo(path, name)
  } catch (error) {
    if (isFault(faultOfReading(error, ''))) return null
    throw error
  }
}

function nameOf(cx: TaskContext, token: string): string {
  try {
    return cx.files.look(token, cx.session.id).name
  } catch (error) {
    if (isFault(error)) return ''
    throw error
  }
}
