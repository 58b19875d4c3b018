import { z } from 'zod'
import { fiscalYear, idField, line, optionalLine, satang } from '../kernel/fields.ts'
import { isSlip, likeness, type Named, type Reading, sameNamed, soundKey, type Word } from './read-name.ts'

/** What a person decides of two projects; a merge is its own command. */
export const verdictFields = z.object({
  aId: idField,
  bId: idField,
  verdict: z.enum(['linked', 'notSame']),
  reason: optionalLine(600),
})
export type VerdictFields = z.infer<typeof verdictFields>

/** `keptId` stays; everything of `mergedId` moves to it. */
export const mergeFields = z.object({ keptId: idField, mergedId: idField, reason: optionalLine(600) })
export type MergeFields = z.infer<typeof mergeFields>

/** Which pairs: of any lists, of area plans only, one from an อปท. list, one from another agency's, both in one list. */
export const betweens = ['all', 'plans', 'local', 'agency', 'sameList'] as const
export type Between = (typeof betweens)[number]

/** Narrowing of the list of pairs; null = all. */
export const pairFilter = z.object({
  officeId: idField.nullable(),
  tambonCode: z.string().max(6).nullable(),
  planFy: fiscalYear.nullable(),
  between: z.enum(betweens),
  /** 0–100; never below the rule table's own minimum. */
  minimum: z.int().min(0).max(100),
  offset: z.int().min(0),
  limit: z.int().min(1).max(200),
})
export type PairFilter = z.infer<typeof pairFilter>

/** A project being typed or imported, before it has an identity. */
export const newProjectFields = z.object({
  name: line(500),
  site: optionalLine(600),
  target: optionalLine(600),
  villageId: idField.nullable(),
  tambonCode: z.string().max(6).nullable(),
  amount: satang.nullable(),
  years: z.array(fiscalYear).max(10),
})
export type NewProjectFields = z.infer<typeof newProjectFields>

/** What a project says of itself for the comparison, besides its name. */
export type Side = {
  reading: Reading
  /** หมู่ที่ and village the project belongs to by its record; the name may say more. */
  mooNo: number | null
  villageName: string
  tambonCode: string | null
  tambonName: string
  districtCode: string | null
  /** Tambons that the list covers, where the record has none (อปท., หน่วยงาน); empty = unknown. */
  listTambons: readonly string[]
  /** Satang of the whole span at its largest entry; null = none said. */
  amount: number | null
  /** Fiscal years with money. */
  years: readonly number[]
  /** Fiscal year for which money came, null = none. */
  fundedFy: number | null
  latitude: number | null
  longitude: number | null
}

/** Why two projects look alike or not: key of resources/rules/duplicate-weights, points, and words for the sentence. */
export type Reason = { key: string; points: number; what: string }
export type Weights = ReadonlyMap<string, number>

const meets = <T>(a: readonly T[], b: readonly T[]) => a.some((one) => b.includes(one))
const classOf = (concept: string) => concept.slice(0, concept.indexOf(':'))
const isPlain = (concept: string) => classOf(concept) === concept.slice(concept.indexOf(':') + 1)

/**
 * How likely two projects are one and the same, 0–100, with the reasons in the order they count. Only what both say is
 * compared; what one leaves out neither proves nor disproves.
 */
export function comparePair(a: Side, b: Side, weights: Weights): { score: number; reasons: Reason[] } {
  const reasons: Reason[] = []
  let sum = 0
  const add = (key: string, what = '', share = 1) => {
    const points = Math.round((weights.get(key) ?? 0) * share)
    if (points === 0) return
    sum += points
    reasons.push({ key, points, what })
  }
  compareWork(a.reading, b.reading, add)
  const named = compareThings(a.reading, b.reading, add)
  comparePlace(a, b, add)
  comparePhase(a, b, add)
  compareMoney(a, b, named, add)
  compareNumbers(a.reading, b.reading, add)
  comparePoints(a, b, add)
  // the long look at every word only where it can still make a likely pair: most pairs of a block are far from it
  const most = ['sameWords', 'sameText', 'likeText'].reduce((all, key) => all + (weights.get(key) ?? 0), sum)
  if (most >= (weights.get('minimum') ?? 0))
    compareWords(a.reading, b.reading, !reasons.some((reason) => reason.points <= -15), add)
  const like = likeness(a.reading.grams, b.reading.grams)
  if (like >= 0.999) add('sameText')
  add('likeText', '', Math.max(-0.2, Math.min(1, (like - 0.45) / 0.35)))
  reasons.sort((x, y) => Math.abs(y.points) - Math.abs(x.points))
  const highest = reasons.some((reason) => deciding.has(reason.key))
    ? (weights.get('mostWhenOther') ?? 100)
    : 100
  // above 80 the scale is stretched, so that of two likely pairs the likelier one stands first
  const scaled = sum <= 80 ? sum : 80 + Math.round((sum - 80) / 4)
  return { score: Math.max(0, Math.min(highest, scaled)), reasons }
}

