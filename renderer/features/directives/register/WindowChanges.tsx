import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { type PlanLevel, planLevels } from '../../../../core/directives/rules.ts'
import { isIsoDate } from '../../../../core/thai/dates.ts'
import { api } from '../../../app/client.ts'
import { formatDate } from '../../../app/format.ts'
import { CheckField, Table, Thai } from '../../../ui/index.ts'
import type { RegisterValues } from './register-form.ts'

/**
 * What the windows of the letter change in the calendar of its plan FY, before it is registered: now → by the letter.
 * What a person typed or a later letter set is only replaced with his yes; else the letter's is offered beside it (calendar.answerOffer).
 */
export function WindowChanges() {
  const { t } = useTranslation()
  const form = useFormContext<RegisterValues>()
  const [planFy, dated, rows, replaces] = form.watch(['planFy', 'dated', 'windows', 'replaceOwnWindows'])
  const windows = rows.flatMap(({ level, startsOn, endsOn }) =>
    isLevel(level) && isIsoDate(startsOn) && isIsoDate(endsOn) && startsOn <= endsOn
      ? [{ level, startsOn, endsOn }]
      : [],
  )
  const known = typeof planFy === 'number' && planFy >= 2500 && planFy <= 2700
  const changes = useQuery({
    ...api.calendar.compareWindows.queryOptions({
      input: { planFy, dated: isIsoDate(dated) ? dated : null, windows: windows.slice(0, 12) },
    }),
    enabled: known && windows.length > 0,
    placeholderData: (before) => before,
  })
  const shown = known && windows.length > 0 ? (changes.data ?? []) : []
  if (shown.length === 0) return null
  const own = shown.some(({ stays, differs }) => stays !== null && differs)
  return (
    <Box sx={{ mt: 1.2 }}>
      <Table
        label={t('directives.register.changes', { year: planFy })}
        rows={shown}
        rowKey={({ level }) => level}
        columns={[
          {
            key: 'level',
            title: t('directives.register.window.level'),
            rowHead: true,
            cell: ({ level }) => t(`plans.level.${level}`),
          },
          {
            key: 'before',
            title: t('directives.register.changes.before', { year: planFy }),
            cell: ({ before, stays }) =>
              before === null ? (
                t('directives.register.changes.nothing')
              ) : (
                <>
                  <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                    {spanOf(before)}
                  </Box>
                  <Box sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
                    {stays === 'byPerson' ? (
                      t('directives.register.changes.byPerson')
                    ) : stays === 'newer' ? (
                      t('directives.register.changes.newer', { source: before.source })
                    ) : (
                      <Thai text={before.source === '' ? '–' : before.source} />
                    )}
                  </Box>
                </>
              ),
          },
          {
            key: 'after',
            title: t('directives.register.changes.after'),
            cell: ({ after, differs }) => (
              <Box component="span" sx={{ whiteSpace: 'nowrap', fontWeight: differs ? 600 : 400 }}>
                {spanOf(after)}
              </Box>
            ),
          },
          {
            key: 'what',
            title: t('directives.register.changes.what'),
            cell: ({ before, stays, differs }) =>
              t(`directives.register.changes.${outcome(before !== null, differs, stays !== null)}`),
          },
        ]}
      />
      {own ? (
        <Box
          sx={(theme) => ({ mt: 0.8, px: 1.2, py: 0.4, borderRadius: 1, bgcolor: theme.tokens.warningTint })}
        >
          <CheckField
            name="replaceOwnWindows"
            label={t('directives.register.changes.replace')}
            help={t('directives.register.changes.replace.help')}
          />
        </Box>
      ) : null}
    </Box>
  )

  function outcome(isKnown: boolean, differs: boolean, stays: boolean): string {
    if (!isKnown) return 'new'
    if (!differs) return 'same'
    if (!stays) return 'moves'
    return replaces ? 'replaced' : 'kept'
  }
}

function isLevel(level: string): level is PlanLevel {
  return (planLevels as readonly string[]).includes(level)
}

function spanOf({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string {
  return `${formatDate(startsOn, 'short')} – ${formatDate(endsOn, 'short')}`
}
