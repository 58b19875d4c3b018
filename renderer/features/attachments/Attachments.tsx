import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { FileArchive, FileSpreadsheet, FileText, ImageIcon, Paperclip, Trash2 } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachmentLine, AttachmentList } from '../../../core/attachments/contract.ts'
import type { AttachmentSubject } from '../../../core/attachments/rules.ts'
import { api, client } from '../../app/client.ts'
import type { PickedFile } from '../../app/door.ts'
import { faultOf } from '../../app/faults.ts'
import { formatBytes, formatNumber } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand, useTask } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { ProgressDialog } from '../../ui/Dialogs.tsx'
import { FaultBar } from '../../ui/FaultBar.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Thai } from '../../ui/Thai.tsx'

type Props = {
  subject: AttachmentSubject
  /** A record of another office, or one that may not be changed now. */
  readOnly?: boolean
  /** Without the frame and the total of the office: inside another part. */
  compact?: boolean
}

/** Files of a record: attach by choosing or dropping, look at a copy, remove (C20). */
export function Attachments({ subject, readOnly = false, compact = false }: Props) {
  const { t } = useTranslation()
  const list = useQuery(api.attachments.list.queryOptions({ input: subject }))
  const add = useTask(client.attachments.add)
  const open = useTask(client.attachments.open)
  const remove = useCommand(client.attachments.remove)
  const { notify, showFault } = useNotice()
  const [fault, setFault] = useState<unknown>(null)
  const [over, setOver] = useState(false)

  const attach = async (file: PickedFile | null) => {
    if (file === null) return
    const done = await add.run({ ...subject, token: file.token })
    notify(t(done.already ? 'attachments.already' : 'attachments.added', { name: file.name }))
  }
  const choose = () => {
    setFault(null)
    host.pickFile('attachment').then(attach).catch(setFault)
  }
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    setFault(null)
    try {
      for (const file of [...event.dataTransfer.files]) await attach(await host.putFile(file))
    } catch (error) {
      setFault(error)
    }
  }
  const look = async (row: AttachmentLine) => {
    const made = await open.attempt({ id: row.id })
    if (!made.ok) return
    try {
      if (await host.deliver(made.value.token, made.value.name))
        notify(t('attachments.opened', { name: row.name }))
    } catch (error) {
      showFault(faultOf(error))
    }
  }
  const takeOff = async (row: AttachmentLine) => {
    const done = await remove.attempt({ id: row.id })
    if (done.ok) notify(t('attachments.removed', { name: row.name }))
  }
  return (
    <Box
      {...(readOnly
        ? {}
        : {
            onDragOver: (event: DragEvent) => {
              event.preventDefault()
              setOver(true)
            },
            onDragLeave: () => setOver(false),
            onDrop: (event: DragEvent) => void drop(event),
          })}
      sx={(theme) => ({
        border: compact ? 0 : `1.5px dashed ${over ? theme.tokens.primary : theme.tokens.ruleStrong}`,
        borderRadius: 1,
        p: compact ? 0 : 1.2,
        bgcolor: over ? theme.tokens.primaryTint : 'transparent',
      })}
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Query of={list} lines={2}>
        {(data) => (
          <>
            <Rows data={data} readOnly={readOnly} onOpen={look} onRemove={takeOff} />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center', mt: 0.8 }}>
              {readOnly ? null : (
                <Button icon={Paperclip} onClick={choose}>
                  {t('attachments.add')}
                </Button>
              )}
              <Box sx={{ color: 'text.secondary', fontSize: '0.86rem', flex: '1 1 18rem', minWidth: 0 }}>
                {data.rows.length > 0 ? (
                  <div>
                    {t('attachments.total', {
                      count: formatNumber(data.rows.length),
                      size: formatBytes(data.recordBytes),
                    })}
                    {compact
                      ? ''
                      : ` · ${t('attachments.office', {
                          used: formatBytes(data.officeBytes),
                          limit: formatBytes(data.limits.officeBytes),
                        })}`}
                  </div>
                ) : null}
                {readOnly || compact ? null : (
                  <div>
                    {t('attachments.drop')} ·{' '}
                    {t('attachments.kinds', {
                      kinds: data.kinds.join(', '),
                      limit: formatBytes(data.limits.fileBytes),
                    })}
                  </div>
                )}
              </Box>
            </Box>
          </>
        )}
      </Query>
      <ProgressDialog task={add} title={t('attachments.adding')} />
    </Box>
  )
}

function Rows({
  data,
  readOnly,
  onOpen,
  onRemove,
}: {
  data: AttachmentList
  readOnly: boolean
  onOpen: (row: AttachmentLine) => Promise<void>
  onRemove: (row: AttachmentLine) => Promise<void>
}) {
  const { t } = useTranslation()
  if (data.rows.length === 0)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('attachments.none')}
      </Typography>
    )
  return (
    <ArrowRows>
      <Box
        component="ul"
        aria-label={t('attachments.title')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gap: 0.8,
          gridTemplateColumns: 'repeat(auto-fill, minmax(20rem, 1fr))',
        }}
      >
        {data.rows.map((row) => (
          <Box
            component="li"
            key={row.id}
            sx={(theme) => ({
              display: 'flex',
              gap: 1,
              alignItems: 'center',
              minWidth: 0,
              border: `1px solid ${theme.tokens.rule}`,
              borderRadius: 1,
              p: 0.7,
              bgcolor: theme.tokens.sheet,
            })}
          >
            <Thumbnail row={row} />
            <Box sx={{ flex: 1, minWidth: 0, lineHeight: 1.4, overflowWrap: 'anywhere' }}>
              <RowLink onOpen={() => void onOpen(row)} hint={t('attachments.open.label', { name: row.name })}>
                <Thai text={row.name} />
              </RowLink>
              <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
                {formatBytes(row.sizeBytes)}{' '}
                {row.stored ? null : <StatusChip status="late" label={t('attachments.gone')} />}
              </Box>
            </Box>
            {readOnly ? null : (
              <Button
                look="quiet"
                icon={Trash2}
                label={t('attachments.remove.label', { name: row.name })}
                onClick={() => void onRemove(row)}
              >
                {t('attachments.remove')}
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </ArrowRows>
  )
}

const icons: [RegExp, typeof FileText][] = [
  [/^image\//u, ImageIcon],
  [/spreadsheet|csv/u, FileSpreadsheet],
  [/zip/u, FileArchive],
]

function Thumbnail({ row }: { row: AttachmentLine }) {
  const picture = useQuery(
    api.attachments.picture.queryOptions({
      input: { id: row.id },
      enabled: row.picture,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  const Icon = icons.find(([pattern]) => pattern.test(row.mime))?.[1] ?? FileText
  return (
    <Box
      aria-hidden
      sx={(theme) => ({
        width: '3.2rem',
        height: '3.2rem',
        flex: 'none',
        borderRadius: 0.5,
        overflow: 'hidden',
        display: 'grid',
        placeItems: 'center',
        color: theme.tokens.primary,
        bgcolor: theme.tokens.quiet,
      })}
    >
      {picture.data ? (
        <img
          src={`data:${picture.data.mime};base64,${picture.data.base64}`}
          alt=""
          style={{ width: '100%', height: '100%', objectFit: 'cover' }}
        />
      ) : (
        <Icon size={22} />
      )}
    </Box>
  )
}
