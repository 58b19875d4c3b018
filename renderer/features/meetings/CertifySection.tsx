import Box from '@mui/material/Box'
import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { optionalText } from '../../../core/kernel/fields.ts'
import type { Meeting, Minutes } from '../../../core/meetings/contract.ts'
import { client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink, Button, Fields, Form, Section, SheetDialog, TextArea, Thai } from '../../ui/index.ts'

const certifyForm = z.object({ corrections: optionalText(4000) })

/** Minutes of earlier meetings of these bodies that wait: this meeting certifies them, with or without corrections. */
export function CertifySection({ meeting, own }: { meeting: Meeting; own: boolean }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Minutes | null>(null)
  if (meeting.toCertify.length === 0) return null
  return (
    <Section title={t('meetings.certify.title')}>
      {meeting.toCertify.map((minutes) => (
        <Box
          key={minutes.id}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center', py: 0.3 }}
        >
          <Box sx={{ flex: '1 1 18rem', minWidth: 0 }}>
            <AppLink href={`/meetings/${minutes.meetingId}?tab=after&part=minutes`}>{minutes.name}</AppLink>
            <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
              {t('meetings.certify.signed', { date: formatDate(minutes.signedOn) })}
            </Box>
          </Box>
          {own && meeting.state !== 'closed' ? (
            <Button
              icon={BadgeCheck}
              disabled={meeting.state === 'planned'}
              label={t('meetings.certify.of', { name: minutes.name })}
              onClick={() => setAsking(minutes)}
            >
              {t('meetings.certify.do')}
            </Button>
          ) : null}
        </Box>
      ))}
      {meeting.state === 'planned' ? (
        <Box sx={{ fontSize: '0.88rem', color: 'text.secondary', mt: 0.4 }}>
          {t('meetings.certify.notHeld')}
        </Box>
      ) : null}
      {asking ? <CertifyDialog meeting={meeting} minutes={asking} onClose={() => setAsking(null)} /> : null}
    </Section>
  )
}

function CertifyDialog({
  meeting,
  minutes,
  onClose,
}: {
  meeting: Meeting
  minutes: Minutes
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const certify = useCommand(client.meetings.certifyMinutes)
  return (
    <SheetDialog open onClose={onClose} title={t('meetings.certify.do')} width="sm">
      <p style={{ marginTop: 0 }}>
        <Thai text={minutes.name} />
      </p>
      <Form
        schema={certifyForm}
        initial={{ corrections: '' }}
        draftKey={`meetings.certify:${minutes.id}`}
        submitLabel={t('meetings.certify.do')}
        onCancel={onClose}
        onSubmit={async ({ corrections }) => {
          await certify.run({ minutesId: minutes.id, byMeetingId: meeting.id, corrections })
          notify(t('meetings.certify.done'))
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextArea
            name="corrections"
            label={t('meetings.certify.corrections')}
            help={t('meetings.certify.corrections.help')}
            rows={4}
            autoFocus
          />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
