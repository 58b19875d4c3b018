import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNear, distanceKm, fromUtm, readCoordinates } from './coordinates.ts'

const read = (text: string) => {
  const reading = readCoordinates(text)
  if (reading.kind !== 'read') return reading.kind
  return `${reading.coordinates.latitude.toFixed(4)} ${reading.coordinates.longitude.toFixed(4)} ${reading.form}${reading.swapped ? ' swapped' : ''}`
}

describe('coordinates', () => {
  it.each([
    ['8.52345, 99.81234', '8.5234 99.8123 decimal'],
    ['๘.๕๒๓๔๕ ๙๙.๘๑๒๓๔', '8.5234 99.8123 decimal'],
    ['99.81234 8.52345', '8.5234 99.8123 decimal swapped'],
    ['N 8.52345 E 99.81234', '8.5234 99.8123 decimal'],
    ['E 99.81234 N 8.52345', '8.5234 99.8123 decimal'],
    ['lat: 8.52345 long: 99.81234', '8.5234 99.8123 decimal'],
    ['ละติจูด 8.52345 ลองจิจูด 99.81234', '8.5234 99.8123 decimal'],
    [`8°31'24.4"N 99°48'44.4"E`, '8.5234 99.8123 degrees'],
    ['8° 31′ 24.4″ N, 99° 48′ 44.4″ E', '8.5234 99.8123 degrees'],
    [`N8°31'24.4" E99°48'44.4"`, '8.5234 99.8123 degrees'],
    [`8°31.407' 99°48.740'`, '8.5235 99.8123 degrees'],
    ['8 องศา 31 ลิปดา 24.4 พิลิปดาเหนือ 99 องศา 48 ลิปดา 44.4 พิลิปดาตะวันออก', '8.5234 99.8123 degrees'],
    [`99°48'44.4"E 8°31'24.4"N`, '8.5234 99.8123 degrees'],
    ['47N 589404 942261', '8.5234 99.8123 utm47'],
    ['589,404 E 942,261 N zone 47N', '8.5234 99.8123 utm47'],
    ['942261 589404 47P', '8.5234 99.8123 utm47 swapped'],
  ])('%s', (text, expected) => {
    const [lat, long, ...rest] = read(text).split(' ')
    const [wantedLat, wantedLong, ...wanted] = expected.split(' ')
    expect(rest).toEqual(wanted)
    expect(Math.abs(Number(lat) - Number(wantedLat))).toBeLessThan(0.00021)
    expect(Math.abs(Number(long) - Number(wantedLong))).toBeLessThan(0.00021)
  })

  it.each([
    ['', 'unreadable'],
    ['หน้าวัด', 'unreadable'],
    ['8.5', 'unreadable'],
    ['8.5, 99.8, 3', 'unreadable'],
    [`8°75'10" 99°10'10"`, 'unreadable'],
    ['51.5, -0.12', 'outside'],
    ['0, 0', 'outside'],
    ['500000 1600000', 'whichZone'],
    ['47N 589404 2290000', 'outside'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected))

  it('of UTM agree with control values', () => {
    // central meridians and the equator are exact by definition; the others: known pairs of the same ellipsoid
    expect(fromUtm(47, 500_000, 0)).toEqual({ latitude: 0, longitude: 99 })
    expect(fromUtm(48, 500_000, 0)).toEqual({ latitude: 0, longitude: 105 })
    // 45° on the middle meridian: meridian distance 4,984,944.378 m × 0.9996
    expect(fromUtm(47, 500_000, 4_984_944.378 * 0.9996).latitude).toBeCloseTo(45, 6)
  })

  it('come back from UTM as they went in', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5.7, max: 20.4, noNaN: true }),
        fc.double({ min: 97.4, max: 101.9, noNaN: true }),
        (latitude, longitude) => {
          const { easting, northing } = toUtm(47, latitude, longitude)
          const back = fromUtm(47, easting, northing)
          return distanceKm(back, { latitude, longitude }) < 0.001
        },
      ),
    )
  })

  it('are compared with what is known nearby', () => {
    const known = [
      { latitude: 8.52, longitude: 99.81 },
      { latitude: 8.53, longitude: 99.82 },
      { latitude: 8.54, longitude: 99.8 },
    ]
    expect(checkNear({ latitude: 8.55, longitude: 99.83 }, known).kind).toBe('near')
    expect(checkNear({ latitude: 8.95, longitude: 99.83 }, known)).toMatchObject({ kind: 'far', known: 3 })
    expect(checkNear({ latitude: 8.95, longitude: 99.83 }, known.slice(1))).toEqual({
      kind: 'notKnown',
      known: 2,
    })
  })
})

/** The classical forward series (Snyder 1987, 8-9…8-13): another road than the inverse under test. */
function toUtm(zone: number, latitude: number, longitude: number): { easting: number; northing: number } {
  const a = 6_378_137
  const e2 = 0.00669437999014
  const ep2 = e2 / (1 - e2)
  const phi = (latitude * Math.PI) / 180
  const n = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
  const t = Math.tan(phi) ** 2
  const c = ep2 * Math.cos(phi) ** 2
  const A = (Math.cos(phi) * ((longitude - (zone * 6 - 183)) * Math.PI)) / 180
  const m =
    a *
    ((1 - e2 / 4 - (3 * e2 ** 2) / 64 - (5 * e2 ** 3) / 256) * phi -
      ((3 * e2) / 8 + (3 * e2 ** 2) / 32 + (45 * e2 ** 3) / 1024) * Math.sin(2 * phi) +
      ((15 * e2 ** 2) / 256 + (45 * e2 ** 3) / 1024) * Math.sin(4 * phi) -
      ((35 * e2 ** 3) / 3072) * Math.sin(6 * phi))
  const easting =
    0.9996 *
      n *
      (A + ((1 - t + c) * A ** 3) / 6 + ((5 - 18 * t + t ** 2 + 72 * c - 58 * ep2) * A ** 5) / 120) +
    500_000
  const northing =
    0.9996 *
    (m +
      n *
        Math.tan(phi) *
        (A ** 2 / 2 +
          ((5 - t + 9 * c + 4 * c ** 2) * A ** 4) / 24 +
          ((61 - 58 * t + t ** 2 + 600 * c - 330 * ep2) * A ** 6) / 720))
  return { easting, northing }
}
