import { expect } from 'vitest'
import type { Client } from '../../core/contract.ts'
import { directive, openTestCore, setUpDistrict } from './core.ts'

/** A district with a directive of edition 2566 and its report as of 10 July 2566, on 25 July. */
export async function reportOffice() {
  const made = await openTestCore()
  made.clock.set('2023-07-10T03:00:00Z')
  await setUpDistrict(made.client)
  const { id } = await made.client.directives.register(directive)
  const { id: reportId } = await made.client.reports.open({ directiveId: id })
  // the report stands as of 10 July and is finished later
  made.clock.set('2023-07-25T03:00:00Z')
  return { ...made, directiveId: id, reportId }
}

/** Figures of a report by key. */
export async function figuresOf(client: Client, reportId: string) {
  const report = await client.reports.get({ id: reportId })
  return Object.fromEntries(
    report.duties.flatMap((duty) => duty.figures).map((figure) => [figure.key, figure]),
  )
}

/** What stands at the end of a door; fails where there is nothing. */
async function opens(client: Client, href: string): Promise<void> {
  const { pathname, searchParams } = new URL(href, 'http://amphoe')
  const [, room = '', id = ''] = pathname.split('/')
  if (room === 'activities') return void (await client.activities.get({ id: searchParams.get('id') ?? '' }))
  if (room === 'plans') return void (await client.plans.get({ id }))
  if (room === 'orders') return void (await client.orders.get({ id }))
  if (room === 'projects') return void (await client.projects.get({ id }))
  if (room === 'directives') return void (await client.directives.get({ id }))
  if (room === 'reports') return void (await client.reports.get({ id }))
  throw new Error(`nothing opens ${href}`)
}

/** Every figure, of the district and of each tambon, is the sum of its sources; what is missing makes up the rest. */
export async function everyFigureTraced(client: Client, reportId: string) {
  const sum = (items: readonly { value: number }[]) => items.reduce((all, one) => all + one.value, 0)
  const doors = new Set<string>()
  for (const figure of Object.values(await figuresOf(client, reportId))) {
    const sources = await client.reports.sources({ reportId, figure: figure.key })
    expect(sum(sources), figure.key).toBe(figure.value ?? 0)
    expect(sources.every((source) => source.label !== '')).toBe(true)
    for (const source of sources) doors.add(source.href)
    const missing = await client.reports.missing({ reportId, figure: figure.key })
    if (figure.expected !== null && !figure.typed)
      expect(sum(missing), figure.key).toBe(figure.expected - (figure.value ?? 0))
    if (figure.shares.length === 0) continue
    expect(sum(figure.shares.map((share) => ({ value: share.value ?? 0 }))), figure.key).toBe(
      figure.value ?? 0,
    )
    for (const { tambonCode, value, expected } of figure.shares) {
      const of = (items: typeof sources) => items.filter((item) => item.tambonCode === tambonCode)
      expect(sum(of(sources)), `${figure.key} ${tambonCode}`).toBe(value ?? 0)
      if (expected !== null && !figure.typed)
        expect(sum(of(missing)), `${figure.key} ${tambonCode}`).toBe(expected - (value ?? 0))
    }
    // asked for one tambon the same is answered
    const tambonCode = figure.shares[0]?.tambonCode ?? ''
    const own = await client.reports.sources({ reportId, figure: figure.key, tambonCode })
    expect(sum(own), figure.key).toBe(figure.shares[0]?.value ?? 0)
  }
  for (const href of doors) await opens(client, href)
}

/** Makes a body and signs its order of appointment. */
export async function signOrder(
  client: Client,
  kind: string,
  tambonCode: string | null,
  editionFy: number,
  signedOn: string,
) {
  const { id: bodyId } = await client.bodies.open({
    kind,
    name: `คณะ ${kind} ${tambonCode}`,
    tambonCode,
    villageId: null,
  })
  const seat = {
    title: 'ประธานกรรมการ',
    role: 'chair' as const,
    filledBy: 'post' as const,
    post: 'ปลัดอำเภอ',
    person: null,
  }
  await client.bodies.saveSeats({ bodyId, seats: [{ id: null, fields: seat }] })
  const { id } = await client.orders.open({ bodyId, editionFy })
  const draft = await client.orders.get({ id })
  const [signer] = await client.office.signatories()
  await client.orders.save({
    id,
    fields: {
      subject: draft.subject,
      reason: draft.reason,
      powers: draft.powers,
      duties: draft.duties,
      effectiveOn: signedOn,
      signatoryId: signer!.id,
      annex: draft.annex,
      secrecy: draft.secrecy,
    },
  })
  await client.orders.sign({ id, signedOn, number: { kind: 'first' } })
}
