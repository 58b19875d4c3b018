/**
 * Rule tables of the field: resources/rules/*.json. What may change by regulation, guideline or province is a row
 * here, never an `if` in code (ARCHITECTURE.md rule 8). Every row says where it comes from and how sure that is;
 * beside a certainty of B… the screen shows "ตรวจสอบกับแนวทางปฏิบัติฉบับล่าสุด" (DOMAIN.md §0).
 */
import { z } from 'zod'
import { reportFormShape } from '../reports/rules.ts'
import { type IsoDate, monthRange } from '../thai/dates.ts'

/** Q quoted · P paraphrased · D derived · B background knowledge, not found in a source: high, medium, low. */
export const certainties = ['Q', 'P', 'D', 'B:hi', 'B:med', 'B:lo'] as const
export const certainty = z.enum(certainties)
export type Certainty = (typeof certainties)[number]

/** True when the row rests on background knowledge only and the office should check it. */
export function needsChecking(value: string): boolean {
  return value.startsWith('B')
}

const text = z.string().trim().max(2000)
const words = text.min(1)
const key = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)
const thaiYear = z.int().min(2500).max(2700)
const month = z.int().min(1).max(12)

/** The levels as plans and windows name them. */
const level = z.enum(['village', 'tambon', 'local', 'district', 'needs', 'province'])

const base = {
  /** Stable name in records and code. */
  key,
  /** As shown and printed. */
  name: words,
  source: words.optional(),
  certainty: certainty.optional(),
  note: words.optional(),
}

function table<Id extends string, Shape extends z.core.$ZodLooseShape>(id: Id, fields: Shape) {
  return z
    .strictObject({
      id: z.literal(id),
      title: words,
      source: words,
      certainty,
      note: words.optional(),
      items: z.array(z.strictObject({ ...base, ...fields })).min(1),
    })
    .superRefine((value, context) => {
      const seen = new Set<string>()
      for (const [at, item] of (value.items as { key: string }[]).entries()) {
        if (seen.has(item.key))
          context.addIssue({ code: 'custom', message: `key ${item.key} twice`, path: ['items', at] })
        seen.add(item.key)
      }
    })
}

/** What a word of a project name says (core/duplicates/read-name.ts). */
const duplicateGroups = [
  'abbreviation',
  'action',
  'object',
  'people',
  'attribute',
  'yearly',
  'filler',
  'position',
  'connector',
  'aside',
  'becomes',
  'marker',
  'title',
  'side',
  'dimension',
  'unit',
  'phase',
  'continued',
] as const

/** What a head of an agenda is for (DOCUMENTS.md §A5). */
export const agendaKinds = ['inform', 'previous', 'arising', 'report', 'decide', 'other'] as const

/** What a day off by date is; every year's days are `fixed` (table holidays-yearly). */
const datedHolidayKinds = ['lunar', 'substitute', 'special', 'office', 'working'] as const

const seatRole = z.enum(['chair', 'vice', 'member', 'secretary', 'assistantSecretary'])

