import { useQuery } from '@tanstack/react-query'
import { BookMarked, BookX, ClipboardPaste, Hash, Printer, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisterLine } from '../../../core/papers/contract.ts'
import { buddhistYearOf } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { useConfirm } from '../../ui/Dialogs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterText, FilterYear } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { PaperTabs } from './PaperTabs.tsx'
import { CancelDialog, type Of, ReserveDialog } from './RegisterDialogs.tsx'
import { RegisterImportDialog } from './RegisterImportDialog.tsx'

/** Numbers of a register of a calendar year, newest first; none is missing without a reason (C17). */
export default function RegistersPage() {
  const { t } = useTranslation()
  const [asked] = useQueryParam('register')
  const [yearAsked, setYear] = useQueryParam('year')
  const [printing, setPrinting] = useState(false)
  const [open, setOpen] = useState<'cancel' | 'reserve' | 'import' | null>(null)
  const status = useQuery(api.office.status.queryOptions())
  const registers = useQuery(api.papers.registers.queryOptions())
  const kind = registers.data?.find(({ key }) => key === asked) ?? registers.data?.[0]
  const register = kind?.key ?? 'outgoing'
  const year =
    yearAsked === null ? (status.data ? buddhistYearOf(status.data.today) : null) : Number(yearAsked)
  const book = useQuery(
    api.papers.register.queryOptions({ input: { register, year: year ?? 0 }, enabled: year !== null }),
  )
  const of: Of | null = year === null ? null : { register, year }
  const next = book.data?.next ?? 1
  const close = () => setOpen(null)
  return (
    <Page
      title={kind?.name ?? t('papers.title')}
      help={t('papers.register.help')}
      actions={
        <>
          <FilterYear
            label={t('papers.register.year')}
            value={year}
            onChange={(value) => setYear(String(value))}
          />
          <Button icon={ClipboardPaste} onClick={() => setOpen('import')} disabled={of === null}>
            {t('papers.register.import')}
          </Button>
          <Button icon={BookMarked} onClick={() => setOpen('reserve')} disabled={of === null}>
            {t('papers.register.reserve')}
          </Button>
          <Button icon={BookX} onClick={() => setOpen('cancel')} disabled={of === null}>
            {t('papers.register.cancel')}
          </Button>
          {printing ? (
            <Button onClick={() => setPrinting(false)}>{t('papers.register.list')}</Button>
          ) : (
            <Button look="main" icon={Printer} onClick={() => setPrinting(true)} disabled={of === null}>
              {t('papers.register.print')}
            </Button>
          )}
        </>
      }
    >
      <PaperTabs value={`register:${register}`} />
      {kind ? <CertaintyNote certainty={kind.certainty} source={kind.source} /> : null}
      {printing && of !== null ? (
        <PaperView paper={{ kind: 'register', ...of }} />
      ) : (
        <Query of={book}>
          {({ rows }) => <RegisterTable rows={rows} next={next} of={of ?? { register, year: 0 }} />}
        </Query>
      )}
      {open === 'cancel' && of !== null ? <CancelDialog of={of} next={next} onClose={close} /> : null}
      {open === 'reserve' && of !== null ? <ReserveDialog of={of} next={next} onClose={close} /> : null}
      {open === 'import' && of !== null ? <RegisterImportDialog of={of} onClose={close} /> : null}
    </Page>
  )
}

function RegisterTable({ rows, next, of }: { rows: readonly RegisterLine[]; next: number; of: Of }) {
  const { t } = useTranslation()
  const go = useGo()
  const [text, setText] = useState('')
  const shown = rows
    .filter(
      (row) =>
        text === '' || `${row.number} ${row.subject} ${row.addressee} ${row.reason}`.includes(text.trim()),
    )
    .sort((a, b) => b.number - a.number)
  const paperOf = ({ paper }: RegisterLine) =>
    paper === null ? null : paper.table === 'letter' ? `/papers/letters/${paper.id}` : `/orders/${paper.id}`
  return (
    <>
      {rows.length > 10 ? (
        <FilterBar>
          <FilterText label={t('papers.register.search')} value={text} onChange={setText} />
        </FilterBar>
      ) : null}
      <Section flush title={t('papers.register.next', { number: next, year: of.year })}>
        <Table<RegisterLine>
          label={t('papers.register.numbers')}
          rows={shown}
          rowKey={(row) => row.id}
          maxHeight="calc(100vh - 17rem)"
          empty={
            <EmptyState icon={Hash} title={t('papers.register.none')} text={t('papers.register.none.what')} />
          }
          columns={[
            {
              key: 'number',
              title: t('papers.register.column.number'),
              rowHead: true,
              width: '6rem',
              cell: (row) => row.shown,
            },
            {
              key: 'dated',
              title: t('papers.column.dated'),
              nowrap: true,
              width: '6.5rem',
              cell: (row) => (row.dated ? formatDate(row.dated, 'short') : ''),
            },
            {
              key: 'subject',
              title: t('papers.column.subject'),
              width: '36%',
              cell: (row) => {
                const href = paperOf(row)
                return href === null ? row.subject : <RowLink onOpen={() => go(href)}>{row.subject}</RowLink>
              },
            },
            {
              key: 'addressee',
              title: t('papers.column.addressee'),
              width: '11rem',
              cell: (row) => row.addressee,
            },
            {
              key: 'state',
              title: t('papers.register.column.state'),
              width: '7rem',
              cell: (row) => (
                <StatusChip
                  status={
                    row.state === 'used' ? 'done' : row.state === 'reserved' ? 'underWay' : 'notStarted'
                  }
                  label={t(`papers.register.state.${row.state}`)}
                />
              ),
            },
            {
              key: 'reason',
              title: t('papers.register.column.reason'),
              width: '11rem',
              cell: (row) => row.reason,
            },
            {
              key: 'release',
              title: '',
              width: '7rem',
              cell: (row) =>
                row.state === 'reserved' && row.number === next - 1 ? (
                  <Release row={row} rows={rows} />
                ) : null,
            },
          ]}
        />
      </Section>
    </>
  )
}

/** Gives back the reserved numbers at the end of the register, as many as were reserved for the same. */
function Release({ row, rows }: { row: RegisterLine; rows: readonly RegisterLine[] }) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const release = useCommand(client.papers.releaseNumbers)
  const state = new Map(rows.map((one) => [one.number, one]))
  let from = row.number
  for (;;) {
    const before = state.get(from - 1)
    if (before?.state !== 'reserved' || before.reason !== row.reason) break
    from -= 1
  }
  const run = async () => {
    const sure = await confirm({
      title: t('papers.register.release'),
      text: t('papers.register.release.ask', { from, to: row.number, reason: row.reason }),
      confirm: t('papers.register.release'),
    })
    if (sure) await release.attempt({ register: row.register, year: row.year, from, to: row.number })
  }
  return (
    <Button look="quiet" icon={Undo2} busy={release.running} onClick={() => void run()}>
      {t('papers.register.release')}
    </Button>
  )
}
