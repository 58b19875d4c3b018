import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate } from '../../../core/kernel/fields.ts'
import { DateField, FaultBar, Fields, Form, SheetDialog } from '../../ui/index.ts'
import { ChangesTable } from './ChangesTable.tsx'
import type { HolderChange } from './holder-changes.ts'
import { TouchedBodies } from './TouchedBodies.tsx'
import { useHoldersDryRun } from './use-dry-run.ts'
import { useSaveHolders } from './use-save-holders.ts'

const schema = z.object({ startsOn: isoDate.nullable() })

/**
 * Asked before names that were typed or pasted over others are saved: who leaves, who comes, from when, and which orders
 * will have to be reviewed (PRODUCT.md C5).
 */
export function HolderChangesDialog({
  changes,
  onClose,
}: {
  changes: readonly HolderChange[]
  onClose: (saved: boolean) => void
}) {
  const { t } = useTranslation()
  const save = useSaveHolders()
  const comes = changes.some((change) => change.kind === 'succeeds' && change.startsOn === null)
  return (
    <SheetDialog
      open
      onClose={() => onClose(false)}
      title={t('people.changes.title', { count: changes.length })}
      width="lg"
    >
      <p style={{ marginTop: 0 }}>{t('people.changes.help')}</p>
      <Form
        schema={schema}
        initial={{ startsOn: null }}
        submitLabel={t('people.changes.save')}
        onCancel={() => onClose(false)}
        onSubmit={async ({ startsOn }) => {
          await save(startingOn(changes, startsOn))
          onClose(true)
        }}
      >
        {(form) => (
          <>
            {comes ? (
              <Fields columns={2}>
                <DateField
                  name="startsOn"
                  label={t('people.changes.startsOn')}
                  help={t('people.changes.startsOn.help')}
                  autoFocus
                />
              </Fields>
            ) : null}
            <Preview changes={startingOn(changes, form.watch('startsOn'))} />
          </>
        )}
      </Form>
    </SheetDialog>
  )
}

function Preview({ changes }: { changes: readonly HolderChange[] }) {
  const dryRun = useHoldersDryRun(changes)
  return (
    <>
      <ChangesTable changes={changes} dryRun={dryRun} />
      <TouchedBodies touched={dryRun.touched} />
      <FaultBar error={dryRun.fault} />
    </>
  )
}

/** One day for all who come and whose own was not told. */
function startingOn(changes: readonly HolderChange[], day: string | null): HolderChange[] {
  const startsOn = isoDate.safeParse(day).success ? day : null
  return changes.map((change) =>
    change.startsOn === null && change.kind === 'succeeds' ? { ...change, startsOn } : change,
  )
}
