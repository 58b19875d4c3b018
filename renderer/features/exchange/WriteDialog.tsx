import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { HardDrive, RefreshCw, Save, UsbIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportResult, PlaceLine } from '../../../core/exchange/contract.ts'
import type { Progress } from '../../../core/kernel/meta.ts'
import { api } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { formatBytes } from '../../app/format.ts'
import { AppLink, Button, FaultBar, ProgressDialog, SheetDialog } from '../../ui/index.ts'
import { type Lock, LockFields, openLock, passphraseOf } from './LockFields.tsx'
import { Written } from './Written.tsx'
import { type Room, roomFor } from './write-room.ts'

/** Where a package goes: a drive, or with null a file that the person puts away; locked with a passphrase or not. */
export type WriteTo = { placeId: string | null; passphrase?: string }

export type WriteDialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** Bytes; null where nobody can say before (an answer: small). */
  estimateBytes: number | null
  /** The running export: `useTask(client.….export…)`. */
  task: { running: boolean; progress: Progress | null; cancel: () => void }
  /** `(to) => task.run({ …, ...to })`; several packages on one drive give a list. */
  run: (to: WriteTo) => Promise<ExportResult | readonly ExportResult[]>
  /** Several packages are written: only a drive takes them, no save dialog. */
  drivesOnly?: boolean
}

/**
 * Writes a package, of whatever kind: where to, is there room, with a passphrase or not; progress that can be stopped;
 * then "you may take it out" with what was written (C21, PEERS.md §1.7).
 */
export function WriteDialog(props: WriteDialogProps) {
  const { open, onClose, title } = props
  return (
    <SheetDialog open={open} onClose={onClose} title={title} width="md">
      {open ? <Writing {...props} /> : null}
    </SheetDialog>
  )
}

const asFile = '|file'

