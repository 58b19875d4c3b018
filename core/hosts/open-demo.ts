import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Core } from '../core.ts'

/**
 * Opens an example office (`--demo`), made first if it is not there yet; by the program's own commands.
 * @param dataDir folder the core was opened on
 * @param tell hears how far the making is, `total` undefined while it cannot be known
 */
export async function openDemo(
  core: Core,
  dataDir: string,
  demo: 'district' | 'province',
  tell: (done: number, total?: number) => void,
): Promise<void> {
  const which = demo === 'district' ? 'demoDistrict' : 'demoProvince'
  const client = core.client({ id: 'host' })
  const made = existsSync(path.join(dataDir, `demo-${demo}`, 'made'))
  const events = made
    ? await client.office.openWorkspace({ workspace: which })
    : await client.demo.start({ which })
  for await (const event of events)
    if (event.kind === 'progress') tell(event.progress.done, event.progress.total)
}
