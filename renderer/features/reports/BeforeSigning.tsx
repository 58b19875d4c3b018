import Box from '@mui/material/Box'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../core/reports/contract.ts'
import { formatDate } from '../../app/format.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button, CertaintyNote, StatusChip } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import type { Missing } from './missing.ts'

/** The sentence of something that the report lacks. */
function useMissingWords(report: Report): (missing: Missing) => string {
  const { t } = useTranslation()
  return (one) => {
    const said = t(`reports.missing.${one.what}`, {
      parts: one.parts.map((part) => t(`reports.page.${part}`)).join(' '),
      name: one.name,
      count: one.count,
      date: formatDate(report.asOf),
    })
    return one.no === null ? said : `${t('reports.page.duty', { no: one.no })} ${said}`
  }
}

/** What to look at before signing, each line a door to where it is put right; folded away until it is wanted. */
export function BeforeSigning({
  report,
  missing,
  certainty,
  onJump,
}: {
  report: Report
  missing: readonly Missing[]
  certainty: string | null
  onJump: (missing: Missing) => void
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const stops = missing.filter((one) => one.stops).length
  const remarks = missing.length - stops
  return (
    <Box sx={{ mb: 1 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          alignItems: 'center',
          fontSize: '0.93rem',
          '& [role=note]': { mb: 0, ml: 'auto' },
        }}
      >
        {stops > 0 ? (
          <StatusChip status="late" label={t('reports.missing.stops', { count: stops })} />
        ) : (
          <StatusChip status="done" label={t('reports.missing.ready')} />
        )}
        {remarks > 0 ? (
          <StatusChip status="underWay" label={t('reports.missing.remarks', { count: remarks })} />
        ) : null}
        {missing.length > 0 ? (
          <Button look="quiet" icon={open ? ChevronUp : ChevronDown} onClick={() => setOpen(!open)}>
            {t(open ? 'reports.missing.hide' : 'reports.missing.show')}
          </Button>
        ) : null}
        <CertaintyNote certainty={certainty} />
      </Box>
      {open && missing.length > 0 ? (
        <Box
          sx={{
            bgcolor: 'background.paper',
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            mt: 0.6,
            px: 1.4,
            py: 0.6,
            maxHeight: '14rem',
            overflow: 'auto',
          }}
        >
          <MissingList report={report} missing={missing} onJump={onJump} />
        </Box>
      ) : null}
    </Box>
  )
}

/** The lines themselves, also in the dialog of the signature. */
export function MissingList({
  report,
  missing,
  onJump,
}: {
  report: Report
  missing: readonly Missing[]
  onJump: (missing: Missing) => void
}) {
  const { t } = useTranslation()
  const words = useMissingWords(report)
  return (
    <ArrowRows>
      <Box
        component="ul"
        aria-label={t('reports.missing.title')}
        sx={{ listStyle: 'none', m: 0, p: 0, '& li': { py: 0.15 } }}
      >
        {missing.map((one) => (
          <Box component="li" key={`${one.what}:${one.jump}`} sx={{ display: 'flex', gap: 1 }}>
            <Box
              component="span"
              sx={{ flex: 'none', width: '6.5rem', color: one.stops ? 'error.main' : 'text.secondary' }}
            >
              {t(one.stops ? 'reports.missing.stop' : 'reports.missing.remark')}
            </Box>
            <RowLink onOpen={() => onJump(one)}>{words(one)}</RowLink>
          </Box>
        ))}
      </Box>
    </ArrowRows>
  )
}
