import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, History, Plus, UserRoundCog, UserRoundPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostLine } from '../../../core/people/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Button, DataGrid, EmptyState, FaultBar, type GridColumn, Query, Section } from '../../ui/index.ts'
import { ChangeHolderDialog } from './ChangeHolderDialog.tsx'
import { HolderChangesDialog } from './HolderChangesDialog.tsx'
import { HolderPasteDialog } from './HolderPasteDialog.tsx'
import { filterPosts, type HolderRow } from './holder-rows.ts'
import { PostDialog } from './PostDialog.tsx'
import { useHolders } from './use-holders.ts'

/** Posts and who holds them as one table: typing a name over another asks first, days and spellings are saved at once. */
export function PostsView() {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [kind, setKind] = useQueryParam('kind')
  const [vacant, setVacant] = useQueryParam('vacant')
  const [text, setText] = useState('')
  const [pasting, setPasting] = useState(false)
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<PostLine | null>(null)
  const posts = useQuery(api.people.list.queryOptions({ input: { tambonCode: null, kind: null } }))
  const kinds = useQuery(api.people.kinds.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const due = useQuery({
    queryKey: [...api.people.list.key(), 'due', tambonCode],
    queryFn: () => client.people.openPosts({ tambonCode, dryRun: true }),
  })
  const openPosts = useCommand(client.people.openPosts)
  const all = useMemo(() => posts.data ?? [], [posts.data])
  const shown = useMemo(
    () => filterPosts(all, { tambonCode, kind, vacantOnly: vacant !== null, text }),
    [all, tambonCode, kind, vacant, text],
  )
  const holders = useHolders(shown)
  const tambonName = useMemo(
    () => new Map((tambons.data ?? []).map((one) => [one.code, one.name])),
    [tambons.data],
  )
  const columns = useMemo<GridColumn<HolderRow>[]>(
    () => [
      ...(tambonCode === null
        ? [
            {
              key: 'tambon',
              title: t('common.tambon'),
              kind: 'text',
              width: 100,
              grow: 0.3,
              readOnly: true,
              get: (row) => tambonName.get(row.post.tambonCode ?? '') ?? '',
            } satisfies GridColumn<HolderRow>,
          ]
        : []),
      {
        key: 'post',
        title: t('people.column.post'),
        kind: 'text',
        width: 230,
        grow: 2,
        readOnly: true,
        get: (row) => row.post.name,
      },
      { key: 'name', title: t('people.column.holder'), kind: 'text', width: 190, grow: 1.6 },
      { key: 'startsOn', title: t('people.column.since'), kind: 'date', width: 96, grow: 0.2 },
      {
        key: 'acting',
        title: t('people.acting'),
        kind: 'select',
        width: 94,
        grow: 0.1,
        options: (['no', 'yes'] as const).map((value) => ({ value, label: t(`people.acting.${value}`) })),
        set: (row, value) => ({ ...row, acting: value === 'yes' ? 'yes' : 'no' }),
      },
      {
        key: 'note',
        title: t('people.column.note'),
        kind: 'text',
        width: 190,
        grow: 1.4,
        readOnly: true,
        get: ({ post }) =>
          [
            post.holder === null
              ? post.vacantSince
                ? t('people.vacantSince', { date: formatDate(post.vacantSince, 'short') })
                : t('people.vacant')
              : '',
            post.next
              ? t('people.next', { name: post.next.name, date: formatDate(post.next.startsOn, 'short') })
              : '',
          ]
            .filter((part) => part !== '')
            .join(' · '),
      },
      {
        key: 'seats',
        title: t('people.column.seats'),
        kind: 'number',
        width: 96,
        grow: 0,
        readOnly: true,
        get: (row) => (row.post.seats === 0 ? null : row.post.seats),
      },
    ],
    [t, tambonCode, tambonName],
  )
  const open = async () => {
    const done = await openPosts.attempt({ tambonCode, dryRun: false })
    if (done.ok) notify(t('people.openPosts.done', { count: done.value.ids.length }))
  }
  const count = due.data?.ids.length ?? 0
  const openButton = (look: 'main' | 'plain') => (
    <Button look={look} icon={UserRoundPlus} busy={openPosts.running} onClick={() => void open()}>
      {t('people.openPosts', { count: formatNumber(count) })}
    </Button>
  )
  return (
    <>
      <FilterBar>
        <FilterSelect
          label={t('common.tambon')}
          value={tambonCode ?? ''}
          options={[
            { value: '', label: t('bodies.allTambons') },
            ...(tambons.data ?? []).map((one) => ({
              value: one.code,
              label: t('plans.area.tambon', { name: one.name }),
            })),
          ]}
          onChange={(value) => setTambon(value === '' ? null : value)}
          width="12rem"
        />
        <FilterSelect
          label={t('people.kind')}
          value={kind ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...(kinds.data ?? [])
              .filter((one) => all.some((post) => post.kind === one.key))
              .map((one) => ({ value: one.key, label: one.name })),
          ]}
          onChange={(value) => setKind(value === '' ? null : value)}
        />
        <FilterText label={t('people.find')} value={text} onChange={setText} width="14rem" />
        <FilterCheck
          label={t('people.vacantOnly')}
          checked={vacant !== null}
          onChange={(on) => setVacant(on ? '1' : null)}
        />
      </FilterBar>
      <Section
        flush
        title={t('people.posts')}
        help={t('people.posts.help')}
        actions={
          <>
            {count > 0 && all.length > 0 ? openButton('plain') : null}
            <Button icon={Plus} onClick={() => setAdding(true)}>
              {t('people.addPost')}
            </Button>
            <Button
              look="main"
              icon={ClipboardPaste}
              disabled={all.length === 0}
              onClick={() => setPasting(true)}
            >
              {t('people.paste')}
            </Button>
          </>
        }
      >
        <Query of={posts}>
          {() =>
            all.length === 0 ? (
              <EmptyState
                icon={UserRoundCog}
                title={t('people.none')}
                text={t(count > 0 ? 'people.none.what' : 'people.none.noVillages')}
                action={
                  count > 0 ? (
                    openButton('main')
                  ) : (
                    <Button look="main" href="/geography">
                      {t('people.none.toVillages')}
                    </Button>
                  )
                }
              />
            ) : shown.length === 0 ? (
              <EmptyState title={t('people.noneShown')} text={t('people.noneShown.what')} />
            ) : (
              <>
                {holders.fault ? (
                  <Box sx={{ p: 1 }}>
                    <FaultBar error={holders.fault} onClose={holders.clearFault} />
                  </Box>
                ) : null}
                <DataGrid<HolderRow>
                  label={t('people.posts')}
                  rows={holders.rows}
                  columns={columns}
                  rowKey={(row) => row.id}
                  canRemove={false}
                  onChange={holders.change}
                  problems={(row) => holders.problems.get(row.id)}
                  onOpenRow={(row) => go(`/people/${row.id}`)}
                  memory="posts"
                  maxHeight="max(14rem, calc(100vh - 27rem))"
                  actions={(selected) => {
                    const [row] = selected
                    return (
                      <>
                        <Button
                          look="quiet"
                          icon={UserRoundCog}
                          disabled={row === undefined}
                          onClick={() => setChanging(row?.post ?? null)}
                        >
                          {t('people.appoint')}
                        </Button>
                        <Button
                          look="quiet"
                          icon={History}
                          disabled={row === undefined}
                          onClick={() => (row ? go(`/people/${row.id}`) : undefined)}
                        >
                          {t('people.history')}
                        </Button>
                      </>
                    )
                  }}
                />
              </>
            )
          }
        </Query>
      </Section>
      {holders.asked ? <HolderChangesDialog changes={holders.asked} onClose={holders.answered} /> : null}
      {changing ? (
        <ChangeHolderDialog key={changing.id} post={changing} onClose={() => setChanging(null)} />
      ) : null}
      {pasting ? (
        <HolderPasteDialog posts={all} tambonCode={tambonCode} onClose={() => setPasting(false)} />
      ) : null}
      {adding ? <PostDialog post={null} tambonCode={tambonCode} onClose={() => setAdding(false)} /> : null}
    </>
  )
}
