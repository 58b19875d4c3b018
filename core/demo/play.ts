/**
 * Plays the demo offices through the program's own contract: what the demo shows, the program's own commands made
 * (ARCHITECTURE.md rule 2; no side door). Days are those of the data; only the audit knows when it was played.
 */
import type { Client } from '../contract.ts'
import type { Progress } from '../kernel/meta.ts'
import type { Attendee } from '../meetings/contract.ts'
import type { AgendaItemFields } from '../meetings/rules.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import {
  activityFieldsOf,
  type DemoDistrict,
  type DemoLetter,
  type DemoMeeting,
  type DemoOffice,
  type DemoSeedLetter,
  entryFieldsOf,
} from './schema.ts'

/** Record ids by the stable refs of the demo files. */
export type Refs = ReadonlyMap<string, string>

type Calls = Pick<
  Client,
  | 'office'
  | 'geography'
  | 'forums'
  | 'ranking'
  | 'directives'
  | 'plans'
  | 'projects'
  | 'people'
  | 'bodies'
  | 'orders'
  | 'meetings'
  | 'activities'
  | 'reports'
  | 'papers'
  | 'exchange'
>

function createRefs() {
  const ids = new Map<string, string>()
  return {
    ids,
    put: (ref: string, id: string) => void ids.set(ref, id),
    /** A ref that the demo's own check (core/demo/schema.ts) let through must be known by the time it is needed. */
    get(ref: string): string {
      const id = ids.get(ref)
      if (id === undefined) throw new Error(`demo: ${ref} was not made yet`)
      return id
    },
  }
}
type RefTable = ReturnType<typeof createRefs>

async function setUpOffice(client: Calls, refs: RefTable, office: DemoOffice): Promise<void> {
  const [first, ...others] = office.staff
  if (!first) throw new Error('demo: an office needs a person')
  const { officeId } = await client.office.setUp({
    profile: office.profile,
    provinceCode: office.provinceCode,
    districtCode: office.districtCode,
    tambonCodes: office.tambonCodes,
    letterhead: office.letterhead,
    signatories: office.signatories.map(({ ref: _ref, ...fields }) => fields),
    staffName: first.name,
    staffPosition: first.position,
  })
  refs.put('office', officeId)
  const signatories = await client.office.signatories()
  office.signatories.forEach((one, at) => {
    const made = signatories[at]
    if (made) refs.put(one.ref, made.id)
  })
  for (const { ref, ...fields } of others)
    refs.put(ref, (await client.office.saveStaff({ id: null, active: true, ...fields })).id)
}

/**
 * Makes the demo district in the open, empty workspace.
 *
 * @returns ids by ref
 * @throws Fault of whatever command refuses; what was made until then stays for the caller to throw away
 */
