import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'

/** 0–100 as a number with a bar under it. */
export function ScoreMark({ score }: { score: number }) {
  const { t } = useTranslation()
  return (
    <Box
      component="span"
      title={t('duplicates.score', { score })}
      sx={(theme) => ({
        display: 'inline-block',
        width: '2.6rem',
        flex: 'none',
        alignSelf: 'flex-start',
        textAlign: 'center',
        fontWeight: 700,
        fontVariantNumeric: 'tabular-nums',
        borderRadius: 1,
        color: theme.tokens.underWay,
        background: `linear-gradient(to right, ${theme.tokens.underWay} ${score}%, ${theme.tokens.rule} ${score}%) bottom / 100% 3px no-repeat, ${theme.tokens.underWayTint}`,
        pb: '3px',
      })}
    >
      {score}
    </Box>
  )
}
