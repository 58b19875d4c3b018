import { useQuery } from '@tanstack/react-query'
import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Letter } from '../../../core/papers/contract.ts'
import type { LetterFields } from '../../../core/papers/rules.ts'
import { api, client } from '../../app/client.ts'
import { useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { LetterFieldSet } from './LetterFieldSet.tsx'
import { letterForm, letterFormOf } from './letter-form.ts'
import { SignDialog } from './SignDialog.tsx'

/** A letter beside its paper: its words until it is signed, then only the paper (C16). */
export default function LetterPage() {
  const letterId = useRouteParam('letterId')
  const letter = useQuery(api.papers.letter.queryOptions({ input: { id: letterId } }))
  const { t } = useTranslation()
  return (
    <PageQuery
      of={letter}
      title={t('papers.letter.title')}
      back={{ href: '/papers', label: t('papers.letter.back') }}
    >
      {(data) => <LetterDesk key={`${data.id}:${data.state}`} letter={data} />}
    </PageQuery>
  )
}

function LetterDesk({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const [signing, setSigning] = useState(false)
  const sign = useCommand(client.papers.signLetter)
  const draft = letter.state === 'draft'
  const draftKey = `papers.saveLetter:${letter.id}`
  const save = (fields: LetterFields) => client.papers.saveLetter({ id: letter.id, fields })
  const paper = <PaperView paper={{ kind: 'letter', id: letter.id }} />
  return (
    <Page
      title={
        draft || letter.number === null
          ? t('papers.letter.title')
          : `${t('papers.letter.title')} ${t('orders.number', { number: letter.number, year: letter.numberYear })}`
      }
      back={{ href: '/papers', label: t('papers.letter.back') }}
      help={t(draft ? 'papers.letter.help' : 'papers.letter.signedHelp')}
      aside={<StatusChip status={draft ? 'underWay' : 'done'} label={t(`papers.state.${letter.state}`)} />}
      actions={
        draft ? (
          <Button look="main" icon={PenLine} onClick={() => setSigning(true)}>
            {t('papers.sign')}
          </Button>
        ) : null
      }
    >
      {draft ? (
        <SplitPaper paper={paper}>
          <Section>
            <Form schema={letterForm} draftKey={draftKey} initial={letterFormOf(letter)} onSubmit={save}>
              {(form) => (
                <>
                  <LetterFieldSet />
                  <AutoSave form={form} schema={letterForm} draftKey={draftKey} save={save} />
                </>
              )}
            </Form>
          </Section>
        </SplitPaper>
      ) : (
        paper
      )}
      {signing ? (
        <SignDialog
          title={t('papers.sign.title')}
          help={t('papers.sign.help')}
          register="outgoing"
          draftKey={`papers.signLetter:${letter.id}`}
          onSign={(signedOn, number) => sign.run({ id: letter.id, signedOn, number })}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </Page>
  )
}
