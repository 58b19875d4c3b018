import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CalendarRange, FileText } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Directive, Duty } from '../../../core/directives/contract.ts'
import { dutyStates } from '../../../core/directives/rules.ts'
import { isoDate, optionalLine } from '../../../core/kernel/fields.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  DateField,
  Fields,
  Form,
  Page,
  Query,
  Section,
  SelectField,
  SheetDialog,
  StatusChip,
  Table,
  TextField,
  Thai,
} from '../../ui/index.ts'

/** One letter: its data, its duties with owner, evidence and state, its text. */
export default function DirectivePage() {
  const id = useRouteParam('directiveId')
  const directive = useQuery(api.directives.get.queryOptions({ input: { id } }))
  return (
    <Query of={directive} lines={8}>
      {(data) => <Letter key={data.id} letter={data} />}
    </Query>
  )
}

function Letter({ letter }: { letter: Directive }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
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
  const facts: [string, string][] = [
    [t('directives.dated'), formatDate(letter.dated)],
    [t('directives.receivedOn'), formatDate(letter.receivedOn)],
    [t('directives.fromOffice'), letter.fromOffice],
    [t('directives.editionFy'), String(letter.editionFy)],
    [t('directives.planFy'), String(letter.planFy)],
    [
      t('directives.enclosures'),
      letter.enclosures.map((one) => `${one.title} ${one.quantity}`.trim()).join(' · ') || '–',
    ],
  ]
  return (
    <Page
      title={t('directives.title', { number: letter.number })}
      help={letter.subject}
      back={{ href: '/directives', label: t('nav.directives') }}
      aside={letter.example ? <StatusChip status="notStarted" label={t('common.example')} /> : undefined}
      actions={
        office.profile === 'province' ? null : (
          <>
            <Button icon={CalendarRange} href={`/calendar?planFy=${letter.planFy}`}>
              {t('nav.calendar')}
            </Button>
            <Button look="main" icon={FileText} href={`/reports?directive=${letter.id}`}>
              {t('directives.toReport')}
            </Button>
          </>
        )
      }
    >
      <Section>
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fill, minmax(17rem, 1fr))',
            gap: '0.5rem 1.4rem',
            m: 0,
          }}
        >
          {facts.map(([name, value]) => (
            <Box key={name}>
              <Box component="dt" sx={{ fontSize: '0.85rem', color: 'text.secondary' }}>
                {name}
              </Box>
              <Box component="dd" sx={{ m: 0 }}>
                {value}
              </Box>
            </Box>
          ))}
        </Box>
      </Section>
      <Section title={t('directives.duties')} help={t('directives.duties.hint')} flush>
        <Table
          label={t('directives.duties')}
          rows={letter.duties}
          rowKey={(row) => row.id}
          rowTone={(row) => (row.lateDays > 0 && row.state !== 'done' ? 'late' : undefined)}
          columns={[
            { key: 'no', title: t('directives.duty.no'), align: 'right', cell: (row) => row.no },
            {
              key: 'text',
              title: t('directives.duty.text'),
              rowHead: true,
              cell: (row) => (
                <Box sx={{ maxWidth: '44rem' }}>
                  {kindOf(row.kind)}
                  <Box sx={{ fontWeight: 400, fontSize: '0.9rem', color: 'text.secondary' }}>
                    <Thai text={row.text} />
                  </Box>
                </Box>
              ),
            },
            { key: 'owner', title: t('directives.duty.ownerName'), cell: (row) => row.ownerName || '–' },
            {
              key: 'due',
              title: t('directives.duty.dueOn'),
              cell: (row) => <span style={{ whiteSpace: 'nowrap' }}>{formatDate(row.dueOn, 'short')}</span>,
            },
            { key: 'state', title: t('common.state'), cell: (row) => <DutyState duty={row} /> },
            { key: 'evidence', title: t('directives.duty.evidence'), cell: (row) => row.evidence || '–' },
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
                  {t('directives.duty.set')}
                </Button>
              ),
            },
          ]}
        />
      </Section>
      {letter.body ? (
        <Section title={t('directives.body')}>
          <Box sx={{ whiteSpace: 'pre-wrap', maxWidth: '60rem' }}>
            <Thai text={letter.body} />
          </Box>
        </Section>
      ) : null}
      <DutyDialog duty={editing} onClose={close} />
    </Page>
  )
}

function DutyState({ duty }: { duty: Duty }) {
  const { t } = useTranslation()
  if (duty.state === 'done')
    return (
      <StatusChip
        status="done"
        label={
          duty.lateDays > 0
            ? t('directives.duty.doneLate', { count: duty.lateDays })
            : t('common.status.done')
        }
      />
    )
  if (duty.lateDays > 0)
    return <StatusChip status="late" label={t('home.duties.late', { count: duty.lateDays })} />
  return <StatusChip status={duty.state === 'doing' ? 'underWay' : 'notStarted'} />
}

// the rules of directives.setDuty, without the id (the command checks the same again)
const stateFields = z
  .object({
    state: z.enum(dutyStates),
    ownerName: optionalLine(120),
    dueOn: isoDate.nullable(),
    doneOn: isoDate.nullable(),
    evidence: optionalLine(600),
  })
  .refine((value) => value.state !== 'done' || value.evidence !== '', {
    error: 'evidenceMissing',
    path: ['evidence'],
  })
  .refine((value) => value.state !== 'done' || value.doneOn !== null, { error: 'required', path: ['doneOn'] })

function DutyDialog({ duty, onClose }: { duty: Duty | null; onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const save = useCommand(client.directives.setDuty)
  return (
    <SheetDialog
      open={duty !== null}
      onClose={onClose}
      title={duty ? t('directives.duty.edit', { no: duty.no }) : ''}
    >
      {duty ? (
        <>
          <Box sx={{ fontSize: '0.92rem', color: 'text.secondary', mb: 1.4 }}>
            <Thai text={duty.text} />
          </Box>
          <Form
            schema={stateFields}
            initial={{
              state: duty.state,
              ownerName: duty.ownerName,
              dueOn: duty.dueOn,
              doneOn: duty.doneOn,
              evidence: duty.evidence,
            }}
            submitLabel={t('common.save')}
            onCancel={onClose}
            onSubmit={async (fields) => {
              await save.run({ id: duty.id, ...fields })
              onClose()
            }}
          >
            {(form) => (
              <Fields columns={2}>
                <SelectField
                  name="state"
                  label={t('common.state')}
                  autoFocus
                  options={dutyStates.map((value) => ({ value, label: t(`directives.dutyState.${value}`) }))}
                  onPicked={(state) =>
                    state === 'done' && form.getValues('doneOn') === null
                      ? form.setValue('doneOn', today, { shouldDirty: true })
                      : undefined
                  }
                />
                <TextField name="ownerName" label={t('directives.duty.ownerName')} />
                <DateField name="dueOn" label={t('directives.duty.dueOn')} />
                <DateField name="doneOn" label={t('directives.duty.doneOn')} />
                <TextField
                  name="evidence"
                  label={t('directives.duty.evidence')}
                  help={t('directives.duty.evidence.help')}
                  wide
                  rows={2}
                />
              </Fields>
            )}
          </Form>
        </>
      ) : null}
    </SheetDialog>
  )
}