/** Differences that no likeness outweighs. */
const deciding = new Set([
  'otherKind',
  'otherPeople',
  'otherPosition',
  'otherMoo',
  'otherTambon',
  'otherPhase',
  'otherNameYear',
  'alreadyDone',
  'otherNumber',
  'otherAction',
])

/** A village of the office: what says that บ้านสวนแตง is หมู่ที่ 2. */
export type KnownVillage = {
  nameKey: string
  mooNo: number | null
  name: string
  tambonCode: string | null
  tambonName: string
}

/**
 * Completes a place by the office's own villages: a list that says only the village gets its หมู่ที่ and tambon, one
 * that says only the หมู่ที่ of a known tambon gets the village. Nothing is filled in where two villages fit.
 */
export function completePlace(side: Side, villages: readonly KnownVillage[]): Side {
  const moos = side.reading.moos.length > 0 ? side.reading.moos : side.mooNo === null ? [] : [side.mooNo]
  const named = villagesOf(side)
  const tambons = side.reading.tambons
  const fits = (village: KnownVillage) =>
    (side.tambonCode === null || village.tambonCode === null || side.tambonCode === village.tambonCode) &&
    (side.tambonName === '' || village.tambonName === side.tambonName) &&
    (tambons.length === 0 || tambons.includes(soundKey(village.tambonName))) &&
    (side.listTambons.length === 0 ||
      village.tambonCode === null ||
      side.listTambons.includes(village.tambonCode))
  const hasTambon = side.tambonCode !== null || side.tambonName !== '' || tambons.length > 0
  if (named.length === 1 && (moos.length === 0 || !hasTambon)) {
    const key = villageKey(named[0]?.text ?? '')
    const found = villages.filter(
      (one) =>
        one.nameKey === key &&
        fits(one) &&
        (moos.length === 0 || (one.mooNo !== null && moos.includes(one.mooNo))),
    )
    const only = found.length === 1 ? found[0] : undefined
    if (only) {
      return {
        ...side,
        mooNo: moos.length === 0 ? only.mooNo : side.mooNo,
        tambonCode: side.tambonCode ?? only.tambonCode,
        tambonName: side.tambonName === '' ? only.tambonName : side.tambonName,
      }
    }
  }
  if (named.length === 0 && moos.length === 1 && (hasTambon || side.listTambons.length === 1)) {
    const found = villages.filter((one) => one.mooNo === moos[0] && fits(one))
    const only = found.length === 1 ? found[0] : undefined
    if (only) return { ...side, villageName: only.name, tambonCode: side.tambonCode ?? only.tambonCode }
  }
  return side
}

/** Key under which villages are looked up by name, with and without บ้าน. */
export function villageKey(name: string): string {
  return soundKey(name.replace(/^บ้าน|\s/gu, ''))
}

/** True where two projects cannot be the same whatever they are called: a quick look before the long one. */
export function isElsewhere(a: Side, b: Side, weights: Weights): boolean {
  if ((weights.get('mostWhenOther') ?? 100) >= (weights.get('minimum') ?? 0)) return false
  if (a.tambonCode !== null && b.tambonCode !== null && a.tambonCode !== b.tambonCode) return true
  const moosA = a.reading.moos.length > 0 ? a.reading.moos : a.mooNo === null ? [] : [a.mooNo]
  const moosB = b.reading.moos.length > 0 ? b.reading.moos : b.mooNo === null ? [] : [b.mooNo]
  return moosA.length > 0 && moosB.length > 0 && !meets(moosA, moosB)
}

type Add = (key: string, what?: string, share?: number) => void

/** Work with people rather than with stone: training, campaigns, care. */
const isSoft = (reading: Reading) => !reading.families.some((one) => ['new', 'keep', 'dredge'].includes(one))

