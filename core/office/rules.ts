import { z } from 'zod'
import { line, optionalLine } from '../kernel/fields.ts'
import { roles } from '../kernel/meta.ts'

/** อักษรย่อและรหัสหน่วยงาน before the slash of a letter number, e.g. `นศ ๐๐๑๙.๓` (DOCUMENTS.md §A2). */
export const agencyCode = optionalLine(40).refine(
  (value) => value === '' || /^[ก-ฮ]{1,3} ?[0-9๐-๙.]+$/u.test(value),
  {
    error: 'agencyCode',
  },
)

/** What stands at the head and the foot of the office's papers. */
export const letterheadFields = z.object({
  name: line(160),
  agencyCode,
  addressLines: z.array(optionalLine(120)).max(4, { error: 'tooManyLines' }),
  ownerUnit: optionalLine(160),
  ownerGroup: optionalLine(160),
  telephone: optionalLine(60),
  fax: optionalLine(60),
  email: optionalLine(120).refine((value) => value === '' || /^[^\s@]+@[^\s@]+$/u.test(value), {
    error: 'email',
  }),
  mottoLines: z.array(optionalLine(160)).max(4, { error: 'tooManyLines' }),
  orderIssuer: optionalLine(160),
  emblemMode: z.enum(['picture', 'space', 'none']),
  docxFont: z.enum(['TH SarabunPSK', 'TH SarabunIT๙', 'TH Sarabun New']),
})
export type Letterhead = z.infer<typeof letterheadFields>

/** Before anything is typed: the emblem's place left blank, the typeface of government papers. */
export const emptyLetterhead: Letterhead = {
  name: '',
  agencyCode: '',
  addressLines: [],
  ownerUnit: '',
  ownerGroup: '',
  telephone: '',
  fax: '',
  email: '',
  mottoLines: [],
  orderIssuer: '',
  emblemMode: 'space',
  docxFont: 'TH SarabunPSK',
}

/** What a laptop is called at its district; its papers stand under the district's name. */
export const laptopNameFields = z.object({ laptopName: line(160) })

/** How an office is called by others: a laptop by its own name, though its papers have its district's. */
export function nameToOthers(office: { name: string; laptopName: string }): string {
  return office.laptopName === '' ? office.name : office.laptopName
}

export const signatoryFields = z.object({
  name: line(120),
  positionLines: z.array(line(160)).min(1, { error: 'required' }).max(5, { error: 'tooManyLines' }),
  signs: z.array(z.enum(['letter', 'order', 'report'])),
})
export type SignatoryFields = z.infer<typeof signatoryFields>
export type Signatory = SignatoryFields & { id: string; active: boolean }

const code = (digits: number) => z.string().regex(new RegExp(`^\\d{${digits}}$`, 'u'), { error: 'areaCode' })
export const provinceCode = code(2)
export const districtCode = code(4)
export const tambonCode = code(6)

/** Who works here; their tambons come first on their home screen (C3, C26). */
export const staffFields = z.object({
  name: line(120),
  position: optionalLine(160),
  role: z.enum(roles),
  tambonCodes: z.array(tambonCode).max(60),
})
export type StaffFields = z.infer<typeof staffFields>

/** First run (C28): everything the assistant asks before the villages. */
export const setUpFields = z
  .object({
    profile: z.enum(['district', 'tambon', 'province']),
    provinceCode,
    districtCode: districtCode.nullable(),
    tambonCodes: z.array(tambonCode),
    letterhead: letterheadFields,
    signatories: z.array(signatoryFields).max(20, { error: 'tooManyLines' }),
    staffName: line(120),
    staffPosition: optionalLine(160),
  })
  .refine((value) => value.profile === 'province' || value.districtCode !== null, {
    error: 'required',
    path: ['districtCode'],
  })
  .refine((value) => value.profile !== 'tambon' || value.tambonCodes.length > 0, {
    error: 'required',
    path: ['tambonCodes'],
  })
export type SetUp = z.infer<typeof setUpFields>
