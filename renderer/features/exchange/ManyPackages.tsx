import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFaultMessage } from '../../app/faults.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { FilterCheck } from '../../ui/Filters.tsx'
import { Button, Section, SheetDialog, type Status, StatusChip, Table, Thai } from '../../ui/index.ts'
import { KeyCheck } from './KeyCheck.tsx'
import { countedOf, kindOf, type Line, missingOf, type Need, needOf, withKey } from './many.ts'

const looks: Record<Need, Status> = {
  ready: 'done',
  key: 'late',
  gap: 'late',
  passphrase: 'underWay',
  open: 'underWay',
  done: 'done',
  already: 'notStarted',
  refused: 'late',
  broken: 'late',
}
/** What needs a person stands first, then what is ready, then what is over. */
const order: readonly Need[] = [
  'key',
  'gap',
  'passphrase',
  'open',
  'ready',
  'broken',
  'refused',
  'done',
  'already',
]

/** Many packages of one drive or folder: the state of each, what needs a person first, all that are ready at once. */
export function ManyPackages({
  lines,
  busy,
  onLines,
  onTake,
  onOpen,
  onClose,
}: {
  lines: readonly Line[]
  busy: boolean
  onLines: (lines: Line[]) => void
  onTake: (ready: readonly Line[]) => void
  /** One by itself: its passphrase, its records one by one, its conflicts. */
  onOpen: (line: Line) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [checking, setChecking] = useState<Line | null>(null)
  const [onlyPerson, setOnlyPerson] = useState(false)
  const needs = lines
    .map((line) => ({ line, need: needOf(line, lines) }))
    .sort((a, b) => order.indexOf(a.need) - order.indexOf(b.need))
  const ready = needs.filter(({ need }) => need === 'ready').map(({ line }) => line)
  const person = needs.filter(({ need }) => ['key', 'gap', 'passphrase', 'open'].includes(need)).length
  const faults = needs.filter(
    ({ line, need }) => need === 'broken' || need === 'refused' || line.outcome?.state === 'fault',
  ).length
  const shown = onlyPerson ? needs.filter(({ need }) => order.indexOf(need) < 4) : needs
  return (
    <Section
      flush
      title={t('takeIn.many.title', { count: formatNumber(lines.length) })}
      help={t('takeIn.many.summary', {
        ready: formatNumber(ready.length),
        person: formatNumber(person),
        faults: formatNumber(faults),
      })}
      actions={
        <>
          {person > 0 ? (
            <FilterCheck label={t('takeIn.many.onlyPerson')} checked={onlyPerson} onChange={setOnlyPerson} />
          ) : null}
          <Button onClick={onClose}>{t('takeIn.many.close')}</Button>
          <Button look="main" busy={busy} disabled={ready.length === 0} onClick={() => onTake(ready)}>
            {t('takeIn.many.take', { count: formatNumber(ready.length) })}
          </Button>
        </>
      }
    >
      <Table<(typeof needs)[number]>
        label={t('takeIn.many.label')}
        rows={shown}
        rowKey={({ line }) => line.token}
        maxHeight="calc(100vh - 15rem)"
        rowTone={({ line, need }) =>
          need === 'broken' || line.outcome?.state === 'fault' ? 'late' : undefined
        }
        columns={[
          {
            key: 'from',
            title: t('exchange.received.from'),
            width: '22rem',
            rowHead: true,
            cell: ({ line }) => (
              <>
                {line.preview === null ? null : <Thai text={line.preview.info.fromOfficeName} />}
                <Box
                  sx={{
                    fontWeight: 400,
                    fontSize: '0.84rem',
                    color: 'text.secondary',
                    overflowWrap: 'anywhere',
                  }}
                >
                  <Thai text={line.name} />
                </Box>
              </>
            ),
          },
          {
            key: 'kind',
            title: t('exchange.kind'),
            nowrap: true,
            cell: ({ line }) =>
              line.preview === null ? '–' : t(`exchange.packageKind.${kindOf(line.preview.info)}`),
          },
          {
            key: 'year',
            title: t('common.planYear'),
            nowrap: true,
            cell: ({ line }) => line.preview?.info.planFy ?? '–',
          },
          {
            key: 'sequence',
            title: t('exchange.sequence'),
            align: 'right',
            cell: ({ line }) => line.preview?.info.sequence ?? '–',
          },
          {
            key: 'on',
            title: t('exchange.sent.on'),
            nowrap: true,
            cell: ({ line }) =>
              line.preview === null ? '–' : formatDate(line.preview.info.createdOn, 'short'),
          },
          ...(['added', 'changed', 'removed'] as const).map((key) => ({
            key,
            title: t(`exchange.in.${key}`),
            align: 'right' as const,
            nowrap: true,
            cell: ({ line }: (typeof needs)[number]) =>
              line.preview === null ? '–' : formatNumber(countedOf(line.preview.changes)[key]),
          })),
          {
            key: 'state',
            title: t('common.state'),
            width: '15rem',
            cell: ({ line, need }) => <State line={line} need={need} />,
          },
          {
            key: 'do',
            title: '',
            align: 'right',
            nowrap: true,
            cell: ({ line, need }) => {
              const about = line.preview?.info.fromOfficeName ?? line.name
              if (need === 'key' || need === 'gap')
                return (
                  <Button
                    look="quiet"
                    label={`${t('takeIn.many.confirm')} ${about}`}
                    onClick={() => setChecking(line)}
                  >
                    {t('takeIn.many.confirm')}
                  </Button>
                )
              if (need === 'done' || need === 'already' || (line.preview === null && need !== 'passphrase'))
                return null
              return (
                <Button look="quiet" label={`${t('common.open')} ${about}`} onClick={() => onOpen(line)}>
                  {t(need === 'passphrase' ? 'takeIn.many.passphrase' : 'common.open')}
                </Button>
              )
            },
          },
        ]}
      />
      <ConfirmDialog
        key={checking?.token ?? ''}
        line={checking}
        onClose={() => setChecking(null)}
        onConfirm={(key, gap) => {
          if (checking === null) return
          const keyed = key ? withKey(lines, checking, true) : [...lines]
          onLines(keyed.map((line) => (line.token === checking.token ? { ...line, confirmGap: gap } : line)))
          setChecking(null)
        }}
      />
    </Section>
  )
}

function State({ line, need }: { line: Line; need: Need }) {
  const { t } = useTranslation()
  const message = useFaultMessage()
  const fault = line.outcome?.state === 'fault' ? line.outcome.fault : line.fault
  return (
    <>
      <StatusChip
        status={
          line.outcome?.state === 'fault'
            ? 'late'
            : need === 'refused' && line.preview === null
              ? 'notStarted'
              : looks[need]
        }
        label={
          line.outcome?.state === 'fault'
            ? t('takeIn.many.notTaken')
            : line.outcome?.state === 'already'
              ? t('takeIn.many.need.already')
              : need === 'refused'
                ? t(`takeIn.many.refused.${line.preview?.state ?? 'elsewhere'}`)
                : need === 'key' && line.preview?.keyState === 'changed'
                  ? t('takeIn.many.need.keyChanged')
                  : t(`takeIn.many.need.${need}`)
        }
      />
      {fault !== null && need !== 'done' && need !== 'passphrase' ? (
        <Box sx={{ fontSize: '0.86rem', maxWidth: '24rem' }}>
          <Thai text={message(fault)} />
        </Box>
      ) : need === 'gap' && line.preview !== null ? (
        <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
          <Thai text={t('takeIn.many.gap', { missing: missingOf(line.preview) })} />
        </Box>
      ) : null}
    </>
  )
}

/** One office at a time: its fingerprint by telephone, the packages that are missing. */
function ConfirmDialog({
  line,
  onClose,
  onConfirm,
}: {
  line: Line | null
  onClose: () => void
  onConfirm: (key: boolean, gap: boolean) => void
}) {
  const { t } = useTranslation()
  const [same, setSame] = useState(line?.confirmKey ?? false)
  const [asked, setAsked] = useState(false)
  const preview = line?.preview ?? null
  const needsKey = preview !== null && preview.keyState !== 'known'
  const needsGap = preview?.state === 'gap'
  return (
    <SheetDialog
      open={line !== null}
      onClose={onClose}
      title={t('takeIn.many.confirm.of', { office: preview?.info.fromOfficeName ?? '' })}
      width="sm"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            disabled={(needsKey && !same) || (needsGap && !asked && !needsKey)}
            onClick={() => onConfirm(needsKey && same, needsGap && asked)}
          >
            {t('takeIn.many.confirm')}
          </Button>
        </>
      }
    >
      {preview === null ? null : (
        <>
          {needsKey ? <KeyCheck preview={preview} same={same} onSame={setSame} /> : null}
          {needsGap ? (
            <Box sx={{ mt: needsKey ? 1.6 : 0 }}>
              <Thai
                text={t('takeIn.standing.gap', {
                  office: preview.info.fromOfficeName,
                  missing: missingOf(preview),
                })}
              />
              <Box>
                <FormControlLabel
                  control={<Checkbox size="small" checked={asked} onChange={(_, on) => setAsked(on)} />}
                  label={t('exchange.in.gapAsked')}
                />
              </Box>
            </Box>
          ) : null}
        </>
      )}
    </SheetDialog>
  )
}
