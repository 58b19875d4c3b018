import Box from '@mui/material/Box'
import { ArrowRight, EyeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatNumber } from '../../app/format.ts'
import { Button, Section, StatusChip, Table } from '../../ui/index.ts'
import { Hint } from './Hint.tsx'
import type { ImportWork } from './use-import.ts'

/** Which sheet of the workbook; hidden ones are listed and marked. */
export function SheetStep({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const { book } = work
  if (book === null) return null
  return (
    <>
      {book.already === null ? null : (
        <Hint>
          {t('sheets.import.already', {
            date: formatDate(book.already.importedOn.slice(0, 10)),
            target: t(`sheets.import.title.${book.already.target}`),
          })}
        </Hint>
      )}
      <Section
        title={book.fileName}
        help={t('sheets.import.sheets', { count: book.sheets.length })}
        flush
        actions={<Button onClick={work.again}>{t('sheets.import.otherFile')}</Button>}
      >
        <Table
          label={t('sheets.import.step.sheet')}
          rows={book.sheets}
          rowKey={(sheet) => String(sheet.index)}
          columns={[
            {
              key: 'name',
              title: t('sheets.sheet.name'),
              rowHead: true,
              cell: (sheet) => (
                <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
                  {sheet.name}
                  {sheet.hidden ? <StatusChip status="notStarted" label={t('sheets.sheet.hidden')} /> : null}
                </Box>
              ),
            },
            {
              key: 'rows',
              title: t('sheets.sheet.rows'),
              align: 'right',
              cell: (sheet) => formatNumber(sheet.rows),
            },
            {
              key: 'columns',
              title: t('sheets.sheet.columns'),
              align: 'right',
              cell: (sheet) => formatNumber(sheet.columns),
            },
            {
              key: 'do',
              title: '',
              align: 'right',
              cell: (sheet) =>
                sheet.rows === 0 ? (
                  t('sheets.sheet.empty')
                ) : (
                  <Button
                    look={sheet.hidden ? 'quiet' : 'plain'}
                    icon={sheet.hidden ? EyeOff : ArrowRight}
                    label={t('sheets.sheet.use.of', { sheet: sheet.name })}
                    onClick={() => void work.choose(sheet.index)}
                  >
                    {t('sheets.sheet.use')}
                  </Button>
                ),
            },
          ]}
        />
      </Section>
    </>
  )
}
