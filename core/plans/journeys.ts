/** เส้นทางโครงการ (PRODUCT.md C9): from the forum's need through every plan to what became of it. */
import { and, asc, eq, inArray, max, or, type SQL, sql } from 'drizzle-orm'
import {
  entryReturn,
  fate,
  forum,
  forumNeed,
  lao,
  plan,
  planEntry,
  project,
  projectPair,
  village,
} from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { groupBy } from '../kernel/group.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import { searchKey } from '../thai/text.ts'
import { areaNames, fillWords } from './areas.ts'
import type { FeedbackRow, Journey, JourneyFate, JourneyStep } from './contract.ts'
import { among, planNames, planNamesById } from './queries.ts'
import {
  higherLevel,
  levelHeight,
  lowerLevel,
  type Outcome,
  outcomeOfFate,
  outcomes,
  type PlanLevel,
  type PlanState,
  type ProjectClass,
  planLevels,
} from './rules.ts'
import { wayOf } from './way.ts'

/** The whole way of one project. @throws Fault record.notFound */
export function readJourney(cx: QueryContext, projectId: string): Journey {
  const [journey] = readJourneys(cx, [projectId])
  if (!journey) throw new Fault('record.notFound', { kind: 'project', id: projectId })
  return journey
}

/** The ways of many projects in the order asked; the number of statements does not grow with them. */
export function readJourneys(cx: QueryContext, projectIds: readonly string[]): Journey[] {
  if (projectIds.length === 0) return []
  const asked = readProjects(cx, projectIds)
  const roots = rootsOf(cx, asked)
  const rootIds = [...new Set(roots.values())]
  const pairs = pairsOf(cx, rootIds)
  const linkedIds = new Map(
    rootIds.map((id) => [
      id,
      (pairs.get(id) ?? []).filter((pair) => pair.verdict === 'linked').map((pair) => pair.otherId),
    ]),
  )
  const ids = [...new Set([...rootIds, ...[...linkedIds.values()].flat()])]
  const known = new Map([...asked, ...readProjects(cx, ids)].map((row) => [row.id, row]))
  const mergedIn = groupBy(mergedProjects(cx, rootIds), (row) => row.mergedIntoId)
  const steps = readSteps(cx, ids)
  const fates = readFates(cx, ids)
  const returns = readReturnsOf(cx, ids)
  const needs = readNeeds(cx, [...new Set([...projectIds, ...rootIds])])
  const standing = standingOf(cx)
  return asked.map((row) => {
    const rootId = roots.get(row.id) ?? row.id
    const root = known.get(rootId) ?? row
    const linked = (linkedIds.get(rootId) ?? []).flatMap((id) => known.get(id) ?? [])
    const ownSteps = steps.get(rootId) ?? []
    // The same project put forward elsewhere may have gone further (DOMAIN.md §5: duplicates are linked, not retyped).
    const all = [rootId, ...linked.map((one) => one.id)]
    const stands = standing(
      all.flatMap((id) => steps.get(id) ?? []),
      all.flatMap((id) => fates.get(id) ?? []),
      fates.get(rootId) ?? [],
    )
    return {
      projectId: row.id,
      officeId: row.officeId,
      name: row.name,
      originName: row.originName,
      tambonCode: row.tambonCode,
      villageId: row.villageId,
      ...stands,
      need: needs.get(row.id) ?? needs.get(rootId) ?? null,
      steps: ownSteps.map(
        ({ projectClass: _class, tambonCode: _tambon, districtCode: _district, lastYear: _year, ...step }) =>
          step,
      ),
      fates: fates.get(rootId) ?? [],
      returns: returns.get(rootId) ?? [],
      mergedInto: root.id === row.id ? null : { projectId: root.id, name: root.name },
      merged: (root.id === row.id ? (mergedIn.get(row.id) ?? []) : []).map(({ id, name, originName }) => ({
        projectId: id,
        name,
        originName,
      })),
      linked: linked.map(({ id, name, originName }) => ({ projectId: id, name, originName })),
    }
  })
}

type ProjectRow = {
  id: string
  officeId: string
  name: string
  originName: string
  tambonCode: string | null
  villageId: string | null
  mergedIntoId: string | null
}

const projectColumns = {
  id: project.id,
  officeId: project.officeId,
  name: project.name,
  mergedIntoId: project.mergedIntoId,
  villageId: project.villageId,
  tambonCode: project.tambonCode,
  districtCode: project.districtCode,
  villageName: village.name,
  villageKind: village.kind,
  mooNo: village.mooNo,
}