function Writing({ onClose, title, estimateBytes, task, run, drivesOnly = false }: WriteDialogProps) {
  const { t } = useTranslation()
  const places = useQuery({ ...api.exchange.places.queryOptions(), refetchInterval: 3000 })
  const [place, setPlace] = useState<string | null>(null)
  const [lock, setLock] = useState<Lock>(openLock)
  const [fault, setFault] = useState<unknown>(null)
  const [written, setWritten] = useState<readonly ExportResult[] | null>(null)
  const drives = places.data ?? []
  // what was chosen and pulled out again is not silently another drive: the file option never is a drive
  const chosen =
    place === asFile && !drivesOnly
      ? asFile
      : (drives.find((one) => one.id === place)?.id ??
        (place === null ? drives.find((one) => one.removable) : undefined)?.id ??
        (drivesOnly || place !== null || places.data === undefined ? null : asFile))
  const drive = drives.find((one) => one.id === chosen) ?? null
  const room = drive === null ? 'enough' : roomFor(drive.freeBytes, estimateBytes)
  const passphrase = passphraseOf(lock)
  const ready = chosen !== null && room !== 'short' && passphrase !== null

  const write = () => {
    if (!ready || passphrase === null) return
    setFault(null)
    run({
      placeId: drive?.id ?? null,
      ...(passphrase === '' ? {} : { passphrase }),
    }).then((done) => setWritten('id' in done ? [done] : done), setFault)
  }
  if (written !== null)
    return <Written written={written} place={drive?.label ?? null} locked={lock.on} onClose={onClose} />
  return (
    <Box>
      <FaultBar error={fault} onRetry={write} onClose={() => setFault(null)} />
      {fault !== null && faultOf(fault).code === 'office.keyMissing' ? (
        <Box sx={{ mt: -0.6, mb: 1.4 }}>
          <AppLink href="/office?tab=keys">{t('office.key.open')}</AppLink>
        </Box>
      ) : null}
      <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
          <Box component="legend" sx={{ fontWeight: 600, fontSize: '0.9rem', p: 0, float: 'left' }}>
            {t('exchange.place.choose')}
          </Box>
          <Box sx={{ flex: 1, color: 'text.secondary', fontSize: '0.88rem' }}>
            {estimateBytes === null ? '' : t('exchange.write.estimate', { size: formatBytes(estimateBytes) })}
          </Box>
          <Button look="quiet" icon={RefreshCw} onClick={() => void places.refetch()}>
            {t('exchange.place.again')}
          </Button>
        </Box>
        {drives.length === 0 ? (
          <Typography role="status" variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
            {t(drivesOnly ? 'exchange.place.noneDrive' : 'exchange.place.none')}
          </Typography>
        ) : null}
        {drives.map((one) => (
          <Place
            key={one.id}
            icon={one.removable ? 'usb' : 'disk'}
            place={one}
            room={roomFor(one.freeBytes, estimateBytes)}
            estimateBytes={estimateBytes}
            checked={one.id === chosen}
            onChoose={() => setPlace(one.id)}
          />
        ))}
        {drivesOnly ? null : (
          <Place
            icon="file"
            place={null}
            room="enough"
            estimateBytes={null}
            checked={chosen === asFile}
            onChoose={() => setPlace(asFile)}
          />
        )}
      </Box>
      <LockFields lock={lock} onChange={setLock} />
      <Box sx={{ display: 'flex', gap: 1, mt: 2, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="main"
          icon={drive === null ? Save : UsbIcon}
          disabled={!ready}
          busy={task.running}
          onClick={write}
        >
          {t(chosen === asFile ? 'exchange.write.file' : 'exchange.write.drive')}
        </Button>
      </Box>
      <ProgressDialog task={task} title={title} />
    </Box>
  )
}

const icons = { usb: UsbIcon, disk: HardDrive, file: Save }

function Place({
  icon,
  place,
  room,
  estimateBytes,
  checked,
  onChoose,
}: {
  icon: keyof typeof icons
  /** null: the file that the person puts away. */
  place: PlaceLine | null
  room: Room
  estimateBytes: number | null
  checked: boolean
  onChoose: () => void
}) {
  const { t } = useTranslation()
  const Icon = icons[icon]
  const free =
    place === null
      ? ''
      : place.freeBytes === null
        ? t('exchange.place.freeUnknown')
        : t('exchange.place.free', { size: formatBytes(place.freeBytes) })
  const said =
    place?.freeBytes != null && estimateBytes !== null && (room === 'short' || room === 'tight')
      ? t(`exchange.place.${room}`, {
          needed: formatBytes(estimateBytes),
          free: formatBytes(place.freeBytes),
        })
      : ''
  return (
    <Box
      component="label"
      sx={(theme) => ({
        display: 'flex',
        gap: 1.2,
        alignItems: 'center',
        px: 1.2,
        py: 0.7,
        mb: 0.6,
        cursor: 'pointer',
        borderRadius: 1,
        border: `1px solid ${checked ? theme.tokens.primary : theme.tokens.rule}`,
        bgcolor: checked ? theme.tokens.primaryTint : 'transparent',
      })}
    >
      <Box
        component="input"
        type="radio"
        name="place"
        checked={checked}
        onChange={onChoose}
        sx={(theme) => ({ accentColor: theme.tokens.primary, flex: 'none' })}
      />
      <Icon size={17} aria-hidden style={{ flex: 'none' }} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {place === null ? t('exchange.place.file') : place.label}
        </Box>
        <Box sx={{ fontSize: '0.84rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {place === null ? t('exchange.place.file.help') : place.path}
        </Box>
        {said === '' ? null : (
          <Box
            sx={(theme) => ({
              fontSize: '0.88rem',
              color: room === 'short' ? theme.tokens.late : theme.tokens.warning,
            })}
          >
            {said}
          </Box>
        )}
      </Box>
      <Box
        sx={(theme) => ({
          fontSize: '0.88rem',
          whiteSpace: 'nowrap',
          color: place?.freeBytes === null ? theme.tokens.warning : theme.tokens.inkSoft,
        })}
      >
        {free}
      </Box>
    </Box>
  )
}
