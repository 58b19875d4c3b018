import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, Eraser, Map as MapIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParticipationRow } from '../../../core/activities/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { AppLink, Button, EmptyState, Query, useConfirm } from '../../ui/index.ts'
import { MarkDialog } from './MarkDialog.tsx'
import { StepMatrix } from './StepMatrix.tsx'
import { type Block, chosenIn, occasionsOf } from './step-block.ts'

/** In which steps of its tambon plan each ศอช.ต. took part (duty 3). */
export function ParticipationPanel({
  editionFy,
  tambonCode,
  onOpen,
}: {
  editionFy: number
  tambonCode: string | null
  onOpen: (id: string) => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const [block, setBlock] = useState<Block>({ top: 0, bottom: 0, left: 0, right: 0 })
  const [marking, setMarking] = useState<Block | null>(null)
  const clear = useCommand(client.activities.clearCells)
  const found = useQuery(api.activities.participation.queryOptions({ input: { editionFy } }))
  return (
    <Query of={found}>
      {(data) => {
        const rows = data.rows
          .filter((row) => tambonCode === null || row.tambonCode === tambonCode)
          .sort((a, b) => Number(b.mine) - Number(a.mine))
        if (rows.length === 0)
          return (
            <EmptyState
              icon={MapIcon}
              title={t('activities.matrix.none')}
              text={t('activities.matrix.none.what')}
            />
          )
        const { cells } = chosenIn(rows, block)
        const takeOut = async (from: Block) => {
          const gone = occasionsOf(chosenIn(rows, from).cells)
          if (gone.length === 0) return
          const yes =
            gone.length === 1 ||
            (await confirm({
              title: t('activities.clear'),
              text: t('activities.clear.confirm', { count: formatNumber(gone.length) }),
              confirm: t('activities.clear'),
              danger: true,
            }))
          if (!yes) return
          const done = await clear.attempt({ cells: gone })
          if (done.ok) notify(t('activities.clear.done', { count: formatNumber(done.value.cleared) }))
        }
        const chosen = marking === null ? null : chosenIn(rows, marking)
        return (
          <>
            <Box
              role="toolbar"
              aria-label={t('activities.matrix.tools')}
              sx={(theme) => ({
                display: 'flex',
                flexWrap: 'wrap',
                gap: 1,
                alignItems: 'center',
                px: 1.2,
                py: 0.6,
                borderBottom: `1px solid ${theme.tokens.rule}`,
              })}
            >
              <Button icon={CalendarCheck} onClick={() => setMarking(block)}>
                {t('activities.mark')}
              </Button>
              <Button
                look="quiet"
                icon={Eraser}
                disabled={occasionsOf(cells).length === 0}
                busy={clear.running}
                onClick={() => void takeOut(block)}
              >
                {t('activities.clear')}
              </Button>
              <Box role="status" sx={{ fontSize: '0.88rem', color: 'text.secondary', flex: '1 1 20rem' }}>
                {cells.length > 1
                  ? t('activities.matrix.chosen', { count: formatNumber(cells.length) })
                  : t('activities.matrix.keys')}
              </Box>
              <Box sx={{ fontSize: '0.9rem' }}>
                {t('activities.matrix.sum', {
                  done: formatNumber(data.done),
                  expected: formatNumber(data.expected),
                  year: data.planFy,
                })}
              </Box>
            </Box>
            <StepMatrix
              data={data}
              rows={rows}
              head={(row) => <RowHead row={row} planFy={data.planFy} />}
              onChoose={setBlock}
              onMark={setMarking}
              onClear={(from) => void takeOut(from)}
            />
            {chosen ? (
              <MarkDialog
                data={data}
                rows={chosen.rows}
                cells={chosen.cells}
                onOpen={(id) => {
                  setMarking(null)
                  onOpen(id)
                }}
                onClose={() => setMarking(null)}
              />
            ) : null}
          </>
        )
      }}
    </Query>
  )
}

/** The tambon with its doors: the plan of the plan FY, and ศอช.ต. with its order. */
function RowHead({ row, planFy }: { row: ParticipationRow; planFy: number }) {
  const { t } = useTranslation()
  const { plan, coordCentre } = row
  const order =
    coordCentre === null
      ? t('activities.centre.missing')
      : coordCentre.order === 'none'
        ? t('activities.centre.noOrder')
        : t(`activities.centre.${coordCentre.order}`, {
            number: coordCentre.orderNumber,
            date: formatDate(coordCentre.signedOn, 'short'),
          })
  return (
    <Box sx={{ minWidth: 0 }}>
      {t('plans.area.tambon', { name: row.tambonName })}
      <Box sx={{ fontWeight: 400, fontSize: '0.84rem', lineHeight: 1.45 }}>
        <AppLink
          href={
            coordCentre === null
              ? `/bodies?kind=coordCentreTambon&tambon=${row.tambonCode}`
              : `/bodies/${coordCentre.id}`
          }
          sx={coordCentre?.order === 'current' ? {} : { color: 'error.main' }}
        >
          {order}
        </AppLink>
        <br />
        <AppLink href={plan === null ? `/plans?level=tambon&planFy=${planFy}` : `/plans/${plan.id}`}>
          {plan === null
            ? t('activities.plan.none', { year: planFy })
            : plan.adoptedOn === null
              ? t('activities.plan.draft', { year: planFy })
              : t('activities.plan.adopted', { year: planFy, date: formatDate(plan.adoptedOn, 'short') })}
        </AppLink>
      </Box>
    </Box>
  )
}