/** จัดทำ, จัดให้มี: said of building, buying and teaching alike, never of repair or dredging. */
const isProviding = (reading: Reading) =>
  reading.families.length > 0 && reading.families.every((one) => one === 'provide')

/** จัดทำป้าย is what ติดตั้งป้าย is: such a verb takes its kind from the other project. */
const isEitherSoft = (a: Reading, b: Reading) =>
  isProviding(a) ? isSoft(b) : isProviding(b) ? isSoft(a) : isSoft(a) || isSoft(b)

/** Verbs are weak evidence: of one thing people build, lay and install; buying, boring and digging are told apart. */
const makesNew = (reading: Reading) => reading.actions.some((one) => makingVerbs.has(one))
const makingVerbs = new Set(['build', 'install', 'setUp', 'lining'])

/** เปลี่ยนโคมไฟเป็น LED is ติดตั้งโคมไฟ LED. */
const replaces = (a: Reading, b: Reading) => a.actions.includes('replace') && b.actions.includes('install')

/** People's work has many verbs for the same; of those that make something only some are told apart. */
const sameAction = (a: Reading, b: Reading) =>
  meets(a.actions, b.actions) ||
  (makesNew(a) && makesNew(b)) ||
  replaces(a, b) ||
  replaces(b, a) ||
  (isProviding(a) && !isWorn(b)) ||
  (isProviding(b) && !isWorn(a)) ||
  (a.families.includes('people') && b.families.includes('people'))

/** Repair and dredging of what is there. */
const isWorn = (reading: Reading) => reading.families.some((one) => one === 'keep' || one === 'dredge')

/** People's work is named after several things at once, in any order; the special ones count before the general. */
function compareSoft(a: Reading, b: Reading, add: Add): void {
  const special = (reading: Reading) => [
    ...new Set(reading.objects.map(classOf).filter((one) => one !== 'general')),
  ]
  const left = special(a)
  const right = special(b)
  if (left.length === 0 || right.length === 0) {
    const shared = a.objects.some((one) => b.objects.includes(one))
    if (left.length + right.length === 0) add(shared ? 'sameKind' : 'partKind')
    else if (shared) add('nearKind')
    return
  }
  const both = left.filter((one) => right.includes(one))
  // one kind, two things: เลี้ยงไก่, เลี้ยงเป็ด
  const exact = both.every((kind) => {
    const of = (reading: Reading) => reading.objects.filter((one) => classOf(one) === kind)
    return meets(of(a), of(b)) || [...of(a), ...of(b)].some(isPlain)
  })
  const inside = both.length === left.length || both.length === right.length
  // ปลูกป่าชายเลน, ปล่อยพันธุ์สัตว์น้ำป่าชายเลน
  const otherVerb = a.actions.length > 0 && b.actions.length > 0 && !sameAction(a, b)
  if (both.length === 0) add('otherKind')
  else if (!exact) add('otherSort')
  else if (!inside) add('otherTopic')
  else if (left.length === right.length) add('sameKind')
  else add(otherVerb ? 'partKind' : 'nearKind')
}

