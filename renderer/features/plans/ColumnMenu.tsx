import Checkbox from '@mui/material/Checkbox'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Columns3 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { type ChoosableColumn, choosable } from './use-columns.ts'

type Props = {
  hidden: ReadonlySet<ChoosableColumn>
  toggle: (column: ChoosableColumn) => void
  without: readonly ChoosableColumn[]
}

/** Which columns of the table are shown. */
export function ColumnMenu({ hidden, toggle, without }: Props) {
  const { t } = useTranslation()
  const place = useRef<HTMLSpanElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <span ref={place}>
      <Button look="quiet" icon={Columns3} onClick={() => setOpen(true)}>
        {t('plans.page.columns')}
      </Button>
      <Menu open={open} anchorEl={place.current} onClose={() => setOpen(false)}>
        {choosable
          .filter((column) => !without.includes(column))
          .map((column) => (
            <MenuItem
              key={column}
              dense
              role="menuitemcheckbox"
              aria-checked={!hidden.has(column)}
              onClick={() => toggle(column)}
            >
              <Checkbox
                size="small"
                checked={!hidden.has(column)}
                tabIndex={-1}
                sx={{ p: 0.3, mr: 0.8 }}
                slotProps={{ input: { 'aria-hidden': true } }}
              />
              {t(`plans.column.${column}`)}
            </MenuItem>
          ))}
      </Menu>
    </span>
  )
}
