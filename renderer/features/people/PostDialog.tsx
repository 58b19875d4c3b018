import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Post } from '../../../core/people/contract.ts'
import { postFields } from '../../../core/people/rules.ts'
import { api, client } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Fields, Form, SearchField, SelectField, SheetDialog, TextField } from '../../ui/index.ts'

/** A post: what it is and what place it is of; its name follows from both unless one is typed. */
export function PostDialog({
  post,
  tambonCode,
  onClose,
}: {
  post: Post | null
  tambonCode: string | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const { office } = useOffice()
  const save = useCommand(client.people.savePost)
  const kinds = useQuery(api.people.kinds.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const laos = useQuery(api.geography.laos.queryOptions())
  if (!kinds.data || !tambons.data || !villages.data || !laos.data) return null
  const { kind = 'other', name = '', villageId = null, laoId = null, example = office.demo } = post ?? {}
  return (
    <SheetDialog open onClose={onClose} title={t(post ? 'people.post.edit' : 'people.addPost')}>
      <Form
        schema={postFields}
        {...(post ? {} : { draftKey: 'people.post' })}
        initial={{ kind, name, tambonCode: post ? post.tambonCode : tambonCode, villageId, laoId, example }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          const { id } = await save.run({ id: post?.id ?? null, fields })
          onClose()
          if (post === null) go(`/people/${id}`)
        }}
      >
        {(form) => {
          const rule = kinds.data.find((one) => one.key === form.watch('kind'))
          const area = rule?.area ?? 'any'
          const ofVillage = area === 'village' || area === 'community'
          return (
            <Fields columns={2}>
              <SelectField
                name="kind"
                label={t('people.kind')}
                required
                options={kinds.data.map((one) => ({ value: one.key, label: one.name }))}
                onPicked={() => {
                  form.setValue('villageId', null)
                  form.setValue('laoId', null)
                }}
              />
              {ofVillage ? (
                <SearchField
                  name="villageId"
                  label={t(area === 'village' ? 'common.village' : 'people.post.community')}
                  required
                  options={villages.data
                    .filter((one) => one.kind === area)
                    .map((one) => ({
                      value: one.id,
                      label:
                        one.kind === 'village'
                          ? t('plans.area.village', {
                              name: one.name,
                              moo: one.mooNo ?? '',
                              tambon: one.tambonName,
                            })
                          : t('plans.area.community', { name: one.name, tambon: one.tambonName }),
                    }))}
                />
              ) : null}
              {area === 'lao' ? (
                <SearchField
                  name="laoId"
                  label={t('people.post.lao')}
                  required
                  options={laos.data.map((one) => ({ value: one.id, label: one.name }))}
                />
              ) : null}
              {area === 'tambon' || area === 'any' ? (
                <SelectField
                  name="tambonCode"
                  label={t('common.tambon')}
                  required={area === 'tambon'}
                  {...(area === 'any' ? { empty: t('people.post.noTambon') } : {})}
                  options={tambons.data.map((one) => ({ value: one.code, label: one.name }))}
                />
              ) : null}
              <TextField
                name="name"
                label={t('people.post.name')}
                help={rule?.nameTemplate ? t('people.post.name.follows') : undefined}
                required={!rule?.nameTemplate}
                wide
                autoFocus
              />
            </Fields>
          )
        }}
      </Form>
    </SheetDialog>
  )
}
