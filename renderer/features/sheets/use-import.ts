import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectClass } from '../../../core/plans/rules.ts'
import type { DryRun, OpenedWorkbook, ReadSheet } from '../../../core/sheets/contract.ts'
import type { OutcomeCounts, SheetMapping } from '../../../core/sheets/rules.ts'
import { client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useTask } from '../../app/task.ts'
import type { ImportTarget } from './import-target.ts'
import { withField } from './mapping.ts'

export const steps = ['file', 'sheet', 'map', 'check', 'result'] as const
type Step = (typeof steps)[number]

type Picked = { token: string; name: string }
/** batchId null: every row was as it is already, nothing to take back. */
type Done = { batchId: string | null; counts: OutcomeCounts }

/** What the sheet does not say and the person does. */
type Answers = { projectClass: ProjectClass | null; figureYear: number | null }
const unanswered: Answers = { projectClass: null, figureYear: null }

/** Everything between a chosen file and its rows in the records; one long step at a time, each can be stopped. */
export function useImport(target: ImportTarget) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const opening = useTask(client.sheets.open)
  const reading = useTask(client.sheets.read)
  const trying = useTask(client.sheets.dryRun)
  const committing = useTask(client.sheets.commit)
  const collecting = useTask(client.sheets.badRows)
  const [step, setStep] = useState<Step>('file')
  const [file, setFile] = useState<Picked | null>(null)
  const [book, setBook] = useState<OpenedWorkbook | null>(null)
  const [sheetIndex, setSheetIndex] = useState(0)
  const [headRow, setHeadRow] = useState<number | null>(null)
  const [read, setRead] = useState<ReadSheet | null>(null)
  const [mapping, setMapping] = useState<SheetMapping>({})
  // arrow keys walk a list through every field: what is only passed is not taken from the column that has it
  const walk = useRef<{ column: string; before: SheetMapping } | null>(null)
  const [answers, setAnswers] = useState<Answers>(unanswered)
  const [dry, setDry] = useState<DryRun | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [fault, setFault] = useState<unknown>(null)

  /** A step that was stopped stays where it is; a fault is said at the head of the page. */
  const guarded = useCallback(async (work: () => Promise<void>) => {
    setFault(null)
    try {
      await work()
    } catch (error) {
      if (faultOf(error).code !== 'cancelled') setFault(error)
    }
  }, [])

  const input = (at = sheetIndex, head = headRow) => ({
    token: file?.token ?? '',
    sheetIndex: at,
    target: target.target,
    targetId: target.targetId,
    headRow: head,
    ...answers,
  })

  const readSheet = async (picked: Picked, at: number, head: number | null) => {
    const found = await reading.run({ ...input(at, head), token: picked.token, mapping: null })
    setSheetIndex(at)
    setHeadRow(head)
    setRead(found)
    setMapping(found.mapping)
    setAnswers({
      projectClass: found.classMissing?.proposed ?? null,
      figureYear: found.figureYearMissing?.proposed ?? null,
    })
    walk.current = null
    setStep('map')
  }

  const open = (picked: Picked | null) =>
    guarded(async () => {
      if (picked === null) return
      const opened = await opening.run({ token: picked.token })
      setFile(picked)
      setBook(opened)
      setDry(null)
      setDone(null)
      const visible = opened.sheets.filter((sheet) => !sheet.hidden && sheet.rows > 0)
      // one sheet with something on it needs no question, unless the file was taken in before
      if (visible.length === 1 && opened.sheets.length === 1 && opened.already === null && visible[0])
        await readSheet(picked, visible[0].index, null)
      else setStep('sheet')
    })

  return {
    target,
    step,
    file,
    book,
    sheetIndex,
    headRow,
    read,
    mapping,
    answers,
    dry,
    done,
    fault,
    clearFault: () => setFault(null),
    opening,
    reading,
    trying,
    committing,
    collecting,
    pick: () => host.pickFile('sheet').then(open, setFault),
    drop: (dropped: File) => host.putFile(dropped).then(open, setFault),
    choose: (at: number) =>
      guarded(async () => {
        if (file) await readSheet(file, at, null)
      }),
    /** The head stands in another row than the program found. */
    setHead: (row: number | null) =>
      guarded(async () => {
        if (file) await readSheet(file, sheetIndex, row)
      }),
    map: (column: string, field: string | null) => {
      if (walk.current?.column !== column) walk.current = { column, before: mapping }
      setMapping(withField(walk.current.before, column, field))
      setDry(null)
    },
    answer: (change: Partial<Answers>) => {
      setAnswers((before) => ({ ...before, ...change }))
      setDry(null)
    },
    /** The rows as they would be understood with the mapping in hand. */
    look: () =>
      guarded(async () => {
        setRead(await reading.run({ ...input(), mapping }))
      }),
    check: () =>
      guarded(async () => {
        setDry(await trying.run({ ...input(), mapping }))
        setStep('check')
      }),
    badRows: () =>
      guarded(async () => {
        const made = await collecting.run({ ...input(), mapping })
        if (await host.deliver(made.token, made.name))
          notify(t('common.paper.delivered', { name: made.name }))
      }),
    commit: () =>
      guarded(async () => {
        setDone(await committing.run({ ...input(), mapping }))
        setStep('result')
      }),
    goBack: (to: Step) => {
      setFault(null)
      setStep(to)
    },
    again: () => {
      setFault(null)
      setFile(null)
      setBook(null)
      setRead(null)
      setDry(null)
      setDone(null)
      setStep('file')
    },
  }
}
export type ImportWork = ReturnType<typeof useImport>
