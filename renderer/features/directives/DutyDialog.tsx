import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Directive, Duty } from '../../../core/directives/contract.ts'
import { dutyChange, dutyStates, type EvidenceLink } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  DateField,
  Fields,
  Form,
  SelectField,
  SheetDialog,
  TextArea,
  Thai,
} from '../../ui/index.ts'
import { Attachments } from '../attachments/Attachments.tsx'
import { DueNote } from './DueNote.tsx'
import { DutyHistory } from './DutyHistory.tsx'
import { OwnerField } from './OwnerField.tsx'
import { RecordPicker } from './RecordPicker.tsx'

type Props = { letter: Directive; duty: Duty | null; readOnly: boolean; onClose: () => void }

/** One duty: who does it, by when, how far it is, what shows that it was done, who changed it. */
export function DutyDialog({ letter, duty, readOnly, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <SheetDialog
      open={duty !== null}
      onClose={onClose}
      width="lg"
      title={duty ? t('directives.duty.edit', { no: duty.no }) : ''}
    >
      {duty ? (
        <>
          <Box
            sx={{
              fontSize: '0.92rem',
              color: 'text.secondary',
              mb: 1.4,
              maxHeight: '6rem',
              overflow: 'auto',
            }}
          >
            <Thai text={duty.text} />
          </Box>
          {readOnly ? null : <DutyForm key={duty.id} letter={letter} duty={duty} onClose={onClose} />}
          <Box sx={{ mt: 2 }}>
            <Box component="h3" sx={{ fontSize: '1rem', m: 0, mb: 0.6 }}>
              {t('directives.duty.files')}
            </Box>
            <Attachments subject={{ table: 'duty', id: duty.id }} readOnly={readOnly} compact />
          </Box>
          <DutyHistory dutyId={duty.id} />
        </>
      ) : null}
    </SheetDialog>
  )
}

function DutyForm({ letter, duty, onClose }: { letter: Directive; duty: Duty; onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const save = useCommand(client.directives.setDuty)
  return (
    <Form
      schema={dutyChange}
      initial={{
        state: duty.state,
        ownerName: duty.ownerName,
        dueOn: duty.dueOn,
        doneOn: duty.doneOn,
        evidence: duty.evidence,
        evidenceLinks: duty.evidenceLinks.map(({ table, id }) => ({ table, id })),
      }}
      submitLabel={t('common.save')}
      onCancel={onClose}
      onSubmit={async (fields) => {
        await save.run({ id: duty.id, ...fields })
        onClose()
      }}
    >
      {(form) => (
        <Fields columns={2}>
          <SelectField
            name="state"
            label={t('common.state')}
            autoFocus
            disabled={letter.state === 'expected'}
            options={dutyStates.map((value) => ({ value, label: t(`directives.dutyState.${value}`) }))}
            onPicked={(state) =>
              state === 'done' && form.getValues('doneOn') === null
                ? form.setValue('doneOn', today, { shouldDirty: true })
                : undefined
            }
          />
          <OwnerField name="ownerName" />
          <DateField name="dueOn" label={t('directives.duty.dueOn')} help={<DueNote name="dueOn" />} />
          <DateField name="doneOn" label={t('directives.duty.doneOn')} />
          <TextArea
            name="evidence"
            label={t('directives.duty.evidence')}
            help={t('directives.duty.evidence.help')}
            rows={2}
          />
          <EvidenceLinks letter={letter} duty={duty} />
        </Fields>
      )}
    </Form>
  )
}

/** Records that show that it was done: orders, letters, sessions, meetings, plans. */
function EvidenceLinks({ letter, duty }: { letter: Directive; duty: Duty }) {
  const { t } = useTranslation()
  const form = useFormContext()
  const doors = useQuery(api.directives.evidenceDoors.queryOptions({ input: { directiveId: letter.id } }))
  const links = (form.watch('evidenceLinks') as EvidenceLink[] | undefined) ?? []
  const nameOf = (link: EvidenceLink) => {
    const door = doors.data?.find((one) => one.table === link.table && one.id === link.id)
    const known = duty.evidenceLinks.find((one) => one.table === link.table && one.id === link.id)
    return {
      name: door?.name ?? known?.name ?? t('directives.evidence.gone'),
      href: door?.href ?? known?.href ?? null,
      on: door?.on ?? null,
    }
  }
  const put = (next: EvidenceLink[]) => form.setValue('evidenceLinks', next, { shouldDirty: true })
  return (
    <Box sx={{ gridColumn: '1 / -1' }}>
      <RecordPicker
        label={t('directives.evidence.records')}
        doors={(doors.data ?? []).filter(
          (door) => !links.some((link) => link.table === door.table && link.id === door.id),
        )}
        value={null}
        onChange={(door) => (door === null ? undefined : put([...links, { table: door.table, id: door.id }]))}
      />
      <Box component="ul" sx={{ m: 0, pl: 2.2 }}>
        {links.map((link) => {
          const { name, href, on } = nameOf(link)
          return (
            <li key={`${link.table} ${link.id}`}>
              {t(`directives.door.${link.table}`)} ·{' '}
              {href === null ? name : <AppLink href={href}>{name}</AppLink>}
              {on === null ? '' : ` · ${formatDate(on, 'short')}`}
              <Button
                look="quiet"
                label={t('directives.evidence.remove', { name })}
                onClick={() => put(links.filter((one) => one !== link))}
              >
                {t('common.remove')}
              </Button>
            </li>
          )
        })}
      </Box>
    </Box>
  )
}