function compareWork(a: Reading, b: Reading, add: Add): void {
  const headA = a.objects[0] ?? a.parts[0]
  const headB = b.objects[0] ?? b.parts[0]
  if (headA !== undefined && headB !== undefined) {
    if (isSoft(a) && isSoft(b)) compareSoft(a, b, add)
    else if (classOf(headA) === classOf(headB)) {
      const shared = a.objects.some((one) => classOf(one) === classOf(headA) && b.objects.includes(one))
      if (shared || headA === headB) add('sameKind')
      else if (isPlain(headA) || isPlain(headB)) add('nearKind')
      else add(classOf(headA) === 'road' ? 'otherSurface' : 'otherSort')
    } else if (a.objects.includes(headB) && b.objects.includes(headA)) add('nearKind')
    else if (
      a.objects.some((one) => classOf(one) === classOf(headB)) ||
      b.objects.some((one) => classOf(one) === classOf(headA))
    )
      add('partKind')
    else add('otherKind')
  }
  const [groupA, groupB] = [groupsOf(a), groupsOf(b)]
  if (groupA.length > 0 && groupB.length > 0) add(meets(groupA, groupB) ? 'samePeople' : 'otherPeople')
  const uses = (reading: Reading) => reading.attributes.filter((one) => one.startsWith('use:'))
  if (uses(a).length > 0 && uses(b).length > 0 && !meets(uses(a), uses(b))) add('otherUse')
  const details = (reading: Reading) => reading.attributes.filter((one) => !one.startsWith('material:'))
  if (meets(details(a), details(b))) add('sameDetail')
  const worn = (reading: Reading) =>
    reading.families.length > 0 &&
    reading.families.every((one) => one === 'keep' || one === 'improve') &&
    reading.families.includes('keep')
  if (a.actions.length === 0 || b.actions.length === 0) {
    // a name without a verb is a new work
    if (worn(a) || worn(b)) add('nearAction')
  } else {
    if (isRemoving(a, b) || isRemoving(b, a)) add('nearAction')
    else if (sameAction(a, b)) add('sameAction')
    else if (!meets(a.families, b.families)) {
      const kinds = new Set([...a.families, ...b.families])
      // people's work is named with many verbs; new against worn is what tells works apart
      const makes = (reading: Reading) => reading.actions.some((one) => buildingVerbs.has(one))
      if (
        ((kinds.has('new') || kinds.has('provide')) && (kinds.has('keep') || kinds.has('dredge'))) ||
        (kinds.has('dredge') && kinds.has('keep'))
      )
        add('otherAction')
      // ก่อสร้างป้อม ชรบ., อบรม ชรบ.: something made is not something taught; bought it may be handed out
      else if (kinds.has('new') && kinds.has('people') && !isNeutral(a) && !isNeutral(b))
        add(makes(a) || makes(b) ? 'otherAction' : 'nearAction')
      else if (kinds.has('dredge') || (kinds.has('new') && kinds.has('improve'))) add('nearAction')
    }
  }
  // หน้า/หลัง and เหนือ/ใต้ are told apart each by itself
  for (const axis of new Set(a.positions.map(classOf))) {
    const left = a.positions.filter((one) => classOf(one) === axis)
    const right = b.positions.filter((one) => classOf(one) === axis)
    if (right.length === 0 || meets(left, right)) continue
    add('otherPosition')
    break
  }
}

type Naming = 'same' | 'part' | 'differs' | 'none'

/** Compares what is named: roads, waters, temples, people's houses; then what is left of the words. */
function compareThings(a: Reading, b: Reading, add: Add): Naming {
  const topicsA = leftOver(a.topics, [...b.things, ...b.villages, ...a.villages])
  const topicsB = leftOver(b.topics, [...a.things, ...a.villages, ...b.villages])
  const named = compareNamed(
    [...a.things, ...a.topics.filter((one) => b.things.some((other) => sameNamed(one, other)))],
    [...b.things, ...b.topics.filter((one) => a.things.some((other) => sameNamed(one, other)))],
    a,
    b,
    add,
  )
  const soft = isEitherSoft(a, b) || (a.objects.length === 0 && b.objects.length === 0)
  // the same special subject on both sides already says what is done
  const sameSubject = a.objects.some((one) => classOf(one) !== 'general' && b.objects.includes(one))
  const weight = soft ? (sameSubject ? 0.3 : 1) : 0
  const [aloneA, aloneB] = [lonely(a, b), lonely(b, a)]
  if (aloneA.length > 0 && aloneB.length > 0) {
    add(
      'otherTopic',
      `${aloneA.map((one) => one.text).join(' ')} / ${aloneB.map((one) => one.text).join(' ')}`,
      0.7,
    )
  } else {
    const keys = (words: readonly Word[]) => words.map((one) => ({ key: one.key, own: one.key }))
    compareTopics([...topicsA, ...keys(aloneA)], [...topicsB, ...keys(aloneB)], weight, named, add)
  }
  return named
}

/** อสม., ชรบ. and อปพร. are work and people at once. */
const groupsOf = (reading: Reading) => [
  ...reading.people,
  ...reading.objects.filter((one) => ['healthVolunteer', 'guard', 'civilDefence'].includes(classOf(one))),
]

/** สนับสนุน, ส่งเสริม, มอบ: said of buying and of teaching alike. */
const isNeutral = (reading: Reading) =>
  reading.actions.length > 0 && reading.actions.every((one) => one === 'support' || one === 'aid')

const buildingVerbs = new Set(['build', 'install', 'bore', 'dig', 'lining'])

