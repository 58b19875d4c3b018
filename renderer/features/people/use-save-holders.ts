import { useTranslation } from 'react-i18next'
import type { TouchedBody } from '../../../core/people/contract.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { type HolderChange, rowOfChange } from './holder-changes.ts'

/** Says what was saved and which bodies are to be reviewed now, with the way there. */
export function useTouchedNotice(): (changed: number, touched: readonly TouchedBody[]) => void {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  return (changed, touched) => {
    const review = touched.filter((body) => body.orderId !== null).length
    if (review === 0) return notify(t('people.saved', { count: changed }))
    notify(t('people.saved.review', { count: changed, bodies: review }), {
      action: { label: t('people.saved.see'), run: () => go('/bodies?state=review') },
    })
  }
}

/** Saves changes of holders, all or none; rejects with the fault. */
export function useSaveHolders(): (changes: readonly HolderChange[]) => Promise<void> {
  const told = useTouchedNotice()
  const { run } = useCommand(client.people.saveHolders)
  return async (changes) => {
    const { changed, touched } = await run({ rows: changes.map(rowOfChange), dryRun: false })
    told(changed, touched)
  }
}
