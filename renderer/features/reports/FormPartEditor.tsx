import Box from '@mui/material/Box'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportFormDetail } from '../../../core/reports/contract.ts'
import {
  canGroup,
  type FormColumn,
  type FormPart,
  type FormProblem,
  formLayouts,
  formRows,
  reportParts,
} from '../../../core/reports/rules.ts'
import { toArabicDigits } from '../../../core/thai/digits.ts'
import { DataGrid, DraftField, type GridColumn } from '../../ui/index.ts'
import { fromScreen, type Marks, toScreen } from '../layouts/layout-marks.ts'
import { DraftChips } from './FormFields.tsx'
import { useRowIds } from './use-row-ids.ts'

type Table = Extract<FormPart, { part: 'table' }>
type Props<Part extends FormPart> = {
  part: Part
  knows: ReportFormDetail['knows']
  marks: Marks
  /** Problems of this part, their paths within it. */
  problems: readonly FormProblem[]
  onChange: (next: Part) => void
}

const numberOf = (typed: string) => {
  const bare = toArabicDigits(typed).trim()
  return bare === '' ? Number.NaN : Number(bare)
}
const shown = (value: number) => (Number.isNaN(value) ? '' : String(value))

/** The fields of one part of a form. */
export function FormPartEditor(props: Props<FormPart>) {
  const { part, knows, marks, problems, onChange } = props
  const { t } = useTranslation()
  const words = useProblemWords(problems)
  const duties = knows.dutyKinds.map(({ key, name }) => ({ value: key, label: name }))
  const title = (
    <DraftField
      label={t('reports.forms.part.title')}
      value={toScreen(part.title, marks)}
      wrong={words(['title'])}
      onChange={(typed) => onChange({ ...part, title: fromScreen(typed, marks) })}
    />
  )
  if (part.part === 'table') return <TablePart {...props} part={part} title={title} />
  if (part.part === 'text')
    return (
      <Rows>
        {title}
        <DraftField
          label={t('reports.forms.part.lines')}
          rows={4}
          value={toScreen(part.lines.join('\n'), marks)}
          wrong={part.lines.map((_, at) => words(['lines', at])).find((said) => said !== undefined)}
          onChange={(typed) => onChange({ ...part, lines: fromScreen(typed, marks).split('\n') })}
        />
      </Rows>
    )
  if (part.part === 'blank')
    return (
      <Rows columns={2}>
        {title}
        <DraftField
          label={t('reports.forms.part.blankLines')}
          numeric
          value={shown(part.lines)}
          wrong={words(['lines'])}
          onChange={(typed) => onChange({ ...part, lines: numberOf(typed) })}
        />
      </Rows>
    )
  const own = {
    ...marks,
    no: `[${t('reports.forms.mark.no')}]`,
    kind: `[${t('reports.forms.mark.kind')}]`,
    text: `[${t('reports.forms.mark.text')}]`,
  }
  return (
    <Rows columns={2}>
      {title}
      <DraftField
        label={t('reports.forms.part.head')}
        value={toScreen(part.head, own)}
        wrong={words(['head'])}
        onChange={(typed) => onChange({ ...part, head: fromScreen(typed, own) })}
      />
      <DraftChips
        label={t('reports.forms.part.texts')}
        value={part.texts}
        empty=""
        options={reportParts.map((one) => ({ value: one, label: t(`reports.page.${one}`) }))}
        onChange={(next) => onChange({ ...part, texts: reportParts.filter((one) => next.includes(one)) })}
      />
      <DraftChips
        label={t('reports.forms.part.duties')}
        value={part.duties}
        empty={t('reports.forms.part.duties.all')}
        options={duties}
        onChange={(next) => onChange({ ...part, duties: next })}
      />
      <DraftField
        label={t('reports.forms.part.empty')}
        value={part.empty}
        wrong={words(['empty'])}
        onChange={(empty) => onChange({ ...part, empty })}
      />
    </Rows>
  )
}