/** กำจัดเพลี้ยแป้งมันสำปะหลัง, ส่งเสริมการปลูกมันสำปะหลัง: against a thing, and for it. */
const isRemoving = (a: Reading, b: Reading) =>
  a.actions.includes('remove') && !b.actions.some((one) => ['remove', 'protect', 'dredge'].includes(one))

/**
 * Special works that the other side does not have, as words: เครื่องสูบน้ำ against ทรายกรอง. The general word of a kind
 * stands for a special one, but once: เศรษฐกิจพอเพียง โคกหนองนา is more than เศรษฐกิจพอเพียง.
 */
function lonely(one: Reading, other: Reading): Word[] {
  const theirs = [...other.objects, ...other.parts]
  return one.words.filter((word) => {
    const { concept } = word
    if (concept === '' || concept === 'road:road' || concept === one.objects[0]) return false
    if (!one.objects.includes(concept) || classOf(concept) === 'general' || theirs.includes(concept))
      return false
    const kind = classOf(concept)
    if (!theirs.some((two) => classOf(two) === kind)) return true
    const general = `${kind}:${kind}`
    return !isPlain(concept) && theirs.includes(general) && one.objects.includes(general)
  })
}

/** ถนนภายในบ้านโคก and สายบ้านโคก say the place, not what is done. */
const leftOver = (topics: readonly Named[], names: readonly Named[]) =>
  topics
    .filter(
      // ประปาหมู่บ้านโนนขวาว is the water works of โนนขวาว
      (one) =>
        !names.some((name) => sameNamed(name, one) || (name.key.length >= 3 && one.key.endsWith(name.key))),
    )
    .map((one) => ({ key: one.key, own: one.key.slice(one.glued) }))

/** A word of no list; `own` without the known word that it is glued to. */
type Topic = { key: string; own: string }

/** Letters that two texts share apart from known words: อาชีพ of อาชีพสานเสื่อ and อาชีพสานตะกร้า says nothing. */
function sharedOwn(a: readonly Topic[], b: readonly Topic[]): number {
  const left = a.map((one) => one.own).join('')
  const right = b.map((one) => one.own).join('')
  const rest = uncommon(left, right)
  return Math.min(left.length - rest.left, right.length - rest.right)
}

/**
 * Words that no list explains, as one text: how much of the shorter one stands in the other. `weight`: in people's
 * work these words are the work itself (1); in construction (0) they are mostly remarks.
 */
function compareTopics(
  a: readonly Topic[],
  b: readonly Topic[],
  weight: number,
  named: Naming,
  add: Add,
): void {
  const left = a.map((one) => one.key).join('')
  const right = b.map((one) => one.key).join('')
  if (left === '' || right === '') return
  const words = (list: readonly Topic[]) => list.map((one) => one.key).join(' ')
  const rest = uncommon(left, right)
  const short = Math.min(left.length, right.length)
  const long = Math.max(left.length, right.length)
  const least = Math.min(rest.left, rest.right)
  const what = `${words(a)} / ${words(b)}`
  // one unknown word shared whole is the subject; what else stands beside it is weighed with the other words
  const shared = sharedOwn(a, b)
  if (least > Math.max(2, 0.25 * short) && shared >= 5 && shared >= 0.45 * short) {
    add('sameTopic', words(a), 0.3 + 0.5 * (shared / long))
  } else if (least <= Math.max(2, 0.25 * short))
    add('sameTopic', words(a), rest.left + rest.right <= 0.4 * long ? 1 : 0.6)
  else if (least >= 0.6 * short && weight > 0) add('otherTopic', what, weight)
  else if (least >= 0.6 * short && named !== 'same' && named !== 'part') add('otherTopic', what, 0.6)
  else if (weight > 0) add('otherTopic', what, 0.5 * weight)
}

/** ถนนเทศบาล 8, ถนนเทศบาล 9: figures that are neither size nor place, when each has one that the other lacks. */
function compareNumbers(a: Reading, b: Reading, add: Add): void {
  const figures = a.numbers.filter((one) => !b.numbers.includes(one))
  const others = b.numbers.filter((one) => !a.numbers.includes(one))
  if (figures.length > 0 && others.length > 0)
    add('otherNumber', `${figures.join(', ')} / ${others.join(', ')}`)
  else if (a.numbers.length > 0 && figures.length + others.length === 0)
    add('sameNumber', a.numbers.join(', '))
}

