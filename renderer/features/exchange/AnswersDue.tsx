import { useQuery } from '@tanstack/react-query'
import { MailCheck, UsbIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportResult } from '../../../core/exchange/contract.ts'
import type { AnswerKind } from '../../../core/exchange/rules.ts'
import { api, client } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { useTask } from '../../app/task.ts'
import { Button, EmptyState, Query, Section, StatusChip, Table } from '../../ui/index.ts'
import { WriteDialog, type WriteTo } from './WriteDialog.tsx'

type Due = { packageId: string; officeName: string; kind: AnswerKind; sequence: number }

/** Who handed in and has not heard what became of it: a receipt or a return for each, or all on one drive. */
export function AnswersDue() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const due = useQuery(api.exchange.answersDue.queryOptions())
  const [writing, setWriting] = useState<readonly Due[] | null>(null)
  const rows = due.data ?? []
  // at a district without laptops there is nobody to answer: no empty table between its two lists
  if (office.profile === 'district' && rows.length === 0 && writing === null && !due.isError) return null
  return (
    <Section
      title={t('exchange.answers.title')}
      help={t('exchange.answers.help')}
      flush
      actions={
        rows.length > 1 ? (
          <Button icon={UsbIcon} onClick={() => setWriting(rows)}>
            {t('exchange.answers.all', { count: rows.length })}
          </Button>
        ) : null
      }
    >
      <Query of={due}>
        {(lines) => (
          <Table
            label={t('exchange.answers.title')}
            rows={lines}
            rowKey={(row) => row.packageId}
            maxHeight="22rem"
            empty={
              <EmptyState
                icon={MailCheck}
                title={t('exchange.answers.empty.title')}
                text={t('exchange.answers.empty.text')}
              />
            }
            columns={[
              {
                key: 'office',
                title: t('exchange.answers.office'),
                rowHead: true,
                cell: (row) => row.officeName,
              },
              {
                key: 'kind',
                title: t('exchange.answers.kind'),
                cell: (row) => (
                  <StatusChip
                    status={row.kind === 'return' ? 'late' : 'underWay'}
                    label={t(`exchange.packageKind.${row.kind}`)}
                  />
                ),
              },
              {
                key: 'sequence',
                title: t('exchange.answers.about'),
                align: 'right',
                cell: (row) => row.sequence,
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <Button
                    look="quiet"
                    icon={UsbIcon}
                    label={t('exchange.answers.write.of', { office: row.officeName })}
                    onClick={() => setWriting([row])}
                  >
                    {t('exchange.answers.write')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Query>
      {writing === null ? null : <WriteAnswers due={writing} onClose={() => setWriting(null)} />}
    </Section>
  )
}

/** Writes the answers of these packages, one after the other; a try after a fault goes on where it stopped. */
export function WriteAnswers({ due, onClose }: { due: readonly Due[]; onClose: () => void }) {
  const { t } = useTranslation()
  const task = useTask(client.exchange.exportAnswer)
  const done = useRef(new Map<string, ExportResult>())
  const only = due.length === 1 ? due[0] : undefined
  const run = async (to: WriteTo) => {
    for (const { packageId } of due) {
      if (!done.current.has(packageId)) done.current.set(packageId, await task.run({ packageId, ...to }))
    }
    return [...done.current.values()]
  }
  return (
    <WriteDialog
      open
      onClose={onClose}
      title={
        only
          ? t(`exchange.answers.title.${only.kind}`, { office: only.officeName })
          : t('exchange.answers.title.all', { count: due.length })
      }
      estimateBytes={null}
      task={task}
      run={run}
      drivesOnly={only === undefined}
    />
  )
}
