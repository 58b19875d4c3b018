import { afterEach, describe, expect, it } from 'vitest'
import { addVillages, closeAll, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { PaperRef } from '../papers/rules.ts'
import type { ForumFields, NeedFields } from './rules.ts'

afterEach(closeAll)

const head: ForumFields = {
  heldOn: '2022-02-06',
  startsAt: '09.30',
  endsAt: '12.15',
  place: 'ศาลาประชาคม',
  chairName: 'นายสมชาย ใจดี',
  chairPosition: 'ผู้ใหญ่บ้าน',
  recorderName: 'นางสาวสมหญิง จดเก่ง',
  recorderPosition: 'พัฒนากร',
  partners: [{ name: 'รพ.สต.พรหมโลก', kind: 'agency', persons: 2 }],
  attendance: [
    { group: 'villageCommittee', persons: 12 },
    { group: 'people', persons: 30 },
  ],
  opening: 'ชี้แจงวัตถุประสงค์\nแจ้งปฏิทิน',
  otherMatters: '',
  resolution: 'เห็นชอบตามลำดับ',
  rankMethod: 'hands',
}
const need = (name: string, votes: number | null): NeedFields => ({
  problem: `ปัญหา${name}`,
  cause: '',
  name,
  issue: '',
  site: '',
  projectClass: 'JOINT',
  amount: 12_345_600,
  votes,
})

async function forum() {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const [areaKey] = await addVillages(client, '800201', 1)
  const plan = async (planFy: number, heldOn: string, names: [string, number | null][]) => {
    const { ids } = await client.forums.plan({
      planFy,
      areas: [{ level: 'village', areaKey: areaKey! }],
      heldOn,
      again: false,
    })
    const id = ids[0]!
    await client.forums.save({ id, fields: { ...head, heldOn } })
    await client.forums.saveNeeds({
      forumId: id,
      rows: names.map(([name, votes]) => ({ id: null, fields: need(name, votes) })),
      removed: [],
      order: [],
      dryRun: false,
    })
    await client.forums.hold({ id })
    return id
  }
  return { client, plan }
}

/** What the paper says, without mark-up and spaces. */
async function words(client: Client, paper: PaperRef): Promise<string> {
  const { html } = await client.papers.preview(paper)
  return html
    .replace(/<(style|script|head)[\s\S]*?<\/\1>/gu, '')
    .replace(/<[^>]+>/gu, '')
    .replace(/&#160;|&#32;|\s/gu, '')
}
const inOrder = (text: string, ...parts: string[]) => {
  let at = 0
  for (const part of parts) {
    const bare = part.replace(/\s/gu, '')
    const found = text.indexOf(bare, at)
    expect(found, part).toBeGreaterThanOrEqual(at)
    at = found + bare.length
  }
}

describe('papers of a forum', () => {
  it('the minutes say the record, needs by their places, and what became of the matters of before', async () => {
    const { client, plan } = await forum()
    const old = await plan(2566, '2021-02-07', [
      ['ลานกีฬา', 9],
      ['ห้องสมุด', 3],
    ])
    const before = await client.forums.get({ id: old })
    const { planId } = await client.forums.carryOver({ id: old, needIds: [before.needs[0]!.id] })
    const id = await plan(2567, '2022-02-06', [
      ['ถนน', 20],
      ['ประปา', 31],
      ['ไฟฟ้า', 20],
    ])
    const text = await words(client, { kind: 'forumMinutes', id })
    const planName = (await client.plans.get({ id: planId })).name
    inOrder(
      text,
      'รายงานการประชุมประชาคมหมู่บ้าน บ้านทดสอบ ๑ หมู่ที่ ๑ ตำบลพรหมโลก',
      'ครั้งที่ ๑/๒๕๖๕',
      'วันอาทิตย์ที่ ๖ กุมภาพันธ์ ๒๕๖๕ เวลา ๐๙.๓๐ น.',
      'ณ ศาลาประชาคม',
      'คณะกรรมการหมู่บ้าน',
      '๑๒',
      'รวม',
      '๔๒',
      'รพ.สต.พรหมโลก',
      'แจ้งปฏิทิน',
      'ลานกีฬา',
      planName.replace(/[0-9]/gu, (digit) => String.fromCharCode(0x0e50 + Number(digit))),
      'ห้องสมุด',
      'ยังไม่ได้เสนอเป็นโครงการ',
      'การยกมือ',
      '๑ประปา',
      '๑๒๓,๔๕๖',
      '๒*ถนน',
      '๒*ไฟฟ้า',
      'คะแนนเท่ากัน',
      'เห็นชอบตามลำดับ',
      'เลิกประชุมเวลา ๑๒.๑๕ น.',
      'นางสาวสมหญิง จดเก่ง',
      'ผู้จดรายงานการประชุม',
      'นายสมชาย ใจดี',
      'ผู้ตรวจรายงานการประชุม',
    )
    await client.forums.settleTie({ needId: (await client.forums.get({ id })).needs[2]!.id })
    const settled = await words(client, { kind: 'forumMinutes', id })
    inOrder(settled, '๑ประปา', '๒ไฟฟ้า', '๓ถนน')
    expect(settled).not.toContain('คะแนนเท่ากัน')
  })

  it('the sign-in sheet has whole pages of 25 rows, the agencies on one of their own', async () => {
    const { client, plan } = await forum()
    const id = await plan(2567, '2022-02-06', [])
    const text = await words(client, { kind: 'forumSignIn', id })
    inOrder(text, 'ผู้แทนหน่วยงาน', 'รพ.สต.พรหมโลก', 'แผ่นที่ ๑/๒', '๒๕', 'แผ่นที่ ๒/๒', '๒๖', '๕๐')
    expect(text.endsWith('๔๘๔๙๕๐')).toBe(true)
  })

  it('the form leaves what is not known to be written by hand', async () => {
    const { client, plan } = await forum()
    const id = await plan(2567, '2022-02-06', [['ถนน', 1]])
    const text = await words(client, { kind: 'forumForm', id })
    // 100 persons and 30 households come from the list of villages; men and women are not known
    inOrder(
      text,
      'ประชากร๑๐๐',
      'ชายคน',
      'หญิงคน',
      'ครัวเรือน๓๐',
      'ประชาชนทั่วไป',
      'รพ.สต.พรหมโลก',
      '๑๘',
      'มติที่ประชุม',
    )
    expect(text).not.toContain('ปัญหาถนน')
  })
})
