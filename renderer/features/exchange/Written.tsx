import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { FileWarning, PackageCheck, Printer, Save } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportResult } from '../../../core/exchange/contract.ts'
import { useFaultMessage } from '../../app/faults.ts'
import { host } from '../../app/host.ts'
import { Button, FaultBar, Thai, WarningNote } from '../../ui/index.ts'
import { SheetOfPackage } from './SheetOfPackage.tsx'
import { hashGroups } from './write-room.ts'

/** What was written, when the drive may be taken out, the covering sheet, and what could not come along. */
export function Written({
  written,
  place,
  locked,
  onClose,
}: {
  written: readonly ExportResult[]
  /** Name of the drive; null: a file that the person puts away. */
  place: string | null
  locked: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [sheet, setSheet] = useState<string | null>(null)
  const only = written.length === 1 ? written[0] : undefined
  const ticket = only?.ticket ?? null
  const [fault, setFault] = useState<unknown>(null)
  const [state, setState] = useState<'there' | 'asking' | 'notSaved'>(ticket === null ? 'there' : 'asking')
  const begun = useRef(false)
  const head = useRef<HTMLDivElement>(null)
  const deliver = () => {
    if (ticket === null || only === undefined) return
    setFault(null)
    setState('asking')
    host.deliver(ticket.token, only.fileName).then(
      (saved) => setState(saved ? 'there' : 'notSaved'),
      (error: unknown) => {
        setFault(error)
        setState('notSaved')
      },
    )
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the package is made
  useEffect(() => {
    head.current?.focus()
    if (begun.current) return
    begun.current = true
    deliver()
  }, [])
  const there = state === 'there'
  return (
    <Box>
      <FaultBar error={fault} onRetry={deliver} />
      <Box
        ref={head}
        tabIndex={-1}
        role="status"
        sx={(theme) => ({
          p: 1.6,
          bgcolor: there ? theme.tokens.doneTint : theme.tokens.warningTint,
          borderLeft: `4px solid ${there ? theme.tokens.done : theme.tokens.warning}`,
          borderRadius: 1,
          '&:focus': { outline: 'none' },
        })}
      >
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {there ? <PackageCheck size={26} aria-hidden /> : <FileWarning size={26} aria-hidden />}
          <Typography sx={{ fontWeight: 600, fontSize: '1.2rem' }}>
            {place !== null
              ? t('exchange.done.takeOut')
              : t(
                  there
                    ? 'exchange.done.file'
                    : state === 'asking'
                      ? 'exchange.done.asking'
                      : 'exchange.done.notSaved',
                )}
          </Typography>
        </Box>
        {place === null ? null : (
          <Box sx={{ fontSize: '0.92rem', mt: 0.4 }}>
            {t('exchange.done.on', { place, count: written.length })}
          </Box>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '15rem', overflow: 'auto' }}>
          {written.map((one) => (
            <Box component="li" key={one.id} sx={{ mt: 0.8, display: 'flex', gap: 1, alignItems: 'center' }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  <Thai text={one.fileName} />
                </Box>
                <Box
                  sx={{ fontSize: '0.88rem', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
                >
                  {t('exchange.sha', { sha: hashGroups(one.sha256) })}
                </Box>
              </Box>
              {written.length === 1 ? null : (
                <Button look="quiet" icon={Printer} onClick={() => setSheet(one.id)}>
                  {t('exchange.sheet.title')}
                </Button>
              )}
            </Box>
          ))}
        </Box>
        <Box sx={{ fontSize: '0.92rem', mt: 0.8 }}>
          {t(
            written.some((one) => one.coveringSheet !== null)
              ? 'exchange.done.sheetToo'
              : 'exchange.done.next',
          )}
        </Box>
      </Box>
      {locked ? <WarningNote>{t('exchange.done.locked')}</WarningNote> : null}
      <LeftOut written={written} />
      <Box sx={{ display: 'flex', gap: 1, mt: 2, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        <Button onClick={onClose}>{t('common.close')}</Button>
        {state === 'notSaved' && fault === null ? (
          <Button look="main" icon={Save} onClick={deliver}>
            {t('exchange.done.saveAgain')}
          </Button>
        ) : null}
        {only ? (
          <Button icon={Printer} look={there ? 'main' : 'plain'} onClick={() => setSheet(only.id)}>
            {t('exchange.sheet.print')}
          </Button>
        ) : null}
      </Box>
      <SheetOfPackage id={sheet} onClose={() => setSheet(null)} />
    </Box>
  )
}

/** Papers that this computer could not make; the records are all there. */
function LeftOut({ written }: { written: readonly ExportResult[] }) {
  const { t } = useTranslation()
  const message = useFaultMessage()
  const all = written.flatMap((one) => one.leftOut)
  if (all.length === 0) return null
  // twenty papers that miss one printer are said with one reason; of the unknown ones each has a number of its own
  const reasons = new Map<string, { reason: string; papers: string[] }>()
  for (const one of all) {
    const reason = message({ code: one.code, params: one.params })
    const key = one.code === 'internal' ? one.code : reason
    const group = reasons.get(key) ?? { reason, papers: [] }
    group.papers.push(one.paper)
    reasons.set(key, group)
  }
  return (
    <WarningNote>
      <Box sx={{ maxHeight: '14rem', overflow: 'auto' }}>
        {[...reasons.values()].map(({ reason, papers }) => (
          <Box key={reason} sx={{ mb: 0.4 }}>
            <Thai text={t('exchange.done.leftOut', { papers: [...new Set(papers)].join(', ') })} />
            <Box sx={{ color: 'text.secondary' }}>
              <Thai text={reason} />
            </Box>
          </Box>
        ))}
        {t('exchange.done.leftOut.still')}
      </Box>
    </WarningNote>
  )
}
