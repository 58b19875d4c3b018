import { exchangeWords, fill } from '../exchange/words.ts'
import type { QueryContext } from '../kernel/context.ts'

/** Tambons that are named one by one. */
const named = 3

/**
 * What a new laptop is called where its district lists laptops: its tambons, and who works on it. Two of one tambon are
 * told apart by the person; it can be changed (office.saveLaptopName).
 */
export function laptopNameOf(
  cx: Pick<QueryContext, 'resources' | 'geography'>,
  of: { tambonCodes: readonly string[]; staffName: string },
): string {
  const name = laptopOf(cx, of.tambonCodes)
  return fill(exchangeWords(cx).laptop, { laptop: name, person: of.staffName }).slice(0, 160)
}

/** Whoever works on these tambons: for whom reference data is written. */
export function laptopOf(
  cx: Pick<QueryContext, 'resources' | 'geography'>,
  tambonCodes: readonly string[],
): string {
  const words = exchangeWords(cx)
  const names = tambonCodes.map((code) => cx.geography.nameOf(code) ?? code)
  const tambons =
    names.length > named
      ? fill(words.moreTambons, { first: names[0] ?? '', count: names.length - 1 })
      : new Intl.ListFormat('th').format(names)
  return fill(words.laptopOf, { tambons })
}
