import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ChromiumPrinter } from '../../web/print.ts'
import { closeAll, finish, openTestCore } from '../support/core.ts'
import { canPrint, readPdf, startPrinter } from './tools.ts'

/** A package as a district with a printer makes it: how large it was said to be, and the sheet that goes with it. */
describe.skipIf(!canPrint)('a package of a whole district, with its papers', () => {
  let printer: ChromiumPrinter
  const stickDir = mkdtempSync(join(tmpdir(), 'amphoe-size-'))
  beforeAll(() => {
    printer = startPrinter()
  })
  afterEach(closeAll)
  afterAll(async () => {
    await printer.close()
    rmSync(stickDir, { recursive: true, force: true })
  })

  it('is within 30 % of what was said before, and its covering sheet is one page of it', async () => {
    const { client, clock } = await openTestCore({
      port: {
        printPdf: (html, options) => printer.print(html, options),
        places: async () => [{ id: 'stick', label: 'แฟลชไดรฟ์', path: stickDir, removable: true }],
      },
    })
    clock.set('2022-07-18T03:00:00Z')
    await finish(client.demo.start({ which: 'demoDistrict' }))
    const { estimateBytes } = await client.exchange.check({ planFy: 2567 })
    const done = await finish(client.exchange.exportSubmission({ planFy: 2567, placeId: 'stick' }))
    expect(done.leftOut).toEqual([])
    const { size } = statSync(done.path ?? '')
    expect(estimateBytes / size).toBeGreaterThan(0.7)
    expect(estimateBytes / size).toBeLessThan(1.3)
    const pdf = readPdf(readFileSync(join(stickDir, done.coveringSheet ?? '')))
    expect(pdf.pages).toHaveLength(1)
    const [page = ''] = pdf.pages
    expect(page).toContain(done.sha256)
    expect(page).toContain(done.sha256.slice(0, 16))
    for (const words of ['ผู้ส่ง', 'ผู้รับ', 'ข้อมูลตัวอย่าง', 'โครงการ', 'รวมทั้งสิ้น', 'จังหวัดนครศรีธรรมราช'])
      expect(page, words).toContain(words)
  }, 120_000)
})
