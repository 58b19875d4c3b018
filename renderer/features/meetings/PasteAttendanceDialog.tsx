import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { readPastedAttendance } from '../../../core/meetings/rules.ts'
import { client } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, FaultBar, FieldFrame, SheetDialog, Thai } from '../../ui/index.ts'

/** Names of those who came, pasted from Excel or a sign-in sheet; what will happen is said before it is done. */
export function PasteAttendanceDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const id = useId()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const paste = useCommand(client.meetings.pasteAttendance)
  const draft = useDraft<string>(`meetings.paste:${meeting.id}`)
  useEffect(() => {
    if (draft.found) setText(draft.found.data)
  }, [draft.found])
  const members = useMemo(
    () => meeting.attendance.filter((row) => row.kind === 'member'),
    [meeting.attendance],
  )
  const read = useMemo(() => readPastedAttendance(text, members), [text, members])
  const [named, guests, unclear] = [read.present.length, read.guests.length, read.ambiguous.length]
  const send = async () => {
    setFault(null)
    try {
      const done = await paste.run({ id: meeting.id, text, dryRun: false })
      await draft.forget()
      notify(
        t('meetings.paste.done', {
          members: formatNumber(done.present.length),
          guests: formatNumber(done.guests.length),
        }),
      )
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  const line = (key: string, names: readonly string[]) =>
    names.length === 0 ? null : (
      <li>
        {t(key, { count: formatNumber(names.length) })}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          <Thai text={names.slice(0, 12).join(', ') + (names.length > 12 ? ' …' : '')} />
        </Box>
      </li>
    )
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('meetings.paste.title')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            busy={paste.running}
            disabled={named + guests === 0}
            onClick={() => void send()}
          >
            {t('meetings.paste.do', { count: formatNumber(named + guests) })}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <FieldFrame id={id} label={t('meetings.paste.label')}>
        <MuiTextField
          id={id}
          multiline
          minRows={7}
          maxRows={12}
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            draft.keep(event.target.value)
          }}
          helperText={t('meetings.paste.help')}
          placeholder={t('meetings.paste.example')}
          slotProps={{ htmlInput: { spellCheck: false, style: { whiteSpace: 'pre', overflowX: 'auto' } } }}
        />
      </FieldFrame>
      {named + guests + unclear === 0 ? null : (
        <Box component="ul" role="status" sx={{ pl: 2.4, my: 1, fontSize: '0.93rem' }}>
          {line(
            'meetings.paste.members',
            members.filter((row) => read.present.includes(row.id)).map((row) => row.name),
          )}
          {line(
            'meetings.paste.guests',
            read.guests.map((guest) => guest.name),
          )}
          {line('meetings.paste.ambiguous', read.ambiguous)}
        </Box>
      )}
    </SheetDialog>
  )
}
