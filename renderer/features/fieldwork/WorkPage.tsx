import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CheckCheck, CircleCheck, Undo2, UsbIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemarkLine } from '../../../core/exchange/contract.ts'
import type { Work, WorkRecord, WorkUnit } from '../../../core/fieldwork/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand, useTask } from '../../app/task.ts'
import { useTakeBack } from '../../app/undo.tsx'
import { FilterCheck } from '../../ui/Filters.tsx'
import {
  Button,
  KeyHint,
  Page,
  Query,
  Section,
  StatusChip,
  Thai,
  useConfirm,
  WarningNote,
} from '../../ui/index.ts'
import { useFocusNext } from '../../ui/use-focus-next.ts'
import { fieldLabel, fieldValue } from '../exchange/field-value.ts'
import { RemarkDialog } from '../exchange/RemarkDialog.tsx'
import { useFieldWords } from '../exchange/use-field-words.ts'
import { WriteDialog } from '../exchange/WriteDialog.tsx'
import { type Choices, choicesFor, openConflicts, withChoice } from './choices.ts'
import { RecordTable } from './RecordTable.tsx'
import { SendBackDialog } from './SendBackDialog.tsx'
import { UnitTable } from './UnitTable.tsx'
import {
  isTouched,
  isWaiting,
  nextWaiting,
  unitInAddress,
  unitOfAddress,
  withoutConflicts,
} from './work-units.ts'

/** Work of a laptop: villages in a table, the records of one beside it three ways, decided one by one or all at once. */
export default function WorkPage() {
  const { t } = useTranslation()
  const packageId = useRouteParam('packageId')
  const work = useQuery(api.fieldwork.work.queryOptions({ input: { packageId } }))
  const [writing, setWriting] = useState(false)
  const answer = useTask(client.exchange.exportAnswer)
  const data = work.data
  const laptops = useQuery(api.fieldwork.laptops.queryOptions())
  const tambons = laptops.data?.find((one) => one.officeId === data?.officeId)?.tambonNames.join(', ')
  return (
    <Page
      title={data === undefined ? t('fieldwork.work.title') : t('fieldwork.work.of', { name: data.name })}
      help={
        data === undefined
          ? undefined
          : [
              tambons ?? '',
              t('fieldwork.work.help', {
                sequence: data.sequence,
                created: formatDate(data.createdOn, 'short'),
                received: formatDate(data.receivedOn, 'short'),
                planFy: data.planFy,
              }),
            ]
              .filter((part) => part !== '')
              .join(' · ')
      }
      back={{ href: '/fieldwork', label: t('fieldwork.title') }}
      actions={
        data === undefined ? null : (
          <Button
            icon={UsbIcon}
            look={data.waiting === 0 ? 'main' : 'plain'}
            onClick={() => setWriting(true)}
          >
            {t('fieldwork.answer.write')}
          </Button>
        )
      }
    >
      <Query of={work} lines={10}>
        {(found) => <Desk work={found} />}
      </Query>
      <WriteDialog
        open={writing}
        onClose={() => setWriting(false)}
        title={t('fieldwork.answer.write')}
        estimateBytes={null}
        task={answer}
        run={(to) => answer.run({ packageId, ...to })}
      />
    </Page>
  )
}

