import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormLabel from '@mui/material/FormLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { YearBodies, YearDirective, YearLevel } from '../../../core/plans/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterYear } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear } from '../../ui/YearPicker.tsx'
import { useOffWords } from '../directives/duty-words.tsx'
import { type WorkLevel, workLevels } from './overview-rows.ts'

const takes = ['unfunded', 'all', 'none'] as const

/** เปิดปีงบประมาณใหม่ (C30): says what it will do, by level, before it does it; one command, taken back as one. */
export default function NewYearPage() {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const { office } = useOffice()
  const { planFy } = usePlanYear()
  const rule = useQuery(api.rules.table.queryOptions({ input: { id: 'next-year' } }))
  const possible = workLevels.filter(
    (level) =>
      level === 'village' || level === 'tambon' || (office.profile === 'district' && level !== 'local'),
  ) as Exclude<WorkLevel, 'local'>[]
  const [fromTyped, setFrom] = useState<number | null>(null)
  const [toTyped, setTo] = useState<number | null>(null)
  const [levels, setLevels] = useState<readonly Exclude<WorkLevel, 'local'>[]>(possible)
  const [take, setTake] = useState<(typeof takes)[number]>('unfunded')
  const [directive, setDirective] = useState(true)
  const [orders, setOrders] = useState(false)
  const open = useCommand(client.plans.openYear)
  const fromFy = fromTyped ?? planFy
  const toFy = toTyped ?? (fromFy === null ? null : fromFy + 1)
  const ready = fromFy !== null && toFy !== null && toFy > fromFy && levels.length > 0
  const input = { fromFy: fromFy ?? 0, toFy: toFy ?? 0, levels: [...levels], take, directive, orders }
  const preview = useQuery({
    queryKey: ['plans.openYear', input],
    queryFn: () => client.plans.openYear({ ...input, dryRun: true }),
    enabled: ready,
    retry: false,
    gcTime: 0,
  })
  const act = async () => {
    const done = await open.attempt({ ...input, dryRun: false })
    if (!done.ok) return
    const count = plansOf(done.value.levels)
    notify(t('plans.newYear.done', { year: input.toFy, count }))
    // where nothing but the letter was opened, that is where to go on
    const letter = done.value.directive?.openedId ?? null
    go(count === 0 && letter !== null ? `/directives/${letter}` : `/plans?planFy=${input.toFy}`)
  }
  return (
    <Page
      title={t('plans.newYear.title')}
      help={t('plans.newYear.help')}
      back={{ href: '/plans', label: t('plans.page.back') }}
    >
      <Section>
        <CertaintyNote certainty={rule.data?.certainty ?? null} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-start' }}>
          <FilterYear label={t('plans.newYear.from')} value={fromFy} onChange={setFrom} />
          <FilterYear label={t('plans.newYear.to')} value={toFy} onChange={setTo} />
          <FormControl component="fieldset">
            <FormLabel component="legend">{t('plans.newYear.levels')}</FormLabel>
            <Box sx={{ display: 'flex', flexWrap: 'wrap' }}>
              {possible.map((level) => (
                <FormControlLabel
                  key={level}
                  label={t(`plans.level.${level}`)}
                  control={
                    <Checkbox
                      size="small"
                      checked={levels.includes(level)}
                      onChange={(event) =>
                        setLevels(
                          possible.filter((one) =>
                            one === level ? event.target.checked : levels.includes(one),
                          ),
                        )
                      }
                    />
                  }
                />
              ))}
            </Box>
          </FormControl>
          <FormControl component="fieldset">
            <FormLabel component="legend">{t('plans.newYear.take')}</FormLabel>
            <RadioGroup row value={take} onChange={(_, value) => setTake(value as typeof take)}>
              {takes.map((one) => (
                <FormControlLabel
                  key={one}
                  value={one}
                  label={t(`plans.newYear.take.${one}`)}
                  control={<Radio size="small" />}
                />
              ))}
            </RadioGroup>
          </FormControl>
          <FormControl component="fieldset">
            <FormLabel component="legend">{t('plans.newYear.also')}</FormLabel>
            <Box sx={{ display: 'flex', flexWrap: 'wrap' }}>
              <FormControlLabel
                label={t('plans.newYear.also.directive')}
                control={
                  <Checkbox
                    size="small"
                    checked={directive}
                    onChange={(event) => setDirective(event.target.checked)}
                  />
                }
              />
              <FormControlLabel
                label={t('plans.newYear.also.orders')}
                control={
                  <Checkbox
                    size="small"
                    checked={orders}
                    onChange={(event) => setOrders(event.target.checked)}
                  />
                }
              />
            </Box>
          </FormControl>
        </Box>
      </Section>
      {ready ? (
        <Section
          title={t('plans.newYear.preview', { year: toFy })}
          help={t('plans.newYear.preview.help')}
          flush
          actions={
            <Button
              look="main"
              icon={CalendarPlus}
              busy={open.running}
              disabled={!preview.data || preview.isFetching}
              onClick={() => void act()}
            >
              {t('plans.newYear.do', { count: plansOf(preview.data?.levels ?? []) })}
            </Button>
          }
        >
          <Query of={preview}>
            {({ levels: told, directive: letter, bodies }) => (
              <>
                <Preview levels={told} />
                <YearLetter letter={letter} opens={directive} />
                <YearReview bodies={bodies} />
              </>
            )}
          </Query>
        </Section>
      ) : (
        <Section>
          <EmptyState
            icon={CalendarPlus}
            title={t('plans.newYear.notReady')}
            text={t('plans.newYear.notReady.what')}
          />
        </Section>
      )}
    </Page>
  )
}

