import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { createClient } from './transport.ts'

/** The typed client: `client.plans.list({ … })`. */
export const client = createClient()

/** The same procedures as options for TanStack Query: `useQuery(api.plans.list.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client)

/** Records are on this PC: asking again is cheap, so nothing is kept longer than it is true. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/**
 * After every change everything on screen is asked again; figures of one screen depend on records of another. Whose
 * records are open comes first: a screen of an office that was just left is gone before anything is asked for it.
 *
 * @param but the one answer that the screen has brought up to date itself: 3,000 rows are not asked again for one cell
 */
export async function refreshAll(but?: readonly unknown[]): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: api.office.status.key() })
  await new Promise((drawn) => setTimeout(drawn, 0))
  const kept = JSON.stringify(but)
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => !isStatus(queryKey) && JSON.stringify(queryKey) !== kept,
  })
}

function isStatus(key: readonly unknown[]): boolean {
  return JSON.stringify(key[0]) === JSON.stringify(api.office.status.key()[0])
}
