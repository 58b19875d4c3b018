import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { idField } from '../../../core/kernel/fields.ts'
import type { Meeting, Resolution } from '../../../core/meetings/contract.ts'
import type { About } from '../../../core/meetings/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { settle } from '../../app/settle.ts'
import { useCommand } from '../../app/task.ts'
import { Button, Fields, Form, Query, SearchField, SheetDialog, useConfirm } from '../../ui/index.ts'

/** Where a record that was decided is looked at; null = it has no screen of its own. */
export function hrefOf(about: About): string | null {
  if (about === null) return null
  switch (about.table) {
    case 'plan':
      return `/plans/${about.id}`
    case 'body':
      return `/bodies/${about.id}`
    case 'appointmentOrder':
      return `/orders/${about.id}`
    case 'duty':
      return '/directives'
    default:
      return null
  }
}

/** "ดำเนินการตามมติ": does what was resolved by the rules of its own area; what these refuse is said. */
export function CarryOut({
  resolution,
  meeting,
  frozen,
}: {
  resolution: Resolution
  meeting: Meeting
  frozen: boolean
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const [choosing, setChoosing] = useState(false)
  const carry = useCommand(client.meetings.carryOut)
  const { action, about } = resolution
  const href = hrefOf(about)
  if (action === null || frozen || meeting.state === 'planned') {
    return href === null ? null : (
      <Button
        look="quiet"
        icon={ArrowRight}
        href={href}
        label={t('meetings.about.open', { name: resolution.aboutName ?? '' })}
      >
        {t('common.open')}
      </Button>
    )
  }
  const does = t(`meetings.carry.${action}`)
  const send = async () => {
    await settle()
    if (action === 'takeUp') {
      setChoosing(true)
      return
    }
    const yes = await confirm({
      title: t('meetings.carry.title'),
      text: t(`meetings.carry.${action}.text`, { name: resolution.aboutName ?? '' }),
      confirm: does,
    })
    if (yes && (await carry.attempt({ resolutionId: resolution.id, planId: null })).ok)
      notify(t('meetings.carry.done'))
  }
  return (
    <>
      <Button icon={Play} busy={carry.running} onClick={() => void send()}>
        {does}
      </Button>
      {choosing ? <TakeUpDialog resolution={resolution} onClose={() => setChoosing(false)} /> : null}
    </>
  )
}

const takeUpForm = z.object({ planId: idField })

/** Into which plan the project goes: those that are not adopted yet. */
function TakeUpDialog({ resolution, onClose }: { resolution: Resolution; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const carry = useCommand(client.meetings.carryOut)
  const plans = useQuery(
    api.plans.list.queryOptions({ input: { level: null, planFy: null, tambonCode: null } }),
  )
  return (
    <SheetDialog open onClose={onClose} title={t('meetings.carry.takeUp')} width="sm">
      <p style={{ marginTop: 0 }}>{t('meetings.carry.takeUp.text', { name: resolution.aboutName ?? '' })}</p>
      <Query of={plans} lines={2}>
        {(all) => (
          <Form
            schema={takeUpForm}
            initial={{ planId: '' }}
            submitLabel={t('meetings.carry.takeUp')}
            onCancel={onClose}
            onSubmit={async ({ planId }) => {
              await carry.run({ resolutionId: resolution.id, planId })
              notify(t('meetings.carry.done'))
              onClose()
            }}
          >
            <Fields columns={1}>
              <SearchField
                name="planId"
                label={t('meetings.carry.plan')}
                required
                autoFocus
                options={all
                  .filter((plan) => plan.state !== 'adopted' && plan.level !== 'village')
                  .map((plan) => ({ value: plan.id, label: plan.name }))}
              />
            </Fields>
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}
