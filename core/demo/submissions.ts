import { createPrivateKey } from 'node:crypto'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import {
  appointmentOrder,
  body,
  directive,
  entryBudget,
  plan,
  planEntry,
  project,
  resultsReport,
  village,
} from '../../db/schema.ts'
import { recordPath } from '../exchange/format.ts'
import { lineOf } from '../exchange/record-lines.ts'
import { recordTypesOf } from '../exchange/records.ts'
import { formatVersion, type PackageInfo } from '../exchange/rules.ts'
import { tagSources } from '../exchange/send.ts'
import { sha256, signBytes } from '../exchange/sign.ts'
import { fill } from '../exchange/words.ts'
import { type Payload, writeSealedZip } from '../exchange/zip-write.ts'
import type { Geography } from '../geography/places.ts'
import { makeId } from '../kernel/ids.ts'
import type { Random } from '../kernel/ports.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { makeOfficeKey } from '../office/key.ts'
import { projectKey } from '../projects/rules.ts'
import { type DemoDistrict, type DemoProject, type DemoSubmission, entryFieldsOf } from './schema.ts'

/**
 * What an invented district of the demo province hands in: the example told of it, cut to how far it is, as a real
 * package, signed by a key of its own. Made without a data folder of that district: the demo province is open at once.
 *
 * @param demo the example, told of this district already (retarget.ts)
 * @returns bytes of the package
 */