function projectRows(cx: QueryContext, where: SQL | undefined): ProjectRow[] {
  const nameOf = areaNames(cx)
  return cx.db
    .select(projectColumns)
    .from(project)
    .leftJoin(village, eq(village.id, project.villageId))
    .where(where)
    .orderBy(asc(project.n))
    .all()
    .map(({ id, officeId, name, mergedIntoId, villageId, ...place }) => ({
      id,
      officeId,
      name,
      mergedIntoId,
      villageId,
      tambonCode: place.tambonCode,
      originName: nameOf(place),
    }))
}

function readProjects(cx: QueryContext, ids: readonly string[]): ProjectRow[] {
  const byId = new Map(projectRows(cx, among(project.id, ids)).map((row) => [row.id, row]))
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
}

function mergedProjects(cx: QueryContext, rootIds: readonly string[]): ProjectRow[] {
  return projectRows(cx, among(project.mergedIntoId, rootIds))
}

/** What each project is now: the end of the chain of merges. A ring, which no merge makes, ends where it began. */
function rootsOf(cx: QueryContext, rows: readonly ProjectRow[]): Map<string, string> {
  const into = new Map(rows.flatMap((row) => (row.mergedIntoId === null ? [] : [[row.id, row.mergedIntoId]])))
  let unknown = [...new Set(into.values())].filter((id) => !rows.some((row) => row.id === id))
  const seen = new Set(unknown)
  while (unknown.length > 0) {
    const next = readProjects(cx, unknown)
    for (const row of next) if (row.mergedIntoId !== null) into.set(row.id, row.mergedIntoId)
    unknown = next.flatMap((row) =>
      row.mergedIntoId === null || seen.has(row.mergedIntoId) ? [] : [row.mergedIntoId],
    )
    for (const id of unknown) seen.add(id)
  }
  return new Map(
    rows.map((row) => {
      const passed = new Set([row.id])
      let at = row.id
      for (let next = into.get(at); next !== undefined && !passed.has(next); next = into.get(at)) {
        passed.add(next)
        at = next
      }
      return [row.id, at]
    }),
  )
}

function pairsOf(cx: QueryContext, ids: readonly string[]) {
  const rows = cx.db
    .select({ aId: projectPair.aId, bId: projectPair.bId, verdict: projectPair.verdict })
    .from(projectPair)
    .where(or(among(projectPair.aId, ids), among(projectPair.bId, ids)))
    .all()
  const both = rows.flatMap(({ aId, bId, verdict }) => [
    { id: aId, otherId: bId, verdict },
    { id: bId, otherId: aId, verdict },
  ])
  return groupBy(both, (row) => row.id)
}

type Step = JourneyStep & {
  projectClass: ProjectClass
  tambonCode: string | null
  districtCode: string | null
  /** Last fiscal year with money. */
  lastYear: number | null
}

function readSteps(cx: QueryContext, ids: readonly string[]): Map<string, Step[]> {
  const nameOf = areaNames(cx)
  const planName = planNames(cx)
  const rows = cx.db
    .select({
      projectId: planEntry.projectId,
      entryId: planEntry.id,
      rank: planEntry.rank,
      name: planEntry.name,
      takenOn: planEntry.takenOn,
      projectClass: planEntry.projectClass,
      total: sql<number>`(SELECT coalesce(sum(b.amount), 0) FROM entryBudget b WHERE b.entryId = planEntry.id)`,
      lastYear: sql<
        number | null
      >`(SELECT max(b.fiscalYear) FROM entryBudget b WHERE b.entryId = planEntry.id AND b.amount > 0)`,
      plan,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
      laoName: lao.name,
    })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .leftJoin(village, eq(village.id, plan.villageId))
    .leftJoin(lao, and(eq(plan.level, 'local'), eq(lao.id, plan.areaKey)))
    .where(among(planEntry.projectId, ids))
    .all()
  // One name per plan, however many of its rows are read.
  const names = new Map<string, string>()
  const steps = rows.map(({ plan: of, villageName, villageKind, mooNo, laoName, projectId, ...entry }) => {
    let name = names.get(of.id)
    if (name === undefined) {
      const areaName = nameOf({
        villageName,
        villageKind,
        mooNo,
        laoName,
        tambonCode: of.tambonCode,
        districtCode: of.districtCode,
        provinceCode: of.level === 'province' ? of.areaKey : null,
      })
      name = planName(of, areaName, villageKind === 'community')
      names.set(of.id, name)
    }
    return {
      projectId,
      editionNo: of.editionNo,
      step: {
        ...entry,
        level: of.level,
        planId: of.id,
        planName: name,
        edition: of.edition,
        planFy: of.planFy,
        state: of.state,
        adoptedOn: of.adoptedOn,
        resolution: of.resolution,
        tambonCode: of.tambonCode,
        districtCode: of.districtCode,
      } satisfies Step,
    }
  })
  steps.sort(
    (a, b) =>
      levelHeight(a.step.level) - levelHeight(b.step.level) ||
      a.step.planFy - b.step.planFy ||
      a.editionNo - b.editionNo ||
      (a.step.entryId < b.step.entryId ? -1 : 1),
  )
  return new Map(
    [...groupBy(steps, (row) => row.projectId)].map(([id, list]) => [id, list.map((row) => row.step)]),
  )
}

