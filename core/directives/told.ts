/** Who was told of a directive, how and when; who has not been told yet (duty 1, DOMAIN.md §1.3). */
import { and, asc, eq, ne } from 'drizzle-orm'
import { directive, directiveTold, duty, lao, letter, letterAddressee } from '../../db/schema.ts'
import { listBodies, readSeats } from '../bodies/queries.ts'
import { tambonsOfOffice, villages } from '../geography/queries.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { staffList } from '../office/queries.ts'
import { addresseesOf } from '../papers/addressees.ts'
import { addresseeWords, letterWording, modelLetter } from '../papers/letter-models.ts'
import { saveLetter } from '../papers/letters.ts'
import { fullName } from '../people/rules.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { rulesByKey } from '../rules/queries.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { searchKey } from '../thai/text.ts'
import type { Covered, RecipientGroup, ToldBook, ToldLine } from './contract.ts'
import { doorKey, doorsByKey, readDoors } from './doors.ts'
import { filesOf, removeFiles } from './files.ts'
import { type DirectiveHead, mustGetHead } from './queries.ts'
import { type Recipient, type TellFields, type ToldFields, toldKinds, toldLinkTables } from './rules.ts'

type ToldRow = typeof directiveTold.$inferSelect

function rowsOf(cx: QueryContext, directiveId: string): ToldRow[] {
  return cx.db
    .select()
    .from(directiveTold)
    .where(eq(directiveTold.directiveId, directiveId))
    .orderBy(asc(directiveTold.toldOn), asc(directiveTold.id))
    .all()
}

/** Everybody who was told, and who of the tambons, villages and อปท. was not. @throws Fault record.notFound */
export function toldBook(cx: QueryContext, input: { directiveId: string }): ToldBook {
  const head = mustGetHead(cx, input.directiveId)
  const { officeId } = head
  const rows = rowsOf(cx, head.id)
  const means = rulesByKey(cx, 'told-means')
  const files = filesOf(cx, officeId, 'directiveTold')
  const abouts = rows.flatMap((row) => aboutOf(row) ?? [])
  const doors = doorsByKey(cx, officeId, abouts)
  const lines = rows.map((row): ToldLine => {
    const about = aboutOf(row)
    const door = about === null ? undefined : doors.get(doorKey(about))
    const { officeId: _owner, aboutTable: _table, aboutId: _id, example: _example, ...fields } = row
    return {
      ...fields,
      toKind: kindOf(row.toKind),
      about,
      aboutName: door?.name ?? null,
      aboutHref: door?.href ?? null,
      meansName: means.get(row.means)?.name ?? row.means,
      tambonName: row.tambonCode === null ? null : (cx.geography.nameOf(row.tambonCode) ?? row.tambonCode),
      files: files.get(row.id) ?? 0,
    }
  })
  const told = new Set(abouts.map(doorKey))
  return {
    rows: lines,
    coverage: coverageOf(cx, officeId, lines),
    unrecorded: ownLetters(cx, head)
      .filter((row) => row.state !== 'draft' && !told.has(doorKey({ table: 'letter', id: row.id })))
      .map((row) => ({
        letterId: row.id,
        name: row.subject,
        sentOn: row.sentOn,
        addressees: addresseesOfLetter(cx, row).length,
      })),
  }
}

/** The pair of columns as a value; what this program does not know is nothing. */
function aboutOf(row: ToldRow): ToldLine['about'] {
  const table = toldLinkTables.find((one) => one === row.aboutTable)
  return table === undefined || row.aboutId === null ? null : { table, id: row.aboutId }
}

function kindOf(text: string): ToldLine['toKind'] {
  return toldKinds.find((one) => one === text) ?? 'other'
}

