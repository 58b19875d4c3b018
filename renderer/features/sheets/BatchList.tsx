import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportBatchLine } from '../../../core/sheets/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, Query, Section, StatusChip, Table, useConfirm } from '../../ui/index.ts'
import type { ImportTarget } from './import-target.ts'

/** Earlier imports into the same place, each to be taken back whole. */
export function BatchList({ target }: { target: ImportTarget }) {
  const { t } = useTranslation()
  const batches = useQuery(
    api.sheets.batches.queryOptions({ input: { target: target.target, targetId: target.targetId } }),
  )
  const undo = useUndoImport()
  return (
    <Section title={t('sheets.batches.title')} flush>
      <Query of={batches}>
        {(rows) => (
          <Table
            label={t('sheets.batches.title')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={<div style={{ padding: '0.9rem 1rem' }}>{t('sheets.batches.none')}</div>}
            columns={[
              {
                key: 'on',
                title: t('sheets.batches.on'),
                nowrap: true,
                cell: (row) => formatDate(row.importedOn.slice(0, 10), 'short'),
              },
              {
                key: 'file',
                title: t('sheets.batches.file'),
                rowHead: true,
                cell: (row) =>
                  row.sheetName === ''
                    ? row.fileName
                    : t('sheets.batches.fileSheet', { file: row.fileName, sheet: row.sheetName }),
              },
              ...(['added', 'changed', 'same', 'refused'] as const).map((key) => ({
                key,
                title: t(`sheets.outcome.${key}`),
                align: 'right' as const,
                cell: (row: ImportBatchLine) => formatNumber(row.counts[key]),
              })),
              {
                key: 'state',
                title: t('common.state'),
                cell: (row) =>
                  row.undoneOn === null ? (
                    <StatusChip status="done" label={t('sheets.batches.in')} />
                  ) : (
                    <StatusChip
                      status="notStarted"
                      label={t('sheets.batches.undone', {
                        date: formatDate(row.undoneOn.slice(0, 10), 'short'),
                      })}
                    />
                  ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) =>
                  row.undoneOn === null ? (
                    <Button
                      look="quiet"
                      icon={Undo2}
                      label={t('sheets.undo.of', { file: row.fileName })}
                      onClick={() => void undo.ask(row.id, row.fileName)}
                    >
                      {t('sheets.undo.short')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}

/** Asks and takes a whole import back. */
export function useUndoImport() {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const { notify } = useNotice()
  const command = useCommand(client.sheets.undoImport)
  const ask = async (batchId: string, file: string): Promise<boolean> => {
    const sure = await confirm({
      title: t('sheets.undo'),
      text: t('sheets.undo.text', { file }),
      confirm: t('sheets.undo'),
      danger: true,
    })
    if (!sure) return false
    const done = await command.attempt({ batchId })
    if (done.ok) notify(t('sheets.undo.done', { file }))
    return done.ok
  }
  return { ask, running: command.running }
}
