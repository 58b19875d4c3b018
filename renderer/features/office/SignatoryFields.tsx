import { useTranslation } from 'react-i18next'
import { ChipsField, Fields, LinesField, TextField } from '../../ui/index.ts'

/** Name, posts as printed, and which papers this person signs. `prefix`: path of the signatory in the form, with its dot. */
export function SignatoryFields({
  prefix = '',
  autoFocus = false,
}: {
  prefix?: string
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  return (
    <Fields columns={2}>
      <TextField
        name={`${prefix}name`}
        label={t('office.signatory.name')}
        help={t('office.signatory.name.help')}
        required
        autoFocus={autoFocus}
      />
      <ChipsField
        name={`${prefix}signs`}
        label={t('office.signatory.signs')}
        options={(['letter', 'order', 'report'] as const).map((value) => ({
          value,
          label: t(`office.signs.${value}`),
        }))}
      />
      <LinesField
        name={`${prefix}positionLines`}
        label={t('office.signatory.position')}
        help={t('office.signatory.position.help')}
        most={5}
        required
        wide
      />
    </Fields>
  )
}
