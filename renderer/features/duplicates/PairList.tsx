import Box from '@mui/material/Box'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairLine } from '../../../core/duplicates/contract.ts'
import { Button, Section, Thai } from '../../ui/index.ts'
import { ScoreMark } from './ScoreMark.tsx'

/** The pairs, the likeliest first. */
export function PairList({
  rows,
  chosen,
  onChoose,
  onMore,
}: {
  rows: readonly PairLine[]
  chosen: number
  onChoose: (row: PairLine) => void
  onMore?: () => void
}) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-at="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <Section flush>
      <Box
        ref={list}
        component="ol"
        aria-label={t('duplicates.pair.label')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          maxHeight: 'calc(100vh - 17rem)',
          minHeight: '18rem',
          overflow: 'auto',
        }}
      >
        {rows.map((row, at) => (
          <Box component="li" key={`${row.aId} ${row.bId}`} data-at={at}>
            <Box
              component="button"
              type="button"
              aria-current={at === chosen}
              onClick={() => onChoose(row)}
              sx={(theme) => ({
                all: 'unset',
                boxSizing: 'border-box',
                cursor: 'pointer',
                display: 'flex',
                gap: 1,
                width: '100%',
                px: 1.2,
                py: 0.8,
                borderBottom: `1px solid ${theme.tokens.rule}`,
                borderLeft: `4px solid ${at === chosen ? theme.palette.primary.main : 'transparent'}`,
                bgcolor: at === chosen ? theme.tokens.primaryTint : 'transparent',
                fontSize: '0.9rem',
                lineHeight: 1.5,
                '&:hover': { bgcolor: theme.tokens.primaryTint },
                '&:focus-visible': {
                  outline: `2px solid ${theme.palette.primary.main}`,
                  outlineOffset: '-2px',
                },
              })}
            >
              <ScoreMark score={row.score} />
              <Box sx={{ minWidth: 0, flex: 1 }}>
                {[row.a, row.b].map((project) => (
                  <Box key={project.id} sx={{ '& + &': { mt: 0.5 } }}>
                    <Box
                      sx={{
                        display: '-webkit-box',
                        WebkitLineClamp: 2,
                        WebkitBoxOrient: 'vertical',
                        overflow: 'hidden',
                      }}
                    >
                      <Thai text={project.name} />
                    </Box>
                    <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
                      <Thai text={project.originName} />
                    </Box>
                  </Box>
                ))}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
      {onMore ? (
        <Box sx={{ p: 0.8, textAlign: 'center' }}>
          <Button onClick={onMore}>{t('duplicates.more')}</Button>
        </Box>
      ) : null}
    </Section>
  )
}
