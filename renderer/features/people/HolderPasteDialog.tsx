import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostLine } from '../../../core/people/contract.ts'
import { api } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { formatNumber } from '../../app/format.ts'
import { Button, FaultBar, SheetDialog, StatusChip, Table } from '../../ui/index.ts'
import { PasteField } from '../geography/PasteField.tsx'
import { ChangesTable } from './ChangesTable.tsx'
import type { HolderChange } from './holder-changes.ts'
import { type PastedHolder, type PasteTarget, parseHolderPaste } from './holder-paste.ts'
import { TouchedBodies } from './TouchedBodies.tsx'
import { useHoldersDryRun } from './use-dry-run.ts'
import { useSaveHolders } from './use-save-holders.ts'

const noChanges: HolderChange[] = []

/** A list of new heads as it comes after an election: what each row changes, what is not understood, what it touches. */
export function HolderPasteDialog({
  posts,
  tambonCode,
  onClose,
}: {
  posts: readonly PostLine[]
  tambonCode: string | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const draft = useDraft<string>('people.paste')
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? draft.found?.data ?? ''
  const [fault, setFault] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const save = useSaveHolders()

  const targets = useMemo<PasteTarget[]>(() => {
    const byId = new Map((villages.data ?? []).map((village) => [village.id, village]))
    return posts.map((post) => {
      const village = post.villageId === null ? undefined : byId.get(post.villageId)
      return {
        id: post.id,
        name: post.name,
        holder: post.holder,
        tambonCode: post.tambonCode,
        mooNo: village?.mooNo ?? null,
        villageName: village?.name ?? '',
        isHead: village !== undefined && (post.kind === 'villageHead' || post.kind === 'communityHead'),
      }
    })
  }, [posts, villages.data])
  const settled = useDeferredValue(text)
  const read = useMemo(
    () => parseHolderPaste(settled, targets, tambons.data ?? [], tambonCode),
    [settled, targets, tambons.data, tambonCode],
  )
  const bad = read.filter((row) => row.problem !== null)
  const changes = useMemo(
    () => read.flatMap((row) => (row.change && row.change.kind !== 'same' ? [row.change] : [])),
    [read],
  )
  const same = read.length - bad.length - changes.length
  const dryRun = useHoldersDryRun(changes)
  const good = changes.filter((_, at) => !dryRun.refused.has(at))
  // what is refused does not keep the others from being looked at
  const rest = useHoldersDryRun(dryRun.refused.size > 0 ? good : noChanges)

  const commit = () => {
    setFault(null)
    setSaving(true)
    save(good).then(
      async () => {
        await draft.forget()
        onClose()
      },
      (error: unknown) => {
        setFault(error)
        setSaving(false)
      },
    )
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('people.paste.title')}
      width="lg"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            onClick={commit}
            disabled={good.length === 0 || dryRun.fault !== null}
            busy={saving}
          >
            {t('people.paste.take', { count: formatNumber(good.length) })}
          </Button>
        </>
      }
    >
      <FaultBar error={fault ?? dryRun.fault} onClose={() => setFault(null)} />
      <PasteField
        text={text}
        onText={(next) => {
          setTyped(next)
          draft.keep(next)
        }}
        autoFocus
        help={t('people.paste.help')}
        example={t('people.paste.example')}
      />
      {read.length > 0 ? (
        <Box sx={{ mt: 1.2, display: 'grid', gap: 1 }}>
          <Box role="status" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <StatusChip
              status="done"
              label={t('people.paste.changes', { count: formatNumber(good.length) })}
            />
            {same > 0 ? (
              <StatusChip status="notStarted" label={t('people.paste.same', { count: formatNumber(same) })} />
            ) : null}
            {bad.length > 0 ? (
              <StatusChip status="late" label={t('people.paste.bad', { count: formatNumber(bad.length) })} />
            ) : null}
          </Box>
          {bad.length > 0 ? <BadRows rows={bad} /> : null}
          {changes.length > 0 ? <ChangesTable changes={changes} dryRun={dryRun} maxHeight="15rem" /> : null}
          {changes.length > 0 ? (
            <TouchedBodies touched={dryRun.refused.size > 0 ? rest.touched : dryRun.touched} />
          ) : null}
        </Box>
      ) : null}
    </SheetDialog>
  )
}

function BadRows({ rows }: { rows: readonly PastedHolder[] }) {
  const { t } = useTranslation()
  return (
    <Box sx={(theme) => ({ border: `1px solid ${theme.tokens.rule}`, borderRadius: 1, overflow: 'hidden' })}>
      <Table
        label={t('people.paste.badRows')}
        maxHeight="9rem"
        rows={rows}
        rowKey={(row) => String(row.line)}
        rowTone={() => 'late'}
        columns={[
          {
            key: 'line',
            title: t('people.paste.line'),
            align: 'right',
            width: '4rem',
            cell: (row) => row.line,
          },
          {
            key: 'why',
            title: t('people.paste.why'),
            width: '50%',
            cell: (row) =>
              row.problem ? t(`people.paste.problem.${row.problem.key}`, row.problem.params) : '',
          },
          {
            key: 'cells',
            title: t('people.paste.cells'),
            cell: (row) => row.cells.filter((cell) => cell !== '').join(' · '),
          },
        ]}
      />
    </Box>
  )
}
