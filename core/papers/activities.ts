/** Papers of activities: register, matrix of ศอช., account of partners, sign-in sheet, one activity on a page (C18). */
import type { Activity, Participation, Pledge } from '../activities/contract.ts'
import { participation } from '../activities/participation.ts'
import { partners } from '../activities/partners.ts'
import { get, list, usual } from '../activities/queries.ts'
import { activityKinds } from '../activities/rules.ts'
import { picturesOf } from '../attachments/pictures.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { readRules } from '../rules/queries.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import type { PaperRef } from './rules.ts'

type Wording = {
  all: string
  district: string
  planned: string
  awaits: string
  inTime: string
  late: string
  lateReason: string
  files: string
  registerSummary: string
  matrixSummary: string
  matrixPlanned: string
  orders: Record<'current' | 'old' | 'none', string>
  noCentre: string
  planAdopted: string
  planDraft: string
  planNone: string
  ledgerSummary: string
  wholePlan: string
  over: string
  withdrawnFrom: string
  worth: string
  early: string
  pictures: string
  picture: string
  states: Record<Pledge['state'], string>
  received: string
  persons: string
  cost: string
}

const words = (cx: Pick<QueryContext, 'resources'>) =>
  cx.resources.json<Wording>('papers/wording/activities.json')
const short = (iso: string) => formatThaiDate(iso, { style: 'short', digits: 'arabic' })
const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join('\n')
const number = (value: number) => value.toLocaleString('en-US')

function head(cx: QueryContext) {
  const office = cx.office()
  const nameOf = areaNames(cx)
  return {
    district: office.districtCode === null ? '' : nameOf({ districtCode: office.districtCode }),
    province: nameOf({ provinceCode: office.provinceCode }),
    asOf: cx.today(),
  }
}

/** 10 ก.พ. 66 · 10–11 ก.พ. 66 · 28 ก.พ. 66 – 1 มี.ค. 66 */
function days({ heldOn, endedOn }: { heldOn: string; endedOn: string | null }): string {
  if (endedOn === null) return short(heldOn)
  return heldOn.slice(0, 7) === endedOn.slice(0, 7)
    ? `${Number(heldOn.slice(8))}–${short(endedOn)}`
    : `${short(heldOn)} – ${short(endedOn)}`
}

/** In time or how late, why, and whether it was only planned. */
function remarks(text: Wording, row: Activity): string {
  const { timing } = row
  return joined([
    row.awaitsResult ? text.awaits : row.state === 'planned' ? text.planned : '',
    timing === null || row.state === 'planned'
      ? ''
      : fillWords(timing.lateDays > 0 ? text.late : text.inTime, {
          days: timing.lateDays,
          date: short(timing.dueOn),
        }),
    row.lateReason === '' ? '' : fillWords(text.lateReason, { reason: row.lateReason }),
  ])
}

/** ทะเบียนกิจกรรม of one kind or of all, of one tambon or of all. */
export function activityListPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'activityList' }>,
): MadePaper<'activityList'> {
  const text = words(cx)
  const kinds = new Map(usual(cx, { tambonCode: null }).map((one) => [one.kind, one.name]))
  const steps = readRules(cx, 'participation-steps').items
  const stepsOf = (row: Activity) =>
    steps
      .filter((step) => row.steps.includes(step.key))
      .map((step) => step.name)
      .join(', ')
  const rows = list(cx, { editionFy: ref.editionFy, kind: ref.activityKind, tambonCode: ref.tambonCode })
  const held = rows.filter((row) => row.state === 'held')
  const place = areaNames(cx)
  const tambon = ref.tambonCode === null ? '' : place({ tambonCode: ref.tambonCode })
  const kindName = ref.activityKind === null ? '' : (kinds.get(ref.activityKind) ?? '')
  return {
    kind: 'activityList',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'activityList', { name: kindName, tambon, editionFy: ref.editionFy }),
    data: {
      ...head(cx),
      editionFy: ref.editionFy,
      tambon,
      kindName,
      summary: fillWords(text.registerSummary, {
        held: held.length,
        planned: rows.length - held.length,
        persons: number(held.reduce((sum, row) => sum + row.persons, 0)),
      }),
      rows: activityKinds.flatMap((kind) =>
        rows
          .filter((row) => row.kind === kind)
          .map((row) => ({
            group: ref.activityKind === null ? (kinds.get(kind) ?? '') : '',
            days: days(row),
            subject: joined([row.subject, row.partnerName, stepsOf(row)]),
            tambon: row.tambonName ?? text.district,
            place: row.place,
            persons: row.persons === 0 ? null : row.persons,
            satang: row.cost,
            evidence: joined([
              row.evidence,
              row.files === 0 ? '' : fillWords(text.files, { count: row.files }),
            ]),
            note: remarks(text, row),
          })),
      ),
    },
  }
}

