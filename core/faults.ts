/**
 * The fault catalogue: every way the program can fail, with the names of the parameters its sentence needs.
 * Sentences: renderer/i18n/{th,en}/faults.json (a test proves that each code has one with just these parameters).
 */
export const faultCatalogue = {
  // input
  'input.invalid': ['issues'],
  'input.unknownProcedure': ['name'],
  'input.notAllowed': ['name', 'role'],
  'input.wrongProfile': ['name', 'profile'],
  // records
  'record.notFound': ['kind', 'id'],
  'record.inUse': ['kind'],
  'record.duplicate': ['kind', 'what'],
  'record.foreign': ['kind', 'office'],
  'undo.nothing': [],
  'undo.changedSince': ['what'],
  // disk and database
  'disk.full': ['path'],
  'disk.readOnly': ['path'],
  'disk.io': ['path'],
  'disk.missing': ['path'],
  'file.busy': ['name'],
  'file.unknown': ['name'],
  'file.tooLarge': ['name', 'limit'],
  'file.wrongKind': ['name', 'expected'],
  'db.busy': ['path'],
  'db.corrupt': ['path'],
  'db.newer': ['path', 'found', 'known'],
  'db.foreign': ['path'],
  'db.locked': ['path', 'host', 'user'],
  'db.network': ['path'],
  'db.migration': ['path', 'from', 'to', 'backup'],
  'office.notSetUp': [],
  'office.alreadySetUp': [],
  'office.keyMissing': ['path'],
  'office.demoMissing': [],
  'office.lastAdmin': [],
  'backup.unknown': ['name'],
  'rules.invalid': ['id'],
  'report.signed': [],
  'report.noSignatory': [],
  'report.noReporter': [],
  'backup.damaged': ['name'],
  'backup.none': ['path'],
  'emblem.kind': ['name'],
  'emblem.tooLarge': ['name', 'limit'],
  'emblem.tooSmall': ['name', 'heightPx', 'least'],
  'emblem.broken': ['name'],
  // hosts
  'print.noBrowser': [],
  'print.failed': ['reason'],
  // papers
  'paper.fontMissing': ['font', 'path'],
  'paper.emblemInvalid': ['reason'],
  'paper.dataInvalid': ['kind', 'where'],
  'paper.tooLarge': ['what'],
  'template.unknownTag': ['template', 'tag'],
  'template.invalid': ['template', 'where'],
  'paper.noFormat': ['format'],
  // plans, bodies, orders, letters, registers
  'date.inFuture': ['date'],
  'plan.adopted': ['name'],
  'plan.areaOutside': ['area'],
  'plan.spanMisses': ['year', 'from', 'to'],
  'plan.noEditionBefore': ['year'],
  'plan.yearOutsideSpan': ['name', 'year', 'from', 'to'],
  'plan.entryTakenUp': ['name', 'by'],
  'plan.lowerNotAdopted': ['name'],
  'plan.notBelow': ['name'],
  'plan.empty': ['name'],
  'body.unknownKind': ['kind'],
  'body.areaOutside': ['area'],
  'order.signed': ['name'],
  'order.noSignatory': ['name'],
  'order.noSeats': ['name'],
  'letter.signed': ['subject'],
  'letter.noSignatory': ['subject'],
  'register.taken': ['number', 'year'],
  'register.gap': ['next', 'year'],
  'register.inUse': ['number', 'year', 'subject'],
  'register.begun': ['year'],
  // packages on USB (docs/package-format.md)
  'usb.gone': ['place'],
  'usb.full': ['place', 'needed', 'free'],
  'usb.lies': ['place'],
  'usb.readOnly': ['place'],
  'package.notPackage': ['file'],
  'package.damaged': ['file'],
  'package.notSigned': ['file'],
  'package.newerFormat': ['found', 'known'],
  'package.hostile': ['file', 'reason'],
  'package.tooLarge': ['size', 'limit'],
  'package.wrongKind': ['kind', 'expected'],
  'package.wrongPlace': ['office', 'expected'],
  'package.unknownKey': ['office', 'fingerprint'],
  'package.keyChanged': ['office', 'fingerprint', 'known'],
  'package.older': ['held', 'found'],
  'package.gap': ['expected', 'found'],
  'package.badRecord': ['file', 'line', 'reason'],
  'package.outsideReference': ['file', 'line', 'field'],
  'package.foreignRecord': ['file', 'line'],
  'package.outsideArea': ['file', 'line', 'area'],
  'package.nothingToSend': ['planFy'],
  'package.attachmentMissing': ['name'],
  'package.recordsChanging': [],
  'exchange.notInProvince': ['code'],
  'exchange.alreadyRunning': [],
  internal: ['id'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type FaultCode = keyof typeof faultCatalogue
/** What a parameter may carry across the boundary: plain data only. */
export type FaultParam = string | number | boolean | null | readonly FaultIssue[]
export type FaultParams<C extends FaultCode> = { [P in (typeof faultCatalogue)[C][number]]: FaultParam }

/** One wrong field of an input: where, which rule (key in validation.json) and the rule's parameters. */
export type FaultIssue = {
  path: readonly (string | number)[]
  key: string
  params: { [name: string]: string | number | boolean | null }
}
