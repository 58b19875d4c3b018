import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import { BadgeCheck, Files, PenLine, Users } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { BodyStateChip } from './BodyStateChip.tsx'
import { type BodyRow, canBeConfirmed, officeGroup, type RowGroup } from './body-rows.ts'
import { DraftOrdersDialog } from './DraftOrdersDialog.tsx'
import { ReasonList } from './ReasonList.tsx'
import { reasonsOf } from './reasons.ts'
import { useDraftOrder } from './use-draft-order.ts'
import { useShortOrder } from './words.ts'

type Props = {
  groups: readonly (RowGroup & { name: string })[]
  by: 'kind' | 'tambon'
  editionFy: number | null
  /** Beside a paper: only what names a row and says why. */
  narrow: boolean
  /** The office has no body and expects none. */
  isEmpty: boolean
  unfold: (group: string) => void
  setUp: (row: BodyRow) => void
  openMany: () => void
}

/** Bodies in groups with state, reasons and what can be done; several can be chosen and their orders drafted at once. */
export function BodiesTable({
  groups,
  by,
  editionFy,
  narrow: beside,
  isEmpty,
  unfold,
  setUp,
  openMany,
}: Props) {
  const { t } = useTranslation()
  // large text leaves no room for more than who and why
  const narrow = beside || roomInRem() < 72
  const go = useGo()
  const { notify } = useNotice()
  const orderShort = useShortOrder()
  const draft = useDraftOrder(editionFy)
  const confirmReview = useCommand(client.bodies.reviewed)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [drafting, setDrafting] = useState(false)
  const last = useRef<string | null>(null)

  const rows = groups.flatMap((group) => group.rows)
  const able = groups
    .flatMap((group) => group.all)
    .filter((row) => row.body !== null && row.state !== 'closed')
  const picked = able.filter((row) => chosen.has(row.key))
  const unchanged = picked.filter((row) => row.body !== null && canBeConfirmed(row.body))
  const open = (row: BodyRow) => (row.body ? go(`/bodies/${row.body.id}`) : setUp(row))

  /** One on or off; with Shift all between the last one and this. */
  const toggle = (row: BodyRow, range: boolean) => {
    const from = able.findIndex((one) => one.key === last.current)
    const to = able.findIndex((one) => one.key === row.key)
    const touched = range && from >= 0 ? able.slice(Math.min(from, to), Math.max(from, to) + 1) : [row]
    const on = !chosen.has(row.key)
    last.current = row.key
    setChosen((now) => {
      const next = new Set(now)
      for (const { key } of touched) {
        if (on) next.add(key)
        else next.delete(key)
      }
      return next
    })
  }
  const choose = (which: readonly BodyRow[]) => setChosen(new Set(which.map((row) => row.key)))
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'a') return
    event.preventDefault()
    choose(able)
  }
  const confirmAll = async () => {
    if (editionFy === null) return
    const done = await confirmReview.attempt({ ids: unchanged.map((row) => row.key), editionFy })
    if (!done.ok) return
    setChosen(new Set())
    notify(t('bodies.reviewed.done', { count: unchanged.length, editionFy }))
  }

  const columns = [
    {
      key: 'choose',
      title: (
        <Checkbox
          size="small"
          checked={picked.length > 0 && picked.length === able.length}
          indeterminate={picked.length > 0 && picked.length < able.length}
          disabled={able.length === 0}
          onChange={(_: unknown, on: boolean) => choose(on ? able : [])}
          slotProps={{ input: { 'aria-label': t('bodies.choose.all') } }}
          sx={{ p: 0.2 }}
        />
      ),
      width: '2.4rem',
      cell: (row: BodyRow) =>
        row.body === null || row.state === 'closed' ? null : (
          <Checkbox
            size="small"
            checked={chosen.has(row.key)}
            onChange={() => undefined}
            onClick={(event) => toggle(row, event.shiftKey)}
            slotProps={{
              input: { 'aria-label': t('bodies.choose', { name: `${row.kindName} ${row.areaName}` }) },
            }}
            sx={{ p: 0.2 }}
          />
        ),
    },
    {
      key: 'name',
      title: t(by === 'kind' ? 'bodies.column.area' : 'bodies.column.name'),
      rowHead: true,
      width: beside ? '8rem' : by === 'kind' ? '11rem' : '13rem',
      cell: (row: BodyRow) => (
        <RowLink onOpen={() => open(row)} hint={row.body?.name ?? t('bodies.open')}>
          {nameOf(row, by)}
        </RowLink>
      ),
    },
    {
      key: 'state',
      title: t('bodies.column.state'),
      width: '7.8rem',
      cell: (row: BodyRow) => <BodyStateChip state={row.state} />,
    },
    ...(narrow
      ? []
      : [
          {
            key: 'seats',
            title: t('bodies.column.seats'),
            align: 'right' as const,
            nowrap: true,
            width: '3.8rem',
            cell: (row: BodyRow) =>
              row.body
                ? t('bodies.column.seats.count', { filled: row.body.filled, seats: row.body.seats })
                : '',
          },
          {
            key: 'order',
            title: t('bodies.column.order'),
            width: '10.2rem',
            nowrap: true,
            cell: (row: BodyRow) =>
              row.body?.order ? (
                <RowLinkQuiet href={`/orders/${row.body.order.id}`} text={orderShort(row.body.order)} />
              ) : (
                ''
              ),
          },
        ]),
    {
      key: 'reasons',
      title: t('bodies.column.reasons'),
      cell: (row: BodyRow) =>
        row.body ? (
          <ReasonList reasons={reasonsOf(row.body.warnings)} most={3} within={row.areaName} />
        ) : (
          t('bodies.notSetUp.what')
        ),
    },
    ...(beside
      ? []
      : [
          {
            key: 'do',
            title: '',
            align: 'right' as const,
            width: '8.5rem',
            nowrap: true,
            cell: (row: BodyRow) => <Doors row={row} draft={draft} setUp={setUp} />,
          },
        ]),
  ]

  return (
    <>
      {picked.length > 0 ? (
        <Box
          role="toolbar"
          aria-label={t('bodies.chosen', { count: picked.length })}
          sx={(theme) => ({
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            alignItems: 'center',
            px: 1.6,
            py: 0.6,
            bgcolor: theme.tokens.primaryTint,
            borderBottom: `1px solid ${theme.tokens.rule}`,
          })}
        >
          <Box component="span" role="status" sx={{ fontWeight: 600 }}>
            {t('bodies.chosen', { count: formatNumber(picked.length) })}
          </Box>
          <Button look="main" icon={Files} disabled={editionFy === null} onClick={() => setDrafting(true)}>
            {t('bodies.draftMany')}
          </Button>
          {unchanged.length > 0 && editionFy !== null ? (
            <Button icon={BadgeCheck} busy={confirmReview.running} onClick={() => void confirmAll()}>
              {t('bodies.reviewed.do', { count: formatNumber(unchanged.length) })}
            </Button>
          ) : null}
          <Button look="quiet" onClick={() => choose([])}>
            {t('bodies.choose.none')}
          </Button>
          {editionFy === null ? <span>{t('bodies.noEdition')}</span> : null}
        </Box>
      ) : null}
      <Box onKeyDown={onKeyDown}>
        <ArrowRows>
          <Table<BodyRow>
            label={t('bodies.title')}
            rows={rows}
            groups={groups.map((group) => ({
              key: group.key,
              head: <GroupHead group={group} unfold={() => unfold(group.key)} />,
              rows: group.rows,
            }))}
            rowKey={(row) => row.key}
            maxHeight={`calc(100vh - ${picked.length > 0 ? '24rem' : '21rem'})`}
            rowTone={(row) => (row.state === 'review' || row.state === 'missing' ? 'late' : undefined)}
            empty={
              isEmpty ? (
                <EmptyState
                  icon={Users}
                  title={t('bodies.none')}
                  text={t('bodies.none.what')}
                  action={
                    <Button look="main" onClick={openMany}>
                      {t('bodies.openMany')}
                    </Button>
                  }
                />
              ) : (
                <EmptyState title={t('bodies.noneShown')} text={t('bodies.noneShown.what')} />
              )
            }
            columns={columns}
          />
        </ArrowRows>
      </Box>
      {drafting && editionFy !== null ? (
        <DraftOrdersDialog
          bodies={picked.flatMap((row) => row.body ?? [])}
          editionFy={editionFy}
          onClose={() => setDrafting(false)}
        />
      ) : null}
    </>
  )
}

