import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { History, Inbox, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageInLine, RemarkLine } from '../../../core/exchange/contract.ts'
import type { Board, BoardDuty, BoardLine } from '../../../core/province/contract.ts'
import { toThaiDigits } from '../../../core/thai/digits.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  EmptyState,
  Query,
  Section,
  StatusChip,
  Table,
  Thai,
  useConfirm,
} from '../../ui/index.ts'
import { fieldLabel, fieldValue } from '../exchange/field-value.ts'
import { useFieldWords } from '../exchange/use-field-words.ts'
import { ChangesDialog } from './ChangesDialog.tsx'
import { timingLooks, useDutyHref, useTimingWords } from './duty-words.ts'
import { Facts } from './Facts.tsx'
import { useMirror } from './use-mirror.ts'

/** What is asked of a district and what came of it: its duties, its packages, what it was asked to correct. */
export function DistrictOverview({ board, line }: { board: Board; line: BoardLine }) {
  const received = useQuery({ ...api.exchange.received.queryOptions(), enabled: line.officeId !== null })
  const packages = (received.data ?? [])
    .filter((one) => one.fromOfficeId === line.officeId && one.kind === 'submission')
    .sort((a, b) => b.sequence - a.sequence)
  return (
    <>
      <Head line={line} />
      <Duties board={board} line={line} />
      {line.officeId === null ? null : (
        <>
          <Query of={received}>{() => <Packages packages={packages} />}</Query>
          <Corrections packages={packages} />
        </>
      )}
    </>
  )
}

function Head({ line }: { line: BoardLine }) {
  const { t } = useTranslation()
  const mirror = useMirror(line.officeId)
  return (
    <Section title={t('province.district.head')}>
      <Facts
        facts={[
          [
            t('province.board.receivedOn'),
            line.receivedOn === null ? t('province.board.state.missing') : formatDate(line.receivedOn),
          ],
          [t('exchange.sequence'), line.sequence === null ? '' : formatNumber(line.sequence)],
          [t('province.expect.dueOn'), formatDate(line.dueOn)],
          [t('province.district.reasons'), line.reasons],
          [t('exchange.received.from'), mirror?.officeName ?? ''],
          [
            t('province.district.key'),
            mirror === null ? (
              ''
            ) : (
              <>
                <span style={{ fontVariantNumeric: 'tabular-nums' }}>{toThaiDigits(mirror.fingerprint)}</span>{' '}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {mirror.keyConfirmedOn === null
                    ? t('province.district.key.open')
                    : t('province.district.key.on', { date: formatDate(mirror.keyConfirmedOn, 'short') })}
                </Box>
              </>
            ),
          ],
        ]}
      />
    </Section>
  )
}

function Duties({ board, line }: { board: Board; line: BoardLine }) {
  const { t } = useTranslation()
  const words = useTimingWords()
  const hrefOf = useDutyHref(board.planFy)
  const nameOf = (row: BoardDuty) => board.duties.find((one) => one.key === row.key)?.name ?? row.key
  return (
    <Section title={t('province.district.duties', { year: board.planFy })} flush>
      <Table<BoardDuty>
        label={t('province.district.duties', { year: board.planFy })}
        rows={line.duties}
        rowKey={(row) => row.key}
        rowTone={(row) => (row.state === 'missing' ? 'late' : undefined)}
        empty={
          <EmptyState title={t('province.district.noDuties')} text={t('province.district.noDuties.what')} />
        }
        columns={[
          {
            key: 'name',
            title: t('province.district.duty'),
            rowHead: true,
            width: '38%',
            cell: (row) =>
              line.packageId === null ? (
                nameOf(row)
              ) : (
                <AppLink href={hrefOf(line.districtCode, row.key)}>{nameOf(row)}</AppLink>
              ),
          },
          {
            key: 'state',
            title: t('common.state'),
            nowrap: true,
            cell: (row) => <StatusChip status={timingLooks[row.state]} label={words(row)} />,
          },
          {
            key: 'share',
            title: t('province.district.share'),
            align: 'right',
            nowrap: true,
            cell: (row) =>
              line.packageId === null
                ? '–'
                : t('province.board.of', {
                    done: formatNumber(row.done),
                    expected: formatNumber(row.expected),
                  }),
          },
          {
            key: 'due',
            title: t('province.expect.dueOn'),
            nowrap: true,
            cell: (row) => formatDate(row.dueOn, 'short'),
          },
          {
            key: 'since',
            title: t('province.district.since'),
            nowrap: true,
            cell: (row) => formatDate(row.since, 'short'),
          },
        ]}
      />
    </Section>
  )
}

const decided = { received: 'underWay', accepted: 'done', partly: 'underWay', returned: 'late' } as const

