import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import { ArrowLeft, FolderOpen, ShieldCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { StartPreview } from '../../../core/fieldwork/contract.ts'
import { line, optionalLine } from '../../../core/kernel/fields.ts'
import { tambonCode } from '../../../core/office/rules.ts'
import { client, refreshAll } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useTask } from '../../app/task.ts'
import {
  Button,
  CheckField,
  FaultBar,
  Fields,
  Form,
  ProgressDialog,
  Section,
  Table,
  TextField,
  Thai,
} from '../../ui/index.ts'
import { Fingerprint } from '../exchange/Fingerprint.tsx'
import { PassphraseAsk } from '../exchange/PassphraseAsk.tsx'

type Opened = { token: string; name: string; passphrase: string; preview: StartPreview }

/**
 * A laptop of the district begins with the district's package: choose it, see what it holds and from whom, compare the
 * fingerprint by telephone, say who works here; then the program opens on its home (issue 6, the tambon profile).
 */
export function FromDistrict({ onStep, leave }: { onStep: (step: number) => void; leave: () => void }) {
  const { t } = useTranslation()
  const look = useTask(client.fieldwork.look)
  const start = useTask(client.fieldwork.start)
  const [file, setFile] = useState<{ token: string; name: string } | null>(null)
  const [locked, setLocked] = useState(false)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [fault, setFault] = useState<unknown>(null)

  const open = async (chosen: { token: string; name: string }, passphrase: string) => {
    setFault(null)
    setFile(chosen)
    try {
      const preview = await look.run({
        token: chosen.token,
        ...(passphrase === '' ? {} : { passphrase }),
      })
      setOpened({ token: chosen.token, name: chosen.name, passphrase, preview })
      onStep(2)
    } catch (error) {
      const { code } = faultOf(error)
      setLocked(code === 'package.passphraseMissing' || code === 'package.passphraseWrong')
      // that it is locked is no fault: the field says so
      setFault(code === 'package.passphraseMissing' ? null : error)
    }
  }
  const choose = () =>
    host.pickFile('package').then((chosen) => {
      if (chosen === null) return
      setLocked(false)
      void open(chosen, '')
    }, setFault)
  const back = (
    <Button
      icon={ArrowLeft}
      onClick={() => {
        if (opened === null) return onStep(0)
        setOpened(null)
        onStep(1)
      }}
    >
      {t('common.back')}
    </Button>
  )
  return (
    <Box sx={{ maxWidth: '62rem' }}>
      {opened === null ? (
        <>
          <FaultBar error={fault} onClose={() => setFault(null)} />
          {file === null ? null : (
            <Box sx={{ mb: 1.2, overflowWrap: 'anywhere' }}>
              {t('office.first.package.chosen')} <strong>{file.name}</strong>
            </Box>
          )}
          {locked && file !== null ? (
            <PassphraseAsk
              key={file.token}
              busy={look.running}
              onPassphrase={(passphrase) => void open(file, passphrase)}
            />
          ) : null}
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1.2 }}>
            {back}
            <Button
              look={locked ? 'plain' : 'main'}
              icon={FolderOpen}
              autoFocus={file === null}
              onClick={() => void choose()}
            >
              {t(file === null ? 'office.first.package.choose' : 'office.first.package.chooseOther')}
            </Button>
          </Box>
        </>
      ) : (
        <Begin
          key={opened.token}
          opened={opened}
          back={back}
          onBegin={async ({ staffName, staffPosition, tambonCodes }) => {
            await start.run({
              token: opened.token,
              ...(opened.passphrase === '' ? {} : { passphrase: opened.passphrase }),
              confirmKey: true,
              tambonCodes,
              staffName,
              staffPosition,
            })
            await refreshAll()
            location.hash = '#/'
            leave()
          }}
        />
      )}
      <ProgressDialog task={look} title={t('office.first.package.looking')} />
      <ProgressDialog task={start} title={t('office.first.package.starting')} />
    </Box>
  )
}

const beginFields = z.object({
  tambonCodes: z.array(tambonCode).min(1, { error: 'required' }),
  same: z.boolean().refine((same) => same, { error: 'compareFirst' }),
  staffName: line(120),
  staffPosition: optionalLine(160),
})
type BeginFields = z.infer<typeof beginFields>

