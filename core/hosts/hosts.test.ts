import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostArguments } from './arguments.ts'
import { dataDir, programDir } from './data-dir.ts'
import { isNamedAs } from './file-kinds.ts'
import { attachmentHeader, pageFile, windowFile } from './page-files.ts'
import { findPlaces, removableMounts, usbDriveLetters } from './places.ts'

describe('pageFile', () => {
  const root = path.resolve('/srv/window')
  it.each([
    ['/', 'index.html'],
    ['/assets/app-1.js', 'assets/app-1.js'],
    ['/assets/%E0%B8%81.woff2', 'assets/ก.woff2'],
    ['/a/../index.html', 'index.html'],
  ])('finds %s', (pathname, file) => {
    expect(pageFile(root, pathname)?.file).toBe(path.join(root, file))
  })
  it.each([
    '/../secret.json',
    '/..%2f..%2fetc/passwd.json',
    '/%2e%2e/%2e%2e/etc/hosts.json',
    '/..\\..\\windows.json',
    '/%5c%5cserver/share.json',
    '/C:/x.json',
    '/a\0.json',
    '/%00.json',
    '/%E0%A4.json',
    '/assets/',
    '/.env',
    '/office.sqlite',
  ])('refuses %s', (pathname) => {
    expect(pageFile(root, pathname)).toBeUndefined()
  })
})

describe('isNamedAs', () => {
  it.each([
    ['นศ-พรหมคีรี-2567-001.amphoe.zip', true],
    ['A.AMPHOE.ZIP', true],
    ['a.amphoe.zip.age', true],
    ['ภาพถ่าย.zip', false],
    ['a.age', false],
    ['._a.amphoe.zip', false],
    ['a.amphoe.zip.part', false],
  ])('knows a package in a folder by its name: %s', (name, meant) => {
    expect(isNamedAs(name, 'package')).toBe(meant)
  })
  it('goes by the ending for what the program does not name itself', () => {
    expect([isNamedAs('a.XLSX', 'sheet'), isNamedAs('a.zip', 'sheet'), isNamedAs('a', 'any')]).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('windowFile', () => {
  const dirs = { pageDir: path.resolve('/srv/window'), fontsDir: path.resolve('/srv/fonts') }
  it('takes fonts from their own folder, and nothing else from there', () => {
    expect(windowFile(dirs, '/fonts/Laksaman.ttf')?.file).toBe(path.resolve('/srv/fonts/Laksaman.ttf'))
    expect(windowFile(dirs, '/index.html')?.file).toBe(path.resolve('/srv/window/index.html'))
    for (const name of [
      '/fonts/',
      '/fonts/LICENSE.json',
      '/fonts/../window/index.html',
      '/fonts/../x.ttf',
      '/fonts',
    ]) {
      expect(windowFile(dirs, name)?.file ?? '').not.toMatch(/^\/srv\/(window\/index|fonts|x)/u)
    }
  })
})

describe('names of files handed out', () => {
  it('carries a Thai name by RFC 5987 and a plain one beside it', () => {
    const header = attachmentHeader("แผน (1)'.xlsx")
    expect(header).toBe(
      `attachment; filename="___ (1)'.xlsx"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99%20%281%29%27.xlsx`,
    )
  })
  it('cannot be broken out of', () => {
    expect(attachmentHeader('a"\r\nSet-Cookie: x=1; "')).not.toMatch(/[\r\n]/u)
    expect(attachmentHeader('a";b=".pdf')).toContain('filename="a_;b=_.pdf"')
  })
})

describe('drives', () => {
  it('reads mounts, Thai and blank in the name included', () => {
    const mounts = [
      '/dev/sda1 / ext4 rw 0 0',
      '/dev/sdb1 /run/media/nok/แฟลช\\040ไดรฟ์ vfat rw 0 0',
      '/dev/sdc1 /media/nok/KINGSTON vfat ro 0 0',
      '/dev/sdc1 /media/nok/KINGSTON vfat ro 0 0',
      'proc /proc proc rw 0 0',
      '',
    ].join('\n')
    expect(removableMounts(mounts)).toEqual(['/run/media/nok/แฟลช ไดรฟ์', '/media/nok/KINGSTON'])
  })
  it("tells USB sticks from the PC's own disks in Windows' registry", () => {
    const hex = (text: string) => Buffer.from(text, 'utf16le').toString('hex').toUpperCase()
    const listing = [
      'HKEY_LOCAL_MACHINE\\SYSTEM\\MountedDevices',
      `    \\DosDevices\\C:    REG_BINARY    ${hex('DMIO:ID:x')}`,
      `    \\DosDevices\\E:    REG_BINARY    ${hex('_??_USBSTOR#Disk&Ven_Kingston#1')}`,
      `    \\DosDevices\\F:    REG_BINARY    ${hex('\\??\\IDE#CdRom')}`,
    ].join('\r\n')
    expect([...usbDriveLetters(listing)]).toEqual(['E:'])
  })
  it('takes the folders of a test, tells their free space, leaves out those that are not there', async () => {
    const stick = mkdtempSync(path.join(os.tmpdir(), 'stick-'))
    const places = await findPlaces({ AMPHOE_PLACES: `${stick};/no/such/stick` })
    expect(places).toHaveLength(1)
    expect(places[0]).toMatchObject({ path: stick, removable: true })
    expect(places[0]?.freeBytes).toBeGreaterThan(0)
  })
})

describe('where the records are', () => {
  it('is local to the PC', () => {
    const windows = programDir({ platform: 'win32', env: { LOCALAPPDATA: 'C:\\Users\\nok\\AppData\\Local' } })
    expect(windows).toBe('C:\\Users\\nok\\AppData\\Local\\AmphoePlan')
    expect(programDir({ platform: 'linux', env: {}, home: '/home/nok' })).toBe(
      '/home/nok/.local/share/amphoe-plan',
    )
  })
  it('is where the person says, when they say', () => {
    expect(dataDir(undefined)).toBe(path.join(programDir(), 'data'))
    expect(dataDir('x')).toBe(path.resolve('x'))
  })
})

describe('hostArguments', () => {
  it('reads ours and passes over those of Electron and Chromium', () => {
    const args = [
      '--no-sandbox',
      '--data',
      '/tmp/x',
      '--demo=district',
      '--disable-gpu',
      '--port',
      '8123',
      '--no-open',
    ]
    expect(hostArguments(args)).toEqual({ data: '/tmp/x', demo: 'district', port: 8123, open: false })
  })
  it('refuses nonsense', () => {
    expect(() => hostArguments(['--port', '99999'])).toThrow(RangeError)
    expect(() => hostArguments(['--demo', 'moon'])).toThrow(RangeError)
  })
})
