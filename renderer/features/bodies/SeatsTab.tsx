import { useQuery } from '@tanstack/react-query'
import { History, UserRoundCog, UserRoundPen, UserRoundSearch } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Body } from '../../../core/bodies/contract.ts'
import { seatRoles } from '../../../core/bodies/rules.ts'
import type { PersonLine, PostLine } from '../../../core/people/contract.ts'
import { type PersonFields, postKey } from '../../../core/people/rules.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { Button } from '../../ui/Button.tsx'
import { DataGrid, type GridColumn } from '../../ui/DataGrid.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { Section } from '../../ui/Page.tsx'
import { ChangeHolderDialog } from '../people/ChangeHolderDialog.tsx'
import { HolderChangesDialog } from '../people/HolderChangesDialog.tsx'
import type { HolderChange } from '../people/holder-changes.ts'
import { PersonDialog } from '../people/PersonDialog.tsx'
import { PickPersonDialog } from '../people/PickPersonDialog.tsx'
import { seatNotes } from './reasons.ts'
import { emptySeat, holdersTypedOver, type SeatRow, withPost } from './seat-rows.ts'
import type { useSeats } from './use-seats.ts'

type Props = {
  body: Body
  seats: ReturnType<typeof useSeats>
  readOnly: boolean
  /** Beside the paper: only seat, name and what is to be seen to. */
  narrow: boolean
}