const ruleTables = {
  /** Months in which the plan of a fiscal year is made, `yearsBefore` years earlier (N−2 rule, DOMAIN.md §4.2). */
  'plan-windows': table('plan-windows', {
    level,
    yearsBefore: z.int().min(0).max(5),
    startMonth: month,
    endMonth: month,
  }),
  guideline: table('guideline', {
    shortName: words,
    /** With {{editionFy}}. */
    editionTemplate: words,
    regulation: words,
    /** Plan FY = edition FY + this (DOMAIN.md §1.1). */
    planYearsAfterEdition: z.int().min(0).max(5),
  }),
  'plan-levels': table('plan-levels', {
    shortName: words,
    area: z.enum(['village', 'tambon', 'lao', 'district', 'province']),
    madeBy: words,
    adoptedBy: words,
    takesFrom: level.nullable(),
    /** Further levels it takes up from: only what their take-up rules let through (DOMAIN.md §1.5). */
    alsoTakesFrom: z.array(level).optional(),
    /** Takes up before the lower plan is adopted: some offices collect while forums are still held. */
    takesDrafts: z.boolean().optional(),
    communityName: words.optional(),
    communityMadeBy: words.optional(),
  }),
  /** titleTemplate with {{planFy}} and {{no}}; carriesOver: the rows of the edition before are copied as a draft. */
  'plan-editions': table('plan-editions', { titleTemplate: text, carriesOver: z.boolean() }),
  /** usual: offered first for a plan FY inside it. */
  'plan-spans': table('plan-spans', {
    spanStart: thaiYear,
    spanLength: z.int().min(1).max(5),
    levels: z.array(level).min(1),
    usual: z.boolean(),
    /** The window moves on every year instead of being reviewed in place (Rolling Plan). */
    rolling: z.boolean().optional(),
  }),
  /** What a plan takes up from below, and why: served areas, several proposers of one project, or its class. */
  'take-up-rules': table('take-up-rules', {
    level,
    takesFrom: level,
    test: z.enum(['villages', 'tambons', 'proposers', 'class']),
    atLeast: z.int().min(2).max(99).optional(),
    classes: z.array(z.enum(['SELF', 'JOINT', 'BEYOND'])).optional(),
    /** Chosen by the button "by rule"; else only shown. */
    selects: z.boolean(),
  }),
  /** What becomes of the budgets of projects that come along into the next year's plan. */
  'next-year': table('next-year', { budgets: z.enum(['keep', 'planYear', 'shift', 'drop']) }),
  'project-classes': table('project-classes', { fullName: words, goesUp: z.boolean() }),
  'development-issues': table('development-issues', {}),
  /** words: by which a source is known in what people write (งบ อบต., งบจังหวัด). */
  'budget-sources': table('budget-sources', { words: z.array(words).optional() }),
  /** null = number or term not found in any source: not checked until the office fills it in. */
  bodies: table('bodies', {
    shortName: text,
    area: z.enum(['village', 'tambon', 'district', 'province']),
    /** With {{village}} {{moo}} {{tambon}} {{district}} {{province}}. */
    nameTemplate: text,
    minimum: z.int().min(1).max(500).nullable(),
    maximum: z.int().min(1).max(500).nullable(),
    termYears: z.int().min(1).max(10).nullable(),
    appointer: text,
    /** The appointment order is to be reviewed in every guideline edition (duty 2). */
    reviewedYearly: z.boolean(),
    /** Members that a meeting needs: half of them, more than half, or a number; absent or null = not found. */
    quorumOf: z.union([z.enum(['half', 'majority']), z.int().min(1).max(500)]).nullish(),
    /** Nobody sits in it twice, by two posts. */
    onePersonOneSeat: z.boolean().optional(),
    /** Whose term `termYears` is: that of the whole body (absent), or of the seats that have one of their own. */
    termOf: z.enum(['body', 'seats']).optional(),
    /** Days before the end of a term from which it is said. */
    warnDays: z.int().min(0).max(730).optional(),
    /** Roles without which it cannot work; absent = chair and secretary. */
    needsRoles: z.array(seatRole).optional(),
  }),
  /** Seats a body opens with; `repeat` makes one seat per village, community or LAO of the tambon, or per tambon. */
  'seat-templates': table('seat-templates', {
    body: key,
    title: words,
    role: seatRole,
    filledBy: z.enum(['post', 'person']),
    /** With {{lao}} {{laoMayor}} {{moo}} {{village}} {{community}} {{tambon}} {{district}} {{province}}. */
    post: words,
    repeat: z.enum(['once', 'village', 'community', 'lao', 'tambon']),
    count: z.int().min(1).max(25),
    /** Left out where who would sit there has another seat of the body (the headman who is kamnan). */
    yields: z.boolean().optional(),
  }),
  /** Posts that persons hold one after the other. */
  'post-kinds': table('post-kinds', {
    /** What one post of the kind is of. */
    area: z.enum(['village', 'community', 'tambon', 'lao', 'district', 'any']),
    /** As printed, with the same words as seats; '' = typed for each. */
    nameTemplate: text,
    /** A post whose name begins so is of this kind; the longest that fits decides. */
    words: z.array(words),
    /** Each of its places ought to have one. */
    opens: z.boolean(),
    /** Nobody holds two posts of such kinds in different places: another of the same name is another person. */
    onePost: z.boolean(),
  }),
  /** Why somebody left a post. */
  'leave-reasons': table('leave-reasons', {}),
  /** The six duties of the seed letter; `text` verbatim, `keywords` recognise the kind in another letter. */
  'duty-kinds': table('duty-kinds', {
    text,
    keywords: z.array(words),
    activityKind: z.enum(['session', 'participation', 'workshop', 'partner']).nullable(),
    /** Room in which it is done, where that is not the one of its activities. */
    room: z.enum(['bodies', 'reports', 'plans']).optional(),
  }),
  /** What an instruction may come as; numbered: it has a number of its own that is asked for. */
  'directive-forms': table('directive-forms', { numbered: z.boolean() }),
  /** How somebody is told; by: the records of the program that may have done it. */
  'told-means': table('told-means', { by: z.enum(['letter', 'activity', 'meeting']).optional() }),
  /** text with {{n}} and, where hasExpected, {{of}}; money is satang. */
  'report-figures': table('report-figures', {
    dutyKind: key,
    text: words,
    unit: z.enum(['count', 'money']),
    hasExpected: z.boolean(),
    /** The records cannot give it: a person types it. What no function counts is typed too. */
    typed: z.boolean().optional(),
    /** Of a typed figure: typed tambon by tambon, the district's is their sum. */
    perTambon: z.boolean().optional(),
    /** What is counted, for a column of units: ตำบล, คน. Left out = of money its unit, else nothing. */
    counter: words.optional(),
  }),
  /** Forms of the results report as data (core/reports/rules.ts), so that a real enclosure can be matched. */
  'report-forms': table('report-forms', reportFormShape),
  'attendance-groups': table('attendance-groups', {}),
  'participation-steps': table('participation-steps', {}),
  /** What an activity is called where nobody types it; tambonSubject with {{tambon}}. */
  'activity-kinds': table('activity-kinds', { subject: words, tambonSubject: words }),
  /** money: the value of the pledge is money that can be counted. */
  'pledge-forms': table('pledge-forms', { money: z.boolean() }),
  /** Ways in which the name of an agency is written; named: a place always follows, which tells two of them apart. */
  'partner-names': table('partner-names', {
    words: z.array(words),
    named: z.boolean(),
    /** Key of budget-sources from which it gives. */
    budgetSource: key,
  }),
  'ranking-criteria': table('ranking-criteria', {
    weight: z.int().min(0).max(100),
    maximum: z.int().min(1).max(100),
  }),
  /** budgetSources: keys of the table budget-sources that ask for the paper; works, goods: only for construction, only for things that are bought. */
  'project-documents': table('project-documents', {
    budgetSources: z.array(key),
    works: z.boolean(),
    goods: z.boolean().optional(),
    order: z.int().min(1),
  }),
  /** Words that tell what a project is by its name; the one that stands first decides. */
  'works-words': table('works-words', { kind: z.enum(['works', 'goods', 'other']) }),
  /** What may be attached, judged by the bytes (core/attachments/rules.ts). */
  'attachment-kinds': table('attachment-kinds', {
    endings: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).min(1),
    mime: words,
    signatures: z.array(z.string().regex(/^([0-9a-f]{2}){2,16}$/)),
    check: z.enum(['bytes', 'entry', 'head', 'text', 'archive']),
    inside: words.optional(),
  }),
  /** Words that are searched as one (name = the right one); `whole`: only where it stands for itself, not inside a word. */
  'search-spellings': table('search-spellings', {
    variants: z.array(words).min(1),
    whole: z.boolean().optional(),
  }),
  /** outcome: how the way of a project ends so far; absent = funded or notFunded as `funded` says. */
  'fate-kinds': table('fate-kinds', {
    outcome: z.enum(['funded', 'notFunded', 'waiting', 'withdrawn']).optional(),
    funded: z.boolean(),
    final: z.boolean(),
  }),
  /**
   * short: the abbreviation that stands for the prefix in what people write (อบต., ทต.); mayor: what stands for the
   * prefix in the title of its head (นายกเทศมนตรีตำบล…).
   */
  'lao-types': table('lao-types', { prefix: text, short: text.optional(), mayor: text.optional() }),
  /** Which rows of a plan stand in the list for an อปท. or agency, and in the list for the province; empty = all. */
  'project-lists': table('project-lists', {
    list: z.enum(['coordination', 'province']),
    levels: z.array(level).min(1),
    classes: z.array(z.enum(['SELF', 'JOINT', 'BEYOND'])),
    /** Keys of budget-sources. */
    budgetSources: z.array(key),
    /** Keys of lao-types. */
    laoTypes: z.array(key),
    /** villages: the project's village lies in the อปท., wholly or in part. */
    area: z.enum(['villages', 'any']),
    /** The row names the อปท. or agency. */
    named: z.boolean(),
    /** The row names nobody that is responsible or co-ordinated with. */
    unassigned: z.boolean(),
    adoptedOnly: z.boolean(),
  }),
  'lao-programmes': table('lao-programmes', {}),
  'staff-roles': table('staff-roles', {}),
  /** Runs of numbers per calendar year; `papers` = what takes its number there, `shown` = the number on paper (DOCUMENTS.md §A2, §A4). */
  registers: table('registers', {
    papers: z.array(z.enum(['external', 'memo', 'announcement', 'order'])),
    /** With {{number}} {{year}}. */
    shown: words,
    leastDigits: z.int().min(1).max(6),
  }),
  /** Lines under the name, with {{position}} {{ownPosition}} {{actingPosition}}. */
  'signing-forms': table('signing-forms', { lines: z.array(words).min(1).max(5) }),
  /** Heads of columns by the field they mean; `words` are compared folded (core/sheets/columns.ts). */
  'sheet-columns': table('sheet-columns', {
    target: z.enum(['planEntries', 'villages', 'laos', 'forumNeeds']),
    field: key,
    words: z.array(words).min(1),
  }),
  /** What a whole cell of these words stands for; of an agencyPrefix, what a name that begins so begins with. */
  'sheet-words': table('sheet-words', {
    kind: z.enum(['class', 'laoType', 'agency', 'agencyPrefix', 'source']),
    value: words,
    words: z.array(words).min(1),
  }),
  /** Words of project names for the duplicate finder; `words` separated by commas, `parent` = class, unit or side. */
  'duplicate-words': table('duplicate-words', {
    group: z.enum(duplicateGroups),
    words,
    parent: text,
    factor: z.number().positive().nullable(),
  }),
  'duplicate-weights': table('duplicate-weights', { weight: z.int().min(-100).max(100) }),
  'agenda-templates': table('agenda-templates', { usual: z.boolean() }),
  /** Numbered heads of an agenda template in their order; `kind` is what the program knows a head by. */
  'agenda-heads': table('agenda-heads', { template: key, kind: z.enum(agendaKinds) }),
  /** decides: carrying it out does something (core/meetings/rules.ts); followUp: stays open until it is done. */
  'resolution-kinds': table('resolution-kinds', { text, decides: z.boolean(), followUp: z.boolean() }),
  'absence-reasons': table('absence-reasons', {}),
  /** Who counts for a quorum; word: a title with it is a member's, whatever `applies` says. */
  'meeting-rules': table('meeting-rules', { applies: z.boolean(), word: text }),
  /**
   * Columns of the home screen's board: what is counted in each tambon. what = village, community or tambon of plans,
   * kind of body of orders, kind of activity; `href` with {{tambon}} {{directive}}.
   */
  'board-steps': table('board-steps', {
    counts: z.enum(['plans', 'orders', 'activities', 'told']),
    what: key,
    window: level,
    duty: key.nullable(),
    href: words,
  }),
  /**
   * What the province watches of each district, counted in what was handed in: `plans` adopted of a level, current `orders`
   * of a kind of body and `activities` of a kind by tambon, the `report` `signed` or its `letter` signed (C22).
   */
  'district-duties': table('district-duties', {
    shortName: words,
    counts: z.enum(['plans', 'orders', 'activities', 'report']),
    what: key,
    /** Stands on the board. */
    shown: z.boolean(),
  }),
  /** Days before something on which it is said, and every how many days once it is late; null = once (C3). */
  reminders: table('reminders', {
    daysBefore: z.array(z.int().min(0).max(365)).min(1),
    everyDaysLate: z.int().min(1).max(365).nullable(),
  }),
  /**
   * Days off by date, as the announcement of the year has them; `working` = no day off, whatever is worked out. Of a
   * `group` that falls on a weekend only one day is given back.
   */
  holidays: table('holidays', {
    date: z.iso.date(),
    kind: z.enum(datedHolidayKinds),
    group: key.optional(),
  }),
  /** Days off on the same day every year; years พ.ศ., null = without limit. */
  'holidays-yearly': table('holidays-yearly', {
    month,
    day: z.int().min(1).max(31),
    fromYear: thaiYear.nullable(),
    untilYear: thaiYear.nullable(),
    group: key.optional(),
  }),
  /** A day off on a Saturday or Sunday is given back on the next working day, from a year (พ.ศ.) on. */
  'holiday-substitution': table('holiday-substitution', {
    applies: z.boolean(),
    fromYear: thaiYear.nullable(),
    /** With {{holiday}}. */
    titleTemplate: words,
  }),
  /** Kinds of days off by the words of their names in a pasted list. */
  'holiday-kinds': table('holiday-kinds', { words: z.array(words) }),
  /** Windows as letters and news gave them, to look at and to take over; `report` = the day of the report. */
  'window-examples': table('window-examples', {
    planFy: thaiYear,
    level: z.union([level, z.literal('report')]),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
  }),
} as const

