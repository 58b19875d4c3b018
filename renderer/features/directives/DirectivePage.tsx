import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { CalendarRange, Copy, FileText, Inbox, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Directive } from '../../../core/directives/contract.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, Page, StatusChip, useConfirm } from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { DutiesTab } from './DutiesTab.tsx'
import { LetterTab } from './LetterTab.tsx'
import { ToldTab } from './ToldTab.tsx'

const tabs = ['duties', 'letter', 'told'] as const
type TabKey = (typeof tabs)[number]

/** One letter: its duties, itself with its enclosures, who was told. */
export default function DirectivePage() {
  const { t } = useTranslation()
  const id = useRouteParam('directiveId')
  const directive = useQuery(api.directives.get.queryOptions({ input: { id } }))
  return (
    <PageQuery
      of={directive}
      title={t('nav.directives')}
      back={{ href: '/directives', label: t('nav.directives') }}
    >
      {(data) => <Letter key={data.id} letter={data} />}
    </PageQuery>
  )
}

function Letter({ letter }: { letter: Directive }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const [asked, setTab] = useQueryParam('tab')
  const tab = tabs.find((one) => one === asked) ?? 'duties'
  const readOnly = letter.officeId !== office.id
  const back = useBackToDistrict(letter.officeId, 'directives', {
    href: '/directives',
    label: t('nav.directives'),
  })
  const numbers: Partial<Record<TabKey, string>> = {
    duties: `${letter.duties.filter((duty) => duty.state === 'done').length}/${letter.duties.length}`,
    told: String(letter.told),
  }
  return (
    <Page
      title={letter.number === '' ? letter.name : t('directives.title', { number: letter.number })}
      help={letter.subject}
      back={back}
      aside={
        <>
          <StatusChip
            status="underWay"
            label={t('directives.edition.of', { edition: letter.editionFy, plan: letter.planFy })}
          />
          {letter.state === 'expected' ? (
            <StatusChip status="notStarted" label={t('directives.expected')} />
          ) : null}
          {letter.example ? <StatusChip status="notStarted" label={t('common.example')} /> : null}
        </>
      }
      actions={<Actions letter={letter} readOnly={readOnly} />}
    >
      <MirrorBar
        officeId={letter.officeId}
        record={{ recordType: 'directive', rowId: letter.id, subject: letter.name }}
      />
      <Tabs
        value={tab}
        onChange={(_, next: TabKey) => setTab(next)}
        aria-label={letter.name}
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((one) => (
          <Tab
            key={one}
            value={one}
            label={
              numbers[one] === undefined
                ? t(`directives.part.${one}`)
                : `${t(`directives.part.${one}`)} (${numbers[one]})`
            }
          />
        ))}
      </Tabs>
      {tab === 'duties' ? <DutiesTab letter={letter} readOnly={readOnly} /> : null}
      {tab === 'letter' ? <LetterTab letter={letter} readOnly={readOnly} /> : null}
      {tab === 'told' ? <ToldTab letter={letter} readOnly={readOnly} /> : null}
    </Page>
  )
}

function Actions({ letter, readOnly }: { letter: Directive; readOnly: boolean }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const go = useGo()
  const confirm = useConfirm()
  const { notify } = useNotice()
  const remove = useCommand(client.directives.remove)
  if (readOnly) return null
  const drop = async () => {
    const yes = await confirm({
      title: t('directives.remove'),
      text: t('directives.remove.text', {
        name: letter.name,
        duties: letter.duties.length,
        told: letter.told,
      }),
      confirm: t('common.remove'),
      danger: true,
    })
    if (!yes || !(await remove.attempt({ id: letter.id })).ok) return
    notify(t('directives.removed'))
    go('/directives')
  }
  return (
    <>
      <Button look="danger" icon={Trash2} onClick={() => void drop()}>
        {t('common.remove')}
      </Button>
      <Button icon={Pencil} href={`/directives/${letter.id}/edit`}>
        {t('directives.edit')}
      </Button>
      <Button icon={Copy} href={`/directives/${letter.id}/copy`}>
        {t('directives.copy')}
      </Button>
      {office.profile === 'province' ? null : (
        <Button icon={CalendarRange} href={`/calendar?planFy=${letter.planFy}`}>
          {t('nav.calendar')}
        </Button>
      )}
      {letter.state === 'expected' ? (
        <Button look="main" icon={Inbox} href={`/directives/new?into=${letter.id}`}>
          {t('directives.arrived')}
        </Button>
      ) : office.profile === 'province' ? null : (
        <Button look="main" icon={FileText} href={`/reports?directive=${letter.id}`}>
          {t('directives.toReport')}
        </Button>
      )}
    </>
  )
}
