/**
 * The official areas: provinces, districts, tambons by their codes (2, 4, 6 digits: DOMAIN.md §8).
 * Pure lookups over data handed in (resources/geography, or the official DOPA list an office imported).
 * Codes have gaps and names repeat (two ทุ่งสง): an area is always looked up by code, a code never computed.
 */
import { compareThai, normaliseText, searchKey } from '../thai/text.ts'

/** One row: official code, Thai name, English name where known. */
export type PlaceRow = readonly [code: string, name: string, nameEn?: string]

export type GeographyData = {
  provinces: readonly PlaceRow[]
  districts: readonly PlaceRow[]
  tambons: readonly PlaceRow[]
}

export type PlaceLevel = 'province' | 'district' | 'tambon'

export type Place = {
  code: string
  /** Without จังหวัด/อำเภอ/ตำบล. */
  name: string
  nameEn?: string
  level: PlaceLevel
  /** Code of the area it lies in; undefined for a province. */
  parentCode?: string
}

export type Geography = {
  /** All provinces in Thai dictionary order. */
  provinces(): readonly Place[]
  /** Districts of a province by code, in code order; empty for an unknown code. */
  districtsOf(provinceCode: string): readonly Place[]
  /** Tambons of a district by code, in code order; empty for an unknown code. */
  tambonsOf(districtCode: string): readonly Place[]
  byCode(code: string): Place | undefined
  /** Thai name, or undefined for an unknown code. */
  nameOf(code: string): string | undefined
  /** The area itself and all it lies in, largest first; empty for an unknown code. */
  pathOf(code: string): readonly Place[]
  /** Areas whose name or code contains the text (Thai digits and mistyped marks forgiven); whole names first. */
  search(text: string, limit?: number): readonly Place[]
}

const LEVELS: readonly { level: PlaceLevel; digits: number; key: keyof GeographyData }[] = [
  { level: 'province', digits: 2, key: 'provinces' },
  { level: 'district', digits: 4, key: 'districts' },
  { level: 'tambon', digits: 6, key: 'tambons' },
]

/**
 * Builds the lookups. Throws RangeError when the data contradict themselves: a code of the wrong length, a code
 * twice, an empty name, a district without its province or a tambon without its district.
 */
export function createGeography(data: GeographyData): Geography {
  const all = new Map<string, Place>()
  const children = new Map<string, Place[]>()
  const provinces: Place[] = []
  const keys: { place: Place; key: string; keyEn: string }[] = []

  for (const { level, digits, key } of LEVELS) {
    for (const [code, name, nameEn] of data[key]) {
      if (code.length !== digits || !/^\d+$/.test(code)) throw new RangeError(`${level} code ${code}`)
      if (name === '') throw new RangeError(`${level} ${code} has no name`)
      if (all.has(code)) throw new RangeError(`${level} code ${code} stands twice`)
      // which area it lies in is read from the code, and must be one that is listed
      const parentCode = level === 'province' ? undefined : code.slice(0, digits - 2)
      if (parentCode !== undefined && !all.has(parentCode)) {
        throw new RangeError(`${level} ${code} lies in ${parentCode}, which is not listed`)
      }
      const place: Place = {
        code,
        name,
        level,
        ...(nameEn === undefined ? {} : { nameEn }),
        ...(parentCode === undefined ? {} : { parentCode }),
      }
      all.set(code, place)
      keys.push({ place, key: searchKey(name), keyEn: (nameEn ?? '').toLowerCase() })
      if (parentCode === undefined) provinces.push(place)
      else {
        const siblings = children.get(parentCode)
        if (siblings) siblings.push(place)
        else children.set(parentCode, [place])
      }
    }
  }
  provinces.sort((a, b) => compareThai(a.name, b.name))
  for (const siblings of children.values()) siblings.sort((a, b) => (a.code < b.code ? -1 : 1))

  function childrenOf(code: string, level: PlaceLevel): readonly Place[] {
    return (children.get(code) ?? []).filter((place) => place.level === level)
  }

  return {
    provinces: () => provinces,
    districtsOf: (provinceCode) => childrenOf(provinceCode, 'district'),
    tambonsOf: (districtCode) => childrenOf(districtCode, 'tambon'),
    byCode: (code) => all.get(code),
    nameOf: (code) => all.get(code)?.name,
    pathOf(code) {
      const path: Place[] = []
      for (
        let place = all.get(code);
        place;
        place = place.parentCode ? all.get(place.parentCode) : undefined
      ) {
        path.unshift(place)
      }
      return path
    },
    search(text, limit = 50) {
      const wanted = searchKey(normaliseText(text).replace(/^(จังหวัด|อำเภอ|ตำบล|จ\.|อ\.|ต\.)\s*/, ''))
      if (wanted === '') return []
      const ranked: { place: Place; rank: number }[] = []
      for (const { place, key, keyEn } of keys) {
        const rank =
          key === wanted || keyEn === wanted || place.code === wanted
            ? 0
            : key.startsWith(wanted) || place.code.startsWith(wanted)
              ? 1
              : key.includes(wanted) || keyEn.includes(wanted)
                ? 2
                : 3
        if (rank < 3) ranked.push({ place, rank })
      }
      return ranked
        .sort(
          (a, b) =>
            a.rank - b.rank ||
            a.place.code.length - b.place.code.length ||
            compareThai(a.place.name, b.place.name) ||
            (a.place.code < b.place.code ? -1 : 1),
        )
        .slice(0, limit)
        .map(({ place }) => place)
    },
  }
}
