import Box from '@mui/material/Box'
import { useTheme } from '@mui/material/styles'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { isNumeric } from './GridRow.tsx'
import type { CellKind, CellOption } from './grid-model.ts'

/** What stands in the editor; `marked` = place in the list of options, -1 none, null where there is no list. */
export type Editing = { text: string; wrong: string | null; marked: number | null }

type Props = {
  ref: Ref<HTMLTextAreaElement>
  /** Of the table; the ids of its parts begin with it. */
  id: string
  column: { kind: CellKind; title: string; free?: boolean; right?: boolean } | undefined
  /** Null: the cursor only stands on the cell. */
  editing: Editing | null
  listed: readonly CellOption[]
  /** Table, column, row and text of the cell in hand; read aloud. */
  label: string
  hasCells: boolean
  left: number
  top: number
  width: number
  rowHeight: number
  rem: number
  onFocus: () => void
  onBlur: () => void
  onType: (text: string) => void
  onChoose: (option: CellOption) => void
}

/**
 * The one input of the table. It lies unseen over the cell in hand: it takes the keys, the clipboard and input methods,
 * and becomes the editor, as wide and high as its text needs.
 */
export function GridEditor(props: Props) {
  const { id, column, editing, listed, left, top, rowHeight, rem } = props
  const { t } = useTranslation()
  const { tokens } = useTheme()
  const isText = column?.kind === 'text'
  const width = Math.max(props.width, editing && isText ? (300 * rem) / 16 : 0)
  const lines = editing && isText ? linesOf(editing.text, width / ((7.4 * rem) / 16)) : 1
  const under = { position: 'absolute', left, top: top + rowHeight, zIndex: 6 } as const
  return (
    <>
      <Box
        component="textarea"
        ref={props.ref}
        rows={1}
        value={editing?.text ?? ''}
        role={column?.kind === 'select' ? 'combobox' : 'textbox'}
        aria-label={props.label}
        aria-activedescendant={editing === null && props.hasCells ? `${id}-here` : undefined}
        aria-describedby={`${id}-say`}
        aria-invalid={editing?.wrong ? true : undefined}
        {...(column?.kind === 'select'
          ? {
              'aria-expanded': editing !== null,
              'aria-controls': `${id}-list`,
              'aria-autocomplete': 'list' as const,
            }
          : {})}
        autoComplete="off"
        spellCheck={false}
        data-grid-input={editing === null ? 'still' : 'editing'}
        onFocus={props.onFocus}
        onBlur={props.onBlur}
        onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => props.onType(event.target.value)}
        sx={{
          position: 'absolute',
          left,
          top,
          width,
          height: lines === 1 ? rowHeight : lines * 1.6 * 0.92 * rem + 8,
          zIndex: 5,
          m: 0,
          px: 0.8,
          py: 0,
          font: 'inherit',
          lineHeight: lines === 1 ? `${rowHeight - 4}px` : 1.6,
          color: tokens.ink,
          textAlign: column && isNumeric(column) ? 'right' : 'left',
          boxSizing: 'border-box',
          border: `2px solid ${editing?.wrong ? tokens.late : tokens.primary}`,
          bgcolor: tokens.sheet,
          resize: 'none',
          overflow: 'hidden',
          whiteSpace: lines === 1 ? 'pre' : 'pre-wrap',
          ...(editing ? {} : { opacity: 0, pointerEvents: 'none' }),
          '&:focus-visible': { outline: 'none' },
        }}
      />
      {editing && column?.kind === 'select' ? (
        <Box
          id={`${id}-list`}
          role="listbox"
          aria-label={column.title}
          sx={{
            ...under,
            minWidth: width,
            maxHeight: '14rem',
            overflow: 'auto',
            bgcolor: tokens.sheet,
            border: `1px solid ${tokens.ruleStrong}`,
            boxShadow: '0 6px 18px rgb(0 0 0 / 20%)',
          }}
        >
          {listed.map((option, at) => (
            <Box
              key={option.value}
              role="option"
              tabIndex={-1}
              aria-selected={at === editing.marked}
              onMouseDown={(event: React.MouseEvent) => {
                event.preventDefault()
                event.stopPropagation()
                props.onChoose(option)
              }}
              ref={(node: HTMLElement | null) => {
                if (at === editing.marked) node?.scrollIntoView({ block: 'nearest' })
              }}
              sx={{
                px: 1,
                py: 0.45,
                cursor: 'pointer',
                whiteSpace: 'nowrap',
                bgcolor: at === editing.marked ? tokens.primaryTint : 'transparent',
              }}
            >
              {option.label}
            </Box>
          ))}
          {listed.length === 0 && !column.free ? (
            <Box sx={{ px: 1, py: 0.5, color: tokens.late }}>{t('validation:notInList')}</Box>
          ) : null}
        </Box>
      ) : null}
      {editing?.wrong ? (
        <Box
          role="alert"
          sx={{
            ...under,
            px: 1,
            py: 0.3,
            maxWidth: '24rem',
            bgcolor: tokens.lateTint,
            color: tokens.ink,
            border: `1px solid ${tokens.late}`,
            fontSize: '0.88rem',
            whiteSpace: 'normal',
          }}
        >
          {editing.wrong}
        </Box>
      ) : null}
    </>
  )
}

/** Lines that a text needs, at most eight: marks above and below a letter take no room of their own. */
function linesOf(text: string, letters: number): number {
  const lines = text
    .split('\n')
    .map((line) => Math.max(1, Math.ceil(line.replace(/\p{Mn}/gu, '').length / letters)))
  return Math.min(
    8,
    lines.reduce((sum, one) => sum + one, 0),
  )
}
