import { sql } from 'drizzle-orm'
import { check, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * One office, one file. Names of tables and columns are the words of DOMAIN.md §7 and the same ones in TypeScript,
 * SQL and package rows. Dates are ISO text (C.E.), years are พ.ศ. integers, money is integer satang.
 *
 * `officeId` says whose record a row is. Handing in is a submission, not a sync (PRODUCT.md): rows of another office
 * are a read-only mirror of what it handed in; the writer (core/kernel/write.ts) refuses to touch them.
 */

const id = () => text().primaryKey()
const officeId = () => text().notNull()
const flag = () => integer({ mode: 'boolean' }).notNull().default(false)
const words = () => text().notNull().default('')
/** The paper as it was signed (core/papers/as-signed.ts): a later change of letterhead, signatory or records does not change it. */
const asSigned = () =>
  text({ mode: 'json' }).$type<{
    data: Record<string, unknown>
    office: Record<string, unknown>
    layouts?: Record<string, unknown>
    templates?: Record<string, unknown>
    digits?: 'thai' | 'arabic'
  }>()
const list = <T>() => text({ mode: 'json' }).$type<T[]>().notNull().default([])

// ── kernel ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Key–value facts of the file itself: sequence of ids, own office, when it was made. */
export const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() })

/** One row a command, written by the wrapper in the command's own transaction. Append-only. */
export const audit = sqliteTable(
  'audit',
  {
    n: integer().primaryKey({ autoIncrement: true }),
    at: text().notNull(),
    staffId: text(),
    staffName: text().notNull(),
    /** Stable name of the procedure, e.g. `plans.adopt`; Thai text only for display. */
    command: text().notNull(),
    subjectTable: text(),
    subjectId: text(),
    undoable: flag(),
    undoOf: integer(),
    undoneBy: integer(),
  },
  (t) => [index('auditSubject').on(t.subjectTable, t.subjectId), index('auditAt').on(t.at)],
)

/** The undo record and the history of every field: one row per record that a command touched. */
export const change = sqliteTable(
  'change',
  {
    n: integer().primaryKey({ autoIncrement: true }),
    auditN: integer()
      .notNull()
      .references(() => audit.n),
    tableName: text().notNull(),
    rowId: text().notNull(),
    operation: text({ enum: ['insert', 'update', 'remove'] }).notNull(),
    /** Only the fields that changed (whole row for remove); null for insert. */
    before: text({ mode: 'json' }).$type<Record<string, unknown>>(),
    after: text({ mode: 'json' }).$type<Record<string, unknown>>(),
  },
  (t) => [index('changeAudit').on(t.auditN), index('changeRow').on(t.tableName, t.rowId)],
)

/** Typed-but-not-saved forms; written within two seconds of typing (PEERS.md §3.5 #1). Not audited. */
export const draft = sqliteTable('draft', {
  form: text().primaryKey(),
  data: text({ mode: 'json' }).$type<unknown>().notNull(),
  savedAt: text().notNull(),
})

// ── office ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Offices this file knows: its own, and those whose packages it received or expects. */
export const office = sqliteTable('office', {
  id: id(),
  officeId: officeId(),
  profile: text({ enum: ['district', 'tambon', 'province'] }).notNull(),
  provinceCode: text().notNull(),
  districtCode: text(),
  /** Tambons a field laptop works on. */
  tambonCodes: list<string>(),
  /** ที่ว่าการอำเภอพรหมคีรี */
  name: text().notNull(),
  /** Of a laptop: what its district calls it; its papers have the district's `name`. */
  laptopName: words(),
  /** Prefix of letter numbers, e.g. นศ ๐๐๑๙.๓ (DOCUMENTS.md §A2). */
  agencyCode: words(),
  addressLines: list<string>(),
  /** ส่วนราชการเจ้าของเรื่อง */
  ownerUnit: words(),
  ownerGroup: words(),
  telephone: words(),
  fax: words(),
  email: words(),
  mottoLines: list<string>(),
  /** Stands in orders: คำสั่งอำเภอ… */
  orderIssuer: words(),
  emblemMode: text({ enum: ['picture', 'space', 'none'] })
    .notNull()
    .default('space'),
  emblemId: text(),
  docxFont: text().notNull().default('TH SarabunPSK'),
  /** Ed25519 public key, base64 of the raw 32 bytes; of another office only after a person confirmed it. */
  publicKey: words(),
  keyConfirmedOn: text(),
  demo: flag(),
})

export const signatory = sqliteTable('signatory', {
  id: id(),
  officeId: officeId(),
  name: text().notNull(),
  /** Position, one line each, e.g. ปลัดอำเภอ… / รักษาราชการแทน / นายอำเภอ… */
  positionLines: list<string>(),
  /** What this person usually signs. */
  signs: list<'letter' | 'order' | 'report'>(),
  active: integer({ mode: 'boolean' }).notNull().default(true),
})

export const staff = sqliteTable('staff', {
  id: id(),
  officeId: officeId(),
  name: text().notNull(),
  position: words(),
  role: text({ enum: ['officer', 'checker', 'chief', 'admin'] }).notNull(),
  /** Tambons this officer covers: they come first on the home screen. */
  tambonCodes: list<string>(),
  active: integer({ mode: 'boolean' }).notNull().default(true),
})

