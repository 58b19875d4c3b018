import Box from '@mui/material/Box'
import { useRouterState } from '@tanstack/react-router'
import { ArrowLeft, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../ui/AppLink.tsx'
import { Button } from '../ui/Button.tsx'
import { useGo } from './routes.tsx'

/** From where a record was opened (a figure of the report), and how that place is called. */
type Way = { to: string; back: string; label: string }

let way: Way | null = null
const listeners = new Set<() => void>()
const listen = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
const put = (next: Way | null) => {
  way = next
  for (const changed of listeners) changed()
}
const pathOf = (href: string) => href.split(/[?#]/u)[0] ?? href

/**
 * Goes to a record and keeps the way back: above its screen stands a bar that leads to the very place from which it was
 * opened, also when the record's own "back" leads elsewhere.
 *
 * @returns `(href, back, label)`: where to, the address to come back to, its name on the bar
 */
export function useGoAndBack(): (href: string, back: string, label: string) => void {
  const go = useGo()
  return (href, back, label) => {
    put({ to: pathOf(href), back, label })
    go(href)
  }
}

/** The bar of the way back; it stands only above the screen that was opened, and goes when that is left. */
export function WayBackBar() {
  const { t } = useTranslation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const kept = useSyncExternalStore(listen, () => way)
  if (kept === null || kept.to !== path) return null
  return (
    <Box
      role="navigation"
      aria-label={t('common.wayBack')}
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        px: 2.5,
        py: 0.2,
        bgcolor: theme.tokens.primaryTint,
        color: theme.tokens.ink,
        fontSize: '0.92rem',
        borderBottom: `1px solid ${theme.tokens.rule}`,
      })}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <AppLink href={kept.back} sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.6 }}>
          <ArrowLeft size={15} aria-hidden style={{ flex: 'none' }} /> {kept.label}
        </AppLink>
      </Box>
      <Button look="quiet" icon={X} label={t('common.wayBack.drop')} onClick={() => put(null)}>
        {t('common.close')}
      </Button>
    </Box>
  )
}
