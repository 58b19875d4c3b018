/**
 * The demo offices as data: resources/demo/*.json. A demo player makes them by the program's own commands, so every
 * record is checked here by the same schema as the command that will take it (ARCHITECTURE.md rule 4). Ids do not
 * exist yet: records name each other by stable refs (`v-800201-03`, `p-800201-03-1`, `plan-800201`).
 * All persons are made up and marked `example`.
 */
import { z } from 'zod'
import {
  type ActivityFields,
  activityFields,
  type PledgeFields,
  pledgeFields,
  type ReceiptFields,
  receiptFields,
} from '../activities/rules.ts'
import { seatFields } from '../bodies/rules.ts'
import { entryFields as calendarEntryFields, windowFields } from '../calendar/rules.ts'
import { directiveFields, dutyFields, dutyStates, recipientFields } from '../directives/rules.ts'
import { type ForumFields, forumFields } from '../forums/rules.ts'
import { figureFields, laoFields, villageFields } from '../geography/rules.ts'
import { fiscalYear, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { letterheadFields, signatoryFields } from '../office/rules.ts'
import { addresseeList, letterShape } from '../papers/rules.ts'
import { personFields } from '../people/rules.ts'
import { adoptionFields, type EntryFields, editions, entryFields, planLevels } from '../plans/rules.ts'
import { fateFields } from '../projects/rules.ts'
import { reportHeadFields, reportParts, reportTextFields } from '../reports/rules.ts'

const SATANG = 100

export const demoRef = z.string().regex(/^[A-Za-z0-9-]{2,60}$/)
const withRef = z.object({ ref: demoRef })
/** Whole baht in the files, for people who read them; satang in the program. */
const baht = z.int().min(0).max(10_000_000_000)
const areaCodes = z.array(z.string().regex(/^\d{4,6}$/))

export const demoOffice = z.object({
  /** The day the demo is played on. */
  today: isoDate,
  profile: z.enum(['district', 'tambon', 'province']),
  provinceCode: z.string().regex(/^\d{2}$/),
  districtCode: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  tambonCodes: areaCodes,
  letterhead: letterheadFields,
  signatories: z.array(withRef.and(signatoryFields)).min(1),
  /** The first one sets the office up. */
  staff: z
    .array(
      withRef.extend({
        name: line(120),
        position: optionalLine(160),
        role: z.enum(['officer', 'checker', 'chief', 'admin']),
        tambonCodes: areaCodes,
      }),
    )
    .min(1),
  /** Province: who is expected to hand in, for what, by when. */
  expectation: z.object({ planFy: fiscalYear, dueOn: isoDate, districtCodes: areaCodes.min(1) }).optional(),
})
export type DemoOffice = z.infer<typeof demoOffice>

export const demoVillage = withRef.and(villageFields)
export type DemoVillage = z.infer<typeof demoVillage>

export const demoLao = withRef
  .extend({ villages: z.array(z.object({ village: demoRef, part: z.boolean() })) })
  .and(laoFields)
export type DemoLao = z.infer<typeof demoLao>

export const demoDirective = withRef
  .extend({
    duties: z.array(withRef.and(dutyFields)).min(1),
    /** What has been done about each duty by the demo day. */
    progress: z.array(
      z.object({
        duty: demoRef,
        state: z.enum(dutyStates),
        ownerName: optionalLine(120),
        dueOn: isoDate.nullable(),
        doneOn: isoDate.nullable(),
        evidence: optionalLine(600),
      }),
    ),
  })
  .and(directiveFields)
export type DemoDirective = z.infer<typeof demoDirective>

export const demoProject = entryFields.omit({ budgets: true }).extend({
  ref: demoRef,
  /** null = proposed by the tambon (ก.บ.ต.) itself. */
  village: demoRef.nullable(),
  rank: z.int().min(1),
  /** Baht per fiscal year (พ.ศ.); empty = no budget used. */
  baht: z.record(z.string().regex(/^25\d\d$/), baht),
})
export type DemoProject = z.infer<typeof demoProject>

const demoForumFacts = withRef.extend({
  /** Ref of the village. */
  area: demoRef,
  planFy: fiscalYear,
  /** In the order in which they were named; empty = the forum is only planned. */
  needs: z.array(z.object({ project: demoRef, cause: optionalLine(400), votes: z.int().min(0) })),
})
/** A village's forum; its needs are the projects that the village's plan then begins with. */
export const demoForum = z.looseObject({}).transform((value, context) => {
  const facts = demoForumFacts.safeParse(value)
  const fields = forumFields.safeParse(value)
  for (const part of [facts, fields]) {
    if (part.success) continue
    context.addIssue({ code: 'custom', message: z.prettifyError(part.error) })
    return z.NEVER
  }
  return { ...(facts.data as z.infer<typeof demoForumFacts>), fields: fields.data as ForumFields }
})
export type DemoForum = z.infer<typeof demoForum>

export const demoFigure = figureFields.and(z.object({ village: demoRef }))
export type DemoFigure = z.infer<typeof demoFigure>

/** Score sheet of a plan: points by criterion of resources/rules/ranking-criteria. */
export const demoScores = z.object({
  plan: demoRef,
  rows: z.array(
    z.object({ project: demoRef, scores: z.record(z.string(), z.int().min(0)), reason: optionalLine(400) }),
  ),
})
export type DemoScores = z.infer<typeof demoScores>

export const demoPlan = withRef.extend({
  level: z.enum(planLevels),
  /** Ref of the village or อปท., or code of the tambon or district. */
  area: z.string().min(4).max(40),
  planFy: fiscalYear,
  spanStart: fiscalYear,
  spanLength: z.int().min(1).max(5),
  edition: z.enum(editions),
  /** Projects that begin in this plan, in rank order. */
  entries: z.array(demoRef),
  /** Projects taken up from the level below, in rank order; they come after `entries`. */
  takeUp: z.array(demoRef),
  takenOn: isoDate.nullable(),
  /** Proposed to the body that adopts it. */
  proposed: z.boolean(),
  adoption: adoptionFields.omit({ planId: true }).nullable(),
})
export type DemoPlan = z.infer<typeof demoPlan>

export const demoBody = withRef.extend({
  kind: z.string().min(1).max(40),
  /** '' = as the rule table names it. */
  name: optionalLine(200),
  tambonCode: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  /** null = as the template of its kind opens them. */
  seats: z.array(seatFields).min(1).nullable(),
  /** The appointment order in force; null = not reviewed yet. `number` null = the next of the register. */
  order: withRef
    .extend({
      editionFy: fiscalYear,
      subject: line(600),
      signedOn: isoDate,
      effectiveOn: isoDate,
      number: z.int().min(1).nullable(),
      signatory: demoRef,
    })
    .nullable(),
})
export type DemoBody = z.infer<typeof demoBody>

/** Somebody leaves a post, and who comes; `post` as the seats name it. */
export const demoChange = z.object({
  post: line(200),
  leave: z.object({ endsOn: isoDate, endReason: line(40) }),
  person: personFields.nullable(),
  startsOn: isoDate.nullable(),
})

/** An order signed after those of demo/bodies.json: a first one, or one that changes the order in force. */
export const demoOrder = withRef.extend({
  body: demoRef,
  action: z.enum(['appoint', 'amend']),
  editionFy: fiscalYear,
  signedOn: isoDate,
  effectiveOn: isoDate,
  signatory: demoRef,
})

const demoAbout = z.object({ table: z.literal('plan'), ref: demoRef })
const demoResolution = z.object({
  kind: line(40),
  text: line(1000),
  about: demoAbout.nullable().default(null),
  ownerName: optionalLine(300).default(''),
  dueOn: isoDate.nullable().default(null),
  state: z.enum(['none', 'open', 'done']).default('none'),
  doneOn: isoDate.nullable().default(null),
  outcome: optionalText(1000).default(''),
})
/** A meeting of one or several bodies, as it was held or is called for. */
export const demoMeeting = withRef.extend({
  bodies: z.array(demoRef).min(1),
  agenda: line(40),
  heldOn: isoDate,
  startsAt: optionalLine(10),
  endsAt: optionalLine(10),
  openedAt: optionalLine(10),
  closedAt: optionalLine(10),
  place: line(300),
  state: z.enum(['planned', 'held', 'closed']),
  minutesFor: z.enum(['one', 'each']),
  /** ครั้งที่; left out = the next of its bodies. */
  number: z.int().min(1).optional(),
  recorderName: optionalLine(200),
  recorderPosition: optionalLine(300),
  checkerName: optionalLine(200),
  checkerPosition: optionalLine(300),
  /** By name as printed; every other member came. */
  absent: z.array(z.object({ who: line(200), reason: line(300) })),
  proxies: z.array(z.object({ who: line(200), proxyName: line(200), proxyPosition: line(300) })),
  guests: z.array(z.object({ who: line(200), position: line(300) })),
  matters: z.array(
    z.object({
      head: line(40),
      title: line(1000),
      text: optionalText(6000),
      presenter: optionalLine(300),
      bodies: z.array(demoRef),
      about: demoAbout.nullable().default(null),
      resolutions: z.array(demoResolution),
    }),
  ),
  /** Minutes of earlier meetings that this one certified. */
  certify: z.array(z.object({ minutesOf: demoRef, corrections: optionalText(1000) })).default([]),
  minutes: z.object({ signedOn: isoDate }).nullable(),
})
export type DemoMeeting = z.infer<typeof demoMeeting>

export const demoLetter = withRef.extend(letterShape.omit({ dated: true, signatoryId: true }).shape).extend({
  signatory: demoRef,
  signedOn: isoDate,
  sentOn: isoDate.nullable(),
  sentHow: optionalLine(120),
  addressees: addresseeList,
})
export type DemoLetter = z.infer<typeof demoLetter>

const demoPledge = pledgeFields
  .omit({ amount: true, projectId: true, withdrawnOn: true, note: true })
  .extend({
    project: demoRef.nullable(),
    baht: baht.nullable(),
    receipts: z.array(receiptFields.omit({ amount: true }).extend({ baht: baht.nullable() })),
  })
/** Money in baht and projects by ref; everything else as the command takes it. */
const demoActivityFacts = withRef.extend({
  projects: z.array(demoRef),
  costBaht: baht.nullable(),
  pledges: z.array(demoPledge),
})
export const demoActivity = z.looseObject({}).transform((value, context) => {
  const facts = demoActivityFacts.safeParse(value)
  if (!facts.success) {
    context.addIssue({ code: 'custom', message: z.prettifyError(facts.error) })
    return z.NEVER
  }
  const fields = activityFields.safeParse({ ...value, projectIds: [], cost: null })
  if (!fields.success) {
    context.addIssue({ code: 'custom', message: `${facts.data.ref}: ${z.prettifyError(fields.error)}` })
    return z.NEVER
  }
  return { ...facts.data, fields: fields.data }
})
export type DemoActivity = z.infer<typeof demoActivity>

/** Who was told of the letter, several at once; `about` = the letter or activity by which they were. */
export const demoTold = z.object({
  means: line(40),
  toldOn: isoDate,
  acknowledgedOn: isoDate.nullable(),
  about: demoRef.nullable(),
  note: optionalText(2000),
  recipients: z.array(recipientFields).min(1),
})
export type DemoTold = z.infer<typeof demoTold>

/** What was noted during the year; `about` = the activity it was said of. */
export const demoNote = z.object({
  duty: demoRef,
  tambonCode: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  notedOn: isoDate,
  part: z.enum(reportParts),
  text: line(2000),
  about: demoRef.nullable(),
})
export type DemoNote = z.infer<typeof demoNote>

export const demoFate = fateFields.omit({ projectId: true, amount: true }).extend({
  project: demoRef,
  baht: baht.nullable(),
})
export type DemoFate = z.infer<typeof demoFate>

export const demoReport = z.object({
  directive: demoRef,
  head: reportHeadFields.omit({ signatoryId: true }).extend({ signatory: demoRef }),
  texts: z.array(
    reportTextFields
      .omit({ reportId: true, dutyId: true })
      .extend({ duty: demoRef, result: optionalText(6000) }),
  ),
})
export type DemoReport = z.infer<typeof demoReport>

export type DemoDistrict = {
  office: DemoOffice
  villages: DemoVillage[]
  figures: DemoFigure[]
  laos: DemoLao[]
  directive: DemoDirective
  calendar: z.infer<typeof windowFields>[]
  /** Of all villages and tambons, in file order. */
  projects: DemoProject[]
  forums: DemoForum[]
  plans: DemoPlan[]
  scores: DemoScores[]
  bodies: DemoBody[]
  posts: z.infer<typeof demoChange>[]
  orders: z.infer<typeof demoOrder>[]
  meetings: DemoMeeting[]
  letters: DemoLetter[]
  activities: DemoActivity[]
  told: DemoTold[]
  notes: DemoNote[]
  entries: z.infer<typeof calendarEntryFields>[]
  fates: DemoFate[]
  report: DemoReport
}

/**
 * Reads the demo district. Throws ZodError when a file does not hold.
 *
 * @param readJson reads a file of the resources folder by its name, e.g. `demo/plans.json`
 * @param tambonCodes the tambons of the demo district: one project file each
 */
export function loadDemoDistrict(
  readJson: (name: string) => unknown,
  tambonCodes: readonly string[],
): DemoDistrict {
  const projects = z.array(demoProject)
  return {
    office: demoOffice.parse(readJson('demo/office-district.json')),
    villages: z.array(demoVillage).parse(readJson('demo/villages.json')),
    figures: z.array(demoFigure).parse(readJson('demo/figures.json')),
    laos: z.array(demoLao).parse(readJson('demo/laos.json')),
    directive: demoDirective.parse(readJson('demo/directive.json')),
    calendar: z.array(windowFields).parse(readJson('demo/calendar.json')),
    projects: [
      ...tambonCodes.flatMap((code) => projects.parse(readJson(`demo/projects-${code}.json`))),
      ...projects.parse(readJson('demo/projects-tambon.json')),
      ...projects.parse(readJson('demo/projects-local.json')),
    ],
    forums: z.array(demoForum).parse(readJson('demo/forums.json')),
    plans: z.array(demoPlan).parse(readJson('demo/plans.json')),
    scores: z.array(demoScores).parse(readJson('demo/scores.json')),
    bodies: z.array(demoBody).parse(readJson('demo/bodies.json')),
    posts: z.array(demoChange).parse(readJson('demo/posts.json')),
    orders: z.array(demoOrder).parse(readJson('demo/orders.json')),
    meetings: z.array(demoMeeting).parse(readJson('demo/meetings.json')),
    letters: z.array(demoLetter).parse(readJson('demo/letters.json')),
    activities: z.array(demoActivity).parse(readJson('demo/activities.json')),
    told: z.array(demoTold).parse(readJson('demo/told.json')),
    notes: z.array(demoNote).parse(readJson('demo/notes.json')),
    entries: z.array(calendarEntryFields).parse(readJson('demo/calendar-entries.json')),
    fates: z.array(demoFate).parse(readJson('demo/fates.json')),
    report: demoReport.parse(readJson('demo/report.json')),
  }
}

/** The seed letter as the province sent it: typed in word for word, with the head and the signatory it had. */
export const demoSeedLetter = z.object({
  source: line(300),
  number: z.int().min(1),
  signedOn: isoDate,
  /** Why the numbers before it are not in this register. */
  registerReason: line(300),
  letterhead: letterheadFields.pick({ telephone: true, fax: true, email: true, mottoLines: true }),
  signatory: signatoryFields,
  letter: letterShape.omit({ dated: true, signatoryId: true }),
})
export type DemoSeedLetter = z.infer<typeof demoSeedLetter>

/** Reads the demo province office. Throws ZodError when the file does not hold. */
export function loadDemoProvince(readJson: (name: string) => unknown): DemoOffice {
  return demoOffice.parse(readJson('demo/office-province.json'))
}

/** How far the districts of the demo province are, in the order of their codes and from the start again. */
export const demoSubmissions = z.object({
  committee: line(200),
  order: line(300),
  districts: z
    .array(
      z.union([
        z.object({
          /** The day it came in. */
          on: isoDate,
          /** Part of the example's projects, adopted village plans and signed orders that it has. */
          projects: z.number().min(0).max(1),
          villagePlans: z.number().min(0).max(1),
          orders: z.number().min(0).max(1),
          needs: z.boolean(),
          report: z.boolean(),
          decision: z.enum(['accepted', 'returned']).nullable(),
          reasons: optionalText(2000),
        }),
        z.object({ on: z.null() }),
      ]),
    )
    .min(1),
})
type Submissions = z.infer<typeof demoSubmissions>
export type DemoSubmission = Extract<Submissions['districts'][number], { on: string }> & {
  words: Pick<Submissions, 'committee' | 'order'>
}

/** The project as the commands take it: money in satang per fiscal year, years ascending. */
export function entryFieldsOf(project: DemoProject): EntryFields {
  const { ref: _ref, village: _village, rank: _rank, baht: years, ...fields } = project
  return {
    ...fields,
    budgets: Object.entries(years)
      .map(([year, amount]) => ({ fiscalYear: Number(year), amount: amount * SATANG }))
      .sort((a, b) => a.fiscalYear - b.fiscalYear),
  }
}

/** The activity as the command takes it; `idOf` gives the id that a project ref has received. */
export function activityFieldsOf(
  activity: DemoActivity,
  idOf: (projectRef: string) => string,
): ActivityFields {
  return {
    ...activity.fields,
    projectIds: activity.projects.map(idOf),
    cost: satangOf(activity.costBaht),
  }
}

/** What a partner promised at an activity, and what came of it, as the command takes it. */
export function pledgesOf(
  activity: DemoActivity,
  idOf: (projectRef: string) => string,
): (PledgeFields & { receipts: ReceiptFields[] })[] {
  return activity.pledges.map(({ project, baht: pledged, receipts, ...fields }) => ({
    ...fields,
    projectId: project === null ? null : idOf(project),
    amount: satangOf(pledged),
    withdrawnOn: null,
    note: '',
    receipts: receipts.map(({ baht: received, ...receipt }) => ({ ...receipt, amount: satangOf(received) })),
  }))
}

const satangOf = (amount: number | null) => (amount === null ? null : amount * SATANG)

/**
 * What the records of a demo district say wrongly of each other, one line each; empty when it is whole.
 * Refs that do not exist or stand twice, villages outside the district, money outside a plan's span, a project taken up
 * from a plan that does not hold it or before that plan was adopted, dates out of order or after the demo day.
 */
export function demoProblems(demo: DemoDistrict, tambonCodes: readonly string[]): string[] {
  const problems: string[] = []
  const check = (fine: boolean, what: string) => {
    if (!fine) problems.push(what)
  }
  const refs = new Set<string>()
  for (const { ref } of [
    ...demo.office.signatories,
    ...demo.office.staff,
    ...demo.villages,
    ...demo.laos,
    ...demo.forums,
    demo.directive,
    ...demo.directive.duties,
    ...demo.projects,
    ...demo.plans,
    ...demo.bodies,
    ...demo.orders,
    ...demo.meetings,
    ...demo.letters,
    ...demo.activities,
  ]) {
    check(!refs.has(ref), `${ref} stands twice`)
    refs.add(ref)
  }

  const villages = new Map(demo.villages.map((village) => [village.ref, village]))
  const projects = new Map(demo.projects.map((project) => [project.ref, project]))
  const duties = new Set(demo.directive.duties.map((duty) => duty.ref))
  const signatories = new Set(demo.office.signatories.map((signatory) => signatory.ref))
  const past = (date: string | null, what: string) =>
    check(
      date === null || (date <= demo.office.today && date >= demo.directive.dated),
      `${what}: ${date} is not within the demo`,
    )

  for (const village of demo.villages)
    check(tambonCodes.includes(village.tambonCode), `${village.ref} lies outside`)
  for (const code of tambonCodes) {
    check(
      demo.villages.some((village) => village.tambonCode === code),
      `tambon ${code} has no village`,
    )
    for (const kind of ['tambonCommittee', 'coordCentreTambon']) {
      check(
        demo.bodies.some((body) => body.kind === kind && body.tambonCode === code),
        `tambon ${code} has no ${kind}`,
      )
    }
    check(
      demo.plans.some((plan) => plan.level === 'tambon' && plan.area === code),
      `tambon ${code} has no plan`,
    )
  }
  for (const lao of demo.laos)
    for (const link of lao.villages) check(villages.has(link.village), `${lao.ref}: ${link.village}`)
  for (const village of demo.villages) {
    const links = demo.laos.flatMap((lao) => lao.villages.filter((link) => link.village === village.ref))
    check(links.length > 0, `${village.ref} belongs to no LAO`)
    check(
      links.length < 2 || links.every((link) => link.part),
      `${village.ref} lies in several LAOs, not marked as part`,
    )
    check(
      demo.plans.filter((plan) => plan.level === 'village' && plan.area === village.ref).length === 1,
      `${village.ref} has not exactly one plan`,
    )
  }

  for (const step of demo.directive.progress) {
    check(duties.has(step.duty), `progress of ${step.duty}`)
    check(
      (step.state === 'done') === (step.doneOn !== null && step.evidence !== ''),
      `${step.duty}: done without day or evidence`,
    )
    past(step.doneOn, step.duty)
  }

  const holderOf = new Map<string, DemoPlan>()
  for (const plan of demo.plans) {
    const years = Array.from({ length: plan.spanLength }, (_, at) => plan.spanStart + at)
    check(years.includes(plan.planFy), `${plan.ref}: plan FY outside its span`)
    check(plan.adoption === null || plan.proposed, `${plan.ref}: adopted but not proposed`)
    check(plan.takeUp.length > 0 === (plan.takenOn !== null), `${plan.ref}: taken up without a day`)
    past(plan.takenOn, plan.ref)
    past(plan.adoption?.adoptedOn ?? null, plan.ref)
    if (plan.takenOn && plan.adoption)
      check(plan.takenOn <= plan.adoption.adoptedOn, `${plan.ref}: adopted before taking up`)
    for (const ref of [...plan.entries, ...plan.takeUp]) {
      const project = projects.get(ref)
      check(project !== undefined, `${plan.ref}: no project ${ref}`)
      if (project && plan.level !== 'needs') {
        for (const year of Object.keys(project.baht))
          check(years.includes(Number(year)), `${ref}: ${year} outside ${plan.ref}`)
      }
    }
    for (const ref of plan.entries) {
      check(!holderOf.has(ref), `${ref} begins in two plans`)
      holderOf.set(ref, plan)
      const project = projects.get(ref)
      if (plan.level === 'village') check(project?.village === plan.area, `${ref} is not of ${plan.area}`)
      else check(project?.village === null, `${ref} of a village begins in ${plan.ref}`)
    }
    check(new Set(plan.takeUp).size === plan.takeUp.length, `${plan.ref} takes a project up twice`)
  }
  const below = { tambon: 'village', district: 'tambon', needs: 'district' } as const
  for (const plan of demo.plans) {
    for (const ref of plan.takeUp) {
      const from = demo.plans.find(
        (lower) =>
          plan.level in below &&
          lower.level === below[plan.level as keyof typeof below] &&
          (lower.entries.includes(ref) || lower.takeUp.includes(ref)),
      )
      check(from !== undefined, `${plan.ref} takes up ${ref}, which no plan below holds`)
      if (from && plan.takenOn) {
        check(
          from.adoption !== null && from.adoption.adoptedOn <= plan.takenOn,
          `${plan.ref} takes up ${ref} before ${from.ref} was adopted`,
        )
      }
      const village = villages.get(projects.get(ref)?.village ?? '')
      if (plan.level === 'tambon' && village)
        check(village.tambonCode === plan.area, `${ref} is not of tambon ${plan.area}`)
    }
  }
  for (const project of demo.projects) {
    check(holderOf.has(project.ref), `${project.ref} stands in no plan`)
    for (const [year, amount] of Object.entries(project.baht))
      check(amount > 0, `${project.ref}: ${year} is ${amount}`)
    check(
      Object.keys(project.baht).length > 0 || project.budgetSource === 'ไม่ใช้งบประมาณ',
      `${project.ref} has no budget`,
    )
  }

  for (const forum of demo.forums) {
    check(villages.has(forum.area), `${forum.ref} is of no village`)
    const plan = demo.plans.find((one) => one.level === 'village' && one.area === forum.area)
    check(
      forum.needs.length === 0 || forum.needs.map((need) => need.project).join() === plan?.entries.join(),
      `${forum.ref} and ${plan?.ref} do not name the same`,
    )
    past(forum.fields.heldOn, forum.ref)
  }
  for (const figure of demo.figures) check(villages.has(figure.village), `figures of ${figure.village}`)
  for (const { plan, rows } of demo.scores) {
    const scored = demo.plans.find((one) => one.ref === plan)
    for (const row of rows)
      check(
        scored !== undefined && [...scored.entries, ...scored.takeUp].includes(row.project),
        `scores of ${row.project}, which is not in ${plan}`,
      )
  }
  for (const body of demo.bodies) {
    check(body.tambonCode === null || tambonCodes.includes(body.tambonCode), `${body.ref} lies outside`)
    const seats = body.seats ?? []
    check(
      body.seats === null || seats.filter((seat) => seat.role === 'chair').length === 1,
      `${body.ref}: needs one chair`,
    )
    for (const seat of seats)
      check(seat.person === null || seat.person.example, `${body.ref}: a person not marked as example`)
    if (body.order) {
      check(signatories.has(body.order.signatory), `${body.ref}: signatory ${body.order.signatory}`)
      past(body.order.signedOn, body.order.ref)
    }
  }
  for (const activity of demo.activities) {
    for (const ref of activity.projects) check(projects.has(ref), `${activity.ref}: no project ${ref}`)
    for (const { project, baht: pledged, receipts } of activity.pledges) {
      check(project === null || projects.has(project), `${activity.ref}: pledge for ${project}`)
      const received = receipts.reduce((sum, receipt) => sum + (receipt.baht ?? 0), 0)
      check(pledged === null || received <= pledged, `${activity.ref}: more received than pledged`)
      for (const { receivedOn } of receipts) {
        past(receivedOn, activity.ref)
        check(receivedOn >= activity.fields.heldOn, `${activity.ref}: received before it was promised`)
      }
    }
    check(
      activity.fields.tambonCode === null || tambonCodes.includes(activity.fields.tambonCode),
      `${activity.ref} lies outside`,
    )
    past(activity.fields.heldOn, activity.ref)
  }
  const bodies = new Set(demo.bodies.map((body) => body.ref))
  const plans = new Set(demo.plans.map((plan) => plan.ref))
  for (const change of demo.posts) {
    check(change.person?.example !== false, `${change.post}: a person not marked as example`)
    past(change.startsOn ?? change.leave.endsOn, change.post)
  }
  for (const order of demo.orders) {
    check(bodies.has(order.body) && signatories.has(order.signatory), `${order.ref}: body or signatory`)
    past(order.signedOn, order.ref)
  }
  for (const meeting of demo.meetings) {
    check(
      meeting.bodies.every((ref) => bodies.has(ref)),
      `${meeting.ref}: bodies`,
    )
    for (const matter of meeting.matters) {
      check(
        matter.bodies.every((ref) => meeting.bodies.includes(ref)),
        `${meeting.ref}: ${matter.title}`,
      )
      for (const one of [matter, ...matter.resolutions])
        check(one.about === null || plans.has(one.about.ref), `${meeting.ref}: ${matter.title} about`)
    }
    if (meeting.state !== 'planned') past(meeting.heldOn, meeting.ref)
  }
  const known = new Set([...demo.letters, ...demo.activities].map(({ ref }) => ref))
  for (const told of demo.told) {
    check(told.about === null || known.has(told.about), `told by ${told.about}`)
    past(told.acknowledgedOn ?? told.toldOn, 'told')
  }
  for (const note of demo.notes) {
    check(duties.has(note.duty), `note of ${note.duty}`)
    check(note.about === null || known.has(note.about), `note about ${note.about}`)
    past(note.notedOn, 'a note')
  }
  for (const letter of demo.letters) {
    check(signatories.has(letter.signatory), `${letter.ref}: signatory`)
    past(letter.signedOn, letter.ref)
  }
  for (const fate of demo.fates) {
    check(projects.has(fate.project), `fate of ${fate.project}`)
    past(fate.dated, `fate of ${fate.project}`)
  }
  check(demo.report.directive === demo.directive.ref, 'report of another directive')
  check(signatories.has(demo.report.head.signatory), 'signatory of the report')
  for (const text of demo.report.texts) check(duties.has(text.duty), `report text of ${text.duty}`)
  past(demo.report.head.asOf, 'report')
  return problems
}
