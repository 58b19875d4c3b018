import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import Typography from '@mui/material/Typography'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Moon, PanelLeftClose, PanelLeftOpen, Redo2, Sun, Undo2, ZoomIn } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameToOthers } from '../../core/office/rules.ts'
import { size } from '../theme/tokens.ts'
import { Button } from '../ui/Button.tsx'
import { FaultBar } from '../ui/FaultBar.tsx'
import { areaOf, areas } from './areas.ts'
import { ReminderBell } from './bell.tsx'
import { client, refreshAll } from './client.ts'
import { useDayChange } from './day-change.ts'
import { formatDate } from './format.ts'
import { useOffice } from './office.ts'
import { usePreferences } from './preferences.tsx'
import { useTask } from './task.ts'
import { useUndo } from './undo.tsx'
import { WayBackBar } from './way-back.tsx'

/** When the cursor is looked for after a new screen was opened, ms. */
const LOOKS_MS = [80, 350, 900]

/** The frame around every screen: areas at the left, the office and undo above, the screen itself. */
export function Shell() {
  const { t } = useTranslation()
  const status = useOffice()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [narrow, setNarrow] = useState(() => window.innerWidth < 1100)
  const main = useRef<HTMLElement>(null)
  const here = areaOf(path)
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the screen changes
  useEffect(() => {
    // a new screen begins at its title, for eyes and for screen readers
    if (!first.current) main.current?.focus({ preventScroll: true })
    first.current = false
    main.current?.scrollTo(0, 0)
    // a dialog that led here takes the cursor with it when it goes, a moment later: back to the title then
    const looks = LOOKS_MS.map((ms) =>
      setTimeout(() => {
        if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
      }, ms),
    )
    const stop = () => looks.forEach(clearTimeout)
    // whoever types already knows where the cursor is: between two fields it stands nowhere for a moment
    window.addEventListener('keydown', stop, { once: true, capture: true })
    return () => {
      stop()
      window.removeEventListener('keydown', stop, { capture: true })
    }
  }, [path])
  useDayChange()
  const { office } = status
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr', height: '100vh', overflow: 'hidden' }}>
      <Box
        component="a"
        href="#main"
        onClick={(event: React.MouseEvent) => {
          event.preventDefault()
          main.current?.focus()
        }}
        sx={(theme) => ({
          position: 'absolute',
          left: 8,
          top: -60,
          zIndex: 2000,
          bgcolor: theme.tokens.sheet,
          color: theme.tokens.ink,
          p: 1,
          border: `2px solid ${theme.tokens.focus}`,
          '&:focus': { top: 8 },
        })}
      >
        {t('common.skip')}
      </Box>
      <Box
        component="nav"
        aria-label={t('nav.label')}
        sx={(theme) => ({
          width: narrow ? size.navWidthSmall : size.navWidth,
          bgcolor: theme.tokens.navGround,
          color: theme.tokens.navInk,
          display: 'flex',
          flexDirection: 'column',
          overflow: 'auto',
          borderRight: `1px solid ${theme.tokens.rule}`,
        })}
      >
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            px: narrow ? 0.6 : 1.6,
            py: 1,
            gap: 1,
            minHeight: size.barHeight,
          }}
        >
          {narrow ? null : (
            <Typography
              component="p"
              sx={{ flex: 1, fontWeight: 600, fontSize: '1.12rem', letterSpacing: '0.01em' }}
            >
              {t('common.program')}
            </Typography>
          )}
          <IconButton
            size="small"
            onClick={() => setNarrow(!narrow)}
            aria-label={narrow ? t('nav.widen') : t('nav.narrow')}
            aria-expanded={!narrow}
            sx={{ color: 'inherit', mx: narrow ? 'auto' : 0 }}
          >
            {narrow ? <PanelLeftOpen size={18} aria-hidden /> : <PanelLeftClose size={18} aria-hidden />}
          </IconButton>
        </Box>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, flex: 1 }}>
          {areas
            .filter((area) => area.profiles.includes(office.profile))
            .map((area) => {
              const Icon = area.icon
              const selected = area.href === here
              return (
                <li key={area.href}>
                  <Tooltip title={narrow ? t(area.key) : ''} placement="right">
                    <Box
                      component="a"
                      href={`#${area.href}`}
                      aria-current={selected ? 'page' : undefined}
                      aria-label={narrow ? t(area.key) : undefined}
                      sx={(theme) => ({
                        display: 'flex',
                        alignItems: 'center',
                        gap: 1.1,
                        px: 1.6,
                        py: 0.72,
                        color: selected ? theme.tokens.navInk : theme.tokens.navInkSoft,
                        textDecoration: 'none',
                        borderLeft: `4px solid ${selected ? theme.tokens.focus : 'transparent'}`,
                        bgcolor: selected ? theme.tokens.navSelected : 'transparent',
                        fontWeight: selected ? 600 : 400,
                        fontSize: '0.96rem',
                        '&:hover': { bgcolor: theme.tokens.navSelected, color: theme.tokens.navInk },
                        '&:focus-visible': { outlineOffset: '-3px' },
                      })}
                    >
                      <Icon size={18} aria-hidden style={{ flex: 'none' }} />
                      {narrow ? null : t(area.key)}
                    </Box>
                  </Tooltip>
                </li>
              )
            })}
        </Box>
        {narrow ? null : (
          <Typography variant="caption" sx={(theme) => ({ px: 1.6, py: 1, color: theme.tokens.navInkSoft })}>
            {t('common.version', { version: status.version })}
          </Typography>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexDirection: 'column', minWidth: 0, overflow: 'hidden' }}>
        <TopBar />
        {office.demo ? <DemoBar /> : null}
        {status.readOnly ? <ReadOnlyBar /> : null}
        <WayBackBar />
        <Box
          component="main"
          id="main"
          ref={main}
          tabIndex={-1}
          sx={{
            flex: 1,
            // what is placed within (words for screen readers) scrolls with it and does not lengthen the page
            position: 'relative',
            overflow: 'auto',
            scrollbarGutter: 'stable',
            '&:focus-visible': { outline: 'none' },
          }}
        >
          <Suspense fallback={<Box role="status" aria-label={t('common.loading')} sx={{ p: 3 }} />}>
            <Outlet />
          </Suspense>
        </Box>
      </Box>
    </Box>
  )
}

