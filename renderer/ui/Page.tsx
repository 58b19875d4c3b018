import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from './AppLink.tsx'
import { CertaintyNote } from './CertaintyNote.tsx'
import { Thai } from './Thai.tsx'

export type PageProps = {
  title: string
  /** One line: what this screen is for. */
  help?: ReactNode
  /** Buttons at the right of the title; the main one last. */
  actions?: ReactNode
  /** Where Back leads, with its name. */
  back?: { href: string; label: string }
  /** Certainty of the rule behind the page (`B1`, `B2` …): shows that it must be checked with the newest guideline. */
  certainty?: string | null
  /** Beside the title: state chips. */
  aside?: ReactNode
  children: ReactNode
}

/** A screen: one h1, its help line, its actions, its content. */
export function Page({ title, help, actions, back, certainty, aside, children }: PageProps) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} – ${t('common.program')}`
  }, [title, t])
  return (
    <Box sx={{ px: { xs: 1.5, md: 2.5 }, pt: 1.6, pb: 4, maxWidth: '96rem' }}>
      {back ? (
        <AppLink
          href={back.href}
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, fontSize: '0.9rem', mb: 0.3 }}
        >
          <ArrowLeft size={15} aria-hidden /> {back.label}
        </AppLink>
      ) : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start', mb: 1.4 }}>
        <Box sx={{ flex: '1 1 24rem', minWidth: 0 }}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center' }}>
            <Typography variant="h1">
              <Thai text={title} />
            </Typography>
            {aside}
          </Box>
          {help ? (
            <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.2, maxWidth: '62rem' }}>
              {typeof help === 'string' ? <Thai text={help} /> : help}
            </Typography>
          ) : null}
        </Box>
        {actions ? (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>{actions}</Box>
        ) : null}
      </Box>
      {certainty ? <CertaintyNote certainty={certainty} /> : null}
      {children}
    </Box>
  )
}

export type SectionProps = {
  title?: string
  help?: ReactNode
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
}

/** A part of a screen: a sheet of paper on the desk. `flush`: content to the edges (tables). */
export function Section({ title, help, actions, children, flush = false }: SectionProps) {
  const id = useId()
  return (
    <Box
      component="section"
      {...(title ? { 'aria-labelledby': id } : {})}
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        mb: 1.8,
        overflow: 'hidden',
      }}
    >
      {title || actions ? (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            alignItems: 'center',
            px: 1.6,
            py: 0.7,
            minHeight: '2.7rem',
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Box sx={{ flex: '1 1 14rem', minWidth: 0 }}>
            {title ? (
              <Typography id={id} variant="h2">
                <Thai text={title} />
              </Typography>
            ) : null}
            {help ? (
              <Typography variant="caption" sx={{ color: 'text.secondary', display: 'block' }}>
                {help}
              </Typography>
            ) : null}
          </Box>
          {actions ? <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{actions}</Box> : null}
        </Box>
      ) : null}
      <Box sx={flush ? {} : { px: 1.6, py: 1.3 }}>{children}</Box>
    </Box>
  )
}
