import type { Forum, Standing } from '../forums/contract.ts'
import { getForum, readBefore } from '../forums/queries.ts'
import { forumWording } from '../forums/wording.ts'
import { profile } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { readRuleTable } from '../rules/queries.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import type { PaperRef } from './rules.ts'

type ForumRef = Extract<PaperRef, { kind: 'forumForm' | 'forumSignIn' | 'forumMinutes' }>

/**
 * Papers of a forum: the form to fill in by hand beforehand, the sign-in sheet, the minutes from the record
 * (DOCUMENTS.md §A5).
 *
 * @throws Fault record.notFound
 */
export function forumPaper(cx: QueryContext, ref: ForumRef): MadePaper {
  const forum = getForum(cx, { id: ref.id })
  const head = headOf(cx, forum)
  const name = (kind: ForumRef['kind']) =>
    paperFileTitle(cx, kind, {
      area: forum.areaName,
      tambon: forum.level === 'tambon' ? '' : forum.tambonName,
      planFy: forum.planFy,
    })
  const office = readOfficeHead(cx)
  if (ref.kind === 'forumForm')
    return {
      kind: 'forumForm',
      office,
      formats: ['pdf'],
      fileName: name('forumForm'),
      data: { ...head, ...formParts(cx, forum) },
    }
  if (ref.kind === 'forumSignIn') {
    const wording = forumWording(cx)
    return {
      kind: 'forumSignIn',
      office,
      formats: ['pdf'],
      fileName: name('forumSignIn'),
      data: {
        ...head,
        partners: forum.partners.map((partner) => partner.name),
        emptyRows: wording.signInRows[areaKind(forum)],
        rowsPerPage: wording.signInRowsPerPage,
      },
    }
  }
  return {
    kind: 'forumMinutes',
    office,
    formats: ['pdf', 'docx'],
    fileName: name('forumMinutes'),
    data: { ...head, ...minutesParts(cx, forum) },
  }
}

function areaKind(forum: Forum): 'village' | 'community' | 'tambon' {
  return forum.level === 'tambon' ? 'tambon' : forum.community ? 'community' : 'village'
}

function headOf(cx: QueryContext, forum: Forum) {
  const wording = forumWording(cx)
  const nameOf = areaNames(cx)
  const words = { area: forum.areaName, tambon: forum.tambonName, planFy: forum.planFy }
  const kind = areaKind(forum)
  return {
    kind,
    title: fillWords(wording.title[kind], words),
    purpose: fillWords(wording.purpose[kind], words),
    area: forum.areaName,
    tambon: nameOf({ tambonCode: forum.tambonCode }),
    district: nameOf({ districtCode: forum.tambonCode.slice(0, 4) }),
    province: nameOf({ provinceCode: forum.tambonCode.slice(0, 2) }),
    date: forum.heldOn ?? '',
    startsAt: forum.startsAt,
    endsAt: forum.endsAt,
    place: forum.place,
    chair: { name: forum.chairName, position: forum.chairPosition },
    recorder: { name: forum.recorderName, position: forum.recorderPosition },
  }
}

function formParts(cx: QueryContext, forum: Forum) {
  const facts = profile(cx, {
    villageId: forum.villageId,
    tambonCode: forum.villageId === null ? forum.tambonCode : null,
    officeId: forum.officeId,
  })
  return {
    facts: {
      population: facts.population,
      male: facts.male,
      female: facts.female,
      households: facts.households,
      year: facts.year,
      source: facts.source,
      headman: facts.headman,
      laos: facts.laos.map((lao) => lao.name),
    },
    groups: readRuleTable(cx, 'attendance-groups').items.map((item) => item.name),
    partners: forum.partners.map((partner) => partner.name),
    needRows: forumWording(cx).formNeeds,
  }
}

function minutesParts(cx: QueryContext, forum: Forum) {
  const groups = new Map(readRuleTable(cx, 'attendance-groups').items.map((item) => [item.key, item.name]))
  const before = readBefore(cx, { id: forum.id }).matters.filter((matter) => matter.needId !== null)
  const ranked = [...forum.needs].sort((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999) || a.no - b.no)
  return {
    number: forum.number,
    year: buddhistYearOf(forum.heldOn ?? cx.today()),
    groups: forum.attendance
      .filter((one) => one.persons > 0)
      .map(({ group, persons }) => ({ group: groups.get(group) ?? group, persons })),
    partners: forum.partners.map(({ name, persons }) => ({ name, persons })),
    opening: forum.opening,
    method: forum.rankMethod,
    previous: before.map((matter) => ({
      name: matter.name === '' ? matter.problem : matter.name,
      outcome: outcome(cx, matter.standing),
    })),
    needs: ranked.map((need) => ({
      rank: need.rank,
      tied: need.tied,
      name: need.name,
      problem: [need.problem, need.cause].filter((part) => part !== '').join('\n'),
      site: need.site,
      workClass: need.projectClass ?? ('' as const),
      satang: need.amount,
      votes: forum.rankMethod === 'agreed' ? null : need.votes,
    })),
    resolution: forum.resolution,
    otherMatters: forum.otherMatters,
  }
}

/** What became of a matter, in one phrase: its fate, else where it stands. */
function outcome(cx: QueryContext, standing: Standing | null): string {
  const { outcome: words } = forumWording(cx)
  if (standing === null) return words.notCarried
  const { fate, entry } = standing
  if (fate !== null) {
    return fillWords(fate.reason === '' ? words.fate : words.fateWithReason, {
      fate: fate.name,
      source: fate.budgetSource,
      amount: fate.amount === null ? '' : fillWords(words.amount, { amount: formatBaht(fate.amount) }),
      year: fate.fiscalYear === null ? '' : fillWords(words.year, { year: fate.fiscalYear }),
      reason: fate.reason,
    })
  }
  return entry === null ? words.nowhere : fillWords(words.inPlan, { plan: entry.planName, rank: entry.rank })
}
