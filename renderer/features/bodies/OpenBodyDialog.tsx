import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import type { UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { BodyRule } from '../../../core/bodies/contract.ts'
import { type BodyFields, bodyFields } from '../../../core/bodies/rules.ts'
import { api, client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { SearchField, SelectField, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { nameOfBody } from './body-rows.ts'
import { useRuleLine } from './words.ts'

type Props = {
  kind: string | null
  tambonCode: string | null
  villageId: string | null
  rules: readonly BodyRule[]
  onClose: () => void
}

/** Sets up a body with the seats of its template; the name follows kind and area until it is written by hand. */
export function OpenBodyDialog({ kind, tambonCode, villageId, rules, onClose }: Props) {
  const { t } = useTranslation()
  const go = useGo()
  const open = useCommand(client.bodies.open)
  const status = useQuery(api.office.status.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const first = rules.find((one) => one.kind === kind) ?? rules[0]
  if (!status.data || !tambons.data || !villages.data || !first) return null

  const nameFor = (key: string, area: { tambonCode: string | null; villageId: string | null }) => {
    const village = villages.data.find((one) => one.id === area.villageId)
    return nameOfBody(rules.find((one) => one.kind === key)?.nameTemplate ?? '', {
      tambon: village?.tambonName ?? tambons.data.find((one) => one.code === area.tambonCode)?.name ?? '',
      district: status.data.office?.districtName ?? '',
      province: status.data.office?.provinceName ?? '',
      village: village?.name ?? '',
      moo: village?.mooNo === null || village === undefined ? '' : String(village.mooNo),
    })
  }
  const start = {
    tambonCode:
      first.area === 'tambon' || first.area === 'village'
        ? (tambonCode ?? tambons.data[0]?.code ?? null)
        : null,
    villageId: first.area === 'village' ? villageId : null,
  }
  /** A new kind or area: the area fits the kind, the name fits both. */
  const follow = (form: UseFormReturn<BodyFields>, change: Partial<BodyFields>) => {
    const now = { ...form.getValues(), ...change }
    const area = rules.find((one) => one.kind === now.kind)?.area
    const village = area === 'village' ? villages.data.find((one) => one.id === now.villageId) : undefined
    const fitting = {
      tambonCode:
        area === 'tambon' ? (now.tambonCode ?? tambons.data[0]?.code ?? null) : (village?.tambonCode ?? null),
      villageId: village?.id ?? null,
    }
    form.setValue('tambonCode', fitting.tambonCode)
    form.setValue('villageId', fitting.villageId)
    form.setValue('name', nameFor(now.kind, fitting), { shouldDirty: true })
  }

  return (
    <SheetDialog open onClose={onClose} title={t('bodies.open.title')} width="md">
      <p>{t('bodies.open.help')}</p>
      <Form
        schema={bodyFields}
        initial={{ kind: first.kind, name: nameFor(first.kind, start), ...start }}
        submitLabel={t('bodies.open.do')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          const { id } = await open.run(fields)
          onClose()
          go(`/bodies/${id}`)
        }}
      >
        {(form) => {
          const rule = rules.find((one) => one.kind === form.watch('kind'))
          const area = rule?.area
          return (
            <Fields columns={2}>
              <SelectField
                name="kind"
                label={t('bodies.open.kind')}
                options={rules.map((one) => ({
                  value: one.kind,
                  label: one.shortName ? `${one.shortName} ${one.name}` : one.name,
                }))}
                required
                onPicked={(value) => follow(form, { kind: value ?? '' })}
              />
              {area === 'tambon' ? (
                <SelectField
                  name="tambonCode"
                  label={t('bodies.open.tambon')}
                  options={tambons.data.map((one) => ({ value: one.code, label: one.name }))}
                  required
                  onPicked={(value) => follow(form, { tambonCode: value })}
                />
              ) : null}
              {area === 'village' ? (
                <SearchField
                  name="villageId"
                  label={t('bodies.open.village')}
                  options={villages.data.map((one) => ({
                    value: one.id,
                    label: t('plans.area.village', {
                      name: one.name,
                      moo: one.mooNo ?? '',
                      tambon: one.tambonName,
                    }),
                  }))}
                  required
                  onPicked={(value) => follow(form, { villageId: value })}
                />
              ) : null}
              {rule ? <RuleNote rule={rule} /> : null}
              <TextField name="name" label={t('bodies.open.name')} required wide autoFocus />
            </Fields>
          )
        }}
      </Form>
    </SheetDialog>
  )
}

/** What the rules lay down for the chosen kind, so that nobody has to look it up. */
function RuleNote({ rule }: { rule: BodyRule }) {
  const { t } = useTranslation()
  const ruleLine = useRuleLine()
  return (
    <Box sx={{ gridColumn: '1 / -1', fontSize: '0.9rem', color: 'text.secondary' }}>
      {ruleLine(rule)} · {t('bodies.rule.source', { source: rule.source })}
    </Box>
  )
}
