import { getTableName } from 'drizzle-orm'
import { z } from 'zod'
import {
  activity,
  agendaItem,
  appointmentOrder,
  attachment,
  attendance,
  body,
  calendarEntry,
  directive,
  directiveTold,
  duty,
  dutyNote,
  entryBudget,
  entryReturn,
  entryScore,
  fate,
  forum,
  forumNeed,
  holding,
  lao,
  letter,
  letterAddressee,
  meeting,
  meetingBody,
  meetingMinutes,
  office,
  person,
  plan,
  planEntry,
  planWindow,
  pledge,
  pledgeReceipt,
  post,
  project,
  projectBrief,
  projectDocument,
  projectPair,
  ranking,
  reportFigure,
  reportText,
  resolution,
  resultsReport,
  seat,
  setting,
  signatory,
  village,
  villageFigure,
  villageLao,
} from '../../db/schema.ts'
import { activityRowShape } from '../activities/rules.ts'
import { seatRoles } from '../bodies/rules.ts'
import { entryFields as calendarFields } from '../calendar/rules.ts'
import { dutyStates, toldKinds } from '../directives/rules.ts'
import { forumFields, forumLevels, needFields } from '../forums/rules.ts'
import { figureFields, laoFields, villageFields } from '../geography/rules.ts'
import {
  count,
  fiscalYear,
  idField,
  isoDate,
  line,
  optionalLine,
  optionalText,
  satang,
} from '../kernel/fields.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { letterheadFields, signatoryFields } from '../office/rules.ts'
import { personFields } from '../people/rules.ts'
import { editions, entryFields, planLevels, planStates, returnFields } from '../plans/rules.ts'
import { briefFields, documentFields } from '../projects/rules.ts'
import { scoreFields } from '../ranking/rules.ts'
import { answerTypes } from './answer-records.ts'
import type { PlayedKind } from './rules.ts'

/**
 * What packages are made of: one record type a table, in the order in which they refer to each other. A row of a
 * package is the row of the table without its owner (all rows are the sender's) and without what a file counts for
 * itself; its fields are those of the area's own rules, so that a value that a form would refuse is refused here too.
 */
export type RecordType = {
  /** Name of its file: the table's, or that of the part of the table that a later minor format brought. */
  name: string
  /** Null for what is a record of packages only: the words of an answer (answer-records.ts). */
  table: OwnedTable | null
  /** Kinds of package that have it, empty or not; in any other it is refused. */
  kinds: readonly PlayedKind[]
  /** Of two record types of one table: which rows are of this one. */
  holds: ((row: Readonly<Record<string, unknown>>) => boolean) | null
  /** Version of the row's shape; stands as `v` in every line. */
  version: number
  row: z.ZodObject
  /** Fields that name a record of the package. */
  references: readonly { field: string; to: string }[]
  /** The table has a unique key on fields that may change places: changed rows are taken out and put in anew. */
  renew: boolean
  /** Minor format that brought the table; a package of an older one does not have it. */
  since: number
  /** Fields that a later minor format brought, with the value of rows of before. */
  later: Readonly<Record<string, { since: number; value: unknown }>>
}
export type TableType = RecordType & { table: OwnedTable }

/** Whether its records are rows of a table; those of an answer are not. */
export function hasTable(type: RecordType): type is TableType {
  return type.table !== null
}

const tambonCode = z.string().regex(/^\d{6}$/u, { error: 'areaCode' })
const districtCode = z.string().regex(/^\d{4}$/u, { error: 'areaCode' })
const id = idField
const maybeId = idField.nullable()
const maybeDate = isoDate.nullable()
const ordinal = z
  .number({ error: 'notNumber' })
  .int({ error: 'notWhole' })
  .min(0, { error: 'negative' })
  .max(1_000_000, { error: 'tooMany' })
const flag = z.boolean({ error: 'invalid' })
const points = z
  .number({ error: 'notNumber' })
  .min(0, { error: 'negative' })
  .max(10_000, { error: 'tooMany' })