/**
 * Every word that carries meaning must be found on the other side, in whatever list it stands or in none: words left
 * over on both sides are two different things, on one side only a remark, on none the same work. This holds for kinds
 * of work that nobody listed.
 */
function compareWords(a: Reading, b: Reading, agrees: boolean, add: Add): void {
  if (a.words.length === 0 || b.words.length === 0) return
  const [lostA, lostB] = [lostWords(a, b), lostWords(b, a)]
  const what = [lostA, lostB].map(({ words }) => words.join(' ')).join(' / ')
  if (lostA.words.length > 0 && lostB.words.length > 0) {
    add('otherWords', what, Math.min(1, 0.15 + 1.2 * Math.min(lostA.share, lostB.share)))
    return
  }
  const share = Math.max(lostA.share, lostB.share)
  if (agrees) add('sameWords', '', 1 - share)
  if (share > 0) add('oneWords', what, share)
}

/** Words of the one that the other does not have, and how much of the one they are, 0–1 by letters. */
function lostWords(one: Reading, other: Reading): { words: string[]; share: number } {
  let all = 0
  let lost = 0
  const words: string[] = []
  for (const word of one.words) {
    const part = lostPart(word, other)
    const letters = Math.min(12, word.key.length)
    all += letters
    lost += part * letters
    if (part > 0) words.push(word.text)
  }
  return { words, share: all === 0 ? 0 : lost / all }
}

/** How much of a word the other project lacks, 0–1: the same listed work, a slip of the pen and one spelling are 0. */
function lostPart(word: Word, other: Reading): number {
  const kind = word.concept === '' ? '' : classOf(word.concept)
  for (const one of other.words) {
    if (word.concept === '') {
      if (one.key === word.key || isSlip(one.key, word.key)) return 0
    } else if (one.concept === word.concept) return 0
    // ถนน for ถนนลูกรัง: the general word of the kind
    else if (kind !== '' && classOf(one.concept) === kind && (isPlain(one.concept) || isPlain(word.concept)))
      return 0
  }
  if (other.whole.includes(word.key)) return 0
  if (word.key.length < 4) return 1
  const part = uncommon(word.key, other.whole, 3).left / word.key.length
  if (part <= 0.25) return 0
  // สวมหมวกนิรภัย, สวมหมวกกันน็อก: half the word in one piece is half agreed
  return part <= 0.55 && uncommon(word.key, other.whole, 5).left < word.key.length ? part / 2 : part
}

/** Letters of each text that are in no common piece of `least` letters or more. */
function uncommon(a: string, b: string, least = 4): { left: number; right: number } {
  const rest = (text: string, other: string) => {
    let lost = 0
    for (let at = 0; at < text.length; ) {
      let length = 0
      while (at + length < text.length && other.includes(text.slice(at, at + length + 1))) length += 1
      if (length >= least || length === other.length) at += length
      else {
        lost += 1
        at += 1
      }
    }
    return lost
  }
  return { left: rest(a, b), right: rest(b, a) }
}

function compareNamed(
  left: readonly Named[],
  right: readonly Named[],
  a: Reading,
  b: Reading,
  add: Add,
): Naming {
  if (left.length === 0 || right.length === 0) {
    const named = [...left, ...right]
    const villages = left.length === 0 ? a.villages : b.villages
    if (
      named.some(
        (one) => !isSite(one) && villages.some((village) => soundKey(village.text) === soundKey(one.text)),
      )
    ) {
      // อ่างเก็บน้ำบ้านห้วยลึก for อ่างเก็บน้ำห้วยลึก
      add('partThing', named[0]?.text ?? '', 0.5)
    } else if (named.length > 0) add('oneThing', nameList(named), named.some(isSite) ? 2 : 1)
    return 'none'
  }
  const villageKeys = [...a.villages, ...b.villages].map((one) => one.key)
  // ป่าช้าบ้านสันทราย for the ป่าช้า of บ้านสันทราย
  const withVillage = (one: Named, other: Named) =>
    one.line &&
    other.line &&
    villageKeys.some((name) => one.key === other.key + name || other.key === one.key + name)
  const metIn = (one: Named, others: readonly Named[], villages: readonly Named[]) =>
    others.some((other) => sameNamed(one, other) || withVillage(one, other)) ||
    // สายดอนแก้ว – ทุ่งยาว of บ้านดอนแก้ว; a stream of that name is another thing
    (one.line && villages.some((village) => sameNamed(one, village)))
  const metA = left.filter((one) => metIn(one, right, b.villages))
  const metB = right.filter((one) => metIn(one, left, a.villages))
  const lostA = left.filter((one) => !metA.includes(one))
  const lostB = right.filter((one) => !metB.includes(one))
  const both = `${nameList(lostA)} / ${nameList(lostB)}`
  if (lostA.some((one) => lostB.some((other) => one.key === other.key && one.digits !== other.digits))) {
    add('otherNumber', both)
    return 'differs'
  }
  if (metA.length === 0 && metB.length === 0) {
    add('otherThing', both)
    return 'differs'
  }
  const what = [...metA, ...metB][0]?.text ?? ''
  if (lostA.length === 0 && lostB.length === 0) {
    // one school, many kinds of help: the place of people's work is not yet the work
    add('sameThing', what, isSoft(a) && isSoft(b) && left.every(isSite) ? 0.5 : 1)
    return 'same'
  }
  if (lostA.length > 0 && lostB.length > 0) {
    add('mixedThing', both)
    return 'differs'
  }
  add('partThing', what)
  return 'part'
}

