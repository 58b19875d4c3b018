import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkUnit } from '../../../core/fieldwork/contract.ts'
import { api } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { StatusChip, Thai } from '../../ui/index.ts'
import { groupsOf, isTouched, nameUnder, unitInAddress } from './work-units.ts'

const counted = ['new', 'changed', 'withdrawn'] as const

/** Villages and tambons of a work; ↑ ↓ go through them, and their records stand beside. */
export function UnitTable({
  units,
  chosen,
  onChoose,
}: {
  units: readonly WorkUnit[]
  chosen: string
  onChoose: (unit: string) => void
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const tambonOf = (code: string) => tambons.data?.find((one) => one.code === code)?.name ?? code
  useEffect(() => {
    box.current?.querySelector(`[data-unit="${unitInAddress(chosen)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <ArrowRows>
      <Box
        ref={box}
        role="region"
        aria-label={t('fieldwork.units.title')}
        sx={{ maxHeight: 'max(12rem, calc(100vh - 19.5rem))', overflow: 'auto' }}
      >
        <Box
          component="table"
          sx={(theme) => ({
            width: '100%',
            borderCollapse: 'separate',
            borderSpacing: 0,
            fontSize: '0.9rem',
            lineHeight: 1.5,
            '& th, & td': {
              px: 0.8,
              py: 0.45,
              textAlign: 'left',
              verticalAlign: 'top',
              fontWeight: 400,
              borderBottom: `1px solid ${theme.tokens.rule}`,
            },
            '& thead th': {
              position: 'sticky',
              top: 0,
              zIndex: 1,
              bgcolor: theme.tokens.quiet,
              fontWeight: 600,
              fontSize: '0.84rem',
              borderBottom: `1px solid ${theme.tokens.ruleStrong}`,
            },
            '& .n': { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
            '& tr[data-group] > th': { bgcolor: theme.tokens.quiet, fontWeight: 600, py: 0.3 },
            '& tr[aria-current=true] > *': { bgcolor: theme.tokens.primaryTint },
            '& tr[aria-current=true] > th': { boxShadow: `inset 4px 0 0 ${theme.tokens.primary}` },
            '& tbody tr': { cursor: 'pointer' },
          })}
        >
          <thead>
            <tr>
              <th scope="col">{t('fieldwork.unit')}</th>
              {counted.map((key) => (
                <th scope="col" key={key} className="n">
                  {t(`fieldwork.rows.${key}`)}
                </th>
              ))}
              <th scope="col" className="n">
                {t('fieldwork.rows.conflict')}
              </th>
              <th scope="col">{t('fieldwork.decision')}</th>
            </tr>
          </thead>
          {groupsOf(units).map((group) => (
            <tbody key={group.tambonCode}>
              {group.tambonCode === '' ? null : (
                <tr data-group="">
                  <th scope="colgroup" colSpan={6}>
                    <Thai text={t('fieldwork.unit.tambon', { name: tambonOf(group.tambonCode) })} />
                  </th>
                </tr>
              )}
              {group.units.map((unit) => (
                <tr key={unit.unit} aria-current={unit.unit === chosen} onClick={() => onChoose(unit.unit)}>
                  <th scope="row">
                    <Box
                      component="button"
                      type="button"
                      data-row=""
                      data-unit={unitInAddress(unit.unit)}
                      onFocus={() => onChoose(unit.unit)}
                      sx={(theme) => ({
                        all: 'unset',
                        cursor: 'pointer',
                        fontWeight: unit.unit === chosen ? 600 : 400,
                        '&:focus-visible': {
                          outline: `2px solid ${theme.tokens.focus}`,
                          outlineOffset: '2px',
                          borderRadius: '2px',
                        },
                      })}
                    >
                      <Thai text={nameUnder(unit, tambonOf(group.tambonCode))} />
                    </Box>
                  </th>
                  {counted.map((key) => (
                    <td key={key} className="n">
                      {unit.rows[key] === 0 ? '–' : formatNumber(unit.rows[key])}
                    </td>
                  ))}
                  <td className="n">
                    <Box
                      component="span"
                      sx={unit.conflicts > 0 ? { color: 'error.main', fontWeight: 600 } : {}}
                    >
                      {unit.conflicts === 0 ? '–' : formatNumber(unit.conflicts)}
                    </Box>
                  </td>
                  <td>
                    <Decision unit={unit} />
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </Box>
      </Box>
    </ArrowRows>
  )
}

function Decision({ unit }: { unit: WorkUnit }) {
  const { t } = useTranslation()
  if (!isTouched(unit))
    return (
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {t('fieldwork.decision.untouched')}
      </Box>
    )
  if (unit.decision === null) return <StatusChip status="underWay" label={t('fieldwork.decision.waiting')} />
  return unit.decision.state === 'accepted' ? (
    <StatusChip status="done" label={t('fieldwork.decision.accepted')} />
  ) : (
    <StatusChip status="late" label={t('fieldwork.decision.returned')} />
  )
}
