import { useQuery } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Directive, RecipientGroup, ToldLine } from '../../../core/directives/contract.ts'
import { type Recipient, toldFields } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { ChoiceBox, Fields, Form, SelectField, SheetDialog, TextField } from '../../ui/index.ts'
import { ToldHow } from './ToldHow.tsx'

/** Puts one row right: who it was, how, when, by what. */
export function ToldDialog({
  letter,
  row,
  onClose,
}: {
  letter: Directive
  row: ToldLine
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.directives.saveTold)
  return (
    <SheetDialog open onClose={onClose} title={t('directives.told.correct')} width="lg">
      <Form
        schema={toldFields}
        initial={{
          recipient: row.recipient,
          toKind: row.toKind,
          toId: row.toId,
          tambonCode: row.tambonCode,
          means: row.means,
          toldOn: row.toldOn,
          acknowledgedOn: row.acknowledgedOn,
          dutyId: row.dutyId,
          about: row.about,
          note: row.note,
        }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await save.run({ id: row.id, fields })
          notify(t('common.saved'))
          onClose()
        }}
      >
        <Who />
        <ToldHow letter={letter} />
      </Form>
    </SheetDialog>
  )
}

const keyOf = (one: { toKind: unknown; toId: unknown }) => `${String(one.toKind)} ${String(one.toId)}`

/** Recipients of the lists, each once: a headman may also be a member of a body. */
function known(groups: readonly RecipientGroup[]): Recipient[] {
  const once = new Map<string, Recipient>()
  for (const { recipients } of groups)
    for (const one of recipients) if (one.toId !== null && !once.has(keyOf(one))) once.set(keyOf(one), one)
  return [...once.values()]
}

/** The name as it is written down, and who of the lists that is: coverage is counted by it. */
function Who() {
  const { t } = useTranslation()
  const form = useFormContext()
  const groups = useQuery(api.directives.recipients.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const all = known(groups.data ?? [])
  const toKind: unknown = form.watch('toKind')
  const toId: unknown = form.watch('toId')
  const put = (one: Recipient) => {
    for (const name of ['recipient', 'toKind', 'toId', 'tambonCode'] as const)
      form.setValue(name, one[name], { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
  }
  const forget = () =>
    put({ recipient: String(form.getValues('recipient')), toKind: 'other', toId: null, tambonCode: null })
  return (
    <Fields columns={2}>
      <TextField name="recipient" label={t('directives.told.recipient')} required autoFocus wide />
      <ChoiceBox
        label={t('directives.told.known')}
        help={t('directives.told.known.help')}
        options={all.map((one) => ({ value: keyOf(one), label: one.recipient }))}
        value={toId === null ? null : keyOf({ toKind, toId })}
        onChange={(key) => {
          const one = all.find((other) => keyOf(other) === key)
          if (one) put(one)
          else forget()
        }}
      />
      {toKind === 'other' ? (
        <SelectField
          name="tambonCode"
          label={t('common.tambon')}
          help={t('directives.told.tambon.help')}
          empty={t('directives.told.noTambon')}
          options={(tambons.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
      ) : null}
    </Fields>
  )
}
