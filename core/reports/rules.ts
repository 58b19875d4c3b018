import { z } from 'zod'
import { idField, isoDate, optionalLine, optionalText } from '../kernel/fields.ts'

export const reportHeadFields = z.object({
  asOf: isoDate,
  reporterName: optionalLine(120),
  reporterPosition: optionalLine(200),
  reporterTelephone: optionalLine(60),
  signatoryId: idField.nullable(),
})
export const reportTextFields = z.object({
  reportId: idField,
  dutyId: idField,
  result: optionalText(6000),
  problem: optionalText(6000),
  suggestion: optionalText(6000),
})
