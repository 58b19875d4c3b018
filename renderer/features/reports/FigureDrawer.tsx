import Box from '@mui/material/Box'
import Drawer from '@mui/material/Drawer'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure, FigureShare, FigureSource, Report } from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useGoAndBack } from '../../app/way-back.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { AppLink, Button, EmptyState, Query, Table, type TableColumn, Thai } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { differenceOf, hasChanged, showDifference, showValue, useFigureText } from './figure-words.ts'
import { TypedFigureForm } from './TypedFigures.tsx'

/** A figure down to its records: what was counted, what was expected and is not there, tambon by tambon. */
export function FigureDrawer({
  report,
  figure,
  tambonCode,
  onTambon,
  onClose,
}: {
  report: Report
  figure: Figure
  /** undefined = all of it; null = what is of no one tambon. */
  tambonCode: string | null | undefined
  onTambon: (code: string | null | undefined) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const id = useId()
  const share =
    tambonCode === undefined ? null : (figure.shares.find((one) => one.tambonCode === tambonCode) ?? null)
  const edits = figure.typed && report.state === 'draft'
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { 'aria-labelledby': id, role: 'dialog', sx: { width: 'min(46rem, 94vw)' } },
      }}
    >
      <Box sx={{ px: 2.2, pt: 1.4, pb: 2.4 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', mb: 0.6 }}>
          <Typography id={id} variant="h2" sx={{ flex: 1, minWidth: 0 }}>
            <Thai text={figure.name} />
            {share ? ` · ${share.tambonName}` : ''}
          </Typography>
          <Button icon={X} look="quiet" onClick={onClose} autoFocus>
            {t('common.close')}
          </Button>
        </Box>
        <Facts figure={figure} share={share} signed={report.state === 'signed'} />
        {figure.shares.length > 0 ? (
          <Box sx={{ mt: 1.6, mb: 1.2 }}>
            <FilterSelect
              label={t('common.tambon')}
              value={tambonCode === undefined ? 'all' : (tambonCode ?? '')}
              width="18rem"
              options={[
                { value: 'all', label: t('plans.overview.allTambons') },
                ...figure.shares.map((one) => ({ value: one.tambonCode ?? '', label: one.tambonName })),
              ]}
              onChange={(code) => onTambon(code === 'all' ? undefined : code === '' ? null : code)}
            />
          </Box>
        ) : null}
        {edits ? (
          <TypedShares report={report} figure={figure} tambonCode={tambonCode} />
        ) : (
          <Sources
            report={report}
            figure={figure}
            tambonCode={tambonCode}
            kind="sources"
            empty={t(figure.typed ? 'reports.figure.typed.none' : 'reports.page.sources.none.what')}
          />
        )}
        {figure.expected === null || figure.typed ? null : (
          <Sources report={report} figure={figure} tambonCode={tambonCode} kind="missing" empty="" />
        )}
      </Box>
    </Drawer>
  )
}

/** Value, as signed, last year: side by side. */
function Facts({ figure, share, signed }: { figure: Figure; share: FigureShare | null; signed: boolean }) {
  const { t } = useTranslation()
  const text = useFigureText()
  const { unit } = figure
  const now = share ?? figure
  const last = share ? share.lastYear : (figure.lastYear?.value ?? null)
  const from = figure.lastYear
  const facts: [string, React.ReactNode][] = [
    [
      t(signed ? 'reports.figure.today' : figure.typed ? 'reports.figure.number' : 'reports.figure.value'),
      text(unit, now.value, now.expected),
    ],
    ...(signed && hasChanged(now)
      ? ([
          [
            t('reports.figure.asSigned'),
            text(unit, now.frozenValue ?? now.value, now.frozenExpected ?? now.expected),
          ],
        ] satisfies [string, React.ReactNode][])
      : []),
    [t('reports.compare.last'), last === null ? t('reports.figure.noLastYear') : text(unit, last, null)],
    [t('reports.compare.difference'), showDifference(unit, differenceOf(now.value, last))],
  ]
  return (
    <>
      <Box component="dl" sx={{ display: 'flex', flexWrap: 'wrap', gap: '0.4rem 2rem', m: 0 }}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.86rem' }}>
              {label}
            </Box>
            <Box component="dd" sx={{ m: 0, fontWeight: 600, fontSize: '1.05rem' }}>
              {value}
            </Box>
          </div>
        ))}
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.9rem', mt: 0.4 }}>
        {figure.typed ? t('reports.figure.typed') : ''}
        {figure.typed && from !== null ? ' · ' : ''}
        {from === null ? null : (
          <>
            {t(`reports.figure.from.${from.from}`)}{' '}
            {from.reportId === null ? null : (
              <AppLink href={`/reports/${from.reportId}`}>{t('reports.figure.openLastYear')}</AppLink>
            )}
          </>
        )}
      </Box>
    </>
  )
}

