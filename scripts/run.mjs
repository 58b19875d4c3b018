/**
 * `node scripts/run.mjs [--bin NAME] ARGS…`: runs a script of this project, or a command of an installed part,
 * with the project's own Node 24 after making sure that everything is installed.
 */
import { binScript, command, ensureInstalled, root, runScript } from './lib/bootstrap.mjs'

await command(async () => {
  const args = process.argv.slice(2)
  await ensureInstalled()
  if (args[0] !== '--bin') return runScript(args[0] ?? '', args.slice(1))
  process.chdir(root)
  return runScript(binScript(args[1] ?? ''), args.slice(2))
})
