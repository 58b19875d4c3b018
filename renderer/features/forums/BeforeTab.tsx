import { useQuery } from '@tanstack/react-query'
import { History, Repeat2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EarlierMatter, Forum } from '../../../core/forums/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, EmptyState, Query, Section, StatusChip, Table } from '../../ui/index.ts'
import { StandingWords } from './StandingWords.tsx'

const keyOf = (matter: EarlierMatter) => matter.needId ?? matter.projectId ?? ''

/** What the area named and planned before, with what became of it: the forum begins with it. */
export function BeforeTab({ forum }: { forum: Forum }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const before = useQuery(api.forums.before.queryOptions({ input: { id: forum.id } }))
  const again = useCommand(client.forums.nameAgain)
  const name = async (matters: readonly EarlierMatter[]) => {
    const done = await again.attempt({
      id: forum.id,
      needIds: matters.flatMap((one) => (one.needId === null ? [] : [one.needId])),
      projectIds: matters.flatMap((one) =>
        one.needId === null && one.projectId !== null ? [one.projectId] : [],
      ),
    })
    if (done.ok) notify(t('forums.before.named', { count: formatNumber(done.value.ids.length) }))
  }
  return (
    <Query of={before}>
      {({ planFy, matters }) => {
        const open = matters.filter((one) => !one.again && one.standing?.fate === null)
        return (
          <Section
            flush
            title={planFy === null ? t('forums.tab.before') : t('forums.before.title', { year: planFy })}
            actions={
              open.length > 1 ? (
                <Button icon={Repeat2} busy={again.running} onClick={() => void name(open)}>
                  {t('forums.before.allOpen', { count: open.length })}
                </Button>
              ) : null
            }
          >
            <Table<EarlierMatter>
              label={t('forums.tab.before')}
              rows={matters}
              rowKey={keyOf}
              maxHeight="calc(100vh - 20rem)"
              empty={
                <EmptyState
                  icon={History}
                  title={t('forums.before.none')}
                  text={t('forums.before.none.what')}
                />
              }
              columns={[
                {
                  key: 'rank',
                  title: t('forums.need.rank'),
                  align: 'right',
                  width: '5rem',
                  cell: (row) => row.rank ?? '–',
                },
                {
                  key: 'name',
                  title: t('forums.before.matter'),
                  rowHead: true,
                  width: '36%',
                  cell: (row) => (row.name === '' ? row.problem : row.name),
                },
                {
                  key: 'from',
                  title: t('forums.before.from'),
                  width: '6.5rem',
                  cell: (row) =>
                    t(row.needId === null ? 'forums.before.fromPlan' : 'forums.before.fromForum'),
                },
                {
                  key: 'standing',
                  title: t('forums.before.outcome'),
                  cell: (row) => <StandingWords standing={row.standing} />,
                },
                {
                  key: 'do',
                  title: '',
                  align: 'right',
                  nowrap: true,
                  width: '10rem',
                  cell: (row) =>
                    row.again ? (
                      <StatusChip status="done" label={t('forums.before.again')} />
                    ) : (
                      <Button
                        look="quiet"
                        icon={Repeat2}
                        disabled={again.running}
                        label={t('forums.before.do.of', { name: row.name === '' ? row.problem : row.name })}
                        onClick={() => void name([row])}
                      >
                        {t('forums.before.do')}
                      </Button>
                    ),
                },
              ]}
            />
          </Section>
        )
      }}
    </Query>
  )
}
