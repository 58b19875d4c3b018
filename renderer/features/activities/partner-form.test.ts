import { describe, expect, it } from 'vitest'
import { newActivity } from './activity-form.ts'
import { type PartnerForm, partnerForm } from './partner-form.ts'

const projectId = '0'.repeat(26)
const form = (change: Partial<PartnerForm>): PartnerForm => {
  const { projectIds: _ids, ...fields } = newActivity({
    kind: 'partner',
    editionFy: 2566,
    tambonCode: null,
    heldOn: '2023-02-01',
    today: '2023-02-02',
    subject: 'ประสาน',
  })
  return { ...fields, partnerName: 'อบจ.', projects: [], pledges: [], ...change }
}
const pledge = { form: 'money', what: '', amount: 100_00, projectId: null, dueOn: null }

describe('the form of a meeting with a partner', () => {
  it('hands in fields, the ids of its projects, and whole pledges', () => {
    const read = partnerForm.parse(form({ projects: [{ id: projectId, name: 'ถนน' }], pledges: [pledge] }))
    expect(read.fields).toMatchObject({ partnerName: 'อบจ.', projectIds: [projectId] })
    expect(read.fields).not.toHaveProperty('projects')
    expect(read.pledges).toEqual([{ ...pledge, withdrawnOn: null, note: '' }])
  })
  it.each([
    ['no partner', { partnerName: '' }, ['partnerName'], 'required'],
    ['an end before the start', { endedOn: '2023-01-31' }, ['endedOn'], 'endBeforeStart'],
    [
      'a pledge of no form',
      { pledges: [pledge, { ...pledge, form: '' }] },
      ['pledges', 1, 'form'],
      'required',
    ],
  ])('says at its field that there is %s', (_what, change, path, message) => {
    const read = partnerForm.safeParse(form(change))
    expect(read.error?.issues.map((issue) => [issue.path, issue.message])).toEqual([[path, message]])
  })
})
