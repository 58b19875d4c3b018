import { afterEach, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  faultOf,
  makePlan,
} from '../../tests/support/core.ts'
import { figuresOf, reportOffice, signOrder } from '../../tests/support/reports.ts'
import type { ActivityFields } from '../activities/rules.ts'

afterEach(closeAll)

it('says of every figure and tambon what the year before had on the same day, counted and then as signed', async () => {
  const { client, clock, reportId } = await reportOffice()
  const act = async (fields: Partial<ActivityFields> & { kind: ActivityFields['kind'] }) =>
    (await client.activities.save({ id: null, fields: { ...activityBase, heldOn: '2023-03-01', ...fields } }))
      .id
  const people = (persons: number) => [{ group: 'people', persons }]
  const homes = await addVillages(client, '800201', 3, 1)
  await act({ kind: 'session', attendance: people(40), cost: 500_000 })
  await act({ kind: 'participation', tambonCode: '800201', steps: ['prepare'] })
  await act({ kind: 'workshop', tambonCode: '800201', attendance: people(25) })
  const met = await act({ kind: 'partner', tambonCode: '800202', partnerName: 'อบจ.' })
  await client.activities.savePledge({
    id: null,
    activityId: met,
    fields: {
      ...{ form: 'money', amount: 900_000, what: 'งบประมาณ', projectId: null, dueOn: null, note: '' },
      withdrawnOn: null,
    },
  })
  await signOrder(client, 'tambonCommittee', '800201', 2566, '2023-02-10')
  await makePlan(client, { level: 'village', areaKey: homes[0]!, planFy: 2568 }, [1_00], '2023-02-10')
  await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2568 }, [5_00, 7_00], '2023-04-01')
  const then = await figuresOf(client, reportId)
  const some = Object.values(then).filter((figure) => (figure.value ?? 0) > 0)
  expect(some.length).toBeGreaterThan(10)

  clock.set('2024-07-25T03:00:00Z')
  const { id: next } = await client.directives.register({
    ...directive,
    ...{
      editionFy: 2567,
      planFy: 2569,
      number: 'ชพ ๐๐๑๗.๒/๒๒๒',
      dated: '2024-01-10',
      receivedOn: '2024-01-12',
    },
    duties: directive.duties.map((duty) => ({ ...duty, dueOn: null })),
  })
  const { id } = await client.reports.open({ directiveId: next })
  const { reporterName, signatoryId } = await client.reports.get({ id })
  await client.reports.saveHead({
    id,
    fields: { asOf: '2024-07-10', reporterName, reporterPosition: '', reporterTelephone: '', signatoryId },
  })
  const same = async (from: 'counted' | 'signed') => {
    const now = await figuresOf(client, id)
    for (const [key, figure] of Object.entries(then)) {
      expect(now[key]?.lastYear, key).toMatchObject({
        ...{ value: figure.value, expected: figure.expected, from, reportId },
      })
      for (const share of figure.shares.filter((one) => one.tambonCode !== null))
        expect(
          now[key]?.shares.find((one) => one.tambonCode === share.tambonCode)?.lastYear ?? 0,
          `${key} ${share.tambonCode}`,
        ).toBe(share.value)
    }
  }
  await same('counted')
  await client.reports.sign({ id: reportId, signedOn: '2024-07-20' })
  await client.activities.remove({ id: met })
  await act({ kind: 'session', attendance: people(99), tambonCode: '800203' })
  await same('signed')
})

it('has no report of a letter that has not come, and says so', async () => {
  const { client, directiveId } = await reportOffice()
  const { duties } = await client.directives.get({ id: directiveId })
  const asked = duties.find((duty) => duty.kind === 'report')
  const { id: expectedId } = await client.directives.openExpected({
    fromId: directiveId,
    ...{ editionFy: 2567, planFy: 2569, dated: '2024-01-10', subject: 'แนวทางปีหน้า' },
    rows: [
      {
        ...{ fromDutyId: asked?.id ?? '', no: 1, kind: 'report', text: 'รายงานผล', ownerName: '' },
        dueOn: '2024-07-25',
      },
    ],
  })
  const fault = await faultOf(client.reports.open({ directiveId: expectedId }))
  expect(fault).toMatchObject({ code: 'report.notCome', params: { name: 'แนวทางปีหน้า' } })
  expect((await client.reports.list()).map((line) => line.directiveId)).toEqual([directiveId])
})
