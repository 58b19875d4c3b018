const EVERY_MS = 60
const TRIES = 30
const FIELD = 'textarea, input:not([type=hidden]), [role=combobox], button, a'

/**
 * Takes the cursor to a place of the screen that may be drawn only in a moment (another tab, a form that looks for its
 * draft first).
 *
 * @param place value of its `data-jump`
 */
export function jumpTo(place: string): void {
  let tries = 0
  const look = () => {
    const box = document.querySelector<HTMLElement>(`[data-jump="${CSS.escape(place)}"]`)
    const field = box?.matches(FIELD) ? box : box?.querySelector<HTMLElement>(FIELD)
    if (box && field) {
      box.scrollIntoView({ block: 'center' })
      field.focus({ preventScroll: true })
      return
    }
    tries += 1
    if (tries < TRIES) setTimeout(look, EVERY_MS)
  }
  look()
}
