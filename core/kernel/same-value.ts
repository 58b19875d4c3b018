/** The same value, whatever the order of its keys; what is not there is null. */
export function sameValue(a: unknown, b: unknown): boolean {
  const one = a ?? null
  const other = b ?? null
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object')
    return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const left = one as Record<string, unknown>
  const right = other as Record<string, unknown>
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  if (Array.isArray(one) && one.length !== (other as unknown[]).length) return false
  return [...keys].every((key) => sameValue(left[key], right[key]))
}
