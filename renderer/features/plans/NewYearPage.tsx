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
import type { YearLevel } from '../../../core/plans/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterYear } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear } from '../../ui/YearPicker.tsx'
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
  const open = useCommand(client.plans.openYear)
  const fromFy = fromTyped ?? planFy
  const toFy = toTyped ?? (fromFy === null ? null : fromFy + 1)
  const ready = fromFy !== null && toFy !== null && toFy > fromFy && levels.length > 0
  const input = { fromFy: fromFy ?? 0, toFy: toFy ?? 0, levels: [...levels], take }
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
    notify(t('plans.newYear.done', { year: input.toFy, count: plansOf(done.value.levels) }))
    go(`/plans?planFy=${input.toFy}`)
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
          <Query of={preview}>{({ levels: told }) => <Preview levels={told} />}</Query>
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
