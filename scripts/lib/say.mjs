/**
 * What the scripts say to the person: one short line in Thai and in English, a progress line for every long step.
 * Plain JavaScript: it runs on any Node from 18 up, before anything is installed.
 */

/** @param {string} thai @param {string} english */
export function say(thai, english) {
  console.log(`${thai} · ${english}`)
}

/** @param {string} thai @param {string} english */
export function complain(thai, english) {
  console.error(`\n${thai}\n${english}\n`)
}

/**
 * Runs a long step with a line at its start, one every ten seconds while it works, and one at its end.
 * @template T
 * @param {string} thai
 * @param {string} english
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(thai, english, work) {
  const begun = Date.now()
  const seconds = () => Math.round((Date.now() - begun) / 1000)
  console.log(`▸ ${thai} · ${english} …`)
  const beat = setInterval(() => console.log(`  … ${seconds()} วินาที (s)`), 10_000)
  try {
    const result = await work()
    console.log(`✓ ${thai} – ${seconds()} วินาที (s)`)
    return result
  } finally {
    clearInterval(beat)
  }
}
