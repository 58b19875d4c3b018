import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, LayoutGrid, MailPlus, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchKey } from '../../../core/thai/text.ts'
import { api, client } from '../../app/client.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { FilterBar, FilterCheck, FilterText } from '../../ui/Filters.tsx'
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
import { BoardFigures } from './BoardFigures.tsx'
import { BoardTable } from './BoardTable.tsx'
import { type BoardFilter, boardFilters, byUrgency, isIn } from './board-filter.ts'
import { ClockNote } from './ClockNote.tsx'
import { ExpectDialog } from './ExpectDialog.tsx'

/** The province's board: district by duty, who has handed in, on time, late or not (C22). */
export default function BoardPage() {
  const { t } = useTranslation()
  const go = useGo()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [asked, ask] = useQueryParam('state')
  const [urgent, setUrgent] = useQueryParam('urgent')
  const [text, setText] = useState('')
  const board = useQuery({
    ...api.province.board.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const [expecting, setExpecting] = useState(false)
  const [paper, setPaper] = useState(false)
  const draft = useCommand(client.province.draftReminder)
  const filter: BoardFilter = boardFilters.find((one) => one === asked) ?? 'expected'
  const wanted = searchKey(text)
  const missing = board.data?.missing ?? 0
  const remind = async () => {
    if (planFy === null) return
    const made = await draft.attempt({ planFy })
    if (made.ok) go(`/papers/letters/${made.value.letterId}`)
  }
  const expect = (
    <Button icon={CalendarCheck} onClick={() => setExpecting(true)}>
      {t('province.expect.open')}
    </Button>
  )
  const nothing = (
    <Section>
      <EmptyState
        icon={LayoutGrid}
        title={t('province.board.empty.title')}
        text={t('province.board.empty.text')}
        action={expect}
      />
    </Section>
  )
  return (
    <Page
      title={t('nav.board')}
      help={t('province.board.help')}
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
        nothing
      ) : (
        <Query of={board} lines={10}>
          {(data) => {
            if (data.rows.length === 0) return nothing
            const shown = data.rows.filter(
              (row) => isIn(row, filter) && (wanted === '' || searchKey(row.districtName).includes(wanted)),
            )
            return (
              <>
                <ClockNote board={data} />
                <BoardFigures
                  board={data}
                  filter={filter}
                  onFilter={(next) => ask(next === 'expected' ? null : next)}
                />
                <FilterBar>
                  <FilterText
                    label={t('province.board.find')}
                    value={text}
                    onChange={setText}
                    width="15rem"
                  />
                  <FilterCheck
                    label={t('province.board.urgent')}
                    checked={urgent !== null}
                    onChange={(on) => setUrgent(on ? '1' : null)}
                  />
                  {missing > 0 ? (
                    <Button look="quiet" icon={MailPlus} busy={draft.running} onClick={() => void remind()}>
                      {t('province.reminder.all', { count: missing })}
                    </Button>
                  ) : null}
                </FilterBar>
                <Section flush>
                  <BoardTable
                    board={data}
                    rows={urgent === null ? shown : [...shown].sort(byUrgency)}
                    maxHeight="max(18rem, calc(100vh - 17.5rem))"
                  />
                </Section>
              </>
            )
          }}
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
        title={t('province.board.title', { year: planFy ?? '' })}
        width="xl"
      >
        {planFy !== null && paper ? <PaperView paper={{ kind: 'board', planFy }} height="66vh" /> : null}
      </SheetDialog>
    </Page>
  )
}
