import Alert from '@mui/material/Alert'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readRegisterPaste } from '../../../core/papers/register-paste.ts'
import type { UsedNumber } from '../../../core/papers/rules.ts'
import { client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { FieldFrame } from '../../ui/Fields.tsx'
import { Table } from '../../ui/Table.tsx'
import type { Of } from './RegisterDialogs.tsx'

const SHOWN = 200

/** Numbers used on paper this year, pasted from Excel; what would come of it is said before anything is kept (C17). */
export function RegisterImportDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify, showFault } = useNotice()
  const [text, setText] = useState('')
  const [gapReason, setGapReason] = useState('')
  const read = useMemo(() => readRegisterPaste(text, of.year), [text, of.year])
  const take = useCommand(client.papers.importRegister)
  const input = { ...of, rows: read.rows, gapReason }
  const trial = useQuery({
    queryKey: ['papers.importRegister.trial', of, read.rows],
    queryFn: () => client.papers.importRegister({ ...input, gapReason: '', dryRun: true }),
    enabled: read.rows.length > 0,
  })
  const outcome = read.rows.length > 0 ? trial.data : undefined
  const gaps = outcome?.gaps ?? []
  const ready = outcome !== undefined && outcome.added > 0 && (gaps.length === 0 || gapReason.trim() !== '')
  const run = async () => {
    const done = await take.attempt({ ...input, dryRun: false })
    if (!done.ok) return
    notify(t('papers.import.done', { count: done.value.added }))
    onClose()
  }
  const fieldId = useId()
  const reasonId = useId()
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('papers.register.import')}
      width="lg"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" disabled={!ready} busy={take.running} onClick={() => void run()}>
            {t('papers.import.do', { count: outcome?.added ?? 0 })}
          </Button>
        </>
      }
    >
      <p>{t('papers.import.help', { year: of.year })}</p>
      <FieldFrame id={fieldId} label={t('papers.import.text')} wide>
        <MuiTextField
          id={fieldId}
          multiline
          fullWidth
          minRows={5}
          maxRows={9}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('papers.import.example')}
          slotProps={{ htmlInput: { spellCheck: false, style: { whiteSpace: 'pre', overflowX: 'auto' } } }}
        />
      </FieldFrame>
      {trial.error ? (
        <Alert severity="error" sx={{ mt: 1 }} onClick={() => showFault(faultOf(trial.error))}>
          {t('papers.import.failed')}
        </Alert>
      ) : null}
      {read.troubles.length > 0 ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {read.troubles.slice(0, 5).map(({ line, reason, text: what }) => (
            <div key={line}>{t(`papers.import.trouble.${reason}`, { line, text: what, year: of.year })}</div>
          ))}
          {read.troubles.length > 5 ? (
            <div>{t('papers.problem.more', { more: read.troubles.length - 5 })}</div>
          ) : null}
        </Alert>
      ) : null}
      {outcome && outcome.refused.length > 0 ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {outcome.refused.slice(0, 5).map(({ number, reason }) => (
            <div key={`${number} ${reason}`}>
              {t(`papers.import.refused.${reason}`, { number, year: of.year })}
            </div>
          ))}
          {outcome.refused.length > 5 ? (
            <div>{t('papers.problem.more', { more: outcome.refused.length - 5 })}</div>
          ) : null}
        </Alert>
      ) : null}
      {gaps.length > 0 ? (
        <>
          <Alert severity="info" sx={{ my: 1 }}>
            {t('papers.import.gaps', {
              gaps: gaps
                .slice(0, 20)
                .map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`))
                .join(', '),
            })}
          </Alert>
          <FieldFrame id={reasonId} label={t('papers.import.gapReason')} required wide>
            <MuiTextField
              id={reasonId}
              fullWidth
              value={gapReason}
              onChange={(event) => setGapReason(event.target.value)}
              placeholder={t('papers.import.gapReason.example')}
            />
          </FieldFrame>
        </>
      ) : null}
      {read.rows.length > 0 ? (
        <Table<UsedNumber>
          label={t('papers.import.rows')}
          rows={read.rows.slice(0, SHOWN)}
          rowKey={(row, at) => `${row.number} ${at}`}
          maxHeight="16rem"
          columns={[
            {
              key: 'number',
              title: t('papers.register.column.number'),
              rowHead: true,
              align: 'right',
              width: '5rem',
              cell: (row) => row.number,
            },
            {
              key: 'dated',
              title: t('papers.column.dated'),
              nowrap: true,
              width: '8rem',
              cell: (row) => (row.dated ? formatDate(row.dated, 'short') : ''),
            },
            { key: 'subject', title: t('papers.column.subject'), cell: (row) => row.subject },
            {
              key: 'addressee',
              title: t('papers.column.addressee'),
              width: '14rem',
              cell: (row) => row.addressee,
            },
          ]}
        />
      ) : null}
    </SheetDialog>
  )
}
