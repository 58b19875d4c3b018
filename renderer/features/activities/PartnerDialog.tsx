import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { HandCoins, PencilLine, Plus, Printer, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ActivityDetail, FateProposal, Pledge, Receipt } from '../../../core/activities/contract.ts'
import { activityStates } from '../../../core/activities/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  DateField,
  Fields,
  Form,
  type GridColumn,
  GridField,
  Query,
  SelectField,
  SheetDialog,
  TextArea,
  TextField,
  Thai,
  useConfirm,
} from '../../ui/index.ts'
import { Attachments } from '../attachments/Attachments.tsx'
import { NoteLine } from '../reports/NoteLine.tsx'
import { Remark, TwinRemark } from './ActivityChip.tsx'
import { StateByDay } from './ActivityDialog.tsx'
import { atFields, newActivity } from './activity-form.ts'
import { PartnerNameField } from './PartnerNameField.tsx'
import { FateButton } from './PartnersPanel.tsx'
import { PledgeChip } from './PledgeChip.tsx'
import { PledgeDialog } from './PledgeDialog.tsx'
import { type NamedProject, ProjectsField } from './ProjectBox.tsx'
import { type PartnerForm, type PledgeRow, partnerForm, partnerFormOf } from './partner-form.ts'
import { ReceiptDialog } from './ReceiptDialog.tsx'
import { useTambons } from './use-tambons.ts'

/** A meeting with a partner: what was promised, what came of it, for which projects (duty 5). */
export function PartnerDialog({
  editionFy,
  tambonCode,
  id,
  onFate,
  onPaper,
  onClose,
}: {
  editionFy: number
  /** Of a new one. */
  tambonCode: string | null
  /** Null = a new one. */
  id: string | null
  onFate: (proposal: FateProposal) => void
  onPaper: (id: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const usual = useQuery(api.activities.usual.queryOptions({ input: { tambonCode } }))
  const found = useQuery(api.activities.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null }))
  const subject = usual.data?.find((one) => one.kind === 'partner')?.subject ?? ''
  const { projectIds: _none, ...empty } = newActivity({
    kind: 'partner',
    editionFy,
    tambonCode,
    heldOn: today,
    today,
    subject,
  })
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={`${t(id ? 'activities.edit' : 'activities.add')}: ${t('activities.kind.partner')}`}
    >
      {id === null ? (
        usual.data ? (
          <HeadForm
            id={null}
            initial={{ ...empty, projects: [], pledges: [] }}
            onPaper={onPaper}
            onClose={onClose}
          />
        ) : null
      ) : (
        <Query of={found}>
          {(activity) => (
            <>
              <TwinRemark activity={activity} />
              <Pledges activity={activity} onFate={onFate} />
              <HeadForm id={id} initial={partnerFormOf(activity)} onPaper={onPaper} onClose={onClose} />
              <Box component="section" aria-label={t('activities.files')} sx={{ mt: 2 }}>
                <Box sx={{ fontSize: '0.9rem', fontWeight: 600, mb: 0.3 }}>{t('activities.files')}</Box>
                <Attachments subject={{ table: 'activity', id }} />
                <Box sx={{ mt: 1.6 }}>
                  <NoteLine
                    about={{ table: 'activity', id }}
                    activityKind="partner"
                    tambonCode={activity.tambonCode}
                    notedOn={activity.heldOn}
                  />
                </Box>
              </Box>
            </>
          )}
        </Query>
      )}
    </SheetDialog>
  )
}

