/** The same window in both hosts, with a person at its keyboard. */
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { electronMissing, type OpenProgram, openInChromium, openInElectron } from './support.ts'

export type Desk = { program: OpenProgram; keys: Keyboard }
type Where = { dataDir?: string; stick?: string }

/** The clipboard is filled as another program of that PC would. */
export const desks = [
  {
    name: 'Chromium',
    missing: undefined,
    async open(where: Where = {}): Promise<Desk> {
      const program = await openInChromium(where)
      // keeps the browser asking us and not itself, also between two questions
      program.page.on('filechooser', () => undefined)
      return { program, keys: keyboardOf(program.page) }
    },
  },
  {
    name: 'Electron',
    missing: electronMissing(),
    async open(where: Where = {}): Promise<Desk> {
      const program = await openInElectron(where)
      const copy = (text: string) =>
        program.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
      return { program, keys: keyboardOf(program.page, copy) }
    },
  },
]
