import { build } from '../../scripts/build.ts'

/** Before the first window: what is looked at must be what the sources say. */
export default async function setup(): Promise<void> {
  await build()
}
