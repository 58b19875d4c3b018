import { useTranslation } from 'react-i18next'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { LetterFieldSet } from './LetterFieldSet.tsx'
import { type LetterForm, letterForm } from './letter-form.ts'

/** A new letter; once it has subject and addressee it is a draft beside its paper. */
export default function NewLetterPage() {
  const { t } = useTranslation()
  const go = useGo()
  const save = useCommand(client.papers.saveLetter)
  const initial: LetterForm = {
    dated: null,
    subject: '',
    addressee: '',
    references: [],
    enclosures: [],
    paragraphs: [],
    closing: t('papers.letter.closing.usual'),
    signatoryId: null,
    speed: null,
    copyTo: '',
  }
  return (
    <Page title={t('papers.letter.new')} back={{ href: '/papers', label: t('papers.letter.back') }}>
      <Section>
        <Form
          schema={letterForm}
          draftKey="papers.saveLetter:new"
          initial={initial}
          submitLabel={t('papers.letter.saveDraft')}
          onCancel={() => go('/papers')}
          onSubmit={async (fields) => {
            const { id } = await save.run({ id: null, fields })
            go(`/papers/letters/${id}`)
          }}
        >
          <LetterFieldSet />
        </Form>
      </Section>
    </Page>
  )
}
