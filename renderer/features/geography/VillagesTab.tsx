import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, House } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../../../core/geography/contract.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  DataGrid,
  EmptyState,
  FaultBar,
  type GridColumn,
  Query,
  Section,
  SheetDialog,
} from '../../ui/index.ts'
import { ExcelMenu } from '../sheets/ExcelMenu.tsx'
import { useVillagePaste } from './use-village-paste.ts'
import { type EditedVillage, emptyVillage, useVillages } from './use-villages.ts'
import { VillagePaste } from './VillagePaste.tsx'

/** The villages as a table to work in; what is complete is saved at once, what is not stays red. */
export function VillagesTab() {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('tambon')
  const [pasting, setPasting] = useState(false)
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const tambonCode = tambons.data?.some((one) => one.code === asked) ? asked : null
  const list = tambons.data ?? []
  return (
    <Query of={tambons}>
      {() => (
        <>
          <Section
            flush
            title={t('geography.tab.villages')}
            actions={
              <>
                <MuiTextField
                  select
                  value={tambonCode ?? ''}
                  onChange={(event) => ask(event.target.value === '' ? null : event.target.value)}
                  sx={{ width: '16rem' }}
                  slotProps={{
                    select: {
                      displayEmpty: true,
                      SelectDisplayProps: {
                        'aria-label': t('geography.filter.label'),
                      } as React.HTMLAttributes<HTMLDivElement>,
                    },
                  }}
                >
                  <MenuItem value="">
                    {t('geography.filter.all', { count: list.reduce((sum, one) => sum + one.villages, 0) })}
                  </MenuItem>
                  {list.map((one) => (
                    <MenuItem key={one.code} value={one.code}>
                      {t('geography.filter.tambon', { name: one.name, count: one.villages })}
                    </MenuItem>
                  ))}
                </MuiTextField>
                <ExcelMenu list={{ list: 'villages', tambonCode }} into={{ target: 'villages' }} />
                <Button look="main" icon={ClipboardPaste} onClick={() => setPasting(true)}>
                  {t('geography.paste.open')}
                </Button>
              </>
            }
          >
            <VillageGrid
              key={tambonCode ?? ''}
              tambons={list}
              tambonCode={tambonCode}
              paste={() => setPasting(true)}
            />
          </Section>
          {pasting ? (
            <PasteDialog tambons={list} tambonCode={tambonCode} onClose={() => setPasting(false)} />
          ) : null}
        </>
      )}
    </Query>
  )
}

function VillageGrid({
  tambons,
  tambonCode,
  paste,
}: {
  tambons: readonly Place[]
  tambonCode: string | null
  paste: () => void
}) {
  const { t } = useTranslation()
  const { query, rows, change, problems, pending, fault, clearFault } = useVillages(tambonCode)
  const columns = useMemo<GridColumn<EditedVillage>[]>(
    () => [
      ...(tambonCode === null
        ? [
            {
              key: 'tambonCode',
              title: t('common.tambon'),
              kind: 'select',
              width: 110,
              options: tambons.map((one) => ({ value: one.code, label: one.name })),
            } satisfies GridColumn<EditedVillage>,
          ]
        : []),
      {
        key: 'kind',
        title: t('geography.village.kind'),
        kind: 'select',
        width: 84,
        options: (['village', 'community'] as const).map((value) => ({
          value,
          label: t(`geography.kind.${value}`),
        })),
      },
      { key: 'mooNo', title: t('geography.village.mooNo'), kind: 'number', width: 62 },
      { key: 'name', title: t('geography.village.name'), kind: 'text', width: 190, required: true },
      { key: 'population', title: t('geography.village.population'), kind: 'number', width: 90, total: true },
      { key: 'households', title: t('geography.village.households'), kind: 'number', width: 90, total: true },
      { key: 'headmanName', title: t('geography.village.headmanName'), kind: 'text', width: 160 },
      {
        key: 'officialCode',
        title: t('geography.village.officialCode'),
        kind: 'text',
        width: 96,
        grow: 0.4,
        set: (row, value) => ({ ...row, officialCode: value === '' ? null : String(value) }),
      },
      {
        key: 'laos',
        title: t('geography.village.laos'),
        kind: 'text',
        width: 130,
        readOnly: true,
        get: (row) => row.laoNames.join(', '),
      },
    ],
    [t, tambons, tambonCode],
  )
  return (
    <Query of={query}>
      {() =>
        rows.length === 0 && tambonCode === null ? (
          <EmptyState
            icon={House}
            title={t('geography.empty.title')}
            text={t('geography.empty.text')}
            action={
              <Button look="main" icon={ClipboardPaste} onClick={paste}>
                {t('geography.paste.open')}
              </Button>
            }
          />
        ) : (
          <>
            {fault ? (
              <Box sx={{ p: 1 }}>
                <FaultBar error={fault} onClose={clearFault} />
              </Box>
            ) : null}
            <DataGrid
              label={t('geography.grid.label')}
              rows={rows}
              columns={columns}
              rowKey={(row) => row.key}
              onChange={change}
              problems={(row) => problems.get(row.key)}
              canRemove
              {...(tambonCode === null ? {} : { newRow: () => emptyVillage(tambonCode) })}
              maxHeight="calc(100vh - 21rem)"
              actions={() => (
                <Box
                  sx={{
                    alignSelf: 'center',
                    ml: 1,
                    fontSize: '0.88rem',
                    color: pending > 0 ? 'error.main' : 'text.secondary',
                  }}
                >
                  {pending > 0
                    ? t('geography.grid.pending', { count: pending })
                    : tambonCode === null
                      ? t('geography.grid.chooseToAdd')
                      : ''}
                </Box>
              )}
            />
          </>
        )
      }
    </Query>
  )
}

function PasteDialog({
  tambons,
  tambonCode,
  onClose,
}: {
  tambons: readonly Place[]
  tambonCode: string | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.geography.saveVillages)
  const { notify } = useNotice()
  const read = useVillagePaste(text, tambons, tambonCode, save.running)
  const commit = () => {
    setFault(null)
    save
      .run({
        rows: read.good.flatMap((row) => (row.village ? [{ id: null, fields: row.village }] : [])),
        dryRun: false,
      })
      .then((done) => {
        notify(t('geography.paste.saved', { count: done.ids.length }))
        onClose()
      }, setFault)
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('geography.paste.title')}
      width="lg"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" onClick={commit} disabled={read.good.length === 0} busy={save.running}>
            {read.bad > 0
              ? t('geography.paste.takeGood', { count: read.good.length })
              : t('geography.paste.take', { count: read.good.length })}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <VillagePaste text={text} onText={setText} tambons={tambons} read={read} autoFocus />
    </SheetDialog>
  )
}
