import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PackageInLine } from '../../../core/exchange/contract.ts'
import { api } from '../../app/client.ts'
import { Button, Query, SheetDialog } from '../../ui/index.ts'
import { DifferenceList } from '../exchange/DifferenceList.tsx'

/** What a package changed in the records of its district when it was taken in. */
export function ChangesDialog({ of, onClose }: { of: PackageInLine | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <SheetDialog
      open={of !== null}
      onClose={onClose}
      width="lg"
      title={of === null ? '' : t('province.changes.of', { sequence: of.sequence })}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      {of === null ? null : <Changes packageId={of.id} />}
    </SheetDialog>
  )
}

function Changes({ packageId }: { packageId: string }) {
  const changes = useQuery(api.exchange.changesOf.queryOptions({ input: { packageId } }))
  return (
    <Query of={changes} lines={6}>
      {({ differences, more }) => <DifferenceList differences={differences} more={more} maxHeight="56vh" />}
    </Query>
  )
}
