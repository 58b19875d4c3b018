import Box from '@mui/material/Box'
import { ArrowDown, ArrowUp, CornerDownLeft, Plus, Search, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'

type Props = {
  label: string
  /** What is absent cannot be done in this table now, and has no button. */
  add?: () => void
  insert?: () => void
  remove?: () => void
  move?: (by: -1 | 1) => void
  find?: () => void
  nothingMarked: boolean
  atHead: boolean
  atFoot: boolean
  /** Buttons of the screen. */
  children: ReactNode
}

/** The bar over the table: what can be done with rows by mouse; all of it has a key as well. */
export function GridTools({ label, add, insert, remove, move, find, children, ...at }: Props) {
  const { t } = useTranslation()
  return (
    <Box
      role="toolbar"
      aria-label={label}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.3,
        px: 0.6,
        py: 0.3,
        borderBottom: `1px solid ${theme.tokens.rule}`,
      })}
    >
      {add ? (
        <Button look="quiet" icon={Plus} onClick={add}>
          {t('common.grid.add')}
        </Button>
      ) : null}
      {add ? (
        <Button look="quiet" icon={CornerDownLeft} onClick={() => insert?.()} disabled={!insert}>
          {t('common.grid.insert')}
        </Button>
      ) : null}
      {remove ? (
        <Button look="quiet" icon={Trash2} onClick={remove} disabled={at.nothingMarked}>
          {t('common.grid.remove')}
        </Button>
      ) : null}
      {move ? (
        <Button look="quiet" icon={ArrowUp} onClick={() => move(-1)} disabled={at.atHead}>
          {t('common.grid.up')}
        </Button>
      ) : null}
      {move ? (
        <Button look="quiet" icon={ArrowDown} onClick={() => move(1)} disabled={at.atFoot}>
          {t('common.grid.down')}
        </Button>
      ) : null}
      {find ? (
        <Button look="quiet" icon={Search} onClick={find}>
          {t('common.grid.findOpen')}
        </Button>
      ) : null}
      {children}
    </Box>
  )
}
