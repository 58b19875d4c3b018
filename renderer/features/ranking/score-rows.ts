import type { RankingRow, RankingSheet } from '../../../core/ranking/contract.ts'
import {
  type Criterion,
  type Score,
  type Standing,
  scoresWithin,
  standings,
} from '../../../core/ranking/rules.ts'
import type { GridColumn, Unread } from '../../ui/grid-model.ts'

/** A line of the score sheet on screen; `unread` is what was pasted and cannot be read. */
export type ScoreRow = RankingRow & { unread?: Unread | undefined }

/** Points of one criterion, null where none are given. */
export function scoreOf(row: ScoreRow, criterion: string): number | null {
  return row.scores.find((one) => one.criterion === criterion)?.score ?? null
}

/** The line with other points for one criterion; null takes them away. */
export function withScore(row: ScoreRow, criterion: string, score: number | null): ScoreRow {
  const others = row.scores.filter((one) => one.criterion !== criterion)
  return { ...row, scores: score === null ? others : [...others, { criterion, score }] }
}

/** Totals, places, ties and differences counted again; a line in which nothing changed stays the same object. */
export function counted(rows: readonly ScoreRow[], criteria: readonly Criterion[]): ScoreRow[] {
  // points above the maximum are no points yet
  const fit = rows.map((row) => {
    const scores = scoresWithin(criteria, row.scores)
    return { rank: row.rank, scores: scores.length === row.scores.length ? row.scores : scores }
  })
  const stand = standings(criteria, fit)
  return rows.map((row, at) => {
    const now = stand[at]
    return now === undefined || sameStanding(row, now) ? row : { ...row, ...now }
  })
}

function sameStanding(a: Standing, b: Standing): boolean {
  return (
    a.total === b.total &&
    a.scoreRank === b.scoreRank &&
    a.tied === b.tied &&
    a.differs === b.differs &&
    a.missing.length === b.missing.length &&
    a.missing.every((key, at) => key === b.missing[at])
  )
}

/** Text that is equal exactly when a save would change nothing. */
export function scorePrint(row: { scores: readonly Score[]; reason: string }): string {
  const scores = row.scores.map((one) => `${one.criterion}=${one.score}`).sort()
  return JSON.stringify([scores, row.reason.trim()])
}

export type ScoreProblem = { key: string; params: Record<string, string | number> }

/** What keeps a line from being saved: points above the maximum, pasted words that cannot be read. */
export function scoreProblems(
  row: ScoreRow,
  criteria: readonly Criterion[],
): Record<string, ScoreProblem> | null {
  const problems: Record<string, ScoreProblem> = {}
  for (const one of criteria) {
    const score = scoreOf(row, one.key)
    if (score !== null && score < 0) problems[one.key] = { key: 'negative', params: {} }
    else if (score !== null && score > one.maximum)
      problems[one.key] = { key: 'aboveMaximum', params: { maximum: one.maximum } }
  }
  for (const [column, { key }] of Object.entries(row.unread ?? {})) problems[column] = { key, params: {} }
  return Object.keys(problems).length === 0 ? null : problems
}

/** 8050 → 80.50: totals always show both decimals. */
export function formatTotal(total: number | null): string {
  return total === null ? '' : (total / 100).toFixed(2)
}

/** What the sheet says at a glance. */
export function sheetCounts(rows: readonly ScoreRow[]) {
  return {
    scored: rows.filter((row) => row.total !== null).length,
    tied: rows.filter((row) => row.tied).length,
    differing: rows.filter((row) => row.differs).length,
    withoutReason: rows.filter((row) => row.differs && row.reason.trim() === '').length,
  }
}

type Words = (key: string, params?: Record<string, string | number>) => string

/** Columns: the project, a column a criterion, total, place by score, reason. */
export function scoreColumns(sheet: RankingSheet, t: Words): GridColumn<ScoreRow>[] {
  return [
    {
      key: 'name',
      title: t('ranking.column.name'),
      kind: 'text',
      width: 200,
      grow: 1,
      readOnly: true,
      pinned: true,
    },
    ...sheet.criteria.map(
      (one): GridColumn<ScoreRow> => ({
        key: one.key,
        title: one.name,
        unit: t('ranking.column.unit', { weight: one.weight, maximum: one.maximum }),
        kind: 'number',
        decimals: true,
        width: 94,
        grow: 0,
        get: (row) => scoreOf(row, one.key),
        set: (row, value) => withScore(row, one.key, typeof value === 'number' ? value : null),
      }),
    ),
    {
      key: 'total',
      title: t('ranking.column.total'),
      kind: 'text',
      width: 76,
      grow: 0,
      readOnly: true,
      right: true,
      get: (row) => formatTotal(row.total),
    },
    {
      key: 'scoreRank',
      title: t('ranking.column.place'),
      kind: 'text',
      width: 84,
      grow: 0,
      fold: true,
      right: true,
      readOnly: true,
      get: (row) =>
        row.scoreRank === null
          ? ''
          : row.tied
            ? t('ranking.place.tied', { place: row.scoreRank })
            : `${row.scoreRank}`,
    },
    { key: 'reason', title: t('ranking.column.reason'), kind: 'text', width: 220, grow: 1 },
    ...(sheet.level === 'village'
      ? []
      : [
          {
            key: 'originName',
            title: t('ranking.column.origin'),
            kind: 'text' as const,
            width: 120,
            grow: 0,
            readOnly: true,
          },
        ]),
  ]
}

/** Lines that the heads need: the longest name broken as narrow as its column, weight and maximum under it. */
export function headLines(sheet: RankingSheet): number {
  const longest = Math.max(0, ...sheet.criteria.map((one) => one.name.replace(/\p{M}/gu, '').length))
  return Math.min(4, Math.max(2, Math.ceil(longest / 11))) + 2
}
