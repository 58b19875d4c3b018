/**
 * Plays the demo offices through the program's own contract: what the demo shows, the program's own commands made
 * (ARCHITECTURE.md rule 2; no side door). Days are those of the data; only the audit knows when it was played.
 */
import type { Client } from '../contract.ts'
import type { Progress } from '../kernel/meta.ts'
import type { Attendee } from '../meetings/contract.ts'
import type { AgendaItemFields } from '../meetings/rules.ts'
import { buddhistYearOf, type IsoDate } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import {
  activityFieldsOf,
  type DemoDistrict,
  type DemoLetter,
  type DemoMeeting,
  type DemoOffice,
  type DemoSeedLetter,
  type DemoTold,
  entryFieldsOf,
  pledgesOf,
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
  | 'calendar'
  | 'plans'
  | 'projects'
  | 'people'
  | 'bodies'
  | 'orders'
  | 'meetings'
  | 'activities'
  | 'reports'
  | 'papers'
  | 'province'
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

/** One thing that was done, on its day. */
type Step = { on: IsoDate; step: string; what?: string; run: () => Promise<unknown> }

/**
 * Makes the demo district in the open, empty workspace: its year is played day by day, everything in the order in which
 * it happened.
 *
 * @param onDay told before what was done on a new day is played; a test sets its clock by it
 * @returns ids by ref
 * @throws Fault of whatever command refuses; what was made until then stays for the caller to throw away
 */
export async function* playDistrict(
  client: Calls,
  demo: DemoDistrict,
  onDay: (day: IsoDate) => void | Promise<void> = () => undefined,
): AsyncGenerator<Progress, Refs, void> {
  const refs = createRefs()
  // stable: what happened on one day stays in the order of the list
  const steps = stepsOf(client, refs, demo).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  let today = ''
  for (const [index, { on, step, what, run }] of steps.entries()) {
    if (on !== today) await onDay(on)
    today = on
    yield {
      step: `demo.progress.${step}`,
      done: index + 1,
      total: steps.length,
      ...(what === undefined ? {} : { what }),
    }
    await run()
  }
  return refs.ids
}

/** What was done in the demo's year; of two things on one day the first stands first. */
function stepsOf(client: Calls, refs: RefTable, demo: DemoDistrict): Step[] {
  const { today } = demo.office
  const begin = demo.directive.dated
  const steps: Step[] = []
  const add = (on: IsoDate | null, step: string, what: string | undefined, run: () => Promise<unknown>) =>
    steps.push({
      // what has no day yet, or lies ahead, is known on the demo day
      on: on === null || on > today ? today : on < begin ? begin : on,
      step,
      ...(what === undefined ? {} : { what }),
      run,
    })

  add(begin, 'office', undefined, () => setUpOffice(client, refs, demo.office))
  add(begin, 'villages', undefined, async () => {
    const { ids: villageIds } = await client.geography.saveVillages({
      rows: demo.villages.map(({ ref: _ref, ...fields }) => ({ id: null, fields })),
      dryRun: false,
    })
    for (const [index, village] of demo.villages.entries()) refs.put(village.ref, villageIds[index] ?? '')
  })
  for (const { ref, villages, ...fields } of demo.laos)
    add(begin, 'laos', fields.name, async () => {
      const links = villages.map((link) => ({ villageId: refs.get(link.village), part: link.part }))
      refs.put(ref, (await client.geography.saveLao({ id: null, fields, villages: links })).id)
    })
  add(begin, 'villages', undefined, () =>
    client.geography.saveFigures({
      rows: demo.figures.map(({ village, ...fields }) => ({ villageId: refs.get(village), fields })),
      dryRun: false,
    }),
  )
  for (const body of demo.bodies) {
    add(begin, 'bodies', body.name, () => makeBody(client, refs, body))
    const { order } = body
    if (order !== null)
      add(order.signedOn, 'orders', order.subject, () =>
        signOrder(client, refs, { ...order, bodyId: refs.get(body.ref), action: 'appoint' }),
      )
  }
  add(demo.directive.receivedOn, 'directive', demo.directive.number, () =>
    registerDirective(client, refs, demo),
  )
  for (const window of demo.calendar)
    add(demo.directive.receivedOn, 'calendar', undefined, () => client.calendar.setWindow(window))
  for (const change of demo.posts)
    add(change.startsOn ?? change.leave.endsOn, 'posts', change.post, () => changeHolder(client, change))
  for (const order of demo.orders)
    add(order.signedOn, 'orders', order.ref, () => makeOrder(client, refs, order))

  const forums = new Map(demo.forums.map((forum) => [forum.area, forum]))
  for (const forum of demo.forums)
    add(forum.fields.heldOn, 'forums', forum.fields.place, () => makeForum(client, refs, demo, forum))
  for (const plan of demo.plans) {
    const forum = plan.level === 'village' ? forums.get(plan.area) : undefined
    const { adoption } = plan
    const begun = plan.takenOn ?? forum?.fields.heldOn ?? adoption?.adoptedOn ?? null
    add(begun, 'plans', adoption?.adoptedBy, () => beginPlan(client, refs, demo, plan, forum))
    if (plan.proposed)
      add(adoption?.adoptedOn ?? null, 'plans', adoption?.adoptedBy, async () => {
        await client.plans.propose({ planId: refs.get(plan.ref) })
        if (adoption) await client.plans.adopt({ planId: refs.get(plan.ref), ...adoption })
      })
  }
  for (const meeting of demo.meetings)
    add(lastDayOf(meeting), 'meetings', meeting.place, () => makeMeeting(client, refs, meeting))
  for (const letter of demo.letters)
    add(letter.sentOn ?? letter.signedOn, 'letters', letter.subject, () => makeLetter(client, refs, letter))
  for (const activity of demo.activities)
    add(activity.fields.endedOn ?? activity.fields.heldOn, 'activities', activity.fields.subject, () =>
      makeActivity(client, refs, activity),
    )
  for (const activity of demo.activities)
    for (const [at, { receipts }] of activity.pledges.entries()) {
      const last = receipts
        .map((one) => one.receivedOn)
        .sort()
        .at(-1)
      if (last !== undefined)
        add(last, 'receipts', activity.fields.partnerName, () => receive(client, refs, activity, at))
    }
  for (const told of demo.told)
    add(told.acknowledgedOn ?? told.toldOn, 'told', undefined, () => makeTold(client, refs, demo, told))
  for (const { duty, about, ...note } of demo.notes)
    add(note.notedOn, 'notes', undefined, () =>
      client.reports.saveNote({
        id: null,
        fields: {
          ...note,
          dutyId: refs.get(duty),
          notedBy: '',
          about: about === null ? null : { table: 'activity', id: refs.get(about) },
          example: true,
        },
      }),
    )
  for (const fields of demo.entries)
    add(demo.office.today, 'calendar', fields.title, () =>
      client.calendar.saveEntry({ id: null, fields: { ...fields, example: true } }),
    )
  for (const { project, baht, ...fields } of demo.fates)
    add(fields.dated, 'fates', undefined, () =>
      client.projects.recordFate({
        ...fields,
        projectId: refs.get(project),
        amount: baht === null ? null : baht * 100,
      }),
    )
  for (const { duty, ...change } of demo.directive.progress)
    add(change.doneOn, 'duties', undefined, () =>
      client.directives.setDuty({ id: refs.get(duty), ...change }),
    )
  add(demo.report.head.asOf, 'report', undefined, () => makeReport(client, refs, demo))
  return steps
}

/** The day on which all of a meeting is known: its minutes are signed, what it gave to do is done. */
function lastDayOf(meeting: DemoMeeting): IsoDate {
  const days = [
    meeting.heldOn,
    meeting.minutes?.signedOn,
    ...meeting.matters.flatMap((matter) => matter.resolutions.map((one) => one.doneOn)),
  ]
  return days.filter((day) => day != null).reduce((last, day) => (day > last ? day : last))
}

/** An activity with what was promised there; what came of it is written down on the day it came (receive). */
async function makeActivity(
  client: Calls,
  refs: RefTable,
  activity: DemoDistrict['activities'][number],
): Promise<void> {
  const fields = activityFieldsOf(activity, refs.get)
  const pledges = pledgesOf(activity, refs.get).map((pledge) => ({ ...pledge, receipts: [] }))
  const { id } = await client.activities.save({
    id: null,
    fields,
    ...(pledges.length > 0 && { pledges }),
  })
  refs.put(activity.ref, id)
}

/** What came of a promise, on the day it came. */
async function receive(
  client: Calls,
  refs: RefTable,
  activity: DemoDistrict['activities'][number],
  at: number,
): Promise<void> {
  const { pledges } = await client.activities.get({ id: refs.get(activity.ref) })
  const promised = pledgesOf(activity, refs.get)[at]
  const made = pledges.find(
    (one) =>
      one.form === promised?.form && one.projectId === promised.projectId && one.what === promised.what,
  )
  if (!made || !promised) throw new Error(`demo: pledge ${at} of ${activity.ref} was not made`)
  for (const fields of promised.receipts)
    await client.activities.saveReceipt({ id: null, pledgeId: made.id, fields })
}

async function makeTold(client: Calls, refs: RefTable, demo: DemoDistrict, told: DemoTold): Promise<void> {
  const { about, ...fields } = told
  const isLetter = demo.letters.some((letter) => letter.ref === about)
  await client.directives.tell({
    directiveId: refs.get(demo.directive.ref),
    fields: {
      ...fields,
      dutyId: null,
      about: about === null ? null : { table: isLetter ? 'letter' : 'activity', id: refs.get(about) },
    },
  })
}

async function makeReport(client: Calls, refs: RefTable, demo: DemoDistrict): Promise<void> {
  const { id: reportId } = await client.reports.open({ directiveId: refs.get(demo.report.directive) })
  refs.put('report', reportId)
  const { signatory, ...head } = demo.report.head
  await client.reports.saveHead({ id: reportId, fields: { ...head, signatoryId: refs.get(signatory) } })
  for (const { duty, ...words } of demo.report.texts)
    await client.reports.saveText({ reportId, dutyId: refs.get(duty), ...words })
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

/** Opens a plan with what begins in it and what it takes up. */
async function beginPlan(
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
  if (office.expectation) await client.province.expect(office.expectation)
  return refs.ids
}
