import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { ArrowLeft, ArrowRight, ScanSearch } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadColumn, ReadSheet } from '../../../core/sheets/contract.ts'
import type { SheetField } from '../../../core/sheets/rules.ts'
import { Button, Section } from '../../ui/index.ts'
import { Hint, Notes } from './Hint.tsx'
import { missingFields, stateOf } from './mapping.ts'
import { Questions } from './Questions.tsx'
import { SampleTable } from './SampleTable.tsx'
import type { ImportWork } from './use-import.ts'

/** The head of the sheet as Excel shows it, over each column the field it becomes, under it the first cells. */
export function MapStep({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const { read, mapping, book } = work
  if (read === null || book === null) return null
  const missing = missingFields(mapping, read.fields)
  const sheet = book.sheets.find((one) => one.index === work.sheetIndex)
  return (
    <>
      <Hint>{t(`sheets.mapping.from.${read.mappingFrom}`)}</Hint>
      <Notes notes={read.notes} />
      <Questions work={work} />
      <Section
        title={t('sheets.mapping.title', { sheet: sheet?.name ?? '' })}
        help={t('sheets.mapping.help', { rows: read.rows })}
        flush
        actions={
          <HeadRow key={read.headRows.join('-')} read={read} onSet={(row) => void work.setHead(row)} />
        }
      >
        <MappingTable read={read} work={work} />
        {missing.length > 0 ? (
          <Box role="status" sx={{ px: 1.6, py: 1, color: 'error.main' }}>
            {t('sheets.mapping.missing', {
              fields: missing.map((field) => t(field.name, { year: field.year ?? '' })).join(', '),
            })}
          </Box>
        ) : null}
      </Section>
      <SampleTable read={read} />
      <Bar>
        <Button icon={ArrowLeft} onClick={() => work.goBack(book.sheets.length > 1 ? 'sheet' : 'file')}>
          {t('common.back')}
        </Button>
        <Button icon={ScanSearch} onClick={() => void work.look()} disabled={missing.length > 0}>
          {t('sheets.mapping.look')}
        </Button>
        <Button
          look="main"
          icon={ArrowRight}
          onClick={() => void work.check()}
          disabled={missing.length > 0}
          busy={work.trying.running}
        >
          {t('sheets.import.try')}
        </Button>
      </Bar>
    </>
  )
}

/** Buttons at the foot of a step. */
export function Bar({ children }: { children: React.ReactNode }) {
  return <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>{children}</Box>
}

function HeadRow({ read, onSet }: { read: ReadSheet; onSet: (row: number | null) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [from] = read.headRows
  const [text, setText] = useState(from === 0 ? '' : String(from))
  const row = Number(text)
  const changed = Number.isInteger(row) && row >= 1 && row !== from
  return (
    <Box
      component="form"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault()
        if (changed) onSet(row)
      }}
      sx={{ display: 'flex', gap: 0.8, alignItems: 'center' }}
    >
      <Box component="label" htmlFor={id} sx={{ fontSize: '0.9rem' }}>
        {t('sheets.mapping.headRow')}
      </Box>
      <MuiTextField
        id={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        sx={{ width: '4.5rem' }}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <Button type="submit" disabled={!changed}>
        {t('sheets.mapping.headRow.set')}
      </Button>
    </Box>
  )
}

function MappingTable({ read, work }: { read: ReadSheet; work: ImportWork }) {
  const { t } = useTranslation()
  const most = Math.min(4, Math.max(1, ...read.columns.map((column) => column.samples.length)))
  return (
    <Box role="region" aria-label={t('sheets.import.step.map')} tabIndex={0} sx={{ overflow: 'auto' }}>
      <Box
        component="table"
        sx={(theme) => ({
          borderCollapse: 'collapse',
          fontSize: '0.9rem',
          minWidth: '100%',
          '& th, & td': {
            border: `1px solid ${theme.tokens.rule}`,
            px: 0.8,
            py: 0.4,
            verticalAlign: 'top',
            textAlign: 'left',
            minWidth: '12.5rem',
            maxWidth: '18rem',
          },
          '& thead th[scope=col]': {
            bgcolor: theme.tokens.quiet,
            textAlign: 'center',
            fontWeight: 600,
            py: 0.1,
          },
        })}
      >
        <thead>
          <tr>
            {read.columns.map((column) => (
              <th key={column.column} scope="col">
                {column.column}
              </th>
            ))}
          </tr>
          <tr>
            {read.columns.map((column) => (
              <Box
                component="td"
                key={column.column}
                sx={(theme) => ({
                  bgcolor: {
                    mapped: theme.tokens.doneTint,
                    unsure: theme.tokens.warningTint,
                    left: theme.tokens.sheet,
                  }[stateOf(column, work.mapping)],
                })}
              >
                <FieldSelect column={column} fields={read.fields} work={work} />
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {read.columns.map((column) => (
              <Box component="td" key={column.column} sx={{ fontWeight: 600, whiteSpace: 'pre-line' }}>
                {column.head === '' ? t('sheets.mapping.noHead') : column.head}
              </Box>
            ))}
          </tr>
          {Array.from({ length: most }, (_unused, at) => `sample-${at}`).map((key, at) => (
            <tr key={key}>
              {read.columns.map((column) => (
                <td key={column.column}>
                  <Box
                    sx={{
                      overflow: 'hidden',
                      display: '-webkit-box',
                      WebkitLineClamp: 2,
                      WebkitBoxOrient: 'vertical',
                    }}
                  >
                    {column.samples[at] ?? ''}
                  </Box>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  )
}

/** A native list: twenty of them side by side are walked through by Tab and the first letters of a field. */
function FieldSelect({
  column,
  fields,
  work,
}: {
  column: ReadColumn
  fields: readonly SheetField[]
  work: ImportWork
}) {
  const { t } = useTranslation()
  const chosen = work.mapping[column.column] ?? ''
  const guessed = new Set(column.guesses.map((guess) => guess.field))
  const label = t('sheets.mapping.column', { column: column.column, head: column.head })
  const options = (list: readonly SheetField[]) =>
    list.map((field) => (
      <option key={field.key} value={field.key}>
        {t(field.name, { year: field.year ?? '' })}
        {field.required ? ' *' : ''}
      </option>
    ))
  const likely = fields.filter((field) => guessed.has(field.key))
  const others = fields.filter((field) => !guessed.has(field.key))
  return (
    <>
      <MuiTextField
        select
        fullWidth
        value={chosen}
        onChange={(event) => work.map(column.column, event.target.value === '' ? null : event.target.value)}
        slotProps={{ select: { native: true }, htmlInput: { 'aria-label': label } }}
        sx={(theme) => ({ '& select': { py: 0.4, pl: 1, fontSize: '0.9rem', bgcolor: theme.tokens.sheet } })}
      >
        <option value="">{t('sheets.mapping.leave')}</option>
        {likely.length > 0 ? <optgroup label={t('sheets.mapping.likely')}>{options(likely)}</optgroup> : null}
        {likely.length > 0 ? (
          <optgroup label={t('sheets.mapping.others')}>{options(others)}</optgroup>
        ) : (
          options(others)
        )}
      </MuiTextField>
      {stateOf(column, work.mapping) === 'unsure' ? (
        <Box sx={(theme) => ({ fontSize: '0.82rem', mt: 0.3, color: theme.tokens.warning })}>
          {t('sheets.mapping.unsure')}
        </Box>
      ) : null}
    </>
  )
}
