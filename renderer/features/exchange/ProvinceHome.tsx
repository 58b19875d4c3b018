import { useQuery } from '@tanstack/react-query'
import { LayoutGrid } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { Button, EmptyState, Page, Query, Section, usePlanYear, YearPicker } from '../../ui/index.ts'
import { BoardFigures, BoardTable } from './BoardTable.tsx'

/** The province's first screen: how complete the districts are, the ones to ask first on top. */
export function ProvinceHome() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { planFy, years, setPlanFy } = usePlanYear()
  const board = useQuery({
    ...api.exchange.board.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const rank = { returned: 0, late: 1, received: 2, missing: 3, accepted: 4 } as const
  return (
    <Page
      title={t('home.province.title')}
      help={formatDate(today, 'weekday')}
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          <Button look="main" href="/exchange/in">
            {t('exchange.in.title')}
          </Button>
        </>
      }
    >
      {planFy === null ? (
        <Section>
          <EmptyState
            icon={LayoutGrid}
            title={t('exchange.board.empty.title')}
            text={t('exchange.board.empty.text')}
            action={
              <Button look="main" href="/exchange/board">
                {t('nav.board')}
              </Button>
            }
          />
        </Section>
      ) : (
        <Query of={board} lines={10}>
          {(data) => (
            <>
              <BoardFigures board={data} />
              <Section title={t('home.province.first')} help={t('home.province.help')} flush>
                <BoardTable
                  board={{
                    ...data,
                    rows: [...data.rows].sort(
                      (a, b) => rank[a.state] - rank[b.state] || b.lateDays - a.lateDays,
                    ),
                  }}
                  maxHeight="calc(100vh - 19rem)"
                />
              </Section>
            </>
          )}
        </Query>
      )}
    </Page>
  )
}
