import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

/**
 * Another program that writes packages, by docs/package-format.md alone: nothing of this program is used here, so that
 * what the two have in common is what stands in the document.
 */

export type Rows = Record<string, Record<string, unknown>[]>
export type Stranger = { key: KeyObject; publicKey: string; id: string; name: string; district: string }
export type Wish = {
  kind: string
  planFy?: number
  sequence?: number
  base?: number
  toName?: string
  toCode: string
  toOffice?: string
  tambons?: string[]
  plays?: string
  /** Other labels, or these in another way; null takes one out. */
  labels?: Record<string, string | null>
  rows: Rows
  /** Files of the payload besides the records, by path. */
  files?: Record<string, Buffer>
  /** Lines of a records file as they are, in place of `rows`. */
  raw?: Record<string, string>
}

const sha = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const digits = '0123456789abcdefghjkmnpqrstvwxyz'

/** The same id for the same word. */
export function strangeId(word: string): string {
  const hash = createHash('sha256').update(`stranger ${word}`).digest()
  return Array.from({ length: 26 }, (_, at) => digits[(hash[at] ?? 0) % 32]).join('')
}

/** An office with a key pair of its own; the same one for the same word. @param district '' for a province */
export function makeStranger(word: string, district: string, name = `สำนักงาน ${word}`): Stranger {
  const seed = createHash('sha256').update(`key of ${word}`).digest()
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { key, publicKey: raw.toString('base64'), id: strangeId(word), name, district }
}

/** @param tables names of all tables of the kind: those without rows are written empty */
export function writeStrange(
  path: string,
  from: Stranger & { province?: string },
  wish: Wish,
  tables: readonly string[],
): string {
  const payload: Record<string, Buffer> = {
    'data/README.txt': Buffer.from('ของโปรแกรมอื่น\r\n'),
    ...wish.files,
  }
  const counts: Record<string, number> = {}
  for (const table of new Set([...tables, ...Object.keys(wish.rows), ...Object.keys(wish.raw ?? {})])) {
    const lines =
      wish.raw?.[table] ??
      (wish.rows[table] ?? []).map((row) => `${JSON.stringify({ v: 1, ...row })}\n`).join('')
    payload[`data/records/${table}.jsonl`] = Buffer.from(lines)
    counts[table] = lines.split('\n').length - 1
  }
  const paths = Object.keys(payload).sort()
  const bytes = paths.reduce((sum, name) => sum + (payload[name]?.length ?? 0), 0)
  const labels: Record<string, string | null> = {
    'Bag-Software-Agent': 'another program 1.0',
    'Bagging-Date': '2022-07-14',
    'Payload-Oxum': `${bytes}.${paths.length}`,
    'Amphoe-Format': '1.4',
    'Amphoe-Kind': wish.kind,
    'Amphoe-From-Office': from.id,
    'Amphoe-From-Name': from.name,
    'Amphoe-From-Province': from.province ?? (from.district.slice(0, 2) || wish.toCode.slice(0, 2)),
    'Amphoe-From-District': from.district,
    'Amphoe-To-Name': wish.toName ?? 'ผู้รับ',
    'Amphoe-To-Code': wish.toCode,
    'Amphoe-Plan-FY': String(wish.planFy ?? 2567),
    'Amphoe-Sequence': String(wish.sequence ?? 1),
    'Amphoe-Base-Sequence': String(wish.base ?? 0),
    'Amphoe-Key': from.publicKey,
    'Amphoe-Counts': Object.keys(counts)
      .sort()
      .map((table) => `${table}=${counts[table]}`)
      .join(' '),
    'Amphoe-To-Office': wish.toOffice ?? '',
    'Amphoe-Tambons': wish.tambons?.join(' ') ?? null,
    'Amphoe-Plays': wish.plays ?? null,
    ...wish.labels,
  }
  const manifest = (files: Record<string, Buffer>) =>
    Buffer.from(
      Object.keys(files)
        .sort()
        .map((name) => `${sha(files[name] ?? '')}  ${name}\n`)
        .join(''),
    )
  const tags: Record<string, Buffer> = {
    'bag-info.txt': Buffer.from(
      Object.entries(labels)
        .flatMap(([label, value]) => (value === null ? [] : [`${label}: ${value}\n`]))
        .join(''),
    ),
    'bagit.txt': Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    'manifest-sha256.txt': manifest(payload),
  }
  const tagManifest = manifest(tags)
  const signed = (text: Buffer | string) => sign(null, Buffer.from(text), from.key).toString('base64')
  const zip = zipOf({
    ...payload,
    ...tags,
    'tagmanifest-sha256.txt': tagManifest,
    'manifest.sig': Buffer.from(
      `${signed(Buffer.concat([Buffer.from('amphoe-package-1\n'), tagManifest]))}\n`,
    ),
  })
  const hash = sha(zip)
  const seal = `amphoe-seal-1 sha256=${hash} ed25519=${signed(`amphoe-seal-1\n${hash}\n`)}`
  writeFileSync(path, Buffer.concat([zip, Buffer.from(seal)]))
  return path
}

/** A zip that leaves room for a comment of 182 bytes; the comment itself is the caller's. */
function zipOf(files: Record<string, Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, data] of Object.entries(files)) {
    const name = Buffer.from(path)
    // small files stored, others deflated: both are allowed
    const packed = data.length < 200 ? data : deflateRawSync(data)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(packed === data ? 0 : 8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, name, packed)
    directory.push(Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), common, place, name)
    offset += 4 + common.length + name.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  const entries = Object.keys(files).length
  end.writeUInt16LE(entries, 8)
  end.writeUInt16LE(entries, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(182, 20)
  return Buffer.concat([...parts, list, end])
}

