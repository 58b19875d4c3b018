import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FolderOpen, Inbox, PackageCheck, UsbIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Chosen, mostFiles } from '../../../core/hosts/file-kinds.ts'
import { api, client } from '../../app/client.ts'
import type { PickedFile } from '../../app/door.ts'
import { faultOf } from '../../app/faults.ts'
import { formatBytes, formatNumber } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useTask } from '../../app/task.ts'
import { Button, EmptyState, FaultBar, Page, ProgressDialog, Section, Thai } from '../../ui/index.ts'
import { ManyPackages } from './ManyPackages.tsx'
import { isLocked, kindOf, type Line, lineOf } from './many.ts'
import { type Confirmed, type Opened, PackageSheet } from './PackageSheet.tsx'
import { PassphraseAsk } from './PassphraseAsk.tsx'
import { ReceivedList } from './ReceivedList.tsx'

type Named = { token: string; name: string }
type Taken = { packageId: string; already: boolean; office: string; kind: string; remarks: number }

/**
 * Take in: choose, see what it holds and from whom, compare the fingerprint, confirm (C21). Nothing is read before it is
 * verified; one package with its records one by one, or all of a drive in one go.
 */
export default function TakeInPage() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const desk = useDesk()
  const { one, lines, locked, taken, fault } = desk
  const empty = one === null && lines === null && locked === null
  return (
    <Page
      title={t('exchange.in.title')}
      help={t(`takeIn.help.${office.profile}`)}
      actions={
        <>
          <Button icon={UsbIcon} onClick={() => void desk.choose('folder')}>
            {t('takeIn.folder')}
          </Button>
          <Button look="main" icon={FolderOpen} onClick={() => void desk.choose('files')}>
            {t('exchange.in.choose')}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={desk.clearFault} />
      {taken ? <TakenIn taken={taken} /> : null}
      {locked === null ? null : (
        <Section title={locked.name}>
          <PassphraseAsk
            key={locked.times}
            busy={desk.busy}
            onPassphrase={(passphrase) => void desk.open(locked, passphrase)}
          />
          <Button onClick={desk.close}>{t('exchange.in.close')}</Button>
        </Section>
      )}
      {one === null ? null : (
        <PackageSheet
          key={one.token}
          opened={one}
          busy={desk.busy}
          onTake={(confirmed) => void desk.take(confirmed)}
          onClose={desk.close}
          {...(lines === null ? {} : { closeLabel: t('takeIn.many.back') })}
        />
      )}
      {lines !== null && one === null && locked === null ? (
        <ManyPackages
          lines={lines}
          busy={desk.busy}
          onLines={desk.setLines}
          onTake={(ready) => void desk.takeMany(ready)}
          onOpen={(line) => void desk.open(line, null)}
          onClose={desk.closeMany}
        />
      ) : null}
      {empty ? (
        <Choose onDrop={desk.drop} onPlace={desk.look} onChoose={() => void desk.choose('files')} />
      ) : null}
      <ReceivedList just={taken?.packageId ?? null} />
      <ProgressDialog task={desk.looking} title={t('takeIn.looking')} />
      <ProgressDialog task={desk.inspect} title={t('exchange.in.checking')} />
      <ProgressDialog task={desk.conflicts} title={t('takeIn.comparing')} />
      <ProgressDialog task={desk.inspectMany} title={t('exchange.in.checking')} />
      <ProgressDialog task={desk.takeInMany} title={t('exchange.in.taking')} />
      <ProgressDialog task={desk.takeIn} title={t('exchange.in.taking')} />
    </Page>
  )
}

