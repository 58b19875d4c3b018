/**
 * A demo year told of another district, other years and by another letter, and played day by day: what the year's work
 * comes to must not hang on พรหมคีรี, 2565 or the seed letter.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { retargetFiles, withinTambons } from '../../core/demo/retarget.ts'
import { type DemoDistrict, loadDemoDistrict } from '../../core/demo/schema.ts'
import { createGeography } from '../../core/geography/places.ts'
import { resourcesDir } from './core.ts'

export const readResource = <T>(name: string): T =>
  JSON.parse(readFileSync(join(resourcesDir, name), 'utf8')) as T

export const geography = createGeography({
  provinces: readResource('geography/provinces.json'),
  districts: readResource('geography/districts.json'),
  tambons: readResource('geography/tambons.json'),
})

/** The demo's files with every date, fiscal year and year in words `by` years later. */
function shifted(value: unknown, by: number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => shifted(one, by))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        /^25\d\d$/u.test(name) ? String(Number(name) + by) : name,
        shifted(child, by, name),
      ]),
    )
  if (typeof value === 'number')
    return value >= 2540 && value <= 2599 && key !== 'population' ? value + by : value
  if (typeof value !== 'string') return value
  const thai = (text: string) =>
    text.replace(/[0-9]/gu, (digit) => String.fromCharCode(0x0e50 + Number(digit)))
  return value
    .replace(/\b(20\d\d)-(\d\d-\d\d)\b/gu, (_, year: string, rest: string) => `${Number(year) + by}-${rest}`)
    .replace(/(?<![0-9])25[5-9]\d(?![0-9])/gu, (year) => String(Number(year) + by))
    .replace(/(?<![๐-๙])๒๕[๕-๙][๐-๙](?![๐-๙])/gu, (year) =>
      thai(String(Number([...year].map((digit) => digit.charCodeAt(0) - 0x0e50).join('')) + by)),
    )
}

/** @param years how much later than the demo's 2565 */
export function demoYear(districtCode: string, years: number): DemoDistrict {
  const read = retargetFiles((name) => readResource<unknown>(name), geography, '8002', districtCode)
  const tambons = geography.tambonsOf(districtCode).map((tambon) => tambon.code)
  return withinTambons(
    loadDemoDistrict((name) => shifted(read(name), years), tambons),
    tambons,
  )
}
