import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { ImageUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Letterhead, laptopNameFields, letterheadFields } from '../../../core/office/rules.ts'
import { api, client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand, useTask } from '../../app/task.ts'
import { Button, Fields, Form, ProgressDialog, Query, Section, TextField } from '../../ui/index.ts'
import { LetterheadFields } from './LetterheadFields.tsx'

/** The letterhead and the emblem, as first run asked them. */
export function LetterheadTab() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { notify } = useNotice()
  const save = useCommand(client.office.saveLetterhead)
  const initial: Letterhead = letterheadFields.parse(office)
  return (
    <>
      {office.profile === 'tambon' ? <LaptopSection name={office.laptopName} /> : null}
      <Section title={t('office.letterhead.title')}>
        <Form
          key={JSON.stringify(initial)}
          schema={letterheadFields}
          initial={initial}
          draftKey="office.letterhead"
          submitLabel={t('common.save')}
          onSubmit={async (fields) => {
            await save.run(fields)
            notify(t('common.saved'))
          }}
        >
          <LetterheadFields hasEmblem={office.emblemId !== null} />
        </Form>
      </Section>
      <EmblemSection />
    </>
  )
}

/** What the district calls this laptop; the papers have the district's letterhead below. */
function LaptopSection({ name }: { name: string }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.office.saveLaptopName)
  return (
    <Section title={t('office.laptop.title')} help={t('office.laptop.help')}>
      <Form
        key={name}
        schema={laptopNameFields}
        initial={{ laptopName: name }}
        submitLabel={t('office.laptop.save')}
        onSubmit={async (fields) => {
          await save.run(fields)
          notify(t('common.saved'))
        }}
      >
        <Fields columns={1}>
          <TextField name="laptopName" label={t('office.laptop.name')} required />
        </Fields>
      </Form>
    </Section>
  )
}

function EmblemSection() {
  const { t } = useTranslation()
  const emblem = useQuery(api.office.emblem.queryOptions())
  const task = useTask(client.office.importEmblem)
  const { notify, showFault } = useNotice()
  const choose = async () => {
    try {
      const file = await host.pickFile('picture')
      if (file === null) return
      const done = await task.attempt({ token: file.token })
      if (done.ok)
        notify(
          done.value.lowResolution ? t('office.emblem.lowResolution') : t('office.emblem.done'),
          done.value.lowResolution ? { severity: 'warning' } : {},
        )
    } catch (error) {
      showFault(faultOf(error))
    }
  }
  return (
    <Section
      title={t('office.emblem.title')}
      help={t('office.emblem.help')}
      actions={
        <Button icon={ImageUp} onClick={() => void choose()}>
          {t('office.emblem.choose')}
        </Button>
      }
    >
      <Query of={emblem} lines={1}>
        {(picture) =>
          picture === null ? (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {t('office.emblem.none')}
            </Typography>
          ) : (
            <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
              <Box
                component="img"
                alt={t('office.emblem.alt')}
                src={`data:${picture.mime};base64,${picture.base64}`}
                sx={{ height: '6rem', bgcolor: '#fff', p: 0.5, border: 1, borderColor: 'divider' }}
              />
              <Typography variant="body2">
                {t('office.emblem.size', { width: picture.widthPx, height: picture.heightPx })}
              </Typography>
            </Box>
          )
        }
      </Query>
      <ProgressDialog task={task} title={t('office.emblem.title')} />
    </Section>
  )
}
