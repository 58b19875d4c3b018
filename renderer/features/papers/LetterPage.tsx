import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { Ban, Copy, PenLine, Send, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Letter } from '../../../core/papers/contract.ts'
import { letterForms } from '../../../core/papers/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button } from '../../ui/Button.tsx'
import { useConfirm } from '../../ui/Dialogs.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useFresh } from '../../ui/use-fresh.ts'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { AddresseesTab } from './AddresseesTab.tsx'
import { AnnexesTab } from './AnnexesTab.tsx'
import { LetterFieldSet } from './LetterFieldSet.tsx'
import { LetterPaper } from './LetterPaper.tsx'
import { LetterProblems } from './LetterProblems.tsx'
import { type CheckedLetter, letterForm, letterFormOf, savedLetter } from './letter-form.ts'
import { statusOf } from './letter-status.ts'
import { SendDialog } from './SendDialog.tsx'
import { SignDialog } from './SignDialog.tsx'
import { SignedLetter } from './SignedLetter.tsx'
import { useNumberWords } from './use-number-words.ts'

/** A letter beside its paper: its words until it is signed, then the paper and how it went out (C16). */
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
      {(data) => <LetterDesk key={data.id} letter={data} />}
    </PageQuery>
  )
}

function LetterDesk({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const own = letter.officeId === office.id
  const back = useBackToDistrict(letter.officeId, 'reports', {
    href: '/papers',
    label: t('papers.letter.back'),
  })
  const numberWords = useNumberWords()
  const draft = letter.state === 'draft'
  const lastNumber = letter.addresseeRows.reduce<number | null>(
    (last, { number }) => (number !== null && (last === null || number > last) ? number : last),
    null,
  )
  const number = numberWords({ ...letter, lastNumber })
  const title = t(`papers.form.${letter.form}`)
  return (
    <Page
      title={number === '' ? title : `${title} ${number}`}
      back={back}
      help={t(draft ? 'papers.letter.help' : 'papers.letter.signedHelp')}
      aside={<StatusChip status={statusOf(letter.state)} label={t(`papers.state.${letter.state}`)} />}
      actions={own ? draft ? <DraftActions letter={letter} /> : <SignedActions letter={letter} /> : null}
    >
      <MirrorBar
        officeId={letter.officeId}
        record={{ recordType: 'letter', rowId: letter.id, subject: letter.subject }}
      />
      <SplitPaper paper={<LetterPaper letter={letter} />}>
        {draft ? <LetterWords letter={letter} /> : <SignedLetter letter={letter} />}
      </SplitPaper>
    </Page>
  )
}

function useCopy(id: string) {
  const go = useGo()
  const copy = useCommand(client.papers.copyLetter)
  return {
    running: copy.running,
    run: async () => {
      const made = await copy.attempt({ id })
      if (made.ok) go(`/papers/letters/${made.value.id}`)
    },
  }
}

function DraftActions({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const go = useGo()
  const confirm = useConfirm()
  const [signing, setSigning] = useState(false)
  const copy = useCopy(letter.id)
  const sign = useCommand(client.papers.signLetter)
  const remove = useCommand(client.papers.removeLetter)
  const throwAway = async () => {
    const sure = await confirm({
      title: t('papers.letter.remove'),
      text: t('papers.letter.remove.ask', { subject: letter.subject }),
      confirm: t('papers.letter.remove'),
      danger: true,
    })
    if (!sure) return
    go('/papers')
    await remove.attempt({ id: letter.id })
  }
  const numbers = letter.numbering === 'each' ? Math.max(1, letter.addresseeRows.length) : 1
  return (
    <>
      <Button icon={Trash2} busy={remove.running} onClick={() => void throwAway()}>
        {t('papers.letter.remove')}
      </Button>
      <Button icon={Copy} busy={copy.running} onClick={() => void copy.run()}>
        {t('papers.letter.copy')}
      </Button>
      <Button look="main" icon={PenLine} onClick={() => setSigning(true)}>
        {t('papers.sign')}
      </Button>
      {signing ? (
        <SignDialog
          title={t('papers.sign.title')}
          help={
            letter.addresseeRows.length > 1
              ? t('papers.sign.help.many', { count: letter.addresseeRows.length })
              : t('papers.sign.help')
          }
          register={letter.register}
          count={numbers}
          draftKey={`papers.signLetter:${letter.id}`}
          onSign={(signedOn, number) => sign.run({ id: letter.id, signedOn, number })}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </>
  )
}

function SignedActions({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const [asking, setAsking] = useState<'send' | 'annul' | null>(null)
  const copy = useCopy(letter.id)
  const annul = useCommand(client.papers.annulLetter)
  const send = useCommand(client.papers.sendLetter)
  return (
    <>
      <Button icon={Copy} busy={copy.running} onClick={() => void copy.run()}>
        {t('papers.letter.copy')}
      </Button>
      {letter.state === 'signed' ? (
        <Button icon={Ban} onClick={() => setAsking('annul')}>
          {t('papers.annul')}
        </Button>
      ) : null}
      {letter.form === 'announcement' || letter.state === 'cancelled' ? null : (
        <Button
          look={letter.state === 'signed' ? 'main' : 'plain'}
          icon={Send}
          onClick={() => setAsking('send')}
        >
          {t(letter.state === 'signed' ? 'papers.send' : 'papers.send.again')}
        </Button>
      )}
      {asking === 'annul' ? (
        <ReasonDialog
          words="papers.annul"
          onReason={async (reason) => {
            await annul.run({ id: letter.id, reason })
            notify(t('papers.annul.done'))
          }}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'send' ? (
        <SendDialog
          letter={letter}
          onSend={async (value) => {
            await send.run({ id: letter.id, ...value })
            notify(t('papers.send.done'))
          }}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  )
}

/** The words of a draft, saved by themselves. Its parts are one form, so that no part loses what another holds. */
function LetterWords({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const draftKey = `papers.saveLetter:${letter.id}`
  const box = useRef<HTMLDivElement>(null)
  const initial = letterFormOf(letter, letter.addresseeRows)
  // undo, or another window: the form says what the record says, unless somebody is typing in it
  const fresh = useFresh(JSON.stringify(initial), box)
  const [part, setPart] = useState<'words' | 'addressees' | 'annexes'>('words')
  const save = async (value: CheckedLetter) => {
    const { fields, addressees } = savedLetter(value)
    await client.papers.saveLetter({ id: letter.id, fields, addressees })
    fresh.said(JSON.stringify(letterFormOf(fields, addressees)))
  }
  return (
    <Section>
      <div ref={box}>
        <Form key={fresh.key} schema={letterForm} draftKey={draftKey} initial={initial} onSubmit={save}>
          {(form) => (
            <>
              <LetterProblems problems={letter.problems} />
              <PartTabs value={part} onChange={setPart} />
              {part === 'words' ? (
                <>
                  <Fields columns={2}>
                    <SelectField
                      name="form"
                      label={t('papers.letter.form')}
                      required
                      options={letterForms.map((value) => ({ value, label: t(`papers.form.${value}`) }))}
                    />
                  </Fields>
                  <LetterFieldSet />
                </>
              ) : null}
              {part === 'addressees' ? <AddresseesTab /> : null}
              {part === 'annexes' ? <AnnexesTab /> : null}
              <AutoSave form={form} schema={letterForm} draftKey={draftKey} save={save} />
            </>
          )}
        </Form>
      </div>
    </Section>
  )
}

type Part = 'words' | 'addressees' | 'annexes'

function PartTabs({ value, onChange }: { value: Part; onChange: (part: Part) => void }) {
  const { t } = useTranslation()
  const [form, addressees, annexes] = useWatch({ name: ['form', 'addressees', 'annexes'] }) as [
    Letter['form'],
    unknown[],
    unknown[],
  ]
  const label = (part: Part, count: number) =>
    count === 0 ? t(`papers.part.${part}`) : t('papers.part.count', { name: t(`papers.part.${part}`), count })
  return (
    <Tabs
      value={form === 'announcement' && value === 'addressees' ? 'words' : value}
      onChange={(_, next: Part) => onChange(next)}
      sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
    >
      <Tab value="words" label={t('papers.part.words')} />
      {form === 'announcement' ? null : (
        <Tab value="addressees" label={label('addressees', addressees.length)} />
      )}
      <Tab value="annexes" label={label('annexes', annexes.length)} />
    </Tabs>
  )
}
