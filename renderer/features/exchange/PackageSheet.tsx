import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackagePreview } from '../../../core/exchange/contract.ts'
import type { WorkRecord } from '../../../core/fieldwork/contract.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { Button, Section, type Status, StatusChip, Table, Thai } from '../../ui/index.ts'
import { ConflictChooser } from '../fieldwork/ConflictChooser.tsx'
import { type Choice, type Choices, choicesFor, openConflicts } from '../fieldwork/choices.ts'
import { DifferenceList } from './DifferenceList.tsx'
import { KeyCheck } from './KeyCheck.tsx'
import { kindOf, missingOf } from './many.ts'
import { VerdictList } from './VerdictList.tsx'
import { hashGroups } from './write-room.ts'

export type Opened = {
  token: string
  name: string
  passphrase: string | null
  preview: PackagePreview
  /** Of reference data on a laptop: records in which both changed the same field. */
  conflicts: readonly WorkRecord[]
}
export type Confirmed = { confirmKey: boolean; confirmGap: boolean; choices: Choice[] }

const looks: Record<PackagePreview['state'], Status> = {
  new: 'done',
  already: 'notStarted',
  older: 'late',
  gap: 'late',
  wrongPlace: 'late',
}

/** A package before it is taken in: from whom, what, how it stands, what it changes; what a person must confirm. */
export function PackageSheet({
  opened,
  busy,
  onTake,
  onClose,
  closeLabel,
}: {
  opened: Opened
  busy: boolean
  onTake: (confirmed: Confirmed) => void
  onClose: () => void
  closeLabel?: string
}) {
  const { t } = useTranslation()
  const { preview, conflicts } = opened
  const [same, setSame] = useState(false)
  const [asked, setAsked] = useState(false)
  const [choices, setChoices] = useState<Choices>(new Map())
  const { info } = preview
  const needsKey = preview.keyState !== 'known'
  const needsGap = preview.state === 'gap'
  const takes = preview.state === 'new' || needsGap
  const undecided = openConflicts(conflicts, choices).length
  const isWork = kindOf(info) === 'tambonWork'
  const touched = (row: PackagePreview['changes'][number]) => row.added + row.changed + row.removed > 0
  const changes = preview.changes
    .filter((row) => touched(row) || row.same > 0)
    .sort((a, b) => Number(touched(b)) - Number(touched(a)))
  return (
    <>
      <Section
        title={t('exchange.in.from', { office: info.fromOfficeName })}
        help={opened.name}
        actions={
          <>
            <Button onClick={onClose}>{closeLabel ?? t('exchange.in.close')}</Button>
            <Button
              look="main"
              busy={busy}
              disabled={!takes || (needsKey && !same) || (needsGap && !asked) || undecided > 0}
              onClick={() =>
                onTake({
                  confirmKey: needsKey && same,
                  confirmGap: needsGap && asked,
                  choices: choicesFor(conflicts, choices),
                })
              }
            >
              {t('exchange.in.take')}
            </Button>
          </>
        }
      >
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.4 }}>
          <StatusChip
            status={looks[preview.state]}
            label={t(`exchange.in.state.${preview.state}`, {
              sequence: info.sequence,
              held: preview.held ?? 0,
            })}
          />
          <StatusChip status="done" label={t('exchange.in.whole')} />
          {preview.encrypted ? <StatusChip status="done" label={t('takeIn.opened')} /> : null}
          {undecided > 0 ? (
            <StatusChip
              status="late"
              label={t('fieldwork.choose.open', { count: formatNumber(undecided) })}
            />
          ) : null}
        </Box>
        <Facts preview={preview} />
        {takes || needsKey ? <KeyCheck preview={preview} same={same} onSame={setSame} /> : null}
        <Standing preview={preview} asked={asked} onAsked={setAsked} />
      </Section>
      {conflicts.length > 0 ? (
        <ConflictChooser records={conflicts} choices={choices} onChoices={setChoices} />
      ) : null}
      {preview.verdicts.length > 0 ? (
        <Section flush title={t('takeIn.verdicts.title')} help={t('takeIn.verdicts.help')}>
          <VerdictList verdicts={preview.verdicts} />
        </Section>
      ) : null}
      {changes.length > 0 ? (
        <Section
          flush
          title={t(isWork ? 'takeIn.changes.work' : 'exchange.in.changes')}
          help={isWork ? t('takeIn.changes.work.help') : undefined}
        >
          <Table
            label={t('exchange.in.changes')}
            rows={changes}
            rowKey={(row) => row.table}
            maxHeight="16rem"
            columns={[
              {
                key: 'table',
                title: t('exchange.in.what'),
                rowHead: true,
                cell: (row) => t(`exchange.table.${row.table}`, { defaultValue: row.table }),
              },
              ...(['added', 'changed', 'removed', 'same'] as const).map((key) => ({
                key,
                title: t(`exchange.in.${key}`),
                align: 'right' as const,
                cell: (row: PackagePreview['changes'][number]) => formatNumber(row[key]),
              })),
            ]}
          />
        </Section>
      ) : null}
      {preview.differences.length > 0 ? (
        <Section flush title={t(isWork ? 'takeIn.differences.work' : 'takeIn.differences.title')}>
          <DifferenceList differences={preview.differences} more={preview.more} />
        </Section>
      ) : null}
    </>
  )
}

function Facts({ preview }: { preview: PackagePreview }) {
  const { t } = useTranslation()
  const { info } = preview
  const facts: [string, string][] = [
    [t('exchange.kind'), t(`exchange.packageKind.${kindOf(info)}`)],
    [t('common.planYear'), String(info.planFy)],
    [t('exchange.sequence'), formatNumber(info.sequence)],
    [t('exchange.sent.on'), formatDate(info.createdOn)],
    [t('exchange.sent.to'), info.toOffice === '' ? '–' : info.toOffice],
    [t('exchange.shaLabel'), hashGroups(preview.sha256)],
  ]
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(14rem, 1fr))',
        gap: '0.4rem 1.4rem',
        m: 0,
        mb: 1.6,
      }}
    >
      {facts.map(([name, value]) => (
        <Box key={name}>
          <Box component="dt" sx={{ fontSize: '0.85rem', color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            <Thai text={value} />
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** Why it is not simply the next one, and what to do. */
function Standing({
  preview,
  asked,
  onAsked,
}: {
  preview: PackagePreview
  asked: boolean
  onAsked: (asked: boolean) => void
}) {
  const { t } = useTranslation()
  const { state, info } = preview
  if (state === 'new') return null
  const held = preview.held ?? 0
  return (
    <Box sx={{ mt: 1.2 }}>
      <Thai
        text={t(`takeIn.standing.${state}`, {
          office: info.fromOfficeName,
          to: info.toOffice,
          sequence: info.sequence,
          held,
          missing: missingOf(preview),
        })}
      />
      {state === 'gap' ? (
        <Box>
          <FormControlLabel
            control={<Checkbox size="small" checked={asked} onChange={(_, on) => onAsked(on)} />}
            label={t('exchange.in.gapAsked')}
          />
        </Box>
      ) : null}
    </Box>
  )
}
