/** `npm run demo -- --out DIR`: the whole journey without a window, its papers and packages in DIR. */
import { command, ensureInstalled, runScript } from './lib/bootstrap.mjs'

await command(async () => {
  await ensureInstalled()
  // The papers are printed by a Chromium with Thai fonts: put there what is missing and may be put there.
  const needs = await runScript('scripts/lib/needs.ts', ['papers'])
  if (needs !== 0) return needs
  return runScript('scripts/demo.ts', process.argv.slice(2))
})
