/** Longest name that a heading shows as it is. */
const longest = 110

/**
 * A meeting as headings and lists call it: its name, or where a joint meeting is named after all its bodies in full,
 * their short names. The paper always has the whole name.
 *
 * @param joint words around the short names
 */
export function shortName(
  meeting: { name: string; title: string; bodies: readonly { shortName: string }[] },
  joint: (names: string) => string,
): string {
  const { name, title, bodies } = meeting
  if (name.length <= longest || bodies.length < 2) return name
  const count = name.startsWith(title) ? name.slice(title.length) : ''
  const short = joint(bodies.map((body) => body.shortName).join(', ')) + count
  return short.length < name.length ? short : name
}
