import { referenceTaker, workTaker } from '../fieldwork/take-in.ts'
import type { PlayedKind } from './rules.ts'
import { answerTaker } from './take-answer.ts'
import { submissionTaker } from './take-submission.ts'
import type { Taker } from './taker.ts'

/** What is done with a package, by kind. */
export const takers: Readonly<Record<PlayedKind, Taker>> = {
  submission: submissionTaker,
  tambonWork: workTaker,
  reference: referenceTaker,
  receipt: answerTaker,
  return: answerTaker,
}
