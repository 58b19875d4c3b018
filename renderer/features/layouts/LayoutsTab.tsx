import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LayoutLine } from '../../../core/layouts/contract.ts'
import { api } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { AppLink, Query, Section, Table } from '../../ui/index.ts'
import { LayoutEditor } from './LayoutEditor.tsx'
import { LayoutState } from './LayoutState.tsx'

/** Table layouts of papers and lists as data of the office (C23). */
export function LayoutsTab() {
  const { t, i18n } = useTranslation()
  const [asked] = useQueryParam('layout')
  const list = useQuery(api.layouts.list.queryOptions())
  if (asked !== null) return <LayoutEditor key={asked} id={asked} />
  return (
    <Section title={t('office.tab.layouts')} help={t('layouts.help')} flush>
      <Query of={list}>
        {(rows) => (
          <Table
            label={t('office.tab.layouts')}
            rows={inOrder(rows)}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                title: t('layouts.name'),
                rowHead: true,
                cell: (row) => <AppLink href={`/office?tab=layouts&layout=${row.id}`}>{row.name}</AppLink>,
              },
              {
                key: 'uses',
                title: t('layouts.uses'),
                cell: (row) =>
                  row.uses
                    .filter((use) => i18n.exists(`layouts.use.${use}`))
                    .map((use) => t(`layouts.use.${use}`))
                    .join(' · '),
              },
              { key: 'table', title: t('layouts.table'), cell: (row) => row.tableName },
              { key: 'columns', title: t('layouts.columns'), align: 'right', cell: (row) => row.columns },
              {
                key: 'state',
                title: t('common.state'),
                nowrap: true,
                cell: (row) => <LayoutState line={row} />,
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}

/** What the office has made or must mend comes first. */
function inOrder(rows: readonly LayoutLine[]): LayoutLine[] {
  const place = (row: LayoutLine) =>
    row.broken ? 0 : row.state === 'own' ? 1 : row.state === 'changed' ? 2 : row.uses.includes('list') ? 3 : 4
  return [...rows].sort((a, b) => place(a) - place(b))
}
