import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyRule, MissingBody } from '../../../core/bodies/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { Query } from '../../ui/Query.tsx'
import { isOfManyPlaces } from './body-rows.ts'

/** เปิด ก.บ.ต. ทุกตำบล, เปิด กม. ทุกหมู่บ้าน: says beforehand which bodies will be made, makes them in one go. */
export function OpenManyDialog({
  kind: askedKind,
  tambonCode: askedTambon,
  rules,
  onClose,
}: {
  kind: string | null
  tambonCode: string | null
  rules: readonly BodyRule[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const openMany = useCommand(client.bodies.openMany)
  const many = rules.filter(isOfManyPlaces)
  const [kind, setKind] = useState(many.find((rule) => rule.kind === askedKind)?.kind ?? many[0]?.kind ?? '')
  const [tambonCode, setTambon] = useState(askedTambon)
  const [fault, setFault] = useState<unknown>(null)
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const missing = useQuery(api.bodies.missing.queryOptions({ input: { kind }, enabled: kind !== '' }))
  const rule = many.find((one) => one.kind === kind)
  const places = (missing.data ?? []).filter((one) => tambonCode === null || one.tambonCode === tambonCode)
  const nameOf = ({ kindName, areaName, villageId, tambonCode: code }: MissingBody) => {
    const tambon = villageId === null ? undefined : tambons.data?.find((one) => one.code === code)
    return [kindName, areaName, tambon ? t('plans.area.tambon', { name: tambon.name }) : '']
      .filter((part) => part !== '')
      .join(' ')
  }
  const commit = () => {
    setFault(null)
    openMany.run({ kind, tambonCode, dryRun: false }).then(({ ids }) => {
      notify(t('bodies.openMany.done', { count: ids.length, kind: rule?.shortName || rule?.name || '' }))
      onClose()
    }, setFault)
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('bodies.openMany.title')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" disabled={places.length === 0} busy={openMany.running} onClick={commit}>
            {t('bodies.openMany.do', { count: formatNumber(places.length) })}
          </Button>
        </>
      }
    >
      <p style={{ marginTop: 0 }}>{t('bodies.openMany.help')}</p>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Box sx={{ pt: 0.8 }}>
        <FilterBar>
          <FilterSelect
            label={t('bodies.open.kind')}
            value={kind}
            options={many.map((one) => ({
              value: one.kind,
              label: t(`bodies.openMany.${one.area === 'village' ? 'village' : 'tambon'}`, {
                kind: one.shortName || one.name,
              }),
            }))}
            onChange={setKind}
            width="20rem"
          />
          <FilterSelect
            label={t('bodies.tambon')}
            value={tambonCode ?? ''}
            options={[
              { value: '', label: t('bodies.allTambons') },
              ...(tambons.data ?? []).map((one) => ({
                value: one.code,
                label: t('plans.area.tambon', { name: one.name }),
              })),
            ]}
            onChange={(value) => setTambon(value === '' ? null : value)}
          />
        </FilterBar>
      </Box>
      <Query of={missing}>
        {() =>
          places.length === 0 ? (
            <Box role="status">{t('bodies.openMany.nothing')}</Box>
          ) : (
            <>
              <Box role="status" sx={{ fontWeight: 600, mb: 0.5 }}>
                {t('bodies.openMany.will', { count: formatNumber(places.length) })}
              </Box>
              <Box tabIndex={0} sx={{ maxHeight: '17rem', overflow: 'auto' }}>
                <Box component="ol" sx={{ m: 0, pl: '2.6rem', columns: places.length > 8 ? 2 : 1 }}>
                  {places.map((place) => (
                    <li key={`${place.tambonCode}:${place.villageId}`}>{nameOf(place)}</li>
                  ))}
                </Box>
              </Box>
            </>
          )
        }
      </Query>
    </SheetDialog>
  )
}