/** Every package of the district with what was decided about it. */
function Packages({ packages }: { packages: readonly PackageInLine[] }) {
  const { t } = useTranslation()
  const [changes, setChanges] = useState<PackageInLine | null>(null)
  return (
    <Section title={t('province.district.packages')} flush>
      <Table<PackageInLine>
        label={t('province.district.packages')}
        rows={packages}
        rowKey={(row) => row.id}
        maxHeight="22rem"
        empty={
          <EmptyState
            icon={Inbox}
            title={t('exchange.received.empty.title')}
            text={t('exchange.received.empty.text')}
          />
        }
        columns={[
          {
            key: 'sequence',
            title: t('exchange.sequence'),
            align: 'right',
            rowHead: true,
            nowrap: true,
            width: '5rem',
            cell: (row) => formatNumber(row.sequence),
          },
          {
            key: 'year',
            title: t('common.planYear'),
            align: 'right',
            nowrap: true,
            cell: (row) => row.planFy,
          },
          {
            key: 'made',
            title: t('exchange.sent.on'),
            nowrap: true,
            cell: (row) => formatDate(row.createdOn, 'short'),
          },
          {
            key: 'on',
            title: t('exchange.received.on'),
            nowrap: true,
            cell: (row) => formatDate(row.receivedOn, 'short'),
          },
          {
            key: 'state',
            title: t('province.district.decision'),
            width: '40%',
            cell: (row) => (
              <>
                <StatusChip status={decided[row.state]} label={t(`exchange.received.state.${row.state}`)} />{' '}
                <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
                  <Thai
                    text={[
                      row.decidedOn === null ? '' : formatDate(row.decidedOn, 'short'),
                      row.decidedBy,
                      row.decidedOn === null
                        ? ''
                        : t(row.answered ? 'province.district.answered' : 'province.district.notAnswered'),
                    ]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  />
                </Box>
                {row.reasons === '' ? null : (
                  <Box sx={{ fontSize: '0.92rem' }}>
                    <Thai text={row.reasons} />
                  </Box>
                )}
              </>
            ),
          },
          {
            key: 'do',
            title: '',
            align: 'right',
            nowrap: true,
            cell: (row) => (
              <Button
                look="quiet"
                icon={History}
                label={t('province.changes.of', { sequence: row.sequence })}
                onClick={() => setChanges(row)}
              >
                {t('province.changes.open')}
              </Button>
            ),
          },
        ]}
      />
      <ChangesDialog of={changes} onClose={() => setChanges(null)} />
    </Section>
  )
}

/** What the district was asked to correct; what has not gone out with an answer yet can be taken back. */
function Corrections({ packages }: { packages: readonly PackageInLine[] }) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const words = useFieldWords()
  const remove = useCommand(client.exchange.removeRemark)
  const remarks = useQuery(api.exchange.remarks.queryOptions({ input: { direction: 'made' } }))
  const byId = new Map(packages.map((one) => [one.id, one]))
  const drop = async (row: RemarkLine) => {
    const yes = await confirm({
      title: t('province.remark.remove'),
      text: t('province.remark.remove.text', { subject: row.subject || t('exchange.remark.whole') }),
      confirm: t('province.remark.remove'),
      danger: true,
    })
    if (yes) await remove.attempt({ id: row.id })
  }
  return (
    <Section title={t('province.remark.list')} help={t('province.remark.list.help')} flush>
      <Query of={remarks}>
        {(all) => (
          <Table<RemarkLine>
            label={t('province.remark.list')}
            rows={all.filter((row) => byId.has(row.packageId))}
            rowKey={(row) => row.id}
            maxHeight="24rem"
            empty={<EmptyState title={t('province.remark.none')} text={t('province.remark.none.what')} />}
            columns={[
              {
                key: 'subject',
                title: t('province.remark.about'),
                rowHead: true,
                width: '30%',
                cell: (row) => {
                  const name = row.subject || t('exchange.remark.whole')
                  return row.href === '' ? name : <AppLink href={row.href}>{name}</AppLink>
                },
              },
              {
                key: 'text',
                title: t('province.remark.asked'),
                cell: (row) => (
                  <>
                    {row.field === '' ? null : (
                      <Box>
                        <Box component="span" sx={{ color: 'text.secondary' }}>
                          {fieldLabel(row.recordType, row.field, words)}:{' '}
                        </Box>
                        <Thai
                          text={t('province.remark.change', {
                            before: fieldValue(row.recordType, row.field, row.handedIn, words),
                            after: fieldValue(row.recordType, row.field, row.proposed, words),
                          })}
                        />
                      </Box>
                    )}
                    <Thai text={row.text} />
                  </>
                ),
              },
              {
                key: 'dated',
                title: t('common.date'),
                nowrap: true,
                cell: (row) => formatDate(row.dated, 'short'),
              },
              {
                key: 'sequence',
                title: t('exchange.sequence'),
                align: 'right',
                cell: (row) => formatNumber(byId.get(row.packageId)?.sequence ?? null),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <Button
                    look="quiet"
                    icon={Trash2}
                    label={t('province.remark.remove.of', { subject: row.subject })}
                    onClick={() => void drop(row)}
                  >
                    {t('common.remove')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
