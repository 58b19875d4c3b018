import path from 'node:path'
import { app, MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron'
import type { HostPort } from '../core/kernel/ports.ts'
import type { CoreAnswers, CoreQuestion, CoreStart, MainAnswers, MainQuestion } from './core-messages.ts'
import { correspond } from './correspondence.ts'
import { tellCoreStopped } from './failure.ts'
import { printForCore } from './print-letters.ts'

export type CoreProcess = {
  /** Opens the records. @throws Fault of the open sequence (db.locked, db.newer, disk.missing …) */
  open(options: CoreStart): Promise<void>
  backups(dataDir: string): Promise<MainAnswers['backups']>
  /** Puts a backup (`newest` or its name) in the place of the damaged file. */
  recover(dataDir: string, name: string): Promise<MainAnswers['recover']>
  /** Gives a window its own port to the core. @returns the window's end */
  connect(sessionId: string): Promise<MessagePortMain>
  /** A file the person chose in the host's own dialog. */
  adopt(sessionId: string, file: { path: string; name: string }): Promise<MainAnswers['adopt']>
  put(sessionId: string, name: string, bytes: ArrayBuffer): Promise<MainAnswers['put']>
  take(sessionId: string, token: string): Promise<MainAnswers['take']>
  /** Backs up, closes the records (if they are open) and ends the process. */
  close(): Promise<void>
}

/** Starts the process that alone opens the database. */
export function startCoreProcess(host: HostPort): CoreProcess {
  const child = utilityProcess.fork(path.join(app.getAppPath(), 'dist', 'electron', 'core-host.cjs'), [], {
    serviceName: 'amphoe-core',
    stdio: 'inherit',
  })
  const letters = correspond<MainQuestion, MainAnswers, CoreQuestion, MessagePortMain>(
    {
      post: (message, ports) => child.postMessage(message, ports),
      onMessage: (take) => child.on('message', (message: unknown) => take(message, [])),
    },
    async (question): Promise<CoreAnswers[CoreQuestion['ask']]> => {
      if (question.ask === 'places') return host.places()
      if (question.ask === 'printPdf') return prints.print(question)
      prints.stop(question.job)
      return null
    },
  )
  const prints = printForCore(host, (question) => letters.ask(question))
  let closing = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      letters.abandon(new Error(`core process ended (${code})`))
      if (!closing) tellCoreStopped()
      resolve()
    })
  })

  return {
    async open(options) {
      await letters.ask({ ask: 'start', options })
    },
    backups: (dataDir) => letters.ask({ ask: 'backups', dataDir }),
    recover: (dataDir, name) => letters.ask({ ask: 'recover', dataDir, name }),
    async connect(sessionId) {
      const { port1, port2 } = new MessageChannelMain()
      await letters.ask({ ask: 'session', sessionId }, [port1])
      return port2
    },
    adopt: (sessionId, { path: file, name }) => letters.ask({ ask: 'adopt', sessionId, path: file, name }),
    put: (sessionId, name, bytes) => letters.ask({ ask: 'put', sessionId, name, bytes }),
    take: (sessionId, token) => letters.ask({ ask: 'take', sessionId, token }),
    async close() {
      closing = true
      await letters.ask({ ask: 'close' })
      child.kill()
      await ended
    },
  }
}
