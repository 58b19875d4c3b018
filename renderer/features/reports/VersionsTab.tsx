import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type {
  FigureDifference,
  RecordChange,
  Report,
  ReportDifferences,
  ReportLine,
} from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatMoment, formatNumber } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { useGoAndBack } from '../../app/way-back.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AppLink, EmptyState, Query, Section, StatusChip, Table } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { countOf } from './ChangedBar.tsx'
import { showValue, useFigureText } from './figure-words.ts'
import { Paragraphs } from './Paragraphs.tsx'

/** What changed after the signature, what this version changed of the one before, and the chain of versions. */
export function VersionsTab({ report }: { report: Report }) {
  const { t } = useTranslation()
  const signed = report.state === 'signed'
  const corrects = report.supersedesId !== null
  const now = useQuery(
    api.reports.differences.queryOptions({ input: { id: report.id, with: 'now' }, enabled: signed }),
  )
  const before = useQuery(
    api.reports.differences.queryOptions({ input: { id: report.id, with: 'version' }, enabled: corrects }),
  )
  return (
    <>
      {signed ? (
        <Query of={now}>
          {(differences) => (
            <Differences
              report={report}
              differences={differences}
              title={t('reports.changed.title')}
              none={t('reports.changed.none')}
            />
          )}
        </Query>
      ) : null}
      {corrects ? (
        <Query of={before}>
          {(differences) => (
            <Differences
              report={report}
              differences={differences}
              title={t('reports.version.differences', { no: differences.versionNo ?? report.versionNo - 1 })}
              none={t('reports.version.differences.none')}
            />
          )}
        </Query>
      ) : null}
      <Versions report={report} />
    </>
  )
}

function Versions({ report }: { report: Report }) {
  const { t } = useTranslation()
  const go = useGo()
  const all = useQuery(api.reports.list.queryOptions({ input: { officeId: report.officeId } }))
  return (
    <Section flush title={t('reports.versions')} help={t('reports.versions.help')}>
      <Query of={all}>
        {(lines) => (
          <ArrowRows>
            <Table<ReportLine>
              label={t('reports.versions')}
              rows={lines
                .filter((line) => line.directiveId === report.directiveId)
                .sort((a, b) => b.versionNo - a.versionNo)}
              rowKey={(line) => line.id}
              columns={[
                {
                  key: 'no',
                  title: t('reports.column.version'),
                  rowHead: true,
                  width: '13rem',
                  cell: (line) => (
                    <>
                      <RowLink onOpen={() => go(`/reports/${line.id}`)}>
                        {line.versionNo === 1
                          ? t('reports.version.first')
                          : t('reports.page.versionNo', { no: line.versionNo })}
                      </RowLink>
                      {line.id === report.id ? ` (${t('reports.version.this')})` : ''}
                    </>
                  ),
                },
                {
                  key: 'reason',
                  title: t('reports.reopen.reason'),
                  cell: (line) => (line.reason === '' ? '–' : line.reason),
                },
                {
                  key: 'asOf',
                  title: t('reports.column.asOf'),
                  nowrap: true,
                  width: '8rem',
                  cell: (line) => formatDate(line.asOf, 'short'),
                },
                {
                  key: 'signedOn',
                  title: t('reports.sign.date'),
                  nowrap: true,
                  width: '8rem',
                  cell: (line) => (line.signedOn === null ? '' : formatDate(line.signedOn, 'short')),
                },
                {
                  key: 'state',
                  title: t('reports.column.state'),
                  nowrap: true,
                  width: '9rem',
                  cell: (line) => (
                    <StatusChip
                      status={line.state === 'signed' ? 'done' : 'underWay'}
                      label={t(`reports.state.${line.state}`)}
                    />
                  ),
                },
                {
                  key: 'letter',
                  title: t('reports.versions.letter'),
                  nowrap: true,
                  width: '9rem',
                  cell: (line) =>
                    line.letterId === null ? (
                      ''
                    ) : (
                      <AppLink
                        href={`/papers/letters/${line.letterId}`}
                        label={t('reports.letter.of', { no: line.versionNo })}
                      >
                        {t('reports.letter')}
                      </AppLink>
                    ),
                },
              ]}
            />
          </ArrowRows>
        )}
      </Query>
    </Section>
  )
}