/** A place of its own: what is done at a school or temple is not done in the village at large. */
const isSite = (one: Named) => ['temple', 'mosque', 'school', 'nursery', 'health'].includes(one.type)

const nameList = (list: readonly Named[]) => list.map((one) => one.text).join(', ')

function comparePlace(a: Side, b: Side, add: Add): void {
  const mooA = a.reading.moos.length > 0 ? a.reading.moos : a.mooNo === null ? [] : [a.mooNo]
  const mooB = b.reading.moos.length > 0 ? b.reading.moos : b.mooNo === null ? [] : [b.mooNo]
  const tambon = compareTambon(a, b)
  if (tambon === 'other') add('otherTambon')
  else if (tambon === 'unknown' && meets(a.reading.districts, b.reading.districts)) add('wholeDistrict')
  else if (tambon === 'same') add(isWhole(mooA) && isWhole(mooB) ? 'wholeTambon' : 'sameTambon')
  let moo: 'same' | 'some' | 'other' | 'unknown' = 'unknown'
  if (mooA.length > 0 && mooB.length > 0) {
    if (mooA.length === mooB.length && mooA.every((one) => mooB.includes(one))) moo = 'same'
    else moo = meets(mooA, mooB) ? 'some' : 'other'
    add(`${moo}Moo`, moo === 'other' ? `${mooA.join(', ')} / ${mooB.join(', ')}` : mooA.join(', '))
  }
  const villagesA = villagesOf(a)
  const villagesB = villagesOf(b)
  if (villagesA.length === 0 || villagesB.length === 0) return
  const same = villagesA.some((one) => villagesB.some((other) => sameNamed(one, other)))
  if (same) add('sameVillage', villagesA[0]?.text, moo === 'same' ? 0.6 : moo === 'other' ? 0 : 1)
  // with the same หมู่ที่ another spelling of the village proves nothing; without one it is all there is
  else if (moo === 'unknown') add('otherVillage', `${villagesA[0]?.text ?? ''} / ${villagesB[0]?.text ?? ''}`)
  else if (moo === 'same')
    add('otherVillage', `${villagesA[0]?.text ?? ''} / ${villagesB[0]?.text ?? ''}`, 0.4)
}

/** Named for a tambon as a whole: no หมู่ที่, or so many that they are the tambon. */
const isWhole = (moos: readonly number[]) => moos.length === 0 || moos.length >= 4

function villagesOf(side: Side): Named[] {
  if (side.reading.villages.length > 0) return [...side.reading.villages]
  if (side.villageName === '') return []
  const base = side.villageName.replace(/^บ้าน|\s/gu, '')
  const digits = (base.match(/\d+/gu) ?? []).join(',')
  return [
    {
      type: 'village',
      key: soundKey(base.replace(/\d/gu, '')),
      digits,
      side: '',
      text: base,
      line: false,
      glued: 0,
    },
  ]
}

