import Box from '@mui/material/Box'
import type { KeyboardEvent, ReactNode } from 'react'

/**
 * A list that is walked with the arrow keys: ↑ ↓ Home End move between the things marked `data-row` inside it
 * (a link, a button, a check box of a row); Enter or Space then do what that thing does.
 */
export function ArrowRows({ children }: { children: ReactNode }) {
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }[
      event.key
    ]
    if (step === undefined || isTyping(event.target)) return
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    if (all.length === 0) return
    const now = all.findIndex((one) => one === document.activeElement || one.contains(document.activeElement))
    const next = Math.min(all.length - 1, Math.max(0, now + step))
    event.preventDefault()
    all[next]?.focus()
  }
  return <Box onKeyDown={walk}>{children}</Box>
}

function isTyping(target: EventTarget): boolean {
  const element = target as HTMLElement
  return (
    element.tagName === 'TEXTAREA' ||
    element.tagName === 'SELECT' ||
    (element.tagName === 'INPUT' && (element as HTMLInputElement).type !== 'checkbox')
  )
}
