import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronMissing, type OpenProgram, openInChromium, openInElectron } from './support.ts'

/** The same window, the same core, in both hosts. */
const hosts = [
  { name: 'Chromium', open: openInChromium, missing: undefined },
  { name: 'Electron', open: openInElectron, missing: electronMissing() },
]

for (const { name, open, missing } of hosts) {
  describe.skipIf(missing)(`the program in ${name}`, () => {
    let program: OpenProgram
    beforeAll(async () => {
      program = await open()
    })
    afterAll(() => program.close())

    it('opens, reaches the core and shows Thai', async () => {
      const { page } = program
      await page.waitForFunction(() => (document.getElementById('root')?.textContent ?? '').trim() !== '')
      expect(await page.title()).toContain('แผนอำเภอ')
      expect(await page.locator('html').getAttribute('lang')).toBe('th')
      expect(program.complaints).toEqual([])
      expect(existsSync(path.join(program.dataDir, 'office.sqlite'))).toBe(true)
    })

    it('has nothing of Node and may not leave its page', async () => {
      const { page } = program
      const seen = await page.evaluate(() => ({
        node:
          typeof (globalThis as { process?: unknown }).process +
          typeof (globalThis as { require?: unknown }).require,
        opened: window.open('https://example.org/') === null,
      }))
      expect(seen.node).toBe('undefinedundefined')
      const before = page.url()
      if (name === 'Electron') {
        expect(seen.opened).toBe(true)
        await page.evaluate(() => {
          location.href = 'https://example.org/'
        })
        await page.waitForTimeout(300)
        expect(page.url()).toBe(before)
      }
    })

    it('runs no script that is not its own', async () => {
      const { page } = program
      const ran = await page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'window.intruder = true'
        document.body.append(script)
        return (window as { intruder?: boolean }).intruder ?? false
      })
      expect(ran).toBe(false)
      program.complaints.length = 0
    })

    it('serves nothing beside the built window', async () => {
      const statuses = await program.page.evaluate(() =>
        Promise.all(
          ['/package.json', '/../package.json', '/%2e%2e/package.json', '/..%5c..%5cpackage.json'].map(
            async (target) => (await fetch(target)).status,
          ),
        ),
      )
      expect(statuses).toEqual([404, 404, 404, 404])
      program.complaints.length = 0
    })
  })
}

describe.skipIf(electronMissing())('the door of Electron', () => {
  it('takes a file in by the dialog and by dropping, hands none out for a made-up token', async () => {
    const program = await openInElectron()
    const { page } = program
    type Door = {
      pickFile(kind: string): Promise<{ token: string; name: string; size: number } | null>
      putFile(name: string, bytes: ArrayBuffer): Promise<{ token: string; name: string; size: number }>
      deliver(token: string, name: string): Promise<boolean>
    }
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-pick-')), 'หมู่บ้าน.xlsx')
    writeFileSync(file, 'ก')
    await program.answerOpen(file, async () => undefined)
    const picked = await page.evaluate(() => (window as unknown as { amphoe: Door }).amphoe.pickFile('sheet'))
    expect(picked).toEqual({ token: expect.any(String), name: 'หมู่บ้าน.xlsx', size: 3 })
    expect(JSON.stringify(picked)).not.toContain(path.dirname(file))

    const put = await page.evaluate(() =>
      (window as unknown as { amphoe: Door }).amphoe.putFile('../a.xlsx', new Uint8Array([1, 2]).buffer),
    )
    expect(put.size).toBe(2)
    expect(put.name).not.toMatch(/[/\\]/u)
    const saved = await program.answerSave(() =>
      page.evaluate(
        ({ token }) => (window as unknown as { amphoe: Door }).amphoe.deliver(token, 'แผน.pdf'),
        put,
      ),
    )
    expect(path.basename(saved)).toBe('แผน.pdf')
    expect([...readFileSync(saved)]).toEqual([1, 2])

    const refusals = await page.evaluate(async (token) => {
      const { amphoe } = window as unknown as { amphoe: Door }
      const outcome = (wish: Promise<unknown>) =>
        wish.then(String, (error: Error) => `refused: ${error.message}`)
      return Promise.all([
        outcome(amphoe.deliver('made-up', 'x.pdf')),
        outcome(amphoe.deliver(token, 'again.pdf')),
        outcome(amphoe.pickFile('__proto__')),
        outcome(amphoe.putFile('x', 'no bytes' as unknown as ArrayBuffer)),
      ])
    }, put.token)
    for (const refusal of refusals) expect(refusal).toMatch(/^refused: /u)
    await program.close()
  })
})