function TablePart({
  part,
  knows,
  marks,
  problems,
  onChange,
  title,
}: Props<Table> & { onChange: (next: Table) => void; title: React.ReactNode }) {
  const { t } = useTranslation()
  const words = useProblemWords(problems)
  const layouts = Object.entries(formLayouts).filter(([, rows]) => rows === part.rows)
  const totalMarks = { ...marks, count: `[${t('reports.forms.mark.count')}]` }
  return (
    <>
      <Rows columns={2}>
        {title}
        <DraftField
          label={t('reports.forms.part.rows')}
          value={part.rows}
          options={formRows.map((rows) => ({ value: rows, label: t(`reports.forms.rows.${rows}`) }))}
          onChange={(value) => {
            const rows = formRows.find((one) => one === value)
            // columns of another list mean nothing here
            if (rows !== undefined && rows !== part.rows)
              onChange({ ...part, rows, layout: '', columns: [], figures: [], group: '' })
          }}
        />
        {layouts.length === 0 ? null : (
          <DraftField
            label={t('reports.forms.part.layout')}
            value={part.layout}
            wrong={words(['layout'])}
            options={[
              { value: '', label: t('reports.forms.part.layout.own') },
              ...layouts.map(([layout]) => ({ value: layout, label: t(`reports.forms.layout.${layout}`) })),
            ]}
            onChange={(layout) =>
              onChange({ ...part, layout, ...(layout === '' ? {} : { columns: [], group: '' }) })
            }
          />
        )}
        {part.rows === 'duties' || part.rows === 'figures' ? (
          <DraftChips
            label={t('reports.forms.part.duties')}
            value={part.duties}
            empty={t('reports.forms.part.duties.all')}
            options={knows.dutyKinds.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(duties) => onChange({ ...part, duties })}
          />
        ) : null}
        {part.rows === 'figures' ? (
          <DraftChips
            label={t('reports.forms.part.figures')}
            value={part.figures}
            empty={t('reports.forms.part.figures.all')}
            options={knows.figures.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(figures) => onChange({ ...part, figures })}
          />
        ) : null}
        <DraftField
          label={t('reports.forms.part.empty')}
          value={part.empty}
          wrong={words(['empty'])}
          onChange={(empty) => onChange({ ...part, empty })}
        />
        {part.layout === '' ? (
          <>
            <DraftField
              label={t('reports.forms.part.group')}
              value={part.group}
              wrong={words(['group'])}
              options={[
                { value: '', label: t('reports.forms.part.group.none') },
                ...knows.fields[part.rows]
                  .filter(({ show }) => canGroup(part.rows, show) || show === part.group)
                  .map(({ show, name }) => ({ value: show, label: name })),
              ]}
              onChange={(group) => onChange({ ...part, group })}
            />
            <DraftField
              label={t('reports.forms.part.total')}
              value={toScreen(part.total, totalMarks)}
              wrong={words(['total'])}
              onChange={(typed) => onChange({ ...part, total: fromScreen(typed, totalMarks) })}
            />
            <DraftField
              label={t('reports.forms.part.size')}
              numeric
              value={shown(part.sizePt)}
              wrong={words(['sizePt'])}
              onChange={(typed) => onChange({ ...part, sizePt: numberOf(typed) })}
            />
          </>
        ) : null}
      </Rows>
      {part.layout === '' ? (
        <Columns part={part} knows={knows} marks={marks} problems={problems} onChange={onChange} />
      ) : null}
    </>
  )
}

type Row = FormColumn & { id: string }

