import { afterEach, describe, expect, it } from 'vitest'
import { activityBase, closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

async function office() {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  return client
}

describe('activities', () => {
  it('are saved, changed, listed by day, removed and brought back', async () => {
    const client = await office()
    const attendance = [
      { group: 'kamnanHeadmen', persons: 12 },
      { group: 'coordCentre', persons: 7 },
    ]
    const { id } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'workshop', tambonCode: '800202', heldOn: '2023-03-05', attendance },
    })
    await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session', heldOn: '2023-02-01' },
    })
    const all = await client.activities.list({ editionFy: 2566, kind: null })
    expect(all.map((row) => [row.kind, row.tambonName, row.persons])).toEqual([
      ['session', null, 0],
      ['workshop', 'บ้านเกาะ', 19],
    ])
    expect(await client.activities.list({ editionFy: 2565, kind: null })).toEqual([])
    await client.activities.save({
      id,
      fields: {
        ...activityBase,
        kind: 'workshop',
        tambonCode: '800202',
        heldOn: '2023-03-06',
        attendance: [],
      },
    })
    expect((await client.activities.list({ editionFy: 2566, kind: 'workshop' }))[0]).toMatchObject({
      heldOn: '2023-03-06',
      persons: 0,
    })
    await client.activities.remove({ id })
    expect(await client.activities.list({ editionFy: 2566, kind: 'workshop' })).toEqual([])
    await client.office.undo()
    expect(await client.activities.list({ editionFy: 2566, kind: 'workshop' })).toHaveLength(1)
    expect((await faultOf(client.activities.remove({ id: '0'.repeat(26) }))).code).toBe('record.notFound')
  })

  it('do not keep money and steps that belong to another kind', async () => {
    const client = await office()
    await client.activities.save({
      id: null,
      fields: {
        ...activityBase,
        kind: 'session',
        steps: ['draft'],
        partnerName: 'อบต.',
        pledged: 500_00,
        received: 100_00,
      },
    })
    expect((await client.activities.list({ editionFy: 2566, kind: null }))[0]).toMatchObject({
      steps: [],
      partnerName: '',
      pledged: null,
      received: null,
    })
  })

  it.each([
    ['a workshop of no tambon', { kind: 'workshop' as const }, 'tambonCode'],
    ['a tambon of another district', { kind: 'workshop' as const, tambonCode: '800301' }, 'tambonCode'],
    ['a partner without a name', { kind: 'partner' as const }, 'partnerName'],
    ['an end before the start', { kind: 'session' as const, endedOn: '2023-01-31' }, 'endedOn'],
    [
      'an unknown group',
      { kind: 'session' as const, attendance: [{ group: 'ghosts', persons: 1 }] },
      'group',
    ],
    [
      'a group twice',
      {
        kind: 'session' as const,
        attendance: [
          { group: 'people', persons: 1 },
          { group: 'people', persons: 2 },
        ],
      },
      'group',
    ],
    [
      'half a person',
      { kind: 'session' as const, attendance: [{ group: 'people', persons: 0.5 }] },
      'persons',
    ],
    ['an unknown step', { kind: 'participation' as const, tambonCode: '800201', steps: ['fly'] }, '0'],
    ['a project that is not here', { kind: 'session' as const, projectIds: ['0'.repeat(26)] }, '0'],
    ['negative money', { kind: 'partner' as const, partnerName: 'อบต.', pledged: -1 }, 'pledged'],
    ['an empty subject', { kind: 'session' as const, subject: ' ' }, 'subject'],
  ])('refuse %s', async (_what, change, field) => {
    const client = await office()
    const fault = await faultOf(client.activities.save({ id: null, fields: { ...activityBase, ...change } }))
    expect(fault.code).toBe('input.invalid')
    expect(
      (fault.params.issues as { path: unknown[] }[]).map((issue) => String(issue.path.at(-1))),
    ).toContain(field)
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
  })
})
