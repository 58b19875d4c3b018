import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyLine } from '../../../core/bodies/contract.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { BodyStateChip } from './BodyStateChip.tsx'

/** Orders of many bodies at once: a draft each, or one order for all; says beforehand for whom. */
export function DraftOrdersDialog({
  bodies,
  editionFy,
  onClose,
}: {
  bodies: readonly BodyLine[]
  editionFy: number
  onClose: () => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const open = useCommand(client.orders.openMany)
  const [combine, setCombine] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const unfilled = bodies.filter((body) => body.filled < body.seats)
  const draft = () => {
    setFault(null)
    open.run({ bodyIds: bodies.map((body) => body.id), editionFy, combine }).then(({ batchId, ids }) => {
      onClose()
      go(ids.length === 1 ? `/orders/${ids[0] ?? ''}` : `/orders/batch/${batchId}`)
    }, setFault)
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('bodies.draftMany.title', { count: bodies.length })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" busy={open.running} onClick={draft} autoFocus>
            {t('bodies.draftMany.do')}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} />
      <RadioGroup
        value={combine ? 'one' : 'each'}
        onChange={(_, value) => setCombine(value === 'one')}
        aria-label={t('bodies.draftMany.how')}
      >
        <FormControlLabel
          value="each"
          control={<Radio size="small" />}
          label={t('bodies.draftMany.each', { count: bodies.length })}
        />
        <FormControlLabel value="one" control={<Radio size="small" />} label={t('bodies.draftMany.one')} />
      </RadioGroup>
      {unfilled.length > 0 ? (
        <Box sx={{ mt: 0.6, color: 'text.secondary' }}>
          {t('bodies.draftMany.vacant', { count: unfilled.length })}
        </Box>
      ) : null}
      <Box
        component="ul"
        sx={{ mt: 1.2, mb: 0, p: 0, listStyle: 'none', maxHeight: '18rem', overflow: 'auto' }}
        tabIndex={0}
      >
        {bodies.map((body) => (
          <Box
            component="li"
            key={body.id}
            sx={{ display: 'flex', gap: 1, py: 0.25, alignItems: 'baseline' }}
          >
            <Box sx={{ flex: 1 }}>{body.name}</Box>
            <Box sx={{ color: 'text.secondary' }}>
              {t('bodies.column.seats.count', { filled: body.filled, seats: body.seats })}
            </Box>
            <BodyStateChip state={body.state} />
          </Box>
        ))}
      </Box>
    </SheetDialog>
  )
}
