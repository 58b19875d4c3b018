import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { UsbIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../app/client.ts'
import { formatBytes, formatNumber } from '../../app/format.ts'
import { useTask } from '../../app/task.ts'
import { Button, FaultBar, Query, SheetDialog, Thai } from '../../ui/index.ts'
import { WriteDialog } from '../exchange/WriteDialog.tsx'

/** Gives a laptop what it works with: which tambons, with their files or without, how large; then the drive. */
export function GiveDialog({
  open,
  onClose,
  given,
}: {
  open: boolean
  onClose: () => void
  /** Tambons ticked at first: those of the laptop. */
  given: readonly string[]
}) {
  const { t } = useTranslation()
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const [chosen, setChosen] = useState<readonly string[]>(given)
  const [withFiles, setWithFiles] = useState(false)
  const [writing, setWriting] = useState(false)
  const task = useTask(client.fieldwork.exportReference)
  const check = useQuery({
    ...api.fieldwork.referenceCheck.queryOptions({ input: { tambonCodes: [...chosen], withFiles } }),
    enabled: open && chosen.length > 0,
    placeholderData: keepPreviousData,
  })
  const toggle = (code: string, on: boolean) =>
    setChosen((now) => (on ? [...now, code] : now.filter((one) => one !== code)))
  const all = (tambons.data ?? []).map((one) => one.code)
  const estimate = chosen.length > 0 ? check.data : undefined
  if (writing)
    return (
      <WriteDialog
        open={open}
        onClose={onClose}
        title={t('fieldwork.give.title')}
        estimateBytes={estimate?.estimateBytes ?? null}
        task={task}
        run={(to) => task.run({ tambonCodes: [...chosen], withFiles, ...to })}
      />
    )
  return (
    <SheetDialog
      open={open}
      onClose={onClose}
      title={t('fieldwork.give.title')}
      width="md"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            icon={UsbIcon}
            disabled={chosen.length === 0 || check.isError}
            onClick={() => setWriting(true)}
          >
            {t('fieldwork.give.next')}
          </Button>
        </>
      }
    >
      <Box sx={{ mb: 1.2 }}>
        <Thai text={t('fieldwork.give.help')} />
      </Box>
      <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Box component="legend" sx={{ fontWeight: 600, fontSize: '0.9rem', p: 0, float: 'left' }}>
            {t('fieldwork.give.tambons')}
          </Box>
          <Box sx={{ flex: 1 }} />
          <Button look="quiet" onClick={() => setChosen(chosen.length === all.length ? [] : all)}>
            {t(chosen.length === all.length ? 'fieldwork.give.none' : 'fieldwork.give.all')}
          </Button>
        </Box>
        <Query of={tambons}>
          {(rows) => (
            <Box
              sx={{
                display: 'grid',
                gridTemplateColumns: 'repeat(auto-fill, minmax(15rem, 1fr))',
                maxHeight: '20rem',
                overflow: 'auto',
              }}
            >
              {rows.map((row) => (
                <FormControlLabel
                  key={row.code}
                  control={
                    <Checkbox
                      size="small"
                      checked={chosen.includes(row.code)}
                      onChange={(_, on) => toggle(row.code, on)}
                    />
                  }
                  label={t('fieldwork.give.tambon', { name: row.name, count: formatNumber(row.villages) })}
                />
              ))}
            </Box>
          )}
        </Query>
      </Box>
      <Box sx={(theme) => ({ borderTop: `1px solid ${theme.tokens.rule}`, mt: 1, pt: 0.8 })}>
        <FormControlLabel
          control={<Checkbox size="small" checked={withFiles} onChange={(_, on) => setWithFiles(on)} />}
          label={t('fieldwork.give.withFiles')}
        />
        <Box sx={{ fontSize: '0.88rem', color: 'text.secondary', pl: 3.8 }}>
          <Thai text={t('fieldwork.give.withFiles.help')} />
        </Box>
      </Box>
      <Box role="status" sx={{ mt: 1.2, minHeight: '3rem', fontSize: '0.92rem', color: 'text.secondary' }}>
        <FaultBar error={chosen.length > 0 ? check.error : null} />
        {estimate === undefined ? (
          t(chosen.length === 0 ? 'fieldwork.give.chooseFirst' : 'common.loading')
        ) : (
          <>
            <Box sx={{ fontWeight: 600, color: 'text.primary' }}>
              {t('fieldwork.give.size', {
                size: formatBytes(estimate.estimateBytes),
                sequence: estimate.nextSequence,
              })}
            </Box>
            <Thai
              text={Object.entries(estimate.counts)
                .filter(([, count]) => count > 0)
                .map(
                  ([table, count]) =>
                    `${t(`exchange.table.${table}`, { defaultValue: table })} ${formatNumber(count)}`,
                )
                .join(' · ')}
            />
          </>
        )}
      </Box>
    </SheetDialog>
  )
}
