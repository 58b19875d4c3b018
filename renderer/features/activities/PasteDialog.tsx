import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PastedActivity } from '../../../core/activities/contract.ts'
import { client } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, FaultBar, SheetDialog, StatusChip, Table } from '../../ui/index.ts'
import { PasteField } from '../geography/PasteField.tsx'

type Kind = 'session' | 'participation' | 'workshop'
const pause = 250

/** Many activities from Excel: a dry run of the very command says of each row what becomes of it, or why nothing does. */
export function PasteDialog({
  kind,
  editionFy,
  tambonCode,
  onClose,
}: {
  kind: Kind
  editionFy: number
  tambonCode: string | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const draft = useDraft<string>(`activities.paste:${kind}`)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? draft.found?.data ?? ''
  const [rows, setRows] = useState<PastedActivity[]>([])
  const [reading, setReading] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const paste = useCommand(client.activities.paste)
  useEffect(() => {
    setFault(null)
    if (text.trim() === '') {
      setRows([])
      return
    }
    let here = true
    setReading(true)
    const timer = setTimeout(() => {
      client.activities.paste({ editionFy, kind, tambonCode, text, dryRun: true }).then(
        (read) => {
          if (!here) return
          setRows(read.rows)
          setReading(false)
        },
        (error: unknown) => {
          if (!here) return
          setFault(error)
          setRows([])
          setReading(false)
        },
      )
    }, pause)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [text, editionFy, kind, tambonCode])
  const good = rows.filter(isGood)
  const bad = rows.filter((row) => row.problems.length > 0)
  const already = rows.filter((row) => row.already && row.problems.length === 0)
  const commit = async () => {
    setFault(null)
    try {
      const done = await paste.run({ editionFy, kind, tambonCode, text, dryRun: false })
      await draft.forget()
      notify(t('activities.paste.done', { count: formatNumber(done.saved) }))
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={`${t('activities.paste.title')}: ${t(`activities.kind.${kind}`)}`}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            busy={paste.running}
            disabled={good.length === 0 || reading}
            onClick={() => void commit()}
          >
            {t('activities.paste.take', { count: formatNumber(good.length) })}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <PasteField
        text={text}
        onText={(next) => {
          setTyped(next)
          draft.keep(next)
        }}
        autoFocus
        help={t(kind === 'participation' ? 'activities.paste.help.steps' : 'activities.paste.help')}
        example={t('activities.paste.example')}
      />
      {rows.length > 0 ? (
        <Box sx={{ mt: 1.2, display: 'grid', gap: 1 }}>
          <Box role="status" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <StatusChip
              status="done"
              label={t('activities.paste.good', { count: formatNumber(good.length) })}
            />
            {already.length > 0 ? (
              <StatusChip
                status="notStarted"
                label={t('activities.paste.already', { count: formatNumber(already.length) })}
              />
            ) : null}
            {bad.length > 0 ? (
              <StatusChip
                status="late"
                label={t('activities.paste.bad', { count: formatNumber(bad.length) })}
              />
            ) : null}
          </Box>
          <Box
            sx={(theme) => ({
              border: `1px solid ${theme.tokens.rule}`,
              borderRadius: 1,
              overflow: 'hidden',
            })}
          >
            <Table<PastedActivity>
              label={t('activities.paste.rows')}
              maxHeight="19rem"
              rows={[...bad, ...rows.filter((row) => row.problems.length === 0)]}
              rowKey={(row) => String(row.line)}
              rowTone={(row) => (row.problems.length > 0 ? 'late' : undefined)}
              columns={[
                {
                  key: 'line',
                  title: t('people.paste.line'),
                  align: 'right',
                  width: '4rem',
                  cell: (row) => formatNumber(row.line),
                },
                {
                  key: 'what',
                  title: t('activities.paste.read'),
                  cell: (row) =>
                    row.fields === null ? (
                      <Box component="span" sx={{ color: 'text.secondary' }}>
                        {row.cells.filter((cell) => cell !== '').join(' · ')}
                      </Box>
                    ) : (
                      row.fields.subject
                    ),
                },
                {
                  key: 'date',
                  title: t('activities.column.date'),
                  nowrap: true,
                  width: '7rem',
                  cell: (row) => (row.fields === null ? '' : formatDate(row.fields.heldOn, 'short')),
                },
                {
                  key: 'tambon',
                  title: t('activities.column.tambon'),
                  width: '8rem',
                  cell: (row) => (row.fields === null ? '' : (row.tambonName ?? t('activities.tambon.all'))),
                },
                {
                  key: 'persons',
                  title: t('activities.column.persons'),
                  align: 'right',
                  width: '7rem',
                  cell: (row) => (row.fields === null ? '' : formatNumber(row.persons)),
                },
                {
                  key: 'why',
                  title: t('activities.paste.outcome'),
                  width: '30%',
                  cell: (row) =>
                    row.problems.length > 0 ? (
                      <Box component="span" sx={{ color: 'error.main' }}>
                        {row.problems.map(({ key, params }) => t(`validation:${key}`, params)).join(' · ')}
                      </Box>
                    ) : row.already ? (
                      t('activities.paste.there')
                    ) : (
                      t('activities.paste.new')
                    ),
                },
              ]}
            />
          </Box>
        </Box>
      ) : null}
    </SheetDialog>
  )
}

function isGood(row: PastedActivity): boolean {
  return row.fields !== null && row.problems.length === 0 && !row.already
}
