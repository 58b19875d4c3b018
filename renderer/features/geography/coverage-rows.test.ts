import { describe, expect, it } from 'vitest'
import type { LaoRow, VillageRow } from '../../../core/geography/contract.ts'
import { changedCells, coverageColumns, coverageRows } from './coverage-rows.ts'

const village = (id: string, mooNo: number): VillageRow => ({
  id,
  kind: 'village',
  tambonCode: '800201',
  tambonName: 'พรหมโลก',
  mooNo,
  name: `บ้าน ${mooNo}`,
  officialCode: null,
  population: null,
  households: null,
  headmanName: '',
  example: true,
  laoNames: [],
  figureYear: null,
})
const lao = (
  id: string,
  name: string,
  laoType: LaoRow['laoType'],
  ...links: [string, boolean][]
): LaoRow => ({
  id,
  name,
  laoType,
  code: null,
  example: true,
  villages: links.map(([villageId, part]) => ({ villageId, part })),
})
const villages = [village('a', 1), village('b', 2)]
const laos = [
  lao('P', 'อบจ.นครศรีธรรมราช', 'PAO', ['a', false]),
  lao('S', 'อบต.พรหมโลก', 'SAO'),
  lao('T', 'ทต.อื่น', 'SUBDISTRICT_MUNI', ['a', true]),
  lao('N', 'ทน.ไกล', 'CITY'),
  lao('X', 'แขวงทางหลวง', 'AGENCY', ['a', false]),
]

describe('the table villages × อปท.', () => {
  const rows = coverageRows(villages, laos)
  it('says what lies where and what does not fit', () => {
    expect(rows.map((row) => [row.cover, row.problem?.kind])).toEqual([
      [{ P: 'whole', T: 'part', X: 'whole' }, 'partAlone'],
      [{}, 'none'],
    ])
  })
  it('has columns for who is there, bears the name, or was asked for', () => {
    const ids = (asked: string[]) =>
      coverageColumns(laos, rows, 'พรหมโลก', new Set(asked)).map((one) => one.id)
    expect(ids([])).toEqual(['S', 'T'])
    expect(ids(['N', 'P'])).toEqual(['P', 'S', 'T', 'N'])
  })
  it('sends only the cells that changed', () => {
    const next = [
      { ...rows[0]!, cover: { ...rows[0]!.cover, T: null, S: 'whole' as const } },
      { ...rows[1]!, cover: { S: 'part' as const } },
    ]
    expect(changedCells(rows, next)).toEqual([
      { villageId: 'a', lao: 'T', cover: 'none' },
      { villageId: 'a', lao: 'S', cover: 'whole' },
      { villageId: 'b', lao: 'S', cover: 'part' },
    ])
    expect(changedCells(rows, rows)).toEqual([])
  })
})