export async function* playDistrict(client: Calls, demo: DemoDistrict): AsyncGenerator<Progress, Refs, void> {
  const refs = createRefs()
  const total =
    5 +
    demo.laos.length +
    demo.calendar.length +
    demo.bodies.length +
    demo.orders.length +
    demo.posts.length +
    demo.meetings.length +
    demo.letters.length +
    demo.forums.length +
    demo.plans.length +
    demo.activities.length +
    demo.fates.length
  let done = 0
  const at = (step: string, what?: string): Progress => {
    done += 1
    return { step: `demo.progress.${step}`, done, total, ...(what === undefined ? {} : { what }) }
  }

  yield at('office')
  await setUpOffice(client, refs, demo.office)

  yield at('villages')
  const { ids: villageIds } = await client.geography.saveVillages({
    rows: demo.villages.map(({ ref: _ref, ...fields }) => ({ id: null, fields })),
    dryRun: false,
  })
  for (const [index, village] of demo.villages.entries()) refs.put(village.ref, villageIds[index] ?? '')
  for (const { ref, villages, ...fields } of demo.laos) {
    yield at('laos', fields.name)
    const links = villages.map((link) => ({ villageId: refs.get(link.village), part: link.part }))
    refs.put(ref, (await client.geography.saveLao({ id: null, fields, villages: links })).id)
  }

  await client.geography.saveFigures({
    rows: demo.figures.map(({ village, ...fields }) => ({ villageId: refs.get(village), fields })),
    dryRun: false,
  })

  yield at('directive', demo.directive.number)
  await registerDirective(client, refs, demo)
  for (const window of demo.calendar) {
    yield at('calendar')
    await client.directives.setWindow(window)
  }
  for (const body of demo.bodies) {
    yield at('bodies', body.name)
    await makeBody(client, refs, body)
  }
  for (const order of demo.orders) {
    // those before anybody left a post
    if (order.action !== 'appoint') continue
    yield at('orders', order.ref)
    await makeOrder(client, refs, order)
  }
  for (const change of demo.posts) {
    yield at('posts', change.post)
    await changeHolder(client, change)
  }
  for (const order of demo.orders) {
    if (order.action === 'appoint') continue
    yield at('orders', order.ref)
    await makeOrder(client, refs, order)
  }
  const forums = new Map(demo.forums.map((forum) => [forum.area, forum]))
  for (const forum of demo.forums) {
    yield at('forums', forum.fields.place)
    await makeForum(client, refs, demo, forum)
  }
  for (const plan of demo.plans) {
    yield at('plans', plan.adoption?.adoptedBy ?? '')
    const forum = plan.level === 'village' ? forums.get(plan.area) : undefined
    await makePlan(client, refs, demo, plan, forum)
  }
  for (const meeting of demo.meetings) {
    yield at('meetings', meeting.place)
    await makeMeeting(client, refs, meeting)
  }
  for (const letter of demo.letters) {
    yield at('letters', letter.subject)
    await makeLetter(client, refs, letter)
  }
  for (const activity of demo.activities) {
    yield at('activities', activity.fields.subject)
    const fields = activityFieldsOf(activity, refs.get)
    refs.put(activity.ref, (await client.activities.save({ id: null, fields })).id)
  }
  for (const { project, baht, ...fields } of demo.fates) {
    yield at('fates')
    await client.projects.recordFate({
      ...fields,
      projectId: refs.get(project),
      amount: baht === null ? null : baht * 100,
    })
  }
  yield at('duties')
  for (const { duty, ...change } of demo.directive.progress)
    await client.directives.setDuty({ id: refs.get(duty), ...change })

  yield at('report')
  const { id: reportId } = await client.reports.open({ directiveId: refs.get(demo.report.directive) })
  refs.put('report', reportId)
  const { signatory, ...head } = demo.report.head
  await client.reports.saveHead({ id: reportId, fields: { ...head, signatoryId: refs.get(signatory) } })
  for (const { duty, ...words } of demo.report.texts) {
    await client.reports.saveText({ reportId, dutyId: refs.get(duty), ...words })
  }
  return refs.ids
}

async function registerDirective(client: Calls, refs: RefTable, demo: DemoDistrict): Promise<void> {
  const { ref, duties, progress: _progress, ...fields } = demo.directive
  const { id } = await client.directives.register({
    ...fields,
    duties: duties.map(({ ref: _ref, ...duty }) => duty),
  })
  refs.put(ref, id)
  const made = await client.directives.get({ id })
  for (const duty of duties) refs.put(duty.ref, made.duties.find((one) => one.no === duty.no)?.id ?? '')
}

async function makeBody(client: Calls, refs: RefTable, body: DemoDistrict['bodies'][number]): Promise<void> {
  const { id } = await client.bodies.open({
    kind: body.kind,
    name: body.name,
    tambonCode: body.tambonCode,
    villageId: null,
  })
  refs.put(body.ref, id)
  if (body.seats !== null)
    await client.bodies.saveSeats({ bodyId: id, seats: body.seats.map((fields) => ({ id: null, fields })) })
  if (body.order === null) return
  await signOrder(client, refs, { ...body.order, bodyId: id, action: 'appoint' })
}

type SignedOrder = Pick<
  DemoDistrict['orders'][number],
  'ref' | 'action' | 'editionFy' | 'signedOn' | 'effectiveOn' | 'signatory'
> & { bodyId: string; subject?: string; number?: number | null }

async function signOrder(client: Calls, refs: RefTable, order: SignedOrder): Promise<void> {
  const { ref, bodyId, action, editionFy, subject, effectiveOn, signedOn, number, signatory } = order
  const { id } = await client.orders.open({ bodyId, editionFy })
  refs.put(ref, id)
  if (action === 'amend') await client.orders.setAction({ id, action })
  const draft = await client.orders.get({ id })
  await client.orders.save({
    id,
    fields: {
      subject: subject ?? draft.subject,
      reason: draft.reason,
      powers: draft.powers,
      duties: draft.duties,
      annex: draft.annex,
      secrecy: draft.secrecy,
      effectiveOn,
      signatoryId: refs.get(signatory),
    },
  })
  await client.orders.sign({
    id,
    signedOn,
    number: number == null ? { kind: 'first' } : { kind: 'given', number },
  })
}

