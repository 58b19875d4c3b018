import type { Handlers } from '../kernel/router.ts'
import {
  answerOffer,
  pasteHolidays,
  removeEntry,
  removeWindow,
  resetWindows,
  saveEntry,
  setEntryDone,
  setWindow,
  takeExamples,
} from './commands.ts'
import type { calendarContract } from './contract.ts'
import { readEvents } from './events.ts'
import { compareWindows, planYears, readDaysOff, readEntry, windowExamples, windows } from './queries.ts'

export const calendarHandlers: Handlers<typeof calendarContract> = {
  windows,
  compareWindows,
  windowExamples,
  setWindow,
  removeWindow,
  answerOffer,
  takeExamples,
  resetWindows,
  planYears,
  events: readEvents,
  entry: readEntry,
  saveEntry,
  setEntryDone,
  removeEntry,
  daysOff: readDaysOff,
  pasteHolidays,
}
