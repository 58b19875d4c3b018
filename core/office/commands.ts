import { and, eq } from 'drizzle-orm'
import { attachment, office, setting, signatory, staff } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import { keepAttachment } from '../kernel/attachments.ts'
import type { CommandContext, TaskContext, TaskGenerator, Workspace } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makeId } from '../kernel/ids.ts'
import { checkEmblem, MAX_EMBLEM_BYTES } from './emblem.ts'
import { makeOfficeKey } from './key.ts'
import { laptopNameOf } from './laptop-name.ts'
import { chosenStaffKey, readChosenStaff, readOwnOffice } from './queries.ts'
import type { Letterhead, SetUp, SignatoryFields, StaffFields } from './rules.ts'

/**
 * First run (C28): the office's row, its first person (who may do everything), its signatories and its key pair.
 * The private key is in the data folder before the record says that there is one.
 *
 * @throws Fault office.alreadySetUp; input.invalid for an area that does not exist or lies elsewhere; disk.*
 */
export function setUp(
  cx: CommandContext,
  doors: { keepKey(privatePem: string): void; workspace(): Workspace },
  input: SetUp,
): { officeId: string } {
  if (readOwnOffice(cx.db) !== null) throw new Fault('office.alreadySetUp', {})
  const issues = wrongAreas(cx, input)
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const id = makeId(0, cx.random)
  const key = makeOfficeKey(cx.random)
  doors.keepKey(key.privatePem)
  cx.write.become(id)
  cx.write.insert(office, {
    id,
    profile: input.profile,
    provinceCode: input.provinceCode,
    districtCode: input.profile === 'province' ? null : input.districtCode,
    tambonCodes: input.profile === 'tambon' ? [...new Set(input.tambonCodes)] : [],
    ...letterheadColumns(input.letterhead),
    laptopName: input.profile === 'tambon' ? laptopNameOf(cx, input) : '',
    publicKey: key.publicKey,
    demo: doors.workspace() !== 'office',
  })
  cx.write.insert(staff, { name: input.staffName, position: input.staffPosition, role: 'admin' })
  for (const fields of input.signatories) cx.write.insert(signatory, { ...fields, active: true })
  cx.about('office', id)
  return { officeId: id }
}

function wrongAreas(cx: CommandContext, input: SetUp): FaultIssue[] {
  const issues: FaultIssue[] = []
  const wrong = (path: (string | number)[], code: string) =>
    issues.push({ path, key: 'unknownArea', params: { code } })
  if (cx.geography.byCode(input.provinceCode)?.level !== 'province')
    wrong(['provinceCode'], input.provinceCode)
  if (input.profile !== 'province' && input.districtCode !== null) {
    const district = cx.geography.byCode(input.districtCode)
    if (district?.level !== 'district' || district.parentCode !== input.provinceCode)
      wrong(['districtCode'], input.districtCode)
  }
  if (input.profile === 'tambon') {
    input.tambonCodes.forEach((code, at) => {
      const tambon = cx.geography.byCode(code)
      if (tambon?.level !== 'tambon' || tambon.parentCode !== input.districtCode)
        wrong(['tambonCodes', at], code)
    })
  }
  return issues
}

/** Changes what stands at the head and foot of the papers. */
export function saveLetterhead(cx: CommandContext, input: Letterhead): void {
  cx.write.update(office, cx.office().id, letterheadColumns(input))
}

/** Changes what the district calls this laptop; it learns it with the next package. */
export function saveLaptopName(cx: CommandContext, input: { laptopName: string }): void {
  cx.write.update(office, cx.office().id, input)
}

function letterheadColumns(fields: Letterhead): Letterhead {
  const filled = (lines: readonly string[]) => lines.filter((line) => line !== '')
  return { ...fields, addressLines: filled(fields.addressLines), mottoLines: filled(fields.mottoLines) }
}

export function saveSignatory(
  cx: CommandContext,
  input: SignatoryFields & { id: string | null; active: boolean },
): { id: string } {
  const { id, ...fields } = input
  if (id === null) return { id: cx.write.insert(signatory, fields) }
  cx.write.update(signatory, id, fields)
  return { id }
}

/** @throws Fault office.lastAdmin; input.invalid for a tambon of another office */
export function saveStaff(
  cx: CommandContext,
  input: StaffFields & { id: string | null; active: boolean },
): { id: string } {
  const { id, ...fields } = input
  const own = new Set(tambonsOfOffice(cx).map((tambon) => tambon.code))
  const issues = fields.tambonCodes.flatMap((code, at) =>
    own.has(code) ? [] : [{ path: ['tambonCodes', at], key: 'foreignTambon', params: { code } }],
  )
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  if (id === null) return { id: cx.write.insert(staff, fields) }
  cx.write.update(staff, id, fields)
  const admin = cx.db
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.officeId, cx.office().id), eq(staff.role, 'admin'), eq(staff.active, true)))
    .get()
  if (!admin) throw new Fault('office.lastAdmin', {})
  return { id }
}

/**
 * Who works at this machine from now on. @throws Fault record.notFound for somebody who is not there or was set aside
 */
export function chooseStaff(cx: CommandContext, input: { id: string }): void {
  const found = cx.db
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.officeId, cx.office().id), eq(staff.id, input.id), eq(staff.active, true)))
    .get()
  if (!found) throw new Fault('record.notFound', { kind: 'staff', id: input.id })
  const kept = readChosenStaff(cx.db)
  if (kept === null) cx.write.insert(setting, { key: chosenStaffKey, value: input.id })
  else if (kept.staffId !== input.id) cx.write.update(setting, kept.rowId, { value: input.id })
}

/**
 * Puts the office's own picture at the head of its papers (DOCUMENTS.md §C: never an invented Garuda). The bytes are
 * kept first; the record follows in one step that can be undone.
 *
 * @throws Fault file.unknown, emblem.kind, emblem.tooLarge, emblem.tooSmall, emblem.broken, disk.*
 */
export async function* importEmblem(
  cx: TaskContext,
  input: { token: string },
): TaskGenerator<{ id: string; widthPx: number; heightPx: number; lowResolution: boolean }> {
  const file = cx.files.look(input.token, cx.session.id)
  if (file.sizeBytes > MAX_EMBLEM_BYTES)
    throw new Fault('emblem.tooLarge', { name: file.name, limit: MAX_EMBLEM_BYTES })
  yield { step: 'office.progress.emblem', done: 0, total: 1, what: file.name }
  const { readFile } = await import('node:fs/promises')
  const bytes = await readFile(file.path)
  const picture = checkEmblem(bytes, file.name)
  cx.checkCancelled()
  const sha256 = keepAttachment(cx.dir, bytes)
  const id = cx.run('office.importEmblem', (step) => {
    const own = step.office()
    const before = step.db
      .select({ emblemId: office.emblemId })
      .from(office)
      .where(eq(office.id, own.id))
      .get()
    const made = step.write.insert(attachment, {
      sha256,
      name: file.name,
      mime: picture.mime,
      sizeBytes: bytes.byteLength,
      subjectTable: 'office',
      subjectId: own.id,
    })
    step.write.update(office, own.id, { emblemId: made, emblemMode: 'picture' })
    if (before?.emblemId) step.write.remove(attachment, before.emblemId)
    step.about('office', own.id)
    return made
  })
  cx.files.take(input.token, cx.session.id)
  return { id, widthPx: picture.widthPx, heightPx: picture.heightPx, lowResolution: picture.lowResolution }
}
