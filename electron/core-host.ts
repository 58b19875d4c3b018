/** Entry of the core's own process in Electron: opens the records, then serves windows over their ports. */
import { RPCHandler } from '@orpc/server/message-port'
import type { MessagePortMain } from 'electron'
import { type Core, createCore, type Session } from '../core/core.ts'
import { openDemo } from '../core/hosts/open-demo.ts'
import { backupsOf, recoverDamaged } from '../core/kernel/backups.ts'
import type { CoreAnswers, CoreQuestion, MainAnswers, MainQuestion, Ticket } from './core-messages.ts'
import { correspond } from './correspondence.ts'
import { printThroughMain } from './print-letters.ts'

const { parentPort } = process
// Ctrl-C in a terminal reaches this process as well: main closes it in turn, after the records (electron/quit.ts).
process.on('SIGINT', () => undefined)
let core: Core | undefined
/** A window that is loaded again keeps its session, and with it the person who signed in. */
const sessions = new Map<string, Session>()

const letters = correspond<CoreQuestion, CoreAnswers, MainQuestion, MessagePortMain>(
  {
    post: (message) => parentPort.postMessage(message),
    onMessage: (take) => parentPort.on('message', ({ data, ports }) => take(data, ports)),
  },
  answer,
)
const prints = printThroughMain({ print: (asked) => letters.ask(asked), stop: (asked) => letters.ask(asked) })

async function answer(
  question: MainQuestion,
  [port]: MessagePortMain[],
): Promise<MainAnswers[MainQuestion['ask']]> {
  if (question.ask === 'start') {
    const { demo, ...options } = question.options
    const opened = await createCore({
      ...options,
      port: {
        printPdf: prints.print,
        places: () => letters.ask({ ask: 'places' }),
      },
    })
    try {
      if (demo) await openDemo(opened, options.dataDir, demo, () => undefined)
    } catch (error) {
      await opened.close()
      throw error
    }
    core = opened
    return null
  }
  if (question.ask === 'backups') return backupsOf(question.dataDir)
  if (question.ask === 'recover') {
    const stamp = new Date().toISOString().replaceAll(/[:.]/gu, '-')
    return recoverDamaged(question.dataDir, stamp, question.name === 'newest' ? undefined : question.name)
  }
  if (question.ask === 'printed') {
    prints.told(question)
    return null
  }
  if (question.ask === 'close') {
    await core?.close()
    return null
  }
  if (core === undefined) throw new Error('the core is not open')
  if (question.ask === 'session') {
    if (port === undefined) throw new Error('a session needs a port')
    const session = sessions.get(question.sessionId) ?? { id: question.sessionId }
    sessions.set(session.id, session)
    new RPCHandler(core.router).upgrade(port, { context: core.context(session) })
    port.start()
    return null
  }
  if (question.ask === 'adopt')
    return ticket(core.files.adopt(question.path, question.name, question.sessionId))
  if (question.ask === 'put') {
    return ticket(
      await core.files.put(question.name, once(new Uint8Array(question.bytes)), question.sessionId),
    )
  }
  const file = await core.files.take(question.token, question.sessionId)
  return file ? { path: file.path, name: file.name } : null
}

function ticket({ token, name, sizeBytes }: { token: string; name: string; sizeBytes: number }): Ticket {
  return { token, name, size: sizeBytes }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
