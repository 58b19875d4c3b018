import { useRef } from 'react'
import type { TemplateFile } from '../../../core/templates/contract.ts'
import { client } from '../../app/client.ts'
import { host } from '../../app/host.ts'
import { useGo } from '../../app/routes.tsx'
import { useTask } from '../../app/task.ts'

/** What was read from a file and waits for the editor that it belongs to; it is looked at before it is kept. */
let waiting: TemplateFile | null = null

/** The waiting file, if it is of this editor; taken once. */
export function takeWaiting<K extends TemplateFile['kind']>(
  kind: K,
  id: string,
): Extract<TemplateFile, { kind: K }> | null {
  if (waiting === null || waiting.kind !== kind || waiting.id !== id) return null
  const found = waiting as Extract<TemplateFile, { kind: K }>
  waiting = null
  return found
}

/** Lets the person choose a file of another office, reads it and opens its editor with it. */
export function useTakeIn(onFault: (fault: unknown) => void, onRead?: (file: TemplateFile) => void) {
  const task = useTask(client.templates.takeIn)
  const go = useGo()
  const fault = useRef(onFault)
  fault.current = onFault
  const pick = () => {
    fault.current(null)
    host
      .pickFile('template')
      .then(async (file) => {
        if (file === null) return
        const read = await task.run({ token: file.token })
        if (onRead) onRead(read)
        else {
          waiting = read
          go(`/office?tab=templates&${read.kind}=${read.id}`)
        }
      })
      .catch((error: unknown) => fault.current(error))
  }
  return { pick, task }
}
