import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { Archive, ChevronLeft, ChevronRight, Files } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Letter } from '../../../core/papers/contract.ts'
import type { PaperRef } from '../../../core/papers/rules.ts'
import { client } from '../../app/client.ts'
import { useTask } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressDialog } from '../../ui/Dialogs.tsx'
import { FilterCheck, FilterSelect } from '../../ui/Filters.tsx'
import { PaperView, useHandOver, useMakePaper } from '../../ui/PaperView.tsx'

/** The paper of a letter; of one to many each addressee's own, and all of them printed at once (C16). */
export function LetterPaper({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const { addresseeRows: rows } = letter
  const [at, setAt] = useState(0)
  const [fileCopy, setFileCopy] = useState(false)
  const shown = rows[Math.min(at, rows.length - 1)]
  const copies = letter.form !== 'announcement'
  const paper: PaperRef = {
    kind: 'letter',
    id: letter.id,
    ...(shown ? { addresseeId: shown.id } : {}),
    ...(fileCopy && copies ? { fileCopy } : {}),
  }
  return (
    <>
      {rows.length > 1 ? <PrintAll letter={letter} /> : null}
      <PaperView
        paper={paper}
        height={rows.length > 1 ? 'calc(100vh - 17rem)' : 'calc(100vh - 13rem)'}
        actions={
          <>
            {rows.length > 1 ? (
              <>
                <IconButton
                  size="small"
                  aria-label={t('papers.paper.before')}
                  disabled={at === 0}
                  onClick={() => setAt(Math.max(0, at - 1))}
                >
                  <ChevronLeft size={18} aria-hidden />
                </IconButton>
                <FilterSelect
                  label={t('papers.paper.whose')}
                  value={shown?.id ?? ''}
                  width="12rem"
                  onChange={(id) => setAt(rows.findIndex((row) => row.id === id))}
                  options={rows.map(({ id, no, addressee }) => ({ value: id, label: `${no}. ${addressee}` }))}
                />
                <IconButton
                  size="small"
                  aria-label={t('papers.paper.after')}
                  disabled={at >= rows.length - 1}
                  onClick={() => setAt(Math.min(rows.length - 1, at + 1))}
                >
                  <ChevronRight size={18} aria-hidden />
                </IconButton>
              </>
            ) : null}
            {copies ? (
              <FilterCheck label={t('papers.paper.fileCopy')} checked={fileCopy} onChange={setFileCopy} />
            ) : null}
          </>
        }
      />
    </>
  )
}

/** Every one of a letter to many: one file in their order, or a file each. */
function PrintAll({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const { make, task } = useMakePaper()
  const many = useTask(client.papers.makeMany)
  const handOver = useHandOver()
  const [agenda, setAgenda] = useState(true)
  const [copies, setCopies] = useState<'none' | 'one' | 'each'>('one')
  const ofMeeting = letter.aboutTable === 'meeting'
  const zip = async () => {
    const made = await many.attempt({
      papers: letter.addresseeRows.map(({ id }) => ({ kind: 'letter', id: letter.id, addresseeId: id })),
      format: 'pdf',
      name: letter.subject.slice(0, 120),
    })
    if (made.ok) await handOver(made.value)
  }
  return (
    <Box
      role="group"
      aria-label={t('papers.run.title')}
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 0.8, rowGap: 1.4, alignItems: 'center', mb: 1 }}
    >
      <Button
        look="main"
        icon={Files}
        onClick={() =>
          void make(
            {
              kind: 'letterRun',
              id: letter.id,
              ...(copies === 'none' ? {} : { fileCopy: true, copies }),
              ...(ofMeeting ? { agenda } : {}),
            },
            'pdf',
          )
        }
      >
        {t('papers.run.one', { count: letter.addresseeRows.length })}
      </Button>
      <Button icon={Archive} onClick={() => void zip()}>
        {t('papers.run.zip')}
      </Button>
      {letter.form === 'announcement' ? null : (
        <FilterSelect
          label={t('papers.run.fileCopy')}
          value={copies}
          width="14rem"
          onChange={(value) => setCopies(value === 'each' || value === 'none' ? value : 'one')}
          options={(['one', 'each', 'none'] as const).map((value) => ({
            value,
            label: t(`papers.run.copies.${value}`),
          }))}
        />
      )}
      {ofMeeting ? (
        <FilterCheck label={t('papers.run.agenda')} checked={agenda} onChange={setAgenda} />
      ) : null}
      <ProgressDialog task={task} title={t('common.paper.making')} />
      <ProgressDialog task={many} title={t('common.paper.making')} />
    </Box>
  )
}
