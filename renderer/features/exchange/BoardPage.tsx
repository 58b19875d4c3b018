import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, LayoutGrid, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import {
  Button,
  EmptyState,
  Page,
  PaperView,
  Query,
  Section,
  SheetDialog,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { BoardFigures, BoardTable } from './BoardTable.tsx'
import { ExpectDialog } from './ExpectDialog.tsx'

/** The province's board: who has handed in, on time, late or not (C22). */
export default function BoardPage() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const board = useQuery({
    ...api.exchange.board.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const [expecting, setExpecting] = useState(false)
  const [paper, setPaper] = useState(false)
  const expect = (
    <Button icon={CalendarCheck} onClick={() => setExpecting(true)}>
      {t('exchange.expect.title')}
    </Button>
  )
  return (
    <Page
      title={t('nav.board')}
      help={t('exchange.board.help')}
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          {expect}
          <Button icon={Printer} disabled={planFy === null} onClick={() => setPaper(true)}>
            {t('common.print')}
          </Button>
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
            action={expect}
          />
        </Section>
      ) : (
        <Query of={board} lines={10}>
          {(data) =>
            data.rows.length === 0 ? (
              <Section>
                <EmptyState
                  icon={LayoutGrid}
                  title={t('exchange.board.empty.title')}
                  text={t('exchange.board.empty.text')}
                  action={expect}
                />
              </Section>
            ) : (
              <>
                <BoardFigures board={data} />
                <Section flush>
                  <BoardTable board={data} maxHeight="calc(100vh - 17rem)" />
                </Section>
              </>
            )
          }
        </Query>
      )}
      <ExpectDialog
        open={expecting}
        onClose={() => setExpecting(false)}
        planFy={planFy}
        onSaved={setPlanFy}
      />
      <SheetDialog
        open={paper}
        onClose={() => setPaper(false)}
        title={t('exchange.board.title', { year: planFy ?? '' })}
        width="xl"
      >
        {planFy !== null && paper ? <PaperView paper={{ kind: 'board', planFy }} height="66vh" /> : null}
      </SheetDialog>
    </Page>
  )
}