/** Width of the window in letters: at 125 % text there is a fifth less. */
function roomInRem(): number {
  return window.innerWidth / Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

/** บ้านนอกท่า หมู่ที่ 1 ตำบลพรหมโลก: a village is told from that of another tambon. */
function placeOf(row: BodyRow): string {
  return row.villageId === null || row.tambonName === ''
    ? row.areaName
    : `${row.areaName} ต.${row.tambonName}`
}

/** In a group of one kind the place names the body; those of the whole office have their own names. */
function nameOf(row: BodyRow, by: 'kind' | 'tambon'): string {
  if (row.group === officeGroup) return row.body?.name ?? row.kindName
  if (by === 'kind') return placeOf(row) || row.kindName
  return row.villageId === null ? row.kindName : `${row.kindName} ${row.areaName}`
}

function RowLinkQuiet({ href, text }: { href: string; text: string }) {
  const go = useGo()
  return (
    <Box
      component="button"
      type="button"
      onClick={() => go(href)}
      sx={{
        font: 'inherit',
        color: 'text.secondary',
        background: 'none',
        border: 0,
        p: 0,
        textAlign: 'left',
        cursor: 'pointer',
        '&:hover': { textDecoration: 'underline' },
      }}
    >
      {text}
    </Box>
  )
}

function Doors({
  row,
  draft,
  setUp,
}: {
  row: BodyRow
  draft: ReturnType<typeof useDraftOrder>
  setUp: (row: BodyRow) => void
}) {
  const { t } = useTranslation()
  const { body } = row
  if (body === null)
    return (
      <Button
        look="quiet"
        label={t('bodies.open.of', { name: `${row.kindName} ${row.areaName}` })}
        onClick={() => setUp(row)}
      >
        {t('bodies.open')}
      </Button>
    )
  if (row.state === 'closed') return null
  const ready = draft.hasDraft(body.id)
  if (row.state === 'current' && !ready) return null
  return (
    <Button
      look="quiet"
      icon={PenLine}
      disabled={draft.opening}
      label={t(ready ? 'bodies.draft.openOf' : 'bodies.draft.of', {
        name: `${row.kindName} ${row.areaName}`,
      })}
      onClick={() => void draft.enter(body.id)}
    >
      {t(ready ? 'bodies.draft.open' : 'bodies.draft')}
    </Button>
  )
}

function GroupHead({ group, unfold }: { group: RowGroup & { name: string }; unfold: () => void }) {
  const { t } = useTranslation()
  const { counts } = group
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'baseline' }}>
      <span>{group.name}</span>
      <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary', fontSize: '0.9rem' }}>
        {t('bodies.group.counts', {
          current: formatNumber(counts.current),
          asked: formatNumber(counts.asked),
        })}
      </Box>
      {group.folded > 0 ? (
        <Box sx={{ ml: 'auto', '& .MuiButton-root': { minHeight: 0, py: 0 } }}>
          <Button look="quiet" onClick={unfold}>
            {t('bodies.group.unfold', { count: formatNumber(group.folded) })}
          </Button>
        </Box>
      ) : null}
    </Box>
  )
}
