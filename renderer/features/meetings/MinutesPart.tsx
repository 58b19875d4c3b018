import Box from '@mui/material/Box'
import { Eye, PenLine, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate } from '../../../core/kernel/fields.ts'
import type { Meeting, Minutes } from '../../../core/meetings/contract.ts'
import { client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { settle } from '../../app/settle.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  DateField,
  Fields,
  Form,
  PaperView,
  Section,
  SheetDialog,
  StatusChip,
  Table,
  Thai,
} from '../../ui/index.ts'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { CertifySection } from './CertifySection.tsx'
import { Clamp } from './Clamp.tsx'
import { shortName } from './meeting-title.ts'

/** One set of minutes: of the whole meeting, or of one of its bodies. */
type Set = { bodyId: string | null; name: string; minutes: Minutes | null }

/** The sets that are to be made, and those that were signed before somebody changed his mind about how many. */
function setsOf(meeting: Meeting, joint: (names: string) => string): Set[] {
  const find = (bodyId: string | null) => meeting.minutes.find((one) => one.bodyId === bodyId) ?? null
  const nameOf = (bodyId: string | null) =>
    bodyId === null
      ? shortName(meeting, joint)
      : (meeting.bodies.find((body) => body.bodyId === bodyId)?.name ?? '')
  const wanted: (string | null)[] =
    meeting.minutesFor === 'one' ? [null] : meeting.bodies.map((body) => body.bodyId)
  const others = meeting.minutes.map((one) => one.bodyId).filter((bodyId) => !wanted.includes(bodyId))
  return [...wanted, ...others].map((bodyId) => ({ bodyId, name: nameOf(bodyId), minutes: find(bodyId) }))
}

/** รายงานการประชุม: looked at, signed and kept as signed, certified by a later meeting. */
export function MinutesPart({ meeting, own }: { meeting: Meeting; own: boolean }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useQueryParam('minutes')
  const [signing, setSigning] = useState<Set | null>(null)
  const withdraw = useCommand(client.meetings.withdrawMinutes)
  const sets = setsOf(meeting, (names) => t('meetings.joint', { names }))
  const keyOf = (set: Set) => set.bodyId ?? 'one'
  // one set of minutes is shown at once, among several one is chosen
  const shown = sets.find((set) => keyOf(set) === asked) ?? (sets.length === 1 ? sets[0] : undefined)
  return (
    <>
      <CertifySection meeting={meeting} own={own} />
      <SplitPaper
        paper={
          shown === undefined ? null : (
            <PaperView
              key={keyOf(shown)}
              paper={{ kind: 'minutes', id: meeting.id, bodyId: shown.bodyId }}
              height="calc(100vh - 17rem)"
            />
          )
        }
      >
        <Section
          flush
          title={t('meetings.minutes.title')}
          help={t(`meetings.minutesFor.${meeting.minutesFor}`)}
        >
          <Table<Set>
            label={t('meetings.minutes.title')}
            rows={sets}
            rowKey={keyOf}
            columns={[
              {
                key: 'name',
                title: t('meetings.minutes.of'),
                rowHead: true,
                cell: (set) => set.name,
              },
              {
                key: 'state',
                title: t('common.state'),
                width: '38%',
                cell: (set) => <MinutesWords minutes={set.minutes} />,
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                width: '8.5rem',
                cell: (set) => (
                  <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: 0.4 }}>
                    {sets.length > 1 && shown !== set ? (
                      <Button
                        look="quiet"
                        icon={Eye}
                        label={t('meetings.minutes.show', { name: set.name })}
                        onClick={() => setAsked(keyOf(set))}
                      >
                        {t('common.open')}
                      </Button>
                    ) : null}
                    {own && set.minutes === null ? (
                      <Button
                        look={sets.length === 1 ? 'main' : 'plain'}
                        icon={PenLine}
                        disabled={meeting.state === 'planned'}
                        label={t('meetings.minutes.sign.of', { name: set.name })}
                        onClick={() => void settle().then(() => setSigning(set))}
                      >
                        {t('meetings.minutes.sign')}
                      </Button>
                    ) : null}
                    {own && set.minutes?.state === 'signed' ? (
                      <Button
                        look="quiet"
                        icon={Undo2}
                        busy={withdraw.running}
                        label={t('meetings.minutes.withdraw.of', { name: set.name })}
                        onClick={() => void withdraw.attempt({ minutesId: set.minutes?.id ?? '' })}
                      >
                        {t('meetings.minutes.withdraw')}
                      </Button>
                    ) : null}
                  </Box>
                ),
              },
            ]}
          />
          {meeting.state === 'planned' ? (
            <Box sx={{ px: 1.6, py: 0.8, borderTop: 1, borderColor: 'divider', color: 'text.secondary' }}>
              {t('meetings.minutes.notHeld')}
            </Box>
          ) : null}
        </Section>
      </SplitPaper>
      {signing ? (
        <SignMinutesDialog meeting={meeting} set={signing} onClose={() => setSigning(null)} />
      ) : null}
    </>
  )
}

function MinutesWords({ minutes }: { minutes: Minutes | null }) {
  const { t } = useTranslation()
  if (minutes === null) return <StatusChip status="notStarted" label={t('meetings.minutes.none')} />
  return (
    <>
      <StatusChip
        status={minutes.state === 'certified' ? 'done' : 'underWay'}
        label={t(`meetings.minutes.${minutes.state}`)}
      />
      <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
        {t('meetings.certify.signed', { date: formatDate(minutes.signedOn, 'short') })}
      </Box>
      {minutes.certifiedById === null ? null : (
        <Box sx={{ fontSize: '0.88rem' }}>
          {t('meetings.minutes.certifiedBy')}{' '}
          <Clamp lines={3} whole={minutes.certifiedByName}>
            <AppLink href={`/meetings/${minutes.certifiedById}`}>{minutes.certifiedByName}</AppLink>
          </Clamp>
        </Box>
      )}
      {minutes.corrections === '' ? null : (
        <Box sx={{ fontSize: '0.88rem', whiteSpace: 'pre-line' }}>
          <Thai text={t('meetings.minutes.corrections', { text: minutes.corrections })} />
        </Box>
      )}
    </>
  )
}

const signForm = z.object({ signedOn: isoDate })

function SignMinutesDialog({ meeting, set, onClose }: { meeting: Meeting; set: Set; onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { notify } = useNotice()
  const sign = useCommand(client.meetings.signMinutes)
  return (
    <SheetDialog open onClose={onClose} title={t('meetings.minutes.sign.title')} width="sm">
      <p style={{ marginTop: 0 }}>{t('meetings.minutes.sign.help')}</p>
      <Form
        schema={signForm}
        initial={{ signedOn: today }}
        submitLabel={t('meetings.minutes.sign.do')}
        onCancel={onClose}
        onSubmit={async ({ signedOn }) => {
          await sign.run({ meetingId: meeting.id, bodyId: set.bodyId, signedOn })
          notify(t('meetings.minutes.sign.done'))
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateField name="signedOn" label={t('meetings.minutes.sign.date')} required autoFocus />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