function compareTambon(a: Side, b: Side): 'same' | 'other' | 'unknown' {
  if (a.districtCode !== null && b.districtCode !== null && a.districtCode !== b.districtCode) return 'other'
  const districts = [a.reading.districts, b.reading.districts] as const
  if (districts[0].length > 0 && districts[1].length > 0 && !meets(...districts)) return 'other'
  const named = (side: Side) =>
    side.reading.tambons.length > 0
      ? side.reading.tambons
      : side.tambonName === ''
        ? []
        : [soundKey(side.tambonName)]
  if (a.tambonCode !== null && b.tambonCode !== null) return a.tambonCode === b.tambonCode ? 'same' : 'other'
  const left = named(a)
  const right = named(b)
  if (left.length > 0 && right.length > 0) return meets(left, right) ? 'same' : 'other'
  const covers = (list: Side, one: Side) =>
    one.tambonCode === null || list.listTambons.length === 0 || list.listTambons.includes(one.tambonCode)
  return covers(a, b) && covers(b, a) ? 'unknown' : 'other'
}

function comparePhase(a: Side, b: Side, add: Add): void {
  const one = a.reading.phase
  const two = b.reading.phase
  // the first phase is often written without saying so
  const first = (phase: Reading['phase']) => phase === null || phase === 1
  if (one !== two && !(first(one) && first(two))) {
    const word = (phase: Reading['phase']) => (phase === null || phase === 'more' ? '–' : String(phase))
    add('otherPhase', `${word(one)} / ${word(two)}`)
  }
  const yearsA = a.reading.years
  const yearsB = b.reading.years
  const isYearly = a.reading.yearly && b.reading.yearly
  if (yearsA.length > 0 && yearsB.length > 0 && !meets(yearsA, yearsB)) {
    add('otherNameYear', `${yearsA.join(', ')} / ${yearsB.join(', ')}`)
  } else if (a.years.length > 0 && b.years.length > 0 && !meets(a.years, b.years)) {
    const apart = Math.min(...a.years.flatMap((x) => b.years.map((y) => Math.abs(x - y))))
    const known = yearsA.length > 0 && yearsB.length > 0
    if (isYearly && !known) add('otherYearlyYear', `${a.years.join(', ')} / ${b.years.join(', ')}`)
    else if (apart >= 3) add('farYears', `${a.years.join(', ')} / ${b.years.join(', ')}`)
  }
  const begins = (side: Side) => Math.min(...side.years)
  for (const [done, later] of [
    [a, b],
    [b, a],
  ] as const) {
    if (
      done.fundedFy !== null &&
      later.fundedFy === null &&
      later.years.length > 0 &&
      begins(later) > done.fundedFy
    ) {
      add('alreadyDone', String(done.fundedFy))
      break
    }
  }
}

/** Sizes that tell one piece of work from another; widths and thicknesses are alike everywhere. */
const sizes = ['length', 'area', 'volume', 'rai', 'piece'] as const

function compareMoney(a: Side, b: Side, named: Naming, add: Add): void {
  let equal = 0
  let other = ''
  for (const size of sizes) {
    const left = a.reading.quantities.get(size)
    const right = b.reading.quantities.get(size)
    if (!left || !right) continue
    const near = (x: number, y: number) => Math.abs(x - y) <= 0.04 * Math.max(x, y)
    if (left.some((x) => right.some((y) => near(x, y)))) equal += 1
    // "10 จุด" and "12 ตัว" may be the same poles and their lamps
    else if (size !== 'piece') other ||= `${left[0]} / ${right[0]}`
  }
  if (equal > 0) add('sameSize')
  else if (other !== '') add(named === 'same' || named === 'part' ? 'otherSize' : 'otherSizeUnnamed', other)
  if (a.amount === null || b.amount === null || a.amount === 0 || b.amount === 0) return
  const ratio = Math.max(a.amount, b.amount) / Math.min(a.amount, b.amount)
  if (ratio <= 1.05) add('sameBudget')
  else if (ratio <= 1.25) add('nearBudget')
  else if (ratio > 4) add('farBudget')
  else if (ratio > 2) add('otherBudget')
}

function comparePoints(a: Side, b: Side, add: Add): void {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return
  const metres = distance(a.latitude, a.longitude, b.latitude, b.longitude)
  if (metres <= 150) add('samePoint')
  else if (metres > 2000) add('farPoint', `${(metres / 1000).toFixed(1)}`)
}

/** Metres between two points; flat enough at a district's size. */
function distance(latA: number, lonA: number, latB: number, lonB: number): number {
  const perDegree = 111_320
  const east = (lonA - lonB) * perDegree * Math.cos(((latA + latB) / 2) * (Math.PI / 180))
  return Math.hypot((latA - latB) * perDegree, east)
}