function TopBar() {
  const { t } = useTranslation()
  const { office, today, staff } = useOffice()
  const { dark, change, preferences } = usePreferences()
  const { undo, redo } = useUndo()
  const bigger = preferences.textScale === 1 ? 1.125 : preferences.textScale === 1.125 ? 1.25 : 1
  return (
    <Box
      component="header"
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2.5,
        minHeight: size.barHeight,
        bgcolor: theme.tokens.sheet,
        borderBottom: `1px solid ${theme.tokens.rule}`,
        flexWrap: 'wrap',
      })}
    >
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', gap: 1.2, alignItems: 'baseline' }}>
        <Typography
          component="p"
          title={nameToOthers(office)}
          sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {nameToOthers(office)}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {t(`common.profile.${office.profile}`)}
        </Typography>
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {formatDate(today, 'weekday')}
      </Typography>
      {staff ? (
        <Tooltip title={t('common.staff.change')}>
          <Box
            component="a"
            href="#/office?tab=staff"
            aria-label={t('common.staff.now', { name: staff.name })}
            sx={{
              color: 'inherit',
              fontSize: '0.9rem',
              whiteSpace: 'nowrap',
              maxWidth: '14rem',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
            }}
          >
            {staff.name}
          </Box>
        </Tooltip>
      ) : null}
      {office.profile === 'province' ? null : <ReminderBell />}
      <Box role="toolbar" aria-label={t('common.tools')} sx={{ display: 'flex' }}>
        <BarButton
          label={undo.what ? t('common.undo.of', { what: undo.what }) : t('common.undo.nothing')}
          onClick={() => void undo.run()}
          disabled={undo.disabled}
        >
          <Undo2 size={18} aria-hidden />
        </BarButton>
        <BarButton
          label={redo.what ? t('common.redo.of', { what: redo.what }) : t('common.redo.nothing')}
          onClick={() => void redo.run()}
          disabled={redo.disabled}
        >
          <Redo2 size={18} aria-hidden />
        </BarButton>
        <BarButton
          label={t('common.textSize', { percent: Math.round(preferences.textScale * 100) })}
          onClick={() => change({ textScale: bigger })}
        >
          <ZoomIn size={18} aria-hidden />
        </BarButton>
        <BarButton
          label={dark ? t('common.toLight') : t('common.toDark')}
          onClick={() => change({ mode: dark ? 'light' : 'dark' })}
        >
          {dark ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
        </BarButton>
      </Box>
    </Box>
  )
}

function BarButton({
  label,
  onClick,
  disabled = false,
  children,
}: {
  label: string
  onClick: () => void
  disabled?: boolean
  children: React.ReactNode
}) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton size="small" aria-label={label} onClick={onClick} disabled={disabled}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  )
}

/** A demo office says so on every screen, with the way out. */
function DemoBar() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const open = useTask(client.office.openWorkspace)
  return (
    <Box
      role="note"
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        flexWrap: 'wrap',
        px: 2.5,
        py: 0.3,
        bgcolor: theme.tokens.accentTint,
        color: theme.tokens.ink,
        fontSize: '0.9rem',
        borderBottom: `1px solid ${theme.tokens.rule}`,
      })}
    >
      <span style={{ flex: 1 }}>{t('common.demo.note', { today: formatDate(today) })}</span>
      <Button
        look="quiet"
        busy={open.running}
        onClick={() =>
          void open.attempt({ workspace: 'office' }).then((done) => (done.ok ? goHome() : undefined))
        }
      >
        {t('common.demo.leave')}
      </Button>
    </Box>
  )
}

function goHome() {
  location.hash = '#/'
  void refreshAll()
}

function ReadOnlyBar() {
  const { t } = useTranslation()
  return (
    <Box sx={{ px: 2.5, pt: 1 }}>
      <FaultBar
        error={{ code: 'disk.readOnly', params: { path: t('common.recordsFolder') } }}
        onRetry={() => void refreshAll()}
      />
    </Box>
  )
}