function readFates(cx: QueryContext, ids: readonly string[]): Map<string, JourneyFate[]> {
  const rows = cx.db
    .select({
      projectId: fate.projectId,
      kind: fate.kind,
      budgetSource: fate.budgetSource,
      amount: fate.amount,
      fiscalYear: fate.fiscalYear,
      reason: fate.reason,
      dated: fate.dated,
    })
    .from(fate)
    .where(among(fate.projectId, ids))
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()
  return new Map(
    [...groupBy(rows, (row) => row.projectId)].map(([id, list]) => [
      id,
      list.map(({ projectId: _projectId, ...row }) => row),
    ]),
  )
}

function readReturnsOf(cx: QueryContext, ids: readonly string[]): Map<string, Journey['returns']> {
  const rows = cx.db
    .select()
    .from(entryReturn)
    .where(among(entryReturn.projectId, ids))
    .orderBy(asc(entryReturn.dated), asc(entryReturn.id))
    .all()
  const names = planNamesById(cx, [...new Set(rows.map((row) => row.byPlanId))])
  return new Map(
    [...groupBy(rows, (row) => row.projectId)].map(([id, list]) => [
      id,
      list.map(({ id: returnId, byPlanId, reason, dated, state, closedOn, closingNote }) => ({
        id: returnId,
        byPlanName: names.get(byPlanId) ?? '',
        reason,
        dated,
        state,
        closedOn,
        closingNote,
      })),
    ]),
  )
}

function readNeeds(cx: QueryContext, ids: readonly string[]): Map<string, NonNullable<Journey['need']>> {
  const rows = cx.db
    .select({
      projectId: forumNeed.projectId,
      forumId: forumNeed.forumId,
      heldOn: forum.heldOn,
      name: forumNeed.name,
      problem: forumNeed.problem,
      rank: forumNeed.rank,
      votes: forumNeed.votes,
    })
    .from(forumNeed)
    .innerJoin(forum, eq(forum.id, forumNeed.forumId))
    .where(among(forumNeed.projectId, ids))
    .orderBy(asc(forum.heldOn), asc(forumNeed.id))
    .all()
  const needs = new Map<string, NonNullable<Journey['need']>>()
  for (const { projectId, problem, name, ...need } of rows) {
    if (projectId !== null && !needs.has(projectId))
      needs.set(projectId, { ...need, name: name === '' ? problem : name })
  }
  return needs
}

/** What is needed of a step to say how a project stands. */
type StepFacts = {
  level: PlanLevel
  planFy: number
  state: PlanState
  projectClass: ProjectClass
  tambonCode: string | null
  districtCode: string | null
  lastYear: number | null
}

type Standing = { outcome: Outcome; leftAt: PlanLevel | null }

/**
 * Says how projects stand: by the last fate; without one `left` when the plan above was adopted without a project that
 * should go up (resources/rules/project-classes `goesUp`), else still waiting. Reads the adopted plans once.
 */
