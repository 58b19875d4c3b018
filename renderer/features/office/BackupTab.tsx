import { useQuery } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../app/client.ts'
import { formatBytes } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useTask } from '../../app/task.ts'
import {
  Button,
  EmptyState,
  ProgressDialog,
  Query,
  Section,
  StatusChip,
  Table,
  useConfirm,
} from '../../ui/index.ts'

/** Verified backups and the way back to one of them (C25). */
export function BackupTab() {
  const { t } = useTranslation()
  const backups = useQuery(api.office.backups.queryOptions())
  const make = useTask(client.office.backUp)
  const restore = useTask(client.office.restore)
  const confirm = useConfirm()
  const { notify } = useNotice()
  const backUp = async () => {
    const done = await make.attempt(undefined as never)
    if (done.ok) notify(t('office.backup.done', { name: done.value.name }))
  }
  const goBack = async (name: string) => {
    if (
      !(await confirm({
        title: t('office.backup.restore.title'),
        text: t('office.backup.restore.text', { name }),
        confirm: t('office.backup.restore'),
        danger: true,
      }))
    )
      return
    const done = await restore.attempt({ name })
    if (done.ok) notify(t('office.backup.restored', { name }))
  }
  const button = (
    <Button icon={Archive} onClick={() => void backUp()}>
      {t('office.backup.make')}
    </Button>
  )
  return (
    <Section title={t('office.tab.backups')} help={t('office.backup.help')} actions={button} flush>
      <Query of={backups}>
        {(rows) => (
          <Table
            label={t('office.tab.backups')}
            rows={rows}
            rowKey={(row) => row.name}
            empty={
              <EmptyState
                icon={Archive}
                title={t('office.backup.empty.title')}
                text={t('office.backup.empty.text')}
                action={button}
              />
            }
            columns={[
              { key: 'name', title: t('office.backup.name'), rowHead: true, cell: (row) => row.name },
              {
                key: 'size',
                title: t('office.backup.size'),
                align: 'right',
                cell: (row) => formatBytes(row.sizeBytes),
              },
              {
                key: 'intact',
                title: t('office.backup.checked'),
                cell: (row) => (
                  <StatusChip
                    status={row.intact ? 'done' : 'late'}
                    label={row.intact ? t('office.backup.intact') : t('office.backup.broken')}
                  />
                ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <Button
                    look="quiet"
                    disabled={!row.intact}
                    label={t('office.backup.restore.of', { name: row.name })}
                    onClick={() => void goBack(row.name)}
                  >
                    {t('office.backup.restore')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Query>
      <ProgressDialog task={make} title={t('office.backup.make')} />
      <ProgressDialog task={restore} title={t('office.backup.restore')} />
    </Section>
  )
}
