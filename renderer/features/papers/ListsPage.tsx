import { useQuery } from '@tanstack/react-query'
import { FileArchive, FileText, Landmark, MapPinned } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CoordinationLine } from '../../../core/papers/contract.ts'
import type { PaperRef } from '../../../core/papers/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { useTask } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressDialog } from '../../ui/Dialogs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PaperView, useHandOver } from '../../ui/PaperView.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear, YearPicker } from '../../ui/YearPicker.tsx'
import { PaperTabs } from './PaperTabs.tsx'

/** What is printed for others: a list for every อปท., the list for the province, a sheet for every village. */
export default function ListsPage() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [asked, show] = useQueryParam('paper')
  const paper = planFy === null ? null : paperOf(asked, planFy)
  return (
    <Page
      title={t('papers.tab.lists')}
      help={t('papers.lists.help')}
      actions={
        <>
          {paper === null ? null : <Button onClick={() => show(null)}>{t('papers.lists.close')}</Button>}
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
        </>
      }
    >
      <PaperTabs value="lists" />
      {planFy === null ? (
        <Section>
          <EmptyState
            icon={FileText}
            title={t('papers.lists.noYear')}
            text={t('papers.lists.noYear.what')}
            action={
              <Button look="main" href="/directives/new">
                {t('papers.lists.noYear.do')}
              </Button>
            }
          />
        </Section>
      ) : (
        <SplitPaper paper={paper === null ? null : <PaperView paper={paper} />}>
          <Coordination planFy={planFy} show={show} />
          <Section
            title={t('papers.lists.province')}
            flush
            help={t('papers.lists.province.help')}
            actions={
              <Button icon={FileText} onClick={() => show('province')}>
                {t('papers.lists.province.show')}
              </Button>
            }
          >
            {null}
          </Section>
          <Feedback planFy={planFy} show={show} />
        </SplitPaper>
      )}
    </Page>
  )
}

type Show = (what: string) => void

/** The paper that the address names: `lao:<id>`, `province`, `village:<id>`, `tambon:<code>`. */
function paperOf(asked: string | null, planFy: number): PaperRef | null {
  const [kind, key = ''] = (asked ?? '').split(':')
  if (kind === 'lao') return { kind: 'coordinationList', laoId: key, planFy }
  if (kind === 'province') return { kind: 'provinceList', planFy }
  if (kind === 'village') return { kind: 'feedback', villageId: key, planFy }
  if (kind === 'tambon') return { kind: 'tambonFeedback', tambonCode: key, planFy }
  return null
}

/** Many papers as one file, behind one button. */
function AllPapers({ papers, name, label }: { papers: readonly PaperRef[]; name: string; label: string }) {
  const { t } = useTranslation()
  const task = useTask(client.papers.makeMany)
  const handOver = useHandOver()
  const make = async () => {
    const made = await task.attempt({ papers: [...papers], format: 'pdf', name })
    if (made.ok) await handOver(made.value)
  }
  return (
    <>
      <Button icon={FileArchive} disabled={papers.length === 0} onClick={() => void make()}>
        {label}
      </Button>
      <ProgressDialog task={task} title={t('common.paper.making')} />
    </>
  )
}

function Coordination({ planFy, show }: { planFy: number; show: Show }) {
  const { t } = useTranslation()
  const lines = useQuery(api.papers.coordination.queryOptions({ input: { planFy } }))
  const papers = (lines.data ?? [])
    .filter((line) => line.rows > 0)
    .map(({ laoId }): PaperRef => ({ kind: 'coordinationList', laoId, planFy }))
  return (
    <Section
      title={t('papers.lists.coordination')}
      help={t('papers.lists.coordination.help')}
      flush
      actions={
        <AllPapers
          papers={papers}
          name={t('papers.lists.coordination.file', { planFy })}
          label={t('papers.lists.coordination.all')}
        />
      }
    >
      <Query of={lines}>
        {(rows) => (
          <Table<CoordinationLine>
            label={t('papers.lists.coordination')}
            rows={rows}
            rowKey={(row) => row.laoId}
            maxHeight="22rem"
            empty={
              <EmptyState
                icon={Landmark}
                title={t('papers.lists.coordination.none')}
                text={t('papers.lists.coordination.none.what')}
                action={
                  <Button look="main" href="/geography?tab=laos">
                    {t('papers.lists.coordination.none.do')}
                  </Button>
                }
              />
            }
            columns={[
              {
                key: 'name',
                title: t('papers.lists.lao'),
                rowHead: true,
                cell: (row) => <RowLink onOpen={() => show(`lao:${row.laoId}`)}>{row.name}</RowLink>,
              },
              {
                key: 'rows',
                title: t('papers.lists.rows'),
                align: 'right',
                cell: (row) => formatNumber(row.rows),
              },
              { key: 'total', title: t('common.baht'), align: 'right', cell: (row) => formatBaht(row.total) },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}

function Feedback({ planFy, show }: { planFy: number; show: Show }) {
  const { t } = useTranslation()
  const [asked, setTambon] = useQueryParam('tambon')
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const tambonCode = asked ?? tambons.data?.[0]?.code ?? null
  const tambonName = tambons.data?.find((one) => one.code === tambonCode)?.name ?? ''
  const villages = useQuery(
    api.geography.villages.queryOptions({ input: { tambonCode }, enabled: tambonCode !== null }),
  )
  const papers = useMemo(
    () => (villages.data ?? []).map(({ id }): PaperRef => ({ kind: 'feedback', villageId: id, planFy })),
    [villages.data, planFy],
  )
  return (
    <Section
      title={t('papers.lists.feedback')}
      help={t('papers.lists.feedback.help')}
      flush
      actions={
        <>
          <FilterSelect
            label={t('common.tambon')}
            value={tambonCode ?? ''}
            options={(tambons.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            onChange={setTambon}
            width="11rem"
          />
          <Button icon={FileText} disabled={tambonCode === null} onClick={() => show(`tambon:${tambonCode}`)}>
            {t('papers.lists.feedback.tambon')}
          </Button>
          <AllPapers
            papers={papers}
            name={t('papers.lists.feedback.file', { tambon: tambonName, planFy })}
            label={t('papers.lists.feedback.all')}
          />
        </>
      }
    >
      <Query of={villages}>
        {(rows) => (
          <Table
            label={t('papers.lists.feedback')}
            rows={rows}
            rowKey={(row) => row.id}
            maxHeight="22rem"
            empty={
              <EmptyState
                icon={MapPinned}
                title={t('papers.lists.feedback.none')}
                text={t('papers.lists.feedback.none.what')}
                action={
                  <Button look="main" href="/geography">
                    {t('papers.lists.feedback.none.do')}
                  </Button>
                }
              />
            }
            columns={[
              {
                key: 'moo',
                title: t('papers.lists.moo'),
                align: 'right',
                width: '4rem',
                cell: (row) => row.mooNo ?? '–',
              },
              {
                key: 'name',
                title: t('papers.lists.village'),
                rowHead: true,
                cell: (row) => <RowLink onOpen={() => show(`village:${row.id}`)}>{row.name}</RowLink>,
              },
              { key: 'headman', title: t('papers.lists.headman'), cell: (row) => row.headmanName },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
