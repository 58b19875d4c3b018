/**
 * Coordinates as people copy them, read and checked without a map (PRODUCT.md C20): decimal degrees, degrees with
 * minutes and seconds, UTM of zone 47N and 48N; Thai digits; latitude and longitude swapped. Pure.
 */

import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'

/** WGS84, decimal degrees. */
export type Coordinates = { latitude: number; longitude: number }

/**
 * Thailand's outermost degrees, rounded outward: north แม่สาย 20.47, south เบตง 5.61, west แม่สะเรียง 97.34, east
 * โขงเจียม 105.64 (extreme points of the country as encyclopaedias give them).
 */
const thailand = { south: 5.6, north: 20.5, west: 97.3, east: 105.7 } as const

export type CoordinateReading =
  | {
      kind: 'read'
      coordinates: Coordinates
      /** How it was written. */
      form: 'decimal' | 'degrees' | 'utm47' | 'utm48'
      /** Taken the other way round than written, because only so it lies in Thailand. */
      swapped: boolean
    }
  | { kind: 'unreadable' }
  /** Readable, but neither way round in Thailand. */
  | { kind: 'outside'; coordinates: Coordinates }
  /** Metres of UTM that fit both zones, and no zone said. */
  | { kind: 'whichZone'; utm47: Coordinates; utm48: Coordinates }

export function isInThailand({ latitude, longitude }: Coordinates): boolean {
  return (
    latitude >= thailand.south &&
    latitude <= thailand.north &&
    longitude >= thailand.west &&
    longitude <= thailand.east
  )
}

