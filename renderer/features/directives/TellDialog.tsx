import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Directive, RecipientGroup } from '../../../core/directives/contract.ts'
import { type Recipient, tellFields } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Button, Form, SheetDialog } from '../../ui/index.ts'
import { ToldHow } from './ToldHow.tsx'

const keyOf = (one: Recipient) => `${one.toKind} ${one.toId ?? one.recipient}`

/** Writes down several who were told: picked from the lists or typed, by one means on one day. */
export function TellDialog({
  letter,
  chosen,
  onClose,
}: {
  letter: Directive
  chosen: readonly Recipient[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { notify } = useNotice()
  const tell = useCommand(client.directives.tell)
  return (
    <SheetDialog open onClose={onClose} title={t('directives.told.add')} width="lg">
      <Form
        schema={tellFields}
        initial={{
          recipients: [...chosen],
          means: '',
          toldOn: today,
          acknowledgedOn: null,
          dutyId: null,
          about: null,
          note: '',
        }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          const { ids, already } = await tell.run({ directiveId: letter.id, fields })
          notify(
            already === 0
              ? t('directives.told.done', { count: ids.length })
              : t('directives.told.doneAlready', { count: ids.length, already }),
          )
          onClose()
        }}
      >
        <Recipients />
        <ToldHow letter={letter} />
      </Form>
    </SheetDialog>
  )
}

/** Picked by group at once, one by one, or typed. */
function Recipients() {
  const { t } = useTranslation()
  const form = useFormContext()
  const groups = useQuery(api.directives.recipients.queryOptions())
  const [at, setAt] = useState('0')
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const [typed, setTyped] = useState('')
  const [tambon, setTambon] = useState('')
  const chosen = (form.watch('recipients') as Recipient[] | undefined) ?? []
  const error = form.formState.errors.recipients?.message
  const has = new Set(chosen.map(keyOf))
  const put = (next: readonly Recipient[]) =>
    form.setValue('recipients', [...next], { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
  const add = (more: readonly Recipient[]) => put([...chosen, ...more.filter((one) => !has.has(keyOf(one)))])
  const addTyped = () => {
    const recipient = typed.trim()
    if (recipient === '') return
    add([{ recipient, toKind: 'other', toId: null, tambonCode: tambon === '' ? null : tambon }])
    setTyped('')
  }
  const nameOf = (group: RecipientGroup) =>
    group.name === '' ? t(`directives.told.kind.${group.kind}`) : group.name
  const all = groups.data ?? []
  const group = all[Number(at)]
  return (
    <Box sx={{ mb: 1.6 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-end', mb: 1, pt: 0.8 }}>
        <FilterSelect
          label={t('directives.told.group')}
          value={at}
          width="20rem"
          options={all.map((one, index) => ({
            value: String(index),
            label: `${nameOf(one)} (${one.recipients.length})`,
          }))}
          onChange={setAt}
        />
        <Button disabled={!group} onClick={() => add(group?.recipients ?? [])}>
          {t('directives.told.addGroup')}
        </Button>
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-end' }}
          onKeyDown={(event) => {
            // Enter takes the typed name in; it does not send the form without it.
            if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
            event.preventDefault()
            addTyped()
          }}
        >
          <FilterText label={t('directives.told.typed')} value={typed} onChange={setTyped} width="16rem" />
          <FilterSelect
            label={t('directives.told.typed.tambon')}
            value={tambon}
            width="13rem"
            options={[
              { value: '', label: t('directives.told.noTambon') },
              ...(tambons.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
            ]}
            onChange={setTambon}
          />
        </Box>
        <Button disabled={typed.trim() === ''} onClick={addTyped}>
          {t('common.add')}
        </Button>
      </Box>
      {group === undefined ? null : (
        <Box
          sx={(theme) => ({
            display: 'flex',
            flexWrap: 'wrap',
            gap: 0.5,
            maxHeight: '7rem',
            overflow: 'auto',
            p: 0.6,
            bgcolor: theme.tokens.quiet,
            borderRadius: 1,
          })}
        >
          {group.recipients.map((one) =>
            has.has(keyOf(one)) ? null : (
              <Button key={keyOf(one)} look="quiet" onClick={() => add([one])}>
                + {one.recipient}
              </Button>
            ),
          )}
        </Box>
      )}
      <Box sx={{ mt: 1, fontWeight: 600 }}>
        {t('directives.told.chosen', { count: chosen.length })}{' '}
        {chosen.length > 0 ? (
          <Button look="quiet" onClick={() => put([])}>
            {t('directives.told.clear')}
          </Button>
        ) : null}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, maxHeight: '7rem', overflow: 'auto' }}>
        {chosen.map((one) => (
          <Button
            key={keyOf(one)}
            look="quiet"
            label={t('directives.told.drop', { name: one.recipient })}
            onClick={() => put(chosen.filter((other) => other !== one))}
          >
            {one.recipient} ×
          </Button>
        ))}
      </Box>
      {error ? (
        <Box role="alert" sx={{ color: 'error.main', fontSize: '0.88rem' }}>
          {String(error)}
        </Box>
      ) : null}
    </Box>
  )
}
