import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, FileArchive, PenLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderBatch } from '../../../core/orders/contract.ts'
import { sharedFields } from '../../../core/orders/rules.ts'
import type { PaperFormat, PaperRef } from '../../../core/papers/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand, useTask } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { ProgressDialog } from '../../ui/Dialogs.tsx'
import { DateField, LinesField, SelectField, TextArea } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView, useHandOver } from '../../ui/PaperView.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Table } from '../../ui/Table.tsx'
import { Thai } from '../../ui/Thai.tsx'
import { useSignatories } from '../papers/use-signatories.ts'
import { useNumberWords } from './order-words.ts'
import { SignOrdersDialog } from './SignOrdersDialog.tsx'
import { StandingChip } from './StandingChip.tsx'

/** Orders of many bodies at once: their common words, each paper, signed and printed together (C14). */
export default function BatchPage() {
  const { t } = useTranslation()
  const batchId = useRouteParam('batchId')
  const batch = useQuery(api.orders.batch.queryOptions({ input: { batchId } }))
  return (
    <PageQuery
      of={batch}
      title={t('orders.batch.title')}
      back={{ href: '/orders', label: t('orders.page.back') }}
    >
      {(data) => <BatchDesk batch={data} />}
    </PageQuery>
  )
}

function BatchDesk({ batch }: { batch: OrderBatch }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const [asked, show] = useQueryParam('order')
  /** Those that the dialog was opened for: while it closes they are drafts no more. */
  const [signing, setSigning] = useState<string[] | null>(null)
  const signMany = useCommand(client.orders.signMany)
  const drafts = batch.lines.filter((line) => line.state === 'draft')
  const at = Math.max(
    0,
    batch.lines.findIndex((line) => line.id === asked),
  )
  const shown = batch.lines[at]
  return (
    <Page
      title={t('orders.batch.title')}
      back={{ href: '/orders', label: t('orders.page.back') }}
      help={t('orders.batch.help', { count: batch.lines.length, editionFy: batch.editionFy })}
      actions={
        <>
          <PrintAll batch={batch} />
          {drafts.length > 0 ? (
            <Button look="main" icon={PenLine} onClick={() => setSigning(drafts.map((line) => line.id))}>
              {t('orders.batch.sign', { count: drafts.length })}
            </Button>
          ) : null}
        </>
      }
    >
      <SplitPaper paper={shown ? <PaperView paper={{ kind: 'order', id: shown.id }} /> : null}>
        <Lines batch={batch} at={at} show={show} />
        {drafts.length > 0 ? <SharedWords key={drafts.map((line) => line.id).join()} batch={batch} /> : null}
      </SplitPaper>
      {signing ? (
        <SignOrdersDialog
          ids={signing}
          onSign={async ({ signedOn, number }) => {
            const signed = await signMany.run({
              ids: signing,
              signedOn,
              number: number.kind === 'given' ? 'next' : number.kind,
            })
            const first = signed[0]
            const last = signed.at(-1)
            notify(
              t(first?.number == null ? 'orders.batch.signedBlank' : 'orders.batch.signed', {
                count: signed.length,
                first: first?.number,
                last: last?.number,
                year: first?.year,
              }),
            )
          }}
          onClose={() => setSigning(null)}
        />
      ) : null}
    </Page>
  )
}

function PrintAll({ batch }: { batch: OrderBatch }) {
  const { t } = useTranslation()
  const task = useTask(client.papers.makeMany)
  const handOver = useHandOver()
  const make = async (format: PaperFormat) => {
    const papers = batch.lines.map(({ id }): PaperRef => ({ kind: 'order', id }))
    const name = t('orders.batch.file', { editionFy: batch.editionFy })
    const made = await task.attempt({ papers, format, name })
    if (made.ok) await handOver(made.value)
  }
  return (
    <>
      <Button icon={FileArchive} onClick={() => void make('docx')}>
        {t('orders.batch.docx')}
      </Button>
      <Button icon={FileArchive} onClick={() => void make('pdf')}>
        {t('orders.batch.pdf')}
      </Button>
      <ProgressDialog task={task} title={t('common.paper.making')} />
    </>
  )
}

type Line = OrderBatch['lines'][number]

