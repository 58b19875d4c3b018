import { randomBytes } from 'node:crypto'
import type { Handlers } from '../kernel/router.ts'
import { answersDue, exportAnswer } from './answers.ts'
import { decide } from './commands.ts'
import type { exchangeContract } from './contract.ts'
import { exportSubmission } from './export.ts'
import { inspectMany, packagesAt, takeInMany } from './many.ts'
import { type KeyDoors, ownKey, renewKey } from './own-key.ts'
import { passphraseLength, suggestPassphrase } from './passphrase.ts'
import { check, offices, places, received, sent } from './queries.ts'
import { remarks, removeRemark, saveRemark, settleRemarks } from './remarks.ts'
import { inspect, takeIn } from './take-in.ts'
import { changesOf, trace } from './trace.ts'

export const exchangeHandlers = (doors: KeyDoors): Handlers<typeof exchangeContract> => ({
  places,
  check,
  exportSubmission,
  exportAnswer,
  answersDue,
  sent,
  inspect,
  takeIn,
  packagesAt,
  inspectMany,
  takeInMany,
  received,
  changesOf,
  trace,
  decide,
  remarks,
  saveRemark,
  removeRemark,
  settleRemarks,
  offices,
  suggestPassphrase: () => ({
    passphrase: suggestPassphrase(randomBytes),
    minimumLength: passphraseLength,
  }),
  renewKey: (cx) => renewKey(cx, doors),
  ownKey: (cx) => ownKey(cx, doors),
})