export type RuleTableId = keyof typeof ruleTables
export const ruleTableIds = Object.keys(ruleTables) as RuleTableId[]
export type RuleTableOf<Id extends RuleTableId> = z.infer<(typeof ruleTables)[Id]>
export type RuleItemOf<Id extends RuleTableId> = RuleTableOf<Id>['items'][number]
export type Rules = { readonly [Id in RuleTableId]: RuleTableOf<Id> }

/** Schema of one table, to check a file or the office's own version of it. */
export function ruleTableSchema<Id extends RuleTableId>(id: Id): (typeof ruleTables)[Id] {
  return ruleTables[id]
}

/**
 * Reads and checks every table and what they say of each other (a seat of an unknown body, a figure of an unknown
 * duty). Throws ZodError or RangeError: a rule file that does not hold is a fault of the package, never the user's.
 *
 * @param readJson reads a file of the resources folder by its name, e.g. `rules/bodies.json`
 */
export function loadRules(readJson: (name: string) => unknown): Rules {
  const rules = Object.fromEntries(
    ruleTableIds.map((id) => [id, ruleTables[id].parse(readJson(`rules/${id}.json`))]),
  ) as unknown as Rules
  const keysOf = (id: RuleTableId) => new Set(rules[id].items.map((item) => item.key))
  const mustExist = (what: string, known: Set<string>, used: Iterable<string>) => {
    for (const name of used) if (!known.has(name)) throw new RangeError(`${what}: ${name} is not listed`)
  }
  mustExist(
    'seat-templates',
    keysOf('bodies'),
    rules['seat-templates'].items.map((item) => item.body),
  )
  mustExist(
    'report-figures',
    keysOf('duty-kinds'),
    rules['report-figures'].items.map((item) => item.dutyKind),
  )
  mustExist(
    'board-steps',
    keysOf('duty-kinds'),
    rules['board-steps'].items.flatMap((item) => (item.duty === null ? [] : [item.duty])),
  )
  mustExist(
    'project-documents',
    keysOf('budget-sources'),
    rules['project-documents'].items.flatMap((item) => item.budgetSources),
  )
  mustExist(
    'partner-names',
    keysOf('budget-sources'),
    rules['partner-names'].items.map((item) => item.budgetSource),
  )
  mustExist(
    'project-lists',
    keysOf('budget-sources'),
    rules['project-lists'].items.flatMap((item) => item.budgetSources),
  )
  mustExist(
    'project-lists',
    keysOf('lao-types'),
    rules['project-lists'].items.flatMap((item) => item.laoTypes),
  )
  mustExist(
    'plan-windows',
    keysOf('plan-levels'),
    rules['plan-windows'].items.map((item) => item.level),
  )
  mustExist(
    'agenda-heads',
    keysOf('agenda-templates'),
    rules['agenda-heads'].items.map((item) => item.template),
  )
  for (const item of rules['take-up-rules'].items) {
    if (item.test === 'class' ? !item.classes?.length : item.atLeast === undefined)
      throw new RangeError(`take-up-rules: ${item.key} says nothing to compare with`)
  }
  for (const item of rules.bodies.items) {
    if (item.minimum !== null && item.maximum !== null && item.minimum > item.maximum) {
      throw new RangeError(`bodies: ${item.key} has minimum above maximum`)
    }
  }
  return rules
}