/** Tambons, villages and อปท. of an office, each with the first time it was told. */
function coverageOf(cx: QueryContext, officeId: string, rows: readonly ToldLine[]): ToldBook['coverage'] {
  const places = placeRecipients(cx, officeId)
  const covered = (recipient: Recipient, reached: (row: ToldLine) => boolean): Covered => {
    const own = rows.filter(reached)
    const [first] = own
    return {
      ...recipient,
      toldOn: first?.toldOn ?? null,
      acknowledgedOn: own.find((row) => row.acknowledgedOn !== null)?.acknowledgedOn ?? null,
    }
  }
  return {
    tambons: places.kamnan.map((one) => covered(one, (row) => row.tambonCode === one.tambonCode)),
    villages: places.headman.map(({ isCommunity, ...one }) =>
      covered(
        one,
        (row) =>
          (row.toKind === 'headman' && row.toId === one.toId) ||
          // "every headman of the tambon" speaks to no head of a community
          (row.toKind === 'headmen' && row.toId === one.tambonCode && !isCommunity),
      ),
    ),
    laos: places.lao.map((one) => covered(one, (row) => row.toKind === 'lao' && row.toId === one.toId)),
  }
}

/** Those that the lists of places give, in the words of the addressees of letters (resources/papers/wording/letters). */
function placeRecipients(cx: QueryContext, officeId: string) {
  const wording = letterWording(cx)
  const group = (key: string) => wording.groups.find((one) => one.key === key)
  const word = (key: string, known: Record<string, string>, otherwise: string) => {
    const said = addresseeWords(group(key)?.addressee ?? '', known)
    return said === '' ? otherwise : said
  }
  const tambons = tambonsOfOffice(cx, officeId)
  const types = rulesByKey(cx, 'lao-types')
  const offices = cx.db.select().from(lao).where(eq(lao.officeId, officeId)).orderBy(asc(lao.id)).all()
  const ledBy = (row: (typeof offices)[number]) => {
    const { prefix = '', mayor } = types.get(row.laoType) ?? {}
    return mayor !== undefined && row.name.startsWith(prefix)
      ? `${mayor}${row.name.slice(prefix.length)}`
      : row.name
  }
  return {
    kamnan: tambons.map(
      ({ code, name }): Recipient => ({
        recipient: word('tambonHeads', { tambon: name }, name),
        toKind: 'kamnan',
        toId: code,
        tambonCode: code,
      }),
    ),
    headmen: tambons.map(
      ({ code, name }): Recipient => ({
        recipient: `${group('villageHeads')?.collective ?? ''} ${wording.columns.tambon}${name}`.trim(),
        toKind: 'headmen',
        toId: code,
        tambonCode: code,
      }),
    ),
    headman: villages(cx, { tambonCode: null, officeId }).map(
      (row): Recipient & { isCommunity: boolean } => ({
        recipient: word(
          row.kind === 'community' ? 'communityHeads' : 'villageHeads',
          {
            moo: row.mooNo === null ? '' : String(row.mooNo),
            village: row.name,
            tambon: row.tambonName,
          },
          row.name,
        ),
        toKind: 'headman',
        toId: row.id,
        tambonCode: row.tambonCode,
        isCommunity: row.kind === 'community',
      }),
    ),
    lao: offices
      .filter((row) => row.laoType !== 'AGENCY')
      .map(
        (row): Recipient => ({
          recipient: word('laoHeads', { lao: row.name, laoMayor: ledBy(row) }, row.name),
          toKind: 'lao',
          toId: row.id,
          tambonCode: null,
        }),
      ),
    agency: offices
      .filter((row) => row.laoType === 'AGENCY')
      .map(
        (row): Recipient => ({
          recipient: word('agencies', { lao: row.name }, row.name),
          toKind: 'agency',
          toId: row.id,
          tambonCode: null,
        }),
      ),
  }
}

