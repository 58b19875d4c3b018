import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingBody } from '../../../core/meetings/contract.ts'
import { Button } from '../../ui/Button.tsx'

/** Which of the bodies a matter is of; none chosen = all that meet. */
export function BodiesMenu({
  label,
  bodies,
  value,
  disabled,
  onChange,
}: {
  label: string
  bodies: readonly MeetingBody[]
  value: readonly string[]
  disabled: boolean
  onChange: (bodyIds: string[]) => void
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const names = bodies.filter((body) => value.includes(body.bodyId)).map((body) => body.shortName)
  const words = names.length === 0 ? t('meetings.agenda.allBodies') : names.join(', ')
  const toggle = (bodyId: string) => {
    const next = bodies
      .map((body) => body.bodyId)
      .filter((one) => (one === bodyId ? !value.includes(one) : value.includes(one)))
    // all of them is the same as none in particular
    onChange(next.length === bodies.length ? [] : next)
  }
  return (
    <Box
      component="span"
      ref={anchor}
      // the keys of the line are not those of the menu
      onKeyDown={(event) => event.stopPropagation()}
      sx={{ minWidth: 0, overflow: 'hidden' }}
      title={words}
    >
      <Button
        look="quiet"
        disabled={disabled}
        label={t('meetings.agenda.bodiesOf', { label, names: words })}
        onClick={() => setOpen(true)}
      >
        <span
          style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '7.2rem' }}
        >
          {words}
        </span>
      </Button>
      <Menu open={open} anchorEl={anchor.current} onClose={() => setOpen(false)}>
        {bodies.map((body) => (
          <MenuItem
            key={body.bodyId}
            dense
            role="menuitemcheckbox"
            aria-checked={value.includes(body.bodyId)}
            onClick={() => toggle(body.bodyId)}
          >
            <Checkbox
              size="small"
              sx={{ p: 0.3, mr: 0.6 }}
              checked={value.includes(body.bodyId)}
              tabIndex={-1}
            />
            {body.name}
          </MenuItem>
        ))}
        <MenuItem
          dense
          onClick={() => {
            onChange([])
            setOpen(false)
          }}
        >
          {t('meetings.agenda.allBodies')}
        </MenuItem>
      </Menu>
    </Box>
  )
}