/** Tables of a kind, as docs/package-records.md says. */
export function tablesOf(document: string, kind: string): string[] {
  return document
    .split('\n## ')
    .slice(1)
    .flatMap((section) =>
      section.split('\n')[2]?.includes(`\`${kind}\``) ? [section.split('\n')[0] ?? ''] : [],
    )
}

/**
 * Records of a district: villages of each tambon, a village plan each with projects, taken up into the plans of tambon
 * and district; committees, a forum, an activity. Written backwards, so that every row stands before what it names.
 */
export function strangeRecords(
  word: string,
  tambons: readonly string[],
  { villages = 2, projects = 3, planFy = 2567, withDistrict = true } = {},
): Rows {
  const id = (...parts: unknown[]) => strangeId(`${word} ${parts.join(' ')}`)
  const rows: Record<string, Record<string, unknown>[]> = {}
  const put = (table: string, row: Record<string, unknown>) => {
    const list = rows[table] ?? []
    rows[table] = list
    list.push(row)
    return String(row.id)
  }
  const district = tambons[0]?.slice(0, 4) ?? ''
  const plan = (level: string, areaKey: string, more: Record<string, unknown>) =>
    put('plan', {
      ...{ id: id('plan', level, areaKey), level, areaKey, villageId: null, tambonCode: null },
      ...{ districtCode: district, planFy, spanStart: 2566, spanLength: 5, edition: 'first', editionNo: 0 },
      ...{ state: 'adopted', adoptedOn: '2022-03-01', adoptedBy: 'ที่ประชุม', resolution: 'เห็นชอบ' },
      ...{ attendees: 40, basedOnId: null, ...more },
    })
  const enter = (
    planId: string,
    projectId: string,
    takenFromId: string | null,
    rank: number,
    name: string,
  ) => {
    const entryId = put('planEntry', {
      ...{ id: id('entry', planId, projectId), planId, projectId, takenFromId, rank, name },
      ...{ takenOn: takenFromId === null ? null : '2022-03-05', issue: 'แหล่งน้ำ', projectClass: 'JOINT' },
      ...{ problem: 'น้ำท่วมขัง', objective: 'เพื่อระบายน้ำ', target: '', site: '', expectedResult: '', kpi: '' },
      ...{ budgetSource: 'งบจังหวัด', leadAgency: '', relatedAgencies: '', readiness: '', remark: '' },
      ...{ sourceRef: '', sourceCode: '' },
    })
    put('entryBudget', {
      id: id('budget', entryId),
      entryId,
      fiscalYear: planFy,
      amount: 1_000_050 * (rank + 1),
    })
    return entryId
  }
  // what is of the whole district is not a laptop's to hand in
  const districtPlan = withDistrict ? plan('district', district, {}) : null
  let districtRank = 0
  for (const tambonCode of tambons) {
    const tambonPlan = plan('tambon', tambonCode, { tambonCode })
    const bodyId = put('body', {
      ...{ id: id('body', tambonCode), kind: 'tambonCommittee', name: `ก.บ.ต. ${tambonCode}`, tambonCode },
      ...{ districtCode: district, villageId: null, closedOn: null, reviewedFy: null, reviewedOn: null },
    })
    let tambonRank = 0
    for (let mooNo = 1; mooNo <= villages; mooNo += 1) {
      const villageId = put('village', {
        ...{
          id: id('village', tambonCode, mooNo),
          kind: 'village',
          tambonCode,
          mooNo,
          name: `บ้านน้ำใส ${mooNo}`,
        },
        ...{ officialCode: null, population: 200 + mooNo, households: 60, headmanName: '', example: false },
      })
      const personId = put('person', {
        ...{ id: id('person', villageId), title: 'นาง', firstName: 'สมหญิง', lastName: `ผู้นำ${mooNo}` },
        ...{ position: 'กรรมการหมู่บ้าน', example: false },
      })
      put('seat', {
        ...{
          id: id('seat', villageId),
          bodyId,
          no: mooNo,
          title: 'กรรมการ',
          role: 'member',
          filledBy: 'person',
        },
        ...{ post: '', postId: null, personId, untilOn: null },
      })
      put('forum', {
        ...{ id: id('forum', villageId), level: 'village', villageId, tambonCode, planFy, state: 'held' },
        ...{
          heldOn: '2022-01-20',
          startsAt: '09.30',
          endsAt: '',
          place: 'ศาลา',
          chairName: '',
          chairPosition: '',
        },
        ...{
          recorderName: '',
          recorderPosition: '',
          partners: [],
          attendance: [{ group: 'people', persons: 50 }],
        },
        ...{ opening: '', otherMatters: '', resolution: '', rankMethod: 'hands', example: false },
      })
      const villagePlan = plan('village', villageId, { villageId, tambonCode })
      for (let no = 1; no <= projects; no += 1) {
        const name = `ขุดลอกคลองสายที่ ${no} บ้านน้ำใส หมู่ที่ ${mooNo}`
        const projectId = put('project', {
          ...{
            id: id('project', villageId, no),
            name,
            searchKey: name,
            villageId,
            tambonCode,
            districtCode: district,
          },
          ...{ latitude: null, longitude: null, works: null, mergedIntoId: null, example: false },
        })
        const below = enter(villagePlan, projectId, null, no - 1, name)
        const above = enter(tambonPlan, projectId, below, tambonRank, name)
        tambonRank += 1
        if (districtPlan !== null) enter(districtPlan, projectId, above, districtRank, name)
        districtRank += 1
      }
    }
  }
  for (const list of Object.values(rows)) list.reverse()
  return rows
}
