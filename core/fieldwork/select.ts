import { and, eq, isNotNull } from 'drizzle-orm'
import type { ReadableDb } from '../../db/open.ts'
import {
  activity,
  appointmentOrder,
  attachment,
  body,
  calendarEntry,
  directive,
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
  seat,
  setting,
  signatory,
  village,
  villageFigure,
  villageLao,
} from '../../db/schema.ts'
import { type RecordRow, readRow } from '../exchange/record-lines.ts'
import { type RecordType, recordTypeOf, recordTypesOf } from '../exchange/records.ts'
import { formatVersion } from '../exchange/rules.ts'
import { cutLoose, rowsOf, type Selection } from '../exchange/select.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { isWorkRow } from './merge-types.ts'

type Raw = Record<string, unknown> & { id: string }

export type PlaceSelection = {
  /** Ids of the rows that go, by record type; a type that is not named has none. */
  selection: Selection
  tambonCodes: ReadonlySet<string>
  /** Ids of the villages of these tambons. */
  villageIds: ReadonlySet<string>
  planOfEntry: ReadonlyMap<string, string>
}

type Wanted = {
  officeId: string
  tambonCodes: readonly string[]
  /** Names of these tambons: an อปท. that no village is linked to yet is known by them. */
  tambonNames: readonly string[]
  withFiles: boolean
  /** ISO: who holds a post on that day. */
  today: string
}

/**
 * What a district gives a laptop of some tambons: their villages with figures and อปท., forums, committees and posts with
 * the persons in them, signed orders, village and tambon plans of all years with all that hangs on them, activities,
 * the directives received with their duties, windows of the year, own dates, signatories and the office's own rules and
 * wording. No staff, no letters, no person beyond those (PEERS.md §3.7).
 */
export function selectReference(db: ReadableDb, wanted: Wanted): PlaceSelection {
  const common = selectPlaces(db, wanted, false)
  const { officeId } = wanted
  const all = (table: OwnedTable) => [...rowsOf(db, table, officeId)]
  const { chosen, bodies } = common
  const orders = all(appointmentOrder).filter(
    (row) => row.state !== 'draft' && bodies.has(String(row.bodyId)),
  )
  const isChange = (row: Raw) => row.action === 'amend' || row.action === 'cancel'
  chosen.set(
    'appointmentOrder',
    ids(orders, (row) => !isChange(row)),
  )
  chosen.set('orderChange', ids(orders, isChange))
  const ofOrders = new Set(orders.map((row) => row.signatoryId))
  chosen.set(
    'signatory',
    ids(all(signatory), (row) => row.active === true || ofOrders.has(row.id)),
  )
  chosen.set('planWindow', ids(all(planWindow)))
  chosen.set(
    'calendarEntry',
    ids(all(calendarEntry), (row) => common.inPlace(row.tambonCode)),
  )
  const isRule = recordTypeOf('officeRule')?.holds
  chosen.set(
    'officeRule',
    ids(all(setting), (row) => isRule?.(row) === true),
  )
  chosen.set('officeFacts', new Set([officeId]))
  addFiles(db, officeId, chosen, wanted.withFiles)
  return common.selection()
}

/**
 * What a laptop hands in: its own records of its tambons, drafts too, so that the district sees how far they are. The
 * directives and duties that its notes are of go along so that the package holds together; the district does not take
 * them over (merge-types.ts).
 */
export function selectWork(db: ReadableDb, wanted: Wanted): PlaceSelection {
  const common = selectPlaces(db, wanted, true)
  addFiles(db, wanted.officeId, common.chosen, wanted.withFiles, true)
  return common.selection()
}

