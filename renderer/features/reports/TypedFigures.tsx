import Box from '@mui/material/Box'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../core/reports/contract.ts'
import { type TypedFigureFields, typedFigureFields } from '../../../core/reports/rules.ts'
import { client } from '../../app/client.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Form, MoneyField, NumberField, TextField, Thai } from '../../ui/index.ts'
import { useFresh } from '../../ui/use-fresh.ts'

/** The figures of a duty that are typed for the whole district, in place; those per tambon open beside their tambons. */
export function TypedFigures({ reportId, figures }: { reportId: string; figures: readonly Figure[] }) {
  const { t } = useTranslation()
  const whole = figures.filter((figure) => figure.typed && !figure.perTambon)
  return whole.map((figure) => (
    <Box key={figure.key} data-jump={`typed:${figure.key}`}>
      <Box sx={{ fontSize: '0.93rem', mb: 0.2 }}>
        <Thai text={figure.name} />
      </Box>
      <TypedFigureForm
        reportId={reportId}
        figure={figure}
        tambonCode={null}
        name={figure.name}
        label={t('reports.figure.number')}
        value={figure.value}
        expected={figure.expected}
        source={figure.source}
      />
    </Box>
  ))
}

/** One figure that the records cannot give: the number, of how many, and where it is from; saves itself. */
export function TypedFigureForm({
  reportId,
  figure,
  tambonCode,
  name,
  label = name,
  value,
  expected,
  source,
}: {
  reportId: string
  figure: Pick<Figure, 'key' | 'unit' | 'hasExpected'>
  tambonCode: string | null
  /** What is typed: read aloud with its fields. */
  name: string
  /** Above the number, where the name stands elsewhere. */
  label?: string
  value: number | null
  expected: number | null
  source: string
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const initial: TypedFigureFields = { reportId, figure: figure.key, tambonCode, value, expected, source }
  const fresh = useFresh(JSON.stringify(initial), box)
  const draftKey = `reports.saveFigure:${reportId}:${figure.key}:${tambonCode ?? ''}`
  const save = async (fields: TypedFigureFields) => {
    fresh.said(JSON.stringify(fields))
    await client.reports.saveFigure(fields)
  }
  const Amount = figure.unit === 'money' ? MoneyField : NumberField
  return (
    <Box ref={box} role="group" aria-label={name} sx={{ mb: 0.6 }}>
      <Form key={fresh.key} schema={typedFigureFields} draftKey={draftKey} initial={initial} onSubmit={save}>
        {(form) => (
          <>
            <Box
              sx={{
                display: 'grid',
                gap: '0.2rem 1.1rem',
                alignItems: 'start',
                gridTemplateColumns: `minmax(9rem, 13rem) ${figure.hasExpected ? 'minmax(7rem, 9rem)' : ''} minmax(12rem, 1fr)`,
              }}
            >
              <Amount name="value" label={label} />
              {figure.hasExpected ? <Amount name="expected" label={t('reports.figure.outOf')} /> : null}
              <TextField name="source" label={t('reports.figure.source')} />
            </Box>
            <AutoSave form={form} schema={typedFigureFields} draftKey={draftKey} save={save} />
          </>
        )}
      </Form>
    </Box>
  )
}
