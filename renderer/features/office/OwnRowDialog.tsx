import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleTable } from '../../../core/rules/contract.ts'
import { type OwnField, ownRowSchema, ownRowValues, placeTags } from '../../../core/rules/own-rows.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import {
  CheckField,
  ChipsField,
  DateField,
  Fields,
  Form,
  LinesField,
  NumberField,
  SelectField,
  SheetDialog,
  TextField,
} from '../../ui/index.ts'
import { useCertaintyWord } from './rule-words.ts'

type Item = RuleTable['items'][number]
type Value = string | number | boolean | string[] | null

/** A row of the office's own in a rule table: every field that its schema asks for, as a form. */
export function OwnRowDialog({
  id,
  title,
  fields,
  item,
  onClose,
}: {
  id: string
  /** Name of the table. */
  title: string
  fields: readonly OwnField[]
  /** null = a new row. */
  item: Item | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const add = useCommand(client.rules.addItem)
  const save = useCommand(client.rules.saveItem)
  const schema = useMemo(() => ownRowSchema(fields), [fields])
  const initial = Object.fromEntries(fields.map((field) => [field.name, startOf(field, item)]))
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t(item ? 'rules.own.edit' : 'rules.own.add', { table: title })}
    >
      <Form
        schema={schema}
        {...(item ? {} : { draftKey: `rules.addItem:${id}` })}
        initial={initial}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (row) => {
          const values = ownRowValues(id, fields, row)
          if (item) await save.run({ id, key: item.key, values })
          else await add.run({ id, values })
          notify(t('common.saved'))
          onClose()
        }}
      >
        <Fields columns={2}>
          {fields.map((field, at) => (
            <OwnRowField key={field.name} field={field} first={at === 0} />
          ))}
        </Fields>
      </Form>
    </SheetDialog>
  )
}

function startOf({ name, kind }: OwnField, item: Item | null): Value {
  const value = item?.[name]
  if (kind === 'words' || kind === 'choices') return Array.isArray(value) ? value.map(String) : []
  if (kind === 'yesNo') return value === true
  if (typeof value === 'string' || typeof value === 'number') return value
  // What the office writes down itself, it knows.
  if (item === null && name === 'certainty') return 'Q'
  return kind === 'text' ? '' : null
}

function OwnRowField({ field, first }: { field: OwnField; first: boolean }) {
  const { t, i18n } = useTranslation()
  const certainty = useCertaintyWord()
  const { name, kind, required, of } = field
  const others = useQuery({
    ...api.rules.table.queryOptions({ input: { id: of ?? '' } }),
    enabled: of !== null,
  })
  const own = `rules.own.field.${name}`
  const label = i18n.exists(own) ? t(own) : t(`rules.field.${name}`)
  const helpKey = `rules.own.help.${name}`
  const help = field.isTemplate
    ? t('rules.own.template', {
        tags: placeTags.map((tag) => `{{${tag}}} ${t(`rules.own.tag.${tag}`)}`).join(', '),
      })
    : i18n.exists(helpKey)
      ? t(helpKey)
      : undefined
  const common = { name, label, required, help, autoFocus: first }
  const options =
    of === null
      ? field.options.map((value) => ({
          value,
          label: name === 'certainty' ? certainty(value) : t(`rules.own.choice.${name}.${value}`),
        }))
      : (others.data?.items ?? []).map((item) => ({ value: item.key, label: item.name }))
  if (kind === 'yesNo') return <CheckField name={name} label={label} help={help} />
  if (kind === 'number') return <NumberField {...common} />
  if (kind === 'date') return <DateField {...common} />
  if (kind === 'choices') return <ChipsField {...common} options={options} />
  if (kind === 'words') return <LinesField {...common} most={20} />
  if (kind === 'choice')
    return <SelectField {...common} options={options} {...(required ? {} : { empty: t('rules.own.none') })} />
  return <TextField {...common} wide={field.isTemplate || name === 'name' || name === 'note'} />
}
