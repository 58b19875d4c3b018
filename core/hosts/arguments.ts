import { parseArgs } from 'node:util'

export type HostArguments = {
  data?: string
  demo?: 'district' | 'province'
  /** Backup to put in the place of a damaged file: its name, or `newest`. */
  restore?: string
  /** Loopback port; 0 = any free one. Web host only. */
  port: number
  /** Open a window; false = only print the address. Web host only. */
  open: boolean
}

/**
 * Options both hosts understand. Unknown ones are passed over: Electron and Chromium bring their own.
 * @throws RangeError with a plain sentence when a value makes no sense
 */
export function hostArguments(args: string[]): HostArguments {
  const { values } = parseArgs({
    args,
    strict: false,
    options: {
      data: { type: 'string' },
      demo: { type: 'string' },
      restore: { type: 'string' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`--port ต้องเป็นเลข 0–65535 · --port must be 0–65535: ${String(values.port)}`)
  }
  const { demo } = values
  if (demo !== undefined && demo !== 'district' && demo !== 'province') {
    throw new RangeError(
      `--demo ต้องเป็น district หรือ province · --demo must be district or province: ${String(demo)}`,
    )
  }
  return {
    port,
    open: values['no-open'] !== true,
    ...(typeof values.data === 'string' && { data: values.data }),
    ...(demo !== undefined && { demo }),
    ...(typeof values.restore === 'string' && { restore: values.restore }),
  }
}