function Differences({
  report,
  differences,
  title,
  none,
}: {
  report: Report
  differences: ReportDifferences
  title: string
  none: string
}) {
  const { t } = useTranslation()
  const text = useFigureText()
  const goAndBack = useGoAndBack()
  if (countOf(differences) === 0)
    return (
      <Section title={title}>
        <EmptyState icon={History} title={none} text={t('reports.changed.none.what')} />
      </Section>
    )
  const open = (href: string) => goAndBack(href, location.hash.slice(1), t('reports.changed.wayBack'))
  const said = (change: RecordChange) =>
    change.changedAt === null
      ? ''
      : [formatMoment(change.changedAt), change.changedBy].filter((one) => one !== '').join(' ')
  return (
    <Section flush title={title} help={t('reports.changed.help', { count: countOf(differences) })}>
      {differences.figures.length === 0 ? null : (
        <ArrowRows>
          <Table<FigureDifference>
            label={title}
            rows={differences.figures}
            rowKey={(row) => row.key}
            columns={[
              {
                key: 'name',
                title: t('reports.compare.figure'),
                rowHead: true,
                width: '30%',
                cell: (row) =>
                  `${t('reports.page.duty', { no: row.dutyNo })} ${row.name}${row.typed ? ` · ${t('reports.figure.typed')}` : ''}`,
              },
              {
                key: 'before',
                title: t(
                  differences.against === 'now' ? 'reports.figure.asSigned' : 'reports.version.before',
                ),
                align: 'right',
                nowrap: true,
                width: '9rem',
                cell: (row) => text(row.unit, row.before.value, row.before.expected),
              },
              {
                key: 'now',
                title: t(differences.against === 'now' ? 'reports.figure.today' : 'reports.version.after'),
                align: 'right',
                nowrap: true,
                width: '9rem',
                cell: (row) => text(row.unit, row.now.value, row.now.expected),
              },
              {
                key: 'records',
                title: t('reports.changed.records'),
                cell: (row) =>
                  row.records.length === 0 ? (
                    '–'
                  ) : (
                    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                      {row.records.map((change) => (
                        <li key={`${change.record}:${change.tambonCode ?? ''}`}>
                          {change.href === '' ? (
                            change.label
                          ) : (
                            <RowLink onOpen={() => open(change.href)}>{change.label}</RowLink>
                          )}{' '}
                          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
                            {changeWords(row, change)}
                            {said(change) === '' ? null : (
                              <Box component="span" sx={{ display: 'block' }}>
                                {said(change)}
                              </Box>
                            )}
                          </Box>
                        </li>
                      ))}
                    </Box>
                  ),
              },
            ]}
          />
        </ArrowRows>
      )}
      {differences.texts.length === 0 ? null : (
        <Box sx={{ px: 1.6, py: 1 }}>
          {differences.texts.map((one) => (
            <Box key={`${one.dutyId}:${one.part}`} sx={{ mb: 1 }}>
              <strong>
                {t('reports.page.duty', { no: one.no })} {t(`reports.page.${one.part}`)}
              </strong>
              <Box
                sx={{
                  display: 'grid',
                  gap: 1.6,
                  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
                }}
              >
                <Words label={t('reports.version.before')} text={one.before} />
                <Words label={t('reports.version.after')} text={one.now} />
              </Box>
            </Box>
          ))}
        </Box>
      )}
      {differences.notes.length === 0 ? null : (
        <Box sx={{ px: 1.6, py: 1 }}>
          <strong>{t('reports.changed.notes', { count: differences.notes.length })}</strong>
          <Box component="ul" sx={{ my: 0.4, pl: 2.4 }}>
            {differences.notes.map((note) => (
              <li key={note.id}>
                {[formatDate(note.notedOn, 'short'), note.tambonName, t(`reports.page.${note.part}`)]
                  .filter((one) => one !== '')
                  .join(' · ')}{' '}
                <AppLink href={`/reports/notes?directive=${report.directiveId}&note=${note.id}`}>
                  {note.text}
                </AppLink>
              </li>
            ))}
          </Box>
        </Box>
      )}
    </Section>
  )

  function changeWords(row: FigureDifference, change: RecordChange): string {
    if (change.before === null) return t('reports.changed.came', { value: showValue(row.unit, change.now) })
    if (change.now === null) return t('reports.changed.went', { value: showValue(row.unit, change.before) })
    return t('reports.changed.counts', {
      before: showValue(row.unit, change.before),
      now: showValue(row.unit, change.now),
    })
  }
}

function Words({ label, text }: { label: string; text: string }) {
  return (
    <Box>
      <Box
        sx={{ color: 'text.secondary', fontSize: '0.86rem' }}
      >{`${label} (${formatNumber(text.length)})`}</Box>
      <Box tabIndex={0} role="region" aria-label={label} sx={{ maxHeight: '14rem', overflow: 'auto' }}>
        {text === '' ? '–' : <Paragraphs text={text} />}
      </Box>
    </Box>
  )
}
