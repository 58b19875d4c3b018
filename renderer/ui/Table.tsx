import Box from '@mui/material/Box'
import { Fragment, type ReactNode } from 'react'
import { Thai } from './Thai.tsx'

export type TableColumn<Row> = {
  key: string
  title: ReactNode
  /** What stands in the cell. */
  cell: (row: Row, at: number) => ReactNode
  align?: 'left' | 'right' | 'center'
  width?: string
  /** Dates and numbers that must not break over two lines. */
  nowrap?: boolean
  /** This cell names the row (read aloud with every other cell). */
  rowHead?: boolean
  /** Stays in sight at the left while a wide table is scrolled. */
  pinned?: boolean
  total?: ReactNode
}
/** Rows that belong together, under a line of their own. */
export type TableGroup<Row> = { key: string; head: ReactNode; rows: readonly Row[] }
export type TableProps<Row> = {
  /** What the table holds; read aloud, not shown. */
  label: string
  columns: TableColumn<Row>[]
  rows: readonly Row[]
  /** The rows in groups; of a group without rows the head alone is shown. Left out = no groups. */
  groups?: readonly TableGroup<Row>[]
  rowKey: (row: Row, at: number) => string
  empty?: ReactNode
  /** Height after which the table scrolls by itself under its head. */
  maxHeight?: string
  rowTone?: (row: Row) => 'late' | 'done' | undefined
}

/** Words of the records end their lines as on paper. */
function inThai(content: ReactNode): ReactNode {
  return typeof content === 'string' ? <Thai text={content} /> : content
}

/** A plain table to read. For tables to work in there is DataGrid. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, groups, rowKey, empty, maxHeight, rowTone } = props
  if (rows.length === 0 && (groups ?? []).length === 0 && empty !== undefined) return <>{empty}</>
  const line = (row: Row, at: number) => {
    const tone = rowTone?.(row)
    return (
      <Box
        component="tr"
        key={rowKey(row, at)}
        sx={(theme) =>
          tone === 'late' ? { '& > [data-first]': { boxShadow: `inset 3px 0 0 ${theme.tokens.late}` } } : {}
        }
      >
        {columns.map((column, place) =>
          column.rowHead ? (
            <th
              data-first={place === 0 ? '' : undefined}
              data-pinned={column.pinned ? '' : undefined}
              key={column.key}
              scope="row"
              style={{
                textAlign: column.align ?? 'left',
                whiteSpace: column.nowrap ? 'nowrap' : undefined,
              }}
            >
              {column.nowrap ? column.cell(row, at) : inThai(column.cell(row, at))}
            </th>
          ) : (
            <td
              data-first={place === 0 ? '' : undefined}
              data-pinned={column.pinned ? '' : undefined}
              key={column.key}
              style={{
                textAlign: column.align ?? 'left',
                whiteSpace: column.nowrap ? 'nowrap' : undefined,
              }}
            >
              {column.nowrap ? column.cell(row, at) : inThai(column.cell(row, at))}
            </td>
          ),
        )}
      </Box>
    )
  }
  const hasTotals = columns.some((column) => column.total !== undefined)
  return (
    <Box
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{ overflow: 'auto', ...(maxHeight ? { maxHeight } : {}) }}
    >
      <Box
        component="table"
        sx={(theme) => ({
          borderCollapse: 'separate',
          borderSpacing: 0,
          width: '100%',
          fontSize: '0.93rem',
          '& th, & td': {
            px: 1.2,
            py: 0.55,
            borderBottom: `1px solid ${theme.tokens.rule}`,
            verticalAlign: 'top',
            textAlign: 'left',
          },
          '& thead th': {
            position: 'sticky',
            top: 0,
            zIndex: 1,
            bgcolor: theme.tokens.quiet,
            fontWeight: 600,
            fontSize: '0.88rem',
            whiteSpace: 'nowrap',
            borderBottom: `1px solid ${theme.tokens.ruleStrong}`,
          },
          '& tbody tr:last-child > *': hasTotals ? {} : { borderBottom: 0 },
          '& tbody tr:hover > *': { bgcolor: theme.tokens.primaryTint },
          '& tbody th': { fontWeight: 600 },
          '& tbody tr[data-group] > th': {
            bgcolor: theme.tokens.quiet,
            borderTop: `1px solid ${theme.tokens.rule}`,
            py: 0.35,
          },
          '& [data-pinned]': { position: 'sticky', left: 0, zIndex: 1, bgcolor: theme.tokens.sheet },
          '& thead [data-pinned], & tfoot [data-pinned]': { zIndex: 2, bgcolor: theme.tokens.quiet },
          // buttons in a row stand on the line of its text
          '& td .MuiButton-root': { minHeight: 0, py: 0, my: '-1px' },
          '& tfoot td, & tfoot th': {
            fontWeight: 600,
            bgcolor: theme.tokens.quiet,
            borderTop: `1px solid ${theme.tokens.ruleStrong}`,
            borderBottom: 0,
            position: 'sticky',
            bottom: 0,
          },
        })}
      >
        <caption
          style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}
        >
          {label}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                data-pinned={column.pinned ? '' : undefined}
                scope="col"
                style={{ textAlign: column.align ?? 'left', width: column.width }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups === undefined
            ? rows.map(line)
            : groups.map((group) => (
                <Fragment key={group.key}>
                  <tr data-group="">
                    <th scope="colgroup" colSpan={columns.length}>
                      {group.head}
                    </th>
                  </tr>
                  {group.rows.map(line)}
                </Fragment>
              ))}
        </tbody>
        {hasTotals ? (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-pinned={column.pinned ? '' : undefined}
                  style={{
                    textAlign: column.align ?? 'left',
                    whiteSpace: column.nowrap ? 'nowrap' : undefined,
                  }}
                >
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </Box>
    </Box>
  )
}