/** The letter of the new year: whether it is opened before it comes, and which due dates cannot stay on their day. */
function YearLetter({ letter, opens }: { letter: YearDirective | null; opens: boolean }) {
  const { t } = useTranslation()
  const off = useOffWords()
  return (
    <Box sx={{ px: 1.6, py: 1, borderTop: 1, borderColor: 'divider' }}>
      <strong>{t('plans.newYear.letter')}</strong>{' '}
      {letter === null ? (
        t('plans.newYear.letter.none')
      ) : letter.thereId !== null ? (
        <AppLink href={`/directives/${letter.thereId}`}>{t('plans.newYear.letter.there')}</AppLink>
      ) : (
        t(opens ? 'plans.newYear.letter.opens' : 'plans.newYear.letter.not', {
          name: letter.from.name,
          edition: letter.editionFy,
          plan: letter.planFy,
          count: letter.from.duties,
        })
      )}
      {letter === null || letter.thereId !== null || !opens ? null : (
        <Box component="ul" sx={{ m: 0, pl: 2.4, fontSize: '0.92rem' }}>
          {letter.moved.map((duty) =>
            duty.due === null ? null : (
              <li key={duty.fromDutyId}>
                {t('plans.newYear.letter.moved', {
                  no: duty.no,
                  after: formatDate(duty.due.dueOn, 'weekday'),
                  day: formatDate(duty.due.sameDay, 'short'),
                })}{' '}
                {duty.due.noSuchDay ? t('directives.copy.noSuchDay') : off(duty.due.off)}
              </li>
            ),
          )}
          {letter.unknownHolidays.map((year) => (
            <li key={year}>{t('directives.copy.unknownHolidays', { year })}</li>
          ))}
          <li>
            <AppLink href={`/directives/${letter.from.id}/copy`}>{t('plans.newYear.letter.check')}</AppLink>
          </li>
        </Box>
      )}
    </Box>
  )
}

/** Bodies whose orders the edition of the new year asks to review, and the drafts that are opened for them. */
function YearReview({ bodies }: { bodies: YearBodies }) {
  const { t } = useTranslation()
  return (
    <Box sx={{ px: 1.6, py: 1, borderTop: 1, borderColor: 'divider' }}>
      <strong>{t('plans.newYear.bodies', { edition: bodies.editionFy })}</strong>{' '}
      {bodies.bodies.length === 0
        ? t('plans.newYear.bodies.none')
        : t(bodies.drafts > 0 ? 'plans.newYear.bodies.drafts' : 'plans.newYear.bodies.count', {
            count: bodies.bodies.length,
            drafts: bodies.drafts,
          })}
      {bodies.bodies.length === 0 ? null : (
        <Box component="details" sx={{ fontSize: '0.92rem' }}>
          <summary>{t('plans.newYear.bodies.which')}</summary>
          <Box component="ul" sx={{ m: 0, pl: 2.4, maxHeight: '12rem', overflow: 'auto' }}>
            {bodies.bodies.map((one) => (
              <li key={one.id}>
                <AppLink href={`/bodies/${one.id}`}>{one.name}</AppLink>{' '}
                {t(`plans.newYear.bodies.${one.state}`)}
              </li>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  )
}

function plansOf(levels: readonly YearLevel[]): number {
  return levels.reduce((sum, level) => sum + level.reviews + level.firsts, 0)
}

function Preview({ levels }: { levels: readonly YearLevel[] }) {
  const { t } = useTranslation()
  const blocked = levels.flatMap((level) => level.notAdopted)
  const sum = (of: (level: YearLevel) => number) =>
    formatNumber(levels.reduce((all, level) => all + of(level), 0))
  const count = (key: string, of: (level: YearLevel) => number) => ({
    key,
    title: t(`plans.newYear.column.${key}`),
    align: 'right' as const,
    cell: (level: YearLevel) => formatNumber(of(level)),
    total: sum(of),
  })
  return (
    <>
      <Table<YearLevel>
        label={t('plans.newYear.title')}
        rows={levels}
        rowKey={(level) => level.level}
        columns={[
          {
            key: 'level',
            title: t('plans.mirror.level'),
            rowHead: true,
            cell: (level) => t(`plans.level.${level.level}`),
            total: t('common.total'),
          },
          count('areas', (level) => level.areas),
          count('reviews', (level) => level.reviews),
          count('firsts', (level) => level.firsts),
          count('existing', (level) => level.existing),
          count('notAdopted', (level) => level.notAdopted.length),
          count('entries', (level) => level.entries),
          {
            key: 'total',
            title: t('plans.overview.column.total'),
            align: 'right',
            nowrap: true,
            cell: (level) => formatBaht(level.total),
            total: formatBaht(levels.reduce((all, level) => all + level.total, 0)),
          },
          count('funded', (level) => level.leftOut.funded),
          count('finished', (level) => level.leftOut.finished),
          count('withdrawn', (level) => level.leftOut.withdrawn),
        ]}
      />
      {blocked.length === 0 ? null : (
        <Box component="details" sx={{ px: 1.6, py: 1, fontSize: '0.92rem' }}>
          <summary>{t('plans.newYear.blocked', { count: formatNumber(blocked.length) })}</summary>
          <Box component="ul" sx={{ m: 0, pl: 2.4, maxHeight: '12rem', overflow: 'auto' }}>
            {blocked.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </Box>
        </Box>
      )}
    </>
  )
}