/** Source and certainty of a row: its own, else the table's. */
export function provenance(
  ruleTable: { source: string; certainty: Certainty },
  item: { source?: string | undefined; certainty?: Certainty | undefined },
): { source: string; certainty: Certainty } {
  return { source: item.source ?? ruleTable.source, certainty: item.certainty ?? ruleTable.certainty }
}

/** Fills {{name}} placeholders. Throws RangeError when a placeholder has no value: nothing half-filled is printed. */
export function fillPlaceholders(
  template: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`no value for {{${name}}} in ${template}`)
    return String(value)
  })
}

/** Windows of all levels for a plan FY (พ.ศ.), as the table has it: the seed of the editable calendar (C2). */
export function windowsFor(
  rules: Pick<Rules, 'plan-windows'>,
  planFy: number,
): {
  level: RuleItemOf<'plan-windows'>['level']
  startsOn: IsoDate
  endsOn: IsoDate
  source: string
  certainty: Certainty
}[] {
  const windows = rules['plan-windows']
  return windows.items.map((item) => ({
    level: item.level,
    // the plan of FY N is made in calendar year N−2, both พ.ศ.
    startsOn: monthRange(planFy - item.yearsBefore, item.startMonth).start,
    endsOn: monthRange(planFy - item.yearsBefore, item.endMonth).end,
    ...provenance(windows, item),
  }))
}

