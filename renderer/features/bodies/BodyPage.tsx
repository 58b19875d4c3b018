import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { Archive, ArchiveRestore, BadgeCheck, FilePen, FileText, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Body } from '../../../core/bodies/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { useConfirm } from '../../ui/Dialogs.tsx'
import { useEditionYear } from '../../ui/EditionPicker.tsx'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { BodyOrders } from './BodyOrders.tsx'
import { BodyStateChip } from './BodyStateChip.tsx'
import { canBeConfirmed } from './body-rows.ts'
import { ReasonList } from './ReasonList.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { reasonsOf } from './reasons.ts'
import { SeatsTab } from './SeatsTab.tsx'
import { useDraftOrder } from './use-draft-order.ts'
import { useSeats } from './use-seats.ts'
import { useOrderWords, useRuleLine } from './words.ts'

/** One committee: why it is or is not current, its seats in a table that saves itself, its orders, its list of members. */
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
  const { office } = useOffice()
  const orderWords = useOrderWords()
  const { editionFy } = useEditionYear()
  const [tab, setTab] = useQueryParam('tab')
  const [paper, setPaper] = useQueryParam('paper')
  const seats = useSeats(body)
  const draft = useDraftOrder(editionFy)
  const own = body.officeId === office.id
  const closed = body.closedOn !== null
  const printing = paper === 'members'
  const orders = (draft.orders.data ?? []).filter((order) => order.bodyIds.includes(body.id))
  const back = useBackToDistrict(body.officeId, 'bodies', {
    href: body.tambonCode ? `/bodies?tambon=${body.tambonCode}` : '/bodies',
    label: t('bodies.page.back'),
  })
  const makeOrder = async () => {
    await seats.save()
    await draft.enter(body.id)
  }
  return (
    <Page
      title={body.name}
      back={back}
      help={[
        body.order ? orderWords(body.order) : '',
        body.endsOn ? t('bodies.page.endsOn', { date: formatDate(body.endsOn, 'short') }) : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      aside={<BodyStateChip state={body.state} />}
      actions={
        <>
          <Button
            icon={FileText}
            onClick={() => void seats.save().then(() => setPaper(printing ? null : 'members'))}
          >
            {t(printing ? 'bodies.print.hide' : 'bodies.page.printMembers')}
          </Button>
          {own ? <BodyMenu body={body} /> : null}
          {own && !closed ? (
            <Button look="main" icon={FilePen} busy={draft.opening} onClick={() => void makeOrder()}>
              {t(draft.hasDraft(body.id) ? 'bodies.page.openDraft' : 'bodies.page.makeOrder')}
            </Button>
          ) : null}
        </>
      }
    >
      <MirrorBar
        officeId={body.officeId}
        record={{ recordType: 'body', rowId: body.id, subject: body.name }}
      />
      <RuleOf rule={body.rule} />
      <Why body={body} editionFy={editionFy} own={own} />
      <Box sx={{ display: 'flex', mb: 1.2, borderBottom: 1, borderColor: 'divider' }}>
        <Tabs
          value={tab === 'orders' ? 'orders' : 'seats'}
          onChange={(_, next: string) =>
            next === 'meetings' ? go(`/meetings?body=${body.id}`) : setTab(next === 'seats' ? null : next)
          }
          aria-label={body.name}
        >
          <Tab
            value="seats"
            label={t('bodies.page.seatsTab', {
              filled: formatNumber(body.filled),
              seats: formatNumber(body.seats),
            })}
          />
          <Tab value="orders" label={t('bodies.page.ordersTab', { count: orders.length })} />
          <Tab value="meetings" label={t('bodies.page.meetings')} />
        </Tabs>
        {tab === 'orders' || !own || closed ? null : <SaveState seats={seats} />}
      </Box>
      <SplitPaper paper={printing ? <PaperView paper={{ kind: 'memberList', id: body.id }} /> : null}>
        {tab === 'orders' ? (
          <BodyOrders orders={orders} loading={draft.orders} />
        ) : (
          <SeatsTab body={body} seats={seats} readOnly={!own || closed} narrow={printing} />
        )}
      </SplitPaper>
    </Page>
  )
}

/** What the rules lay down for its kind, in one line; where it is from and how sure it is behind it. */
function RuleOf({ rule }: { rule: Body['rule'] }) {
  const { t } = useTranslation()
  const ruleLine = useRuleLine()
  return (
    <Box component="details" sx={{ mb: 1, fontSize: '0.92rem', color: 'text.secondary' }}>
      <Box component="summary" sx={{ cursor: 'pointer', width: 'fit-content', maxWidth: '100%' }}>
        {ruleLine(rule)}
        {/^[BD]/u.test(rule.certainty) ? (
          <Box
            component="span"
            sx={(theme) => ({
              ml: 1,
              px: 0.8,
              borderRadius: 1,
              color: theme.tokens.ink,
              bgcolor: theme.tokens.accentTint,
            })}
          >
            {t('common.certainty')}
          </Box>
        ) : null}
      </Box>
      <Box sx={{ pl: '1.1rem', pt: 0.3 }}>{t('bodies.rule.source', { source: rule.source })}</Box>
    </Box>
  )
}

/** Whether the table of seats is in the file. */
function SaveState({ seats }: { seats: ReturnType<typeof useSeats> }) {
  const { t } = useTranslation()
  const wrong = seats.problems.size
  const state = seats.saving ? 'saving' : seats.fault ? 'failed' : wrong > 0 ? 'waiting' : 'saved'
  return (
    <Box
      role="status"
      sx={{
        ml: 'auto',
        alignSelf: 'center',
        fontSize: '0.9rem',
        color: wrong > 0 ? 'error.main' : 'text.secondary',
      }}
    >
      {t(`plans.save.${state}`, { count: wrong })}
    </Box>
  )
}

/** The reasons, and where all that is asked is the year's review, the button that confirms it. */
function Why({ body, editionFy, own }: { body: Body; editionFy: number | null; own: boolean }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useCommand(client.bodies.reviewed)
  const reasons = reasonsOf(body.warnings)
  const confirmable = own && editionFy !== null && canBeConfirmed(body)
  if (reasons.length === 0 && body.closedOn === null) return null
  const review = async () => {
    if (editionFy === null) return
    if ((await confirm.attempt({ ids: [body.id], editionFy })).ok)
      notify(t('bodies.reviewed.done', { count: 1, editionFy }))
  }
  return (
    <Box
      role="status"
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        alignItems: 'center',
        px: 1.4,
        py: 0.8,
        mb: 1,
        borderRadius: 1,
        bgcolor: theme.tokens.sheet,
        border: `1px solid ${theme.tokens.rule}`,
        maxHeight: '9.5rem',
        overflow: 'auto',
      })}
    >
      <Box sx={{ flex: '1 1 24rem', minWidth: 0 }}>
        {body.closedOn === null ? (
          <ReasonList reasons={reasons} />
        ) : (
          t('bodies.closedOn', { date: formatDate(body.closedOn) })
        )}
      </Box>
      {confirmable ? (
        <Button icon={BadgeCheck} busy={confirm.running} onClick={() => void review()}>
          {t('bodies.reviewed.one', { editionFy })}
        </Button>
      ) : null}
    </Box>
  )
}

