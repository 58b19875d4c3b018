import Typography from '@mui/material/Typography'
import { Hash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { optionalLine } from '../../../core/kernel/fields.ts'
import type { Addressee, Letter } from '../../../core/papers/contract.ts'
import { registerNumber } from '../../../core/papers/rules.ts'
import { client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { NumberField, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Section } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { Thai } from '../../ui/Thai.tsx'
import { useNumberWords } from './use-number-words.ts'

/** What is known of a signed letter: whom it went to, under which numbers, when and how. */
export function SignedLetter({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const numberWords = useNumberWords()
  const [writing, setWriting] = useState<{ addressee: Addressee | null } | null>(null)
  const each = letter.addresseeRows.length > 0 && letter.numbering === 'each'
  return (
    <>
      <Section title={letter.subject}>
        <Typography variant="body2">
          {letter.dated === null ? '' : t('papers.signed.dated', { date: formatDate(letter.dated) })}
        </Typography>
        <Typography variant="body2">
          <Thai
            text={letter.addressee === '' ? '' : t('papers.signed.to', { addressee: letter.addressee })}
          />
        </Typography>
        <Typography variant="body2">
          {letter.state === 'cancelled'
            ? t('papers.signed.cancelled', { reason: letter.cancelReason })
            : letter.sentOn === null
              ? t('papers.signed.notSent')
              : t('papers.signed.sent', { date: formatDate(letter.sentOn), how: letter.sentHow })}
        </Typography>
        {letter.number === null && !each && letter.state !== 'cancelled' ? (
          <Button icon={Hash} onClick={() => setWriting({ addressee: null })}>
            {t('papers.setNumber')}
          </Button>
        ) : null}
      </Section>
      {letter.addresseeRows.length > 0 ? (
        <Section title={t('papers.addressees.title')} flush>
          <Table<Addressee>
            label={t('papers.addressees.title')}
            rows={letter.addresseeRows}
            rowKey={(row) => row.id}
            maxHeight="calc(100vh - 22rem)"
            columns={[
              {
                key: 'no',
                title: t('papers.addressees.no'),
                align: 'right',
                width: '3.5rem',
                cell: (row) => row.no,
              },
              {
                key: 'addressee',
                title: t('papers.addressees.to'),
                rowHead: true,
                cell: (row) => row.addressee,
              },
              {
                key: 'number',
                title: t('papers.column.number'),
                width: '9rem',
                cell: (row) =>
                  !each ? (
                    numberWords(letter)
                  ) : row.number === null && letter.state !== 'cancelled' ? (
                    <Button look="quiet" icon={Hash} onClick={() => setWriting({ addressee: row })}>
                      {t('papers.setNumber.short')}
                    </Button>
                  ) : (
                    numberWords({ ...row, circular: letter.circular })
                  ),
              },
            ]}
          />
        </Section>
      ) : null}
      {writing ? (
        <NumberDialog letter={letter} addressee={writing.addressee} onClose={() => setWriting(null)} />
      ) : null}
    </>
  )
}

const numberForm = z.object({
  number: registerNumber.nullable().pipe(registerNumber),
  gapReason: optionalLine(300),
})

/** The number that was written on the paper by hand, into the register. */
function NumberDialog({
  letter,
  addressee,
  onClose,
}: {
  letter: Letter
  addressee: Addressee | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const set = useCommand(client.papers.setLetterNumber)
  return (
    <SheetDialog open onClose={onClose} title={t('papers.setNumber')} width="sm">
      <p>{addressee === null ? t('papers.setNumber.help') : addressee.addressee}</p>
      <Form
        schema={numberForm}
        initial={{ number: null as number | null, gapReason: '' }}
        submitLabel={t('papers.setNumber.do')}
        onCancel={onClose}
        onSubmit={async (value) => {
          await set.run({ id: letter.id, addresseeId: addressee?.id ?? null, ...value })
          notify(t('papers.setNumber.done'))
          onClose()
        }}
      >
        <Fields columns={1}>
          <NumberField name="number" label={t('papers.column.number')} required autoFocus />
          <TextField
            name="gapReason"
            label={t('papers.setNumber.gapReason')}
            help={t('papers.setNumber.gapReason.help')}
          />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
