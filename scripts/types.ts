/** `npm run types`: tsc over every environment, two at a time. A wrong import fails here or in the lint. */

import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { at, root } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'

/** @returns one result per environment */
export async function checkTypes(): Promise<
  { name: string; ok: boolean; output: string; seconds: number }[]
> {
  const waiting = globSync('tsconfig.*.json', { cwd: root }).sort()
  const results: Awaited<ReturnType<typeof checkTypes>> = []
  const work = async () => {
    for (let config = waiting.shift(); config !== undefined; config = waiting.shift()) {
      const args = [at('node_modules/typescript/bin/tsc'), '-p', config, '--noEmit', '--pretty', 'false']
      const { code, output, seconds } = await runNode(args, { show: false })
      const name = config.replace(/^tsconfig\.|\.json$/gu, '')
      results.push({ name, ok: code === 0, output, seconds })
      console.log(`  ${code === 0 ? '✓' : '✗'} types ${name} (${seconds.toFixed(1)} s)`)
      if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gmu, '    '))
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  return results
}

if (import.meta.main && (await checkTypes()).some(({ ok }) => !ok)) process.exitCode = 1
