import type { Figure, FigureShare } from '../../../core/reports/contract.ts'

/** One tambon with its share in each figure that knows it. */
export type TambonRow = {
  /** null = what belongs to no one tambon. */
  tambonCode: string | null
  name: string
  mine: boolean
  shares: ReadonlyMap<string, FigureShare>
}

/**
 * Rows of the table tambon × figure: the tambons of the person at the keyboard first, else in the order of the figures,
 * what is of no one tambon last.
 */
export function tambonRowsOf(figures: readonly Figure[], mine: readonly string[]): TambonRow[] {
  const rows = new Map<string | null, { name: string; shares: Map<string, FigureShare> }>()
  for (const figure of figures) {
    for (const share of figure.shares) {
      const row = rows.get(share.tambonCode) ?? { name: share.tambonName, shares: new Map() }
      row.shares.set(figure.key, share)
      rows.set(share.tambonCode, row)
    }
  }
  const place = (row: TambonRow) => (row.tambonCode === null ? 2 : row.mine ? 0 : 1)
  return [...rows]
    .map(([tambonCode, row]) => ({
      tambonCode,
      mine: tambonCode !== null && mine.includes(tambonCode),
      ...row,
    }))
    .sort((a, b) => place(a) - place(b))
}
