import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ArrivedDuty } from '../../../core/directives/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { Query, Section, type Status, StatusChip, Table, Thai } from '../../ui/index.ts'

const looks: Record<ArrivedDuty['is'], Status> = {
  same: 'done',
  changed: 'underWay',
  new: 'underWay',
  gone: 'late',
}

type Coming = { no: number; kind: string; text: string; dueOn: string | null }

/** In the form of a letter that comes: its duties beside those of the expected one it is registered into. */
export function ArrivedDuties() {
  const form = useFormContext()
  const [into, duties] = form.watch(['intoId', 'duties']) as [string | null, Coming[]]
  return into === null || duties.length === 0 ? null : <Compared expectedId={into} duties={duties} />
}

function Compared({ expectedId, duties }: { expectedId: string; duties: readonly Coming[] }) {
  const { t } = useTranslation()
  const asked = useDeferredValue(
    duties
      .filter((one) => Number.isInteger(one.no))
      .map(({ no, kind, text, dueOn }) => ({ no, kind, text: text.slice(0, 4000), dueOn })),
  )
  const compared = useQuery(
    api.directives.compareArrived.queryOptions({
      input: { id: expectedId, duties: asked.slice(0, 40) },
      placeholderData: keepPreviousData,
    }),
  )
  const side = (text: string, dueOn: string | null) => (
    <>
      <Thai text={text} />
      {dueOn === null ? null : (
        <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
          {t('directives.duty.dueOn')} {formatDate(dueOn, 'short')}
        </Box>
      )}
    </>
  )
  return (
    <Section title={t('directives.arrived.title')} flush>
      <Query of={compared}>
        {(rows) => (
          <Table<ArrivedDuty>
            label={t('directives.arrived.title')}
            rows={rows}
            rowKey={(row, at) => `${row.is} ${row.no} ${at}`}
            maxHeight="24rem"
            columns={[
              {
                key: 'no',
                title: t('directives.duty.no'),
                align: 'right',
                width: '3.5rem',
                cell: (row) => row.no,
              },
              {
                key: 'is',
                title: t('directives.arrived.is'),
                rowHead: true,
                width: '14rem',
                cell: (row) => (
                  <>
                    <StatusChip status={looks[row.is]} label={t(`directives.arrived.${row.is}`)} />
                    {row.is === 'gone' && row.expected !== null && row.expected.hangs > 0 ? (
                      <Box sx={{ fontWeight: 400, fontSize: '0.88rem' }}>
                        {t('directives.arrived.gone.hangs', { count: row.expected.hangs })}
                      </Box>
                    ) : null}
                  </>
                ),
              },
              {
                key: 'was',
                title: t('directives.arrived.was'),
                cell: (row) => (row.expected === null ? '–' : side(row.expected.text, row.expected.dueOn)),
              },
              {
                key: 'now',
                title: t('directives.arrived.now'),
                cell: (row) => (row.is === 'gone' ? '–' : side(row.text, row.dueOn)),
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
