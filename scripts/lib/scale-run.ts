/**
 * One step of the size bench in a process of its own, so that its memory is its own: hands in (`out`) or takes in (`in`).
 * Arguments: out|in, data folder, stick folder, package. Prints JSON: ms, highest memory in MB before and during the step.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { finish, openBenchCore } from './bench-tools.ts'

const [step, dataDir = '', stick = ''] = process.argv.slice(2)
const { core, client } = await openBenchCore(dataDir, stick)
await client.office.status()
const before = process.resourceUsage().maxRSS / 1024
const begun = performance.now()
if (step === 'out') await finish(client.exchange.exportSubmission({ planFy: 2567, placeId: 'stick' }))
else {
  for (const name of readdirSync(stick).filter((file) => file.endsWith('.amphoe.zip'))) {
    const { token } = core.files.adopt(path.join(stick, name), name, 'bench')
    await finish(client.exchange.takeIn({ token, confirmKey: true }))
  }
  await client.province.consolidated({ planFy: 2567, level: 'district' })
}
const ms = performance.now() - begun
const highest = process.resourceUsage().maxRSS / 1024
await core.close()
process.stdout.write(`${JSON.stringify({ ms, before, highest })}\n`)
