import Box from '@mui/material/Box'
import { FileDown, FolderOpen, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rowOutcomes } from '../../../core/sheets/rules.ts'
import { formatNumber } from '../../app/format.ts'
import { Button, Section, StatusChip } from '../../ui/index.ts'
import { BatchList, useUndoImport } from './BatchList.tsx'
import { outcomeStatus } from './CheckStep.tsx'
import { homeOf } from './import-target.ts'
import type { ImportWork } from './use-import.ts'

/** What came of it, where the rows are now, and the way back. */
export function ResultStep({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const undo = useUndoImport()
  const [undone, setUndone] = useState(false)
  const { done, file } = work
  if (done === null || file === null) return null
  const takeBack = async () => {
    if (done.batchId !== null && (await undo.ask(done.batchId, file.name))) setUndone(true)
  }
  return (
    <>
      <Section
        title={t(undone ? 'sheets.result.undone' : 'sheets.result.title', { file: file.name })}
        actions={
          <>
            {done.counts.refused > 0 && !undone ? (
              <Button icon={FileDown} onClick={() => void work.badRows()} busy={work.collecting.running}>
                {t('sheets.badRows', { count: done.counts.refused })}
              </Button>
            ) : null}
            <Button icon={FolderOpen} onClick={work.again}>
              {t('sheets.result.again')}
            </Button>
            {undone || done.batchId === null ? null : (
              <Button look="danger" icon={Undo2} onClick={() => void takeBack()} busy={undo.running}>
                {t('sheets.undo')}
              </Button>
            )}
            <Button look="main" href={homeOf(work.target)}>
              {t(`sheets.result.open.${work.target.target}`)}
            </Button>
          </>
        }
      >
        <Box
          component="ul"
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, listStyle: 'none', m: 0, p: 0 }}
        >
          {rowOutcomes
            .filter((outcome) => done.counts[outcome] > 0)
            .map((outcome) => (
              <li key={outcome}>
                <StatusChip
                  status={outcomeStatus[outcome]}
                  label={t('sheets.outcome.count', {
                    outcome: t(`sheets.outcome.${outcome}`),
                    count: formatNumber(done.counts[outcome]),
                  })}
                />
              </li>
            ))}
        </Box>
        {done.counts.refused > 0 && !undone ? (
          <Box sx={{ mt: 1, color: 'text.secondary' }}>{t('sheets.result.refused')}</Box>
        ) : null}
      </Section>
      <BatchList target={work.target} />
    </>
  )
}
