import MuiLink from '@mui/material/Link'
import type { SxProps, Theme } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { Thai } from './Thai.tsx'

/** A link to a screen by its path (`/plans/…`), also paths that come from the core. */
export function AppLink({
  href,
  children,
  sx,
  label,
}: {
  href: string
  children: ReactNode
  sx?: SxProps<Theme>
  label?: string
}) {
  return (
    <MuiLink href={`#${href}`} aria-label={label} {...(sx === undefined ? {} : { sx })}>
      {typeof children === 'string' ? <Thai text={children} /> : children}
    </MuiLink>
  )
}