const makeOrder = (client: Calls, refs: RefTable, order: DemoDistrict['orders'][number]): Promise<void> =>
  signOrder(client, refs, { ...order, bodyId: refs.get(order.body) })

async function changeHolder(client: Calls, change: DemoDistrict['posts'][number]): Promise<void> {
  const posts = await client.people.list({ tambonCode: null, kind: null })
  const post = posts.find((one) => toArabicDigits(one.name) === change.post)
  if (!post) throw new Error(`demo: no post ${change.post}`)
  const { person, startsOn, leave } = change
  if (person === null) await client.people.vacate({ postId: post.id, ...leave })
  else await client.people.appoint({ postId: post.id, person, startsOn, acting: false, leave, dryRun: false })
}

/** A meeting as it was held, or as it is called for. */
async function makeMeeting(client: Calls, refs: RefTable, meeting: DemoMeeting): Promise<void> {
  const bodyIds = meeting.bodies.map(refs.get)
  const { heldOn, startsAt, endsAt, place, agenda } = meeting
  const proposed = await client.meetings.propose({ bodyIds, heldOn })
  const number = meeting.number ?? proposed.number
  const { id } = await client.meetings.open({
    title: proposed.title,
    number,
    numberYear: number === null ? null : buddhistYearOf(heldOn),
    heldOn,
    startsAt,
    endsAt,
    place,
    agenda,
    bodies: proposed.bodies.map(({ name: _name, ...body }) =>
      meeting.number === undefined ? body : { ...body, number: meeting.number },
    ),
  })
  refs.put(meeting.ref, id)
  const opened = await client.meetings.get({ id })
  const heads = opened.items.filter((item) => item.parentId === null)
  const about = (one: { table: 'plan'; ref: string } | null) =>
    one === null ? null : { table: one.table, id: refs.get(one.ref) }
  const saved = await client.meetings.saveAgenda({
    id,
    rows: heads.map((head) => ({
      id: head.id,
      fields: agendaFieldsOf(head),
      matters: [
        ...opened.items
          .filter((item) => item.parentId === head.id)
          .map((item) => ({ id: item.id, fields: agendaFieldsOf(item) })),
        ...meeting.matters
          .filter((matter) => matter.head === head.kind)
          .map(({ title, text, presenter, bodies, about: of }) => ({
            id: null,
            fields: {
              kind: head.kind,
              title,
              text,
              presenter,
              bodyIds: bodies.map(refs.get),
              about: about(of),
            },
          })),
      ],
    })),
  })
  if (meeting.state === 'planned') return
  const { openedAt, closedAt, minutesFor, recorderName, recorderPosition, checkerName, checkerPosition } =
    meeting
  await client.meetings.save({
    id,
    fields: {
      title: opened.title,
      number: opened.number,
      numberYear: opened.numberYear,
      heldOn,
      startsAt,
      endsAt,
      place,
      openedAt,
      closedAt,
      minutesFor,
      chairName: opened.chairName,
      chairPosition: opened.chairPosition,
      recorderName,
      recorderPosition,
      checkerName,
      checkerPosition,
      note: opened.note,
    },
  })
  await client.meetings.saveAttendance({ id, rows: attendanceOf(opened.attendance, meeting), removed: [] })
  await client.meetings.hold({ id })
  for (const [at, head] of heads.entries()) {
    const fresh = (saved.ids[at]?.matters ?? []).slice(
      opened.items.filter((item) => item.parentId === head.id).length,
    )
    const matters = meeting.matters.filter((matter) => matter.head === head.kind)
    for (const [index, { resolutions }] of matters.entries()) {
      const rows = resolutions.map(({ doneOn: _doneOn, outcome: _outcome, about: of, ...fields }) => ({
        id: null,
        fields: { ...fields, about: about(of) },
      }))
      const { ids } = await client.meetings.saveResolutions({ itemId: fresh[index] ?? '', rows })
      for (const [which, { state, doneOn, outcome, ownerName, dueOn }] of resolutions.entries())
        if (state === 'done')
          await client.meetings.setFollowUp({
            id: ids[which] ?? '',
            state,
            doneOn,
            outcome,
            ownerName,
            dueOn,
          })
    }
  }
  for (const { minutesOf, corrections } of meeting.certify)
    await client.meetings.certifyMinutes({
      minutesId: refs.get(`${minutesOf}-minutes`),
      byMeetingId: id,
      corrections,
    })
  if (meeting.minutes) {
    const { signedOn } = meeting.minutes
    const made = await client.meetings.signMinutes({ meetingId: id, bodyId: null, signedOn })
    refs.put(`${meeting.ref}-minutes`, made.id)
  }
  if (meeting.state === 'closed') await client.meetings.close({ id })
}

