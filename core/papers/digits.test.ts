import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

const words = (html: string) => html.replace(/<[^>]+>/gu, '')

async function withLetter() {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const [signatory] = await client.office.signatories()
  const save = (subject: string) =>
    client.papers
      .saveLetter({
        id: null,
        fields: {
          form: 'memo',
          dated: null,
          subject,
          addressee: 'นายอำเภอ',
          salutation: '',
          references: [],
          enclosures: [],
          paragraphs: [{ text: 'ห้องประชุม 305' }],
          annexes: [],
          closing: '',
          signatoryId: signatory?.id ?? null,
          speed: '',
          speedWithin: '',
          secrecy: '',
          circular: false,
          numbering: 'one',
          copyTo: '',
        },
      })
      .then(({ id }) => ({ kind: 'letter' as const, id }))
  return { client, save }
}

describe('digits of a document', () => {
  it('are a choice of each, or of all of its kind; the signed one stays as it was signed', async () => {
    const { client, save } = await withLetter()
    const one = await save('ฉบับที่ 1')
    const two = await save('ฉบับที่ 2')
    const shown = async (paper: typeof one) => {
      const { html, digits } = await client.papers.preview(paper)
      return { digits, thai: words(html).includes('๓๐๕'), arabic: words(html).includes('305') }
    }
    const thai = { digits: 'thai', thai: true, arabic: false }
    const arabic = { digits: 'arabic', thai: false, arabic: true }
    expect(await shown(one)).toEqual(thai)

    await client.papers.setDigits({ paper: one, digits: 'arabic', forAll: false })
    expect([await shown(one), await shown(two)]).toEqual([arabic, thai])
    await client.office.undo()
    expect(await shown(one)).toEqual(thai)

    await client.papers.setDigits({ paper: one, digits: 'arabic', forAll: true })
    expect([await shown(one), await shown(two)]).toEqual([arabic, arabic])
    await client.papers.setDigits({ paper: two, digits: 'thai', forAll: false })
    expect([await shown(one), await shown(two)]).toEqual([arabic, thai])

    const sign = { signedOn: '2022-07-01', number: { kind: 'blank' as const } }
    await client.papers.signLetter({ id: one.id, ...sign })
    await client.papers.setDigits({ paper: two, digits: 'thai', forAll: true })
    expect(await shown(one)).toEqual(arabic)
    expect((await client.papers.preview(one)).signed).toBe(true)
    expect((await faultOf(client.papers.setDigits({ paper: one, digits: 'thai', forAll: false }))).code).toBe(
      'paper.signed',
    )
  })

  it('that were chosen and taken back leave nothing behind', async () => {
    const { client, save } = await withLetter()
    const one = await save('ฉบับเดียว')
    const audit = async () => (await client.papers.preview(one)).digits
    await client.papers.setDigits({ paper: one, digits: 'arabic', forAll: true })
    await client.papers.setDigits({ paper: one, digits: 'thai', forAll: true })
    expect(await audit()).toBe('thai')
    const other = await save('ฉบับใหม่')
    expect((await client.papers.preview(other)).digits).toBe('thai')
  })
})