function standingOf(
  cx: QueryContext,
): (
  steps: readonly StepFacts[],
  fates: readonly { kind: string; dated: string }[],
  own: readonly { kind: string }[],
) => Standing {
  const kinds = rulesByKey(cx, 'fate-kinds')
  const goesUp = upwardRule(cx)
  const adopted = new Map(
    cx.db
      .select({ level: plan.level, areaKey: plan.areaKey, planFy: max(plan.planFy) })
      .from(plan)
      .where(and(eq(plan.state, 'adopted'), inArray(plan.level, ['tambon', 'district', 'needs'])))
      .groupBy(plan.level, plan.areaKey)
      .all()
      .map((row) => [`${row.level}|${row.areaKey}`, row.planFy ?? 0]),
  )
  const outcomeOf = (kind: string) => {
    const known = kinds.get(kind)
    return known ? outcomeOfFate(known) : 'waiting'
  }
  return (steps, fates, own) => {
    // Withdrawn is only what its own owner withdrew; money may have come through the same project elsewhere.
    const last = own.at(-1)
    const lastOutcome = last ? outcomeOf(last.kind) : null
    if (lastOutcome === 'withdrawn' || lastOutcome === 'funded') return { outcome: lastOutcome, leftAt: null }
    const byDay = [...fates].sort((a, b) => a.dated.localeCompare(b.dated))
    const told = byDay.map((row) => outcomeOf(row.kind)).filter((outcome) => outcome !== 'withdrawn')
    if (told.at(-1) === 'funded') return { outcome: 'funded', leftAt: null }
    if (lastOutcome !== null && lastOutcome !== 'waiting') return { outcome: lastOutcome, leftAt: null }
    if (told.at(-1) === 'notFunded') return { outcome: 'notFunded', leftAt: null }
    const top = highest(steps)
    const above = top ? higherLevel(top.level) : null
    // A draft may still be adopted and go up; only what was adopted below can have been left behind above.
    if (top?.state !== 'adopted' || above === null || !goesUp(top, above))
      return { outcome: 'waiting', leftAt: null }
    const areaKey = above === 'tambon' ? top.tambonCode : top.districtCode
    const adoptedFy = adopted.get(`${above}|${areaKey}`) ?? 0
    // A needs plan asks for one year: a project that is planned for a later one has not been left behind.
    const due = above === 'needs' ? Math.max(top.planFy, top.lastYear ?? 0) : top.planFy
    return adoptedFy >= due ? { outcome: 'left', leftAt: above } : { outcome: 'waiting', leftAt: null }
  }
}

/**
 * Whether a project of this class should go up from its level: by resources/rules/project-classes; from a further source
 * (an อปท.) only by a take-up rule of its class (DOMAIN.md §1.5).
 */
function upwardRule(cx: QueryContext): (step: StepFacts, above: PlanLevel) => boolean {
  const classes = new Map(readRules(cx, 'project-classes').items.map((item) => [item.key, item.goesUp]))
  const rules = readRules(cx, 'take-up-rules').items.filter((rule) => rule.test === 'class')
  return ({ level, projectClass }, above) =>
    classes.get(projectClass) !== false &&
    (lowerLevel(above) === level ||
      rules.some(
        (rule) =>
          rule.level === above && rule.takesFrom === level && rule.classes?.includes(projectClass) === true,
      ))
}

function highest(steps: readonly StepFacts[]): StepFacts | null {
  let top: StepFacts | null = null
  for (const step of steps) {
    if (
      top === null ||
      levelHeight(step.level) > levelHeight(top.level) ||
      (step.level === top.level &&
        (step.planFy > top.planFy ||
          (step.planFy === top.planFy && (step.state === 'adopted' || top.state !== 'adopted'))))
    ) {
      top = step
    }
  }
  return top
}

export type WaysInput = {
  planFy: number | null
  tambonCode: string | null
  villageId: string | null
  outcome: Outcome | null
  text: string
  offset: number
  limit: number
  officeId?: string | undefined
}

/** All projects of an area or year by how they stand; only the page asked for is read in full. */
export function listWays(
  cx: QueryContext,
  input: WaysInput,
): { total: number; counts: Record<Outcome, number>; rows: Journey[] } {
  const words = searchKey(input.text)
    .split(' ')
    .filter((word) => word !== '')
  const officeId = input.officeId ?? cx.office().id
  const where = and(
    eq(project.officeId, officeId),
    input.tambonCode === null ? undefined : eq(project.tambonCode, input.tambonCode),
    input.villageId === null ? undefined : eq(project.villageId, input.villageId),
    input.planFy === null
      ? undefined
      : sql`coalesce(${project.mergedIntoId}, ${project.id}) IN (SELECT e.projectId FROM planEntry e JOIN plan p ON p.id = e.planId WHERE p.planFy = ${input.planFy})`,
  )
  const found = cx.db
    .values<[string, string | null, string]>(
      sql`SELECT ${project.id}, ${project.mergedIntoId}, ${words.length === 0 ? sql`''` : project.searchKey}
          FROM ${project} LEFT JOIN ${village} ON ${village.id} = ${project.villageId}
          WHERE ${where} ORDER BY ${project.tambonCode}, ${village.mooNo}, ${project.n}`,
    )
    .filter(([, , key]) => words.every((word) => key.includes(word)))
    .map(([id, mergedIntoId]) => ({ id, mergedIntoId }))
  const standing = standings(cx, found)
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const row of found) counts[standing.get(row.id) ?? 'waiting'] += 1
  const wanted =
    input.outcome === null ? found : found.filter((row) => standing.get(row.id) === input.outcome)
  const page = wanted.slice(input.offset, input.offset + input.limit).map((row) => row.id)
  return { total: wanted.length, counts, rows: readJourneys(cx, page) }
}

