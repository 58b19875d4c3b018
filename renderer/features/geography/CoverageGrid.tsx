import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaoRow, Place } from '../../../core/geography/contract.ts'
import { shortLaoName } from '../../../core/geography/paste.ts'
import { api, client } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { DataGrid, EmptyState, FaultBar, type GridColumn, Query } from '../../ui/index.ts'
import { type Cover, type CoverageRow, changedCells, coverageColumns, coverageRows } from './coverage-rows.ts'
import { TambonSelect } from './TambonSelect.tsx'

/** Villages of a tambon × อปท.: wholly, in part, or not; a village may lie in several (DOMAIN.md §8). */
export function CoverageGrid({
  laos,
  tambons,
}: {
  laos: readonly LaoRow[]
  tambons: readonly (Place & { villages: number })[]
}) {
  const { t } = useTranslation()
  const [askedTambon, setTambon] = useQueryParam('tambon')
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  const [fault, setFault] = useState<unknown>(null)
  const [over, setOver] = useState<readonly CoverageRow[] | null>(null)
  const save = useCommand(client.geography.saveCoverage)
  const tambon =
    tambons.find((one) => one.code === askedTambon) ?? tambons.find((one) => one.villages > 0) ?? tambons[0]
  const villages = useQuery(
    api.geography.villages.queryOptions({
      input: { tambonCode: tambon?.code ?? '' },
      enabled: tambon !== undefined,
    }),
  )
  const rows = useMemo(() => coverageRows(villages.data ?? [], laos), [villages.data, laos])
  const shown = useMemo(
    () => coverageColumns(laos, rows, tambon?.name ?? ' ', asked),
    [laos, rows, tambon?.name, asked],
  )
  const columns = useMemo<GridColumn<CoverageRow>[]>(() => {
    const options = (['whole', 'part'] as const).map((value) => ({
      value,
      label: t(`geography.cover.${value}`),
    }))
    return [
      { key: 'mooNo', title: t('geography.village.mooNo'), kind: 'number', width: 58, readOnly: true },
      {
        key: 'name',
        title: t('geography.village.name'),
        kind: 'text',
        width: 170,
        grow: 1.5,
        readOnly: true,
      },
      ...shown.map(
        (lao): GridColumn<CoverageRow> => ({
          key: lao.id,
          title: shortLaoName(lao.name),
          kind: 'select',
          width: 124,
          grow: 0.8,
          options,
          get: (row) => row.cover[lao.id] ?? null,
          set: (row, value) => ({
            ...row,
            cover: {
              ...row.cover,
              [lao.id]: value === 'whole' || value === 'part' ? value : (null as Cover),
            },
          }),
        }),
      ),
      {
        key: 'verdict',
        title: t('geography.cover.verdict'),
        kind: 'text',
        width: 150,
        grow: 0.6,
        readOnly: true,
        get: ({ problem }) => (problem ? t(`geography.cover.problem.${problem.kind}`) : ''),
      },
    ]
  }, [shown, t])
  const others = laos.filter((lao) => lao.laoType !== 'AGENCY' && !shown.includes(lao))
  const change = (next: CoverageRow[]) => {
    setFault(null)
    setOver(next)
    save
      .run({ newLaos: [], links: changedCells(rows, next), dryRun: false })
      .catch(setFault)
      .finally(() => setOver(null))
  }
  if (tambon === undefined)
    return <EmptyState title={t('geography.empty.title')} text={t('geography.empty.text')} />
  return (
    <Box sx={{ p: 1.2, pb: 0 }}>
      <FilterBar>
        <TambonSelect tambons={tambons} value={tambon.code} onChange={setTambon} />
        {others.length > 0 ? (
          <FilterSelect
            label={t('geography.cover.add')}
            value=""
            width="18rem"
            options={[
              { value: '', label: '' },
              ...others.map((lao) => ({ value: lao.id, label: shortLaoName(lao.name) })),
            ]}
            onChange={(id) => setAsked((now) => new Set([...now, id]))}
          />
        ) : null}
        <Box sx={{ fontSize: '0.9rem', color: 'text.secondary', flex: '1 1 16rem' }}>
          {t('geography.cover.help')}
        </Box>
      </FilterBar>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Box sx={{ mx: -1.2 }}>
        <Query of={villages}>
          {() => (
            <DataGrid<CoverageRow>
              label={t('geography.cover.table', { tambon: tambon.name })}
              rows={over ?? rows}
              columns={columns}
              rowKey={(row) => row.villageId}
              onChange={change}
              canRemove={false}
              maxHeight="calc(100vh - 25rem)"
            />
          )}
        </Query>
      </Box>
    </Box>
  )
}
