import { z } from 'zod'
import type { Forum } from '../../../core/forums/contract.ts'
import { type ForumFields, forumFields, type PartnerKind } from '../../../core/forums/rules.ts'

/** The form shows every group of the rule table; a group without a number had nobody there. */
export type ForumForm = Omit<ForumFields, 'attendance' | 'partners'> & {
  attendance: { group: string; persons: number | null }[]
  partners: { name: string; kind: PartnerKind; persons: number | null }[]
}

export const forumForm = z
  .custom<ForumForm>()
  .transform((form) => ({
    ...form,
    attendance: form.attendance.map(({ group, persons }) => ({ group, persons: persons ?? 0 })),
    partners: form.partners
      // a row that says nothing is none
      .filter(({ name, persons }) => name.trim() !== '' || persons !== null)
      .map((partner) => ({ ...partner, persons: partner.persons ?? 0 })),
  }))
  .pipe(forumFields)

/** Only groups of which somebody was there go into the record. */
export function recordOf(fields: ForumFields): ForumFields {
  return { ...fields, attendance: fields.attendance.filter(({ persons }) => persons > 0) }
}

/** A forum as its form shows it; groups that the rule table no longer has stay. */
export function formOf(forum: Forum, groups: readonly string[]): ForumForm {
  const persons = new Map(forum.attendance.map((one) => [one.group, one.persons]))
  return {
    heldOn: forum.heldOn,
    startsAt: forum.startsAt,
    endsAt: forum.endsAt,
    place: forum.place,
    chairName: forum.chairName,
    chairPosition: forum.chairPosition,
    recorderName: forum.recorderName,
    recorderPosition: forum.recorderPosition,
    opening: forum.opening,
    otherMatters: forum.otherMatters,
    resolution: forum.resolution,
    rankMethod: forum.rankMethod,
    partners: forum.partners.map((partner) => ({
      ...partner,
      persons: partner.persons === 0 ? null : partner.persons,
    })),
    attendance: [...new Set([...groups, ...persons.keys()])].map((group) => ({
      group,
      persons: persons.get(group) ?? null,
    })),
  }
}