/** Settings and the office's own changes of rule tables (resources/rules). */
export const setting = sqliteTable('setting', {
  id: id(),
  officeId: officeId(),
  key: text().notNull().unique(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
})

/** A stored file: its bytes lie in `attachments/<sha256>` of the data folder, once. */
export const attachment = sqliteTable(
  'attachment',
  {
    id: id(),
    officeId: officeId(),
    sha256: text().notNull(),
    name: text().notNull(),
    mime: text().notNull(),
    sizeBytes: integer().notNull(),
    subjectTable: text().notNull(),
    subjectId: text().notNull(),
  },
  (t) => [index('attachmentSubject').on(t.subjectTable, t.subjectId)],
)

// ── geography ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Villages (หมู่บ้าน) and municipal communities (ชุมชน). Province, district and tambon are built in (resources/geography). */
export const village = sqliteTable(
  'village',
  {
    id: id(),
    officeId: officeId(),
    kind: text({ enum: ['village', 'community'] }).notNull(),
    tambonCode: text().notNull(),
    /** หมู่ที่; a community may have none. */
    mooNo: integer(),
    name: text().notNull(),
    /** 8-digit DOPA code where the office knows it; never computed (DOMAIN.md §8). */
    officialCode: text(),
    population: integer(),
    households: integer(),
    /** Who holds the post of its head now, as printed; written by core/people alone, so that one change shows everywhere. */
    headmanName: words(),
    example: flag(),
  },
  (t) => [
    index('villageTambon').on(t.officeId, t.tambonCode, t.mooNo),
    uniqueIndex('villageMoo').on(t.officeId, t.tambonCode, t.mooNo).where(sql`kind = 'village'`),
  ],
)

/** Persons and households of a village in one year (พ.ศ.); `village.population`/`households` are those of the newest year. */
export const villageFigure = sqliteTable(
  'villageFigure',
  {
    id: id(),
    officeId: officeId(),
    villageId: text()
      .notNull()
      .references(() => village.id),
    /** Calendar year, พ.ศ. */
    year: integer().notNull(),
    population: integer(),
    male: integer(),
    female: integer(),
    households: integer(),
    /** จปฐ., กชช.2ค, ทะเบียนราษฎร … */
    source: words(),
  },
  (t) => [uniqueIndex('villageFigureYear').on(t.villageId, t.year)],
)

/** อปท.; `AGENCY` = another agency whose list of projects is co-ordinated with (DOMAIN.md §1.4, §5). */
export const lao = sqliteTable('lao', {
  id: id(),
  officeId: officeId(),
  name: text().notNull(),
  laoType: text({ enum: ['PAO', 'CITY', 'TOWN', 'SUBDISTRICT_MUNI', 'SAO', 'SPECIAL', 'AGENCY'] }).notNull(),
  code: text(),
  example: flag(),
})

/** Village ↔ LAO is many-to-many; `part` = บางส่วน (DOMAIN.md §8). */
export const villageLao = sqliteTable(
  'villageLao',
  {
    id: id(),
    officeId: officeId(),
    villageId: text()
      .notNull()
      .references(() => village.id),
    laoId: text()
      .notNull()
      .references(() => lao.id),
    part: flag(),
  },
  (t) => [uniqueIndex('villageLaoPair').on(t.villageId, t.laoId)],
)

// ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Minimum personal data: what orders and minutes need, no more (PEERS.md §3.7). */
export const person = sqliteTable('person', {
  id: id(),
  officeId: officeId(),
  title: words(),
  firstName: text().notNull(),
  lastName: words(),
  /** Position as printed; of one who sits by a post it is the post's name and stays '' here. */
  position: words(),
  example: flag(),
})

/** A post (ตำแหน่ง) that persons hold one after the other: ผู้ใหญ่บ้าน หมู่ที่ 3, ปลัด อบต.…, เกษตรอำเภอ. */
export const post = sqliteTable(
  'post',
  {
    id: id(),
    officeId: officeId(),
    /** Key of resources/rules/post-kinds. */
    kind: text().notNull(),
    /** As printed: ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลพรหมโลก; '' = by the words of its kind (resources/rules/post-kinds). */
    name: text().notNull(),
    tambonCode: text(),
    villageId: text().references(() => village.id),
    laoId: text().references(() => lao.id),
    example: flag(),
  },
  (t) => [
    index('postArea').on(t.officeId, t.kind, t.tambonCode),
    index('postVillage').on(t.villageId),
    index('postLao').on(t.laoId),
  ],
)

/** Who held a post from when to when (C5). The holder now is the newest holding that has not ended. */
export const holding = sqliteTable(
  'holding',
  {
    id: id(),
    officeId: officeId(),
    postId: text()
      .notNull()
      .references(() => post.id),
    personId: text()
      .notNull()
      .references(() => person.id),
    /** null = not known. */
    startsOn: text(),
    endsOn: text(),
    /** Key of resources/rules/leave-reasons; '' while it lasts. */
    endReason: words(),
    /** รักษาการ, รักษาราชการแทน */
    acting: flag(),
  },
  (t) => [index('holdingPost').on(t.postId, t.endsOn), index('holdingPerson').on(t.personId)],
)

// ── directives ──────────────────────────────────────────────────────────────────────────────────────────────────

/** หนังสือสั่งการ */
export const directive = sqliteTable('directive', {
  id: id(),
  officeId: officeId(),
  number: text().notNull(),
  dated: text().notNull(),
  receivedOn: text(),
  fromOffice: text().notNull(),
  subject: text().notNull(),
  /** Edition of the guideline; the plans it sets the calendar for are two years later (DOMAIN.md §1.1). */
  editionFy: integer().notNull(),
  planFy: integer().notNull(),
  body: words(),
  /** `attachmentId` = the stored file of the line, where there is one. */
  enclosures: list<{ title: string; quantity: string; attachmentId?: string | null }>(),
  example: flag(),
  /** `expected`: next year's letter, opened with last year's duties before it has come (C30). */
  state: text({ enum: ['received', 'expected'] })
    .notNull()
    .default('received'),
  /** Key of resources/rules/directive-forms: a letter, a notice, a resolution of a meeting. */
  form: text().notNull().default('letter'),
  /** ชั้นความเร็ว, เลขรับ of the own register of incoming papers, as written on the letter. */
  speed: words(),
  receiveNo: words(),
  /** The directive whose duties were copied into this one. */
  copiedFromId: text(),
})

/** ฉบับของแนวทางปฏิบัติ: which edition sets the calendar of which plan FY; its files are attachments (C1). */
export const guidelineEdition = sqliteTable(
  'guidelineEdition',
  {
    id: id(),
    officeId: officeId(),
    /** พ.ศ. */
    editionFy: integer().notNull(),
    planFy: integer().notNull(),
    title: text().notNull(),
    receivedOn: text(),
    source: words(),
    note: words(),
    example: flag(),
  },
  (t) => [uniqueIndex('guidelineEditionFy').on(t.officeId, t.editionFy)],
)

/** Who was told of a directive, how and when (duty 1: แจ้งแนวทางปฏิบัติให้ผู้เกี่ยวข้องถือปฏิบัติ). */
export const directiveTold = sqliteTable(
  'directiveTold',
  {
    id: id(),
    officeId: officeId(),
    directiveId: text()
      .notNull()
      .references(() => directive.id),
    /** The one duty that was passed on; null = the whole letter. */
    dutyId: text().references(() => duty.id),
    /** As the sheet says it: กำนันตำบลพรหมโลก, อบต.นาเรียง, ผู้ใหญ่บ้านทุกหมู่บ้าน. */
    recipient: text().notNull(),
    /** Who that is for the program (core/directives/rules.ts toldKinds); `toId` = tambon code or id, by the kind. */
    toKind: text().notNull().default('other'),
    toId: text(),
    tambonCode: text(),
    /** Key of resources/rules/told-means. */
    means: text().notNull(),
    toldOn: text().notNull(),
    acknowledgedOn: text(),
    /** Own letter, session or meeting by which they were told: `letter`, `activity`, `meeting`. */
    aboutTable: words(),
    aboutId: text(),
    note: words(),
    example: flag(),
  },
  (t) => [index('directiveToldDirective').on(t.directiveId, t.toldOn)],
)

export const duty = sqliteTable(
  'duty',
  {
    id: id(),
    officeId: officeId(),
    directiveId: text()
      .notNull()
      .references(() => directive.id),
    no: integer().notNull(),
    /** Key of resources/rules/duty-kinds, `other` if none fits. */
    kind: text().notNull(),
    text: text().notNull(),
    ownerName: words(),
    dueOn: text(),
    state: text({ enum: ['open', 'doing', 'done'] })
      .notNull()
      .default('open'),
    doneOn: text(),
    evidence: words(),
    copiedFromId: text(),
    /** Records that show it was done: an order, a session, a meeting, a plan. */
    evidenceLinks: list<{ table: string; id: string }>(),
  },
  (t) => [index('dutyDirective').on(t.directiveId, t.no)],
)

/** ห้วงเวลาจัดทำแผนแต่ละระดับ: seeded by the N−2 rule, edited as data (DOMAIN.md §4). */
export const planWindow = sqliteTable(
  'planWindow',
  {
    id: id(),
    officeId: officeId(),
    planFy: integer().notNull(),
    level: text().notNull(),
    startsOn: text().notNull(),
    endsOn: text().notNull(),
    source: words(),
    certainty: words(),
    /** The letter that set it; null where the rule or a person did. */
    directiveId: text().references(() => directive.id),
    note: words(),
    /** What a later letter says where a person had typed the window: waits for his yes or no, nothing is overwritten. */
    offered: text({ mode: 'json' }).$type<{
      directiveId: string
      startsOn: string
      endsOn: string
    }>(),
  },
  (t) => [uniqueIndex('planWindowLevel').on(t.officeId, t.planFy, t.level)],
)

/** The office's own dates in the calendar (C2): an appointment, a date to prepare something by. */
export const calendarEntry = sqliteTable(
  'calendarEntry',
  {
    id: id(),
    officeId: officeId(),
    title: text().notNull(),
    startsOn: text().notNull(),
    endsOn: text(),
    place: words(),
    tambonCode: text(),
    note: words(),
    done: flag(),
    example: flag(),
  },
  (t) => [index('calendarEntryDay').on(t.officeId, t.startsOn)],
)

// ── plans and projects ──────────────────────────────────────────────────────────────────────────────────────────

export const plan = sqliteTable(
  'plan',
  {
    id: id(),
    officeId: officeId(),
    level: text({ enum: ['village', 'tambon', 'local', 'district', 'needs', 'province'] }).notNull(),
    /** Village id, tambon code or district code: what the plan is of. */
    areaKey: text().notNull(),
    villageId: text().references(() => village.id),
    tambonCode: text(),
    districtCode: text(),
    planFy: integer().notNull(),
    spanStart: integer().notNull(),
    spanLength: integer().notNull(),
    edition: text({ enum: ['first', 'review', 'addition', 'change', 'correction'] }).notNull(),
    /** Running number of the edition within level, area and planFy: 1, 2, … */
    editionNo: integer().notNull().default(1),
    state: text({ enum: ['draft', 'proposed', 'adopted'] })
      .notNull()
      .default('draft'),
    adoptedOn: text(),
    adoptedBy: words(),
    resolution: words(),
    attendees: integer(),
    /** The edition whose rows this one began with; what the difference view compares with. */
    basedOnId: text(),
  },
  (t) => [
    index('planArea').on(t.officeId, t.planFy, t.level, t.tambonCode, t.villageId),
    uniqueIndex('planEdition').on(t.officeId, t.level, t.planFy, t.areaKey, t.edition, t.editionNo),
    check('planVillage', sql`level <> 'village' OR villageId IS NOT NULL`),
    check('planTambon', sql`level NOT IN ('village','tambon') OR tambonCode IS NOT NULL`),
  ],
)

/** One identity for life, however many plans it appears in (DOMAIN.md §9.3). */
export const project = sqliteTable(
  'project',
  {
    n: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    officeId: officeId(),
    name: text().notNull(),
    /** searchKey(name + site): forgiving Thai search (PEERS.md §4.5). */
    searchKey: text().notNull(),
    villageId: text().references(() => village.id),
    tambonCode: text(),
    districtCode: text(),
    latitude: real(),
    longitude: real(),
    /** Construction asks for more papers (resources/rules/project-documents `works`); null = not said, guessed by name. */
    works: integer({ mode: 'boolean' }),
    /** The project that this one turned out to be; its entries stand under that one now. */
    mergedIntoId: text(),
    example: flag(),
  },
  (t) => [index('projectArea').on(t.officeId, t.tambonCode, t.villageId)],
)

/**
 * Derived, never edited, never handed in: a project as it stands now, for the bank's list, facets and search.
 * Triggers (db/migrations/0002) note changed projects in `projectDirty`; core/projects/facts.ts brings this up to date
 * before it is read. `projectText` (FTS5 trigram over `text`) follows it by triggers.
 */
export const projectFacts = sqliteTable(
  'projectFacts',
  {
    /** project.n: rowid of the full-text index. */
    n: integer().primaryKey(),
    projectId: text().notNull(),
    officeId: officeId(),
    tambonCode: text(),
    villageId: text(),
    /** Of the entry at the highest level, there the newest. */
    entryId: text(),
    planId: text(),
    level: words(),
    planFy: integer().notNull().default(0),
    planState: words(),
    issue: words(),
    projectClass: words(),
    budgetSource: words(),
    leadAgency: words(),
    /** Satang over the span. */
    total: integer().notNull().default(0),
    /** Key of resources/rules/fate-kinds of the last fate, '' = none. */
    fate: words(),
    /** Percent of the papers that its budget source asks for; null = none asked for, or the source is not said. */
    readiness: integer(),
    /** Key of the Thai dictionary's order of the name (core/thai/text.ts sortKey). */
    sortName: words(),
    /** Folded text in which words and facets are looked up (core/projects/facts.ts). */
    text: words(),
  },
  (t) => [
    uniqueIndex('projectFactsProject').on(t.projectId),
    index('projectFactsOffice').on(t.officeId, t.n),
    index('projectFactsName').on(t.officeId, t.sortName),
    index('projectFactsTotal').on(t.officeId, t.total),
    index('projectFactsAllName').on(t.sortName),
    index('projectFactsAllTotal').on(t.total),
    // all that the facets count, so that counting reads no row
    index('projectFactsFacets').on(
      t.officeId,
      t.tambonCode,
      t.planFy,
      t.level,
      t.issue,
      t.budgetSource,
      t.projectClass,
      t.fate,
      t.planState,
      t.readiness,
      t.villageId,
    ),
  ],
)

/** Projects whose facts are older than their records. */
export const projectDirty = sqliteTable('projectDirty', { projectId: text().primaryKey() })

/** A project as it stands in one plan. Each level edits its own entry, never the one it was taken from. */
export const planEntry = sqliteTable(
  'planEntry',
  {
    id: id(),
    officeId: officeId(),
    planId: text()
      .notNull()
      .references(() => plan.id),
    projectId: text()
      .notNull()
      .references(() => project.id),
    /** The entry of the lower plan that this one was taken up from. */
    takenFromId: text(),
    takenOn: text(),
    rank: integer().notNull(),
    name: text().notNull(),
    issue: words(),
    projectClass: text({ enum: ['SELF', 'JOINT', 'BEYOND'] }).notNull(),
    problem: words(),
    objective: words(),
    target: words(),
    site: words(),
    expectedResult: words(),
    kpi: words(),
    budgetSource: words(),
    leadAgency: words(),
    relatedAgencies: words(),
    readiness: words(),
    remark: words(),
    /** Where it stands in the file or book it came from: เล่ม/หน้า/ข้อ (DOMAIN.md §3.1). */
    sourceRef: words(),
    /** Its number in the file it came from (รหัส ID): the same row is known again when the file comes in again. */
    sourceCode: words(),
  },
  (t) => [
    index('planEntryPlan').on(t.planId, t.rank),
    index('planEntryProject').on(t.projectId),
    uniqueIndex('planEntryOnce').on(t.planId, t.projectId),
    index('planEntryTaken').on(t.takenFromId),
  ],
)

export const entryBudget = sqliteTable(
  'entryBudget',
  {
    id: id(),
    officeId: officeId(),
    entryId: text()
      .notNull()
      .references(() => planEntry.id),
    fiscalYear: integer().notNull(),
    amount: integer().notNull(),
  },
  (t) => [
    uniqueIndex('entryBudgetYear').on(t.entryId, t.fiscalYear),
    check('entryBudgetAmount', sql`amount >= 0`),
  ],
)

/** What became of a project: funded by whom, how much, which year; or why not. */
export const fate = sqliteTable(
  'fate',
  {
    id: id(),
    officeId: officeId(),
    projectId: text()
      .notNull()
      .references(() => project.id),
    kind: text().notNull(),
    budgetSource: words(),
    amount: integer(),
    fiscalYear: integer(),
    reason: words(),
    dated: text().notNull(),
  },
  (t) => [index('fateProject').on(t.projectId)],
)

/** ส่งกลับแก้ไข: a higher level gives an entry back to its owner with the reason; the owner corrects or withdraws. */
export const entryReturn = sqliteTable(
  'entryReturn',
  {
    id: id(),
    officeId: officeId(),
    projectId: text()
      .notNull()
      .references(() => project.id),
    /** The lower plan's entry that is to be corrected; in a new edition the project's entry of the same plan area. */
    entryId: text().notNull(),
    /** The plan for which it was looked at. */
    byPlanId: text().notNull(),
    reason: text().notNull(),
    dated: text().notNull(),
    state: text({ enum: ['open', 'corrected', 'withdrawn'] })
      .notNull()
      .default('open'),
    closedOn: text(),
    closingNote: words(),
  },
  (t) => [index('entryReturnProject').on(t.projectId), index('entryReturnEntry').on(t.entryId)],
)

/** What a plan was ranked by: the weighted criteria as they were then, so that a later change of rules changes no result. */
export const ranking = sqliteTable(
  'ranking',
  {
    id: id(),
    officeId: officeId(),
    planId: text()
      .notNull()
      .references(() => plan.id),
    criteria: list<{ key: string; name: string; weight: number; maximum: number }>(),
    rankedOn: text(),
    note: words(),
  },
  (t) => [uniqueIndex('rankingPlan').on(t.planId)],
)

/** Score sheet of one entry; its rank by hand stays in planEntry.rank, both are kept (PRODUCT.md C10). */
export const entryScore = sqliteTable(
  'entryScore',
  {
    id: id(),
    officeId: officeId(),
    planId: text()
      .notNull()
      .references(() => plan.id),
    entryId: text()
      .notNull()
      .references(() => planEntry.id),
    scores: list<{ criterion: string; score: number }>(),
    /** Place by score when the plan was last put in that order (ranking.apply), equal scores share one; else null. */
    scoreRank: integer(),
    /** Why the rank in the plan differs from the place by score. */
    reason: words(),
  },
  (t) => [uniqueIndex('entryScoreEntry').on(t.entryId), index('entryScorePlan').on(t.planId)],
)

/** What a person decided of two projects that look alike; aId < bId. */
export const projectPair = sqliteTable(
  'projectPair',
  {
    id: id(),
    officeId: officeId(),
    aId: text()
      .notNull()
      .references(() => project.id),
    bId: text()
      .notNull()
      .references(() => project.id),
    verdict: text({ enum: ['linked', 'merged', 'notSame'] }).notNull(),
    /** Of a merge: the project that stays. */
    keptId: text(),
    /** 0–100 as it was when decided. */
    score: integer(),
    reason: words(),
    decidedOn: text().notNull(),
  },
  (t) => [uniqueIndex('projectPairOnce').on(t.aId, t.bId), index('projectPairB').on(t.bId)],
)

/** โครงการแบบย่อ แบบ จ.1-1 (DOMAIN.md §3.2); what the newest entry says already is not typed again. */
export const projectBrief = sqliteTable(
  'projectBrief',
  {
    id: id(),
    officeId: officeId(),
    projectId: text()
      .notNull()
      .references(() => project.id),
    provinceIssue: words(),
    approach: words(),
    issueKpi: words(),
    mainProgramme: words(),
    programme: words(),
    rationale: words(),
    objective: words(),
    kpi: words(),
    targetArea: words(),
    activities: list<{
      name: string
      amount: number | null
      agency: string
      relatedAgencies: string
      targetGroup: string
      responsible: string
      kpi: string
    }>(),
    implementer: words(),
    duration: words(),
    output: words(),
    outcome: words(),
  },
  (t) => [uniqueIndex('projectBriefProject').on(t.projectId)],
)

/** A paper of the readiness checklist; its files are attachments of this row. */
export const projectDocument = sqliteTable(
  'projectDocument',
  {
    id: id(),
    officeId: officeId(),
    projectId: text()
      .notNull()
      .references(() => project.id),
    /** Key of resources/rules/project-documents. */
    document: text().notNull(),
    state: text({ enum: ['have', 'asked', 'notNeeded'] }).notNull(),
    number: words(),
    dated: text(),
    note: words(),
  },
  (t) => [uniqueIndex('projectDocumentOnce').on(t.projectId, t.document)],
)

// ── forums ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** เวทีประชาคม of a village, community or tambon, held jointly with agencies and อปท. (DOMAIN.md §1.3). */
export const forum = sqliteTable(
  'forum',
  {
    id: id(),
    officeId: officeId(),
    level: text({ enum: ['village', 'tambon'] }).notNull(),
    villageId: text().references(() => village.id),
    tambonCode: text().notNull(),
    planFy: integer().notNull(),
    state: text({ enum: ['planned', 'held'] })
      .notNull()
      .default('planned'),
    heldOn: text(),
    startsAt: words(),
    endsAt: words(),
    place: words(),
    chairName: words(),
    chairPosition: words(),
    recorderName: words(),
    recorderPosition: words(),
    /** Agencies, อปท. and other partners that took part. */
    partners: list<{ name: string; kind: 'agency' | 'lao' | 'other'; persons: number }>(),
    /** Persons by group of resources/rules/attendance-groups. */
    attendance: list<{ group: string; persons: number }>(),
    opening: words(),
    otherMatters: words(),
    resolution: words(),
    /** hands = show of hands, score = sum of points, agreed = by agreement. */
    rankMethod: text({ enum: ['hands', 'score', 'agreed'] })
      .notNull()
      .default('hands'),
    example: flag(),
  },
  (t) => [index('forumArea').on(t.officeId, t.planFy, t.tambonCode, t.villageId)],
)

/** A problem or need that the forum named; becomes a project in one step and keeps the link. */
export const forumNeed = sqliteTable(
  'forumNeed',
  {
    id: id(),
    officeId: officeId(),
    forumId: text()
      .notNull()
      .references(() => forum.id),
    no: integer().notNull(),
    issue: words(),
    problem: words(),
    cause: words(),
    /** What is wanted: the name of the project to be. */
    name: words(),
    site: words(),
    projectClass: text({ enum: ['SELF', 'JOINT', 'BEYOND'] }),
    amount: integer(),
    /** Hands counted or points given. */
    votes: integer(),
    rank: integer(),
    projectId: text().references(() => project.id),
  },
  (t) => [index('forumNeedForum').on(t.forumId, t.no), index('forumNeedProject').on(t.projectId)],
)

// ── bodies, orders ──────────────────────────────────────────────────────────────────────────────────────────────

export const body = sqliteTable(
  'body',
  {
    id: id(),
    officeId: officeId(),
    /** Key of resources/rules/bodies. */
    kind: text().notNull(),
    name: text().notNull(),
    tambonCode: text(),
    districtCode: text(),
    villageId: text().references(() => village.id),
    /** The body was dissolved: it stays for its papers and asks for nothing any more. */
    closedOn: text(),
    /** Guideline edition (พ.ศ.) for which its order was reviewed and found current without a new one (duty 2), and when. */
    reviewedFy: integer(),
    reviewedOn: text(),
  },
  (t) => [index('bodyArea').on(t.officeId, t.kind, t.tambonCode)],
)

export const seat = sqliteTable(
  'seat',
  {
    id: id(),
    officeId: officeId(),
    bodyId: text()
      .notNull()
      .references(() => body.id),
    no: integer().notNull(),
    /** ประธานกรรมการ, กรรมการ, กรรมการและเลขานุการ … as printed. */
    title: text().notNull(),
    role: text({ enum: ['chair', 'vice', 'member', 'secretary', 'assistantSecretary'] }).notNull(),
    filledBy: text({ enum: ['post', 'person'] }).notNull(),
    /** The post by which the seat is held (กำนันตำบล…), as printed. */
    post: words(),
    /** That post's record: who holds it now sits here. */
    postId: text().references(() => post.id),
    /** Who sits here by his own person; null for a seat of a post. */
    personId: text().references(() => person.id),
    /** Last day of the term of a seat that has its own (experts of กม.). */
    untilOn: text(),
  },
  (t) => [index('seatBody').on(t.bodyId, t.no), index('seatPost').on(t.postId)],
)

export const appointmentOrder = sqliteTable(
  'appointmentOrder',
  {
    id: id(),
    officeId: officeId(),
    bodyId: text()
      .notNull()
      .references(() => body.id),
    editionFy: integer().notNull(),
    subject: text().notNull(),
    reason: words(),
    powers: words(),
    duties: list<string>(),
    effectiveOn: text(),
    state: text({ enum: ['draft', 'signed', 'cancelled'] })
      .notNull()
      .default('draft'),
    number: integer(),
    numberYear: integer(),
    signedOn: text(),
    signatoryId: text().references(() => signatory.id),
    /** appoint = first order of the body, replace = takes the place of another, amend = changes it, cancel = ends it. */
    action: text({ enum: ['appoint', 'replace', 'amend', 'cancel'] })
      .notNull()
      .default('appoint'),
    /** The order that this one replaces, amends or cancels. */
    supersedesId: text(),
    /** Further bodies that the same order appoints, in their order (คำสั่งเดียวทุกตำบล). */
    moreBodyIds: list<string>(),
    /** Where the lists of members stand: auto = in the annex when they are long. */
    annex: text({ enum: ['auto', 'always', 'never'] })
      .notNull()
      .default('auto'),
    secrecy: text({ enum: ['', 'secret', 'verySecret', 'mostSecret'] })
      .notNull()
      .default(''),
    /** Orders that were drafted together. */
    batchId: text(),
    /** The members as signed: later changes of seats do not change a signed paper. */
    members: list<{
      name: string
      position: string
      title: string
      /** Where the seat was; orders signed before format 1.2 do not say it. */
      bodyId?: string
      seatId?: string
      personId?: string | null
    }>(),
    paperAsSigned: asSigned(),
  },
  (t) => [index('orderBody').on(t.bodyId), index('orderSupersedes').on(t.supersedesId)],
)

// ── meetings ────────────────────────────────────────────────────────────────────────────────────────────────────

/** การประชุม: one meeting, of one body or of several at once (seed 2). */
export const meeting = sqliteTable(
  'meeting',
  {
    id: id(),
    officeId: officeId(),
    /** As the papers name it, without number: การประชุมหัวหน้าส่วนราชการ กำนัน ผู้ใหญ่บ้าน … */
    title: text().notNull(),
    /** ครั้งที่, restarts each calendar year (พ.ศ.); null = not counted, or left for handwriting. */
    number: integer(),
    numberYear: integer(),
    heldOn: text(),
    /** As called: 09.30. */
    startsAt: words(),
    endsAt: words(),
    /** As it was: เริ่มประชุมเวลา, เลิกประชุมเวลา. */
    openedAt: words(),
    closedAt: words(),
    place: words(),
    state: text({ enum: ['planned', 'held', 'closed'] })
      .notNull()
      .default('planned'),
    /** Key of resources/rules/agenda-templates. */
    agenda: words(),
    /** One set of minutes for all bodies, or one for each. */
    minutesFor: text({ enum: ['one', 'each'] })
      .notNull()
      .default('one'),
    chairName: words(),
    chairPosition: words(),
    recorderName: words(),
    recorderPosition: words(),
    checkerName: words(),
    checkerPosition: words(),
    note: words(),
    example: flag(),
  },
  (t) => [index('meetingHeld').on(t.officeId, t.heldOn)],
)

/** A body that meets, with the count of its own meetings. */
export const meetingBody = sqliteTable(
  'meetingBody',
  {
    id: id(),
    officeId: officeId(),
    meetingId: text()
      .notNull()
      .references(() => meeting.id),
    bodyId: text()
      .notNull()
      .references(() => body.id),
    no: integer().notNull(),
    number: integer(),
    numberYear: integer(),
  },
  (t) => [uniqueIndex('meetingBodyOnce').on(t.meetingId, t.bodyId), index('meetingBodyBody').on(t.bodyId)],
)

/** ระเบียบวาระ; `parentId` null = one of the numbered heads, else a matter under it (4.1, 4.2 …). */
export const agendaItem = sqliteTable(
  'agendaItem',
  {
    id: id(),
    officeId: officeId(),
    meetingId: text()
      .notNull()
      .references(() => meeting.id),
    parentId: text(),
    no: integer().notNull(),
    /** Key of the template's head: inform, previous, arising, report, decide, other. */
    kind: words(),
    title: text().notNull(),
    /** What was said. */
    text: words(),
    presenter: words(),
    /** Bodies that the matter is of; [] = all that meet. */
    bodyIds: list<string>(),
    /** What it is about: a plan, the resolution it follows up, the minutes to be certified. */
    aboutTable: words(),
    aboutId: text(),
  },
  (t) => [index('agendaItemMeeting').on(t.meetingId, t.no)],
)

/** มติที่ประชุม, with what it decided and what is to be done by whom. */
export const resolution = sqliteTable(
  'resolution',
  {
    id: id(),
    officeId: officeId(),
    meetingId: text()
      .notNull()
      .references(() => meeting.id),
    itemId: text()
      .notNull()
      .references(() => agendaItem.id),
    no: integer().notNull(),
    text: text().notNull(),
    /** Key of resources/rules/resolution-kinds: acknowledged, approved, rejected, deferred, assigned … */
    kind: words(),
    /** What was decided: plan, planEntry, body, appointmentOrder, duty … */
    aboutTable: words(),
    aboutId: text(),
    ownerName: words(),
    dueOn: text(),
    /** none = nothing to follow up. */
    state: text({ enum: ['none', 'open', 'done', 'dropped'] })
      .notNull()
      .default('none'),
    doneOn: text(),
    outcome: words(),
  },
  (t) => [
    index('resolutionMeeting').on(t.meetingId, t.no),
    index('resolutionAbout').on(t.aboutTable, t.aboutId),
  ],
)

/** Who was called and who came. A person who sits in several of the bodies stands here once. */
export const attendance = sqliteTable(
  'attendance',
  {
    id: id(),
    officeId: officeId(),
    meetingId: text()
      .notNull()
      .references(() => meeting.id),
    no: integer().notNull(),
    kind: text({ enum: ['member', 'guest'] }).notNull(),
    personId: text(),
    /** Seats by which he is a member, as they were when he was called: one for each body he sits in. */
    seats: list<{
      bodyId: string
      seatId: string
      title: string
      role: 'chair' | 'vice' | 'member' | 'secretary' | 'assistantSecretary'
    }>(),
    name: words(),
    position: words(),
    state: text({ enum: ['called', 'present', 'proxy', 'absent'] })
      .notNull()
      .default('called'),
    proxyName: words(),
    proxyPosition: words(),
    /** Why absent: ติดราชการ … */
    reason: words(),
  },
  (t) => [index('attendanceMeeting').on(t.meetingId, t.no)],
)

/** รายงานการประชุม of a meeting (`bodyId` null) or of one of its bodies; certified by a later meeting. */
export const meetingMinutes = sqliteTable(
  'meetingMinutes',
  {
    id: id(),
    officeId: officeId(),
    meetingId: text()
      .notNull()
      .references(() => meeting.id),
    bodyId: text().references(() => body.id),
    state: text({ enum: ['signed', 'certified'] }).notNull(),
    signedOn: text(),
    certifiedOn: text(),
    /** The meeting that certified it (วาระรับรองรายงานการประชุม), and what it corrected. */
    certifiedById: text(),
    corrections: words(),
    paperAsSigned: asSigned(),
  },
  (t) => [index('meetingMinutesMeeting').on(t.meetingId)],
)

// ── activities ──────────────────────────────────────────────────────────────────────────────────────────────────

export const activity = sqliteTable(
  'activity',
  {
    id: id(),
    officeId: officeId(),
    editionFy: integer().notNull(),
    /** session (duty 1), participation (3), workshop (4), partner (5). */
    kind: text({ enum: ['session', 'participation', 'workshop', 'partner'] }).notNull(),
    tambonCode: text(),
    subject: text().notNull(),
    heldOn: text().notNull(),
    endedOn: text(),
    place: words(),
    /** Persons by group of resources/rules/attendance-groups. */
    attendance: list<{ group: string; persons: number }>(),
    /** Steps of the tambon plan that ศอช. took part in (duty 3). */
    steps: list<string>(),
    partnerName: words(),
    projectIds: list<string>(),
    /** Money of all pledges of this meeting with a partner, and what came of them (satang): sums of the rows below. */
    pledged: integer(),
    received: integer(),
    evidence: words(),
    example: flag(),
    organiser: words(),
    /** What came of it, in words. */
    outcome: words(),
    /** What it cost (satang), and who paid: key of resources/rules/budget-sources. */
    cost: integer(),
    costSource: words(),
    /** Planned until somebody says that it was held; only what was held counts (C18). */
    state: text({ enum: ['planned', 'held'] })
      .notNull()
      .default('held'),
    objective: words(),
    /** Why a workshop came after its due day. */
    lateReason: words(),
    note: words(),
  },
  (t) => [index('activityKind').on(t.officeId, t.editionFy, t.kind, t.tambonCode)],
)

/** What a partner promised (duty 5): money, work or things, for one project or for the tambon plan as a whole. */
export const pledge = sqliteTable(
  'pledge',
  {
    id: id(),
    officeId: officeId(),
    activityId: text()
      .notNull()
      .references(() => activity.id),
    projectId: text(),
    /** Key of resources/rules/pledge-forms: money, work, material … */
    form: text().notNull(),
    what: words(),
    /** Satang; null where nobody put a value on it. */
    amount: integer(),
    /** Day by which it was promised. */
    dueOn: text(),
    /** Nothing will come of it any more: said by the partner. */
    withdrawnOn: text(),
    note: words(),
  },
  (t) => [index('pledgeActivity').on(t.activityId)],
)

/** What came of a pledge, in one go or in parts. */
export const pledgeReceipt = sqliteTable(
  'pledgeReceipt',
  {
    id: id(),
    officeId: officeId(),
    pledgeId: text()
      .notNull()
      .references(() => pledge.id),
    receivedOn: text().notNull(),
    what: words(),
    amount: integer(),
    evidence: words(),
  },
  (t) => [index('pledgeReceiptPledge').on(t.pledgeId)],
)

/** What happened, went wrong or could be better, noted during the year and merged into the report (C19). */
export const dutyNote = sqliteTable(
  'dutyNote',
  {
    id: id(),
    officeId: officeId(),
    dutyId: text()
      .notNull()
      .references(() => duty.id),
    /** Null = of the whole district. */
    tambonCode: text(),
    notedOn: text().notNull(),
    part: text({ enum: ['result', 'problem', 'suggestion'] }).notNull(),
    text: text().notNull(),
    notedBy: words(),
    /** The record it was said of: `activity`, `meeting`, `forum` … */
    aboutTable: words(),
    aboutId: text(),
    example: flag(),
  },
  (t) => [index('dutyNoteDuty').on(t.dutyId, t.part, t.notedOn)],
)

// ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** แบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะ */
export const resultsReport = sqliteTable('resultsReport', {
  id: id(),
  officeId: officeId(),
  directiveId: text()
    .notNull()
    .references(() => directive.id),
  versionNo: integer().notNull().default(1),
  asOf: text().notNull(),
  reporterName: words(),
  reporterPosition: words(),
  reporterTelephone: words(),
  state: text({ enum: ['draft', 'signed'] })
    .notNull()
    .default('draft'),
  signedOn: text(),
  signatoryId: text().references(() => signatory.id),
  letterId: text(),
  /** Figures as signed; a later change of records shows as a difference, never silently. */
  frozen: text({ mode: 'json' }).$type<Record<string, number>>(),
  paperAsSigned: asSigned(),
  /** Key of resources/rules/report-forms. */
  form: text().notNull().default('standard'),
  /** ฉบับแก้ไข: why there is another version, and of which. */
  reason: words(),
  supersedesId: text(),
})

/** A figure that the records cannot give: typed, and marked so wherever it stands. */
export const reportFigure = sqliteTable(
  'reportFigure',
  {
    id: id(),
    officeId: officeId(),
    reportId: text()
      .notNull()
      .references(() => resultsReport.id),
    /** Key of resources/rules/report-figures. */
    figure: text().notNull(),
    /** Empty = of the whole district. */
    tambonCode: words(),
    /** Whole number; satang where the figure is money. */
    value: integer().notNull(),
    expected: integer(),
    /** Where the number is from. */
    source: words(),
  },
  (t) => [uniqueIndex('reportFigureOne').on(t.reportId, t.figure, t.tambonCode)],
)

/** Narrative per duty, collected all year. */
export const reportText = sqliteTable(
  'reportText',
  {
    id: id(),
    officeId: officeId(),
    reportId: text()
      .notNull()
      .references(() => resultsReport.id),
    dutyId: text()
      .notNull()
      .references(() => duty.id),
    result: words(),
    problem: words(),
    suggestion: words(),
    /** Notes of the year that were merged into the words. */
    noteIds: list<string>(),
  },
  (t) => [uniqueIndex('reportTextDuty').on(t.reportId, t.dutyId)],
)

// ── papers ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** หนังสือภายนอก, บันทึกข้อความ, ประกาศ: papers with a subject, a text and one signature. */
export const letter = sqliteTable('letter', {
  id: id(),
  officeId: officeId(),
  form: text({ enum: ['external', 'memo', 'announcement'] })
    .notNull()
    .default('external'),
  dated: text(),
  number: integer(),
  numberYear: integer(),
  subject: text().notNull(),
  addressee: text().notNull(),
  /** '' = เรียน (of a memo too). */
  salutation: words(),
  references: list<string>(),
  enclosures: list<{ title: string; quantity: string }>(),
  /** Body in order, as typed; `heading` stands above it (เรื่องเดิม, ข้อเท็จจริง … of a memo). */
  paragraphs: list<{ text: string; heading?: string }>(),
  /** Pages that go with it, after the signature: text or a table, upright or across. */
  annexes: list<{
    title: string
    orientation: 'portrait' | 'landscape'
    text: string
    table: { head: string[]; rows: string[][] } | null
  }>(),
  closing: words(),
  signatoryId: text().references(() => signatory.id),
  speed: text({ enum: ['', 'urgent', 'veryUrgent', 'mostUrgent'] })
    .notNull()
    .default(''),
  /** ด่วนภายใน …; '' = the class alone. */
  speedWithin: words(),
  secrecy: text({ enum: ['', 'secret', 'verySecret', 'mostSecret'] })
    .notNull()
    .default(''),
  /** หนังสือเวียน: ว before the number. */
  circular: flag(),
  /** With several addressees: one number for all (หนังสือเวียน), or one each. */
  numbering: text({ enum: ['one', 'each'] })
    .notNull()
    .default('one'),
  /** What it is about: meeting, directive, body … */
  aboutTable: words(),
  aboutId: text(),
  copyTo: words(),
  /** Day it went out, and how: by hand, by post, e-mail; null until somebody notes it. */
  sentOn: text(),
  sentHow: words(),
  paperAsSigned: asSigned(),
  state: text({ enum: ['draft', 'signed', 'sent', 'cancelled'] })
    .notNull()
    .default('draft'),
})

/** One of the addressees of a letter to many, with what is filled into its text (`{{…}}`). */
export const letterAddressee = sqliteTable(
  'letterAddressee',
  {
    id: id(),
    officeId: officeId(),
    letterId: text()
      .notNull()
      .references(() => letter.id),
    no: integer().notNull(),
    addressee: text().notNull(),
    fields: text({ mode: 'json' }).$type<Record<string, string>>().notNull().default({}),
    number: integer(),
    numberYear: integer(),
  },
  (t) => [index('letterAddresseeLetter').on(t.letterId, t.no)],
)

/** One row per number ever taken, per register (resources/rules/registers) and calendar year (DOCUMENTS.md §A2, §A4). */
export const registerEntry = sqliteTable(
  'registerEntry',
  {
    id: id(),
    officeId: officeId(),
    /** Key of resources/rules/registers: outgoing, order, memo, announcement. */
    register: text().notNull(),
    /** พ.ศ. of the calendar year. */
    year: integer().notNull(),
    number: integer().notNull(),
    state: text({ enum: ['used', 'reserved', 'cancelled'] }).notNull(),
    dated: text(),
    subject: words(),
    addressee: words(),
    reason: words(),
    paperTable: text(),
    paperId: text(),
  },
  (t) => [uniqueIndex('registerNumber').on(t.officeId, t.register, t.year, t.number)],
)

// ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** One workbook taken in: what it became and whether it was taken back. Stays in this file. */
export const importBatch = sqliteTable(
  'importBatch',
  {
    id: id(),
    officeId: officeId(),
    /** What the rows are: core/sheets/rules.ts targets. */
    target: text().notNull(),
    /** Plan, for rows of a plan; else ''. */
    targetId: words(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    sheetName: words(),
    counts: text({ mode: 'json' })
      .$type<{ added: number; changed: number; same: number; refused: number }>()
      .notNull(),
    importedOn: text().notNull(),
    undoneOn: text(),
  },
  (t) => [index('importBatchHash').on(t.officeId, t.sha256)],
)

/** Which column means what, remembered by the words of the head. Stays in this file. */
export const importMapping = sqliteTable(
  'importMapping',
  {
    id: id(),
    officeId: officeId(),
    target: text().notNull(),
    /** Folded words of the head, in their order. */
    signature: text().notNull(),
    mapping: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
  },
  (t) => [uniqueIndex('importMappingHead').on(t.officeId, t.target, t.signature)],
)

// ── exchange ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Packages made here. */
export const packageOut = sqliteTable(
  'packageOut',
  {
    id: id(),
    officeId: officeId(),
    /** What it is for; every package of a demo office is marked as one and counted by the kind that it plays. */
    kind: text({ enum: ['submission', 'receipt', 'return', 'tambonWork', 'reference', 'demo'] }).notNull(),
    /** 1, 2, … of this kind to this office; submission, work and reference packages name no office and share one. */
    sequence: integer().notNull(),
    planFy: integer().notNull(),
    toOffice: text().notNull(),
    /** Id of the office it answers; '' where the sender cannot know it (its province, a laptop not yet begun). */
    toOfficeId: words(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    sizeBytes: integer().notNull(),
    counts: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
    createdOn: text().notNull(),
    /** Only set after the written file was opened again and verified. */
    verified: flag(),
    /** Work of a laptop: number of the district's reference package that it stands on. */
    baseSequence: integer().notNull().default(0),
    /** Work and reference packages: their tambons. */
    tambonCodes: list<string>(),
    /** In an envelope with a passphrase. */
    encrypted: flag(),
    /** Receipt and return: the package that is answered. */
    aboutId: text(),
    /** What the receiver answered, as its last receipt or return says. */
    answer: text({ enum: ['', 'received', 'accepted', 'partly', 'returned'] })
      .notNull()
      .default(''),
    /** Days at the receiver, ISO. */
    answerReceivedOn: text(),
    answerDecidedOn: text(),
    answerReasons: words(),
    /** The receipt or return that said so, and its number among all answers of that office. */
    answerPackageId: text(),
    answerNo: integer().notNull().default(0),
    /** Receipt and return: hash of all that it says. While another would say the same, nothing more is due. */
    says: words(),
  },
  (t) => [uniqueIndex('packageOutSequence').on(t.officeId, t.kind, t.toOfficeId, t.sequence)],
)

/** Packages taken in here; every mirrored record can be traced to one. */
export const packageIn = sqliteTable(
  'packageIn',
  {
    id: id(),
    officeId: officeId(),
    fromOfficeId: text()
      .notNull()
      .references(() => office.id),
    kind: text({ enum: ['submission', 'receipt', 'return', 'tambonWork', 'reference', 'demo'] }).notNull(),
    sequence: integer().notNull(),
    planFy: integer().notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    counts: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
    createdOn: text().notNull(),
    receivedOn: text().notNull(),
    /** Key that signed it, base64: the office's key may change later, this package's never. */
    publicKey: words(),
    /** `partly`: some villages of a laptop's work are accepted, others not. */
    state: text({ enum: ['received', 'accepted', 'partly', 'returned'] })
      .notNull()
      .default('received'),
    reasons: words(),
    /** ISO day of the last decision, and who decided. */
    decidedOn: text(),
    decidedBy: words(),
    /** Number of the reference package that a laptop's work stands on. */
    baseSequence: integer().notNull().default(0),
    tambonCodes: list<string>(),
    /**
     * What was signed, kept so that a record can be traced to the signature years later: the tag manifest, the manifest
     * and the signature, as they stood in the package (docs/package-format.md). Null for packages of before.
     */
    proof: text({ mode: 'json' }).$type<{
      tagManifest: string
      manifest: string
      signature: string
      /**
       * Record types whose file is the same when it is written again from the mirror, with their fields in its order
       * (core/exchange/trace.ts).
       */
      exact?: Record<string, string[]>
    }>(),
    /** What it changed here, record by record, as far as the preview shows it; null for packages of before. */
    differences: text({ mode: 'json' }).$type<{ changes: unknown[]; differences: unknown[]; more: number }>(),
    /** Submissions: which duties were fulfilled when it came, by key of resources/rules/district-duties.json. */
    facts: text({ mode: 'json' }).$type<Record<string, { done: number; expected: number }>>(),
  },
  (t) => [uniqueIndex('packageInHash').on(t.sha256), index('packageInOffice').on(t.fromOfficeId, t.sequence)],
)

/**
 * Rows as a package has them, beside the office's own records, for comparing three ways (core/fieldwork): what the
 * district gave a laptop (reference, at both ends) and what a laptop handed in (work, at the district).
 */
export const packageRow = sqliteTable(
  'packageRow',
  {
    id: id(),
    officeId: officeId(),
    /** Row of packageOut or packageIn. */
    packageId: text().notNull(),
    /** Name of the record type (core/exchange/records.ts). */
    recordType: text().notNull(),
    /** Id of the record, the same at every office. */
    rowId: text().notNull(),
    /** What is accepted or returned as one: id of a village, code of a tambon, '' for what belongs to no place. */
    unit: words(),
    data: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    uniqueIndex('packageRowOnce').on(t.packageId, t.recordType, t.rowId),
    index('packageRowRecord').on(t.recordType, t.rowId),
  ],
)

/** What the district decided about one village (or tambon) of a laptop's work. */
export const workDecision = sqliteTable(
  'workDecision',
  {
    id: id(),
    officeId: officeId(),
    packageId: text()
      .notNull()
      .references(() => packageIn.id, { onDelete: 'cascade' }),
    unit: words(),
    state: text({ enum: ['accepted', 'returned'] }).notNull(),
    reasons: words(),
    decidedOn: text().notNull(),
    decidedBy: words(),
  },
  (t) => [uniqueIndex('workDecisionUnit').on(t.packageId, t.unit)],
)

/** Where two offices had changed the same field: which value was taken, and both of them (PEERS.md §3.5 #18). */
export const mergeChoice = sqliteTable(
  'mergeChoice',
  {
    id: id(),
    officeId: officeId(),
    packageId: text()
      .notNull()
      .references(() => packageIn.id, { onDelete: 'cascade' }),
    recordType: text().notNull(),
    rowId: text().notNull(),
    /** '' for a record that one office removed and the other changed. */
    field: words(),
    choice: text({ enum: ['theirs', 'ours'] }).notNull(),
    theirs: text({ mode: 'json' }).$type<unknown>(),
    ours: text({ mode: 'json' }).$type<unknown>(),
    chosenOn: text().notNull(),
    chosenBy: words(),
  },
  (t) => [uniqueIndex('mergeChoiceField').on(t.packageId, t.recordType, t.rowId, t.field)],
)

/**
 * What the receiver of a package asks to have corrected. `made`: by this office about a package that came in; it goes
 * back in the return package and arrives there as `got`, about the package that this office had sent.
 */
export const remark = sqliteTable(
  'remark',
  {
    id: id(),
    officeId: officeId(),
    direction: text({ enum: ['made', 'got'] }).notNull(),
    /** `made`: the package in that is looked at; `got`: the return that brought it. */
    packageId: text()
      .notNull()
      .references(() => packageIn.id, { onDelete: 'cascade' }),
    /** `got`: the own package that it is about. */
    aboutId: text(),
    unit: words(),
    /** Record that it is about; '' and null for a remark about the whole package or unit. */
    recordType: words(),
    rowId: text(),
    /** ISO day: `made`: of asking; `got`: of the return that brought it first. */
    dated: text().notNull(),
    /** How the record was called when it was remarked on. */
    subject: words(),
    /** Field and its value as handed in, and what the receiver proposes; '' for a remark in words only. */
    field: words(),
    handedIn: text({ mode: 'json' }).$type<unknown>(),
    proposed: text({ mode: 'json' }).$type<unknown>(),
    text: words(),
    /** `got` only. open → taken (the proposal stands), kept (the own value stays), done (corrected otherwise). */
    state: text({ enum: ['open', 'taken', 'kept', 'done'] })
      .notNull()
      .default('open'),
    /** The own value when it was settled, for the history of the choice. */
    ownValue: text({ mode: 'json' }).$type<unknown>(),
    settledOn: text(),
    settledBy: words(),
  },
  (t) => [index('remarkPackage').on(t.packageId), index('remarkRecord').on(t.recordType, t.rowId)],
)

/** What the province expects, from whom, by when (DHIS2's EXPECTED reports). */
export const expectation = sqliteTable(
  'expectation',
  {
    id: id(),
    officeId: officeId(),
    districtCode: text().notNull(),
    planFy: integer().notNull(),
    dueOn: text().notNull(),
    /** Key of resources/rules/district-duties.json; '' = the package itself. */
    duty: words(),
  },
  (t) => [uniqueIndex('expectationOnce').on(t.officeId, t.districtCode, t.planFy, t.duty)],
)

/** Fields of a newer minor package format that this version does not know: kept aside, not lost (PEERS.md #20). */
export const keptAside = sqliteTable(
  'keptAside',
  {
    id: id(),
    officeId: officeId(),
    tableName: text().notNull(),
    rowId: text().notNull(),
    data: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [uniqueIndex('keptAsideRow').on(t.officeId, t.tableName, t.rowId)],
)
