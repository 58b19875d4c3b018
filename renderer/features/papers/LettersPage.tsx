import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useQuery } from '@tanstack/react-query'
import { Mail, Plus, SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterLine, LetterState } from '../../../core/papers/contract.ts'
import { type LetterForm, letterForms } from '../../../core/papers/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { statusOf } from './letter-status.ts'
import { PaperTabs } from './PaperTabs.tsx'
import { useNumberWords } from './use-number-words.ts'

const states: readonly LetterState[] = ['draft', 'signed', 'sent', 'cancelled']

/** Letters, memos and announcements, those still to be signed first. */
export default function LettersPage() {
  const { t } = useTranslation()
  const letters = useQuery(api.papers.letters.queryOptions())
  const [formAsked, setForm] = useQueryParam('form')
  const [stateAsked, setState] = useQueryParam('state')
  const [text, setText] = useQueryParam('q')
  const form = letterForms.find((one) => one === formAsked) ?? null
  const state = states.find((one) => one === stateAsked) ?? null
  const add = (
    <Button look="main" icon={Plus} href={`/papers/letters/new${form ? `?form=${form}` : ''}`}>
      {t('papers.letters.new')}
    </Button>
  )
  return (
    <Page title={t('papers.title')} help={t('papers.letters.help')} actions={add}>
      <PaperTabs value="letters" />
      <Query of={letters}>
        {(rows) =>
          rows.length === 0 ? (
            <Section>
              <EmptyState
                icon={Mail}
                title={t('papers.letters.none')}
                text={t('papers.letters.none.what')}
                action={add}
              />
            </Section>
          ) : (
            <>
              <FilterBar>
                <FormChoice value={form} rows={rows} onChange={setForm} />
                <FilterText label={t('papers.letters.search')} value={text ?? ''} onChange={setText} />
                <FilterSelect
                  label={t('papers.column.state')}
                  value={state ?? ''}
                  onChange={(value) => setState(value === '' ? null : value)}
                  width="10rem"
                  options={[
                    { value: '', label: t('common.all') },
                    ...states.map((value) => ({ value, label: t(`papers.state.${value}`) })),
                  ]}
                />
              </FilterBar>
              <LetterTable rows={rows} form={form} state={state} text={text ?? ''} />
            </>
          )
        }
      </Query>
    </Page>
  )
}

function FormChoice({
  value,
  rows,
  onChange,
}: {
  value: LetterForm | null
  rows: readonly LetterLine[]
  onChange: (form: string | null) => void
}) {
  const { t } = useTranslation()
  return (
    <ToggleButtonGroup
      size="small"
      exclusive
      value={value ?? ''}
      aria-label={t('papers.letter.form')}
      onChange={(_, next: string | null) => (next === null ? undefined : onChange(next === '' ? null : next))}
    >
      {(['', ...letterForms] as const).map((form) => (
        <ToggleButton key={form} value={form} sx={{ py: 0.4, textTransform: 'none' }}>
          {form === '' ? t('common.all') : t(`papers.form.${form}`)}
          <Box component="span" sx={{ ml: 0.6, color: 'text.secondary' }}>
            {formatNumber(form === '' ? rows.length : rows.filter((row) => row.form === form).length)}
          </Box>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

type Wanted = {
  rows: readonly LetterLine[]
  form: LetterForm | null
  state: LetterState | null
  text: string
}

function LetterTable({ rows, form, state, text }: Wanted) {
  const { t } = useTranslation()
  const go = useGo()
  const numberWords = useNumberWords()
  const shown = useMemo(() => {
    const key = searchKey(text)
    return rows
      .filter(
        (row) =>
          (form === null || row.form === form) &&
          (state === null || row.state === state) &&
          (key === '' || searchKey(`${row.subject} ${row.addressee} ${row.number ?? ''}`).includes(key)),
      )
      .sort((a, b) => Number(a.state !== 'draft') - Number(b.state !== 'draft'))
  }, [rows, form, state, text])
  return (
    <Section flush>
      <ArrowRows>
        <Table<LetterLine>
          label={t('papers.tab.letters')}
          rows={shown}
          rowKey={(row) => row.id}
          maxHeight="calc(100vh - 17rem)"
          empty={
            <EmptyState
              icon={SearchX}
              title={t('papers.letters.notFound')}
              text={t('papers.letters.notFound.what')}
            />
          }
          columns={[
            {
              key: 'number',
              title: t('papers.column.number'),
              width: '9rem',
              nowrap: true,
              cell: (row) => numberWords(row),
            },
            {
              key: 'subject',
              title: t('papers.column.subject'),
              rowHead: true,
              width: '38%',
              cell: (row) => <RowLink onOpen={() => go(`/papers/letters/${row.id}`)}>{row.subject}</RowLink>,
            },
            {
              key: 'addressee',
              title: t('papers.column.addressee'),
              width: '16rem',
              cell: (row) =>
                row.addressees === 0
                  ? row.addressee
                  : t('papers.letters.many', { addressee: row.addressee, count: row.addressees }),
            },
            {
              key: 'form',
              title: t('papers.letter.form'),
              width: '9rem',
              cell: (row) => t(`papers.form.${row.form}`),
            },
            {
              key: 'dated',
              title: t('papers.column.dated'),
              nowrap: true,
              width: '8rem',
              cell: (row) => (row.dated ? formatDate(row.dated, 'short') : ''),
            },
            {
              key: 'state',
              title: t('papers.column.state'),
              width: '9rem',
              cell: (row) => (
                <StatusChip status={statusOf(row.state)} label={t(`papers.state.${row.state}`)} />
              ),
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}