/** ตาราง ศอช. มีส่วนร่วม: tambon × step with the days (duty 3). */
export function participationPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'participationTable' }>,
): MadePaper<'participationTable'> {
  const text = words(cx)
  const shown = participation(cx, { editionFy: ref.editionFy })
  const cellText = (cell: Participation['rows'][number]['cells'][number]) =>
    cell.occasions
      .map((one) => (one.planned ? fillWords(text.matrixPlanned, { date: days(one) }) : days(one)))
      .join('\n')
  return {
    kind: 'participationTable',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'participationTable', { editionFy: ref.editionFy }),
    data: {
      ...head(cx),
      editionFy: shown.editionFy,
      planFy: shown.planFy,
      summary: fillWords(text.matrixSummary, { done: shown.done, expected: shown.expected }),
      steps: shown.steps,
      // by code, as every other table of tambons: who is at work does not matter on paper
      rows: [...shown.rows]
        .sort((a, b) => (a.tambonCode < b.tambonCode ? -1 : 1))
        .map((row) => ({
          tambon: row.tambonName,
          centre:
            row.coordCentre === null
              ? text.noCentre
              : fillWords(text.orders[row.coordCentre.order], {
                  number: row.coordCentre.orderNumber,
                  date: row.coordCentre.signedOn === null ? '' : short(row.coordCentre.signedOn),
                }),
          cells: Object.fromEntries(row.cells.map((cell) => [cell.step, cellText(cell)])),
          done: row.done,
          plan: planText(text, row.plan),
        })),
    },
  }
}

function planText(text: Wording, plan: Participation['rows'][number]['plan']): string {
  if (plan === null) return text.planNone
  return plan.adoptedOn === null
    ? text.planDraft
    : fillWords(text.planAdopted, { date: short(plan.adoptedOn) })
}

/** บัญชีการประสานภาคี: what each promised, what came, what is still to come (duty 5). */
export function partnerAccountPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'partnerAccounts' }>,
): MadePaper<'partnerAccounts'> {
  const text = words(cx)
  const accounts = partners(cx, { editionFy: ref.editionFy })
  const sum = (of: (row: (typeof accounts)[number]) => number) =>
    formatBaht(accounts.reduce((total, row) => total + of(row), 0))
  return {
    kind: 'partnerAccounts',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'partnerAccounts', { editionFy: ref.editionFy }),
    data: {
      ...head(cx),
      editionFy: ref.editionFy,
      summary: fillWords(text.ledgerSummary, {
        partners: accounts.length,
        pledged: sum((row) => row.pledged),
        received: sum((row) => row.received),
        outstanding: sum((row) => row.outstanding),
      }),
      rows: accounts.flatMap((account) => account.pledges.map((row) => pledgeRow(text, row))),
      without: accounts.filter((account) => account.pledges.length === 0).map((account) => account.name),
    },
  }
}

function pledgeRow(text: Wording, row: Pledge) {
  const received = row.receipts.map((one) =>
    joined([
      fillWords(text.received, {
        date: short(one.receivedOn),
        amount: one.amount === null ? '' : formatBaht(one.amount),
      }).trim(),
      one.what,
      one.receivedOn < row.promisedOn ? text.early : '',
    ]),
  )
  // What has a value and is no money stands in words: it belongs to no sum of money.
  const worth =
    row.money || row.amount === null ? '' : fillWords(text.worth, { amount: formatBaht(row.amount) })
  return {
    partner: row.partnerName,
    promisedOn: row.promisedOn,
    what: joined([
      row.what === '' ? row.formName : row.what,
      row.what === '' ? '' : `(${row.formName})`,
      worth,
    ]),
    project: row.projectName ?? text.wholePlan,
    pledged: row.money ? row.counted : null,
    received: row.money ? row.received : null,
    outstanding: row.money ? row.outstanding : null,
    dueOn: row.dueOn ?? '',
    state: joined([
      text.states[row.state],
      row.money && row.amount !== row.counted
        ? fillWords(text.withdrawnFrom, { amount: formatBaht(row.amount ?? 0) })
        : '',
      row.over > 0 ? fillWords(text.over, { amount: formatBaht(row.over) }) : '',
    ]),
    receipts: received.join('\n'),
  }
}