/** The columns of a table of the form, one a row: Alt-↑ and Alt-↓ change their order. */
function Columns({ part, knows, marks, problems, onChange }: Props<Table>) {
  const { t } = useTranslation()
  const ids = useRowIds<FormColumn>()
  const fields = useMemo(
    () => [
      ...knows.fields[part.rows].map(({ show, name, kind }) => ({
        value: show,
        label: name,
        right: kind !== 'text',
      })),
      ...(part.rows === 'tambons'
        ? knows.figures.flatMap(({ key, name }) => [
            { value: `figure:${key}`, label: name, right: true },
            { value: `figure:${key}.of`, label: t('reports.figure.outOf.of', { name }), right: true },
          ])
        : []),
    ],
    [knows, part.rows, t],
  )
  const columns = useMemo<GridColumn<Row>[]>(() => {
    const words = (key: 'head' | 'under', width: number): GridColumn<Row> => ({
      key,
      title: t(`reports.forms.column.${key}`),
      kind: 'text',
      lines: true,
      width,
      grow: 1,
      get: (row) => toScreen(row[key], marks),
      set: (row, value) => ({ ...row, [key]: fromScreen(String(value ?? ''), marks) }),
    })
    return [
      {
        key: 'show',
        title: t('reports.forms.column.show'),
        kind: 'select',
        width: 170,
        grow: 1,
        required: true,
        options: fields,
        // a column that is new, or still has the name of its field, takes the name of the next one
        set: (row, value) => {
          const field = fields.find((one) => one.value === value)
          if (!field) return row
          const named = row.head === '' || fields.some((one) => one.label === row.head)
          return {
            ...row,
            show: field.value,
            head: named ? field.label : row.head,
            align: field.right ? 'right' : 'left',
          }
        },
      },
      words('head', 150),
      words('under', 110),
      {
        key: 'width',
        title: t('reports.forms.column.width'),
        kind: 'number',
        decimals: true,
        width: 90,
        set: (row, value) => ({ ...row, width: typeof value === 'number' ? value : 0 }),
      },
      {
        key: 'align',
        title: t('reports.forms.column.align'),
        kind: 'select',
        width: 90,
        options: (['left', 'centre', 'right'] as const).map((value) => ({
          value,
          label: t(`layouts.align.${value}`),
        })),
      },
      {
        key: 'sum',
        title: t('reports.forms.column.sum'),
        kind: 'select',
        width: 80,
        options: [
          { value: 'yes', label: t('common.yes') },
          { value: 'no', label: t('common.no') },
        ],
        get: (row) => (row.sum ? 'yes' : 'no'),
        set: (row, value) => ({ ...row, sum: value === 'yes' }),
      },
      {
        key: 'tick',
        title: t('reports.forms.column.tick'),
        kind: 'select',
        width: 80,
        options: [
          { value: 'yes', label: t('common.yes') },
          { value: 'no', label: t('common.no') },
        ],
        get: (row) => (row.tick ? 'yes' : 'no'),
        set: (row, value) => ({
          ...row,
          tick: value === 'yes',
          ...(value === 'yes' ? { align: 'centre' } : {}),
        }),
      },
    ]
  }, [t, fields, marks])
  const whole = problems.find(({ path }) => path[0] === 'columns' && path.length === 1)
  const unused = fields.find((field) => !part.columns.some((column) => column.show === field.value))
  return (
    <Box sx={{ mt: 1 }}>
      {whole ? (
        <Box role="alert" sx={{ color: 'error.main', fontSize: '0.9rem', mb: 0.4 }}>
          {t(`validation:${whole.key}`, whole.params)}
        </Box>
      ) : null}
      <DataGrid
        label={t('reports.forms.columns')}
        rows={ids.rows(part.columns)}
        columns={columns}
        rowKey={(row) => row.id}
        canRemove
        movable
        maxHeight="22rem"
        {...(unused
          ? {
              newRow: (): Row => ({
                show: unused.value,
                head: unused.label,
                under: '',
                width: 20,
                align: unused.right ? 'right' : 'left',
                sum: false,
                tick: false,
                id: ids.next(),
              }),
            }
          : {})}
        problems={(_, at) => {
          const mine = problems.filter(({ path }) => path[0] === 'columns' && path[1] === at)
          if (mine.length === 0) return undefined
          return Object.fromEntries(
            mine.map(({ path, key, params }) => [String(path[2] ?? 'show'), t(`validation:${key}`, params)]),
          )
        }}
        onChange={(rows) => onChange({ ...part, columns: ids.bare(rows) })}
      />
    </Box>
  )
}

/** The sentence of the problem that stands at a field. */
export function useProblemWords(
  problems: readonly FormProblem[],
): (path: readonly (string | number)[]) => string | undefined {
  const { t } = useTranslation()
  return (path) => {
    const found = problems.find((one) => JSON.stringify(one.path) === JSON.stringify(path))
    return found === undefined ? undefined : t(`validation:${found.key}`, found.params)
  }
}

export function Rows({ columns = 1, children }: { columns?: 1 | 2; children: React.ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: '0.6rem 1.1rem',
        mt: '0.6rem',
        alignItems: 'start',
        gridTemplateColumns:
          columns === 1 ? 'minmax(0, 1fr)' : 'repeat(auto-fill, minmax(max(14rem, calc(50% - 1.1rem)), 1fr))',
      }}
    >
      {children}
    </Box>
  )
}