/** Groups to pick from: places, agencies, members of bodies of tambon and district, officers. */
export function recipientGroups(cx: QueryContext): RecipientGroup[] {
  const officeId = cx.office().id
  const wording = letterWording(cx)
  const name = (key: string) => wording.groups.find((one) => one.key === key)?.name ?? key
  const { kamnan, headmen, headman, lao: laos, agency } = placeRecipients(cx, officeId)
  const bodies = listBodies(cx, { editionFy: null }).filter(
    (one) => one.state !== 'closed' && one.villageId === null,
  )
  const seats = readSeats(
    cx,
    bodies.map((one) => one.id),
  )
  const groups: RecipientGroup[] = [
    { kind: 'kamnan', name: name('tambonHeads'), recipients: kamnan },
    { kind: 'headmen', name: name('villageHeads'), recipients: headmen },
    {
      kind: 'headman',
      name: '',
      recipients: headman.map(({ isCommunity: _community, ...one }) => one),
    },
    { kind: 'lao', name: name('laoHeads'), recipients: laos },
    { kind: 'agency', name: name('agencies'), recipients: agency },
    ...bodies.map((one): RecipientGroup => {
      const once = new Map<string, Recipient>()
      for (const seat of seats.get(one.id) ?? []) {
        const person = seat.person === null ? '' : fullName(seat.person)
        const position = seat.post !== '' ? seat.post : (seat.person?.position ?? '')
        const recipient = [person, position].filter((text) => text !== '').join(' ')
        if (recipient === '') continue
        once.set(seat.personId ?? recipient, {
          recipient,
          toKind: 'member',
          toId: seat.personId,
          tambonCode: one.tambonCode,
        })
      }
      return { kind: 'member', name: one.name, recipients: [...once.values()] }
    }),
    {
      kind: 'officer',
      name: '',
      recipients: staffList(cx)
        .filter((one) => one.active)
        .map((one) => ({ recipient: one.name, toKind: 'officer', toId: one.id, tambonCode: null })),
    },
  ]
  return groups.filter((group) => group.recipients.length > 0)
}

/** Own letters, sessions and meetings that may have told somebody. @throws Fault record.notFound */
export function toldDoors(cx: QueryContext, input: { directiveId: string }) {
  const head = mustGetHead(cx, input.directiveId)
  return readDoors(cx, head.officeId, toldLinkTables, null).flatMap(({ table, ...door }) => {
    const known = toldLinkTables.find((one) => one === table)
    return known === undefined ? [] : [{ ...door, table: known }]
  })
}

/** Only what was really done by then, and after the letter was written. */
function mustBeTold(
  cx: CommandContext,
  head: DirectiveHead,
  fields: Pick<ToldFields, 'means' | 'toldOn' | 'acknowledgedOn' | 'dutyId' | 'about'>,
  recipients: readonly Pick<Recipient, 'tambonCode'>[],
): void {
  const issue = (path: string, key: string, params: Record<string, string> = {}) =>
    new Fault('input.invalid', { issues: [{ path: [path], key, params }] })
  if (head.state === 'expected') throw new Fault('directive.notCome', { name: head.name })
  if (!rulesByKey(cx, 'told-means').has(fields.means))
    throw issue('means', 'unknownKey', { name: fields.means })
  if (fields.toldOn < head.dated) throw issue('toldOn', 'toldBeforeLetter')
  mustNotBeFuture(cx, fields.toldOn)
  if (fields.acknowledgedOn !== null) mustNotBeFuture(cx, fields.acknowledgedOn)
  if (fields.dutyId !== null) {
    const row = cx.write.mustGet(duty, fields.dutyId)
    if (row.directiveId !== head.id) throw issue('dutyId', 'unknownKey', { name: String(row.no) })
  }
  const own = new Set(tambonsOfOffice(cx).map(({ code }) => code))
  const foreign = recipients.find(({ tambonCode }) => tambonCode !== null && !own.has(tambonCode))
  if (foreign?.tambonCode) throw issue('tambonCode', 'foreignTambon', { code: foreign.tambonCode })
  if (fields.about !== null && !doorsByKey(cx, head.officeId, [fields.about]).has(doorKey(fields.about)))
    throw issue('about', 'unknownKey', { name: '' })
}

/** By what a row is known again: who, by what means, when, of which duty. */
function rowKey(row: Pick<ToldRow, 'recipient' | 'toKind' | 'toId' | 'means' | 'toldOn' | 'dutyId'>): string {
  return JSON.stringify([row.toKind, row.toId ?? searchKey(row.recipient), row.means, row.toldOn, row.dutyId])
}

