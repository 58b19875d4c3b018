import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { ReadSheet } from '../../../core/sheets/contract.ts'
import { Section, Table } from '../../ui/index.ts'
import { Reasons } from './Reasons.tsx'

/** The first rows as the program understood them, so that a wrong column is seen before anything is tried. */
export function SampleTable({ read }: { read: ReadSheet }) {
  const { t } = useTranslation()
  const used = read.fields.filter((field) =>
    read.sampleRows.some((row) => row.values.some((value) => value.field === field.key && value.text !== '')),
  )
  if (read.sampleRows.length === 0) return null
  return (
    <Section title={t('sheets.sample.title')} help={t('sheets.sample.help')} flush>
      <Table
        label={t('sheets.sample.title')}
        rows={read.sampleRows}
        rowKey={(row) => String(row.line)}
        maxHeight="17rem"
        columns={[
          {
            key: 'line',
            title: t('sheets.row'),
            align: 'right',
            rowHead: true,
            cell: (row) => row.line,
          },
          ...used.map((field) => ({
            key: field.key,
            title: t(field.name, { year: field.year ?? '' }),
            align: field.kind === 'money' || field.kind === 'count' ? ('right' as const) : ('left' as const),
            cell: (row: ReadSheet['sampleRows'][number]) => (
              <Box sx={{ maxWidth: '18rem', minWidth: '5rem' }}>
                {row.values.find((value) => value.field === field.key)?.text ?? ''}
              </Box>
            ),
          })),
          {
            key: 'reasons',
            title: t('sheets.sample.reasons'),
            cell: (row) => <Reasons reasons={row.reasons} line={row.line} />,
          },
        ]}
      />
    </Section>
  )
}
