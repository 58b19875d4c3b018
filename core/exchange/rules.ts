/** Version of the package format written by this program (docs/package-format.md). */
export const formatVersion = { major: 1, minor: 0 } as const

export type PackageKind = 'submission' | 'receipt' | 'return'

/** bag-info.txt as data: who hands in what. */
export type PackageInfo = {
  kind: PackageKind
  format: string
  app: string
  fromOfficeId: string
  fromOfficeName: string
  fromDistrictCode: string | null
  fromProvinceCode: string
  toOffice: string
  planFy: number
  sequence: number
  baseSequence: number
  createdOn: string
  publicKey: string
  counts: Record<string, number>
}
