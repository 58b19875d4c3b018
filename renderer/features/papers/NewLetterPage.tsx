import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FilePlus2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LetterModel, LetterWords } from '../../../core/papers/contract.ts'
import { type LetterForm, letterForms } from '../../../core/papers/rules.ts'
import { api, client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { LetterFieldSet } from './LetterFieldSet.tsx'
import { type LetterDraft, letterForm, savedLetter } from './letter-form.ts'

/** A new letter from a model, or blank in one of the three forms; then it is a draft beside its paper. */
export default function NewLetterPage() {
  const { t } = useTranslation()
  const [asked, setForm] = useQueryParam('form')
  const [blank, setBlank] = useQueryParam('blank')
  const form = letterForms.find((one) => one === asked) ?? null
  return (
    <Page
      title={
        form === null
          ? t('papers.letter.new')
          : t('papers.letter.newForm', { form: t(`papers.form.${form}`) })
      }
      back={{ href: '/papers', label: t('papers.letter.back') }}
      help={blank === null ? t('papers.models.help') : undefined}
    >
      {blank !== null ? (
        <BlankLetter form={form ?? 'external'} />
      ) : (
        <>
          <Section title={t('papers.models.blank')}>
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              {letterForms.map((one) => (
                <Button
                  key={one}
                  icon={FilePlus2}
                  onClick={() => {
                    setForm(one)
                    setBlank('1')
                  }}
                >
                  {t(`papers.form.${one}`)}
                </Button>
              ))}
            </Box>
          </Section>
          <Models form={form} />
        </>
      )}
    </Page>
  )
}

function Models({ form }: { form: LetterForm | null }) {
  const { t } = useTranslation()
  const go = useGo()
  const { showFault } = useNotice()
  const models = useQuery(api.papers.letterModels.queryOptions())
  const groups = useQuery(api.papers.addresseeGroups.queryOptions())
  const signatories = useQuery(api.office.signatories.queryOptions())
  const save = useCommand(client.papers.saveLetter)
  const start = async (model: LetterModel) => {
    // Whom the model goes to is taken from the records at once, where they know it without asking.
    const group = groups.data?.find(({ key }) => key === model.group)
    try {
      const { rows } =
        group && !group.needsBodies && group.count > 0
          ? await client.papers.addresseesOf({ group: group.key, bodyIds: [] })
          : { rows: [] }
      const signers = (signatories.data ?? []).filter((one) => one.active && one.signs.includes('letter'))
      const made = await save.run({
        id: null,
        fields: {
          ...model.fields,
          dated: null,
          signatoryId: signers.length === 1 ? (signers[0]?.id ?? null) : null,
        },
        addressees: rows,
      })
      go(`/papers/letters/${made.id}`)
    } catch (error) {
      showFault(faultOf(error))
    }
  }
  return (
    <Section title={t('papers.models.title')} flush>
      <Query of={models}>
        {(all) => {
          const shown = all.filter((model) => form === null || model.fields.form === form)
          const [first] = shown
          return (
            <>
              {first ? (
                <Box sx={{ p: 1 }}>
                  <CertaintyNote certainty={first.certainty} source={first.source} />
                </Box>
              ) : null}
              <Table<LetterModel>
                label={t('papers.models.title')}
                rows={shown}
                rowKey={(row) => row.key}
                columns={[
                  {
                    key: 'name',
                    title: t('papers.models.name'),
                    rowHead: true,
                    width: '20rem',
                    cell: (row) => <RowLink onOpen={() => void start(row)}>{row.name}</RowLink>,
                  },
                  { key: 'use', title: t('papers.models.use'), cell: (row) => row.use },
                  {
                    key: 'form',
                    title: t('papers.letter.form'),
                    width: '9rem',
                    cell: (row) => t(`papers.form.${row.fields.form}`),
                  },
                  {
                    key: 'group',
                    title: t('papers.models.group'),
                    width: '16rem',
                    cell: (row) =>
                      groups.data?.find(({ key }) => key === row.group)?.name ?? row.fields.addressee,
                  },
                ]}
              />
            </>
          )
        }}
      </Query>
    </Section>
  )
}

function BlankLetter({ form }: { form: LetterForm }) {
  const words = useQuery(api.papers.letterWords.queryOptions())
  return <Query of={words}>{(data) => <BlankForm form={form} words={data} />}</Query>
}

function BlankForm({ form, words }: { form: LetterForm; words: LetterWords }) {
  const { t } = useTranslation()
  const go = useGo()
  const save = useCommand(client.papers.saveLetter)
  const initial: LetterDraft = {
    form,
    dated: null,
    subject: '',
    addressee: '',
    salutation: '',
    references: [],
    enclosures: [],
    paragraphs: form === 'memo' ? [{ text: '', heading: '' }] : [],
    annexes: [],
    closing: form === 'external' ? words.closing : '',
    signatoryId: null,
    speed: null,
    speedWithin: '',
    secrecy: null,
    circular: false,
    numbering: 'one',
    copyTo: '',
    addressees: [],
  }
  return (
    <Section>
      <Form
        key={form}
        schema={letterForm}
        draftKey={`papers.saveLetter:new:${form}`}
        initial={initial}
        submitLabel={t('papers.letter.saveDraft')}
        onCancel={() => go('/papers')}
        onSubmit={async (value) => {
          const { id } = await save.run({ id: null, ...savedLetter(value) })
          go(`/papers/letters/${id}`)
        }}
      >
        <LetterFieldSet autoFocus />
      </Form>
    </Section>
  )
}
