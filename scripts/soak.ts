/**
 * `npm run soak`: every property from a new seed again and again, and the package fuzzer with many cases, until the
 * minutes are over or something does not hold. Not part of CI: a commit is judged by `npm test`, from one seed.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { at, root } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'
import { complain } from './lib/say.mjs'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string' },
    cases: { type: 'string', default: '2000' },
  },
})
const until = Date.now() + Number(values.minutes) * 60_000

/** Test files that try properties. */
const files = ['core', 'db', 'electron', 'renderer', 'scripts', 'web', 'tests']
  .flatMap((folder) =>
    readdirSync(at(folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((name) => name.endsWith('.test.ts') && readFileSync(at(name), 'utf8').includes("from 'fast-check'"))
  .concat('tests/exploit/package-fuzz.test.ts')

let seed = Number(values.seed ?? Date.now() % 1_000_000_000)
let rounds = 0
let failed = false
while (!failed && (rounds === 0 || Date.now() < until)) {
  console.log(`\n━━ soak ${rounds + 1}: AMPHOE_SEED=${seed} (${files.length} files)`)
  const { code } = await runNode(
    [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--no-color', ...files],
    {
      show: true,
      env: {
        NODE_NO_WARNINGS: '1',
        AMPHOE_SEED: String(seed),
        AMPHOE_FUZZ_SEED: String(seed),
        AMPHOE_FUZZ_CASES: values.cases,
      },
    },
  )
  failed = code !== 0
  if (failed)
    complain(
      `มีข้อทดสอบไม่ผ่าน ทำซ้ำด้วย AMPHOE_SEED=${seed} (ใน ${root})`,
      `A property did not hold: repeat with AMPHOE_SEED=${seed}`,
    )
  else seed += 1
  rounds += 1
}
process.exitCode = failed ? 1 : 0