function agendaFieldsOf({
  kind,
  title,
  text,
  presenter,
  bodyIds,
  about,
}: AgendaItemFields): AgendaItemFields {
  return { kind, title, text, presenter, bodyIds, about }
}

/** Everybody came but those the files name. */
function attendanceOf(called: readonly Attendee[], meeting: DemoMeeting) {
  const left = new Set([...meeting.absent, ...meeting.proxies].map((one) => one.who))
  const nobody = { proxyName: '', proxyPosition: '', reason: '' }
  const rows = called.map(({ id, name, position }) => {
    const proxy = meeting.proxies.find((one) => one.who === name)
    const absent = meeting.absent.find((one) => one.who === name)
    left.delete(name)
    if (proxy)
      return {
        id,
        fields: {
          ...nobody,
          proxyName: proxy.proxyName,
          proxyPosition: proxy.proxyPosition,
          name,
          position,
          state: 'proxy' as const,
        },
      }
    if (absent)
      return { id, fields: { ...nobody, name, position, state: 'absent' as const, reason: absent.reason } }
    // a post that nobody is known to hold
    const state = name === '' ? ('called' as const) : ('present' as const)
    return { id, fields: { ...nobody, name, position, state } }
  })
  if (left.size > 0) throw new Error(`demo: ${[...left].join()} is not called to ${meeting.ref}`)
  const guests = meeting.guests.map((guest) => ({
    id: null,
    fields: { ...nobody, name: guest.who, position: guest.position, state: 'present' as const },
  }))
  return [...rows, ...guests]
}

async function makeLetter(client: Calls, refs: RefTable, letter: DemoLetter): Promise<void> {
  const { ref, signatory, signedOn, sentOn, sentHow, addressees, ...fields } = letter
  const { id } = await client.papers.saveLetter({
    id: null,
    fields: { ...fields, dated: null, signatoryId: refs.get(signatory) },
    addressees,
  })
  refs.put(ref, id)
  await client.papers.signLetter({ id, signedOn, number: { kind: 'first' } })
  if (sentOn !== null) await client.papers.sendLetter({ id, sentOn, sentHow })
}

/** A forum as it was held, or as it is only planned yet. */
async function makeForum(
  client: Calls,
  refs: RefTable,
  demo: DemoDistrict,
  forum: DemoDistrict['forums'][number],
): Promise<void> {
  const area = { level: 'village' as const, areaKey: refs.get(forum.area) }
  const { planFy, fields } = forum
  const { ids } = await client.forums.plan({ planFy, areas: [area], heldOn: fields.heldOn, again: false })
  const id = ids[0] ?? ''
  refs.put(forum.ref, id)
  await client.forums.save({ id, fields })
  if (forum.needs.length === 0) return
  const rows = forum.needs.map(({ project: ref, cause, votes }) => {
    const { name, issue, problem, site, projectClass, baht } = mustFind(demo, ref)
    const amount = Object.values(baht).reduce((sum, one) => sum + one, 0) * 100
    const need = { problem, cause, name, issue, site, projectClass, amount: amount || null, votes }
    return { id: null, fields: need }
  })
  await client.forums.saveNeeds({ forumId: id, rows, removed: [], order: [], dryRun: false })
  await client.forums.hold({ id })
}

function mustFind(demo: DemoDistrict, ref: string): DemoDistrict['projects'][number] {
  const project = demo.projects.find((one) => one.ref === ref)
  if (!project) throw new Error(`demo: no project ${ref}`)
  return project
}

/** What the village's forum named comes into its plan by the forum; elsewhere the rows are typed in. */
async function firstEntries(
  client: Calls,
  refs: RefTable,
  planId: string,
  forum: DemoDistrict['forums'][number] | undefined,
): Promise<(string | null)[] | null> {
  if (!forum || forum.needs.length === 0) return null
  const { id, needs } = await client.forums.get({ id: refs.get(forum.ref) })
  const { entryIds } = await client.forums.carryOver({ id, needIds: needs.map((need) => need.id) })
  const byProject = new Map(
    (await client.plans.get({ id: planId })).rows.map((row) => [row.projectId, row.id]),
  )
  if (entryIds.length !== needs.length) throw new Error(`demo: ${forum.ref} was not carried over whole`)
  const after = await client.forums.get({ id })
  return after.needs.map((need) => byProject.get(need.projectId ?? '') ?? null)
}

