import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaoRow, Place, VillageRow } from '../../../core/geography/contract.ts'
import { type PastedLao, parseLaoPaste } from '../../../core/geography/paste.ts'
import { formatMoo } from '../../../core/thai/moo.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, FaultBar, SheetDialog, StatusChip, Table } from '../../ui/index.ts'
import { PasteField } from './PasteField.tsx'

/** A list "อปท. | หมู่ที่ที่ครอบคลุม" from Excel: every row says what was understood and what does not fit. */
export function LaoPasteDialog({
  laos,
  tambons,
  onClose,
}: {
  laos: readonly LaoRow[]
  tambons: readonly Place[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const [tambonCode] = useQueryParam('tambon')
  const save = useCommand(client.geography.saveCoverage)
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const [text, setText] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const known = villages.data ?? []
  const rows = useMemo(
    () => parseLaoPaste(text, { villages: villages.data ?? [], tambons, laos }, tambonCode),
    [text, villages.data, tambons, laos, tambonCode],
  )
  const taken = rows.filter((row) => row.lao !== null)
  const commit = () => {
    setFault(null)
    const fresh = new Map<string, number>()
    for (const { lao } of taken)
      if (lao && lao.id === null && !fresh.has(lao.name)) fresh.set(lao.name, fresh.size)
    const types = new Map(taken.map(({ lao }) => [lao?.name ?? '', lao?.laoType ?? 'AGENCY']))
    save
      .run({
        newLaos: [...fresh.keys()].map((name) => ({
          name,
          laoType: types.get(name) ?? 'AGENCY',
          code: null,
          example: false,
        })),
        links: taken.flatMap(({ lao, links }) =>
          links.map(({ villageId, part }) => ({
            villageId,
            lao: lao?.id ?? fresh.get(lao?.name ?? '') ?? 0,
            cover: part ? ('part' as const) : ('whole' as const),
          })),
        ),
        dryRun: false,
      })
      .then(() => {
        notify(t('geography.lao.paste.saved', { count: new Set(taken.map((row) => row.lao?.name)).size }))
        onClose()
      }, setFault)
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={t('geography.lao.paste.title')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" onClick={commit} disabled={taken.length === 0} busy={save.running}>
            {t('geography.lao.paste.take', { count: new Set(taken.map((row) => row.lao?.name)).size })}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <PasteField
        text={text}
        onText={setText}
        autoFocus
        help={t('geography.lao.paste.help')}
        example={t('geography.lao.paste.example')}
      />
      {rows.length > 0 ? (
        <Box sx={{ mt: 1.2 }}>
          <Table<PastedLao>
            label={t('geography.paste.verdicts')}
            maxHeight="19rem"
            rows={rows}
            rowKey={(row) => String(row.line)}
            rowTone={(row) => (row.problems.length > 0 ? 'late' : undefined)}
            columns={[
              { key: 'line', title: t('geography.paste.line'), align: 'right', cell: (row) => row.line },
              {
                key: 'lao',
                title: t('geography.lao.name'),
                rowHead: true,
                cell: (row) => row.lao?.name ?? row.cells.join(' · '),
              },
              {
                key: 'type',
                title: t('geography.lao.type'),
                cell: (row) =>
                  row.lao
                    ? `${t(`geography.laoType.${row.lao.laoType}`)}${row.lao.id === null ? ` (${t('geography.lao.paste.new')})` : ''}`
                    : '',
              },
              { key: 'whole', title: t('geography.cover.whole'), cell: (row) => places(row, false, known) },
              { key: 'part', title: t('geography.cover.part'), cell: (row) => places(row, true, known) },
              {
                key: 'verdict',
                title: t('geography.paste.verdict'),
                cell: (row) =>
                  row.problems.length === 0 ? (
                    <StatusChip status="done" label={t('geography.paste.ok')} />
                  ) : (
                    <Box sx={{ color: 'error.main' }}>
                      {row.problems.map(({ key, params }) => (
                        <div key={`${key} ${JSON.stringify(params)}`}>{t(`validation:${key}`, params)}</div>
                      ))}
                    </Box>
                  ),
              },
            ]}
          />
        </Box>
      ) : null}
    </SheetDialog>
  )

  /** พรหมโลก ม.1-3, 5 · ชุมชนตลาด */
  function places(row: PastedLao, part: boolean, all: readonly VillageRow[]): string {
    const ids = new Set(row.links.filter((link) => link.part === part).map((link) => link.villageId))
    const found = all.filter((village) => ids.has(village.id))
    return [...new Set(found.map((village) => village.tambonName))]
      .map((tambon) => {
        const here = found.filter((village) => village.tambonName === tambon)
        const moo = here.flatMap((village) => (village.mooNo === null ? [] : [village.mooNo]))
        const names = here.filter((village) => village.mooNo === null).map((village) => village.name)
        return [tambon, moo.length > 0 ? t('geography.cover.moo', { moo: formatMoo(moo) }) : '', ...names]
          .filter((part) => part !== '')
          .join(' ')
      })
      .join(' · ')
  }
}