/** What lies on the desk: one package, or many of which one may be open, and the work on them. */
function useDesk() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { notify } = useNotice()
  const looking = useTask(client.exchange.packagesAt)
  const inspect = useTask(client.exchange.inspect)
  const inspectMany = useTask(client.exchange.inspectMany)
  const conflicts = useTask(client.fieldwork.conflicts)
  const takeIn = useTask(client.exchange.takeIn)
  const takeInMany = useTask(client.exchange.takeInMany)
  const [one, setOne] = useState<Opened | null>(null)
  const [lines, setLines] = useState<Line[] | null>(null)
  const [locked, setLocked] = useState<(Named & { times: number }) | null>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [handing, setHanding] = useState(false)
  const tries = useRef(0)
  const tasks = [looking, inspect, inspectMany, conflicts, takeIn, takeInMany]

  const clear = () => {
    setFault(null)
    setTaken(null)
    setOne(null)
    setLocked(null)
    setLines(null)
  }
  const open = async (file: Named, passphrase: string | null) => {
    setFault(null)
    setTaken(null)
    const input = { token: file.token, ...(passphrase === null ? {} : { passphrase }) }
    try {
      const preview = await inspect.run(input)
      const isReference = kindOf(preview.info) === 'reference' && office.profile === 'tambon'
      const both = isReference && preview.state === 'new' ? (await conflicts.run(input)).records : []
      setLocked(null)
      setOne({ token: file.token, name: file.name, passphrase, preview, conflicts: both })
    } catch (error) {
      const found = faultOf(error)
      if (isLocked(found)) {
        tries.current += 1
        setLocked({ token: file.token, name: file.name, times: tries.current })
        if (found.code === 'package.passphraseWrong') setFault(error)
      } else setFault(error)
    }
  }
  const openMany = async (files: readonly Named[], more = 0) => {
    const [only] = files
    if (only === undefined) return
    clear()
    if (files.length === 1) return open(only, null)
    const some = files.slice(0, mostFiles)
    const left = more + files.length - some.length
    try {
      setLines((await inspectMany.run({ tokens: some.map((file) => file.token) })).map(lineOf))
      if (left > 0)
        notify(t('takeIn.many.tooMany', { most: formatNumber(mostFiles), left: formatNumber(left) }), {
          severity: 'warning',
        })
    } catch (error) {
      setFault(error)
    }
  }
  const hand = async (work: () => Promise<Chosen<PickedFile> | null>) => {
    setHanding(true)
    try {
      const chosen = await work()
      if (chosen?.files.length === 0) notify(t('takeIn.folder.empty'), { severity: 'info' })
      if (chosen !== null) await openMany(chosen.files, chosen.left)
    } catch (error) {
      setFault(error)
    } finally {
      setHanding(false)
    }
  }
  const take = async ({ confirmKey, confirmGap, choices }: Confirmed) => {
    if (one === null) return
    setFault(null)
    try {
      const done = await takeIn.run({
        token: one.token,
        ...(one.passphrase === null ? {} : { passphrase: one.passphrase }),
        confirmKey,
        confirmGap,
        ...(choices.length === 0 ? {} : { choices }),
      })
      const { info, verdicts } = one.preview
      setTaken({
        ...done,
        office: info.fromOfficeName,
        kind: kindOf(info),
        remarks: verdicts.reduce((sum, verdict) => sum + verdict.remarks, 0),
      })
      setOne(null)
      if (lines !== null) {
        const state = done.already ? ('already' as const) : ('taken' as const)
        const outcome = { state, packageId: done.packageId }
        await lookAgain(lines.map((line) => (line.token === one.token ? { ...line, outcome } : line)))
      }
    } catch (error) {
      setFault(error)
    }
  }
  const takeMany = async (ready: readonly Line[]) => {
    setFault(null)
    try {
      const done = await takeInMany.run({
        items: ready.map(({ token, confirmKey, confirmGap }) => ({ token, confirmKey, confirmGap })),
      })
      const byToken = new Map(done.map((result) => [result.token, result]))
      await lookAgain(
        (lines ?? []).map((line): Line => {
          const result = byToken.get(line.token)
          if (result === undefined) return line
          const { packageId, already } = result
          return {
            ...line,
            outcome:
              packageId === null
                ? { state: 'fault', fault: result.fault ?? { code: 'internal', params: { id: '–' } } }
                : { state: already ? 'already' : 'taken', packageId },
          }
        }),
      )
      const good = done.filter((result) => result.packageId !== null).length
      notify(t('takeIn.many.done', { count: formatNumber(good), all: formatNumber(done.length) }), {
        severity: good === done.length ? 'success' : 'warning',
      })
    } catch (error) {
      setFault(error)
      // stopped on the way: what is in stays in, and the list says which
      await lookAgain(lines ?? [])
    }
  }
  /** What was taken in changes how the others stand: a gap is filled, a key is known. */
  const lookAgain = async (now: Line[]) => {
    setLines(now)
    if (now.every((line) => line.outcome !== null && line.outcome.state !== 'fault')) return
    const again = await inspectMany.run({ tokens: now.map((line) => line.token) }).catch(() => null)
    if (again === null) return
    const found = new Map(again.map((line) => [line.token, line]))
    setLines(now.map((line) => ({ ...line, ...found.get(line.token) })))
  }
  return {
    one,
    lines,
    locked,
    taken,
    fault,
    busy: handing || tasks.some((task) => task.running),
    looking,
    inspect,
    inspectMany,
    conflicts,
    takeIn,
    takeInMany,
    setLines: (next: Line[]) => setLines(next),
    clearFault: () => setFault(null),
    choose: (from: 'files' | 'folder') => hand(() => host.pickFiles('package', from)),
    drop: (files: readonly File[]) =>
      void hand(async () => {
        const put: PickedFile[] = []
        for (const file of files.slice(0, mostFiles)) put.push(await host.putFile(file))
        return { files: put, left: files.length - put.length }
      }),
    /** Every package of a drive that is plugged in. */
    look: async (placeId: string) => {
      clear()
      try {
        const found = await looking.run({ placeId })
        if (found.length === 0) notify(t('takeIn.drive.empty'), { severity: 'info' })
        else await openMany(found)
      } catch (error) {
        setFault(error)
      }
    },
    open: (file: Named, passphrase: string | null) => open(file, passphrase),
    take,
    takeMany,
    close: () => {
      setOne(null)
      setLocked(null)
      setFault(null)
    },
    closeMany: clear,
  }
}

