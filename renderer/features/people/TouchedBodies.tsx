import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { TouchedBody } from '../../../core/people/contract.ts'
import { formatNumber } from '../../app/format.ts'
import { Thai } from '../../ui/Thai.tsx'

/** Said before it is saved: whose order no longer says who sits there, and where the new name stands at once. */
export function TouchedBodies({ touched }: { touched: readonly TouchedBody[] | null }) {
  const { t } = useTranslation()
  if (touched === null) return null
  const review = touched.filter((body) => body.orderId !== null)
  const others = touched.length - review.length
  return (
    <Box
      role="status"
      sx={(theme) => ({
        my: 1.2,
        px: 1.3,
        py: 0.8,
        borderRadius: 1,
        fontSize: '0.93rem',
        bgcolor: review.length > 0 ? theme.tokens.lateTint : theme.tokens.quiet,
        borderLeft: `3px solid ${review.length > 0 ? theme.tokens.late : theme.tokens.rule}`,
      })}
    >
      {review.length > 0 ? (
        <>
          <Box sx={{ fontWeight: 600 }}>
            {t('people.touched.review', { count: formatNumber(review.length) })}
          </Box>
          <Box component="ul" sx={{ m: 0, pl: '1.3rem', maxHeight: '9rem', overflow: 'auto' }}>
            {review.map((body) => (
              <li key={body.bodyId}>
                <Thai text={body.bodyName} />
              </li>
            ))}
          </Box>
        </>
      ) : (
        <Box>{t('people.touched.none')}</Box>
      )}
      {others > 0 ? <Box>{t('people.touched.others', { count: formatNumber(others) })}</Box> : null}
    </Box>
  )
}
