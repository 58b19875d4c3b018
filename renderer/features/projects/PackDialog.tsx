import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Package } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackResult } from '../../../core/projects/contract.ts'
import { api, client } from '../../app/client.ts'
import { faultOf, useFaultMessage } from '../../app/faults.ts'
import { formatBytes } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useTask } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressDialog, SheetDialog } from '../../ui/Dialogs.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'

const toSave = ''

/** ชุดเสนอโครงการ: the brief, the papers and files as one zip, to a drive or through the save dialog (C20). */
export function PackDialog({ projectIds, onClose }: { projectIds: string[]; onClose: () => void }) {
  const { t } = useTranslation()
  const places = useQuery({ ...api.exchange.places.queryOptions(), refetchInterval: 5000 })
  const pack = useTask(client.projects.pack)
  const { showFault } = useNotice()
  const message = useFaultMessage()
  const [place, setPlace] = useState<string | null>(null)
  const [made, setMade] = useState<PackResult | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const list = places.data ?? []
  const chosen = place ?? list.find((one) => one.removable)?.id ?? toSave
  const start = () => {
    setFault(null)
    setMade(null)
    pack.run({ projectIds, placeId: chosen === toSave ? null : chosen }).then(async (done) => {
      if (done.ticket)
        await host
          .deliver(done.ticket.token, done.fileName)
          .catch((error: unknown) => showFault(faultOf(error)))
      setMade(done)
    }, setFault)
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('projects.pack.title', { count: projectIds.length })}
      width="md"
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('common.close')}
          </Button>
          <Button look="main" icon={Package} busy={pack.running} onClick={start}>
            {t('projects.pack.do')}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <p>{t('projects.pack.help')}</p>
      <FilterSelect
        label={t('projects.pack.place')}
        value={chosen}
        options={[
          ...list.map((one) => ({ value: one.id, label: `${one.label} (${one.path})` })),
          { value: toSave, label: t('projects.pack.save') },
        ]}
        onChange={setPlace}
        width="100%"
      />
      {made ? (
        <Box role="status" sx={{ mt: 1.4 }}>
          <StatusChip status={made.leftOut.length === 0 ? 'done' : 'late'} label={t('projects.pack.done')} />{' '}
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {made.path ?? made.fileName} ({formatBytes(made.sizeBytes)})
          </Box>
          {made.leftOut.length === 0 ? null : (
            <>
              <p>{t('projects.pack.leftOut', { count: made.leftOut.length })}</p>
              <ul>
                {made.leftOut.map((one, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two files of two projects may bear one name
                  <li key={at}>
                    {one.name}: {message({ code: one.code, params: { name: one.name } })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Box>
      ) : null}
      <ProgressDialog task={pack} title={t('projects.pack.making')} />
    </SheetDialog>
  )
}