/** Empty rows under those who are known to come, and of a sheet on which nobody is told apart. */
const SPARE_ROWS = 3
const ROWS_OF_ONE_SHEET = 40

/** ใบลงทะเบียน of a session or workshop, by groups where they are known or asked for. @throws Fault record.notFound */
export function activitySignInPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'activitySignIn' }>,
): MadePaper<'activitySignIn'> {
  const row = get(cx, { id: ref.id })
  const groups = readRules(cx, 'attendance-groups').items
  const known = new Map(row.attendance.map((one) => [one.group, one.persons]))
  const asked = ref.groups ?? [...known.keys()]
  const rows = groups
    .filter((group) => asked.includes(group.key))
    .map((group) => ({ group: group.name, count: ref.rows ?? (known.get(group.key) ?? 10) + SPARE_ROWS }))
  return {
    kind: 'activitySignIn',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'activitySignIn', { name: row.subject, date: short(row.heldOn) }),
    data: {
      ...head(cx),
      subject: row.subject,
      date: row.heldOn,
      until: row.endedOn ?? '',
      place: row.place,
      organiser: row.organiser,
      groups: rows.length === 0 ? [{ group: '', count: ref.rows ?? ROWS_OF_ONE_SHEET }] : rows,
    },
  }
}

/** What a file's name says of its picture; '' where a camera named it (IMG_20230402.jpg). */
function saidBy(fileName: string): string {
  const name = fileName
    .replace(/\.[^.]+$/u, '')
    .replaceAll('_', ' ')
    .trim()
  return /[ก-ฮ]/u.test(name) ? name : ''
}

/** รายงานสรุปผลกิจกรรม: one activity on a page. @throws Fault record.notFound */
export function activityReportPaper(cx: QueryContext, id: string): MadePaper<'activityReport'> {
  const text = words(cx)
  const row = get(cx, { id })
  const groups = new Map(readRules(cx, 'attendance-groups').items.map((item) => [item.key, item.name]))
  const sources = new Map(readRules(cx, 'budget-sources').items.map((item) => [item.key, item.name]))
  const steps = readRules(cx, 'participation-steps').items.filter((item) => row.steps.includes(item.key))
  const kind = usual(cx, { tambonCode: null }).find((one) => one.kind === row.kind)
  const nameOf = areaNames(cx)
  const { pictures, others } = picturesOf(cx, { table: 'activity', id })
  return {
    kind: 'activityReport',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx'],
    fileName: paperFileTitle(cx, 'activityReport', { name: row.subject, date: short(row.heldOn) }),
    data: {
      ...head(cx),
      editionFy: row.editionFy,
      kindName: kind?.name ?? '',
      subject: row.subject,
      tambon: row.tambonCode === null ? '' : nameOf({ tambonCode: row.tambonCode }),
      date: row.heldOn,
      until: row.endedOn ?? '',
      place: row.place,
      organiser: row.organiser,
      partner: row.partnerName,
      steps: steps.map((step) => step.name),
      groups: row.attendance.map((one) => ({
        group: groups.get(one.group) ?? one.group,
        persons: one.persons,
      })),
      persons: row.persons === 0 ? '' : fillWords(text.persons, { count: number(row.persons) }),
      objective: row.objective,
      outcome: row.outcome,
      cost:
        row.cost === null
          ? ''
          : fillWords(text.cost, {
              amount: formatBaht(row.cost),
              source: sources.get(row.costSource) ?? '',
            }).trim(),
      pledges: row.pledges.map((one) => pledgeRow(text, one)),
      evidence: row.evidence,
      files: [
        ...others,
        ...(pictures.length === 0 ? [] : [fillWords(text.pictures, { count: pictures.length })]),
      ],
      pictures: pictures.map(({ name, ...picture }, at) => ({
        ...picture,
        caption: fillWords(text.picture, { no: at + 1, name: saidBy(name) }).trim(),
      })),
      remarks: remarks(text, row),
      note: row.note,
    },
  }
}
