import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, House } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FigureRow, Place } from '../../../core/geography/contract.ts'
import { parseFigurePaste } from '../../../core/geography/paste.ts'
import type { FigureFields } from '../../../core/geography/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { FilterYear } from '../../ui/Filters.tsx'
import {
  Button,
  DataGrid,
  EmptyState,
  FaultBar,
  type GridColumn,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  Table,
} from '../../ui/index.ts'
import { PasteField } from './PasteField.tsx'
import { TambonSelect } from './TambonSelect.tsx'
import { type EditedFigure, useFigures } from './use-figures.ts'

const numberKeys = ['population', 'male', 'female', 'households'] as const

/** Persons and households by village and year; the newest year is what the rest of the program calls the population. */
export function FiguresTab() {
  const { t } = useTranslation()
  const [askedTambon, setTambon] = useQueryParam('tambon')
  const [askedYear, setYear] = useQueryParam('year')
  const [pasting, setPasting] = useState(false)
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const years = useQuery(api.geography.figureYears.queryOptions())
  const status = useQuery(api.office.status.queryOptions())
  const thisYear = Number((status.data?.today ?? '2022').slice(0, 4)) + 543
  const year = /^25\d\d$|^26\d\d$/u.test(askedYear ?? '') ? Number(askedYear) : (years.data?.[0] ?? thisYear)
  const tambonCode = tambons.data?.some((one) => one.code === askedTambon) ? askedTambon : null
  const rows = useQuery(
    api.geography.figures.queryOptions({ input: { tambonCode, year }, enabled: years.data !== undefined }),
  )
  return (
    <Query of={tambons}>
      {(list) => (
        <>
          <Section
            flush
            title={t('geography.figures.title', { year })}
            actions={
              <>
                <TambonSelect tambons={list} value={tambonCode} onChange={setTambon} all />
                <FilterYear
                  label={t('geography.figures.year')}
                  value={year}
                  onChange={(next) => setYear(String(next))}
                />
                <Button look="main" icon={ClipboardPaste} onClick={() => setPasting(true)}>
                  {t('geography.figures.paste')}
                </Button>
              </>
            }
          >
            <Query of={rows}>
              {(data) =>
                data.length === 0 ? (
                  <EmptyState
                    icon={House}
                    title={t('geography.empty.title')}
                    text={t('geography.empty.text')}
                    action={
                      <Button look="main" href="/geography">
                        {t('geography.tab.villages')}
                      </Button>
                    }
                  />
                ) : (
                  <FigureGrid
                    key={`${year} ${tambonCode ?? ''}`}
                    list={data}
                    year={year}
                    withTambon={tambonCode === null}
                  />
                )
              }
            </Query>
          </Section>
          {pasting ? (
            <FigurePasteDialog
              tambons={list}
              tambonCode={tambonCode}
              year={year}
              villages={rows.data ?? []}
              onClose={() => setPasting(false)}
            />
          ) : null}
        </>
      )}
    </Query>
  )
}

function FigureGrid({
  list,
  year,
  withTambon,
}: {
  list: readonly FigureRow[]
  year: number
  withTambon: boolean
}) {
  const { t } = useTranslation()
  const { rows, change, problems, pending, fault, clearFault } = useFigures(list, year)
  const columns = useMemo<GridColumn<EditedFigure>[]>(
    () => [
      ...(withTambon
        ? [
            {
              key: 'tambonName',
              title: t('common.tambon'),
              kind: 'text',
              width: 110,
              readOnly: true,
            } satisfies GridColumn<EditedFigure>,
          ]
        : []),
      { key: 'mooNo', title: t('geography.village.mooNo'), kind: 'number', width: 62, readOnly: true },
      { key: 'name', title: t('geography.village.name'), kind: 'text', width: 180, grow: 2, readOnly: true },
      ...numberKeys.map(
        (key): GridColumn<EditedFigure> => ({
          key,
          title: t(`geography.figures.${key}`),
          kind: 'number',
          width: 96,
          total: true,
          get: (row) => row.now[key],
          set: (row, value) => ({ ...row, now: withNumber(row.now, key, value as number | null) }),
        }),
      ),
      {
        key: 'source',
        title: t('geography.figures.source'),
        kind: 'text',
        width: 140,
        get: (row) => row.now.source,
        set: (row, value) => ({ ...row, now: { ...row.now, source: String(value ?? '') } }),
      },
      {
        key: 'before',
        title: t('geography.figures.before'),
        kind: 'text',
        width: 140,
        readOnly: true,
        get: ({ before }) =>
          before === null
            ? ''
            : t('geography.figures.beforeOf', { n: formatNumber(before.population), year: before.year }),
      },
    ],
    [t, withTambon],
  )
  return (
    <>
      {fault ? (
        <Box sx={{ p: 1 }}>
          <FaultBar error={fault} onClose={clearFault} />
        </Box>
      ) : null}
      <DataGrid
        label={t('geography.figures.title', { year })}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.villageId}
        onChange={change}
        canRemove={false}
        problems={(row) => problems.get(row.villageId)}
        maxHeight="calc(100vh - 21rem)"
        actions={() => (
          <Box
            role="status"
            sx={{
              alignSelf: 'center',
              ml: 1,
              fontSize: '0.88rem',
              color: pending > 0 ? 'error.main' : 'text.secondary',
            }}
          >
            {pending > 0 ? t('geography.grid.pending', { count: pending }) : t('geography.figures.newest')}
          </Box>
        )}
      />
    </>
  )
}

