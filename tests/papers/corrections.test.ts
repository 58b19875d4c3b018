/** บัญชีรายการที่ขอให้แก้ไข, from what a province asks of a district, as it is printed and as a workbook. */
import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import { recordTypes } from '../../core/exchange/records.ts'
import { isProposable } from '../../core/exchange/remark-rules.ts'
import thaiRecords from '../../renderer/i18n/th/records.json' with { type: 'json' }
import wording from '../../resources/papers/wording/corrections.json' with { type: 'json' }
import { closeAll, fakePort, finish, openTestCore, setUpProvince } from '../support/core.ts'
import {
  answer,
  bringIn,
  handIn,
  makeFolder,
  makePlans,
  openDistrict,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../support/packages.ts'
import { unpack } from '../support/tamper.ts'
import { measurePrint, startInspector } from './quality.ts'
import { bare, canPrint, startPrinter } from './tools.ts'

describe.skipIf(!canPrint)('the list of corrections', () => {
  const printer = startPrinter()
  const inspector = startInspector()
  afterAll(async () => {
    await closeAll()
    removeFolders()
    await printer.close()
    await inspector.close()
  })

  it('says what was handed in and what should stand, place by place, and goes with the return', async () => {
    let printed: { html: string; title: string; bytes: Uint8Array } | undefined
    const district = await openDistrict()
    const made = await makePlans(district.client)
    seedOthers(district, made)
    const stickDir = makeFolder()
    const core = await openTestCore({
      seed: 'province',
      port: {
        ...fakePort,
        async printPdf(html, { title }) {
          const bytes = await printer.print(html, { title })
          printed = { html, title, bytes }
          return bytes
        },
        places: async () => [{ id: 'stick', label: 'แฟลชไดรฟ์', path: stickDir, removable: true }],
      },
    })
    const province = { ...core, officeId: await setUpProvince(core.client), stickDir }
    const { packageId } = await bringIn(province, await handIn(district))
    const ask = (about: object) =>
      province.client.exchange.saveRemark({
        ...{ id: null, packageId, recordType: '', rowId: null, unit: '', field: '', text: '' },
        ...about,
      })
    const long =
      'เพื่อให้ประชาชนในหมู่บ้านสัญจรไปมาและขนส่งผลผลิตทางการเกษตรได้สะดวก รวดเร็ว และปลอดภัยตลอดทั้งปี แม้ในฤดูน้ำหลาก'
    await ask({
      ...{ recordType: 'village', rowId: made.villageIds[1], field: 'population', proposed: 1145 },
      text: 'จำนวนประชากรไม่ตรงกับทะเบียนราษฎร ณ สิ้นเดือนธันวาคม',
    })
    for (const { id } of rowsIn(province.dataDir, 'planEntry', district.officeId) as { id: string }[]) {
      await ask({ recordType: 'planEntry', rowId: id, field: 'objective', proposed: long, text: long })
      await ask({ recordType: 'planEntry', rowId: id, field: 'projectClass', proposed: 'SELF' })
    }
    const [budget] = rowsIn(province.dataDir, 'entryBudget', district.officeId) as { id: string }[]
    await ask({ recordType: 'entryBudget', rowId: budget?.id, field: 'amount', proposed: 15_050_025 })
    const [held] = rowsIn(province.dataDir, 'activity', district.officeId) as { id: string }[]
    await ask({ recordType: 'activity', rowId: held?.id, field: 'heldOn', proposed: '2022-03-05' })
    await ask({ text: 'โปรดแนบคำสั่งแต่งตั้งคณะกรรมการให้ครบทุกตำบล' })
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'ข้อมูลไม่ครบถ้วน' })

    const paper = { kind: 'corrections', id: packageId } as const
    await finish(province.client.papers.make({ paper, format: 'pdf' }))
    if (printed === undefined) throw new Error('nothing was printed')
    const { html, title, bytes } = printed
    const measured = await measurePrint(html, title, bytes, inspector)
    expect(measured.faults).toEqual([])
    const text = bare(measured.text)
    for (const words of [
      'บัญชีรายการที่ขอให้แก้ไข',
      'ชุดข้อมูลที่อำเภอส่งจังหวัด ลำดับที่ 1 แผนปีงบประมาณ พ.ศ. 2567',
      'ที่ว่าการอำเภอพรหมคีรี',
      'ศาลากลางจังหวัดนครศรีธรรมราช',
      'ส่งคืนให้แก้ไข',
      '1,145',
      '150,500.25',
      'ทำเอง',
      '5 มี.ค. 65',
      'ผู้ขอให้แก้ไข',
      'ผู้รับไปแก้ไข',
    ])
      expect(text).toContain(bare(words))
    // the whole first, then by place
    expect(text.indexOf(bare('โปรดแนบคำสั่ง'))).toBeLessThan(text.indexOf('1,145'))

    const ticket = await finish(province.client.papers.make({ paper, format: 'xlsx' }))
    const book = new ExcelJS.Workbook()
    const file = province.core.files.take(ticket.token, 't')
    // biome-ignore lint/suspicious/noExplicitAny: the types of exceljs are of an older Buffer
    await book.xlsx.load(readFileSync(file?.path ?? '') as any)
    const cells = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flat()).map(String)
    expect(cells).toContain('150,500.25')
    expect(cells).toContain(long)

    const inside = [...(await unpack(await answer(province, packageId))).keys()]
    expect(inside.filter((path) => path.includes('รายการที่ขอให้แก้ไข')).map((path) => path.slice(-4))).toEqual([
      '.pdf',
      'xlsx',
    ])
    // the district prints what it was asked
    await bringIn(district, `${stickDir}/${(await province.client.exchange.sent())[0]?.fileName}`)
    const [back] = await district.client.exchange.received()
    const theirs = await finish(
      district.client.papers.make({ paper: { kind: 'corrections', id: back?.id ?? '' }, format: 'xlsx' }),
    )
    expect(theirs.name).toBe('รายการที่ขอให้แก้ไข ที่ว่าการอำเภอพรหมคีรี ปี 2567 ชุดที่ 1.xlsx')
  })
})

describe('words of the list of corrections', () => {
  const fields: Record<string, string> = wording.fields
  it('has a name for every field that a value can be proposed for', () => {
    const nameless = recordTypes.flatMap((type) =>
      Object.keys(type.row.shape)
        .filter((field) => isProposable(type, field) && !fields[`${type.name}.${field}`] && !fields[field])
        .map((field) => `${type.name}.${field}`),
    )
    expect(nameless).toEqual([])
  })
  it('says what the screens say', () => {
    const ofScreens = (start: string) =>
      Object.fromEntries(
        Object.entries(thaiRecords)
          .filter(([key]) => key.startsWith(start))
          .map(([key, value]) => [key.slice(start.length), value]),
      )
    expect(wording.fields).toEqual(ofScreens('records.field.'))
    expect(wording.values).toEqual(ofScreens('records.word.'))
  })
})
