import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { WorkRecord } from '../../../core/fieldwork/contract.ts'
import { formatNumber } from '../../app/format.ts'
import { Button, Section, Thai } from '../../ui/index.ts'
import { type Choices, openConflicts, withAll, withChoice } from './choices.ts'
import { RecordTable } from './RecordTable.tsx'

/** On a laptop, before newer records of the district are taken in: which value stands where both changed the same field. */
export function ConflictChooser({
  records,
  choices,
  onChoices,
}: {
  records: readonly WorkRecord[]
  choices: Choices
  onChoices: (choices: Choices) => void
}) {
  const { t } = useTranslation()
  const open = openConflicts(records, choices).length
  return (
    <Section
      flush
      title={t('fieldwork.choose.title')}
      help={t('fieldwork.choose.help')}
      actions={
        <>
          <Button onClick={() => onChoices(withAll(choices, records, 'theirs'))}>
            {t('fieldwork.choose.allTheirs')}
          </Button>
          <Button onClick={() => onChoices(withAll(choices, records, 'ours'))}>
            {t('fieldwork.choose.allOurs')}
          </Button>
        </>
      }
    >
      <Box role="status" sx={{ px: 1.6, py: 0.6, color: open > 0 ? 'error.main' : 'success.main' }}>
        <Thai
          text={
            open > 0 ? t('fieldwork.choose.open', { count: formatNumber(open) }) : t('fieldwork.choose.done')
          }
        />
      </Box>
      <RecordTable
        label={t('fieldwork.choose.title')}
        records={records}
        side="laptop"
        choices={choices}
        onChoose={(choice) => onChoices(withChoice(choices, choice, records))}
        maxHeight="30rem"
      />
    </Section>
  )
}