function mustOwnHead(cx: CommandContext, id: string): DirectiveHead {
  cx.write.mustOwn(directive, id)
  return mustGetHead(cx, id)
}

function columnsOf({ about, ...fields }: ToldFields) {
  return { ...fields, aboutTable: about?.table ?? '', aboutId: about?.id ?? null }
}

/**
 * Writes down several who were told in one go. Who is down for the same letter, duty, means and day is not written
 * down twice.
 *
 * @throws Fault input.invalid, date.inFuture, directive.notCome, record.*
 */
export function tell(
  cx: CommandContext,
  input: { directiveId: string; fields: TellFields },
): { ids: string[]; already: number } {
  const head = mustOwnHead(cx, input.directiveId)
  const { recipients, ...how } = input.fields
  mustBeTold(cx, head, how, recipients)
  const known = new Set(rowsOf(cx, head.id).map(rowKey))
  const ids: string[] = []
  let already = 0
  for (const recipient of recipients) {
    const fields = { ...how, ...recipient }
    const key = rowKey(fields)
    if (known.has(key)) {
      already += 1
      continue
    }
    known.add(key)
    ids.push(
      cx.write.insert(directiveTold, {
        ...columnsOf(fields),
        directiveId: head.id,
        example: head.example,
      }),
    )
  }
  cx.about('directive', head.id)
  return { ids, already }
}

/**
 * Puts one row right. Another name for somebody of the lists is no longer that one: what the program knew of him goes.
 *
 * @throws Fault as `tell`; input.invalid for what is written down in another row already
 */
export function saveTold(cx: CommandContext, input: { id: string; fields: ToldFields }): void {
  const row = cx.write.mustOwn(directiveTold, input.id)
  const head = mustGetHead(cx, row.directiveId)
  mustBeTold(cx, head, input.fields, [input.fields])
  const key = rowKey(input.fields)
  if (rowsOf(cx, head.id).some((other) => other.id !== row.id && rowKey(other) === key))
    throw new Fault('input.invalid', { issues: [{ path: ['recipient'], key: 'toldAlready', params: {} }] })
  cx.write.update(directiveTold, row.id, columnsOf(input.fields))
  cx.about('directive', head.id)
}

/** @throws Fault input.invalid for a day before one of them was told; date.inFuture */
export function acknowledge(cx: CommandContext, input: { ids: string[]; acknowledgedOn: string }): void {
  mustNotBeFuture(cx, input.acknowledgedOn)
  for (const id of input.ids) {
    const row = cx.write.mustOwn(directiveTold, id)
    if (input.acknowledgedOn < row.toldOn)
      throw new Fault('input.invalid', {
        issues: [{ path: ['acknowledgedOn'], key: 'acknowledgedBeforeTold', params: {} }],
      })
    cx.write.update(directiveTold, id, { acknowledgedOn: input.acknowledgedOn })
    cx.about('directive', row.directiveId)
  }
}

export function removeTold(cx: CommandContext, input: { ids: string[] }): void {
  for (const id of input.ids) {
    const row = cx.write.mustOwn(directiveTold, id)
    removeFiles(cx, 'directiveTold', row.id)
    cx.write.remove(directiveTold, row.id)
    cx.about('directive', row.directiveId)
  }
}

/**
 * Passes a directive on: a draft of an own letter to a group, which refers to it and has its enclosures. Every call
 * makes a new draft: one that somebody has worked on is never written over.
 *
 * @throws Fault letter.unknownGroup; directive.notCome; directive.nobodyToTell for a group that is empty; record.*
 */
