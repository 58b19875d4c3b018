import { useTranslation } from 'react-i18next'

/** B:hi → rules.certainty.B-hi: a colon would name a namespace. */
export function useCertaintyWord(): (certainty: string) => string {
  const { t } = useTranslation()
  return (certainty) => t(`rules.certainty.${certainty.replace(':', '-')}`)
}
