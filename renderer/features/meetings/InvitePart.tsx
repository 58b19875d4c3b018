import { MailPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate } from '../../../core/kernel/fields.ts'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import {
  Button,
  DateField,
  EmptyState,
  Fields,
  Form,
  Section,
  SelectField,
  SheetDialog,
  StatusChip,
  Table,
} from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { statusOf } from '../papers/letter-status.ts'
import { useSignatories } from '../papers/use-signatories.ts'

type Letter = Meeting['letters'][number]

/** The letters that call the members together: drafted here, finished and signed with the other letters. */
export function InvitePart({ meeting, own }: { meeting: Meeting; own: boolean }) {
  const { t } = useTranslation()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const draft = (
    <Button look="main" icon={MailPlus} onClick={() => setAsking(true)}>
      {t('meetings.invite.do')}
    </Button>
  )
  return (
    <Section
      flush
      title={t('meetings.invite.title')}
      help={t('meetings.invite.help', {
        count: formatNumber(meeting.attendance.filter((row) => row.kind === 'member').length),
      })}
      actions={own && meeting.letters.length > 0 ? draft : null}
    >
      <ArrowRows>
        <Table<Letter>
          label={t('meetings.invite.title')}
          rows={meeting.letters}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon={MailPlus}
              title={t('meetings.invite.none')}
              text={t('meetings.invite.none.what')}
              action={own ? draft : undefined}
            />
          }
          columns={[
            {
              key: 'subject',
              title: t('meetings.invite.subject'),
              rowHead: true,
              cell: (row) => <RowLink onOpen={() => go(`/papers/letters/${row.id}`)}>{row.subject}</RowLink>,
            },
            {
              key: 'dated',
              title: t('common.date'),
              nowrap: true,
              width: '8rem',
              cell: (row) => formatDate(row.dated, 'short'),
            },
            {
              key: 'state',
              title: t('common.state'),
              width: '9rem',
              cell: (row) => (
                <StatusChip status={statusOf(row.state)} label={t(`papers.state.${row.state}`)} />
              ),
            },
          ]}
        />
      </ArrowRows>
      {asking ? <InviteDialog meeting={meeting} onClose={() => setAsking(false)} /> : null}
    </Section>
  )
}

const inviteForm = z.object({ dated: isoDate.nullable(), signatoryId: z.string().nullable() })

function InviteDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const { today } = useOffice()
  const { notify } = useNotice()
  const { options } = useSignatories('letter')
  const invite = useCommand(client.meetings.invitation)
  return (
    <SheetDialog open onClose={onClose} title={t('meetings.invite.do')} width="sm">
      <p style={{ marginTop: 0 }}>{t('meetings.invite.text')}</p>
      <Form
        schema={inviteForm}
        initial={{ dated: today as string | null, signatoryId: null as string | null }}
        submitLabel={t('meetings.invite.draft')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          const { letterId, addressees } = await invite.run({ meetingId: meeting.id, ...fields })
          notify(t('meetings.invite.done', { count: formatNumber(addressees) }))
          onClose()
          go(`/papers/letters/${letterId}`)
        }}
      >
        <Fields columns={2}>
          <DateField name="dated" label={t('meetings.invite.dated')} autoFocus />
          <SelectField
            name="signatoryId"
            label={t('meetings.invite.signatory')}
            empty={t('meetings.invite.signatory.later')}
            options={options}
          />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
