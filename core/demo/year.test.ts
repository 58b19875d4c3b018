import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, openTestCore, type TestCore } from '../../tests/support/core.ts'
import { demoYear } from '../../tests/support/year.ts'
import { playDistrict } from './play.ts'
import type { DemoDistrict } from './schema.ts'

afterEach(closeAll)

/** A letter that the program has never seen: another province, other words, other numbers, another day. */
const otherLetter = `
ที่ พย ๐๐๑๙.๒/ว ๑๘๗

ศาลากลางจังหวัดพะเยา
ถนนพหลโยธิน พย ๕๖๐๐๐

๒๒ มกราคม ๒๕๖๙

เรื่อง การขับเคลื่อนแผนพัฒนาพื้นที่ในระดับอำเภอและตำบล (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๙)

เรียน นายอำเภอทุกอำเภอ

สิ่งที่ส่งมาด้วย ๑. แนวทางปฏิบัติฯ จำนวน ๑ เล่ม
๒. แบบรายงานผลฯ จำนวน ๑ ชุด

ด้วยกระทรวงมหาดไทยได้ปรับปรุงแนวทางปฏิบัติรองรับการดำเนินการตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนและประสานแผนพัฒนาพื้นที่ในระดับอำเภอและตำบล พ.ศ. ๒๕๖๒ (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๙) จึงขอให้อำเภอดำเนินการ ดังนี้

๑. ประชุมชี้แจงสร้างความเข้าใจแก่กำนัน ผู้ใหญ่บ้าน และผู้เกี่ยวข้อง ให้แล้วเสร็จภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๙

๒. ทบทวนคำสั่งแต่งตั้ง ก.บ.ต. และ ศอช. ทุกระดับให้เป็นปัจจุบัน ภายในวันอังคารที่ ๓๐ มิถุนายน ๒๕๖๙

๓. ให้ ศอช.ต. เป็นกลไกหลักและมีส่วนร่วมในกระบวนการจัดทำแผนพัฒนาตำบลทุกขั้นตอน

๔. จัดประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบลให้ครบทุกตำบล ภายในวันที่ ๓๐ เมษายน ๒๕๖๙

๕. ประสานภาคีและบูรณาการงบประมาณเพื่อขับเคลื่อนโครงการในแผนพัฒนาตำบล

๖. รายงานผลการดำเนินงาน ปัญหาอุปสรรค และข้อเสนอแนะ ตามแบบรายงานที่ส่งมาด้วย ๒ ให้จังหวัดทราบภายในวันศุกร์ที่ ๒๔ กรกฎาคม ๒๕๖๙

จึงเรียนมาเพื่อพิจารณาดำเนินการ

ขอแสดงความนับถือ
`

/** The demo year as another letter set it off: read by the program, its duties in place of the demo's. */
async function byLetter(demo: DemoDistrict, core: TestCore, text: string): Promise<DemoDistrict> {
  const reading = await core.client.directives.readLetter({ text })
  const must = <T>(found: { value: T } | null): T => {
    if (found === null) throw new Error('the letter was not understood')
    return found.value
  }
  expect(reading.duties.map((duty) => duty.kind)).toEqual(demo.directive.duties.map((duty) => duty.kind))
  return {
    ...demo,
    told: demo.told.map((told) => ({
      ...told,
      toldOn: later(told.toldOn, must(reading.dated)),
      acknowledgedOn: told.acknowledgedOn === null ? null : later(told.acknowledgedOn, must(reading.dated)),
    })),
    directive: {
      ...demo.directive,
      number: must(reading.number),
      dated: must(reading.dated),
      receivedOn: must(reading.dated),
      fromOffice: must(reading.fromOffice),
      subject: must(reading.subject),
      editionFy: must(reading.editionFy),
      duties: demo.directive.duties.map((duty, at) => {
        const read = reading.duties[at]
        return { ...duty, text: read?.text ?? '', dueOn: read?.dueOn ?? null }
      }),
      // the days that this letter set are kept
      progress: demo.directive.progress.map((step) => {
        const at = demo.directive.duties.findIndex((duty) => duty.ref === step.duty)
        return { ...step, dueOn: reading.duties[at]?.dueOn ?? null }
      }),
    },
  }
}

const later = (a: string, b: string) => (a > b ? a : b)

const years: [string, (core: TestCore) => Promise<DemoDistrict>][] = [
  ['พรหมคีรี 2565, the seed letter', async () => demoYear('8002', 0)],
  ['เชียงคำ 2569, a letter not seen before', (core) => byLetter(demoYear('5603', 4), core, otherLetter)],
]

