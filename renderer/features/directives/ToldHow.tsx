import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Directive, RecordDoor } from '../../../core/directives/contract.ts'
import type { toldLinkTables } from '../../../core/directives/rules.ts'
import { api } from '../../app/client.ts'
import { DateField, Fields, SelectField, TextArea } from '../../ui/index.ts'
import { RecordPicker } from './RecordPicker.tsx'

type Door = RecordDoor<(typeof toldLinkTables)[number]>

/** How and when somebody was told: the fields of a new row and of one that is put right. */
export function ToldHow({ letter }: { letter: Directive }) {
  const { t } = useTranslation()
  const form = useFormContext()
  const means = useQuery(api.rules.table.queryOptions({ input: { id: 'told-means' } }))
  const doors = useQuery(api.directives.toldDoors.queryOptions({ input: { directiveId: letter.id } }))
  return (
    <Fields columns={3}>
      <SelectField
        name="means"
        label={t('directives.told.means')}
        required
        options={(means.data?.items ?? []).map((one) => ({ value: one.key, label: one.name }))}
      />
      <DateField name="toldOn" label={t('directives.told.toldOn')} required />
      <DateField name="acknowledgedOn" label={t('directives.told.acknowledgedOn')} />
      <SelectField
        name="dutyId"
        label={t('directives.told.duty')}
        empty={t('directives.told.whole')}
        options={letter.duties.map((duty) => ({
          value: duty.id,
          label: t('directives.duty.short', { no: duty.no, text: duty.text.slice(0, 60) }),
        }))}
      />
      <Box sx={{ gridColumn: 'span 2' }}>
        <RecordPicker<Door['table']>
          label={t('directives.told.about')}
          help={t('directives.told.about.help')}
          doors={doors.data ?? []}
          value={form.watch('about') as { table: string; id: string } | null}
          onChange={(door) =>
            form.setValue('about', door === null ? null : { table: door.table, id: door.id }, {
              shouldDirty: true,
            })
          }
        />
      </Box>
      <TextArea name="note" label={t('directives.told.note')} rows={2} />
    </Fields>
  )
}
