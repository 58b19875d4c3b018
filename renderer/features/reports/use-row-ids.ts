import { useRef } from 'react'

/**
 * Names for rows that have none of their own, for as long as they are on screen: two columns of a form may say the same.
 *
 * @returns `rows` with their ids, `bare` the rows again without them, `next` an id for a new row
 */
export function useRowIds<T extends object>() {
  const ids = useRef(new WeakMap<object, string>())
  const count = useRef(0)
  const next = () => {
    count.current += 1
    return `r${count.current}`
  }
  return {
    next,
    rows: (list: readonly T[]): (T & { id: string })[] =>
      list.map((item) => {
        const known = ids.current.get(item) ?? next()
        ids.current.set(item, known)
        return { ...item, id: known }
      }),
    bare: (rows: readonly (T & { id: string })[]): T[] =>
      rows.map(({ id, ...item }) => {
        ids.current.set(item, id)
        return item as unknown as T
      }),
  }
}
