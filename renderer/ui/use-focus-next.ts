import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/**
 * Takes the cursor somewhere in what is drawn next, before the next key comes: a fast typist, or a slow PC, would else
 * type into the field of before.
 */
export function useFocusNext(): (take: () => void) => void {
  const wanted = useRef<(() => void) | null>(null)
  const [, draw] = useState(0)
  useLayoutEffect(() => {
    const take = wanted.current
    wanted.current = null
    take?.()
  })
  return useCallback((take) => {
    wanted.current = take
    draw((times) => times + 1)
  }, [])
}
