import MuiButton from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ChevronDown, type LucideIcon, MoreHorizontal } from 'lucide-react'
import { useId, useRef, useState } from 'react'

/** A button with things that are seldom done behind it; `dense` shows three dots at the end of a line, read as the label. */
export function MenuButton({
  label,
  items,
  dense = false,
}: {
  label: string
  items: readonly { key: string; icon: LucideIcon; label: string; run: () => void }[]
  dense?: boolean
}) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const button = {
    ref: anchor,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'aria-controls': open ? id : undefined,
    onClick: () => setOpen(true),
  } as const
  return (
    <>
      {dense ? (
        <IconButton {...button} size="small" aria-label={label} sx={{ p: 0.2 }}>
          <MoreHorizontal size={18} aria-hidden />
        </IconButton>
      ) : (
        <MuiButton {...button} variant="outlined" endIcon={<ChevronDown size={15} aria-hidden />}>
          {label}
        </MuiButton>
      )}
      <Menu id={id} anchorEl={anchor.current} open={open} onClose={() => setOpen(false)}>
        {items.map(({ key, icon: Icon, label: words, run }) => (
          <MenuItem
            key={key}
            onClick={() => {
              setOpen(false)
              run()
            }}
          >
            <ListItemIcon>
              <Icon size={17} aria-hidden />
            </ListItemIcon>
            {words}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
