import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Pencil, Trash2, UserRoundCog, UserRoundPen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Holder, Post } from '../../../core/people/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AppLink, Button, EmptyState, Page, Section, StatusChip, Table, useConfirm } from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { ChangeHolderDialog } from './ChangeHolderDialog.tsx'
import { HoldingDialog } from './HoldingDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { PostDialog } from './PostDialog.tsx'

/** One post: who holds it, who held it before, the seats it fills, the orders that name it. */
export default function PostPage() {
  const { t } = useTranslation()
  const postId = useRouteParam('postId')
  const post = useQuery(api.people.get.queryOptions({ input: { id: postId } }))
  return (
    <PageQuery of={post} title={t('people.title')} back={{ href: '/people', label: t('people.back') }}>
      {(data) => <PostDesk key={data.id} post={data} />}
    </PageQuery>
  )
}

function PostDesk({ post }: { post: Post }) {
  const { t } = useTranslation()
  const go = useGo()
  const confirm = useConfirm()
  const { office } = useOffice()
  const remove = useCommand(client.people.removePost)
  const [open, setOpen] = useState<'appoint' | 'edit' | 'person' | null>(null)
  const [holding, setHolding] = useState<Holder | null>(null)
  const own = post.officeId === office.id
  const { holder } = post
  const back = useBackToDistrict(post.officeId, 'bodies', {
    href: post.tambonCode ? `/people?tambon=${post.tambonCode}` : '/people',
    label: t('people.back'),
  })
  const drop = async () => {
    const yes = await confirm({
      title: t('people.post.remove'),
      text: t('people.post.remove.text', { name: post.name, count: post.holdings.length }),
      confirm: t('people.post.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id: post.id })).ok) go('/people')
  }
  return (
    <Page
      title={post.name}
      back={back}
      help={[post.kindName, post.areaName].filter((part) => part !== '').join(' · ')}
      aside={
        holder ? (
          <StatusChip
            status={holder.acting ? 'underWay' : 'done'}
            label={holder.acting ? t('people.actingBy', { name: holder.name }) : holder.name}
          />
        ) : (
          <StatusChip
            status="late"
            label={
              post.vacantSince
                ? t('people.vacantSince', { date: formatDate(post.vacantSince, 'short') })
                : t('people.vacant')
            }
          />
        )
      }
      actions={
        own ? (
          <>
            <Button look="danger" icon={Trash2} onClick={() => void drop()}>
              {t('common.remove')}
            </Button>
            <Button icon={Pencil} onClick={() => setOpen('edit')}>
              {t('people.post.edit')}
            </Button>
            {holder ? (
              <Button icon={UserRoundPen} onClick={() => setOpen('person')}>
                {t('people.person.edit')}
              </Button>
            ) : null}
            <Button look="main" icon={UserRoundCog} onClick={() => setOpen('appoint')}>
              {t(holder ? 'people.appoint' : 'people.appoint.enter')}
            </Button>
          </>
        ) : null
      }
    >
      <MirrorBar
        officeId={post.officeId}
        record={{ recordType: 'post', rowId: post.id, subject: post.name }}
      />
      <Section flush title={t('people.history')} help={t('people.history.help')}>
        <ArrowRows>
          <Table<Holder>
            label={t('people.history')}
            rows={post.holdings}
            rowKey={(row) => row.holdingId}
            empty={<EmptyState title={t('people.history.none')} text={t('people.history.none.what')} />}
            columns={[
              {
                key: 'name',
                title: t('people.column.holder'),
                rowHead: true,
                width: '32%',
                cell: (row) =>
                  own ? (
                    <RowLink onOpen={() => setHolding(row)} hint={t('people.holding.correct')}>
                      {row.name}
                    </RowLink>
                  ) : (
                    row.name
                  ),
              },
              {
                key: 'from',
                title: t('people.holding.startsOn'),
                nowrap: true,
                cell: (row) => (row.startsOn ? formatDate(row.startsOn) : t('people.unknown')),
              },
              {
                key: 'to',
                title: t('people.holding.endsOn'),
                nowrap: true,
                cell: (row) => (row.endsOn ? formatDate(row.endsOn) : t('people.now')),
              },
              { key: 'why', title: t('people.appoint.endReason'), cell: (row) => <Reason of={row} /> },
              {
                key: 'acting',
                title: t('people.acting'),
                width: '7rem',
                cell: (row) => (row.acting ? t('people.acting.yes') : ''),
              },
            ]}
          />
        </ArrowRows>
      </Section>
      <Box
        sx={{
          display: 'grid',
          gap: 1.8,
          gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' },
          alignItems: 'start',
        }}
      >
        <Section flush title={t('people.seats')}>
          <Table
            label={t('people.seats')}
            rows={post.seatRows}
            rowKey={(row) => row.seatId}
            empty={<EmptyState title={t('people.seats.none')} text={t('people.seats.none.what')} />}
            columns={[
              {
                key: 'body',
                title: t('bodies.column.name'),
                rowHead: true,
                cell: (row) => <AppLink href={`/bodies/${row.bodyId}`}>{row.bodyName}</AppLink>,
              },
              { key: 'title', title: t('bodies.seat.title'), width: '38%', cell: (row) => row.title },
            ]}
          />
        </Section>
        <Section flush title={t('people.orders')}>
          <Table
            label={t('people.orders')}
            rows={post.orders}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t('people.orders.none')} text={t('people.orders.none.what')} />}
            columns={[
              {
                key: 'number',
                title: t('people.orders.number'),
                rowHead: true,
                nowrap: true,
                width: '5.5rem',
                cell: (row) => (
                  <AppLink href={`/orders/${row.id}`}>
                    {row.number === null
                      ? t('bodies.order.noNumber', { date: formatDate(row.signedOn, 'short') })
                      : `${row.number}/${row.numberYear}`}
                  </AppLink>
                ),
              },
              {
                key: 'date',
                title: t('people.orders.date'),
                nowrap: true,
                width: '5.5rem',
                cell: (row) => formatDate(row.signedOn, 'short'),
              },
              { key: 'body', title: t('bodies.column.name'), cell: (row) => row.bodyName },
              {
                key: 'name',
                title: t('people.orders.name'),
                width: '30%',
                cell: (row) => row.name || t('people.orders.byPost'),
              },
            ]}
          />
        </Section>
      </Box>
      {open === 'appoint' ? <ChangeHolderDialog post={post} onClose={() => setOpen(null)} /> : null}
      {open === 'edit' ? <PostDialog post={post} tambonCode={null} onClose={() => setOpen(null)} /> : null}
      {open === 'person' && holder ? (
        <PersonDialog id={holder.personId} person={holder.person} onClose={() => setOpen(null)} />
      ) : null}
      {holding ? <HoldingDialog holder={holding} onClose={() => setHolding(null)} /> : null}
    </Page>
  )
}

function Reason({ of }: { of: Holder }) {
  const reasons = useQuery(api.people.leaveReasons.queryOptions())
  return <>{reasons.data?.find((one) => one.key === of.endReason)?.name ?? of.endReason}</>
}
