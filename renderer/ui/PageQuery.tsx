import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Page } from './Page.tsx'
import { Query } from './Query.tsx'

type Props<T> = {
  of: UseQueryResult<T, Error>
  /** Title and way back while the record is awaited or was not found. */
  title: string
  back: { href: string; label: string }
  children: (data: T) => ReactNode
}

/** A screen about one record: its page, or a page that says why there is none and leads back. */
export function PageQuery<T>({ of, title, back, children }: Props<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  return (
    <Page title={title} back={back}>
      <Query of={of}>{() => null}</Query>
    </Page>
  )
}
