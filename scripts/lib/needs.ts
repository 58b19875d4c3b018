/**
 * Puts there what papers and tests need of the machine, where that may be done (Debian, as root), and says plainly
 * what is missing where it may not. `node needs.ts papers` or `node needs.ts tests`.
 */
import { existsSync } from 'node:fs'
import { findBrowser } from '../../web/browser.ts'
import { run } from './run-node.ts'
import { complain, step } from './say.mjs'

/** Debian's names (STACK.md). The fonts are for screens and comparison; papers bring their own. */
const packages = {
  papers: ['fonts-thai-tlwg', 'poppler-utils'],
  /** What an office would do it with today, to be measured beside. */
  bench: ['python3', 'python3-openpyxl'],
  tests: [
    ...['fonts-thai-tlwg', 'fonts-noto-core', 'poppler-utils', 'xvfb', 'xauth'],
    ...[
      'libnss3',
      'libgtk-3-0',
      'libgbm1',
      'libasound2',
      'libxss1',
      'libxtst6',
      'libsecret-1-0',
      'libnotify4',
    ],
  ],
} as const

export type Need = keyof typeof packages

/**
 * @returns the Debian packages that are still missing afterwards; empty = all is there.
 * On a machine without dpkg only the browser is looked for.
 */
export async function provide(need: Need): Promise<string[]> {
  const missing = await missingPackages(need)
  if (missing.length === 0) return []
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) return missing
  await step(
    `ติดตั้งเบราว์เซอร์และฟอนต์ (${missing.length} รายการ ราว 1 นาที)`,
    `installing from Debian: ${missing.join(' ')}`,
    async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' }
      await run('apt-get', ['update', '-q'], { show: false, env })
      const flags = ['install', '-q', '-y', '--no-install-recommends']
      const { code, output } = await run('apt-get', [...flags, ...missing], { show: false, env })
      if (code !== 0) console.error(output.split('\n').slice(-12).join('\n'))
    },
  )
  return missingPackages(need)
}

async function missingPackages(need: Need): Promise<string[]> {
  const browser = findBrowser() === undefined ? ['chromium'] : []
  if (!existsSync('/usr/bin/dpkg-query')) return browser
  const wanted = packages[need]
  // dpkg's own placeholders, not ours.
  const format = ['$', '{Package} $', '{db:Status-Status}\n'].join('')
  const { output } = await run('dpkg-query', ['-W', '-f', format, ...wanted], { show: false })
  const there = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return [...browser, ...wanted.filter((name) => !there.has(name))]
}

/** Says what is missing and how a person with the right to it puts it there. */
export function tellMissing(missing: string[]): void {
  complain(
    `เครื่องนี้ยังขาด: ${missing.join(' ')} ให้ผู้ดูแลเครื่องสั่ง: apt-get install ${missing.join(' ')}`,
    `This machine lacks: ${missing.join(' ')}. Ask its keeper to run: apt-get install ${missing.join(' ')}`,
  )
}

if (import.meta.main) {
  const missing = await provide(process.argv[2] === 'tests' ? 'tests' : 'papers')
  // Papers need the browser; without the fonts of the system and pdftotext they still come out.
  if (missing.length > 0) tellMissing(missing)
  if (missing.includes('chromium')) process.exitCode = 1
}
