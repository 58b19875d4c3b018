import Box from '@mui/material/Box'
import { BookOpenCheck, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { Thai } from '../../ui/Thai.tsx'

/** Of each body how many came and how many it needs, while they come; where the rule is from and how sure it is. */
export function QuorumStrip({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation()
  return (
    <Box
      component="section"
      aria-label={t('meetings.quorum')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.2 }}
    >
      {meeting.quorum.map((one) => {
        const body = meeting.bodies.find((each) => each.bodyId === one.bodyId)
        const tone = one.reached === null ? 'notStarted' : one.reached ? 'done' : 'late'
        const Icon = one.reached === null ? CircleDashed : one.reached ? CircleCheck : TriangleAlert
        const verdict =
          one.needed === null
            ? t('meetings.quorum.noRule')
            : one.reached === null
              ? t('meetings.quorum.needs', { needed: one.needed })
              : t(one.reached ? 'meetings.quorum.reached' : 'meetings.quorum.short', {
                  needed: one.needed,
                  missing: one.needed - one.counted,
                })
        const unsure = one.needed !== null && /^[BD]/u.test(one.certainty)
        return (
          <Box
            key={one.bodyId}
            role="status"
            title={body?.name}
            sx={(theme) => ({
              flex: '1 1 15rem',
              maxWidth: meeting.quorum.length === 1 ? '34rem' : '26rem',
              px: 1.2,
              py: 0.6,
              borderRadius: 1,
              border: `1px solid ${theme.tokens.rule}`,
              borderLeft: `4px solid ${theme.tokens[tone]}`,
              bgcolor: theme.tokens.sheet,
              fontSize: '0.9rem',
              minWidth: 0,
            })}
          >
            <Box sx={{ display: 'flex', gap: 0.8, alignItems: 'baseline', fontWeight: 600 }}>
              <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
                <Thai text={body?.shortName ?? ''} />
              </Box>
              <span style={{ whiteSpace: 'nowrap' }}>
                {t('meetings.quorum.came', { n: one.present + one.proxies, of: one.members })}
              </span>
            </Box>
            <Box
              sx={(theme) => ({
                display: 'flex',
                gap: 0.6,
                alignItems: 'flex-start',
                color: theme.tokens[tone],
              })}
            >
              <Icon size={15} aria-hidden style={{ flex: 'none', marginTop: 4 }} />
              <Thai text={verdict} />
            </Box>
            {one.proxies > 0 && !meeting.proxiesCount ? (
              <Box sx={{ color: 'text.secondary' }}>
                {t('meetings.quorum.proxiesOut', { count: one.proxies })}
              </Box>
            ) : null}
            {unsure ? (
              <Box
                title={one.source}
                sx={(theme) => ({
                  display: 'flex',
                  gap: 0.5,
                  alignItems: 'flex-start',
                  color: theme.tokens.accent,
                  fontSize: '0.82rem',
                })}
              >
                <BookOpenCheck size={13} aria-hidden style={{ flex: 'none', marginTop: 4 }} />
                <span>{t('common.certainty')}</span>
              </Box>
            ) : null}
          </Box>
        )
      })}
    </Box>
  )
}
