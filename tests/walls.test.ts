import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '../scripts/lib/project.ts'
import { type Ran, runNode } from '../scripts/lib/run-node.ts'

/**
 * A wrong import must fail the build (ARCHITECTURE.md). A small house of the same shape is built beside the real one,
 * once in order and once with each wall broken; the real rules look at it.
 */
let house: string

const sound: Record<string, string> = {
  'core/plans/rules.ts': 'export const last = (list: number[]): number | undefined => list.at(-1)\n',
  'core/plans/contract.ts': "import { z } from 'zod'\nexport const input = z.object({ n: z.number() })\n",
  'core/plans/queries.ts':
    "import { open } from '../../db/open.ts'\nimport { last } from './rules.ts'\nexport const newest = () => last(open())\n",
  'db/open.ts':
    "import { readFileSync } from 'node:fs'\nexport const open = () => [readFileSync('x').length]\n",
  'electron/main.ts': "import { newest } from '../core/plans/queries.ts'\nconsole.log(newest())\n",
  'web/main.ts': "import { newest } from '../core/plans/queries.ts'\nconsole.log(newest())\n",
  'renderer/app/main.tsx':
    "import { last } from '../../core/plans/rules.ts'\ndocument.title = String(last([1]))\n",
}

beforeAll(() => {
  mkdirSync(at('.cache'), { recursive: true })
  house = mkdtempSync(at('.cache', 'walls-'))
  symlinkSync(at('node_modules'), path.join(house, 'node_modules'), 'dir')
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

function furnish(changes: Record<string, string>): void {
  for (const dir of ['core', 'db', 'electron', 'web', 'renderer'])
    rmSync(path.join(house, dir), { recursive: true, force: true })
  for (const [name, text] of Object.entries({ ...sound, ...changes })) {
    mkdirSync(path.dirname(path.join(house, name)), { recursive: true })
    writeFileSync(path.join(house, name), text)
  }
}

/** The project's own rules over the house. */
async function cruise(): Promise<string> {
  const cruiser = at('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const runner = `process.chdir(${JSON.stringify(house)}); await import(${JSON.stringify(cruiser)})`
  const args = [
    'core',
    'db',
    'electron',
    'web',
    'renderer',
    '--config',
    at('.dependency-cruiser.mjs'),
    '--output-type',
    'err',
  ]
  const ran = await runNode(['--input-type=module', '-e', runner, '--', 'depcruise', ...args], {
    show: false,
  })
  return ran.output
}

/** The project's own tsconfig of one environment over the house. */
function types(environment: string): Promise<Ran> {
  const config = path.join(house, `tsconfig.${environment}.json`)
  const include = {
    pure: ['core/*/rules.ts', 'core/*/contract.ts'],
    renderer: ['renderer/**/*'],
    core: ['core/**/*', 'db/**/*'],
  }[environment]
  writeFileSync(config, JSON.stringify({ extends: at(`tsconfig.${environment}.json`), include }))
  return runNode(
    [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', config, '--noEmit', '--pretty', 'false'],
    { show: false },
  )
}

const breaches: [rule: string, file: string, text: string][] = [
  ['core-knows-no-host', 'core/plans/queries.ts', "import '../../electron/main.ts'\n"],
  ['core-knows-no-host', 'core/plans/commands.ts', "import '../../web/main.ts'\n"],
  ['core-knows-no-host', 'core/plans/commands.ts', "import '../../renderer/app/main.tsx'\n"],
  [
    'core-knows-no-host',
    'db/open.ts',
    "import { app } from 'electron'\nexport const open = () => [app.getVersion().length]\n",
  ],
  [
    'pure-stays-pure',
    'core/plans/rules.ts',
    "import { readFileSync } from 'node:fs'\nexport const last = readFileSync\n",
  ],
  [
    'pure-stays-pure',
    'core/plans/contract.ts',
    "import { newest } from './queries.ts'\nexport const input = newest\n",
  ],
  [
    'pure-stays-pure',
    'core/plans/rules.ts',
    "import Database from 'better-sqlite3'\nexport const last = Database\n",
  ],
  [
    'window-sees-only-pure-core',
    'renderer/app/main.tsx',
    "import { newest } from '../../core/plans/queries.ts'\nnewest()\n",
  ],
  [
    'window-sees-only-pure-core',
    'renderer/app/main.tsx',
    "import { open } from '../../db/open.ts'\nopen()\n",
  ],
  [
    'window-has-no-node',
    'renderer/app/main.tsx',
    "import { readFileSync } from 'node:fs'\nreadFileSync('x')\n",
  ],
  ['database-only-in-core', 'web/main.ts', "import { open } from '../db/open.ts'\nopen()\n"],
  ['database-only-in-core', 'electron/main.ts', "import Database from 'better-sqlite3'\nnew Database('x')\n"],
  ['hosts-are-strangers', 'electron/main.ts', "import '../web/main.ts'\n"],
  ['hosts-are-strangers', 'web/main.ts', "import '../electron/main.ts'\n"],
  [
    'browser-driver-only-in-web-and-tests',
    'electron/main.ts',
    "import { chromium } from 'playwright-core'\nchromium.name()\n",
  ],
  ['electron-only-in-electron', 'web/main.ts', "import { app } from 'electron'\napp.quit()\n"],
  [
    'no-cycles',
    'db/open.ts',
    "import { newest } from '../core/plans/queries.ts'\nexport const open = () => [Number(newest())]\n",
  ],
]

describe('walls between the rooms', () => {
  it('stand in a house in order', async () => {
    furnish({})
    expect(await cruise()).toMatch(/no dependency violations found/u)
    expect((await types('pure')).output).toBe('')
    expect((await types('core')).output).toBe('')
    expect((await types('renderer')).output).toBe('')
  })

  it.each(breaches)('%s: %s', async (rule, file, text) => {
    furnish({ [file]: text })
    expect(await cruise()).toContain(`error ${rule}: `)
  })

  it.each([
    ['pure', 'core/plans/rules.ts', 'export const last = () => process.cwd()\n', 'process'],
    ['pure', 'core/plans/rules.ts', 'export const last = () => document.title\n', 'document'],
    [
      'pure',
      'core/plans/rules.ts',
      "import { readFileSync } from 'node:fs'\nexport const last = readFileSync\n",
      'node:fs',
    ],
    ['core', 'core/plans/queries.ts', 'export const newest = () => document.title\n', 'document'],
    ['renderer', 'renderer/app/main.tsx', 'document.title = process.cwd()\n', 'process'],
  ])('tsc refuses in %s what is not there: %s', async (environment, file, text, name) => {
    furnish({ [file]: text })
    const { code, output } = await types(environment)
    expect(code).not.toBe(0)
    expect(output).toContain(name)
  })
})