/** The spans that hold a plan FY at a level, the usual one first. */
export function spansFor(
  rules: Pick<Rules, 'plan-spans'>,
  planLevel: string,
  planFy: number,
): RuleItemOf<'plan-spans'>[] {
  return rules['plan-spans'].items
    .filter(
      (span) =>
        (span.levels as readonly string[]).includes(planLevel) &&
        planFy >= span.spanStart &&
        planFy < span.spanStart + span.spanLength,
    )
    .sort((a, b) => Number(b.usual) - Number(a.usual) || b.spanStart - a.spanStart)
}

/** Key of the duty kind a numbered duty of a letter belongs to; 'other' when none of the keywords stands in it. */
export function dutyKindOf(rules: Pick<Rules, 'duty-kinds'>, dutyText: string): string {
  const compact = dutyText.replace(/\s+/g, '')
  let best = { key: 'other', hits: 0, first: Number.POSITIVE_INFINITY }
  for (const item of rules['duty-kinds'].items) {
    const places = item.keywords
      .map((word) => compact.indexOf(word.replace(/\s+/g, '')))
      .filter((at) => at >= 0)
    const first = Math.min(...places)
    // more keywords win; among equals the one named first in the sentence
    if (
      places.length > best.hits ||
      (places.length > 0 && places.length === best.hits && first < best.first)
    ) {
      best = { key: item.key, hits: places.length, first }
    }
  }
  return best.key
}
