/** `npm start`: builds what changed, then opens the program in Electron or in the PC's own browser. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser, hasScreen } from '../web/browser.ts'
import { build } from './build.ts'
import { at, root } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'
import { complain, say, step } from './lib/say.mjs'

const help = `แผนอำเภอ · Amphoe Plan

npm start                       เปิดโปรแกรม · open the program
npm start -- --web              เปิดในเบราว์เซอร์ของเครื่อง · in this PC's own browser
npm start -- --electron         เปิดใน Electron เท่านั้น · in Electron only
npm start -- --no-open          ไม่เปิดหน้าต่าง พิมพ์ที่อยู่ให้เปิดเอง · open no window, print the address
npm start -- --port 8123        ใช้พอร์ตนี้ (เฉพาะเบราว์เซอร์) · this port (browser only)
npm start -- --data DIR         เก็บข้อมูลไว้ที่โฟลเดอร์นี้ · keep the records in this folder
npm start -- --demo district    เปิดอำเภอตัวอย่าง · open the example district (or: province)
npm start -- --restore newest   แฟ้มข้อมูลเสียหาย: กู้คืนจากข้อมูลสำรองชุดล่าสุด (หรือชื่อชุด) · the records file is
                                damaged: restore the newest backup (or the one named)
npm start -- --help             หน้านี้ · this page

คำสั่งอื่น · other commands
npm test                        ทดสอบทั้งหมด · all tests (-- --help)
npm run demo -- --out DIR       ทำงานหลักทั้งสายโดยไม่เปิดหน้าต่าง · the main job without a window
npm run verify-package -- FILE  ตรวจแพ็กเกจ · check a package
`

const { values: wanted } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    web: { type: 'boolean', default: false },
    electron: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string' },
    data: { type: 'string' },
    demo: { type: 'string' },
    restore: { type: 'string' },
  },
  strict: true,
})

async function main(): Promise<number> {
  if (wanted.help) {
    console.log(help)
    return 0
  }
  await build()
  const passed = [
    ...(wanted.data === undefined ? [] : ['--data', path.resolve(process.env.INIT_CWD ?? '.', wanted.data)]),
    ...(wanted.demo === undefined ? [] : ['--demo', wanted.demo]),
    ...(wanted.restore === undefined ? [] : ['--restore', wanted.restore]),
  ]
  const wantsBrowser = wanted.web || wanted['no-open'] || wanted.port !== undefined || !hasScreen()
  const electron = wantsBrowser && !wanted.electron ? undefined : await findElectron()
  if (electron !== undefined) {
    say('เปิดใน Electron', 'opening in Electron')
    return foreground(electron, [...rootFlags(), root, ...passed])
  }
  if (wanted.electron) {
    complain(
      'ไม่มี Electron ในเครื่องนี้และดาวน์โหลดไม่ได้ ใช้คำสั่ง npm start -- --web แทนได้',
      'There is no Electron on this machine and it cannot be downloaded; use npm start -- --web instead.',
    )
    return 1
  }
  if (!wanted['no-open'] && (!hasScreen() || findBrowser() === undefined)) {
    say(
      'เครื่องนี้ไม่มีจอหรือเบราว์เซอร์ให้เปิด จึงพิมพ์ที่อยู่ให้แทน',
      'no screen or browser here: printing the address instead',
    )
  }
  return foreground(process.execPath, [
    ...['--disable-warning=ExperimentalWarning', at('web', 'main.ts'), ...passed],
    ...(wanted['no-open'] ? ['--no-open'] : []),
    ...(wanted.port === undefined ? [] : ['--port', wanted.port]),
  ])
}

/** Electron as its own package unpacks it, or one named by ELECTRON_OVERRIDE_DIST_PATH; fetched once where that can be done. */
async function findElectron(): Promise<string | undefined> {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const program = process.platform === 'win32' ? 'electron.exe' : 'electron'
  if (override !== undefined) {
    const file = path.join(override, program)
    if (existsSync(file) && newEnough(override)) return file
    complain(
      `ไม่มี Electron ที่ใช้ได้ที่ ${override}`,
      `No Electron that can be used at ${override} (ELECTRON_OVERRIDE_DIST_PATH).`,
    )
    return undefined
  }
  const own = at('node_modules', 'electron', 'dist', program)
  if (existsSync(own)) return own
  say('ไม่มี Electron ในเครื่อง ลองดาวน์โหลดครั้งเดียว', 'no Electron here; trying once to fetch it')
  const online = await fetch('https://github.com', {
    method: 'HEAD',
    signal: AbortSignal.timeout(3000),
  }).then(
    () => true,
    () => false,
  )
  if (!online) return undefined
  await step('ดาวน์โหลด Electron (ราว 110 MB)', 'fetching Electron (about 110 MB)', () =>
    runNode([at('node_modules', 'electron', 'install.js')], { show: false }),
  )
  return existsSync(own) ? own : undefined
}

/** SQLite's addon needs Node-API 10, which Electron has from 35 on; an older one would crash at opening the records. */
function newEnough(dist: string): boolean {
  const versionFile = path.join(dist, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : ''
  if (version === '' || Number.parseInt(version, 10) >= 35) return true
  say(
    `Electron รุ่น ${version} เก่าเกินไป (ต้อง 35 ขึ้นไป)`,
    `Electron ${version} is too old for the records (35 or newer)`,
  )
  return false
}

function rootFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** Runs a program till it ends. Ctrl-C goes to it as well (same terminal): it closes its things, we wait. */
function foreground(file: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'inherit' })
    process.on('SIGINT', () => undefined)
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.on('error', (error) => {
      complain(`เปิด ${file} ไม่ได้: ${error.message}`, `Cannot open ${file}: ${error.message}`)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 0))
  })
}

process.exitCode = await main()
