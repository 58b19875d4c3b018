import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'

/**
 * The door from a body to the draft of its order: the one that lies ready, else a new one. Without a guideline edition
 * (no directive yet) it leads to where one is registered.
 *
 * @param editionFy guideline edition in hand, พ.ศ.
 */
export function useDraftOrder(editionFy: number | null) {
  const go = useGo()
  const orders = useQuery(api.orders.list.queryOptions({ input: { editionFy: null } }))
  const open = useCommand(client.orders.open)
  const drafts = useMemo(
    () =>
      new Map(
        (orders.data ?? [])
          .filter((order) => order.state === 'draft')
          .flatMap((order) => order.bodyIds.map((bodyId) => [bodyId, order.id] as const)),
      ),
    [orders.data],
  )
  const enter = async (bodyId: string) => {
    const ready = drafts.get(bodyId)
    if (ready !== undefined) return go(`/orders/${ready}`)
    if (editionFy === null) return go('/directives/new')
    const made = await open.attempt({ bodyId, editionFy })
    if (made.ok) go(`/orders/${made.value.id}`)
  }
  return { orders, hasDraft: (bodyId: string) => drafts.has(bodyId), enter, opening: open.running }
}
