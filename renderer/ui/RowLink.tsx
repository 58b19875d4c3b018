import MuiLink from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Thai } from './Thai.tsx'

/** The thing in a row that opens it: reached with the arrow keys inside `ArrowRows`, opened with Enter. */
export function RowLink({
  onOpen,
  hint,
  children,
}: {
  onOpen: () => void
  hint?: string
  children: ReactNode
}) {
  return (
    <MuiLink
      component="button"
      type="button"
      data-row=""
      title={hint}
      onClick={onOpen}
      sx={{ font: 'inherit', fontWeight: 'inherit', textAlign: 'left', verticalAlign: 'baseline' }}
    >
      {typeof children === 'string' ? <Thai text={children} /> : children}
    </MuiLink>
  )
}