/** What is seldom done: rename, dissolve, bring back, remove. */
function BodyMenu({ body }: { body: Body }) {
  const { t } = useTranslation()
  const go = useGo()
  const ask = useConfirm()
  const close = useCommand(client.bodies.close)
  const reopen = useCommand(client.bodies.reopen)
  const remove = useCommand(client.bodies.remove)
  const [renaming, setRenaming] = useState(false)
  const dissolve = async () => {
    const yes = await ask({
      title: t('bodies.close'),
      text: t('bodies.close.text', { name: body.name }),
      confirm: t('bodies.close'),
      danger: true,
    })
    if (yes) await close.attempt({ id: body.id })
  }
  const drop = async () => {
    const yes = await ask({
      title: t('bodies.remove'),
      text: t('bodies.remove.text', { name: body.name, count: body.seats }),
      confirm: t('bodies.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id: body.id })).ok) go('/bodies')
  }
  return (
    <>
      <MenuButton
        label={t('bodies.menu')}
        items={[
          { key: 'rename', icon: Pencil, label: t('bodies.rename'), run: () => setRenaming(true) },
          body.closedOn === null
            ? { key: 'close', icon: Archive, label: t('bodies.close'), run: () => void dissolve() }
            : {
                key: 'reopen',
                icon: ArchiveRestore,
                label: t('bodies.reopen'),
                run: () => void reopen.attempt({ id: body.id }),
              },
          { key: 'remove', icon: Trash2, label: t('bodies.remove'), run: () => void drop() },
        ]}
      />
      {renaming ? <RenameDialog body={body} onClose={() => setRenaming(false)} /> : null}
    </>
  )
}