function selectPlaces(db: ReadableDb, wanted: Wanted, isWork: boolean) {
  const { officeId, today } = wanted
  const tambons = new Set(wanted.tambonCodes)
  const inPlace = (code: unknown) => typeof code === 'string' && tambons.has(code)
  const all = (table: OwnedTable) => [...rowsOf(db, table, officeId)]
  const under = (table: OwnedTable, field: string, parent: ReadonlySet<string>) =>
    all(table).filter((row) => parent.has(String(row[field])))

  const villages = ids(all(village), (row) => inPlace(row.tambonCode))
  const here = (row: Raw) =>
    typeof row.villageId === 'string' ? villages.has(row.villageId) : inPlace(row.tambonCode)

  const bodies = ids(all(body), here)
  const seats = under(seat, 'bodyId', bodies)
  const seatPosts = present(seats.map((row) => row.postId))
  const posts = all(post).filter((row) => here(row) || seatPosts.has(row.id))
  const postIds = ids(posts)
  const holdings = under(holding, 'postId', postIds).filter(
    (row) => isWork || row.endsOn === null || String(row.endsOn) >= today,
  )
  const wantedPersons = present([...seats, ...holdings].map((row) => row.personId))
  const persons = ids(all(person), (row) => isWork || wantedPersons.has(row.id))

  const links = under(villageLao, 'villageId', villages)
  const wantedLaos = present([...links, ...posts].map((row) => row.laoId))
  const linked = present(all(villageLao).map((row) => row.laoId))
  const laos = all(lao).filter(
    (row) =>
      isWork ||
      wantedLaos.has(row.id) ||
      (!linked.has(row.id) && wanted.tambonNames.some((name) => String(row.name).includes(name))),
  )
  const agencies = ids(laos, (row) => row.laoType === 'AGENCY')

  const forums = ids(all(forum), here)
  const plans = ids(
    all(plan),
    (row) => (row.level === 'village' || row.level === 'tambon') && inPlace(row.tambonCode),
  )
  const entryRows = under(planEntry, 'planId', plans)
  const entries = ids(entryRows)
  const projects = withMerged(db, officeId, [
    ...entryRows.map((row) => String(row.projectId)),
    ...ids(all(project), here),
  ])
  const activities = ids(all(activity), (row) => row.state === 'held' && inPlace(row.tambonCode))
  const pledges = ids(under(pledge, 'activityId', activities))
  const directives = ids(all(directive), (row) => row.state === 'received')
  const duties = ids(under(duty, 'directiveId', directives))
  const notes = ids(
    under(dutyNote, 'dutyId', duties),
    (row) => inPlace(row.tambonCode) || (isWork && row.tambonCode === null),
  )
  const noted = present(
    under(dutyNote, 'dutyId', duties).flatMap((row) => (notes.has(row.id) ? [row.dutyId] : [])),
  )
  const dutyRows = under(duty, 'directiveId', directives).filter((row) => !isWork || noted.has(row.id))
  const letters = present(dutyRows.map((row) => row.directiveId))
  const returns = under(entryReturn, 'entryId', entries).filter((row) => projects.has(String(row.projectId)))

  const chosen = new Map<string, ReadonlySet<string>>([
    ['village', villages],
    ['lao', ids(laos, (row) => !agencies.has(row.id))],
    ['agency', agencies],
    ['villageLao', ids(links, (row) => !agencies.has(String(row.laoId)))],
    ['villageAgency', ids(links, (row) => agencies.has(String(row.laoId)))],
    ['villageFigure', ids(under(villageFigure, 'villageId', villages))],
    ['forum', forums],
    ['forumNeed', ids(under(forumNeed, 'forumId', forums))],
    ['person', persons],
    ['post', postIds],
    ['holding', ids(holdings)],
    ['directive', isWork ? letters : directives],
    ['duty', ids(dutyRows)],
    ['plan', plans],
    ['project', projects],
    ['planEntry', entries],
    ['entryBudget', ids(under(entryBudget, 'entryId', entries))],
    ['fate', ids(under(fate, 'projectId', projects))],
    ['entryReturn', ids(returns)],
    ['ranking', ids(under(ranking, 'planId', plans))],
    ['entryScore', ids(under(entryScore, 'entryId', entries), (row) => plans.has(String(row.planId)))],
    [
      'projectPair',
      ids(
        all(projectPair),
        (row) =>
          projects.has(String(row.aId)) &&
          projects.has(String(row.bId)) &&
          (row.keptId === null || projects.has(String(row.keptId))),
      ),
    ],
    ['projectBrief', ids(under(projectBrief, 'projectId', projects))],
    ['projectDocument', ids(under(projectDocument, 'projectId', projects))],
    ['body', bodies],
    ['seat', ids(seats)],
    ['activity', activities],
    ['pledge', pledges],
    ['pledgeReceipt', ids(under(pledgeReceipt, 'pledgeId', pledges))],
    ['dutyNote', notes],
  ])
  return {
    chosen,
    bodies,
    inPlace,
    selection: (): PlaceSelection => ({
      // whatever is not named stays at home
      selection: new Map(
        recordTypesOf('reference').map(({ name }) => [name, chosen.get(name) ?? new Set<string>()]),
      ),
      tambonCodes: tambons,
      villageIds: villages,
      planOfEntry: new Map(entryRows.map((row) => [row.id, String(row.planId)])),
    }),
  }
}

