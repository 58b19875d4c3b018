import MuiButton from '@mui/material/Button'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ChevronDown, FileDown, FileSpreadsheet, FileUp } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRef, SheetTarget } from '../../../core/sheets/rules.ts'
import { useGo } from '../../app/routes.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { importHref } from './import-target.ts'

/**
 * "Excel" of a list page: take in, hand out. `into` null = the rows cannot be changed here, they are only handed out.
 * `before`: what must be saved first, so that the file holds what the screen shows.
 */
export function ExcelMenu({
  list,
  into,
  before,
}: {
  list: ListRef
  into: { target: SheetTarget; targetId?: string } | null
  before?: () => Promise<unknown>
}) {
  const { t } = useTranslation()
  const go = useGo()
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [exporting, setExporting] = useState(false)
  const choose = async (next: () => void) => {
    setOpen(false)
    await before?.()
    next()
  }
  return (
    <>
      <MuiButton
        ref={anchor}
        variant="outlined"
        startIcon={<FileSpreadsheet size={17} aria-hidden />}
        endIcon={<ChevronDown size={15} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(true)}
      >
        {t('sheets.menu')}
      </MuiButton>
      <Menu id={id} anchorEl={anchor.current} open={open} onClose={() => setOpen(false)}>
        {into === null ? null : (
          <MenuItem onClick={() => void choose(() => go(importHref(into.target, into.targetId)))}>
            <ListItemIcon>
              <FileUp size={17} aria-hidden />
            </ListItemIcon>
            {t('sheets.import.open')}
          </MenuItem>
        )}
        <MenuItem onClick={() => void choose(() => setExporting(true))}>
          <ListItemIcon>
            <FileDown size={17} aria-hidden />
          </ListItemIcon>
          {t('sheets.export.open')}
        </MenuItem>
      </Menu>
      {exporting ? <ExportDialog list={list} onClose={() => setExporting(false)} /> : null}
    </>
  )
}