export function passOn(
  cx: CommandContext,
  input: { directiveId: string; group: string },
): { letterId: string } {
  const head = mustOwnHead(cx, input.directiveId)
  if (head.state === 'expected') throw new Fault('directive.notCome', { name: head.name })
  const { addressee, rows } = addresseesOf(cx, { group: input.group, bodyIds: [] })
  if (rows.length === 0) throw new Fault('directive.nobodyToTell', { group: addressee })
  const wording = letterWording(cx)
  const dated = formatThaiDate(head.dated, { style: 'letter', digits: 'arabic' })
  const { numbered, letter: asLetter, unnumbered, building } = wording.reference
  const seat = building.find((word) => head.fromOffice.startsWith(word)) ?? ''
  const fromOffice = head.fromOffice.slice(seat.length)
  const reference = addresseeWords(
    head.number === '' ? unnumbered : head.form === 'letter' ? asLetter : numbered,
    { form: head.formName, office: fromOffice, number: head.number, dated },
  )
  const due = cx.db
    .select({ dueOn: duty.dueOn })
    .from(duty)
    .where(and(eq(duty.directiveId, head.id), eq(duty.kind, 'report')))
    .get()
  const model = modelLetter(cx, 'passOn', {
    subject: head.subject,
    reference,
    fromOffice,
    ...(due?.dueOn ? { dueOn: formatThaiDate(due.dueOn, { style: 'weekday', digits: 'arabic' }) } : {}),
  })
  const { id } = saveLetter(cx, {
    id: null,
    fields: {
      ...model,
      addressee,
      enclosures: [
        ...model.enclosures,
        ...head.enclosures.map(({ title, quantity }) => ({ title, quantity })),
      ].slice(0, 20),
      dated: null,
      signatoryId: null,
    },
    addressees: rows,
    about: { table: 'directive', id: head.id },
  })
  return { letterId: id }
}

type LetterRow = typeof letter.$inferSelect

/** Own letters about a directive that were not struck out. */
function ownLetters(cx: QueryContext, head: DirectiveHead): LetterRow[] {
  return cx.db
    .select()
    .from(letter)
    .where(
      and(
        eq(letter.officeId, head.officeId),
        eq(letter.aboutTable, 'directive'),
        eq(letter.aboutId, head.id),
        ne(letter.state, 'cancelled'),
      ),
    )
    .orderBy(asc(letter.id))
    .all()
}

function addresseesOfLetter(cx: QueryContext, row: LetterRow): string[] {
  const many = cx.db
    .select({ addressee: letterAddressee.addressee })
    .from(letterAddressee)
    .where(eq(letterAddressee.letterId, row.id))
    .orderBy(asc(letterAddressee.no))
    .all()
    .map((one) => one.addressee)
  return many.length > 0 ? many : [row.addressee].filter((text) => text !== '')
}

/**
 * Everybody that a signed or sent letter about the directive went to is told, on the day it went out. An addressee of
 * the office's lists is known again by his words.
 *
 * @throws Fault directive.letterNotSent; record.*; date.inFuture
 */
export function toldByLetter(
  cx: CommandContext,
  input: { directiveId: string; letterId: string },
): { ids: string[]; already: number } {
  const row = cx.write.mustOwn(letter, input.letterId)
  const toldOn = row.sentOn ?? row.dated
  if (row.state === 'draft' || row.state === 'cancelled' || toldOn === null)
    throw new Fault('directive.letterNotSent', { subject: row.subject })
  const places = placeRecipients(cx, cx.office().id)
  const known = new Map(
    [...places.kamnan, ...places.headmen, ...places.headman, ...places.lao, ...places.agency].map((one) => [
      searchKey(one.recipient),
      one,
    ]),
  )
  return tell(cx, {
    directiveId: input.directiveId,
    fields: {
      recipients: addresseesOfLetter(cx, row).map((addressee) => {
        const place = known.get(searchKey(addressee))
        return {
          recipient: addressee,
          toKind: place?.toKind ?? 'other',
          toId: place?.toId ?? null,
          tambonCode: place?.tambonCode ?? null,
        }
      }),
      means: meansOf(cx, 'letter'),
      toldOn,
      acknowledgedOn: null,
      dutyId: null,
      about: { table: 'letter', id: row.id },
      note: '',
    },
  })
}

/** The means that a kind of record is. */
function meansOf(cx: QueryContext, by: string): string {
  const means = [...rulesByKey(cx, 'told-means').values()]
  return (means.find((one) => one.by === by) ?? means[0])?.key ?? ''
}