const degrees = (limit: number) => z.number({ error: 'notNumber' }).min(-limit).max(limit).nullable()
/** A key that the sender computed: taken as it is, for tidying it would make another key. */
const derived = z
  .string({ error: 'required' })
  .max(4000, { error: 'tooLong' })
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'invalid' })
/** A paper as it was signed: plain data of a known size; the paper engine checks it again before it prints. */
const paperAsSigned = z
  .object({
    data: z.record(z.string().max(80), z.unknown()),
    office: z.record(z.string().max(80), z.unknown()),
    /** The sender's own table layouts on the day of signing. */
    layouts: z.record(z.string().max(80), z.unknown()).optional(),
    /** The sender's own templates on the day of signing. */
    templates: z.record(z.string().max(80), z.unknown()).optional(),
    digits: z.enum(['thai', 'arabic']).optional(),
  })
  .refine((paper) => JSON.stringify(paper).length <= 2_000_000, { error: 'tooLong' })
  .nullable()
const secrecy = z.enum(['', 'secret', 'verySecret', 'mostSecret'])
const enclosures = z
  .array(
    z.object({
      title: optionalLine(400),
      quantity: optionalLine(60),
      attachmentId: maybeId.exactOptional(),
    }),
  )
  .max(40)
/** Table and record a row was made from: shown as a door where the record is there. */
const about = { aboutTable: optionalLine(40), aboutId: maybeId }
const areaOrNone = tambonCode.nullable()

type Format = {
  since?: number
  later?: RecordType['later']
  name?: string
  holds?: RecordType['holds']
  /** Record type by name that a field refers to, where it is not the table's own. */
  refersTo?: Readonly<Record<string, string>>
  kinds?: RecordType['kinds']
}

/** A laptop works on the same records as its district, so what goes to it and comes from it has the same tables. */
const recordKinds = ['submission', 'tambonWork', 'reference'] as const

function type(
  table: OwnedTable,
  fields: z.core.$ZodLooseShape,
  references: Readonly<Record<string, OwnedTable>> = {},
  renew = false,
  {
    since = 0,
    later = {},
    name = getTableName(table),
    holds = null,
    refersTo = {},
    kinds = recordKinds,
  }: Format = {},
): TableType {
  return {
    name,
    table,
    kinds,
    holds,
    version: 1,
    row: z.object({ id, ...fields }),
    references: Object.entries(references).map(([field, to]) => ({
      field,
      to: refersTo[field] ?? getTableName(to),
    })),
    renew,
    since,
    later,
  }
}

/** Tables and fields of format 1.1: forums, ranking, pairs, briefs, documents, returns, figures by year. */
const second: Format = { since: 1 }

/** Tables of format 1.2: posts and who held them, meetings, letters to many. */
const third: Format = { since: 2 }

/** Tables of format 1.3: who was told, what partners promised and gave, notes of the year, typed figures. */
const fourth: Format = { since: 3 }
/** Fields that format 1.3 brought, with the value of rows of before. */
const laterFourth = (fields: Readonly<Record<string, unknown>>): RecordType['later'] =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { since: 3, value }]))

/** Tables whose records a later format brought: files that hang on them stand in a file of that format's own. */
const secondSubjects: readonly string[] = ['forum', 'projectDocument']
const thirdSubjects: readonly string[] = ['meeting', 'meetingMinutes']
const fourthSubjects: readonly string[] = ['duty', 'directiveTold', 'pledgeReceipt', 'resultsReport']
const isAgency = (row: Readonly<Record<string, unknown>>) => row.laoType === 'AGENCY'
const isOfSecond = (row: Readonly<Record<string, unknown>>) =>
  secondSubjects.includes(String(row.subjectTable))
const isOfThird = (row: Readonly<Record<string, unknown>>) => thirdSubjects.includes(String(row.subjectTable))
const isOfFourth = (row: Readonly<Record<string, unknown>>) =>
  fourthSubjects.includes(String(row.subjectTable))
/** An order that changes or ends another: to a program of before it would be the order in force. */
const changesAnother = (row: Readonly<Record<string, unknown>>) =>
  row.action === 'amend' || row.action === 'cancel'
const attachmentFields = {
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, { error: 'invalid' }),
  name: line(200),
  mime: line(120),
  sizeBytes: count(512 * 1024 ** 2),
  subjectTable: line(40),
  subjectId: id,
}

