import MuiButton from '@mui/material/Button'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ChevronDown, type LucideIcon } from 'lucide-react'
import { useId, useRef, useState } from 'react'

/** A button with things that are seldom done behind it. */
export function MenuButton({
  label,
  items,
}: {
  label: string
  items: readonly { key: string; icon: LucideIcon; label: string; run: () => void }[]
}) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <MuiButton
        ref={anchor}
        variant="outlined"
        endIcon={<ChevronDown size={15} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(true)}
      >
        {label}
      </MuiButton>
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