function Lines({
  batch,
  at,
  show,
}: {
  batch: OrderBatch
  /** Place of the order whose paper is shown. */
  at: number
  show: (id: string) => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const numberWords = useNumberWords()
  const step = (by: number) => show(batch.lines[at + by]?.id ?? '')
  const shownId = batch.lines[at]?.id
  return (
    <Section
      title={t('orders.batch.lines', { count: batch.lines.length })}
      flush
      actions={
        <>
          <Button look="quiet" icon={ChevronLeft} disabled={at === 0} onClick={() => step(-1)}>
            {t('orders.batch.before')}
          </Button>
          <Button
            look="quiet"
            icon={ChevronRight}
            disabled={at + 1 >= batch.lines.length}
            onClick={() => step(1)}
          >
            {t('orders.batch.after')}
          </Button>
        </>
      }
    >
      <ArrowRows>
        <Table<Line>
          label={t('orders.batch.title')}
          rows={batch.lines}
          rowKey={(line) => line.id}
          maxHeight="19rem"
          rowTone={(line) => (line.members === 0 ? 'late' : undefined)}
          columns={[
            {
              key: 'body',
              title: t('orders.column.body'),
              rowHead: true,
              cell: (line) => (
                <RowLink onOpen={() => show(line.id)} hint={t('orders.batch.show', { name: line.bodyName })}>
                  {line.id === shownId ? `▸ ${placeOf(line)}` : placeOf(line)}
                </RowLink>
              ),
            },
            {
              key: 'members',
              title: t('orders.batch.members'),
              align: 'right',
              nowrap: true,
              cell: (line) =>
                line.vacant > 0
                  ? t('orders.batch.membersVacant', { members: line.members, vacant: line.vacant })
                  : String(line.members),
            },
            {
              key: 'state',
              title: t('orders.column.state'),
              nowrap: true,
              cell: (line) =>
                line.state === 'draft' ? <StandingChip standing={line.standing} /> : numberWords(line),
            },
            {
              key: 'open',
              title: '',
              nowrap: true,
              cell: (line) => (
                <>
                  <Button look="quiet" onClick={() => go(`/bodies/${line.bodyId}`)}>
                    {t('orders.page.editSeats')}
                  </Button>
                  <Button look="quiet" onClick={() => go(`/orders/${line.id}`)}>
                    {t('orders.batch.open')}
                  </Button>
                </>
              ),
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}

function placeOf(line: Line): string {
  return line.kinds.length === 1 && line.areaName !== '' ? line.areaName : line.bodyName
}

/** What the form holds: all words, empty where the drafts differ. */
const wordsForm = sharedFields.required().extend({ subject: sharedFields.shape.reason.unwrap() })

/** Common words of all drafts; a field left empty stays as it is in each. */
function SharedWords({ batch }: { batch: OrderBatch }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const signatories = useSignatories('order')
  const saveMany = useCommand(client.orders.saveMany)
  const ids = batch.lines.filter((line) => line.state === 'draft').map((line) => line.id)
  const { subject, reason, powers, duties } = batch.words
  const differing = (words: unknown) => (words === null ? t('orders.batch.differ') : undefined)
  return (
    <Section title={t('orders.batch.words')} help={t('orders.batch.words.help')}>
      <Box sx={{ fontSize: '0.9rem', color: 'text.secondary', mb: 1 }}>
        {t('orders.batch.tags')}{' '}
        {batch.tags.map(({ tag, example }, place) => (
          <span key={tag}>
            {place > 0 ? ' · ' : ''}
            <code>{`{{${tag}}}`}</code> = <Thai text={example} />
          </span>
        ))}
      </Box>
      <Form
        schema={wordsForm}
        draftKey={`orders.saveMany:${batch.id}`}
        initial={{
          subject: subject ?? '',
          reason: reason ?? '',
          powers: powers ?? '',
          duties: duties ?? [],
          effectiveOn: batch.effectiveOn,
          signatoryId: batch.signatoryId,
          annex: batch.annex ?? 'auto',
        }}
        submitLabel={t('orders.batch.save', { count: ids.length })}
        onSubmit={async (value) => {
          const kept = <V,>(next: V, before: V | null, empty: boolean) =>
            before === null && empty ? undefined : next
          await saveMany.run({
            ids,
            fields: {
              ...(value.subject === '' ? {} : { subject: value.subject }),
              reason: kept(value.reason, reason, value.reason === ''),
              powers: kept(value.powers, powers, value.powers === ''),
              duties: kept(value.duties, duties, value.duties.length === 0),
              effectiveOn: value.effectiveOn,
              ...(value.signatoryId === null ? {} : { signatoryId: value.signatoryId }),
              annex: value.annex,
            },
          })
          notify(t('orders.batch.saved', { count: ids.length }))
        }}
      >
        <Fields columns={2}>
          <TextArea name="subject" label={t('orders.subject')} rows={2} help={differing(subject)} />
          <TextArea name="reason" label={t('orders.reason')} rows={3} help={differing(reason)} />
          <TextArea name="powers" label={t('orders.powers')} rows={2} help={differing(powers)} />
          <LinesField name="duties" label={t('orders.duties')} most={8} wide help={differing(duties)} />
          <SelectField
            name="signatoryId"
            label={t('orders.signatory')}
            options={signatories.options}
            empty={t('common.none')}
            help={batch.signatoryId === null ? t('orders.batch.signatory') : undefined}
          />
          <DateField name="effectiveOn" label={t('orders.effectiveOn')} />
          <SelectField
            name="annex"
            label={t('orders.annex')}
            options={(['auto', 'always', 'never'] as const).map((value) => ({
              value,
              label: t(`orders.annex.${value}`),
            }))}
          />
        </Fields>
      </Form>
    </Section>
  )
}
