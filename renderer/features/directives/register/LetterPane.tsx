import Box from '@mui/material/Box'
import { Fragment, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Doubt, LetterReading, Span } from '../../../../core/directives/read-letter.ts'
import { Thai } from '../../../ui/index.ts'
import { piecesOf } from './register-form.ts'

/** The letter as it was read, with the words that were recognised; what the cursor is at in the form stands out. */
export function LetterPane({
  read,
  doubts,
  active,
}: {
  read: LetterReading
  /** Those still open. */
  doubts: readonly Doubt[]
  active: Span | null
}) {
  const { t } = useTranslation()
  const pieces = useMemo(() => piecesOf(read, doubts), [read, doubts])
  const pane = useRef<HTMLDivElement>(null)
  const at = active?.at
  useEffect(() => {
    const box = pane.current
    const mark = box?.querySelector<HTMLElement>('[data-active="true"]')
    if (at === undefined || !box || !mark) return
    box.scrollTo({ top: mark.offsetTop - box.offsetTop - box.clientHeight / 3 })
  }, [at])
  return (
    <Box
      ref={pane}
      role="region"
      aria-label={t('directives.register.letter')}
      // the text is scrolled with the keyboard
      tabIndex={0}
      sx={(theme) => ({
        overflowY: 'auto',
        maxHeight: { xs: '18rem', lg: 'calc(100vh - 9rem)' },
        border: `1px solid ${theme.tokens.rule}`,
        borderRadius: 1,
        bgcolor: theme.tokens.sheet,
        px: 1.6,
        py: 1.2,
        fontSize: '0.93rem',
        lineHeight: 1.75,
        whiteSpace: 'pre-line',
        overflowWrap: 'break-word',
        '& mark': { color: 'inherit', borderRadius: '2px', bgcolor: theme.tokens.quiet },
        '& mark[data-strong="true"]': { bgcolor: theme.tokens.primaryTint, fontWeight: 600 },
        '& mark[data-doubtful="true"]': {
          bgcolor: theme.tokens.warningTint,
          textDecoration: `underline wavy ${theme.tokens.warning}`,
          textUnderlineOffset: '0.3em',
        },
        '& mark[data-active="true"]': { outline: `2px solid ${theme.tokens.accent}`, outlineOffset: '1px' },
      })}
    >
      {pieces.map((piece) => {
        if (piece.fields.length === 0)
          return (
            <span key={piece.at}>
              <Lines text={piece.text} />
            </span>
          )
        const isActive = active !== null && piece.at < active.end && active.at < piece.at + piece.text.length
        return (
          <mark
            key={piece.at}
            data-doubtful={piece.doubtful}
            data-strong={piece.fields.some((field) => !/^duties\.\d+$/u.test(field))}
            data-active={isActive}
          >
            <Lines text={piece.text} />
          </mark>
        )
      })}
      {read.leftOut.length > 0 ? (
        <Box sx={(theme) => ({ mt: 1.2, color: theme.tokens.inkSoft, fontSize: '0.84rem' })}>
          {t('directives.register.leftOut', { lines: read.leftOut.join(' · ') })}
        </Box>
      ) : null}
    </Box>
  )
}

/** A part of the letter with its paragraphs, and words that must not be torn kept whole. */
function Lines({ text }: { text: string }) {
  return text.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text have no other name
    <Fragment key={index}>
      {index === 0 ? null : '\n'}
      <Thai text={line} />
    </Fragment>
  ))
}
