/** `npm start`: installs what is missing, builds, opens the program. `npm start -- --help` lists the rest. */
import { command, ensureInstalled, runScript } from './lib/bootstrap.mjs'

await command(async () => {
  await ensureInstalled()
  return runScript('scripts/start.ts', process.argv.slice(2))
})