const orderRow = {
  bodyId: id,
  editionFy: fiscalYear,
  subject: line(600),
  reason: optionalText(6000),
  powers: optionalText(3000),
  duties: z.array(optionalText(1000)).max(60),
  effectiveOn: maybeDate,
  state: z.enum(['draft', 'signed', 'cancelled']),
  number: ordinal.nullable(),
  numberYear: fiscalYear.nullable(),
  signedOn: maybeDate,
  signatoryId: maybeId,
  action: z.enum(['appoint', 'replace', 'amend', 'cancel']),
  supersedesId: maybeId,
  moreBodyIds: z.array(id).max(500),
  annex: z.enum(['auto', 'always', 'never']),
  secrecy,
  batchId: maybeId,
  members: z
    .array(
      z.object({
        name: optionalLine(300),
        position: optionalLine(400),
        title: optionalLine(200),
        bodyId: id.optional(),
        seatId: id.optional(),
        personId: maybeId.optional(),
      }),
    )
    .max(5000),
  paperAsSigned,
}
const orderReferences = { bodyId: body, signatoryId: signatory, supersedesId: appointmentOrder }
const orderLater: RecordType['later'] = {
  action: { since: 2, value: 'appoint' },
  moreBodyIds: { since: 2, value: [] },
  annex: { since: 2, value: 'auto' },
  secrecy: { since: 2, value: '' },
  batchId: { since: 2, value: null },
}
/** A letter as a record, whatever form asks for on the screen (core/papers/rules.ts). */
const letterRow = {
  form: z.enum(['external']),
  dated: maybeDate,
  number: ordinal.nullable(),
  numberYear: fiscalYear.nullable(),
  subject: line(600),
  addressee: line(300),
  salutation: optionalLine(60),
  references: z.array(optionalLine(400)).max(40),
  enclosures,
  paragraphs: z.array(z.object({ text: optionalText(8000), heading: optionalLine(200).optional() })).max(60),
  annexes: z
    .array(
      z.object({
        title: optionalLine(600),
        orientation: z.enum(['portrait', 'landscape']),
        text: optionalText(40_000),
        table: z
          .object({
            head: z.array(optionalText(400)).max(30),
            rows: z.array(z.array(optionalText(4000)).max(30)).max(2000),
          })
          .nullable(),
      }),
    )
    .max(20),
  closing: optionalLine(120),
  signatoryId: maybeId,
  speed: z.enum(['', 'urgent', 'veryUrgent', 'mostUrgent']),
  speedWithin: optionalLine(120),
  secrecy,
  circular: flag,
  numbering: z.enum(['one', 'each']),
  aboutTable: optionalLine(40),
  aboutId: maybeId,
  copyTo: optionalLine(300),
  sentOn: maybeDate,
  sentHow: optionalLine(120),
  state: z.enum(['draft', 'signed', 'sent']),
  paperAsSigned,
}
const letterLater: RecordType['later'] = {
  form: { since: 2, value: 'external' },
  salutation: { since: 2, value: '' },
  annexes: { since: 2, value: [] },
  speedWithin: { since: 2, value: '' },
  secrecy: { since: 2, value: '' },
  circular: { since: 2, value: false },
  numbering: { since: 2, value: 'one' },
  aboutTable: { since: 2, value: '' },
  aboutId: { since: 2, value: null },
  sentOn: { since: 2, value: null },
  sentHow: { since: 2, value: '' },
}

