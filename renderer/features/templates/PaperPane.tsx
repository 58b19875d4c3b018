import Box from '@mui/material/Box'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PaperSheets, Query, Section } from '../../ui/index.ts'

/** The paper beside an editor, drawn again while it is being typed. */
export function PaperPane({
  preview,
  instead,
  actions,
  note,
}: {
  preview: UseQueryResult<{ html: string | null; title: string }, Error>
  /** What stands there while there is no paper to show; null = ask the preview. */
  instead: string | null
  actions?: ReactNode
  /** What the paper is shown with. */
  note?: string
}) {
  const { t } = useTranslation()
  return (
    <Section title={t('templates.preview')} flush {...(note ? { help: note } : {})} actions={actions}>
      <Box
        role="region"
        aria-label={t('templates.preview')}
        tabIndex={0}
        sx={(theme) => ({
          height: 'calc(100vh - 9rem)',
          minHeight: '20rem',
          overflow: 'auto',
          bgcolor: theme.tokens.quiet,
        })}
      >
        {instead !== null ? (
          <Box sx={{ p: 1.6 }}>{instead}</Box>
        ) : (
          <Query of={preview} lines={6}>
            {(made) =>
              made.html === null ? (
                <Box sx={{ p: 1.6 }}>{t('templates.preview.wait')}</Box>
              ) : (
                <PaperSheets html={made.html} title={made.title} fit="width" />
              )
            }
          </Query>
        )}
      </Box>
    </Section>
  )
}