/** Fields of a typed figure: of the district, or tambon by tambon. */
function TypedShares({
  report,
  figure,
  tambonCode,
}: {
  report: Report
  figure: Figure
  tambonCode: string | null | undefined
}) {
  const { t } = useTranslation()
  if (!figure.perTambon)
    return (
      <TypedFigureForm
        reportId={report.id}
        figure={figure}
        tambonCode={null}
        name={figure.name}
        label={t('reports.figure.number')}
        value={figure.value}
        expected={figure.expected}
        source={figure.source}
      />
    )
  return (
    <Box sx={{ mb: 1.4 }}>
      <Box sx={{ color: 'text.secondary', fontSize: '0.9rem', mb: 0.6 }}>
        {t('reports.figure.typed.help')}
      </Box>
      {figure.shares
        .filter((share) => tambonCode === undefined || share.tambonCode === tambonCode)
        .map((share) => (
          <TypedFigureForm
            key={share.tambonCode ?? ''}
            reportId={report.id}
            figure={figure}
            tambonCode={share.tambonCode}
            name={share.tambonName}
            value={share.value}
            expected={share.expected}
            source={share.source}
          />
        ))}
    </Box>
  )
}

function Sources({
  report,
  figure,
  tambonCode,
  kind,
  empty,
}: {
  report: Report
  figure: Figure
  tambonCode: string | null | undefined
  kind: 'sources' | 'missing'
  empty: string
}) {
  const { t } = useTranslation()
  const goAndBack = useGoAndBack()
  const input = {
    reportId: report.id,
    figure: figure.key,
    ...(tambonCode === undefined ? {} : { tambonCode }),
  }
  const sources = useQuery({
    ...api.reports.sources.queryOptions({ input }),
    enabled: kind === 'sources',
  })
  const missing = useQuery({
    ...api.reports.missing.queryOptions({ input }),
    enabled: kind === 'missing',
  })
  const rows = kind === 'sources' ? sources : missing
  const title = t(`reports.figure.${kind}`)
  const tambons = new Map(figure.shares.map((share) => [share.tambonCode, share.tambonName]))
  const open = (row: FigureSource) =>
    goAndBack(row.href, location.hash.slice(1), t('reports.figure.wayBack', { figure: figure.name }))
  return (
    <Query of={rows}>
      {(found) =>
        kind === 'missing' && found.length === 0 ? null : (
          <Box sx={{ mt: 1 }}>
            <Typography variant="h3" component="h3" sx={{ mb: 0.4 }}>
              {t('reports.figure.listOf', { title, count: found.length })}
            </Typography>
            <ArrowRows>
              <Table<FigureSource>
                label={title}
                rows={found}
                rowKey={(row, at) => `${row.record}-${row.tambonCode ?? ''}-${at}`}
                empty={<EmptyState title={t('reports.page.sources.none')} text={empty} />}
                columns={(
                  [
                    {
                      key: 'label',
                      title: t('reports.page.sources.label'),
                      rowHead: true,
                      cell: (row) =>
                        row.href === '' ? row.label : <RowLink onOpen={() => open(row)}>{row.label}</RowLink>,
                    },
                    {
                      key: 'tambon',
                      title: t('common.tambon'),
                      width: '9rem',
                      cell: (row) => tambons.get(row.tambonCode) ?? '',
                    },
                    {
                      key: 'date',
                      title: t('reports.page.sources.date'),
                      nowrap: true,
                      width: '7rem',
                      cell: (row) => (row.date === null ? '' : formatDate(row.date, 'short')),
                    },
                    {
                      key: 'value',
                      title: t('reports.page.sources.value'),
                      align: 'right',
                      nowrap: true,
                      width: '6rem',
                      cell: (row) => showValue(figure.unit, row.value),
                      total: showValue(
                        figure.unit,
                        found.reduce((sum, row) => sum + row.value, 0),
                      ),
                    },
                  ] satisfies TableColumn<FigureSource>[]
                )
                  .filter((column) => kind === 'sources' || (column.key !== 'value' && column.key !== 'date'))
                  .filter((column) => tambonCode === undefined || column.key !== 'tambon')
                  .filter((column) => figure.shares.length > 0 || column.key !== 'tambon')}
              />
            </ArrowRows>
          </Box>
        )
      }
    </Query>
  )
}