/** The tables of a submission: what a province mirrors. */
export const recordTypes: readonly TableType[] = [
  type(signatory, { ...signatoryFields.shape, active: flag }),
  type(village, { ...villageFields.shape }, {}, true),
  // A program of format 1.0 knows no agency and no file of a forum: what it would refuse stands in files that it keeps
  // aside (docs/package-format.md, Versions).
  type(lao, { ...laoFields.shape }, {}, false, { holds: (row) => !isAgency(row) }),
  type(lao, { ...laoFields.shape }, {}, false, { since: 1, name: 'agency', holds: isAgency }),
  type(villageLao, { villageId: id, laoId: id, part: flag }, { villageId: village, laoId: lao }, true),
  type(villageLao, { villageId: id, laoId: id, part: flag }, { villageId: village, laoId: lao }, true, {
    since: 1,
    name: 'villageAgency',
    refersTo: { laoId: 'agency' },
  }),
  type(villageFigure, { villageId: id, ...figureFields.shape }, { villageId: village }, true, second),
  type(
    forum,
    {
      level: z.enum(forumLevels),
      villageId: maybeId,
      tambonCode,
      planFy: fiscalYear,
      state: z.enum(['planned', 'held']),
      ...forumFields.shape,
      example: flag,
    },
    { villageId: village },
    false,
    second,
  ),
  type(person, { ...personFields.shape }),
  type(
    post,
    {
      kind: line(40),
      name: line(200),
      tambonCode: tambonCode.nullable(),
      villageId: maybeId,
      laoId: maybeId,
      example: flag,
    },
    { villageId: village, laoId: lao },
    false,
    third,
  ),
  type(
    holding,
    {
      postId: id,
      personId: id,
      startsOn: maybeDate,
      endsOn: maybeDate,
      endReason: optionalLine(40),
      acting: flag,
    },
    { postId: post, personId: person },
    false,
    third,
  ),
  type(
    directive,
    {
      number: line(60),
      dated: isoDate,
      receivedOn: maybeDate,
      fromOffice: line(160),
      subject: line(600),
      editionFy: fiscalYear,
      planFy: fiscalYear,
      body: optionalText(20_000),
      enclosures,
      example: flag,
      // one that is only expected stays at home
      state: z.literal('received'),
      form: line(40),
      speed: optionalLine(40),
      receiveNo: optionalLine(60),
      copiedFromId: maybeId,
    },
    { copiedFromId: directive },
    false,
    {
      later: laterFourth({ state: 'received', form: 'letter', speed: '', receiveNo: '', copiedFromId: null }),
    },
  ),
  type(
    duty,
    {
      directiveId: id,
      no: ordinal,
      kind: line(40),
      text: line(2000),
      ownerName: optionalLine(120),
      dueOn: maybeDate,
      state: z.enum(dutyStates),
      doneOn: maybeDate,
      evidence: optionalText(2000),
      evidenceLinks: z.array(z.object({ table: line(40), id })).max(200),
      copiedFromId: maybeId,
    },
    { directiveId: directive, copiedFromId: duty },
    false,
    { later: laterFourth({ evidenceLinks: [], copiedFromId: null }) },
  ),
  type(
    directiveTold,
    {
      directiveId: id,
      dutyId: maybeId,
      recipient: line(300),
      toKind: z.enum(toldKinds),
      toId: optionalLine(40).nullable(),
      tambonCode: areaOrNone,
      means: line(40),
      toldOn: isoDate,
      acknowledgedOn: maybeDate,
      ...about,
      note: optionalText(2000),
      example: flag,
    },
    { directiveId: directive, dutyId: duty },
    false,
    fourth,
  ),
  type(
    plan,
    {
      level: z.enum(planLevels),
      areaKey: line(40),
      villageId: maybeId,
      tambonCode: tambonCode.nullable(),
      districtCode: districtCode.nullable(),
      planFy: fiscalYear,
      spanStart: fiscalYear,
      spanLength: z.number().int().min(1).max(5),
      edition: z.enum(editions),
      editionNo: ordinal,
      state: z.enum(planStates),
      adoptedOn: maybeDate,
      adoptedBy: optionalLine(300),
      resolution: optionalText(1000),
      attendees: count(100_000).nullable(),
      basedOnId: maybeId,
    },
    { villageId: village, basedOnId: plan },
    true,
    { later: { basedOnId: { since: 1, value: null } } },
  ),
  type(
    project,
    {
      name: line(400),
      searchKey: derived,
      villageId: maybeId,
      tambonCode: tambonCode.nullable(),
      districtCode: districtCode.nullable(),
      latitude: degrees(90),
      longitude: degrees(180),
      works: flag.nullable(),
      mergedIntoId: maybeId,
      example: flag,
    },
    { villageId: village, mergedIntoId: project },
    false,
    { later: { works: { since: 1, value: null }, mergedIntoId: { since: 1, value: null } } },
  ),
  type(
    planEntry,
    {
      planId: id,
      projectId: id,
      takenFromId: maybeId,
      takenOn: maybeDate,
      rank: ordinal,
      ...entryFields.omit({ budgets: true }).shape,
      // In a package they are always said: their default is for what is typed and pasted.
      sourceRef: optionalLine(160),
      sourceCode: optionalLine(60),
    },
    { planId: plan, projectId: project, takenFromId: planEntry },
    true,
    { later: { sourceRef: { since: 1, value: '' }, sourceCode: { since: 1, value: '' } } },
  ),
  type(entryBudget, { entryId: id, fiscalYear, amount: satang }, { entryId: planEntry }, true),
  type(
    fate,
    {
      projectId: id,
      kind: line(40),
      budgetSource: optionalLine(160),
      amount: satang.nullable(),
      fiscalYear: fiscalYear.nullable(),
      reason: optionalText(2000),
      dated: isoDate,
    },
    { projectId: project },
  ),
  type(
    entryReturn,
    {
      projectId: id,
      entryId: id,
      byPlanId: id,
      reason: returnFields.shape.reason,
      dated: isoDate,
      state: z.enum(['open', 'corrected', 'withdrawn']),
      closedOn: maybeDate,
      closingNote: optionalText(2000),
    },
    { projectId: project, entryId: planEntry, byPlanId: plan },
    false,
    second,
  ),
  type(
    ranking,
    {
      planId: id,
      criteria: z
        .array(z.object({ key: line(40), name: line(300), weight: points, maximum: points }))
        .max(60),
      rankedOn: maybeDate,
      note: optionalText(4000),
    },
    { planId: plan },
    true,
    second,
  ),
  type(
    entryScore,
    {
      planId: id,
      entryId: id,
      scores: scoreFields.shape.scores,
      scoreRank: ordinal.nullable(),
      reason: scoreFields.shape.reason,
    },
    { planId: plan, entryId: planEntry },
    true,
    second,
  ),
  type(
    projectPair,
    {
      aId: id,
      bId: id,
      verdict: z.enum(['linked', 'merged', 'notSame']),
      keptId: maybeId,
      score: count(100).nullable(),
      reason: optionalText(2000),
      decidedOn: isoDate,
    },
    { aId: project, bId: project, keptId: project },
    true,
    second,
  ),
  type(projectBrief, { ...briefFields.shape }, { projectId: project }, true, second),
  type(
    projectDocument,
    {
      ...documentFields.shape,
      // `missing` is said by there being no row
      state: z.enum(['have', 'asked', 'notNeeded']),
    },
    { projectId: project },
    true,
    second,
  ),
  type(
    forumNeed,
    {
      forumId: id,
      no: ordinal,
      ...needFields.shape,
      rank: ordinal.nullable(),
      projectId: maybeId,
    },
    { forumId: forum, projectId: project },
    false,
    second,
  ),
  type(
    body,
    {
      kind: line(40),
      name: line(200),
      tambonCode: tambonCode.nullable(),
      districtCode: districtCode.nullable(),
      villageId: maybeId,
      closedOn: maybeDate,
      reviewedFy: fiscalYear.nullable(),
      reviewedOn: maybeDate,
    },
    { villageId: village },
    false,
    {
      later: {
        closedOn: { since: 2, value: null },
        reviewedFy: { since: 2, value: null },
        reviewedOn: { since: 2, value: null },
      },
    },
  ),
  type(
    seat,
    {
      bodyId: id,
      no: ordinal,
      title: line(120),
      role: z.enum(seatRoles),
      filledBy: z.enum(['post', 'person']),
      post: optionalLine(200),
      postId: maybeId,
      personId: maybeId,
      untilOn: maybeDate,
    },
    { bodyId: body, postId: post, personId: person },
    false,
    { later: { postId: { since: 2, value: null }, untilOn: { since: 2, value: null } } },
  ),
  type(appointmentOrder, orderRow, orderReferences, false, {
    later: orderLater,
    holds: (row) => !changesAnother(row),
  }),
  type(appointmentOrder, orderRow, orderReferences, false, {
    since: 2,
    name: 'orderChange',
    holds: changesAnother,
  }),
  type(
    meeting,
    {
      title: line(600),
      number: ordinal.nullable(),
      numberYear: fiscalYear.nullable(),
      heldOn: maybeDate,
      startsAt: optionalLine(20),
      endsAt: optionalLine(20),
      openedAt: optionalLine(20),
      closedAt: optionalLine(20),
      place: optionalLine(300),
      state: z.enum(['planned', 'held', 'closed']),
      agenda: optionalLine(40),
      minutesFor: z.enum(['one', 'each']),
      chairName: optionalLine(200),
      chairPosition: optionalLine(300),
      recorderName: optionalLine(200),
      recorderPosition: optionalLine(300),
      checkerName: optionalLine(200),
      checkerPosition: optionalLine(300),
      note: optionalText(4000),
      example: flag,
    },
    {},
    false,
    third,
  ),
  type(
    meetingBody,
    { meetingId: id, bodyId: id, no: ordinal, number: ordinal.nullable(), numberYear: fiscalYear.nullable() },
    { meetingId: meeting, bodyId: body },
    true,
    third,
  ),
  type(
    agendaItem,
    {
      meetingId: id,
      parentId: maybeId,
      no: ordinal,
      kind: optionalLine(40),
      title: line(1000),
      text: optionalText(100_000),
      presenter: optionalLine(300),
      bodyIds: z.array(id).max(100),
      aboutTable: optionalLine(40),
      aboutId: maybeId,
    },
    { meetingId: meeting, parentId: agendaItem },
    false,
    third,
  ),
  type(
    resolution,
    {
      meetingId: id,
      itemId: id,
      no: ordinal,
      text: optionalText(20_000),
      kind: optionalLine(40),
      aboutTable: optionalLine(40),
      aboutId: maybeId,
      ownerName: optionalLine(300),
      dueOn: maybeDate,
      state: z.enum(['none', 'open', 'done', 'dropped']),
      doneOn: maybeDate,
      outcome: optionalText(4000),
    },
    { meetingId: meeting, itemId: agendaItem },
    false,
    third,
  ),
  type(
    attendance,
    {
      meetingId: id,
      no: ordinal,
      kind: z.enum(['member', 'guest']),
      personId: maybeId,
      seats: z
        .array(z.object({ bodyId: id, seatId: id, title: optionalLine(200), role: z.enum(seatRoles) }))
        .max(100),
      name: optionalLine(300),
      position: optionalLine(400),
      state: z.enum(['called', 'present', 'proxy', 'absent']),
      proxyName: optionalLine(300),
      proxyPosition: optionalLine(400),
      reason: optionalLine(300),
    },
    { meetingId: meeting },
    false,
    third,
  ),
  type(
    meetingMinutes,
    {
      meetingId: id,
      bodyId: maybeId,
      state: z.enum(['signed', 'certified']),
      signedOn: maybeDate,
      certifiedOn: maybeDate,
      certifiedById: maybeId,
      corrections: optionalText(4000),
      paperAsSigned,
    },
    { meetingId: meeting, bodyId: body, certifiedById: meeting },
    false,
    third,
  ),
  type(activity, { ...activityRowShape, state: z.literal('held') }, {}, false, {
    later: laterFourth({
      state: 'held',
      organiser: '',
      objective: '',
      outcome: '',
      cost: null,
      costSource: '',
      lateReason: '',
      note: '',
    }),
  }),
  type(
    pledge,
    {
      activityId: id,
      projectId: maybeId,
      form: line(40),
      what: optionalText(600),
      amount: satang.nullable(),
      dueOn: maybeDate,
      withdrawnOn: maybeDate,
      note: optionalText(2000),
    },
    { activityId: activity, projectId: project },
    false,
    fourth,
  ),
  type(
    pledgeReceipt,
    {
      pledgeId: id,
      receivedOn: isoDate,
      what: optionalText(600),
      amount: satang.nullable(),
      evidence: optionalText(2000),
    },
    { pledgeId: pledge },
    false,
    fourth,
  ),
  type(
    dutyNote,
    {
      dutyId: id,
      tambonCode: areaOrNone,
      notedOn: isoDate,
      part: z.enum(['result', 'problem', 'suggestion']),
      text: optionalText(6000),
      notedBy: optionalLine(160),
      ...about,
      example: flag,
    },
    { dutyId: duty },
    false,
    fourth,
  ),
  type(letter, letterRow, { signatoryId: signatory }, false, { later: letterLater }),
  type(
    letterAddressee,
    {
      letterId: id,
      no: ordinal,
      addressee: line(300),
      fields: z.record(z.string().max(80), optionalText(2000)),
      number: ordinal.nullable(),
      numberYear: fiscalYear.nullable(),
    },
    { letterId: letter },
    false,
    third,
  ),
  type(
    resultsReport,
    {
      directiveId: id,
      versionNo: ordinal,
      asOf: isoDate,
      reporterName: optionalLine(120),
      reporterPosition: optionalLine(200),
      reporterTelephone: optionalLine(60),
      state: z.enum(['draft', 'signed']),
      signedOn: maybeDate,
      signatoryId: maybeId,
      letterId: maybeId,
      frozen: z.record(z.string().max(80), z.number()).nullable(),
      paperAsSigned,
      form: line(40),
      reason: optionalText(2000),
      supersedesId: maybeId,
    },
    { directiveId: directive, signatoryId: signatory, letterId: letter, supersedesId: resultsReport },
    false,
    { later: laterFourth({ form: 'standard', reason: '', supersedesId: null }) },
  ),
  type(
    reportFigure,
    {
      reportId: id,
      figure: line(60),
      tambonCode: z.union([z.literal(''), tambonCode]),
      value: z.number({ error: 'notNumber' }).int({ error: 'notWhole' }).min(0).max(1e15),
      expected: z.number({ error: 'notNumber' }).int({ error: 'notWhole' }).min(0).max(1e15).nullable(),
      source: optionalText(600),
    },
    { reportId: resultsReport },
    true,
    fourth,
  ),
  type(
    reportText,
    {
      reportId: id,
      dutyId: id,
      result: optionalText(6000),
      problem: optionalText(6000),
      suggestion: optionalText(6000),
      noteIds: z.array(id).max(2000),
    },
    { reportId: resultsReport, dutyId: duty },
    true,
    { later: laterFourth({ noteIds: [] }) },
  ),
  type(attachment, attachmentFields, {}, false, {
    holds: (row) => !isOfSecond(row) && !isOfThird(row) && !isOfFourth(row),
  }),
  type(attachment, attachmentFields, {}, false, { since: 1, name: 'laterAttachment', holds: isOfSecond }),
  type(attachment, attachmentFields, {}, false, { since: 2, name: 'meetingAttachment', holds: isOfThird }),
  type(attachment, attachmentFields, {}, false, { since: 3, name: 'dutyAttachment', holds: isOfFourth }),
]

