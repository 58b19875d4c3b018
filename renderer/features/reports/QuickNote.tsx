import Box from '@mui/material/Box'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { noteFields } from '../../../core/reports/rules.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, DateField, Form, SelectField, TextField } from '../../ui/index.ts'
import type { NoteChoices, NoteStart } from './note-form.ts'

type Fields = z.input<typeof noteFields>

/**
 * A note in one line: type, Enter, next. Duty, tambon and day stay as they were chosen, so that several notes of one
 * place are written one after the other.
 */
export function QuickNote({
  choices,
  start,
  draftKey,
  autoFocus = false,
}: {
  choices: NoteChoices
  start: NoteStart
  draftKey: string
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.reports.saveNote)
  const form = useRef<UseFormReturn<Fields> | null>(null)
  return (
    <Form
      schema={noteFields}
      draftKey={draftKey}
      initial={choices.begin(start) as Fields}
      onSubmit={async (fields) => {
        await save.run({ id: null, fields })
        form.current?.setValue('text', '')
        notify(t('reports.notes.saved'))
      }}
    >
      {(own) => {
        form.current = own
        return (
          <>
            <Box
              sx={{
                display: 'grid',
                gap: '0.5rem 0.9rem',
                alignItems: 'start',
                gridTemplateColumns: 'repeat(auto-fit, minmax(10.5rem, 1fr))',
              }}
            >
              <DateField name="notedOn" label={t('common.date')} required />
              <SelectField name="dutyId" label={t('reports.notes.duty')} options={choices.duties} required />
              <SelectField
                name="tambonCode"
                label={t('common.tambon')}
                options={choices.tambons}
                empty={t('reports.notes.district')}
              />
              <SelectField name="part" label={t('reports.notes.part')} options={choices.parts} required />
            </Box>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-end', mt: 0.6 }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <TextField
                  name="text"
                  label={t('reports.notes.text')}
                  placeholder={t('reports.notes.text.example')}
                  required
                  autoFocus={autoFocus}
                />
              </Box>
              <Button look="main" type="submit" icon={Plus} busy={save.running}>
                {t('reports.notes.save')}
              </Button>
            </Box>
          </>
        )
      }}
    </Form>
  )
}
