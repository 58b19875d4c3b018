import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { at } from '../../scripts/lib/project.ts'

const thai: Record<string, string> = Object.assign(
  {},
  ...readdirSync(at('renderer', 'i18n', 'th'))
    .filter((name) => !/^(faults|validation)\.json$/u.test(name))
    .map(
      (name) =>
        JSON.parse(readFileSync(path.join(at('renderer', 'i18n', 'th'), name), 'utf8')) as Record<
          string,
          string
        >,
    ),
)

/** The words of the screen, by their key: the tests press what a person reads. */
export function words(key: string, params: Record<string, string | number> = {}): string {
  const text = thai[key]
  if (text === undefined) throw new Error(`no words for ${key}`)
  return text.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(params[name] ?? ''))
}

export type Keyboard = ReturnType<typeof keyboardOf>

/** The clipboard of a browser, which asks for leave; Electron's is filled from its main process. */
async function copyInPage(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
}

/** A person at the keyboard: nothing here touches the mouse, and nothing is focused but by Tab and arrows. */
export function keyboardOf(
  page: Page,
  copy: (text: string) => Promise<unknown> = (text) => copyInPage(page, text),
) {
  /** What has the focus, by the name that a screen reader would say. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      if (element === null || element === document.body) return { name: '', grid: false }
      const by = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.innerText ?? '')
        .join(' ')
        .trim()
      const name =
        element.getAttribute('aria-label') || by || element.labels?.[0]?.innerText || element.innerText || ''
      return { name: name.replace(/\s+/gu, ' ').trim(), grid: element.hasAttribute('data-grid-input') }
    })
  const press = (key: string) => page.keyboard.press(key)

  /** Tabs on until the focus is on something whose name begins so; out of a table with Esc, Tab. */
  async function reach(name: string, most = 260): Promise<void> {
    const passed: string[] = []
    for (let steps = 0; steps < most; steps += 1) {
      let now = await focused()
      if (now.name.startsWith(name)) {
        // a new screen takes the focus to its title; a person would see that, so look again
        await page.waitForTimeout(60)
        now = await focused()
        if (now.name.startsWith(name)) return
      }
      passed.push(now.name)
      if (now.grid) await press('Escape')
      await press('Tab')
    }
    throw new Error(`the Tab key does not reach “${name}”; it passed: ${[...new Set(passed)].join(' | ')}`)
  }

  return {
    press,
    focused,
    reach,
    type: (text: string) => page.keyboard.insertText(text),
    /** Reaches something and presses Enter on it. */
    async enter(name: string): Promise<void> {
      await reach(name)
      await press('Enter')
    },
    /** Reaches a field and types over what stands in it. */
    async fill(label: string, text: string): Promise<void> {
      await reach(label)
      await press('Control+A')
      await page.keyboard.insertText(text)
    },
    /** Finds one of many by typing a part of its name. */
    async choose(label: string, text: string): Promise<void> {
      await reach(label)
      await page.keyboard.insertText(text)
      await page.getByRole('option').first().waitFor()
      await press('Enter')
    },
    /** Opens a list of choices and takes the one that stands there, or the first where none is chosen yet. */
    async pick(label: string): Promise<void> {
      await reach(label)
      await press('Enter')
      await page.getByRole('option').first().waitFor()
      await press('Enter')
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
    },
    /** What another program put on the clipboard, pasted with Ctrl-V. */
    async paste(text: string): Promise<void> {
      await copy(text)
      await press('Control+V')
    },
    /** Walks to a row of a list with the arrow keys, once the list has the focus. */
    async row(name: string, most = 120): Promise<void> {
      for (let steps = 0; steps < most; steps += 1) {
        if ((await focused()).name.includes(name)) return
        await press('ArrowDown')
      }
      throw new Error(`the arrow keys do not reach the row “${name}”`)
    },
    /** Waits for a dialog in which the cursor already stands in its first field. */
    dialog: () =>
      page.waitForFunction(
        () =>
          document.activeElement?.matches('[role=dialog] :is(input, textarea, button, [role=combobox])') ===
          true,
      ),
    /** Waits until the screen shows this heading. */
    title: async (text: string | RegExp) => page.getByRole('heading', { level: 1, name: text }).waitFor(),
    shows: (text: string | RegExp) => page.getByText(text).first().waitFor(),
  }
}
