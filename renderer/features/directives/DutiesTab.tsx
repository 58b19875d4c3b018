import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Directive, Duty } from '../../../core/directives/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { AppLink, Button, EmptyState, Section, Table, Thai } from '../../ui/index.ts'
import { DutyDialog } from './DutyDialog.tsx'
import { DueDate, DutyState, WorkLines } from './duty-words.tsx'

/** The duties of a letter: who, by when, how far by the records, what shows that they were done. */
export function DutiesTab({ letter, readOnly }: { letter: Directive; readOnly: boolean }) {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const work = useQuery(api.directives.dutyWork.queryOptions({ input: { directiveId: letter.id } }))
  const [asked, ask] = useQueryParam('duty')
  const [editing, setEditing] = useState<Duty | null>(null)
  useEffect(() => {
    if (asked !== null) setEditing(letter.duties.find((duty) => duty.id === asked) ?? null)
  }, [asked, letter.duties])
  const close = () => {
    setEditing(null)
    ask(null)
  }
  const kindOf = (key: string) => kinds.data?.items.find((item) => item.key === key)?.name ?? key
  return (
    <Section
      title={t('directives.duties')}
      help={t(letter.state === 'expected' ? 'directives.duties.expected' : 'directives.duties.hint')}
      flush
    >
      <Table<Duty>
        label={t('directives.duties')}
        rows={letter.duties}
        rowKey={(row) => row.id}
        rowTone={(row) => (row.lateDays > 0 && row.state !== 'done' ? 'late' : undefined)}
        empty={<EmptyState title={t('directives.duties.none')} text={t('directives.duties.none.text')} />}
        columns={[
          {
            key: 'no',
            title: t('directives.duty.no'),
            align: 'right',
            width: '3.5rem',
            cell: (row) => row.no,
          },
          {
            key: 'text',
            title: t('directives.duty.text'),
            rowHead: true,
            cell: (row) => (
              <Box sx={{ maxWidth: '44rem' }}>
                {row.href === null ? kindOf(row.kind) : <AppLink href={row.href}>{kindOf(row.kind)}</AppLink>}
                <Box sx={{ fontWeight: 400, fontSize: '0.9rem', color: 'text.secondary' }}>
                  <Thai text={row.text} />
                </Box>
                <WorkLines work={(work.data ?? []).filter((one) => one.kind === row.kind)} />
              </Box>
            ),
          },
          {
            key: 'due',
            title: t('directives.duty.dueOn'),
            width: '8rem',
            cell: (row) => <DueDate dueOn={row.dueOn} off={row.dueOff} />,
          },
          {
            key: 'owner',
            title: t('directives.duty.ownerName'),
            width: '8.5rem',
            cell: (row) => <Thai text={row.ownerName || '–'} />,
          },
          {
            key: 'state',
            title: t('common.state'),
            nowrap: true,
            cell: (row) => <DutyState duty={row} expected={letter.state === 'expected'} />,
          },
          {
            key: 'evidence',
            title: t('directives.duty.evidence'),
            width: '12rem',
            cell: (row) => <Evidence duty={row} />,
          },
          {
            key: 'do',
            title: '',
            align: 'right',
            cell: (row) => (
              <Button
                look="quiet"
                label={t('directives.duty.edit', { no: row.no })}
                onClick={() => setEditing(row)}
              >
                {t(readOnly ? 'common.open' : 'directives.duty.set')}
              </Button>
            ),
          },
        ]}
      />
      <DutyDialog letter={letter} duty={editing} readOnly={readOnly} onClose={close} />
    </Section>
  )
}

/** Words, records and files that show that a duty was done. */
function Evidence({ duty }: { duty: Duty }) {
  const { t } = useTranslation()
  const counted = [
    ...(duty.files > 0 ? [t('directives.evidence.files', { count: duty.files })] : []),
    ...(duty.notes > 0 ? [t('directives.evidence.notes', { count: duty.notes })] : []),
  ]
  if (duty.evidence === '' && duty.evidenceLinks.length === 0 && counted.length === 0) return <>–</>
  return (
    <Box sx={{ fontSize: '0.9rem' }}>
      {duty.state === 'done' ? (
        <div>{t('directives.evidence.doneOn', { date: formatDate(duty.doneOn, 'short') })}</div>
      ) : null}
      {duty.evidence === '' ? null : (
        <div>
          <Thai text={duty.evidence} />
        </div>
      )}
      {duty.evidenceLinks.map((link) => (
        <div key={`${link.table} ${link.id}`}>
          {link.href === null ? (
            t('directives.evidence.gone')
          ) : (
            <AppLink href={link.href}>{link.name ?? ''}</AppLink>
          )}
        </div>
      ))}
      {counted.length === 0 ? null : <Box sx={{ color: 'text.secondary' }}>{counted.join(' · ')}</Box>}
    </Box>
  )
}
