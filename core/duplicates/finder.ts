/**
 * Candidate pairs of the whole file, kept in memory beside the open database and brought up to date before each look:
 * only projects whose records changed are read and compared again. Nothing of it is stored; a restart searches anew.
 */
import { and, eq, inArray, isNull, max } from 'drizzle-orm'
import {
  change,
  entryBudget,
  fate,
  lao,
  plan,
  planEntry,
  project,
  projectPair,
  village,
  villageLao,
} from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { Progress } from '../kernel/meta.ts'
import { areaNames } from '../plans/areas.ts'
import { levelHeight, type PlanLevel } from '../plans/rules.ts'
import { readRules } from '../rules/queries.ts'
import type { PairedProject } from './contract.ts'
import { compileWords, type Lexicon, readName } from './read-name.ts'
import {
  comparePair,
  completePlace,
  isElsewhere,
  type KnownVillage,
  type Reason,
  type Side,
  villageKey,
  type Weights,
} from './rules.ts'

/** A project as the finder needs it, straight from its records. */
export type Facts = {
  line: PairedProject
  planIds: string[]
  planFys: number[]
  hasAgency: boolean
  hasLocal: boolean
  tambonCode: string | null
  districtCode: string | null
  mooNo: number | null
  villageName: string
  listTambons: string[]
  site: string
  target: string
  years: number[]
  fundedFy: number | null
  latitude: number | null
  longitude: number | null
}
type Found = { aId: string; bId: string; score: number; reasons: Reason[] }
type Known = { facts: Facts; signature: string; side: Side; keys: string[] }

type Finder = {
  rules: string
  lexicon: Lexicon
  weights: Weights
  stamp: number
  known: Map<string, Known>
  blocks: Map<string, Set<string>>
  pairs: Map<string, Found>
  byProject: Map<string, Set<string>>
  waiting: Map<string, { facts: Facts; signature: string }>
  villages: KnownVillage[]
}

/** Blocks above this size say too little to compare everything in them. */
const largestBlock = 250
/** More new projects than this are left to the task with progress. */
const mostAtOnce = 6000

const finders = new WeakMap<object, Finder>()

export const pairKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)

export type Rulebook = { lexicon: Lexicon; weights: Weights; minimum: number }

const rulebooks = new WeakMap<object, { text: string; book: Rulebook }>()

/** Words and weights as the office has them now; compiled once a version. */
export function readRulebook(cx: Pick<QueryContext, 'db' | 'resources'>): Rulebook & { text: string } {
  const words = readRules(cx, 'duplicate-words')
  const items = readRules(cx, 'duplicate-weights')
  const text = JSON.stringify([words.items, items.items])
  const held = rulebooks.get(cx.resources)
  if (held && held.text === text) return { ...held.book, text }
  const weights = new Map(items.items.map((item) => [item.key, item.weight]))
  const book = { lexicon: compileWords(words.items), weights, minimum: weights.get('minimum') ?? 50 }
  rulebooks.set(cx.resources, { text, book })
  return { ...book, text }
}

/**
 * The finder, with what changed since the last look noted as waiting. Cheap where nothing changed.
 */
export function openFinder(cx: QueryContext): Finder {
  const { lexicon, weights, text } = readRulebook(cx)
  let finder = finders.get(cx.db)
  if (!finder || finder.rules !== text) {
    finder = {
      rules: text,
      lexicon,
      weights,
      stamp: -1,
      known: new Map(),
      blocks: new Map(),
      pairs: new Map(),
      byProject: new Map(),
      waiting: new Map(),
      villages: [],
    }
    finders.set(cx.db, finder)
  }
  const stamp =
    cx.db
      .select({ n: max(change.n) })
      .from(change)
      .get()?.n ?? 0
  if (stamp === finder.stamp) return finder
  finder.villages = readVillages(cx)
  const all = readFacts(cx, null)
  for (const id of finder.known.keys()) if (!all.has(id)) forget(finder, id)
  finder.waiting.clear()
  const places = JSON.stringify(finder.villages).length
  for (const [id, facts] of all) {
    const signature = JSON.stringify([facts, places])
    if (finder.known.get(id)?.signature !== signature) finder.waiting.set(id, { facts, signature })
  }
  finder.stamp = stamp
  return finder
}

/** True when what is waiting can be done within a question. */
export const isSmall = (finder: Finder) => finder.waiting.size <= mostAtOnce