/** How many projects stand, without reading their ways in full. */
function standings(
  cx: QueryContext,
  projects: readonly { id: string; mergedIntoId: string | null }[],
): Map<string, Outcome> {
  const pairs = cx.db
    .select({ aId: projectPair.aId, bId: projectPair.bId })
    .from(projectPair)
    .where(eq(projectPair.verdict, 'linked'))
    .all()
  const linked = groupBy(
    pairs.flatMap(({ aId, bId }) => [
      { id: aId, otherId: bId },
      { id: bId, otherId: aId },
    ]),
    (row) => row.id,
  )
  const rootOf = (row: { id: string; mergedIntoId: string | null }) => row.mergedIntoId ?? row.id
  const ids = new Set(
    projects.flatMap((row) => [rootOf(row), ...(linked.get(rootOf(row)) ?? []).map((one) => one.otherId)]),
  )
  const tops = topSteps(cx, [...ids])
  const fates = readFates(cx, [...ids])
  const stand = standingOf(cx)
  return new Map(
    projects.map((row) => {
      const root = rootOf(row)
      const all = [root, ...(linked.get(root) ?? []).map((one) => one.otherId)]
      const { outcome } = stand(
        all.flatMap((id) => tops.get(id) ?? []),
        all.flatMap((id) => fates.get(id) ?? []),
        fates.get(root) ?? [],
      )
      return [row.id, outcome]
    }),
  )
}

/** Of each project the step at the highest level, there the newest, an adopted one before a draft; as raw rows. */
function topSteps(cx: QueryContext, ids: readonly string[]): Map<string, StepFacts> {
  const heights = sql.join(
    planLevels.map((level) => sql`WHEN ${level} THEN ${levelHeight(level)}`),
    sql` `,
  )
  // SQLite gives the other columns from the row of the one max().
  const rows = cx.db.values<
    [string, ProjectClass, PlanLevel, number, PlanState, string | null, string | null, number]
  >(
    sql`SELECT e.projectId, e.projectClass, p.level, p.planFy, p.state, p.tambonCode, p.districtCode,
          max((CASE p.level ${heights} END) * 100000 + p.planFy * 10 + (p.state = 'adopted'))
        FROM planEntry e JOIN plan p ON p.id = e.planId
        WHERE e.projectId IN (SELECT value FROM json_each(${JSON.stringify(ids)}))
        GROUP BY e.projectId`,
  )
  const inDistrict = rows.filter((row) => row[2] === 'district').map((row) => row[0])
  const lastYears = new Map(
    inDistrict.length === 0
      ? []
      : cx.db.values<[string, number]>(
          sql`SELECT e.projectId, max(b.fiscalYear)
              FROM planEntry e JOIN plan p ON p.id = e.planId AND p.level = 'district'
              JOIN entryBudget b ON b.entryId = e.id AND b.amount > 0
              WHERE e.projectId IN (SELECT value FROM json_each(${JSON.stringify(inDistrict)}))
              GROUP BY e.projectId`,
        ),
  )
  return new Map(
    rows.map(([id, projectClass, level, planFy, state, tambonCode, districtCode]) => [
      id,
      { projectClass, level, planFy, state, tambonCode, districtCode, lastYear: lastYears.get(id) ?? null },
    ]),
  )
}

type JourneyWords = {
  need: string
  needWithoutDate: string
  adopted: string
  draft: string
  arrow: string
  merged: string
  linked: string
  none: string
  money: string
  year: string
  left: string
  returned: string
  outcomes: Record<Outcome, string>
}

const shortDate = (iso: string) => formatThaiDate(iso, { style: 'short', digits: 'arabic' })

