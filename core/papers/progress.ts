import type { QueryContext } from '../kernel/context.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import type { PlanProgress, TambonProgress } from '../progress/contract.ts'
import { plansProgress } from '../progress/plans.ts'
import { addCounts, type Counts } from '../progress/rules.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { MadePaper } from './catalogue.ts'
import type { PaperData } from './data.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import type { PaperRef } from './rules.ts'

type Wording = {
  /** Level plans by what they are of. */
  plans: Record<PlanProgress['kind'], string>
  states: Record<'notStarted' | 'underWay' | 'late' | 'lateNotBegun' | 'done' | 'doneLate', string>
  of: string
  meeting: string
  minutes: Record<'none' | 'signed' | 'certified', string>
  files: string
  summary: string
}
type Row = PaperData<'progress'>['rows'][number]

/** แบบติดตามความก้าวหน้าการจัดทำแผน: tables and bars per tambon, by month, and every plan with its evidence. */
export function progressPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'progress' }>,
): MadePaper<'progress'> {
  const words = cx.resources.json<Wording>('papers/wording/progress.json')
  const progress = plansProgress(cx, ref)
  const nameOf = areaNames(cx)
  const { districtCode, provinceCode } = cx.office()
  const own = [progress.districtPlan, progress.needsPlan].filter((one) => one !== null)
  // In the order of the office, not that of the person who prints it.
  const tambons = [...progress.tambons].sort((a, b) => a.tambonCode.localeCompare(b.tambonCode))
  const { counts } = progress
  const district = districtCode === null ? '' : nameOf({ districtCode })
  return {
    kind: 'progress',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'progress', { area: district, planFy: ref.planFy }),
    data: {
      district,
      province: nameOf({ provinceCode }),
      planFy: ref.planFy,
      asOf: progress.asOf,
      summary: fillWords(words.summary, {
        villages: ratio(words, counts.village) || '-',
        communities: ratio(words, counts.community) || '-',
        tambons: ratio(words, counts.tambon) || '-',
        late: progress.all.late + own.filter((one) => one.state === 'late').length,
      }),
      tambons: tambons.map((one) => tambonRow(words, one)),
      months: progress.months.map(({ month, ...row }) => ({
        month: formatThaiDate(month, { style: 'monthYear', digits: 'arabic' }),
        ...row,
        all: row.inTime + row.late14 + row.late30 + row.lateMore,
      })),
      rows: [
        ...own.map((one) => planRow(words, one, '')),
        ...tambons.flatMap((one) =>
          [one.tambon, ...one.areas].map((plan) =>
            planRow(words, plan, nameOf({ tambonCode: one.tambonCode })),
          ),
        ),
      ],
    },
  }
}

/** 3/8; '' = none is expected. */
function ratio(words: Wording, counts: Counts): string {
  return counts.expected === 0 ? '' : fillWords(words.of, { done: counts.done, expected: counts.expected })
}

function tambonRow(words: Wording, one: TambonProgress): PaperData<'progress'>['tambons'][number] {
  const all = addCounts([one.counts.village, one.counts.community, one.counts.tambon])
  return {
    tambon: one.tambonName,
    villages: ratio(words, one.counts.village),
    communities: ratio(words, one.counts.community),
    tambonPlan: stateWords(words, one.tambon),
    expected: all.expected,
    done: all.done,
    late: all.late,
    // 99.6 % is not all: only all is a hundred
    percent: all.expected === 0 ? 0 : Math.floor((100 * all.done) / all.expected),
  }
}

function planRow(words: Wording, plan: PlanProgress, tambon: string): Row {
  return {
    tambon,
    plan: plan.kind === 'village' || plan.kind === 'community' ? plan.areaName : words.plans[plan.kind],
    forumOn: plan.forum?.heldOn ?? '',
    adoptedOn: plan.adoptedOn ?? '',
    evidence: evidence(words, plan),
    endsOn: plan.endsOn ?? '',
    state: stateWords(words, plan),
  }
}

function stateWords(words: Wording, plan: PlanProgress): string {
  const days = { days: plan.lateDays }
  if (plan.state === 'done')
    return fillWords(plan.lateDays > 0 ? words.states.doneLate : words.states.done, days)
  if (plan.state === 'late')
    return fillWords(plan.begunOn === null ? words.states.lateNotBegun : words.states.late, days)
  return words.states[plan.state]
}

/** Who adopted it, in which meeting, and how many files prove it. */
function evidence(words: Wording, plan: PlanProgress): string {
  const parts: string[] = []
  if (plan.adoptedBy !== '') parts.push(plan.adoptedBy)
  else if (plan.meeting !== null) parts.push(fillWords(words.meeting, { title: plan.meeting.title }))
  if (plan.meeting !== null) parts.push(words.minutes[plan.meeting.minutes])
  if (plan.attachments > 0) parts.push(fillWords(words.files, { count: plan.attachments }))
  return parts.join(' · ')
}
