import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  useParams,
  useRouter,
  useSearch,
} from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'

/** One screen of an area: its path (TanStack form, `/plans/$planId`) and its code, fetched when first opened. */
export type FeatureRoute = { path: string; load: () => Promise<{ default: () => ReactNode }> }

const features = import.meta.glob<{ routes: FeatureRoute[] }>('../features/*/routes.ts', { eager: true })

/** The router of all areas; the path lies behind the # so that both hosts serve one page only. */
export function makeRouter(
  frame: () => ReactNode,
  notFound: () => ReactNode,
  failed: (props: { error: unknown }) => ReactNode,
) {
  const root = createRootRoute({ component: frame, notFoundComponent: notFound })
  const children = Object.values(features)
    .flatMap((feature) => feature.routes)
    .map((route) =>
      createRoute({
        getParentRoute: () => root,
        path: route.path,
        component: lazyRouteComponent(route.load, 'default'),
        errorComponent: failed,
      }),
    )
  return createRouter({
    routeTree: root.addChildren(children),
    history: createHashHistory(),
    defaultPreload: false,
    scrollRestoration: true,
  })
}

/** A parameter of the path in hand, e.g. `useRouteParam('planId')`; empty when the path has none. */
export function useRouteParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>
  return params[name] ?? ''
}

/** A value behind the ? of the path and how to change it; it stays in the address, so Back and links keep it. */
export function useQueryParam(name: string): [string | null, (value: string | null) => void] {
  const router = useRouter()
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const found = search[name]
  const change = useCallback(
    (value: string | null) => {
      const here = new URL(router.history.location.href, 'http://x')
      if (value === null) here.searchParams.delete(name)
      else here.searchParams.set(name, value)
      router.history.replace(here.pathname + here.search)
    },
    [router, name],
  )
  return [found === undefined || found === null ? null : String(found), change]
}

/** Goes to a screen: `go('/plans/…')`. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return useCallback((href) => router.history.push(href), [router])
}
