import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../../core/orders/contract.ts'
import type { OrderAction } from '../../../core/orders/rules.ts'
import { client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import { Section } from '../../ui/Page.tsx'

/** Which kind of order a draft becomes, and what that means for the order in force. Hidden where there is no choice. */
export function ActionSwitch({ order }: { order: Order }) {
  const { t } = useTranslation()
  const setAction = useCommand(client.orders.setAction)
  if (order.actions.length < 2) return null
  return (
    <Section title={t('orders.action')} help={t(`orders.action.${order.action}.what`)}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={order.action}
        aria-label={t('orders.action')}
        disabled={setAction.running}
        onChange={(_, action: OrderAction | null) => {
          if (action !== null && action !== order.action) void setAction.attempt({ id: order.id, action })
        }}
        sx={{ flexWrap: 'wrap' }}
      >
        {order.actions.map((action) => (
          <ToggleButton key={action} value={action} sx={{ textTransform: 'none', px: 1.6 }}>
            {t(`orders.action.${action}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Section>
  )
}
