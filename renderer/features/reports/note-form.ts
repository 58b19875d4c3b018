import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type NoteFields, reportParts } from '../../../core/reports/rules.ts'
import { api } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'

/** What a new note begins with; what is left out is the usual. */
export type NoteStart = Partial<Pick<NoteFields, 'dutyId' | 'tambonCode' | 'notedOn' | 'part' | 'about'>>

type Choice = { value: string; label: string }
export type NoteChoices = {
  directiveId: string | null
  /** `activityKind`: of the activities by which the duty is done (resources/rules/duty-kinds). */
  duties: (Choice & { kind: string; activityKind: unknown })[]
  /** The tambons of the person at the keyboard first. */
  tambons: Choice[]
  parts: Choice[]
  /** A note as it begins, of today, the first duty and the person's own tambon where there is one. */
  begin: (start: NoteStart) => NoteFields
}

/** What a note can be written for: duties of a directive (null = the newest), own tambons first. */
export function useNoteChoices(directiveId: string | null) {
  const { t } = useTranslation()
  const { staff, today } = useOffice()
  const duties = useQuery(api.reports.noteDuties.queryOptions({ input: { directiveId } }))
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  if (!duties.data || !kinds.data || !tambons.data) return { duties, choices: null }
  const mine = staff?.tambonCodes ?? []
  const kindOf = (key: string) => kinds.data.items.find((item) => item.key === key)
  const choices: NoteChoices = {
    directiveId: duties.data[0]?.directiveId ?? null,
    duties: duties.data.map((duty) => ({
      value: duty.dutyId,
      kind: duty.kind,
      activityKind: kindOf(duty.kind)?.activityKind ?? null,
      label: `${t('reports.page.duty', { no: duty.no })} ${kindOf(duty.kind)?.name ?? ''}`,
    })),
    tambons: [...tambons.data]
      .sort((a, b) => Number(mine.includes(b.code)) - Number(mine.includes(a.code)))
      .map((tambon) => ({ value: tambon.code, label: t('plans.area.tambon', { name: tambon.name }) })),
    parts: reportParts.map((part) => ({ value: part, label: t(`reports.page.${part}`) })),
    begin: (start) => ({
      dutyId: start.dutyId ?? duties.data[0]?.dutyId ?? '',
      tambonCode: start.tambonCode !== undefined ? start.tambonCode : (mine[0] ?? null),
      notedOn: start.notedOn ?? today,
      part: start.part ?? 'result',
      text: '',
      notedBy: '',
      about: start.about ?? null,
      example: false,
    }),
  }
  return { duties, choices }
}