/** Files that hang on what is chosen. */
function addFiles(
  db: ReadableDb,
  officeId: string,
  chosen: Map<string, ReadonlySet<string>>,
  withFiles: boolean,
  isWork = false,
): void {
  const names = ['attachment', 'laterAttachment', 'meetingAttachment', 'dutyAttachment']
  const types = names.flatMap((name) => recordTypeOf(name) ?? [])
  const rows = withFiles
    ? [...rowsOf(db, attachment, officeId)].filter((row) =>
        chosen.get(String(row.subjectTable))?.has(String(row.subjectId)),
      )
    : []
  for (const type of types) {
    chosen.set(
      type.name,
      ids(rows, (row) => type.holds?.(row) !== false && (!isWork || isWorkRow(type as never, row))),
    )
  }
}

/** Rows of one record type as they stand in the package: links to what stays at home are cut. */
export function* placeRows(
  db: ReadableDb,
  officeId: string,
  type: RecordType,
  places: PlaceSelection,
): Generator<Raw> {
  const chosen = places.selection.get(type.name)
  if (type.table === null || !chosen || chosen.size === 0) return
  for (const row of rowsOf(db, type.table, officeId)) {
    if (chosen.has(row.id)) yield cutToPlace(type.name, cutLoose(type.name, row, places.selection), places)
  }
}

/**
 * A post of another tambon whose holder sits in a committee here comes along without its place; so does a project that
 * lies elsewhere. The plan for which the district looked at an entry stays at home: the return is said of the entry's own.
 */
function cutToPlace(
  recordType: string,
  row: Raw,
  { selection, tambonCodes, villageIds, planOfEntry }: PlaceSelection,
): Raw {
  let out = row
  if (recordType !== 'village' && typeof row.villageId === 'string' && !villageIds.has(row.villageId))
    out = { ...out, villageId: null }
  if (typeof row.tambonCode === 'string' && !tambonCodes.has(row.tambonCode))
    out = { ...out, tambonCode: null }
  for (const [field, to] of moreLinks[recordType] ?? []) {
    const id = row[field]
    if (typeof id === 'string' && !selection.get(to)?.has(id)) out = { ...out, [field]: null }
  }
  if (recordType === 'entryReturn' && !selection.get('plan')?.has(String(row.byPlanId)))
    out = { ...out, byPlanId: planOfEntry.get(String(row.entryId)) ?? row.byPlanId }
  return out
}

const moreLinks: Readonly<Record<string, readonly (readonly [field: string, to: string])[]>> = {
  planWindow: [['directiveId', 'directive']],
}

/** Row of the table as the record that a package would have, tidied by the record type's own rules. */
export function recordOf(type: RecordType, row: Readonly<Record<string, unknown>>): RecordRow {
  const fields: Record<string, unknown> = { v: type.version }
  for (const field of Object.keys(type.row.shape)) fields[field] = row[field] ?? null
  const read = readRow(type, JSON.stringify(fields), formatVersion.minor)
  if (read.ok) return read.row
  const { v: _version, ...plain } = fields
  return plain as RecordRow
}

function withMerged(db: ReadableDb, officeId: string, inPlans: readonly string[]): Set<string> {
  const chosen = new Set(inPlans)
  const merged = db
    .select({ id: project.id, into: project.mergedIntoId })
    .from(project)
    .where(and(eq(project.officeId, officeId), isNotNull(project.mergedIntoId)))
    .all()
  for (let before = -1; before !== chosen.size; ) {
    before = chosen.size
    for (const row of merged) if (row.into !== null && chosen.has(row.into)) chosen.add(row.id)
  }
  return chosen
}

function ids(rows: Iterable<Raw>, wanted: (row: Raw) => boolean = () => true): Set<string> {
  return new Set([...rows].filter(wanted).map((row) => row.id))
}

function present(values: readonly unknown[]): Set<string> {
  return new Set(values.filter((value) => typeof value === 'string'))
}
