import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Place } from '../../../core/geography/contract.ts'
import { formatNumber } from '../../app/format.ts'
import { StatusChip, Table } from '../../ui/index.ts'
import { PasteField } from './PasteField.tsx'
import type { PasteVerdict } from './use-village-paste.ts'

/** The field to paste a list from Excel into, and a table that says of every row what was understood or why not. */
export function VillagePaste({
  text,
  onText,
  tambons,
  read,
  autoFocus = false,
}: {
  text: string
  onText: (text: string) => void
  tambons: readonly Place[]
  read: PasteVerdict
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  const nameOf = (code: string) => tambons.find((tambon) => tambon.code === code)?.name ?? code
  return (
    <Box>
      <PasteField
        text={text}
        onText={onText}
        autoFocus={autoFocus}
        help={t('geography.paste.help')}
        example={t('geography.paste.example')}
      />
      {read.rows.length > 0 ? (
        <Box sx={{ mt: 1.2 }}>
          <Box
            role="status"
            sx={{ display: 'flex', gap: 1, mb: 0.8, alignItems: 'center', flexWrap: 'wrap' }}
          >
            <StatusChip status="done" label={t('geography.paste.good', { count: read.good.length })} />
            {read.bad > 0 ? (
              <StatusChip status="late" label={t('geography.paste.bad', { count: read.bad })} />
            ) : null}
          </Box>
          <Box
            sx={(theme) => ({
              border: `1px solid ${theme.tokens.rule}`,
              borderRadius: 1,
              overflow: 'hidden',
            })}
          >
            <Table
              label={t('geography.paste.verdicts')}
              maxHeight="19rem"
              rows={read.rows}
              rowKey={(row) => String(row.line)}
              rowTone={(row) => (row.problem ? 'late' : undefined)}
              columns={[
                { key: 'line', title: t('geography.paste.line'), align: 'right', cell: (row) => row.line },
                {
                  key: 'verdict',
                  title: t('geography.paste.verdict'),
                  cell: (row) =>
                    row.problem ? (
                      <Box sx={{ color: 'error.main' }}>
                        {row.problem.column ? `${t(`geography.village.${row.problem.column}`)}: ` : ''}
                        {t(`validation:${row.problem.key}`, row.problem.params)}
                      </Box>
                    ) : (
                      <StatusChip status="done" label={t('geography.paste.ok')} />
                    ),
                },
                {
                  key: 'tambon',
                  title: t('common.tambon'),
                  cell: (row) => (row.village ? nameOf(row.village.tambonCode) : (row.cells[0] ?? '')),
                },
                {
                  key: 'moo',
                  title: t('geography.village.mooNo'),
                  align: 'right',
                  cell: (row) => row.village?.mooNo ?? '',
                },
                {
                  key: 'name',
                  title: t('geography.village.name'),
                  cell: (row) => row.village?.name ?? row.cells.slice(1).join(' · '),
                },
                {
                  key: 'population',
                  title: t('geography.village.population'),
                  align: 'right',
                  cell: (row) => (row.village ? formatNumber(row.village.population) : ''),
                },
                {
                  key: 'households',
                  title: t('geography.village.households'),
                  align: 'right',
                  cell: (row) => (row.village ? formatNumber(row.village.households) : ''),
                },
                {
                  key: 'headman',
                  title: t('geography.village.headmanName'),
                  cell: (row) => row.village?.headmanName ?? '',
                },
              ]}
            />
          </Box>
        </Box>
      ) : null}
    </Box>
  )
}