/** Men and women give the sum while it was their sum before, or nothing. */
function withNumber(
  figure: FigureFields,
  key: (typeof numberKeys)[number],
  value: number | null,
): FigureFields {
  const next = { ...figure, [key]: value }
  if (key !== 'male' && key !== 'female') return next
  const { male, female, population } = figure
  const followed = population === null || (male !== null && female !== null && population === male + female)
  if (!followed) return next
  return { ...next, population: next.male === null || next.female === null ? null : next.male + next.female }
}

function FigurePasteDialog({
  tambons,
  tambonCode,
  year,
  villages,
  onClose,
}: {
  tambons: readonly Place[]
  tambonCode: string | null
  year: number
  villages: readonly FigureRow[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.geography.saveFigures)
  const [text, setText] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const known = useMemo(
    () => villages.map(({ villageId, ...row }) => ({ ...row, id: villageId })),
    [villages],
  )
  const source = t('geography.figures.usualSource')
  const rows = useMemo(
    () => parseFigurePaste(text, { villages: known, tambons }, tambonCode, year, source),
    [text, known, tambons, tambonCode, year, source],
  )
  const good = rows.flatMap(({ villageId, figure }) =>
    villageId !== null && figure !== null ? [{ villageId, fields: figure }] : [],
  )
  const nameOf = (id: string | null) => known.find((one) => one.id === id)
  const commit = () => {
    setFault(null)
    save.run({ rows: good, dryRun: false }).then(() => {
      notify(t('geography.figures.saved', { count: good.length, year }))
      onClose()
    }, setFault)
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={t('geography.figures.paste.title', { year })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" onClick={commit} disabled={good.length === 0} busy={save.running}>
            {t('geography.figures.take', { count: good.length })}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <PasteField
        text={text}
        onText={setText}
        autoFocus
        help={t('geography.figures.paste.help')}
        example={t('geography.figures.paste.example')}
      />
      {rows.length > 0 ? (
        <Box sx={{ mt: 1.2 }}>
          <Table
            label={t('geography.paste.verdicts')}
            maxHeight="19rem"
            rows={rows}
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
                      {t(`validation:${row.problem.key}`, row.problem.params)}
                    </Box>
                  ) : (
                    <StatusChip status="done" label={t('geography.paste.ok')} />
                  ),
              },
              {
                key: 'moo',
                title: t('geography.village.mooNo'),
                align: 'right',
                cell: (row) => nameOf(row.villageId)?.mooNo ?? '',
              },
              {
                key: 'name',
                title: t('geography.village.name'),
                cell: (row) => nameOf(row.villageId)?.name ?? row.cells.join(' · '),
              },
              ...numberKeys.map((key) => ({
                key,
                title: t(`geography.figures.${key}`),
                align: 'right' as const,
                cell: (row: (typeof rows)[number]) => (row.figure ? formatNumber(row.figure[key]) : ''),
              })),
            ]}
          />
        </Box>
      ) : null}
    </SheetDialog>
  )
}