describe.each(years)('the year of %s, played month by month', (_, makeDemo) => {
  it('ends in a report whose every number is traced to its records', async () => {
    const core = await openTestCore()
    const { client, clock } = core
    // reading a letter needs an office: the reading is done in one of its own
    const reader = await openTestCore({ seed: 'reader' })
    await reader.client.office.setUp({
      profile: 'district',
      provinceCode: '80',
      districtCode: '8002',
      tambonCodes: [],
      letterhead: demoYear('8002', 0).office.letterhead,
      signatories: [],
      staffName: 'นายผู้อ่าน ตัวอย่าง',
      staffPosition: '',
    })
    const demo = await makeDemo(reader)
    const { planFy, editionFy } = demo.directive

    let month = ''
    let reportId = ''
    const adopted: number[] = []
    const figures = new Map<string, number>()
    const monthEnds: string[] = []
    async function endOfMonth(day: string) {
      monthEnds.push(day)
      const home = await client.progress.home()
      if (home === null) return
      // late is what is open after its day, and nothing else
      for (const duty of home.duties)
        expect(duty.lateDays > 0, duty.text).toBe(duty.dueOn !== null && duty.dueOn < home.today)
      const progress = await client.progress.plans({ planFy, asOf: null })
      // villages, communities and tambons, tambon by tambon
      expect(progress.all.done).toBe(progress.tambons.reduce((sum, one) => sum + one.all.done, 0))
      adopted.push(progress.all.done)
      if (reportId === '') {
        const letter = (await client.directives.list()).find((one) => one.editionFy === editionFy)
        if (letter) reportId = (await client.reports.open({ directiveId: letter.id })).id
      }
      const report = await client.reports.get({ id: reportId })
      await client.reports.saveHead({
        id: reportId,
        fields: {
          asOf: home.today,
          reporterName: '',
          reporterPosition: '',
          reporterTelephone: '',
          signatoryId: report.signatoryId,
        },
      })
      for (const duty of (await client.reports.get({ id: reportId })).duties)
        for (const figure of duty.figures) {
          if (figure.typed) continue
          const sources = await client.reports.sources({ reportId, figure: figure.key })
          expect(
            sources.reduce((sum, one) => sum + one.value, 0),
            figure.key,
          ).toBe(figure.value)
          figures.set(figure.key, figure.value ?? 0)
        }
    }
    for await (const _step of playDistrict(client, demo, async (day) => {
      if (month !== '' && day.slice(0, 7) !== month) await endOfMonth(day)
      month = day.slice(0, 7)
      clock.set(`${day}T02:00:00.000Z`)
    }));
    expect(monthEnds.length).toBeGreaterThan(5)
    // plans are adopted as the year goes on, none is lost
    expect(adopted).toEqual([...adopted].sort((a, b) => a - b))
    expect(adopted.at(-1)).toBeGreaterThan(adopted[0] ?? 0)
    for (const key of [
      'sessionsHeld',
      'guidelineTambons',
      'committeesCurrent',
      'workshopsHeld',
      'villagePlans',
      'partnersPledged',
      'partnersReceived',
    ])
      expect(figures.get(key), key).toBeGreaterThan(0)

    // signed, it stays as it is; what changes later is said, with the record
    const { letterId } = await client.reports.sign({ id: reportId, signedOn: demo.office.today })
    expect((await client.papers.letter({ id: letterId })).subject).toContain('รายงาน')
    expect((await client.reports.differences({ id: reportId })).figures).toEqual([])
    const [workshop] = await client.activities.list({ editionFy, kind: 'workshop' })
    await client.activities.remove({ id: workshop?.id ?? '' })
    const changed = (await client.reports.differences({ id: reportId })).figures
    expect(changed.map((figure) => figure.key)).toContain('workshopsHeld')
    for (const { before, now, records } of changed) {
      expect(now.value ?? 0).toBeLessThan(before.value ?? 0)
      expect(records.map((one) => one.record)).toEqual([`activity:${workshop?.id}`])
    }
    const { id: nextId } = await client.reports.reopen({ id: reportId, reason: 'ตัดประชุมที่บันทึกซ้ำ' })
    await client.reports.saveHead({
      id: nextId,
      fields: { ...demo.report.head, signatoryId: (await client.reports.get({ id: reportId })).signatoryId },
    })
    await client.reports.sign({ id: nextId, signedOn: demo.office.today })
    expect((await client.reports.list()).map((one) => one.versionNo).sort()).toEqual([1, 2])
    expect((await client.reports.get({ id: reportId })).state).toBe('signed')
  })
})
