import { and, count, desc, eq, inArray } from 'drizzle-orm'
import { office, packageIn, packageOut, remark } from '../../db/schema.ts'
import { answersDue } from '../exchange/answers.ts'
import { answeredKinds } from '../exchange/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { addDays } from '../thai/dates.ts'
import type { DayItem } from './reminders.ts'

type Found = Pick<DayItem, 'key' | 'kind' | 'title' | 'on' | 'href' | 'params'>

/** Days in which a receiver's answer comes back with the next visit; later one asks for it. */
const answerWithin = 14
/** Days after which nobody waits for an answer any more. */
const waitsFor = 365

/** What the exchange of packages leaves to do: each since the day on which it came up. Its doors are its rooms. */
export function exchangeItems(cx: QueryContext, today: string): Found[] {
  return [...corrections(cx), ...laptopWork(cx), ...answers(cx), ...sentPackages(cx, today)]
}

/** Corrections asked for that are open, one line for each return that brought them. */
function corrections(cx: QueryContext): Found[] {
  return cx.db
    .select({ id: packageIn.id, on: packageIn.receivedOn, name: office.name, n: count() })
    .from(remark)
    .innerJoin(packageIn, eq(packageIn.id, remark.packageId))
    .innerJoin(office, eq(office.id, packageIn.fromOfficeId))
    .where(and(eq(remark.officeId, cx.office().id), eq(remark.direction, 'got'), eq(remark.state, 'open')))
    .groupBy(packageIn.id)
    .all()
    .map(
      ({ id, on, name, n }): Found => ({
        key: `correction:${id}`,
        kind: 'correction',
        title: name,
        on,
        href: '/exchange/corrections',
        params: { count: n },
      }),
    )
}

/**
 * Work of laptops on which nobody has decided anything. Only the last package of a laptop can be decided on; once
 * something is decided, its answer is what is left to do.
 */
function laptopWork(cx: QueryContext): Found[] {
  const own = cx.office()
  if (own.profile !== 'district') return []
  const seen = new Set<string>()
  return cx.db
    .select({ row: packageIn, name: office.name })
    .from(packageIn)
    .innerJoin(office, eq(office.id, packageIn.fromOfficeId))
    .where(and(eq(packageIn.officeId, own.id), eq(packageIn.kind, 'tambonWork')))
    .orderBy(desc(packageIn.sequence))
    .all()
    .flatMap(({ row, name }): Found[] => {
      if (seen.has(row.fromOfficeId)) return []
      seen.add(row.fromOfficeId)
      return row.state === 'received'
        ? [
            {
              key: `laptopWork:${row.id}`,
              kind: 'laptopWork',
              title: name,
              on: row.receivedOn,
              href: `/fieldwork/${row.id}`,
              params: { sequence: row.sequence },
            },
          ]
        : []
    })
}

/** Senders who have not been told what became of what they handed in. */
function answers(cx: QueryContext): Found[] {
  if (cx.office().profile === 'tambon') return []
  return answersDue(cx).flatMap(({ packageId, officeName, sequence }): Found[] => {
    const row = cx.db
      .select({ state: packageIn.state, receivedOn: packageIn.receivedOn, decidedOn: packageIn.decidedOn })
      .from(packageIn)
      .where(eq(packageIn.id, packageId))
      .get()
    // what is not looked at yet is said as work
    return row && row.state !== 'received'
      ? [
          {
            key: `answerDue:${packageId}`,
            kind: 'answerDue',
            title: officeName,
            on: row.decidedOn ?? row.receivedOn,
            href: '/exchange',
            params: { sequence },
          },
        ]
      : []
  })
}

/**
 * The last package of each year and receiver: returned, so that it is to be handed in again once its corrections are
 * settled; or without an answer from a receiver who has answered before. One who never answers is not asked for it.
 */
function sentPackages(cx: QueryContext, today: string): Found[] {
  const officeId = cx.office().id
  const sent = cx.db
    .select()
    .from(packageOut)
    .where(and(eq(packageOut.officeId, officeId), inArray(packageOut.kind, [...answeredKinds])))
    .orderBy(desc(packageOut.sequence))
    .all()
  const answering = new Set(sent.filter((row) => row.answer !== '').map((row) => row.kind))
  const toCorrect = new Set(
    cx.db
      .selectDistinct({ aboutId: remark.aboutId })
      .from(remark)
      .where(and(eq(remark.officeId, officeId), eq(remark.direction, 'got'), eq(remark.state, 'open')))
      .all()
      .map((row) => row.aboutId),
  )
  const seen = new Set<string>()
  return sent.flatMap((row): Found[] => {
    const of = `${row.kind} ${row.planFy}`
    if (seen.has(of)) return []
    seen.add(of)
    const found = {
      title: row.toOffice,
      href: '/exchange',
      params: { sequence: row.sequence, planFy: row.planFy },
    }
    if ((row.answer === 'returned' || row.answer === 'partly') && !toCorrect.has(row.id))
      return [
        {
          ...found,
          key: `handInAgain:${row.id}`,
          kind: 'handInAgain',
          on: row.answerDecidedOn ?? row.createdOn,
        },
      ]
    const askOn = addDays(row.createdOn, answerWithin)
    if (row.answer === '' && answering.has(row.kind) && askOn <= today && today <= addDays(askOn, waitsFor))
      return [{ ...found, key: `noAnswer:${row.id}`, kind: 'noAnswer', on: askOn }]
    return []
  })
}
