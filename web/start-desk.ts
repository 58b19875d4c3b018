/**
 * What the loopback host shows while there is no program behind it: that it is being opened, or why it cannot be, with
 * a form for the choice. Only those who passed the guard and have a session get here (web/server.ts).
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readStartChoice, type StartChoice, type StartTrouble } from '../core/hosts/start.ts'
import {
  openingPage,
  sentencePage,
  startAction,
  startPage,
  startPagePolicy,
} from '../core/hosts/start-page.ts'
import { noticePage } from './notice-page.ts'
import { bothWords } from './words.ts'

const MAX_FORM_BYTES = 4096

export type StartDesk = {
  /** Shows the trouble until the person has chosen. */
  ask(trouble: StartTrouble): Promise<StartChoice>
  answer(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void>
}

export function createStartDesk(): StartDesk {
  /** The person wants to go while nothing is being asked: the next question is answered by it. */
  let leaving = false
  let waiting: { trouble: StartTrouble; choose(choice: StartChoice): void } | undefined

  function send(response: ServerResponse, status: number, html: string): void {
    response.writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': startPagePolicy,
      // With no-referrer a browser sends `Origin: null` with the form, and the guard refuses it.
      'Referrer-Policy': 'same-origin',
    })
    response.end(html)
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    const form =
      type === 'application/x-www-form-urlencoded' ? await readForm(request) : new URLSearchParams()
    const choice = readStartChoice(form.get('choice'), waiting?.trouble)
    if (choice) {
      const asked = waiting
      waiting = undefined
      if (choice.do === 'close') {
        leaving = true
        send(response, 200, sentencePage(bothWords, 'hosts.start.closed'))
      }
      asked?.choose(choice)
      if (leaving) return
    }
    response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' })
    response.end()
  }

  return {
    ask: async (trouble) =>
      leaving
        ? { do: 'close' }
        : new Promise((resolve) => {
            waiting = { trouble, choose: resolve }
          }),
    async answer(request, response, pathname) {
      if (pathname === startAction && request.method === 'POST') return take(request, response)
      if (pathname !== '/' || request.method !== 'GET') return send(response, 404, noticePage('missing'))
      send(response, 200, waiting ? startPage(waiting.trouble, bothWords) : openingPage(bothWords))
    },
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1')
    if (text.length > MAX_FORM_BYTES) return new URLSearchParams()
  }
  return new URLSearchParams(text)
}
