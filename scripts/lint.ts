/** `npm run lint`: format and lint (biome), walls between the rooms (dependency-cruiser), what nobody uses (knip). */
import { at } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'

const tools = [
  {
    name: 'biome',
    args: [at('node_modules/@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--max-diagnostics=60'],
  },
  {
    name: 'walls (dependency-cruiser)',
    args: [
      at('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['core', 'db', 'electron', 'web', 'renderer', 'scripts', 'tests'],
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err'],
    ],
  },
  { name: 'knip', args: [at('node_modules/knip/bin/knip.js'), '--no-progress'] },
]

/** @returns one result per tool */
export async function lint(): Promise<{ name: string; ok: boolean; output: string; seconds: number }[]> {
  const results: Awaited<ReturnType<typeof lint>> = []
  for (const { name, args } of tools) {
    const { code, output, seconds } = await runNode(args, { show: false })
    results.push({ name, ok: code === 0, output, seconds })
    console.log(`  ${code === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`)
    if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gmu, '    '))
  }
  return results
}

if (import.meta.main && (await lint()).some(({ ok }) => !ok)) process.exitCode = 1
