/**
 * The acceptance of issue 4 for letters, as a person walks it with the keyboard: from a model letter a draft to all 23
 * districts, signed at once with a number each, out as one PDF; the register shows every one of them.
 */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
let keys: Keyboard

beforeAll(async () => {
  program = await openInChromium({ demo: 'province' })
  keys = keyboardOf(program.page)
})
afterAll(async () => {
  await program?.close()
})

describe('a letter to 23 districts', () => {
  it('is begun from a model, addressed, signed once and printed as one PDF', async () => {
    const { page } = program
    await page.getByRole('main').waitFor()
    await page.evaluate(() => location.assign('#/papers/letters/new'))
    await keys.title(words('papers.letter.new'))
    await keys.enter('เร่งรัดการรายงาน (ถึงอำเภอ)')
    await keys.title(words('papers.form.external'))
    await keys.shows(words('papers.part.count', { name: words('papers.part.addressees'), count: 23 }))

    // the model's own blank is typed over: a letter is not signed with it in it
    await keys.shows(/\[หนังสือที่อ้างถึง\] จากแบบ/u)
    await keys.fill(words('papers.letter.references'), 'หนังสือจังหวัด ที่ นศ 0019.3/0239 ลงวันที่ 18 มกราคม 2565')
    await keys.fill(words('papers.letter.body'), 'ขอให้อำเภอ{{อำเภอ}}รายงานผล\n\nจึงเรียนมาเพื่อดำเนินการ')
    await keys.shows(words('common.autosave.saved'))
    await keys.press('Tab')
    await keys.reach(words('papers.part.words'))
    await keys.press('ArrowRight')
    await keys.press('Enter')
    const each = async () => {
      await keys.reach(words('papers.letter.numbering'))
      await keys.press('Enter')
      await page.getByRole('option').nth(1).waitFor()
      await keys.press('ArrowDown')
      await keys.press('Enter')
      await keys.shows(words('common.autosave.saved'))
    }
    await each()
    // what is undone is undone on the form too: it would write over the record with its next key
    const numbering = page.getByRole('combobox', { name: words('papers.letter.numbering') })
    await numbering.getByText(words('papers.numbering.each')).waitFor()
    await page.getByRole('button', { name: /^เลิกทำ:/u }).focus()
    await keys.press('Enter')
    await numbering.getByText(words('papers.numbering.one')).waitFor()
    await each()

    await keys.enter(words('papers.sign'))
    await keys.dialog()
    await keys.pick(words('papers.sign.number'))
    await keys.enter(words('papers.sign.do'))
    // the demo lives in 2565: the numbers go on behind the seed letter's ๐๒๓๙
    await page.getByText(/ลงนามแล้ว เลขที่ 240–262\/2565/u).waitFor()

    await keys.reach(words('papers.run.one', { count: 23 }))
    const pdf = await program.answerSave(() => keys.press('Enter'))
    const pages = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' })
      .split('\f')
      .slice(0, -1)
      .map((text) => text.replace(/\s+/gu, ''))
    const to = pages.flatMap((text) => /เรียนนายอำเภอ(.+?)อ้างถึง/u.exec(text)?.[1] ?? [])
    // the one copy for the file, to all of them, lists who was told what
    expect(to.pop()).toBe('ทุกอำเภอ')
    expect(pages.at(-1)).toContain('บัญชีผู้รับ')
    expect(to).toHaveLength(23)
    expect(new Set(to).size).toBe(23)
    for (const [at, district] of to.entries()) expect(pages[at]).toContain(`ขอให้อำเภอ${district}รายงานผล`)

    await page.evaluate(() => location.assign('#/papers/registers?register=outgoing'))
    await keys.title('ทะเบียนหนังสือส่ง')
    for (const district of ['ลานสกา', 'ทุ่งสง', 'พรหมคีรี'])
      await page
        .getByRole('cell', { name: `นายอำเภอ${district}` })
        .first()
        .waitFor()
    expect(await page.getByRole('cell', { name: /^นายอำเภอ(?!ทุก)/u }).count()).toBe(23)
    expect(program.complaints).toEqual([])
  })
})