/** Settings that change how the office works and how its papers look; what a person of it set for himself is none. */
const ruleSettings = ['rules.', 'layouts.', 'templates.', 'wording.'] as const
const isRuleSetting = (row: Readonly<Record<string, unknown>>) =>
  ruleSettings.some((start) => String(row.key).startsWith(start))

/** Tables of format 1.4, in reference data only: how the district has arranged its year and its papers. */
const fifth: Format = { since: 4, kinds: ['reference'] }
const referenceOnly: readonly TableType[] = [
  type(
    planWindow,
    {
      planFy: fiscalYear,
      level: z.enum(planLevels),
      startsOn: isoDate,
      endsOn: isoDate,
      source: optionalLine(300),
      certainty: optionalLine(20),
      directiveId: maybeId,
      note: optionalText(1000),
      offered: z.object({ directiveId: id, startsOn: isoDate, endsOn: isoDate }).nullable(),
    },
    { directiveId: directive },
    true,
    fifth,
  ),
  type(calendarEntry, { ...calendarFields.shape, example: flag }, {}, false, fifth),
  type(
    setting,
    {
      key: line(200),
      value: z.json().refine((value) => JSON.stringify(value).length <= 4_000_000, { error: 'tooLong' }),
    },
    {},
    true,
    { ...fifth, name: 'officeRule', holds: isRuleSetting },
  ),
  // how the district's papers are headed: a laptop prints under the same head
  type(office, { ...letterheadFields.shape }, {}, false, { ...fifth, name: 'officeFacts' }),
]

const allTypes: readonly RecordType[] = [...recordTypes, ...referenceOnly, ...answerTypes]

/** Record types of a kind of package, in the order in which they refer to each other. */
export function recordTypesOf(kind: PlayedKind): readonly RecordType[] {
  return allTypes.filter(({ kinds }) => kinds.includes(kind))
}

const byName = new Map(allTypes.map((record) => [record.name, record]))

/** The record type of a table's name; undefined for a name that this version does not know. */
export function recordTypeOf(name: string): RecordType | undefined {
  return byName.get(name)
}