function Begin({
  opened,
  back,
  onBegin,
}: {
  opened: Opened
  back: ReactNode
  onBegin: (fields: BeginFields) => Promise<void>
}) {
  const { t } = useTranslation()
  const { preview } = opened
  const { info } = preview
  return (
    <Form
      schema={beginFields}
      initial={{
        tambonCodes: preview.tambons.map((one) => one.code),
        same: false,
        staffName: '',
        staffPosition: '',
      }}
      onSubmit={onBegin}
      submitLabel={t('office.first.package.begin')}
      extra={back}
    >
      <Section
        title={t('exchange.in.from', { office: info.fromOfficeName })}
        help={t('office.first.package.of', {
          date: formatDate(info.createdOn),
          sequence: info.sequence,
          name: opened.name,
        })}
      >
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'success.main' }}>
          <ShieldCheck size={20} aria-hidden /> {t('exchange.in.whole')}
        </Box>
        <Box
          role="group"
          aria-label={t('office.first.package.compare')}
          sx={(theme) => ({
            mt: 1.2,
            p: 1.4,
            borderLeft: `4px solid ${theme.tokens.warning}`,
            bgcolor: theme.tokens.warningTint,
            borderRadius: 1,
          })}
        >
          <Typography sx={{ fontWeight: 600 }}>{t('office.first.package.compare')}</Typography>
          <Typography variant="body2">
            {t('office.first.package.how', { office: info.fromOfficeName })}
          </Typography>
          <Fingerprint of={preview.fingerprint} />
          <CheckField name="same" label={t('exchange.key.same')} />
        </Box>
      </Section>
      <Section title={t('office.first.package.tambons')} help={t('office.first.package.tambons.help')} flush>
        <Tambons tambons={preview.tambons} />
        <Box sx={{ px: 1.6, py: 1, fontSize: '0.9rem', color: 'text.secondary' }}>
          <Counts counts={preview.counts} />
        </Box>
      </Section>
      <Section title={t('office.first.people.you')}>
        <Fields columns={2}>
          <TextField name="staffName" label={t('office.staff.name')} required />
          <TextField name="staffPosition" label={t('office.staff.position')} />
        </Fields>
      </Section>
    </Form>
  )
}

function Tambons({ tambons }: { tambons: StartPreview['tambons'] }) {
  const { t } = useTranslation()
  const { setValue, formState } = useFormContext()
  const chosen = useWatch({ name: 'tambonCodes' }) as string[]
  const wrong = formState.errors.tambonCodes?.message
  const turn = (code: string, on: boolean) =>
    setValue(
      'tambonCodes',
      // in the order of the package
      tambons.map((one) => one.code).filter((one) => (one === code ? on : chosen.includes(one))),
      { shouldDirty: true, shouldValidate: formState.isSubmitted },
    )
  return (
    <>
      <Table
        label={t('office.first.package.tambons')}
        rows={tambons}
        rowKey={(row) => row.code}
        maxHeight="20rem"
        columns={[
          {
            key: 'tambon',
            title: t('common.tambon'),
            rowHead: true,
            cell: (row) => (
              <FormControlLabel
                sx={{ my: -0.6 }}
                control={
                  <Checkbox
                    size="small"
                    checked={chosen.includes(row.code)}
                    onChange={(_, on) => turn(row.code, on)}
                  />
                }
                label={row.name}
              />
            ),
          },
          {
            key: 'villages',
            title: t('common.village'),
            align: 'right',
            cell: (row) => formatNumber(row.villages),
          },
          {
            key: 'projects',
            title: t('office.first.package.projects'),
            align: 'right',
            cell: (row) => formatNumber(row.projects),
          },
        ]}
      />
      {typeof wrong === 'string' ? (
        <FormHelperText error sx={{ px: 1.6 }}>
          {wrong}
        </FormHelperText>
      ) : null}
    </>
  )
}

/** Records of the package by their kind, in words. */
function Counts({ counts }: { counts: Record<string, number> }) {
  const { t } = useTranslation()
  const said = Object.entries(counts).filter(([, count]) => count > 0)
  return (
    <Thai
      text={said
        .map(
          ([table, count]) =>
            `${t(`exchange.table.${table}`, { defaultValue: table })} ${formatNumber(count)}`,
        )
        .join(' · ')}
    />
  )
}
