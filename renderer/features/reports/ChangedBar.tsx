import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FilePlus2, History } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report, ReportDifferences } from '../../../core/reports/contract.ts'
import { api, client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink, Button } from '../../ui/index.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

/** How many things are otherwise than on the signed paper. */
export function countOf(differences: ReportDifferences): number {
  return differences.figures.length + differences.texts.length + differences.notes.length
}

/**
 * Above a signed report: what changed in the records since, and the way to a corrected version. A signed paper is never
 * changed silently (C19).
 */
export function ChangedBar({ report, onShow }: { report: Report; onShow: () => void }) {
  const { t } = useTranslation()
  const signed = report.state === 'signed'
  const differences = useQuery(
    api.reports.differences.queryOptions({ input: { id: report.id, with: 'now' }, enabled: signed }),
  )
  if (!signed)
    return report.supersedesId === null ? null : (
      <Bar tone="quiet">
        <span>{t('reports.version.of', { reason: report.reason })}</span>
        <AppLink href={`/reports/${report.supersedesId}`}>{t('reports.version.openOld')}</AppLink>
      </Bar>
    )
  const count = differences.data ? countOf(differences.data) : 0
  return (
    <Bar tone={count > 0 ? 'warn' : 'quiet'}>
      <Box component="span" role="status" sx={{ flex: '1 1 18rem' }}>
        {report.supersededById !== null
          ? t('reports.version.superseded')
          : !differences.data
            ? t('common.loading')
            : count > 0
              ? t('reports.changed.count', { count })
              : t('reports.changed.none')}
      </Box>
      {count > 0 ? (
        <Button look="quiet" icon={History} onClick={onShow}>
          {t('reports.changed.show')}
        </Button>
      ) : null}
      {report.supersededById === null ? (
        <NewVersionButton report={report} />
      ) : (
        <AppLink href={`/reports/${report.supersededById}`}>{t('reports.version.openNew')}</AppLink>
      )}
    </Bar>
  )
}

function NewVersionButton({ report }: { report: Report }) {
  const { t } = useTranslation()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const reopen = useCommand(client.reports.reopen)
  return (
    <>
      <Button icon={FilePlus2} onClick={() => setAsking(true)}>
        {t('reports.newVersion')}
      </Button>
      {asking ? (
        <ReasonDialog
          words="reports.reopen"
          onReason={async (reason) => {
            const { id } = await reopen.run({ id: report.id, reason })
            go(`/reports/${id}`)
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}

function Bar({ tone, children }: { tone: 'warn' | 'quiet'; children: React.ReactNode }) {
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.2,
        alignItems: 'center',
        mb: 1.2,
        px: 1.4,
        py: 0.5,
        borderRadius: 1,
        fontSize: '0.95rem',
        bgcolor: tone === 'warn' ? theme.tokens.accentTint : theme.tokens.quiet,
        borderLeft: `4px solid ${tone === 'warn' ? theme.tokens.accent : theme.tokens.ruleStrong}`,
      })}
    >
      {children}
    </Box>
  )
}