/**
 * What became of the projects of a village, or of every village of a tambon and the tambon itself.
 *
 * @param input planFy null = all projects of the area, whatever the year
 * @throws Fault record.notFound
 */
export function readFeedback(
  cx: QueryContext,
  input: { planFy: number | null } & ({ villageId: string } | { tambonCode: string }),
): { areaName: string; planFy: number | null; rows: FeedbackRow[] } {
  const nameOf = areaNames(cx)
  const inVillage = 'villageId' in input
  const place = inVillage
    ? cx.db.select().from(village).where(eq(village.id, input.villageId)).get()
    : undefined
  if (inVillage && !place) throw new Fault('record.notFound', { kind: 'village', id: input.villageId })
  const areaName = place
    ? nameOf({ villageName: place.name, villageKind: place.kind, mooNo: place.mooNo })
    : nameOf({ tambonCode: inVillage ? null : input.tambonCode })
  const { rows } = listWays(cx, {
    planFy: input.planFy,
    tambonCode: inVillage ? null : input.tambonCode,
    villageId: inVillage ? input.villageId : null,
    outcome: null,
    text: '',
    offset: 0,
    limit: Number.MAX_SAFE_INTEGER,
    officeId: place?.officeId,
  })
  const words = journeyWords(cx)
  return {
    areaName,
    planFy: input.planFy,
    rows: rows
      .map((journey) => words(journey, input.planFy))
      .sort((a, b) => (inVillage ? (a.rank ?? 1e9) - (b.rank ?? 1e9) : 0)),
  }
}

/** A way in the words of resources/papers/wording/journey. */
function journeyWords(cx: QueryContext): (journey: Journey, planFy: number | null) => FeedbackRow {
  const words = cx.resources.json<JourneyWords>('papers/wording/journey.json')
  const levels = rulesByKey(cx, 'plan-levels')
  const kinds = rulesByKey(cx, 'fate-kinds')
  const levelName = (level: PlanLevel) => levels.get(level)?.shortName ?? level
  return (journey, planFy) => {
    const steps = wayOf(journey.steps)
    const begun = beginning(journey.steps, planFy)
    const parts = [
      ...needWords(words, journey),
      ...steps.map((step) =>
        fillWords(step.adoptedOn === null ? words.draft : words.adopted, {
          level: levelName(step.level),
          rank: step.rank,
          date: step.adoptedOn === null ? '' : shortDate(step.adoptedOn),
        }),
      ),
    ]
    const last = journey.fates.at(-1)
    const open = journey.returns.findLast((row) => row.state === 'open')
    const fateParts = [
      last ? (kinds.get(last.kind)?.name ?? last.kind) : words.outcomes[journey.outcome],
      last?.budgetSource ?? '',
      last && last.amount !== null ? fillWords(words.money, { amount: formatBaht(last.amount) }) : '',
      last && last.fiscalYear !== null ? fillWords(words.year, { year: last.fiscalYear }) : '',
    ]
    return {
      projectId: journey.projectId,
      name: journey.name,
      originName: journey.originName,
      rank: begun?.rank ?? null,
      total: begun?.total ?? 0,
      way: parts.length === 0 ? words.none : parts.join(words.arrow),
      outcome: journey.outcome,
      fate: fateParts.filter((part) => part !== '').join(' '),
      reason: [
        last?.reason ?? '',
        journey.leftAt === null ? '' : fillWords(words.left, { level: levelName(journey.leftAt) }),
        open ? fillWords(words.returned, { plan: open.byPlanName, reason: open.reason }) : '',
        journey.mergedInto ? fillWords(words.merged, { name: journey.mergedInto.name }) : '',
        ...journey.linked.map((one) => fillWords(words.linked, { name: one.name, origin: one.originName })),
      ]
        .filter((part) => part !== '')
        .join('; '),
    }
  }
}

function needWords(words: JourneyWords, journey: Journey): string[] {
  if (journey.need === null) return []
  const { heldOn } = journey.need
  return [heldOn === null ? words.needWithoutDate : fillWords(words.need, { date: shortDate(heldOn) })]
}

/** The entry in the lowest plan, of the year asked where it stands in one. */
function beginning(steps: readonly JourneyStep[], planFy: number | null): JourneyStep | undefined {
  const [first] = steps
  if (!first) return undefined
  const same = steps.filter((step) => step.level === first.level)
  return same.findLast((step) => step.planFy === planFy) ?? same.at(-1)
}