/** Reads one text with both numbers, as copied from a map, a GPS or a drawing. */
export function readCoordinates(text: string): CoordinateReading {
  const clean = toArabicDigits(normaliseText(text))
    .replace(/[’′‘´`]/g, "'")
    .replace(/[”″“]/g, '"')
    .replace(/''/g, '"')
    .replace(/[º˚]/g, '°')
  return readUtm(clean) ?? readDegrees(clean) ?? { kind: 'unreadable' }
}

// ── degrees ─────────────────────────────────────────────────────────────────────────────────────────────────────

const NORTH = /^(?:n|เหนือ|ละติจูด|lat(?:itude)?)\.?$/iu
const EAST = /^(?:e|ตะวันออก|ลองจิจูด|ลองติจูด|long?(?:gitude|itude)?|lng)\.?$/iu
type Part = { value: number; decimals: boolean }

function readDegrees(text: string): CoordinateReading | undefined {
  const words = text.match(/[-+]?\d+(?:\.\d+)?|[°'"]|องศา|ลิปดา|พิลิปดา|ฟิลิปดา|[A-Za-zก-๎]+\.?|[,;/|]/gu)
  if (!words) return undefined
  const angles: { parts: Part[]; axis: 'lat' | 'long' | null }[] = []
  let current: (typeof angles)[number] | null = null
  let pending: 'lat' | 'long' | null = null
  let marked = false
  for (const word of words) {
    const axis = NORTH.test(word) ? 'lat' : EAST.test(word) ? 'long' : null
    if (axis !== null) {
      // the letter stands before its angle (N 8°31') or behind it (8°31' N)
      if (current !== null && current.axis === null && pending === null) {
        current.axis = axis
        current = null
      } else pending = axis
    } else if (/^[-+]?\d/u.test(word)) {
      const part = { value: Number(word), decimals: word.includes('.') }
      const isNext: boolean =
        current === null ||
        current.parts.length >= 3 ||
        current.parts.at(-1)?.decimals === true ||
        !marked ||
        pending !== null
      if (isNext || current === null) {
        current = { parts: [part], axis: pending }
        pending = null
        angles.push(current)
      } else current.parts.push(part)
      marked = false
    } else if (/^(?:[°']|องศา|ลิปดา)$/u.test(word)) marked = true
    else if (/^(?:"|พิลิปดา|ฟิลิปดา|[,;/|])$/u.test(word)) {
      marked = false
      current = current !== null && current.axis === null && /^(?:"|พ|ฟ)/u.test(word) ? current : null
    } else if (!/^(?:พิกัด|ค่า|gps|wgs|และ|ที่|จุด|เริ่มต้น|องศาเหนือ)$/iu.test(word)) return undefined
  }
  const [first, second] = angles
  if (first === undefined || second === undefined || angles.length !== 2) return undefined
  const a = degreesOf(first.parts)
  const b = degreesOf(second.parts)
  if (a === null || b === null) return undefined
  const form = first.parts.length > 1 || second.parts.length > 1 ? 'degrees' : 'decimal'
  const named = first.axis === 'long' || second.axis === 'lat'
  const asWritten = named ? { latitude: b, longitude: a } : { latitude: a, longitude: b }
  const other = { latitude: asWritten.longitude, longitude: asWritten.latitude }
  if (isInThailand(asWritten)) return { kind: 'read', coordinates: rounded(asWritten), form, swapped: false }
  if (isInThailand(other)) return { kind: 'read', coordinates: rounded(other), form, swapped: true }
  return { kind: 'outside', coordinates: rounded(asWritten) }
}

function degreesOf(parts: readonly Part[]): number | null {
  const [degrees, minutes, seconds] = parts
  if (degrees === undefined || Math.abs(degrees.value) > 180) return null
  for (const part of [minutes, seconds])
    if (part !== undefined && (part.value < 0 || part.value >= 60)) return null
  const size = Math.abs(degrees.value) + (minutes?.value ?? 0) / 60 + (seconds?.value ?? 0) / 3600
  return degrees.value < 0 ? -size : size
}

/** Seven places are a centimetre: more is noise. */
function rounded({ latitude, longitude }: Coordinates): Coordinates {
  return { latitude: Math.round(latitude * 1e6) / 1e6, longitude: Math.round(longitude * 1e6) / 1e6 }
}

// ── UTM ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function readUtm(text: string): CoordinateReading | undefined {
  const zone = /(?<![\d.])(47|48)\s*(?:[NPQ]|เหนือ)(?![A-Za-z])/iu.exec(text)
  const rest = zone ? text.replace(zone[0], ' ') : text
  const numbers = [...rest.matchAll(/(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/gu)].map(
    ([found]) => Number(found.replaceAll(',', '')),
  )
  const [a, b] = numbers
  if (a === undefined || b === undefined || numbers.length !== 2) return undefined
  const isEasting = (value: number) => value >= 100_000 && value < 1_000_000
  const isNorthing = (value: number) => value >= 600_000 && value <= 2_300_000
  const written = isEasting(a) && isNorthing(b)
  const other = isEasting(b) && isNorthing(a)
  if (!written && !other) return undefined
  // only where one number can be nothing but a northing is the order known; else easting first, as is usual
  const swapped = !written || (other && a > b && b < 600_000)
  const [easting, northing] = swapped ? [b, a] : [a, b]
  const utm47 = fromUtm(47, easting, northing)
  const utm48 = fromUtm(48, easting, northing)
  if (zone) {
    const coordinates = zone[1] === '47' ? utm47 : utm48
    return isInThailand(coordinates)
      ? { kind: 'read', coordinates, form: zone[1] === '47' ? 'utm47' : 'utm48', swapped }
      : { kind: 'outside', coordinates }
  }
  const fits47 = isInThailand(utm47)
  const fits48 = isInThailand(utm48)
  if (fits47 && fits48) return { kind: 'whichZone', utm47, utm48 }
  if (!fits47 && !fits48) return { kind: 'outside', coordinates: utm47 }
  return { kind: 'read', coordinates: fits47 ? utm47 : utm48, form: fits47 ? 'utm47' : 'utm48', swapped }
}

const SEMI_MAJOR = 6_378_137
const FLATTENING = 1 / 298.257223563
const SCALE = 0.9996

/**
 * UTM on WGS84, northern half, to degrees (Krüger's series to the third order, good to a millimetre within the zone).
 *
 * @param zone 47 (middle meridian 99°E) or 48 (105°E)
 * @param easting metres, 500,000 on the middle meridian
 * @param northing metres from the equator
 */
export function fromUtm(zone: number, easting: number, northing: number): Coordinates {
  const n = FLATTENING / (2 - FLATTENING)
  const radius = (SEMI_MAJOR / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64)
  const beta = [n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3, n ** 2 / 48 + n ** 3 / 15, (17 / 480) * n ** 3]
  const delta = [
    2 * n - (2 / 3) * n ** 2 - 2 * n ** 3,
    (7 / 3) * n ** 2 - (8 / 5) * n ** 3,
    (56 / 15) * n ** 3,
  ]
  const xi = northing / (SCALE * radius)
  const eta = (easting - 500_000) / (SCALE * radius)
  let xi1 = xi
  let eta1 = eta
  for (const [at, factor] of beta.entries()) {
    const k = 2 * (at + 1)
    xi1 -= factor * Math.sin(k * xi) * Math.cosh(k * eta)
    eta1 -= factor * Math.cos(k * xi) * Math.sinh(k * eta)
  }
  const chi = Math.asin(Math.sin(xi1) / Math.cosh(eta1))
  let latitude = chi
  for (const [at, factor] of delta.entries()) latitude += factor * Math.sin(2 * (at + 1) * chi)
  const longitude = Math.atan2(Math.sinh(eta1), Math.cos(xi1))
  const degree = 180 / Math.PI
  return rounded({ latitude: latitude * degree, longitude: zone * 6 - 183 + longitude * degree })
}

/** Kilometres between two places on the ground. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const radian = Math.PI / 180
  const across = Math.sin(((b.latitude - a.latitude) * radian) / 2) ** 2
  const along =
    Math.cos(a.latitude * radian) *
    Math.cos(b.latitude * radian) *
    Math.sin(((b.longitude - a.longitude) * radian) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(across + along))
}

export type NearCheck =
  /** Fewer than three other places are known there: nothing to compare with. */
  | { kind: 'notKnown'; known: number }
  | { kind: 'near'; km: number; known: number }
  | { kind: 'far'; km: number; usualKm: number; known: number }

const LEAST_KNOWN = 3
/** A tambon is seldom wider; nothing nearer is ever called far. */
const LEAST_FAR_KM = 10

/**
 * Compares a place with the places of other projects of the same area: farther from their middle than three times what
 * is usual among them is worth a question. No list of tambon boundaries is built in, so this is all that can be said.
 */
export function checkNear(place: Coordinates, others: readonly Coordinates[]): NearCheck {
  if (others.length < LEAST_KNOWN) return { kind: 'notKnown', known: others.length }
  const middle = {
    latitude: median(others.map((one) => one.latitude)),
    longitude: median(others.map((one) => one.longitude)),
  }
  const usualKm = median(others.map((one) => distanceKm(one, middle)))
  const km = distanceKm(place, middle)
  return km > Math.max(LEAST_FAR_KM, usualKm * 3)
    ? { kind: 'far', km, usualKm, known: others.length }
    : { kind: 'near', km, known: others.length }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