function Desk({ work }: { work: Work }) {
  const { t } = useTranslation()
  const { packageId, byUnit, last } = work
  const { notify } = useNotice()
  const confirm = useConfirm()
  const focusNext = useFocusNext()
  const [asked, setAsked] = useQueryParam('unit')
  const [choices, setChoices] = useState<Choices>(new Map())
  const [returning, setReturning] = useState<readonly WorkUnit[] | null>(null)
  const [remarking, setRemarking] = useState<WorkRecord | null>(null)
  const accept = useCommand(client.fieldwork.accept)
  const takeBack = useTakeBack()
  const box = useRef<HTMLDivElement>(null)
  const [whole, setWhole] = useState(false)
  const shown = whole ? byUnit : byUnit.filter(isTouched)
  const chosen =
    byUnit.find((unit) => asked !== null && unit.unit === unitOfAddress(asked)) ??
    byUnit.find((unit) => isWaiting(unit)) ??
    shown[0] ??
    byUnit[0]
  const records = useQuery({
    ...api.fieldwork.unit.queryOptions({ input: { packageId, unit: chosen?.unit ?? '' } }),
    enabled: chosen !== undefined,
  })
  const remarks = useQuery(api.exchange.remarks.queryOptions({ input: { direction: 'made', packageId } }))
  const rows = records.data ?? []
  const open = openConflicts(rows, choices).length
  const clear = withoutConflicts(byUnit)
  const waiting = byUnit.filter(isWaiting)
  const canAccept =
    last && chosen !== undefined && records.data !== undefined && open === 0 && !isSettled(chosen)

  const goOn = (decided: readonly WorkUnit[]) => {
    const next = nextWaiting(
      byUnit,
      decided.map((unit) => unit.unit),
    )
    setAsked(unitInAddress(next))
    focusNext(() => box.current?.querySelector<HTMLElement>(`[data-unit="${unitInAddress(next)}"]`)?.focus())
  }
  const acceptThese = async (units: readonly WorkUnit[]) => {
    if (accept.running || units.length === 0) return
    const only = units.length === 1 && units[0]?.unit === chosen?.unit
    const done = await accept.attempt({
      packageId,
      units: units.map((unit) => unit.unit),
      choices: only ? choicesFor(rows, choices) : [],
    })
    if (!done.ok) return
    const { added, changed, removed } = done.value
    notify(
      t('fieldwork.accepted', {
        units: formatNumber(units.length),
        added: formatNumber(added),
        changed: formatNumber(changed),
        removed: formatNumber(removed),
      }),
      { action: takeBack },
    )
    goOn(units)
  }
  const acceptClear = async () => {
    const ask = { count: formatNumber(clear.length) }
    if (
      await confirm({
        title: t('fieldwork.acceptAll', ask),
        text: t('fieldwork.acceptAll.text', ask),
        confirm: t('fieldwork.acceptAll.do'),
      })
    )
      await acceptThese(clear)
  }
  const nextConflict = () => {
    const radio = [...(box.current?.querySelectorAll<HTMLElement>('[data-conflict=open]') ?? [])][0]
    radio?.focus()
    radio?.scrollIntoView({ block: 'center' })
  }

  const keys = useRef<(event: KeyboardEvent) => void>(() => undefined)
  keys.current = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return
    const target = event.target as HTMLElement
    if (target.closest('[role=dialog], [role=alertdialog], [role=menu]')) return
    if (target.matches('input:not([type=radio], [type=checkbox]), textarea, select')) return
    // by place on the keyboard, so that it works with the Thai layout too
    const actions: Record<string, () => void> = {
      KeyA: () => (canAccept && chosen ? void acceptThese([chosen]) : undefined),
      KeyR: () => (last && chosen ? setReturning([chosen]) : undefined),
      KeyN: nextConflict,
    }
    const action = actions[event.code]
    if (!action) return
    event.preventDefault()
    action()
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keys.current(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  if (chosen === undefined) return <Section>{t('fieldwork.work.nothing')}</Section>
  const made = (remarks.data ?? []).filter((one) => one.unit === chosen.unit)
  return (
    <Box ref={box}>
      {last ? null : <WarningNote>{t('fieldwork.work.notLast')}</WarningNote>}
      <Box
        sx={{
          // side by side where there is room; with large text the records stand under the villages
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1.2,
          alignItems: 'flex-start',
          '& > section': { minWidth: 0 },
          '& > section:first-of-type': { flex: '1 1 25rem' },
          '& > section:last-of-type': { flex: '100 1 39rem' },
        }}
      >
        <Section
          flush
          title={t('fieldwork.units.title')}
          help={t('fieldwork.units.help', {
            waiting: formatNumber(waiting.length),
            all: formatNumber(byUnit.filter(isTouched).length),
          })}
          actions={
            byUnit.every(isTouched) ? null : (
              <FilterCheck label={t('fieldwork.units.whole')} checked={whole} onChange={setWhole} />
            )
          }
        >
          {last && waiting.length > 0 ? (
            <Box
              sx={(theme) => ({
                display: 'flex',
                flexWrap: 'wrap',
                gap: 0.8,
                px: 1.2,
                py: 0.8,
                borderBottom: `1px solid ${theme.tokens.rule}`,
              })}
            >
              <Button
                icon={CheckCheck}
                busy={accept.running}
                disabled={clear.length === 0}
                onClick={() => void acceptClear()}
              >
                {t('fieldwork.acceptAll', { count: formatNumber(clear.length) })}
              </Button>
              {waiting.length > 1 ? (
                <Button look="quiet" icon={Undo2} onClick={() => setReturning(waiting)}>
                  {t('fieldwork.returnRest', { count: formatNumber(waiting.length) })}
                </Button>
              ) : null}
            </Box>
          ) : null}
          <UnitTable units={shown} chosen={chosen.unit} onChoose={(unit) => setAsked(unitInAddress(unit))} />
        </Section>
        <Section
          flush
          title={chosen.name}
          actions={
            last ? (
              <>
                <Button icon={Undo2} onClick={() => setReturning([chosen])}>
                  {t('fieldwork.return')} <KeyHint letter="R" />
                </Button>
                <Button
                  look="main"
                  icon={CircleCheck}
                  busy={accept.running}
                  disabled={!canAccept}
                  onClick={() => void acceptThese([chosen])}
                >
                  {t(`fieldwork.accept.${chosen.level}`)} <KeyHint letter="A" />
                </Button>
              </>
            ) : null
          }
        >
          <UnitHead unit={chosen} open={open} onNext={nextConflict} />
          {made
            .filter((one) => one.rowId === null)
            .map((one) => (
              <Box key={one.id} sx={{ px: 1.2 }}>
                <Remark remark={one} />
              </Box>
            ))}
          <Query of={records} lines={8}>
            {(found) =>
              found.length === 0 ? (
                <Box sx={{ px: 1.6, py: 1.4, color: 'text.secondary' }}>{t('fieldwork.unit.nothing')}</Box>
              ) : (
                <RecordTable
                  key={chosen.unit}
                  label={t('fieldwork.records', { name: chosen.name })}
                  records={found}
                  side="district"
                  choices={choices}
                  maxHeight="max(16rem, calc(100vh - 19.5rem))"
                  {...(last
                    ? { onChoose: (choice) => setChoices((now) => withChoice(now, choice, found)) }
                    : {})}
                  actions={(record) => (
                    <Button
                      look="quiet"
                      label={t('exchange.remark.of', { subject: record.subject })}
                      onClick={() => setRemarking(record)}
                    >
                      {t('exchange.remark.open')}
                    </Button>
                  )}
                  notes={(record) =>
                    made
                      .filter((one) => one.recordType === record.recordType && one.rowId === record.rowId)
                      .map((one) => <Remark key={one.id} remark={one} />)
                  }
                />
              )
            }
          </Query>
        </Section>
      </Box>
      {returning === null ? null : (
        <SendBackDialog
          packageId={packageId}
          units={returning}
          onClose={() => setReturning(null)}
          onDone={() => {
            notify(t('fieldwork.returned', { count: formatNumber(returning.length) }), { action: takeBack })
            setReturning(null)
            goOn(returning)
          }}
        />
      )}
      {remarking === null ? null : (
        <RemarkDialog
          packageId={packageId}
          unit={chosen.unit}
          record={remarking}
          fields={remarking.fields.map(({ field, theirs }) => ({ field, value: theirs }))}
          onClose={() => setRemarking(null)}
        />
      )}
    </Box>
  )
}

const isSettled = (unit: WorkUnit) => unit.decision?.state === 'accepted' && unit.settled

/** What was decided on the unit, or what it still needs. */
function UnitHead({ unit, open, onNext }: { unit: WorkUnit; open: number; onNext: () => void }) {
  const { t } = useTranslation()
  const { decision } = unit
  if (decision === null && open === 0) return null
  return (
    <Box
      role="status"
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
      {decision === null ? null : (
        <>
          <StatusChip
            status={decision.state === 'accepted' ? 'done' : 'late'}
            label={t(`fieldwork.decision.${decision.state}`)}
          />
          <Box sx={{ fontSize: '0.9rem', color: 'text.secondary' }}>
            <Thai
              text={
                decision.decidedBy === ''
                  ? t('fieldwork.decision.nothing')
                  : t('fieldwork.decision.by', {
                      name: decision.decidedBy,
                      date: formatDate(decision.decidedOn, 'short'),
                    })
              }
            />
          </Box>
          {decision.reasons === '' ? null : (
            <Box sx={{ flexBasis: '100%', whiteSpace: 'pre-line' }}>
              <Thai text={decision.reasons} />
            </Box>
          )}
        </>
      )}
      {open > 0 ? (
        <>
          <StatusChip status="late" label={t('fieldwork.choose.open', { count: formatNumber(open) })} />
          <Button look="quiet" onClick={onNext}>
            {t('fieldwork.choose.next')} <KeyHint letter="N" />
          </Button>
        </>
      ) : null}
    </Box>
  )
}

/** A correction asked for here; it goes with the answer, and can be taken back till then. */
function Remark({ remark }: { remark: RemarkLine }) {
  const { t } = useTranslation()
  const words = useFieldWords()
  const remove = useCommand(client.exchange.removeRemark)
  const asked = [
    remark.field === ''
      ? ''
      : `${fieldLabel(remark.recordType, remark.field, words)} → ${fieldValue(remark.recordType, remark.field, remark.proposed, words)}`,
    remark.text,
  ]
    .filter((part) => part !== '')
    .join(' · ')
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        my: 0.4,
        px: 1,
        py: 0.2,
        fontSize: '0.9rem',
        bgcolor: theme.tokens.accentTint,
        borderLeft: `3px solid ${theme.tokens.accent}`,
      })}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Thai text={t('fieldwork.remark.asked', { what: asked })} />
      </Box>
      <Button
        look="quiet"
        busy={remove.running}
        label={t('fieldwork.remark.remove.of', { what: asked })}
        onClick={() => void remove.attempt({ id: remark.id })}
      >
        {t('fieldwork.remark.remove')}
      </Button>
    </Box>
  )
}