/** The seats of a body to work in as in Excel; posts bring their holder, persons theirs by name; warnings beside the seat. */
export function SeatsTab({ body, seats, readOnly, narrow }: Props) {
  const { t } = useTranslation()
  const go = useGo()
  const posts = useQuery(api.people.list.queryOptions({ input: { tambonCode: null, kind: null } }))
  const [changing, setChanging] = useState<PostLine | null>(null)
  const [spelling, setSpelling] = useState<{ id: string; person: PersonFields } | null>(null)
  const [asked, setAsked] = useState<HolderChange[] | null>(null)
  /** Key of the row that somebody known is looked for. */
  const [picking, setPicking] = useState<string | null>(null)

  const postByKey = useMemo(
    () => new Map((posts.data ?? []).map((post) => [postKey(post.name), post])),
    [posts.data],
  )
  // posts of the same tambon come first: most seats are theirs
  const postOptions = useMemo(() => {
    const near = (post: PostLine) => (post.tambonCode === body.tambonCode ? 0 : 1)
    return [...(posts.data ?? [])]
      .sort((a, b) => near(a) - near(b))
      .map((post) => ({
        value: post.name,
        label: post.name,
      }))
  }, [posts.data, body.tambonCode])
  const noteOf = useMemo(() => seatNotes(body.warnings), [body.warnings])

  const columns = useMemo<GridColumn<SeatRow>[]>(() => {
    const title: GridColumn<SeatRow> = {
      key: 'title',
      title: t('bodies.seat.title'),
      kind: 'text',
      width: 134,
      grow: 0.6,
      required: true,
    }
    const name: GridColumn<SeatRow> = {
      key: 'name',
      title: t('bodies.seat.name'),
      kind: 'text',
      width: 165,
      grow: 1.2,
    }
    const note: GridColumn<SeatRow> = {
      key: 'note',
      title: t('bodies.seat.note'),
      kind: 'text',
      width: 170,
      grow: 1.4,
      readOnly: true,
      get: (row) => {
        const vacant = row.id !== null && row.name === ''
        return [
          ...(vacant ? [t('bodies.seat.vacant')] : []),
          ...(noteOf.get(row.id ?? '') ?? []).map(({ key, params }) => t(`bodies.seat.note.${key}`, params)),
          ...(row.acting ? [t('people.acting')] : []),
          ...(row.since ? [t('people.since', { date: formatDate(row.since, 'short') })] : []),
        ].join(' · ')
      },
    }
    if (narrow) return [title, name, note]
    return [
      title,
      {
        key: 'role',
        title: t('bodies.seat.role'),
        kind: 'select',
        width: 92,
        grow: 0.2,
        options: seatRoles.map((role) => ({ value: role, label: t(`bodies.role.${role}`) })),
      },
      {
        key: 'filledBy',
        title: t('bodies.seat.filledBy'),
        kind: 'select',
        width: 80,
        grow: 0.1,
        options: (['post', 'person'] as const).map((one) => ({
          value: one,
          label: t(`bodies.seat.filledBy.${one}`),
        })),
        set: (row, value) =>
          value === 'person'
            ? { ...row, filledBy: 'person', postId: null }
            : withPost({ ...row, filledBy: 'post' }, row.post, postByKey),
      },
      {
        key: 'post',
        title: t('bodies.seat.post'),
        kind: 'select',
        free: true,
        options: postOptions,
        width: 200,
        grow: 2,
        set: (row, value) => withPost(row, String(value ?? ''), postByKey),
      },
      name,
      { key: 'position', title: t('bodies.seat.position'), kind: 'text', width: 108, grow: 0.8 },
      { key: 'untilOn', title: t('bodies.seat.untilOn'), kind: 'date', width: 86, grow: 0.1 },
      note,
    ]
  }, [t, narrow, postOptions, postByKey, noteOf])

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
  const change = (next: SeatRow[]) => {
    const { rows, changes } = holdersTypedOver(seats.rows, next)
    seats.change(rows)
    if (changes.length > 0) setAsked(changes)
  }
  const pick = (person: PersonLine) => {
    setPicking(null)
    const { name, position } = person
    change(seats.rows.map((row) => (row.key === picking ? { ...row, name, position } : row)))
  }
  const postOf = (row: SeatRow | undefined) =>
    row?.postId ? (posts.data ?? []).find((post) => post.id === row.postId) : undefined
  const personIdOf = (row: SeatRow | undefined) =>
    body.seatRows.find((seat) => seat.id === row?.id)?.personId ?? null

  return (
    <>
      <FaultBar error={seats.fault} onRetry={() => void seats.save()} />
      <Section flush>
        <DataGrid<SeatRow>
          label={t('bodies.page.seats')}
          rows={seats.rows}
          columns={columns}
          rowKey={(row) => row.key}
          {...(readOnly ? { readOnly: true } : { newRow: emptySeat, onChange: change })}
          movable
          mostRows={200}
          memory="seats"
          problems={problemWords}
          maxHeight="max(14rem, calc(100vh - 26rem))"
          actions={(selected) => {
            const [row] = selected
            const post = postOf(row)
            const personId = personIdOf(row)
            return readOnly ? null : (
              <>
                <Button
                  look="quiet"
                  icon={UserRoundSearch}
                  disabled={row === undefined}
                  onClick={() => setPicking(row?.key ?? null)}
                >
                  {t('bodies.seat.pick')}
                </Button>
                <Button
                  look="quiet"
                  icon={UserRoundCog}
                  disabled={post === undefined}
                  onClick={() => setChanging(post ?? null)}
                >
                  {t('people.appoint')}
                </Button>
                <Button
                  look="quiet"
                  icon={UserRoundPen}
                  disabled={personId === null || !row?.person}
                  onClick={() =>
                    personId !== null && row?.person
                      ? setSpelling({ id: personId, person: row.person })
                      : undefined
                  }
                >
                  {t('people.person.edit')}
                </Button>
                <Button
                  look="quiet"
                  icon={History}
                  disabled={post === undefined}
                  onClick={() => (post ? go(`/people/${post.id}`) : undefined)}
                >
                  {t('people.history')}
                </Button>
              </>
            )
          }}
        />
      </Section>
      {picking === null ? null : (
        <PickPersonDialog
          title={t('bodies.seat.pick.title', {
            seat: seats.rows.find((row) => row.key === picking)?.title ?? '',
          })}
          onPick={pick}
          onClose={() => setPicking(null)}
        />
      )}
      {asked ? <HolderChangesDialog changes={asked} onClose={() => setAsked(null)} /> : null}
      {changing ? (
        <ChangeHolderDialog key={changing.id} post={changing} onClose={() => setChanging(null)} />
      ) : null}
      {spelling ? <PersonDialog {...spelling} onClose={() => setSpelling(null)} /> : null}
    </>
  )
}
