import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import MenuItem from '@mui/material/MenuItem'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ListFormat, type ListRef, listFormats } from '../../../core/sheets/rules.ts'
import { api, client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useTask } from '../../app/task.ts'
import { AppLink, Button, FaultBar, FieldFrame, ProgressDialog, Query, SheetDialog } from '../../ui/index.ts'

/** Hands a list out: in which layout, as what kind of file. */
export function ExportDialog({ list, onClose }: { list: ListRef; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const layouts = useQuery(api.sheets.listLayouts.queryOptions({ input: { list: list.list } }))
  const task = useTask(client.sheets.exportList)
  const [format, setFormat] = useState<ListFormat>('xlsx')
  const [chosen, setChosen] = useState<string | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const layoutLabel = useId()
  const formatLabel = useId()
  const layoutId = chosen ?? layouts.data?.[0]?.id ?? ''
  const layout = layouts.data?.find((one) => one.id === layoutId)
  const make = async () => {
    setFault(null)
    try {
      const made = await task.run({ list, format, layoutId: layoutId === '' ? null : layoutId })
      if (!(await host.deliver(made.token, made.name))) return
      notify(
        made.guarded > 0
          ? t('sheets.export.guarded', { name: made.name, count: made.guarded })
          : t('sheets.export.done', { name: made.name, count: made.rows }),
      )
      onClose()
    } catch (error) {
      if (faultOf(error).code !== 'cancelled') setFault(error)
    }
  }
  return (
    <SheetDialog
      open
      width="sm"
      onClose={onClose}
      title={t(`sheets.export.title.${list.list}`)}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" icon={FileDown} onClick={() => void make()} busy={task.running}>
            {t('sheets.export.make')}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Query of={layouts}>
        {(all) => (
          <FieldFrame id={layoutLabel} label={t('sheets.export.layout')}>
            <MuiTextField
              id={layoutLabel}
              select
              fullWidth
              autoFocus
              value={layoutId}
              onChange={(event) => setChosen(event.target.value)}
              slotProps={{
                select: {
                  SelectDisplayProps: {
                    'aria-label': t('sheets.export.layout'),
                  } as React.HTMLAttributes<HTMLDivElement>,
                },
              }}
            >
              {all.map((one) => (
                <MenuItem key={one.id} value={one.id}>
                  {one.state === 'own' ? t('sheets.export.own', { name: one.name }) : one.name}
                </MenuItem>
              ))}
            </MuiTextField>
          </FieldFrame>
        )}
      </Query>
      <Box sx={{ fontSize: '0.88rem', color: 'text.secondary', mt: 0.4 }}>
        {layout?.returns === true && returning.has(list.list) ? `${t('sheets.export.returns')} ` : ''}
        <AppLink href={`/office?tab=layouts${layoutId === '' ? '' : `&layout=${layoutId}`}`}>
          {t('sheets.export.editLayout')}
        </AppLink>
      </Box>
      <Box id={formatLabel} sx={{ fontSize: '0.9rem', fontWeight: 600, mt: 1.6 }}>
        {t('sheets.export.format')}
      </Box>
      <RadioGroup
        aria-labelledby={formatLabel}
        value={format}
        onChange={(_, next) => setFormat(next as ListFormat)}
      >
        {listFormats.map((one) => (
          <FormControlLabel
            key={one}
            value={one}
            control={<Radio size="small" />}
            label={t(`sheets.export.format.${one}`)}
          />
        ))}
      </RadioGroup>
      {format === 'csv' ? (
        <Box role="note" sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
          {t('sheets.export.csv')}
        </Box>
      ) : null}
      <ProgressDialog task={task} title={t('sheets.export.making')} />
    </SheetDialog>
  )
}

/** Lists that a workbook can be taken in as again. */
const returning: ReadonlySet<ListRef['list']> = new Set(['planEntries', 'villages', 'laos', 'forumNeeds'])
