import { useEffect, useState } from 'react'

/** How long a person may go on typing before the paper is made again, ms. */
const PAUSE = 450

/** The last value that was ready and has stood for a moment; null until there is one. */
export function useSettled<T>(value: T, isReady: boolean): T | null {
  const [settled, setSettled] = useState<T | null>(isReady ? value : null)
  useEffect(() => {
    if (!isReady) return
    const timer = setTimeout(() => setSettled(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value, isReady])
  return settled
}
