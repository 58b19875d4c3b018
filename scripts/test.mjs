/** `npm test`: installs what the tests need, then runs all of them. `npm test -- --help` lists the parts. */
import { command, ensureInstalled, runScript } from './lib/bootstrap.mjs'

await command(async () => {
  await ensureInstalled()
  return runScript('scripts/test.ts', process.argv.slice(2))
})
