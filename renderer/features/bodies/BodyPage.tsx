import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FilePen, FileText } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Body } from '../../../core/bodies/contract.ts'
import { seatRoles } from '../../../core/bodies/rules.ts'
import { api, client } from '../../app/client.ts'
import { useGo, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { DataGrid, type GridColumn } from '../../ui/DataGrid.tsx'
import { useEditionYear } from '../../ui/EditionPicker.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { OrderInForce, useRuleLine } from './BodiesPage.tsx'
import { emptySeat, type SeatRow } from './seat-rows.ts'
import { useSeats } from './use-seats.ts'

/** One committee: its seats and names in a table that saves itself, its warnings, its order. */
export default function BodyPage() {
  const bodyId = useRouteParam('bodyId')
  const body = useQuery(api.bodies.get.queryOptions({ input: { id: bodyId } }))
  const { t } = useTranslation()
  return (
    <PageQuery of={body} title={t('bodies.title')} back={{ href: '/bodies', label: t('bodies.page.back') }}>
      {(data) => <BodyDesk key={data.id} body={data} />}
    </PageQuery>
  )
}

function BodyDesk({ body }: { body: Body }) {
  const { t } = useTranslation()
  const go = useGo()
  const ruleLine = useRuleLine()
  const { editionFy } = useEditionYear()
  const orders = useQuery(api.orders.list.queryOptions({ input: { editionFy: null } }))
  const openOrder = useCommand(client.orders.open)
  const seats = useSeats(body)
  const own = (orders.data ?? []).filter((order) => order.bodyId === body.id)
  const draft = own.find((order) => order.state === 'draft')

  const columns = useMemo<GridColumn<SeatRow>[]>(
    () => [
      { key: 'title', title: t('bodies.seat.title'), kind: 'text', width: 150, required: true },
      {
        key: 'role',
        title: t('bodies.seat.role'),
        kind: 'select',
        width: 125,
        options: seatRoles.map((role) => ({ value: role, label: t(`bodies.role.${role}`) })),
      },
      { key: 'post', title: t('bodies.seat.post'), kind: 'text', width: 240, grow: 3 },
      { key: 'personTitle', title: t('bodies.seat.personTitle'), kind: 'text', width: 84, grow: 0.5 },
      { key: 'firstName', title: t('bodies.seat.firstName'), kind: 'text', width: 120 },
      { key: 'lastName', title: t('bodies.seat.lastName'), kind: 'text', width: 130 },
      { key: 'position', title: t('bodies.seat.position'), kind: 'text', width: 190, grow: 3 },
      {
        key: 'filledBy',
        title: t('bodies.seat.filledBy'),
        kind: 'select',
        width: 100,
        options: (['post', 'person'] as const).map((one) => ({
          value: one,
          label: t(`bodies.seat.filledBy.${one}`),
        })),
      },
    ],
    [t],
  )
  const problemWords = useCallback(
    (row: SeatRow) => {
      const problems = seats.problems.get(row.key)
      if (!problems) return undefined
      return Object.fromEntries(
        Object.entries(problems).map(([column, { key, params }]) => [column, t(`validation:${key}`, params)]),
      )
    },
    [seats.problems, t],
  )
  const makeOrder = async () => {
    await seats.save()
    if (draft) return go(`/orders/${draft.id}`)
    if (editionFy === null) return go('/directives/new')
    const made = await openOrder.attempt({ bodyId: body.id, editionFy })
    if (made.ok) go(`/orders/${made.value.id}`)
  }

  return (
    <Page
      title={body.name}
      back={{ href: '/bodies', label: t('bodies.page.back') }}
      help={ruleLine(body.rule)}
      certainty={body.rule.certainty}
      aside={
        body.warnings.length === 0 ? (
          <StatusChip status="done" label={t('bodies.current')} />
        ) : (
          body.warnings.map((warning) => (
            <StatusChip
              key={warning.key}
              status="late"
              label={t(`bodies.warning.${warning.key}`, warning.params)}
            />
          ))
        )
      }
      actions={
        <>
          {body.order ? (
            <Button icon={FileText} href={`/orders/${body.order.id}`}>
              <OrderInForce body={body} />
            </Button>
          ) : null}
          <Button look="main" icon={FilePen} busy={openOrder.running} onClick={() => void makeOrder()}>
            {t(draft ? 'bodies.page.openDraft' : 'bodies.page.makeOrder')}
          </Button>
        </>
      }
    >
      <FaultBar error={seats.fault} onRetry={() => void seats.save()} />
      <Section
        flush
        title={t('bodies.page.seats')}
        help={t('bodies.page.seats.help')}
        actions={
          <Box
            role="status"
            sx={{ fontSize: '0.9rem', color: seats.problems.size > 0 ? 'error.main' : 'text.secondary' }}
          >
            {t('bodies.page.filled', {
              filled: seats.rows.filter((row) => row.firstName.trim() !== '').length,
              seats: seats.rows.length,
            })}{' '}
            ·{' '}
            {t(
              `plans.save.${seats.saving ? 'saving' : seats.fault ? 'failed' : seats.problems.size > 0 ? 'waiting' : 'saved'}`,
              { count: seats.problems.size },
            )}
          </Box>
        }
      >
        <DataGrid<SeatRow>
          label={t('bodies.page.seats')}
          rows={seats.rows}
          columns={columns}
          rowKey={(row) => row.key}
          newRow={emptySeat}
          movable
          onChange={seats.change}
          problems={problemWords}
          maxHeight="calc(100vh - 18rem)"
        />
      </Section>
    </Page>
  )
}
