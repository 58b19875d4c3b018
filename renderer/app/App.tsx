import Box from '@mui/material/Box'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { LocalizationProvider } from '@mui/x-date-pickers/LocalizationProvider'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { Component, lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makeTheme } from '../theme/theme.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmProvider } from '../ui/Dialogs.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FaultBar } from '../ui/FaultBar.tsx'
import { Page } from '../ui/Page.tsx'
import { ThaiNames } from '../ui/Thai.tsx'
import { ThaiDates } from '../ui/thai-dates.ts'
import { api, queryClient } from './client.ts'
import { NoticeProvider } from './notice.tsx'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { makeRouter } from './routes.tsx'
import { Shell } from './shell.tsx'

const FirstRun = lazy(() => import('../features/office/FirstRun.tsx'))

/** The window: providers around the shell, or the first-run assistant while there is no office. */
export function App() {
  return (
    <PreferencesProvider>
      <QueryClientProvider client={queryClient}>
        <Looks>
          <NoticeProvider>
            <ConfirmProvider>
              <Guard>
                <Door />
              </Guard>
            </ConfirmProvider>
          </NoticeProvider>
        </Looks>
      </QueryClientProvider>
    </PreferencesProvider>
  )
}

function Looks({ children }: { children: ReactNode }) {
  const { preferences, dark } = usePreferences()
  const theme = useMemo(
    () => makeTheme(dark ? 'dark' : 'light', preferences.language, preferences.textScale),
    [dark, preferences.language, preferences.textScale],
  )
  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  }, [dark])
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <LocalizationProvider dateAdapter={ThaiDates} adapterLocale={preferences.language}>
        {children}
      </LocalizationProvider>
    </ThemeProvider>
  )
}

/** First run or the program; another office (demo in, demo out) gets fresh screens. */
function Door() {
  const status = useQuery(api.office.status.queryOptions())
  const [router] = useState(() => makeRouter(Shell, NotFound, ScreenFailed))
  // once begun, the assistant stays till its last step is left: the office exists before its villages are in
  const [assistant, setAssistant] = useState(false)
  useEffect(() => {
    if (status.data?.state === 'new') setAssistant(true)
  }, [status.data?.state])
  if (status.isError && !status.data)
    return (
      <Box sx={{ p: 3, maxWidth: '44rem' }}>
        <FaultBar error={status.error} onRetry={() => void status.refetch()} />
      </Box>
    )
  if (!status.data) return null
  if (status.data.state === 'new' || assistant) {
    return (
      <Suspense fallback={null}>
        <FirstRun leave={() => setAssistant(false)} />
      </Suspense>
    )
  }
  return (
    <ThaiNames key={status.data.office?.id ?? ''}>
      <RouterProvider router={router} />
    </ThaiNames>
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('common.notFound.title')}>
      <EmptyState
        icon={Compass}
        title={t('common.notFound.title')}
        text={t('common.notFound.text')}
        action={
          <Button look="main" href="/">
            {t('nav.home')}
          </Button>
        }
      />
    </Page>
  )
}

function ScreenFailed({ error }: { error: unknown }) {
  const { t } = useTranslation()
  console.error(error)
  return (
    <Page title={t('common.failed.title')}>
      <FaultBar error={error} onRetry={() => location.reload()} />
    </Page>
  )
}

/** The last net: a fault of the window itself still ends in a sentence and a way on. */
class Guard extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <Box sx={{ p: 3, maxWidth: '44rem' }}>
        <FaultBar error={this.state.error} onRetry={() => location.reload()} />
      </Box>
    )
  }
}
