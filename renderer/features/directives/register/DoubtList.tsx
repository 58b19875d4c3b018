import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Doubt } from '../../../../core/directives/read-letter.ts'
import { formatDate } from '../../../app/format.ts'
import { Button } from '../../../ui/index.ts'
import { doubtId, mustChange } from './register-form.ts'

export type DoubtAnswer = { label: string; take: () => void }

/**
 * What a person must look at before the letter is registered: each doubt with the way to its field, what it may mean, and
 * a box to tick when it was looked at and may stand. A corrected field settles its doubt by itself.
 */
export function DoubtList({
  found,
  doubts,
  open,
  error,
  where,
  answersOf,
  onJump,
  onAnswer,
}: {
  /** How many duties were recognised. */
  found: number
  doubts: readonly Doubt[]
  open: readonly Doubt[]
  error: string | undefined
  /** Name of the field a doubt stands at: ข้อ 3 · ครบกำหนด. */
  where: (field: string) => string
  /** What can be taken over with one key. */
  answersOf: (doubt: Doubt) => readonly DoubtAnswer[]
  onJump: (doubt: Doubt) => void
  onAnswer: (doubt: Doubt, stands: boolean) => void
}) {
  const { t } = useTranslation()
  const waiting = new Set(open.map(doubtId))
  const box = useRef<HTMLElement>(null)
  // the letter was just read: from here the next Tab goes to the first doubt
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  return (
    <Box
      component="section"
      ref={box}
      tabIndex={-1}
      aria-label={t('directives.register.doubts')}
      sx={(theme) => ({
        mb: 1.6,
        px: 1.4,
        py: 1,
        borderRadius: 1,
        bgcolor: open.length > 0 ? theme.tokens.warningTint : theme.tokens.quiet,
        border: `1px solid ${error && open.length > 0 ? theme.tokens.late : 'transparent'}`,
      })}
    >
      <Typography component="h2" sx={{ fontWeight: 600 }} role="status">
        {t('directives.register.read', { count: found })}
        {' · '}
        {open.length > 0
          ? t('directives.register.doubts.open', { count: open.length })
          : t(doubts.length === 0 ? 'directives.register.doubts.never' : 'directives.register.doubts.none')}
      </Typography>
      {error && open.length > 0 ? (
        <Typography role="alert" sx={{ color: 'error.main', fontSize: '0.9rem' }}>
          {error}
        </Typography>
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {doubts.map((doubt) => {
          const id = doubtId(doubt)
          const isOpen = waiting.has(id)
          return (
            <Box
              component="li"
              key={id}
              sx={(theme) => ({
                display: 'grid',
                gridTemplateColumns: { xs: '1fr', md: '1fr auto' },
                columnGap: 1.5,
                alignItems: 'center',
                py: 0.3,
                borderTop: `1px solid ${theme.tokens.rule}`,
                color: isOpen ? theme.tokens.ink : theme.tokens.inkSoft,
                '&:first-of-type': { borderTop: 0 },
              })}
            >
              <Box>
                <Box component="span" sx={{ fontWeight: 600 }}>
                  {where(doubt.field)}
                </Box>
                {' – '}
                {t(`directives.doubt.${doubt.key}`, wordsOf(doubt, where))}
              </Box>
              <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 0.5 }}>
                {isOpen ? (
                  <>
                    {answersOf(doubt).map((answer) => (
                      <Button key={answer.label} onClick={answer.take}>
                        {answer.label}
                      </Button>
                    ))}
                    <Button look="quiet" onClick={() => onJump(doubt)}>
                      {t('directives.register.doubts.jump')}
                    </Button>
                  </>
                ) : null}
                {mustChange(doubt) ? (
                  isOpen ? (
                    <Box component="span" sx={{ ml: 0.6, py: 0.6, fontWeight: 600, whiteSpace: 'nowrap' }}>
                      {t('directives.register.doubts.mustChange')}
                    </Box>
                  ) : (
                    <Box component="span" sx={{ ml: 0.6, py: 0.6, whiteSpace: 'nowrap' }}>
                      {t('directives.register.doubts.changed')}
                    </Box>
                  )
                ) : (
                  <FormControlLabel
                    sx={{ ml: 0.2, mr: 0, whiteSpace: 'nowrap' }}
                    control={
                      <Checkbox
                        size="small"
                        checked={!isOpen}
                        onChange={(_, on) => onAnswer(doubt, on)}
                        slotProps={{
                          input: {
                            'aria-invalid': isOpen && error !== undefined,
                            'aria-label': t('directives.register.doubts.stands.of', {
                              where: where(doubt.field),
                            }),
                          },
                        }}
                      />
                    }
                    label={t(
                      doubt.key === 'missing'
                        ? 'directives.register.doubts.notThere'
                        : 'directives.register.doubts.stands',
                    )}
                  />
                )}
              </Box>
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}

/** Parameters of the sentence, with the proposal as a date in words. */
function wordsOf(doubt: Doubt, where: (field: string) => string): Record<string, string | number> {
  return {
    ...doubt.params,
    ...(typeof doubt.params.field === 'string' ? { field: where(doubt.params.field) } : {}),
    proposal: typeof doubt.proposal === 'string' ? formatDate(doubt.proposal, 'weekday') : '',
  }
}
