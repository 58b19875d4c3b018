import MuiButton from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type ButtonProps = {
  children: ReactNode
  onClick?: () => void
  /** Goes to a screen instead of doing something. */
  href?: string
  /** main: the one next step of the page · plain: others · danger: takes something away · quiet: in rows and bars. */
  look?: 'main' | 'plain' | 'danger' | 'quiet'
  icon?: LucideIcon
  busy?: boolean
  disabled?: boolean
  type?: 'button' | 'submit'
  label?: string
  autoFocus?: boolean
}

/** The one button. */
export function Button({
  children,
  onClick,
  href,
  look = 'plain',
  icon: Icon,
  busy = false,
  disabled = false,
  type = 'button',
  label,
  autoFocus,
}: ButtonProps) {
  const variant = look === 'main' ? 'contained' : look === 'quiet' ? 'text' : 'outlined'
  return (
    <MuiButton
      variant={variant}
      color={look === 'danger' ? 'error' : 'primary'}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      startIcon={
        busy ? (
          <CircularProgress size="1rem" color="inherit" aria-hidden />
        ) : Icon ? (
          <Icon size={17} aria-hidden />
        ) : undefined
      }
      {...(onClick ? { onClick: () => onClick() } : {})}
      {...(href === undefined ? { type } : { href: `#${href}` })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(autoFocus ? { autoFocus } : {})}
    >
      {children}
    </MuiButton>
  )
}