function HeadForm({
  id,
  initial,
  onPaper,
  onClose,
}: {
  id: string | null
  initial: PartnerForm
  onPaper: (id: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const { today } = useOffice()
  const { options } = useTambons()
  const save = useCommand(client.activities.save)
  const remove = useCommand(client.activities.remove)
  const drop = async (known: string) => {
    const yes = await confirm({
      title: t('activities.remove'),
      text: t('activities.partner.remove.confirm', { name: initial.partnerName }),
      confirm: t('activities.remove'),
      danger: true,
    })
    if (!yes) return
    // closed first: an open form would ask for a record that is gone
    onClose()
    await remove.attempt({ id: known })
  }
  return (
    <Form
      schema={partnerForm}
      draftKey={`activities.partner:${id ?? 'new'}`}
      initial={initial}
      submitLabel={t('activities.save')}
      onCancel={onClose}
      onSubmit={async ({ fields, pledges }) => {
        const { alike, twin } = await atFields(
          save.run({ id, fields, ...(id === null && pledges.length > 0 ? { pledges } : {}) }),
        )
        if (twin)
          notify(
            t('activities.twin.saved', { subject: twin.subject, date: formatDate(twin.heldOn, 'short') }),
            { severity: 'warning' },
          )
        else
          notify(
            alike.length > 0
              ? t('activities.partner.savedAlike', { names: alike.join(', ') })
              : t('activities.saved'),
          )
        onClose()
      }}
      extra={
        id === null ? null : (
          <>
            <Button icon={Printer} onClick={() => onPaper(id)}>
              {t('activities.paper.report')}
            </Button>
            <Button look="danger" icon={Trash2} onClick={() => void drop(id)}>
              {t('activities.remove')}
            </Button>
          </>
        )
      }
    >
      <StateByDay today={today} fresh={id === null} />
      <Fields columns={4}>
        <PartnerNameField name="partnerName" label={t('activities.partnerName')} />
        <TextField name="subject" label={t('activities.subject')} required wide />
        <SelectField
          name="tambonCode"
          label={t('activities.tambon')}
          options={options}
          empty={t('activities.tambon.all')}
        />
        <DateField name="heldOn" label={t('activities.heldOn')} required />
        <SelectField
          name="state"
          label={t('common.state')}
          options={activityStates.map((value) => ({ value, label: t(`activities.state.${value}`) }))}
        />
        <TextField name="place" label={t('activities.place')} />
        <ProjectsField
          name="projects"
          label={t('activities.projects')}
          help={t('activities.projects.help')}
        />
      </Fields>
      {id === null ? <PledgeRows /> : null}
      <Fields columns={2}>
        <TextArea name="outcome" label={t('activities.outcome')} rows={2} />
        <TextField name="evidence" label={t('activities.evidence')} wide />
        <TextArea name="note" label={t('activities.note')} rows={1} />
      </Fields>
    </Form>
  )
}

/** Pledges of a new meeting in a small table; those of a recorded one are changed one by one. */
function PledgeRows() {
  const { t } = useTranslation()
  const forms = useQuery(api.rules.table.queryOptions({ input: { id: 'pledge-forms' } }))
  const projects = useFormContext().watch('projects') as NamedProject[]
  const columns = useMemo<GridColumn<PledgeRow>[]>(
    () => [
      {
        key: 'form',
        title: t('activities.pledge.form'),
        kind: 'select',
        width: 170,
        options: (forms.data?.items ?? []).map((item) => ({ value: item.key, label: item.name })),
        set: (row, value) => (value === null ? row : { ...row, form: String(value) }),
      },
      { key: 'what', title: t('activities.pledge.what'), kind: 'text', width: 220, grow: 2 },
      { key: 'amount', title: t('activities.pledge.amount'), kind: 'money', width: 130, total: true },
      {
        key: 'projectId',
        title: t('activities.pledge.project'),
        kind: 'select',
        width: 230,
        grow: 2,
        options: projects.map((one) => ({ value: one.id, label: one.name })),
      },
      { key: 'dueOn', title: t('activities.pledge.dueOn'), kind: 'date', width: 110 },
    ],
    [t, forms.data, projects],
  )
  if (!forms.data) return null
  const [only] = projects
  return (
    <Box sx={{ mb: 1.2 }}>
      <Box sx={{ fontSize: '0.9rem', fontWeight: 600, mb: 0.2 }}>{t('activities.pledges')}</Box>
      <GridField<PledgeRow>
        name="pledges"
        label={t('activities.pledges')}
        columns={columns}
        maxHeight="12rem"
        newRow={() => ({
          form: forms.data.items[0]?.key ?? '',
          what: '',
          amount: null,
          projectId: projects.length === 1 && only ? only.id : null,
          dueOn: null,
        })}
      />
      <Box sx={{ fontSize: '0.86rem', color: 'text.secondary', mt: 0.3 }}>{t('activities.pledges.help')}</Box>
    </Box>
  )
}

/** What was promised at this meeting, with what came of it in parts. */
function Pledges({
  activity,
  onFate,
}: {
  activity: ActivityDetail
  onFate: (proposal: FateProposal) => void
}) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<{ pledge: Pledge | null } | null>(null)
  const [receiving, setReceiving] = useState<{ pledge: Pledge; receipt: Receipt | null } | null>(null)
  return (
    <Box component="section" aria-label={t('activities.pledges')} sx={{ mb: 2 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 0.5 }}>
        <Box sx={{ fontWeight: 600, flex: 1 }}>{t('activities.pledges')}</Box>
        <Button icon={Plus} onClick={() => setEditing({ pledge: null })}>
          {t('activities.pledge.add')}
        </Button>
      </Box>
      {activity.alike.length > 0 ? (
        <Remark>{t('activities.partner.alikeTo', { names: activity.alike.join(', ') })}</Remark>
      ) : null}
      {activity.pledges.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>{t('activities.pledges.none')}</Box>
      ) : null}
      {activity.pledges.map((pledge) => (
        <Box
          key={pledge.id}
          sx={(theme) => ({
            border: `1px solid ${theme.tokens.rule}`,
            borderRadius: 1,
            px: 1.2,
            py: 0.7,
            mb: 0.7,
          })}
        >
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Box sx={{ flex: '1 1 20rem', minWidth: 0 }}>
              <Thai text={[pledge.formName, pledge.what].filter((one) => one !== '').join(': ')} />
              <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
                {pledge.projectId === null ? (
                  t('activities.pledge.plan')
                ) : (
                  <AppLink href={`/projects/${pledge.projectId}`}>
                    {pledge.projectName ?? pledge.projectId}
                  </AppLink>
                )}
                {pledge.dueOn === null ? null : (
                  <>
                    {' · '}
                    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                      {t('activities.pledge.due', { date: formatDate(pledge.dueOn, 'short') })}
                    </Box>
                  </>
                )}
              </Box>
            </Box>
            {pledge.amount === null ? null : (
              <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {t('activities.receipt.of', {
                  pledged: formatBaht(pledge.amount),
                  received: formatBaht(pledge.received),
                })}
              </Box>
            )}
            <PledgeChip state={pledge.state} />
            <Button look="quiet" icon={HandCoins} onClick={() => setReceiving({ pledge, receipt: null })}>
              {t('activities.receipt.add')}
            </Button>
            <Button
              look="quiet"
              icon={PencilLine}
              label={`${t('common.edit')}: ${pledge.what || pledge.formName}`}
              onClick={() => setEditing({ pledge })}
            >
              {t('common.edit')}
            </Button>
          </Box>
          {pledge.over > 0 ? (
            <Remark>{t('activities.receipt.over', { amount: formatBaht(pledge.over) })}</Remark>
          ) : null}
          {pledge.receipts.map((receipt) => (
            <Box
              key={receipt.id}
              sx={{
                display: 'flex',
                gap: 1.2,
                alignItems: 'baseline',
                fontSize: '0.9rem',
                pl: 1.5,
                flexWrap: 'wrap',
              }}
            >
              <span>{formatDate(receipt.receivedOn, 'short')}</span>
              {receipt.receivedOn < pledge.promisedOn ? (
                <Box component="span" sx={(theme) => ({ color: theme.tokens.warning })}>
                  {t('activities.receipt.early.short')}
                </Box>
              ) : null}
              <Box component="span" sx={{ fontWeight: 600 }}>
                {receipt.amount === null ? '' : formatBaht(receipt.amount)}
              </Box>
              <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
                <Thai text={[receipt.what, receipt.evidence].filter((one) => one !== '').join(' · ')} />
              </Box>
              <Button look="quiet" onClick={() => setReceiving({ pledge, receipt })}>
                {t('common.edit')}
              </Button>
            </Box>
          ))}
          {pledge.fateProposal ? (
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', fontSize: '0.9rem', pl: 1.5 }}>
              {t('activities.fate.help')}
              <FateButton proposal={pledge.fateProposal} onFate={onFate} />
            </Box>
          ) : null}
        </Box>
      ))}
      {editing ? (
        <PledgeDialog activity={activity} pledge={editing.pledge} onClose={() => setEditing(null)} />
      ) : null}
      {receiving ? <ReceiptDialog {...receiving} onFate={onFate} onClose={() => setReceiving(null)} /> : null}
    </Box>
  )
}
