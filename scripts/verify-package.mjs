/** `npm run verify-package -- FILE`: exit code 0 only if the package is whole and signed. */
import { command, ensureInstalled, runScript } from './lib/bootstrap.mjs'

await command(async () => {
  await ensureInstalled()
  return runScript('scripts/verify-package.ts', process.argv.slice(2))
})