/** Reads and compares what is waiting; yields between portions so that a task can say how far it is and be cancelled. */
export function* catchUp(finder: Finder): Generator<Progress, void, void> {
  const total = finder.waiting.size
  let done = 0
  for (const [id, { facts, signature }] of finder.waiting) {
    forget(finder, id)
    const side = sideOf(finder, facts)
    const keys = keysOf(side)
    compareWithKnown(finder, id, side, keys)
    finder.known.set(id, { facts, signature, side, keys })
    for (const key of keys) {
      const block = finder.blocks.get(key)
      if (block) block.add(id)
      else finder.blocks.set(key, new Set([id]))
    }
    finder.waiting.delete(id)
    done += 1
    if (done % 250 === 0) yield { step: 'duplicates.find.progress', done, total }
  }
}

function forget(finder: Finder, id: string): void {
  const old = finder.known.get(id)
  if (!old) return
  for (const key of old.keys) {
    const block = finder.blocks.get(key)
    block?.delete(id)
    if (block?.size === 0) finder.blocks.delete(key)
  }
  for (const key of finder.byProject.get(id) ?? []) {
    const pair = finder.pairs.get(key)
    finder.pairs.delete(key)
    if (pair) finder.byProject.get(pair.aId === id ? pair.bId : pair.aId)?.delete(key)
  }
  finder.byProject.delete(id)
  finder.known.delete(id)
}

function compareWithKnown(finder: Finder, id: string, side: Side, keys: readonly string[]): void {
  const minimum = finder.weights.get('minimum') ?? 50
  for (const other of near(finder, keys)) {
    if (other === id) continue
    const against = finder.known.get(other)
    if (!against || isElsewhere(side, against.side, finder.weights)) continue
    // reasons name both sides ("650 / 850"): compared in the order in which the pair is shown
    const [aId, bId, a, b] = id < other ? [id, other, side, against.side] : [other, id, against.side, side]
    const { score, reasons } = comparePair(a, b, finder.weights)
    if (score < minimum) continue
    const key = pairKey(id, other)
    finder.pairs.set(key, { aId, bId, score, reasons })
    for (const one of [id, other]) {
      const held = finder.byProject.get(one)
      if (held) held.add(key)
      else finder.byProject.set(one, new Set([key]))
    }
  }
}

function near(finder: Finder, keys: readonly string[]): Set<string> {
  const ids = new Set<string>()
  for (const key of keys) {
    const block = finder.blocks.get(key)
    if (!block || (block.size > largestBlock && !key.startsWith('name|'))) continue
    for (const id of block) ids.add(id)
  }
  return ids
}

