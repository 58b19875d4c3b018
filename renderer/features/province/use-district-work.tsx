import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { BoardLine } from '../../../core/province/contract.ts'
import { api, client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { WriteAnswers } from '../exchange/AnswersDue.tsx'
import { DecideDialog, type Deciding } from '../exchange/DecideDialog.tsx'
import { RemarkDialog } from '../exchange/RemarkDialog.tsx'

export type DistrictWork = {
  /** A package of the year is here. */
  isHere: boolean
  canAccept: boolean
  canReturn: boolean
  /** The answer was not written yet, or not since the last decision. */
  canAnswer: boolean
  accept: () => void
  giveBack: () => void
  remark: () => void
  answer: () => void
  /** Drafts the letter and goes to its editor. */
  returnLetter: () => void
  reminder: () => void
  drafting: boolean
  /** To be put on the screen that uses it. */
  dialogs: ReactNode
}

/** What the province does with the package of one district: decide, ask, answer, write. */
export function useDistrictWork(line: BoardLine, planFy: number): DistrictWork {
  const go = useGo()
  const { packageId } = line
  const due = useQuery(api.exchange.answersDue.queryOptions())
  const answer = due.data?.find((one) => one.packageId === packageId)
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [remarking, setRemarking] = useState(false)
  // kept while the dialog is open: an answer that is written is no longer due
  const [answering, setAnswering] = useState<typeof answer>(undefined)
  const draftReturn = useCommand(client.province.draftReturn)
  const draftReminder = useCommand(client.province.draftReminder)
  const decide = (decision: Deciding['decision']) => {
    if (packageId !== null) setDeciding({ packageId, office: line.districtName, decision })
  }
  const toLetter = async (drafting: Promise<{ ok: true; value: { letterId: string } } | { ok: false }>) => {
    const made = await drafting
    if (made.ok) go(`/papers/letters/${made.value.letterId}`)
  }
  return {
    isHere: packageId !== null,
    canAccept: packageId !== null && line.state !== 'accepted',
    canReturn: packageId !== null && line.state !== 'returned',
    canAnswer: answer !== undefined,
    accept: () => decide('accepted'),
    giveBack: () => decide('returned'),
    remark: () => setRemarking(true),
    answer: () => setAnswering(answer),
    returnLetter: () => {
      if (packageId !== null) void toLetter(draftReturn.attempt({ packageId }))
    },
    reminder: () => void toLetter(draftReminder.attempt({ planFy, districtCodes: [line.districtCode] })),
    drafting: draftReturn.running || draftReminder.running,
    dialogs: (
      <>
        <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />
        {remarking && packageId !== null ? (
          <RemarkDialog packageId={packageId} record={null} fields={[]} onClose={() => setRemarking(false)} />
        ) : null}
        {answering === undefined ? null : (
          <WriteAnswers due={[answering]} onClose={() => setAnswering(undefined)} />
        )}
      </>
    ),
  }
}
