import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, LayoutGrid, MailPlus, UsbIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, BoardLine } from '../../../core/province/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  EmptyState,
  Page,
  Query,
  Section,
  type Status,
  statuses,
  Thai,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { WriteAnswers } from '../exchange/AnswersDue.tsx'
import { BoardFigures } from './BoardFigures.tsx'
import { byUrgency, isIn } from './board-filter.ts'
import { ClockNote } from './ClockNote.tsx'
import { DueStrip } from './DueStrip.tsx'
import { districtHref } from './use-mirror.ts'

/** The province's first screen: what must be done today, and what comes next (C22). */
export function ProvinceHome() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const go = useGo()
  const { planFy, years, setPlanFy } = usePlanYear()
  const board = useQuery({
    ...api.province.board.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const nothing = (
    <Section>
      <EmptyState
        icon={LayoutGrid}
        title={t('province.board.empty.title')}
        text={t('province.board.empty.text')}
        action={
          <Button look="main" href="/province/board">
            {t('nav.board')}
          </Button>
        }
      />
    </Section>
  )
  return (
    <Page
      title={t('home.title')}
      help={formatDate(today, 'weekday')}
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          <Button href="/province/board">{t('nav.board')}</Button>
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
          {(data) =>
            data.rows.length === 0 ? (
              nothing
            ) : (
              <>
                <ClockNote board={data} />
                <BoardFigures
                  board={data}
                  filter={null}
                  onFilter={(filter) => go(`/province/board?planFy=${data.planFy}&state=${filter}`)}
                />
                <Today board={data} />
                <DueStrip board={data} />
              </>
            )
          }
        </Query>
      )}
    </Page>
  )
}

const shownMost = 8

/** The work of the day, district by district; what is done is not shown. */
function Today({ board }: { board: Board }) {
  const { t } = useTranslation()
  const go = useGo()
  const draft = useCommand(client.province.draftReminder)
  const answers = useQuery(api.exchange.answersDue.queryOptions())
  const of = (filter: 'missing' | 'waiting' | 'returned') =>
    board.rows.filter((row) => isIn(row, filter)).sort(byUrgency)
  const missing = of('missing')
  const due = answers.data ?? []
  // kept while the dialog is open: what is written is no longer due
  const [writing, setWriting] = useState<typeof due>([])
  const remind = async () => {
    const made = await draft.attempt({ planFy: board.planFy })
    if (made.ok) go(`/papers/letters/${made.value.letterId}`)
  }
  const lists: ReactNode[] = [
    <Work
      key="missing"
      board={board}
      name="missing"
      status="late"
      lines={missing}
      said={(line) => t('province.timing.missing', { count: formatNumber(line.lateDays) })}
      action={
        <Button look="quiet" icon={MailPlus} busy={draft.running} onClick={() => void remind()}>
          {t('province.reminder.all', { count: missing.length })}
        </Button>
      }
    />,
    <Work
      key="returned"
      board={board}
      name="returned"
      status="late"
      lines={of('returned')}
      said={(line) => line.reasons}
    />,
    <Work
      key="waiting"
      board={board}
      name="waiting"
      status="underWay"
      lines={of('waiting')}
      said={(line) =>
        t('province.home.received', {
          date: formatDate(line.receivedOn, 'short'),
          sequence: formatNumber(line.sequence ?? 0),
        })
      }
    />,
  ]
  const nothing = due.length === 0 && missing.length + of('returned').length + of('waiting').length === 0
  return (
    <>
      {nothing ? (
        <Section title={t('province.home.today')}>
          <EmptyState
            icon={CircleCheck}
            title={t('province.home.nothing')}
            text={t('province.home.nothing.what')}
          />
        </Section>
      ) : (
        <Box
          sx={{
            display: 'grid',
            gap: '0 1.4rem',
            alignItems: 'start',
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 25rem), 1fr))',
          }}
        >
          {lists}
          {due.length === 0 ? null : (
            <Section
              title={t('province.home.answers', { count: due.length })}
              help={t('province.home.answers.help')}
              actions={
                <Button look="quiet" icon={UsbIcon} onClick={() => setWriting(due)}>
                  {t('province.do.answer')}
                </Button>
              }
            >
              <Lines
                status="underWay"
                lines={due.map((one) => ({
                  key: one.packageId,
                  name: one.officeName,
                  href: '/exchange/in',
                  said: t(`exchange.packageKind.${one.kind}`),
                }))}
                more="/exchange/in"
              />
            </Section>
          )}
        </Box>
      )}
      {writing.length === 0 ? null : <WriteAnswers due={writing} onClose={() => setWriting([])} />}
    </>
  )
}

/** Districts that wait for the same thing. */
function Work({
  board,
  name,
  status,
  lines,
  said,
  action,
}: {
  board: Board
  name: 'missing' | 'returned' | 'waiting'
  status: Status
  lines: readonly BoardLine[]
  said: (line: BoardLine) => string
  action?: ReactNode
}) {
  const { t } = useTranslation()
  if (lines.length === 0) return null
  return (
    <Section
      title={t(`province.home.${name}`, { count: lines.length })}
      help={t(`province.home.${name}.help`)}
      actions={action}
    >
      <Lines
        status={status}
        lines={lines.map((line) => ({
          key: line.districtCode,
          name: line.districtName,
          href: `${districtHref(line.districtCode)}?planFy=${board.planFy}`,
          said: said(line),
        }))}
        more={`/province/board?planFy=${board.planFy}&state=${name}`}
      />
    </Section>
  )
}

function Lines({
  status,
  lines,
  more,
}: {
  status: Status
  lines: readonly { key: string; name: string; href: string; said: string }[]
  /** Where all of them stand. */
  more: string
}) {
  const { t } = useTranslation()
  const Icon = statuses[status].icon
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {lines.slice(0, shownMost).map((line) => (
        <Box
          component="li"
          key={line.key}
          sx={{ display: 'flex', gap: 1, alignItems: 'baseline', py: 0.15, minWidth: 0 }}
        >
          <Box
            component="span"
            sx={(theme) => ({
              color: theme.tokens[statuses[status].colour],
              flex: 'none',
              alignSelf: 'center',
              display: 'flex',
            })}
          >
            <Icon size={15} aria-hidden />
          </Box>
          <AppLink href={line.href} sx={{ flex: 'none', maxWidth: '60%' }}>
            {line.name}
          </AppLink>
          <Box
            component="span"
            sx={{
              color: 'text.secondary',
              fontSize: '0.9rem',
              minWidth: 0,
              display: '-webkit-box',
              WebkitLineClamp: 2,
              WebkitBoxOrient: 'vertical',
              overflow: 'hidden',
            }}
          >
            <Thai text={line.said} />
          </Box>
        </Box>
      ))}
      {lines.length > shownMost ? (
        <Box component="li" sx={{ pt: 0.4 }}>
          <AppLink href={more}>{t('province.home.more', { count: lines.length - shownMost })}</AppLink>
        </Box>
      ) : null}
    </Box>
  )
}