export async function makeSubmission(
  demo: DemoDistrict,
  geography: Geography,
  toOffice: string,
  far: DemoSubmission,
  createdOn: string,
  random: Random,
): Promise<Buffer> {
  const { provinceCode, districtCode } = demo.office
  if (districtCode === null) throw new RangeError('the example is no district')
  let sequence = 0
  const id = () => makeId(++sequence, random)
  const officeId = id()
  const rows = new Map<string, Record<string, unknown>[]>()
  const put = <T extends OwnedTable>(table: T, values: Record<string, unknown>): string => {
    const row: Record<string, unknown> = { id: id(), ...values }
    const name = getTableName(table)
    rows.set(name, [...(rows.get(name) ?? []), { ...defaultsOf(table), ...row }])
    return String(row.id)
  }
  const chance = (part: number) => (random.bytes(1)[0] ?? 0) / 256 < part
  const scale = 0.5 + (random.bytes(1)[0] ?? 0) / 200

  const villageIds = new Map(demo.villages.map(({ ref, ...fields }) => [ref, put(village, fields)]))
  const tambonOf = new Map(demo.villages.map(({ ref, tambonCode }) => [ref, tambonCode]))
  const wanted = demo.plans.filter((one) => one.planFy === demo.directive.planFy && one.level !== 'local')
  const kept = new Map<string, { projectId: string; fields: DemoProject }>()
  for (const one of demo.projects) {
    if (!chance(far.projects)) continue
    const tambonCode = one.village === null ? null : (tambonOf.get(one.village) ?? null)
    if (one.village !== null && tambonCode === null) continue
    const projectId = put(project, {
      name: one.name,
      searchKey: projectKey(one.name, one.site),
      villageId: one.village === null ? null : villageIds.get(one.village),
      tambonCode,
      districtCode,
      example: true,
    })
    kept.set(one.ref, { projectId, fields: one })
  }
  const entryIds = new Map<string, string>()
  for (const level of ['village', 'tambon', 'district', 'needs'] as const) {
    if (level === 'needs' && !far.needs) continue
    for (const one of wanted.filter((each) => each.level === level)) {
      const villageId = level === 'village' ? villageIds.get(one.area) : undefined
      if (level === 'village' && villageId === undefined) continue
      const isAdopted = one.adoption !== null && (level !== 'village' || chance(far.villagePlans))
      const planId = put(plan, {
        level,
        areaKey: villageId ?? one.area,
        villageId: villageId ?? null,
        tambonCode: level === 'village' ? tambonOf.get(one.area) : level === 'tambon' ? one.area : null,
        districtCode,
        planFy: one.planFy,
        spanStart: one.spanStart,
        spanLength: one.spanLength,
        edition: one.edition,
        editionNo: 1,
        state: isAdopted ? 'adopted' : 'draft',
        ...(isAdopted && one.adoption
          ? {
              adoptedOn: one.adoption.adoptedOn,
              adoptedBy: one.adoption.adoptedBy,
              resolution: one.adoption.resolution,
              attendees: one.adoption.attendees,
            }
          : {}),
      })
      let rank = 0
      for (const ref of [...one.entries, ...one.takeUp]) {
        const known = kept.get(ref)
        if (!known) continue
        const { budgets, ...fields } = entryFieldsOf(known.fields)
        rank += 1
        const entryId = put(planEntry, {
          ...fields,
          planId,
          projectId: known.projectId,
          rank,
          takenFromId: entryIds.get(ref) ?? null,
          takenOn: entryIds.has(ref) ? one.takenOn : null,
        })
        entryIds.set(ref, entryId)
        for (const { fiscalYear, amount } of budgets) {
          // Whole thousands of baht, so that the sums look like sums.
          put(entryBudget, { entryId, fiscalYear, amount: Math.round((amount * scale) / 100_000) * 100_000 })
        }
      }
    }
  }
  for (const tambon of geography.tambonsOf(districtCode)) {
    const words = { tambon: tambon.name }
    const bodyId = put(body, {
      kind: 'tambonCommittee',
      name: fill(far.words.committee, words),
      tambonCode: tambon.code,
      districtCode,
      villageId: null,
    })
    if (!chance(far.orders)) continue
    const signedOn = demo.directive.dated
    put(appointmentOrder, {
      bodyId,
      editionFy: demo.directive.editionFy,
      subject: fill(far.words.order, words),
      duties: [],
      state: 'signed',
      signedOn,
      effectiveOn: signedOn,
      members: [],
    })
  }
  const { ref: _ref, duties: _duties, progress: _progress, ...letterFields } = demo.directive
  const directiveId = put(directive, { ...letterFields, enclosures: [], example: true })
  if (far.report)
    put(resultsReport, { directiveId, versionNo: 1, asOf: createdOn, state: 'signed', signedOn: createdOn })

  const key = makeOfficeKey(random)
  const privateKey = createPrivateKey(key.privatePem)
  const counts: Record<string, number> = {}
  const payload = recordTypesOf('submission').map((type): Payload => {
    const held = type.table === null ? [] : (rows.get(getTableName(type.table)) ?? [])
    const lines = held.filter((row) => type.holds?.(row) !== false).map((row) => `${lineOf(type, row)}\n`)
    counts[type.name] = lines.length
    const bytes = Buffer.from(lines.join(''), 'utf8')
    return {
      path: recordPath(type.name),
      packed: true,
      bytes,
      sizeBytes: bytes.length,
      sha256: sha256(bytes),
    }
  })
  const info: PackageInfo = {
    kind: 'demo',
    plays: 'submission',
    format: `${formatVersion.major}.${formatVersion.minor}`,
    app: 'amphoe-plan demo',
    fromOfficeId: officeId,
    fromOfficeName: demo.office.letterhead.name,
    fromDistrictCode: districtCode,
    fromProvinceCode: provinceCode,
    toOffice,
    toOfficeId: '',
    toCode: provinceCode,
    tambonCodes: [],
    planFy: demo.directive.planFy,
    sequence: 1,
    baseSequence: 0,
    createdOn,
    publicKey: key.publicKey,
    counts,
  }
  const sign = (bytes: Uint8Array) => signBytes(privateKey, bytes)
  const bytes = payload.reduce((total, file) => total + file.sizeBytes, 0)
  const chunks: Uint8Array[] = []
  const steps = writeSealedZip([...payload, ...tagSources(info, payload, bytes, sign)], {
    dated: createdOn,
    write: (chunk) => {
      chunks.push(Uint8Array.from(chunk))
      return Promise.resolve()
    },
    sign,
  })
  while (!(await steps.next()).done);
  return Buffer.concat(chunks)
}

/** What a new row of the table has where nothing is said. */
function defaultsOf(table: OwnedTable): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>).map(([name, column]) => [
      name,
      column.default ?? null,
    ]),
  )
}