async function makePlan(
  client: Calls,
  refs: RefTable,
  demo: DemoDistrict,
  plan: DemoDistrict['plans'][number],
  forum: DemoDistrict['forums'][number] | undefined,
): Promise<void> {
  const { level, planFy, spanStart, spanLength, edition } = plan
  const areaKey = level === 'village' || level === 'local' ? refs.get(plan.area) : plan.area
  const { id } = await client.plans.open({ level, areaKey, planFy, spanStart, spanLength, edition })
  refs.put(plan.ref, id)
  if (plan.entries.length > 0) {
    const projects = plan.entries.map((ref) => mustFind(demo, ref))
    const begun = await firstEntries(client, refs, id, forum)
    const { ids } = await client.plans.saveEntries({
      planId: id,
      rows: projects.map((project, at) => ({ id: begun?.[at] ?? null, fields: entryFieldsOf(project) })),
      removed: [],
      order: [],
      dryRun: false,
    })
    const rows = new Map((await client.plans.get({ id })).rows.map((row) => [row.id, row.projectId]))
    for (const [index, ref] of plan.entries.entries()) refs.put(ref, rows.get(ids[index] ?? '') ?? '')
  }
  if (plan.takeUp.length > 0 && plan.takenOn !== null) {
    const offered = new Map(
      (await client.plans.candidates({ planId: id })).map((row) => [row.projectId, row.id]),
    )
    const entryIds = plan.takeUp.map((ref) => {
      const entryId = offered.get(refs.get(ref))
      if (entryId === undefined) throw new Error(`demo: ${ref} is not offered to ${plan.ref}`)
      return entryId
    })
    await client.plans.takeUp({ planId: id, entryIds, takenOn: plan.takenOn })
  }
  await saveScores(client, refs, id, demo.scores.find((one) => one.plan === plan.ref)?.rows ?? [])
  if (plan.proposed) await client.plans.propose({ planId: id })
  if (plan.adoption) await client.plans.adopt({ planId: id, ...plan.adoption })
}

async function saveScores(
  client: Calls,
  refs: RefTable,
  planId: string,
  scored: DemoDistrict['scores'][number]['rows'],
): Promise<void> {
  if (scored.length === 0) return
  const entries = new Map((await client.plans.get({ id: planId })).rows.map((row) => [row.projectId, row.id]))
  await client.ranking.begin({ planId })
  await client.ranking.saveScores({
    planId,
    rows: scored.map(({ project, scores, reason }) => ({
      entryId: entries.get(refs.get(project)) ?? '',
      scores: Object.entries(scores).map(([criterion, score]) => ({ criterion, score })),
      reason,
    })),
    dryRun: false,
  })
}

/**
 * Makes the demo province in the open, empty workspace: ready to receive, with the letter that set the districts to work.
 *
 * @returns ids by ref; the letter's is `seed-letter`
 */
export async function* playProvince(
  client: Calls,
  office: DemoOffice,
  seed: DemoSeedLetter,
): AsyncGenerator<Progress, Refs, void> {
  const refs = createRefs()
  yield { step: 'demo.progress.office', done: 1, total: 3 }
  await setUpOffice(client, refs, office)
  yield { step: 'demo.progress.letter', done: 2, total: 3 }
  // Who signed it then is no longer offered for new letters.
  const { id: signatoryId } = await client.office.saveSignatory({
    id: null,
    active: false,
    ...seed.signatory,
  })
  const year = buddhistYearOf(seed.signedOn)
  await client.papers.beginRegister({
    register: 'outgoing',
    year,
    lastUsed: seed.number - 1,
    reason: seed.registerReason,
  })
  const fields = { ...seed.letter, dated: seed.signedOn, signatoryId }
  const { id: letterId } = await client.papers.saveLetter({ id: null, fields })
  await client.papers.signLetter({ id: letterId, signedOn: seed.signedOn, number: { kind: 'first' } })
  refs.put('seed-letter', letterId)
  yield { step: 'demo.progress.expectation', done: 3, total: 3 }
  if (office.expectation) await client.exchange.expect(office.expectation)
  return refs.ids
}