/** Projects that look like these facts, which need not be in the file; the likeliest first. */
export function lookalikes(
  finder: Finder,
  facts: Facts,
  exceptId: string | null,
): { id: string; score: number; reasons: Reason[] }[] {
  const side = sideOf(finder, facts)
  const minimum = finder.weights.get('minimum') ?? 50
  const found: { id: string; score: number; reasons: Reason[] }[] = []
  for (const id of near(finder, keysOf(side))) {
    const other = finder.known.get(id)
    if (!other || id === exceptId) continue
    const { score, reasons } = comparePair(side, other.side, finder.weights)
    if (score >= minimum) found.push({ id, score, reasons })
  }
  return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

/** What the comparison needs of a project's records. */
export function sideOf(finder: Pick<Finder, 'lexicon' | 'villages'>, facts: Facts): Side {
  return completePlace(
    {
      reading: readName(finder.lexicon, facts.line.name, [facts.site, facts.target]),
      mooNo: facts.mooNo,
      villageName: facts.villageName,
      tambonCode: facts.tambonCode,
      tambonName: facts.line.tambonName,
      districtCode: facts.districtCode,
      listTambons: facts.listTambons,
      amount: facts.line.total === 0 ? null : facts.line.total,
      years: facts.years,
      fundedFy: facts.fundedFy,
      latitude: facts.latitude,
      longitude: facts.longitude,
    },
    finder.villages,
  )
}

/**
 * Blocks in which a project is looked for: the same หมู่ or village and class of work, the same named thing, the same
 * name; one without a place is compared with its tambon's works of the class.
 */
function keysOf(side: Side): string[] {
  const { reading } = side
  const district =
    side.districtCode ?? side.tambonCode?.slice(0, 4) ?? side.listTambons[0]?.slice(0, 4) ?? '-'
  const tambons =
    side.tambonCode !== null ? [side.tambonCode] : side.listTambons.length > 0 ? side.listTambons : ['-']
  const classes = [
    ...new Set([...reading.objects, ...reading.parts].map((one) => one.slice(0, one.indexOf(':')))),
  ]
  if (classes.length === 0) classes.push('-')
  const moos = reading.moos.length > 0 ? reading.moos : side.mooNo === null ? [] : [side.mooNo]
  const keys = new Set<string>()
  for (const kind of classes) {
    for (const tambon of tambons) {
      for (const moo of moos.slice(0, 12)) keys.add(`moo|${tambon}|${moo}|${kind}`)
      if (moos.length === 0 || moos.length >= 4) keys.add(`whole|${tambon}|${kind}`)
    }
    for (const one of [
      side.villageName === '' ? '' : villageKey(side.villageName),
      ...reading.villages.map((v) => v.key),
    ]) {
      if (one !== '') keys.add(`village|${district}|${one}|${kind}`)
    }
  }
  for (const one of [...reading.things, ...reading.topics]) {
    if (one.key.length >= 3) keys.add(`thing|${district}|${one.key.slice(0, 12)}`)
  }
  keys.add(`name|${district}|${reading.grams.length}|${reading.grams[0] ?? 0}|${reading.grams.at(-1) ?? 0}`)
  return [...keys]
}

function readVillages(cx: QueryContext): KnownVillage[] {
  return cx.db
    .select({ name: village.name, mooNo: village.mooNo, tambonCode: village.tambonCode })
    .from(village)
    .all()
    .map((row) => ({
      ...row,
      nameKey: villageKey(row.name),
      tambonName: cx.geography.nameOf(row.tambonCode) ?? '',
    }))
}

/**
 * The facts of projects that were not merged into another, of all offices in the file; six statements for any number.
 *
 * @param ids only these; null = all
 */
export function readFacts(cx: QueryContext, ids: readonly string[] | null): Map<string, Facts> {
  const only = ids === null ? undefined : [...ids]
  const nameOf = areaNames(cx)
  const projects = cx.db
    .select({ project, villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
    .from(project)
    .leftJoin(village, eq(village.id, project.villageId))
    .where(only ? inArray(project.id, only) : isNull(project.mergedIntoId))
    .orderBy(project.n)
    .all()
  const entries = cx.db
    .select({
      id: planEntry.id,
      projectId: planEntry.projectId,
      planId: planEntry.planId,
      site: planEntry.site,
      target: planEntry.target,
      level: plan.level,
      areaKey: plan.areaKey,
      planFy: plan.planFy,
    })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(only ? inArray(planEntry.projectId, only) : undefined)
    .orderBy(planEntry.id)
    .all()
  const budgets = new Map<string, { years: number[]; total: number }>()
  for (const row of cx.db
    .select({ entryId: entryBudget.entryId, fiscalYear: entryBudget.fiscalYear, amount: entryBudget.amount })
    .from(entryBudget)
    .innerJoin(planEntry, eq(planEntry.id, entryBudget.entryId))
    .where(and(only ? inArray(planEntry.projectId, only) : undefined))
    .all()) {
    const held = budgets.get(row.entryId) ?? { years: [], total: 0 }
    held.years.push(row.fiscalYear)
    held.total += row.amount
    budgets.set(row.entryId, held)
  }
  const fundedKinds = new Set(
    readRules(cx, 'fate-kinds')
      .items.filter((item) => item.funded)
      .map((item) => item.key),
  )
  const funded = new Map<string, number>()
  for (const row of cx.db
    .select({ projectId: fate.projectId, kind: fate.kind, fiscalYear: fate.fiscalYear })
    .from(fate)
    .where(only ? inArray(fate.projectId, only) : undefined)
    .all()) {
    if (row.fiscalYear !== null && fundedKinds.has(row.kind)) funded.set(row.projectId, row.fiscalYear)
  }
  const laos = new Map(
    cx.db
      .select({ id: lao.id, name: lao.name, laoType: lao.laoType })
      .from(lao)
      .all()
      .map((row) => [row.id, { ...row, tambons: new Set<string>() }]),
  )
  for (const row of cx.db
    .select({ laoId: villageLao.laoId, tambonCode: village.tambonCode })
    .from(villageLao)
    .innerJoin(village, eq(village.id, villageLao.villageId))
    .all())
    laos.get(row.laoId)?.tambons.add(row.tambonCode)
  const byProject = new Map<string, typeof entries>()
  for (const entry of entries) {
    const held = byProject.get(entry.projectId)
    if (held) held.push(entry)
    else byProject.set(entry.projectId, [entry])
  }
  const found = new Map<string, Facts>()
  for (const { project: row, ...place } of projects) {
    const own = byProject.get(row.id) ?? []
    // A project that stands in no plan is not up for comparison, unless it is asked for.
    if (own.length === 0 && only === undefined) continue
    const lists = own.flatMap((entry) => (entry.level === 'local' ? (laos.get(entry.areaKey) ?? []) : []))
    const largest = own.reduce((best, entry) => Math.max(best, budgets.get(entry.id)?.total ?? 0), 0)
    const first = own[0]
    const levels = [...new Set(own.map((entry) => entry.level))].sort(
      (a, b) => levelHeight(a) - levelHeight(b),
    )
    found.set(row.id, {
      line: {
        id: row.id,
        officeId: row.officeId,
        name: row.name,
        originName: nameOf({
          ...place,
          tambonCode: row.tambonCode,
          districtCode: row.districtCode,
          laoName: row.villageId === null && row.tambonCode === null ? (lists[0]?.name ?? null) : null,
        }),
        tambonName: row.tambonCode === null ? '' : (cx.geography.nameOf(row.tambonCode) ?? ''),
        levels: levels as PlanLevel[],
        lists: [...new Set(lists.map((one) => one.name))],
        planFy: own.reduce((latest, entry) => Math.max(latest, entry.planFy), 0),
        total: largest,
      },
      planIds: own.map((entry) => entry.planId),
      planFys: [...new Set(own.map((entry) => entry.planFy))],
      hasAgency: lists.some((one) => one.laoType === 'AGENCY'),
      hasLocal: lists.some((one) => one.laoType !== 'AGENCY'),
      tambonCode: row.tambonCode,
      districtCode: row.districtCode,
      mooNo: place.mooNo,
      villageName: place.villageName ?? '',
      listTambons: row.tambonCode === null ? [...new Set(lists.flatMap((one) => [...one.tambons]))] : [],
      site: own.find((entry) => entry.site !== '')?.site ?? first?.site ?? '',
      target: own.find((entry) => entry.target !== '')?.target ?? '',
      years: [...new Set(own.flatMap((entry) => budgets.get(entry.id)?.years ?? []))].sort(),
      fundedFy: funded.get(row.id) ?? null,
      latitude: row.latitude,
      longitude: row.longitude,
    })
  }
  return found
}

/** Keys of the pairs that somebody decided; they are not offered again. */
export function decidedKeys(cx: QueryContext): Set<string> {
  return new Set(
    cx.db
      .select({ aId: projectPair.aId, bId: projectPair.bId })
      .from(projectPair)
      .all()
      .map((row) => pairKey(row.aId, row.bId)),
  )
}

/** Score and reasons of two projects as their records are now. */
export function compareNow(cx: QueryContext, a: Facts, b: Facts): { score: number; reasons: Reason[] } {
  const book = readRulebook(cx)
  const villages = readVillages(cx)
  const finder = { lexicon: book.lexicon, villages }
  return comparePair(sideOf(finder, a), sideOf(finder, b), book.weights)
}

/** The facts of a project that is being typed. */
export function factsOfNew(
  cx: QueryContext,
  fields: {
    name: string
    site: string
    target: string
    villageId: string | null
    tambonCode: string | null
    amount: number | null
    years: number[]
  },
): Facts {
  const at =
    fields.villageId === null
      ? undefined
      : cx.db.select().from(village).where(eq(village.id, fields.villageId)).get()
  const tambonCode = at?.tambonCode ?? fields.tambonCode
  return {
    line: {
      id: '',
      officeId: cx.office().id,
      name: fields.name,
      originName: '',
      tambonName: tambonCode === null ? '' : (cx.geography.nameOf(tambonCode) ?? ''),
      levels: [],
      lists: [],
      planFy: 0,
      total: fields.amount ?? 0,
    },
    planIds: [],
    planFys: [],
    hasAgency: false,
    hasLocal: false,
    tambonCode,
    districtCode: tambonCode?.slice(0, 4) ?? cx.office().districtCode,
    mooNo: at?.mooNo ?? null,
    villageName: at?.name ?? '',
    listTambons: [],
    site: fields.site,
    target: fields.target,
    years: fields.years,
    fundedFy: null,
    latitude: null,
    longitude: null,
  }
}
