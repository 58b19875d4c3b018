/** Whatever the records of a district are: every figure of its report is the sum of what it opens (C19). */
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import districts from '../../resources/geography/districts.json' with { type: 'json' }
import steps from '../../resources/rules/participation-steps.json' with { type: 'json' }
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  makePlan,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import { everyFigureTraced, figuresOf, signOrder } from '../../tests/support/reports.ts'
import { activityKinds } from '../activities/rules.ts'
import type { Client } from '../contract.ts'

afterEach(closeAll)

const day = fc.integer({ min: 0, max: 300 }).map((days) => {
  const date = new Date(Date.UTC(2022, 9, 1) + days * 86_400_000)
  return date.toISOString().slice(0, 10)
})
/** Nobody is told of a letter before it is written. */
const afterLetter = (on: string) => (on < directive.dated ? '2023-02-01' : on)
/** A place of the district by its order; null = the whole district. */
const place = fc.option(fc.integer({ min: 0, max: 30 }))
const year = fc.record({
  district: fc.integer({ min: 0, max: districts.length - 1 }),
  activities: fc.array(
    fc.record({
      kind: fc.constantFrom(...activityKinds),
      state: fc.constantFrom('held' as const, 'planned' as const),
      place,
      heldOn: day,
      persons: fc.integer({ min: 0, max: 400 }),
      cost: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
      steps: fc.subarray(
        steps.items.map((step) => step.key),
        { minLength: 1 },
      ),
      pledges: fc.array(
        fc.record({
          form: fc.constantFrom('money', 'work'),
          amount: fc.option(fc.integer({ min: 0, max: 9_000_000 })),
          received: fc.array(fc.integer({ min: 0, max: 9_000_000 }), { maxLength: 2 }),
          isWithdrawn: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 12 },
  ),
  plans: fc.array(
    fc.record({
      place: fc.integer({ min: 0, max: 30 }),
      level: fc.constantFrom('village', 'tambon'),
      on: day,
    }),
    { maxLength: 6 },
  ),
  orders: fc.array(
    fc.record({
      kind: fc.constantFrom('tambonCommittee', 'coordCentreTambon'),
      place: fc.integer({ min: 0, max: 30 }),
      on: day,
    }),
    { maxLength: 3 },
  ),
  told: fc.array(fc.record({ place, on: day.map(afterLetter), isAnswered: fc.boolean() }), { maxLength: 6 }),
})

type Year = typeof year extends fc.Arbitrary<infer Y> ? Y : never

async function play(made: Year): Promise<{ client: Client; reportId: string; planned: number }> {
  const { client, clock } = await openTestCore()
  clock.set('2023-08-30T03:00:00Z')
  const [code = ''] = districts[made.district] ?? []
  await setUpDistrict(client, { districtCode: code, provinceCode: code.slice(0, 2) })
  const { id: directiveId } = await client.directives.register(directive)
  const codes = (await client.geography.ownTambons()).map((tambon) => tambon.code)
  const codeOf = (at: number) => codes[at % codes.length] ?? null
  const homes = await addVillages(client, codes[0]!, 3, 1)
  for (const one of made.activities) {
    const isOne = one.kind === 'participation' || one.kind === 'workshop'
    const tambonCode = one.place === null ? (isOne ? codeOf(0) : null) : codeOf(one.place)
    // what is planned lies ahead and has neither guests nor promises
    const isHeld = one.state === 'held'
    const { id } = await client.activities.save({
      id: null,
      fields: {
        ...activityBase,
        ...{ kind: one.kind, state: one.state, tambonCode, heldOn: one.heldOn },
        attendance: isHeld ? [{ group: 'people', persons: one.persons }] : [],
        cost: isHeld ? one.cost : null,
        steps: one.kind === 'participation' ? one.steps : [],
        partnerName: one.kind === 'partner' ? `ภาคี ${one.persons % 4}` : '',
      },
    })
    if (one.kind !== 'partner' || !isHeld) continue
    for (const pledge of one.pledges) {
      const { id: pledgeId } = await client.activities.savePledge({
        id: null,
        activityId: id,
        fields: {
          ...{
            form: pledge.form,
            amount: pledge.amount,
            what: 'สิ่งของ',
            projectId: null,
            dueOn: null,
            note: '',
          },
          withdrawnOn: pledge.isWithdrawn ? '2023-08-01' : null,
        },
      })
      for (const amount of pledge.received)
        await client.activities.saveReceipt({
          id: null,
          pledgeId,
          fields: { receivedOn: '2023-08-02', amount, what: '', evidence: '' },
        })
    }
  }
  const begun = new Set<string>()
  for (const plan of made.plans) {
    const areaKey = plan.level === 'village' ? homes[plan.place % homes.length]! : codeOf(plan.place)!
    if (begun.has(areaKey)) continue
    begun.add(areaKey)
    await makePlan(client, { level: plan.level as 'village', areaKey, planFy: 2568 }, [100_00, 5_50], plan.on)
  }
  const seated = new Set<string>()
  for (const order of made.orders) {
    const code = codeOf(order.place)
    if (seated.has(`${order.kind} ${code}`)) continue
    seated.add(`${order.kind} ${code}`)
    await signOrder(client, order.kind, code, 2566, order.on)
  }
  for (const [at, told] of made.told.entries())
    await client.directives.tell({
      directiveId,
      fields: {
        ...{ dutyId: null, means: 'letter', about: null, note: '', example: true, toldOn: told.on },
        acknowledgedOn: told.isAnswered ? told.on : null,
        recipients: [
          {
            recipient: `ผู้รับ ${at}`,
            toKind: 'other',
            toId: null,
            tambonCode: told.place === null ? null : codeOf(told.place),
          },
        ],
      },
    })
  const { id: reportId } = await client.reports.open({ directiveId })
  const [signer] = await client.office.signatories()
  await client.reports.saveHead({
    id: reportId,
    fields: {
      ...{ asOf: '2023-07-20', reporterName: 'นายก', reporterPosition: '', reporterTelephone: '' },
      signatoryId: signer!.id,
    },
  })
  return { client, reportId, planned: made.activities.filter((one) => one.state === 'planned').length }
}

it('of any district and any year', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(year, async (made) => {
      const { client, reportId } = await play(made)
      await everyFigureTraced(client, reportId)
      const figures = await figuresOf(client, reportId)
      const held = made.activities.filter(
        (one) => one.kind === 'session' && one.state === 'held' && one.heldOn <= '2023-07-20',
      )
      expect(figures.sessionsHeld?.value).toBe(held.length)
      expect(figures.sessionPersons?.value).toBe(held.reduce((sum, one) => sum + one.persons, 0))
      // a promise is what came of it and what is still to come, unless more came than was promised
      const money = made.activities
        .filter((one) => one.kind === 'partner' && one.state === 'held' && one.heldOn <= '2023-07-20')
        .flatMap((one) => one.pledges.filter((pledge) => pledge.form === 'money'))
      expect(figures.partnersPledged?.value).toBe(money.reduce((sum, one) => sum + (one.amount ?? 0), 0))
      // signed, nothing has changed
      await client.reports.sign({ id: reportId, signedOn: '2023-08-30' })
      expect((await client.reports.differences({ id: reportId })).figures).toEqual([])
      await closeAll()
    }),
    { numRuns: 6 },
  )
})
