import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'

/** What a row says about its place; the smallest known one names it. */
export type PlaceOf = {
  villageName?: string | null
  villageKind?: 'village' | 'community' | null
  mooNo?: number | null
  tambonCode?: string | null
  districtCode?: string | null
  provinceCode?: string | null
  laoName?: string | null
}

/**
 * Puts words into the `{{tags}}` of a wording (resources/papers/wording, resources/rules).
 *
 * @throws Fault template.unknownTag for a tag this wording has no word for: an office that mistypes one is told so
 *   instead of finding a hole in a signed paper
 */
export function fillWords(template: string, words: Readonly<Record<string, string | number>>): string {
  return template
    .replace(/\{\{([^{}]*)\}\}/gu, (_tag, name: string) => {
      if (!Object.hasOwn(words, name)) throw new Fault('template.unknownTag', { template, tag: name })
      return String(words[name])
    })
    .replace(/ {2,}/gu, ' ')
    .trim()
}

/**
 * Names of areas as offices say them: บ้านนอกท่า หมู่ที่ 3, ตำบลพรหมโลก, อำเภอพรหมคีรี. The words are those of
 * resources/papers/wording/areas.json, the names those of the official codes. Arabic digits; papers turn them.
 */
export function areaNames(cx: Pick<QueryContext, 'geography' | 'resources'>): (place: PlaceOf) => string {
  const wording =
    cx.resources.json<Record<'village' | 'community' | 'tambon' | 'district' | 'province' | 'lao', string>>(
      'papers/wording/areas.json',
    )
  const named = (code: string) => cx.geography.nameOf(code) ?? code
  return (place) => {
    if (place.laoName) return fillWords(wording.lao, { lao: place.laoName })
    if (place.villageName) {
      const hasMoo = place.villageKind !== 'community' && place.mooNo !== null && place.mooNo !== undefined
      return hasMoo
        ? fillWords(wording.village, { village: place.villageName, moo: place.mooNo ?? '' })
        : fillWords(wording.community, { village: place.villageName })
    }
    if (place.tambonCode) return fillWords(wording.tambon, { tambon: named(place.tambonCode) })
    if (place.districtCode) return fillWords(wording.district, { district: named(place.districtCode) })
    if (place.provinceCode) return fillWords(wording.province, { province: named(place.provinceCode) })
    return ''
  }
}
