import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { WorkUnit } from '../../../core/fieldwork/contract.ts'
import { sendBackFields } from '../../../core/fieldwork/rules.ts'
import { client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useCommand } from '../../app/task.ts'
import { Form, SheetDialog, TextArea, Thai } from '../../ui/index.ts'

const reasonsForm = z.object({ reasons: sendBackFields.shape.reasons })

/** Returns villages to the laptop: the reasons go with the answer and stand there above what is to be corrected. */
export function SendBackDialog({
  packageId,
  units,
  onClose,
  onDone,
}: {
  packageId: string
  units: readonly WorkUnit[]
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useTranslation()
  const sendBack = useCommand(client.fieldwork.sendBack)
  const [only] = units
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={
        units.length === 1
          ? t('fieldwork.return.of', { name: only?.name ?? '' })
          : t('fieldwork.return.many', { count: formatNumber(units.length) })
      }
      width="sm"
    >
      {units.length > 1 ? (
        <Box sx={{ mb: 1, maxHeight: '7rem', overflow: 'auto', fontSize: '0.92rem' }}>
          <Thai text={units.map((unit) => unit.name).join(', ')} />
        </Box>
      ) : null}
      <Form
        schema={reasonsForm}
        initial={{ reasons: '' }}
        submitLabel={t('fieldwork.return')}
        onCancel={onClose}
        onSubmit={async ({ reasons }) => {
          await sendBack.run({ packageId, units: units.map((unit) => unit.unit), reasons })
          onDone()
        }}
      >
        <TextArea
          name="reasons"
          label={t('exchange.return.reasons')}
          help={t('fieldwork.return.help')}
          required
          autoFocus
          rows={5}
        />
      </Form>
    </SheetDialog>
  )
}