/** Drives that are plugged in, and a place to drop files on. */
function Choose({
  onDrop,
  onPlace,
  onChoose,
}: {
  onDrop: (files: readonly File[]) => void
  onPlace: (placeId: string) => void
  onChoose: () => void
}) {
  const { t } = useTranslation()
  const places = useQuery({ ...api.exchange.places.queryOptions(), refetchInterval: 5000 })
  const drives = (places.data ?? []).filter((place) => place.removable)
  return (
    <Box
      onDragOver={(event: React.DragEvent) => event.preventDefault()}
      onDrop={(event: React.DragEvent) => {
        event.preventDefault()
        const files = [...event.dataTransfer.files]
        if (files.length > 0) onDrop(files)
      }}
      sx={(theme) => ({
        border: `1.5px dashed ${theme.tokens.ruleStrong}`,
        borderRadius: 1,
        mb: 1.8,
        bgcolor: theme.tokens.sheet,
      })}
    >
      {drives.map((drive) => (
        <Box
          key={drive.id}
          sx={(theme) => ({
            display: 'flex',
            gap: 1.2,
            alignItems: 'center',
            px: 1.6,
            py: 1,
            bgcolor: theme.tokens.primaryTint,
            borderBottom: `1px solid ${theme.tokens.rule}`,
          })}
        >
          <UsbIcon size={18} aria-hidden style={{ flex: 'none' }} />
          <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            <Box component="span" sx={{ fontWeight: 600 }}>
              {drive.label}
            </Box>{' '}
            <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
              {drive.path}
              {drive.freeBytes === null
                ? ''
                : ` · ${t('exchange.place.free', { size: formatBytes(drive.freeBytes) })}`}
            </Box>
          </Box>
          <Button label={t('takeIn.drive.look.of', { drive: drive.label })} onClick={() => onPlace(drive.id)}>
            {t('takeIn.drive.look')}
          </Button>
        </Box>
      ))}
      <EmptyState
        icon={Inbox}
        title={t('exchange.in.drop.title')}
        text={t('exchange.in.drop.text')}
        action={
          <Button icon={FolderOpen} label={t('takeIn.choose.here')} onClick={onChoose}>
            {t('exchange.in.choose')}
          </Button>
        }
      />
    </Box>
  )
}

/** It is in: where the work goes on. */
function TakenIn({ taken }: { taken: Taken }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { kind, packageId, already } = taken
  return (
    <Box
      role="status"
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.2,
        alignItems: 'center',
        p: 1.4,
        mb: 1.8,
        bgcolor: theme.tokens.doneTint,
        borderLeft: `4px solid ${theme.tokens.done}`,
        borderRadius: 1,
      })}
    >
      <PackageCheck size={24} aria-hidden style={{ flex: 'none' }} />
      <Box sx={{ flex: '1 1 20rem', fontWeight: 600 }}>
        <Thai text={t(already ? 'exchange.in.already' : 'exchange.in.done', { office: taken.office })} />
        {taken.remarks > 0 ? (
          <Box sx={{ fontWeight: 400, fontSize: '0.92rem' }}>
            {t('takeIn.remarks', { count: formatNumber(taken.remarks) })}
          </Box>
        ) : null}
      </Box>
      {kind === 'tambonWork' ? (
        <Button look="main" href={`/fieldwork/${packageId}`}>
          {t('takeIn.compare')}
        </Button>
      ) : null}
      {kind === 'receipt' || kind === 'return' ? (
        <Button look="main" href="/exchange/corrections">
          {t('takeIn.corrections')}
        </Button>
      ) : null}
      {kind === 'submission' && office.profile === 'province' ? (
        <Button look="main" href="/province/board">
          {t('nav.board')}
        </Button>
      ) : null}
    </Box>
  )
}
