import { type RefObject, useEffect } from 'react'
import { onSettle } from './settle.ts'

/**
 * What waits in a table or a form is saved before it is lost: when the window goes, when the screen does, and before an
 * undo asks what the person did last.
 *
 * @param flush saves what waits; must stay the same function from drawing to drawing
 * @param timer of the save that waits; where it is given, leaving the screen saves only while one does
 */
export function useSaveOnLeave(
  flush: () => Promise<unknown>,
  timer?: RefObject<ReturnType<typeof setTimeout> | undefined>,
): void {
  useEffect(() => {
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    const off = onSettle(flush)
    return () => {
      off()
      window.removeEventListener('pagehide', leave)
      if (timer === undefined || timer.current !== undefined) void flush()
    }
  }, [flush, timer])
}
