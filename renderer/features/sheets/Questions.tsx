import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { type ProjectClass, projectClasses } from '../../../core/plans/rules.ts'
import { FilterSelect } from '../../ui/Filters.tsx'
import { Hint } from './Hint.tsx'
import { openQuestions } from './mapping.ts'
import type { ImportWork } from './use-import.ts'

/** Years (พ.ศ.) offered for figures: the proposed one and those before it. */
const yearsOffered = 15

/** What no column says and a person knows: asked once for the whole sheet, not refused row by row. */
export function Questions({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const { read, mapping, answers } = work
  if (read === null) return null
  const { asksClass, figureYear } = openQuestions(read, mapping)
  if (!asksClass && figureYear === null) return null
  return (
    <Hint>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center', pt: 0.6 }}>
        {asksClass ? (
          <>
            <span>{t('sheets.question.projectClass.help')}</span>
            <FilterSelect
              label={t('sheets.question.projectClass')}
              value={answers.projectClass ?? ''}
              options={[
                { value: '', label: t('sheets.question.unanswered') },
                ...projectClasses.map((one) => ({ value: one, label: t(`plans.class.${one}`) })),
              ]}
              onChange={(value) => work.answer({ projectClass: (value || null) as ProjectClass | null })}
              width="15rem"
            />
          </>
        ) : null}
        {figureYear === null ? null : (
          <>
            <span>{t('sheets.question.figureYear.help')}</span>
            <FilterSelect
              label={t('sheets.question.figureYear')}
              value={answers.figureYear === null ? '' : String(answers.figureYear)}
              options={[
                { value: '', label: t('sheets.question.unanswered') },
                ...Array.from({ length: yearsOffered }, (_, at) => {
                  const year = String(figureYear - at)
                  return { value: year, label: year }
                }),
              ]}
              onChange={(value) => work.answer({ figureYear: value === '' ? null : Number(value) })}
              width="15rem"
            />
          </>
        )}
      </Box>
    </Hint>
  )
}
