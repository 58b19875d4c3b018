import Box from '@mui/material/Box'
import { type FieldValues, useController, useFormContext } from 'react-hook-form'
import { DataGrid } from './DataGrid.tsx'
import type { GridColumn } from './grid-model.ts'

/** A DataGrid as a field of a form: the value is an array of rows; wrong cells are marked with their sentence. */
export function GridField<Row extends FieldValues>({
  name,
  label,
  columns,
  newRow,
  maxHeight,
  movable,
}: {
  name: string
  label: string
  columns: readonly GridColumn<Row>[]
  newRow: () => Row
  maxHeight?: string
  movable?: boolean
}) {
  const { control } = useFormContext()
  const { field, formState } = useController({ name, control })
  const errors = name
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], formState.errors) as
    | (Record<string, { message?: string }> | undefined)[]
    | { message?: string }
    | undefined
  const own = Array.isArray(errors) ? undefined : errors?.message
  return (
    <Box
      sx={(theme) => ({
        border: `1px solid ${own ? theme.tokens.late : theme.tokens.rule}`,
        borderRadius: 1,
        overflow: 'hidden',
      })}
    >
      <DataGrid
        label={label}
        rows={(field.value as Row[] | null) ?? []}
        columns={columns}
        newRow={newRow}
        onChange={(rows) => field.onChange(rows)}
        {...(maxHeight ? { maxHeight } : {})}
        {...(movable ? { movable } : {})}
        problems={(_, at) => {
          const row = Array.isArray(errors) ? errors[at] : undefined
          if (!row) return undefined
          const found: Record<string, string> = {}
          for (const [key, error] of Object.entries(row)) if (error?.message) found[key] = error.message
          return found
        }}
      />
      {own ? (
        <Box role="alert" sx={{ px: 1, py: 0.4, color: 'error.main', fontSize: '0.88rem' }}>
          {own}
        </Box>
      ) : null}
    </Box>
  )
}
