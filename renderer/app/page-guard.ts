/**
 * The window stays on its page. A file or a link dropped beside the places made for it would otherwise be opened in its
 * stead, and what was being typed would be gone; places that take files handle the drop themselves and are not disturbed.
 * And nothing in the page leads to another address or opens another window (Electron forbids both a second time).
 *
 * @param target the window
 * @returns takes the guard away again
 */
export function guardPage(target: Window): () => void {
  const over = (event: DragEvent) => {
    if (event.defaultPrevented || isTextField(event)) return
    event.preventDefault()
    // The pointer says "not here".
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
  }
  const drop = (event: DragEvent) => {
    if (isTextField(event)) return
    event.preventDefault()
  }
  const leave = (event: Event) => {
    const { destination } = event as Event & { destination?: { url: string } }
    if (!event.cancelable || destination === undefined) return
    const { protocol, host } = new URL(destination.url)
    if (protocol !== target.location.protocol || host !== target.location.host) event.preventDefault()
  }
  const { navigation } = target as { navigation?: EventTarget }
  const open = target.open
  target.open = () => null
  navigation?.addEventListener('navigate', leave)
  target.addEventListener('dragover', over)
  target.addEventListener('drop', drop)
  return () => {
    target.open = open
    navigation?.removeEventListener('navigate', leave)
    target.removeEventListener('dragover', over)
    target.removeEventListener('drop', drop)
  }
}

/** Words may be dragged into a field; a file dropped on it would still leave the page. */
function isTextField(event: DragEvent): boolean {
  const carriesFile = event.dataTransfer?.types.includes('Files') ?? false
  const { target } = event
  return (
    !carriesFile &&
    typeof target === 'object' &&
    target !== null &&
    'matches' in target &&
    (target as Element).matches('input, textarea, [contenteditable="true"]')
  )
}
