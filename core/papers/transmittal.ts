import { and, asc, eq } from 'drizzle-orm'
import { office as officeTable, packageOut, staff } from '../../db/schema.ts'
import { fingerprintOf } from '../exchange/sign.ts'
import { exchangeWords } from '../exchange/words.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { nameToOthers } from '../office/rules.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'

type Wording = {
  /** What is counted in one line: record types that are one thing to a person. */
  contents: { types: string[]; label: string; unit: string }[]
  /** All that has no line of its own: so the sum is that of the package. */
  others: { label: string; unit: string }
  total: { label: string; unit: string }
}

/**
 * ใบนำส่ง of a package of any kind (PEERS.md §3.6): what is compared with the file by telephone or by eye, how many
 * records of what are inside, and where both sign.
 *
 * @param id of a package (packageOut) that this office made
 * @throws Fault record.notFound
 */
export function transmittalPaper(cx: QueryContext, id: string): MadePaper<'transmittal'> {
  const own = cx.office()
  const row = cx.db
    .select()
    .from(packageOut)
    .where(and(eq(packageOut.id, id), eq(packageOut.officeId, own.id)))
    .get()
  if (!row) throw new Fault('record.notFound', { kind: 'packageOut', id })
  const office = readOfficeHead(cx)
  const { kinds, demo } = exchangeWords(cx)
  const from = cx.db.select().from(officeTable).where(eq(officeTable.id, own.id)).get()
  const sender = cx.db.select().from(staff).where(eq(staff.officeId, own.id)).orderBy(asc(staff.id)).get()
  const packageKind = own.demo ? `${kinds[row.kind]} (${demo})` : kinds[row.kind]
  return {
    kind: 'transmittal',
    office,
    formats: ['pdf'],
    fileName: paperFileTitle(cx, 'transmittal', {
      kind: kinds[row.kind],
      district: office.districtName ?? office.provinceName,
      planFy: row.planFy,
      sequence: row.sequence,
    }),
    data: {
      district: office.districtName ?? '',
      province: office.provinceName,
      fromOffice: from ? nameToOthers(from) : '',
      packageKind,
      addressee: row.toOffice,
      tambons: row.tambonCodes.map((code) => cx.geography.nameOf(code) ?? code).join(', '),
      editionFy: row.planFy,
      sequence: row.sequence,
      date: row.createdOn.slice(0, 10),
      fileName: row.fileName,
      sizeBytes: row.sizeBytes,
      encrypted: row.encrypted,
      sha256: row.sha256,
      sha256Start: row.sha256.slice(0, 16),
      // Of the key that signs now: a package of before a new key has another one, which its file says.
      keyNumber: from === undefined || from.publicKey === '' ? '' : fingerprintOf(from.publicKey),
      contents: contentsOf(cx, row.counts),
      papers: [],
      sender: {
        name: sender?.name ?? '',
        position: sender?.position ?? '',
        telephone: office.telephone ?? '',
      },
      note: '',
    },
  }
}

function contentsOf(
  cx: QueryContext,
  counts: Readonly<Record<string, number>>,
): { label: string; count: number; unit: string }[] {
  const { contents, others, total } = cx.resources.json<Wording>('papers/wording/transmittal.json')
  const lines = contents.map(({ types, ...words }) => ({
    ...words,
    count: types.reduce((sum, type) => sum + (counts[type] ?? 0), 0),
  }))
  const all = Object.values(counts).reduce((sum, rows) => sum + rows, 0)
  const named = lines.reduce((sum, { count }) => sum + count, 0)
  return [...lines, { ...others, count: all - named }, { ...total, count: all }].filter(
    ({ count }) => count > 0,
  )
}
