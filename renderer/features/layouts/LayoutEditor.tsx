import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { CopyPlus, Save, Trash2, Undo2 } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayoutDetail } from '../../../core/layouts/contract.ts'
import { checkLayout, type LayoutInput, type LayoutProblem } from '../../../core/layouts/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  DataGrid,
  DraftField,
  FaultBar,
  FieldFrame,
  PaperSheets,
  Query,
  Section,
  SheetDialog,
  useConfirm,
} from '../../ui/index.ts'
import { LayoutState } from './LayoutState.tsx'
import { fromScreen, type Marks, toScreen } from './layout-marks.ts'
import { useColumnGrid } from './use-column-grid.ts'
import { useSettled } from './use-settled.ts'

/** One layout: its words, its columns as a table to work in, and beside it the paper it makes. */
export function LayoutEditor({ id }: { id: string }) {
  const detail = useQuery(api.layouts.get.queryOptions({ input: { id } }))
  return <Query of={detail}>{(data) => <Desk key={`${data.id}:${data.state}`} detail={data} />}</Query>
}

function Desk({ detail }: { detail: LayoutDetail }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const go = useGo()
  const [draft, setDraft] = useState<LayoutInput>(detail.layout)
  const [naming, setNaming] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.layouts.save)
  const reset = useCommand(client.layouts.reset)
  const problems = useMemo(() => checkLayout(draft, detail.facts, detail.page), [draft, detail])
  const unread = detail.problems.filter((problem) => problem.key === 'layoutUnreadable')
  const dirty = unread.length > 0 || JSON.stringify(draft) !== JSON.stringify(detail.layout)
  const keep = () => {
    setFault(null)
    save
      .run({ id: detail.id, layout: draft })
      .then(() => notify(t('layouts.saved', { name: draft.sheet })), setFault)
  }
  const takeBack = async () => {
    const own = detail.state === 'own'
    const sure = await confirm({
      title: t(own ? 'layouts.remove' : 'layouts.reset'),
      text: t(own ? 'layouts.remove.text' : 'layouts.reset.text', { name: detail.name }),
      confirm: t(own ? 'layouts.remove' : 'layouts.reset'),
      danger: own,
    })
    if (sure && (await reset.attempt({ id: detail.id })).ok && own) go('/office?tab=layouts')
  }
  return (
    <>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Section
        title={detail.name}
        help={t('layouts.of', { table: detail.tableName })}
        actions={
          <>
            <Button look="quiet" href="/office?tab=layouts">
              {t('layouts.all')}
            </Button>
            <Button icon={CopyPlus} onClick={() => setNaming(true)} disabled={dirty || detail.broken}>
              {t('layouts.copy')}
            </Button>
            {detail.state === 'program' ? null : (
              <Button
                icon={detail.state === 'own' ? Trash2 : Undo2}
                look={detail.state === 'own' ? 'danger' : 'plain'}
                onClick={() => void takeBack()}
              >
                {t(detail.state === 'own' ? 'layouts.remove' : 'layouts.reset')}
              </Button>
            )}
            <Button
              look="main"
              icon={Save}
              onClick={keep}
              disabled={!dirty || problems.length > 0}
              busy={save.running}
            >
              {t('common.save')}
            </Button>
          </>
        }
      >
        <Box sx={{ display: 'flex', gap: 1.2, alignItems: 'center', mb: 1.2, flexWrap: 'wrap' }}>
          <LayoutState line={detail} />
          <Box role="status" sx={{ fontSize: '0.9rem', color: 'text.secondary' }}>
            {t(dirty ? 'layouts.unsaved' : 'layouts.asKept')}
          </Box>
        </Box>
        <Problems problems={[...unread, ...problems]} detail={detail} />
        <Words detail={detail} draft={draft} onChange={setDraft} problems={problems} />
      </Section>
      <Columns detail={detail} draft={draft} onChange={setDraft} problems={problems} />
      <Preview id={detail.id} draft={draft} isReady={problems.length === 0} />
      {naming ? <NewLayout detail={detail} onClose={() => setNaming(false)} /> : null}
    </>
  )
}

/** Problems of the table as a whole; those of a field or a column stand there. */
function Problems({ problems, detail }: { problems: readonly LayoutProblem[]; detail: LayoutDetail }) {
  const { t } = useTranslation()
  const whole = problems.filter(
    ({ path }) => path.length === 0 || (path[0] === 'columns' && path.length === 1),
  )
  if (whole.length === 0) return null
  return (
    <Box
      role="alert"
      sx={(theme) => ({
        mb: 1.4,
        p: 1.2,
        bgcolor: theme.tokens.lateTint,
        borderLeft: `4px solid ${theme.tokens.late}`,
        borderRadius: 1,
      })}
    >
      {whole.map((problem) => (
        <div key={`${problem.key}:${detail.id}`}>{t(`validation:${problem.key}`, problem.params)}</div>
      ))}
    </Box>
  )
}

type WordName = 'groupHead' | 'groupEmpty' | 'subtotal' | 'total' | 'empty'

/** Name, size of type, grouping and the words of group heads and sums. */
function Words({
  detail,
  draft,
  onChange,
  problems,
}: {
  detail: LayoutDetail
  draft: LayoutInput
  onChange: (next: LayoutInput) => void
  problems: readonly LayoutProblem[]
}) {
  const { t } = useTranslation()
  const wrong = (name: string) => {
    const problem = problems.find(({ path }) => path.length === 1 && path[0] === name)
    return problem ? t(`validation:${problem.key}`, problem.params) : undefined
  }
  const marks: Marks = { '': t('layouts.mark.group'), count: t('layouts.mark.count') }
  const text = (name: WordName) => (
    <DraftField
      label={t(`layouts.field.${name}`)}
      value={toScreen(draft[name], marks)}
      hint={name === 'subtotal' || name === 'total' ? t('layouts.field.noSum') : ''}
      wrong={wrong(name)}
      onChange={(value) => onChange({ ...draft, [name]: fromScreen(value, marks) })}
    />
  )
  const groups = Object.entries(detail.facts.fields).filter(([, field]) => field.repeat === undefined)
  return (
    <Box
      sx={{
        display: 'grid',
        gap: '0.7rem 1.2rem',
        gridTemplateColumns: 'repeat(auto-fill, minmax(15rem, 1fr))',
        alignItems: 'start',
      }}
    >
      <DraftField
        label={t('layouts.field.sheet')}
        value={draft.sheet}
        wrong={wrong('sheet')}
        onChange={(sheet) => onChange({ ...draft, sheet })}
      />
      <DraftField
        label={t('layouts.field.sizePt')}
        value={Number.isNaN(draft.sizePt) ? '' : String(draft.sizePt)}
        wrong={wrong('sizePt')}
        numeric
        onChange={(value) => onChange({ ...draft, sizePt: value.trim() === '' ? Number.NaN : Number(value) })}
      />
      <DraftField
        label={t('layouts.field.groupBy')}
        value={draft.groupBy ?? ''}
        wrong={wrong('groupBy')}
        options={[
          { value: '', label: t('layouts.field.groupBy.none') },
          ...groups.map(([value, field]) => ({ value, label: field.name })),
        ]}
        onChange={(value) => onChange({ ...draft, groupBy: value === '' ? null : value })}
      />
      {draft.groupBy === null ? null : (
        <>
          {text('groupHead')}
          {text('groupEmpty')}
          {text('subtotal')}
        </>
      )}
      {text('total')}
      {text('empty')}
    </Box>
  )
}

type Part = {
  detail: LayoutDetail
  draft: LayoutInput
  onChange: (next: LayoutInput) => void
  problems: readonly LayoutProblem[]
}

/** The columns, one a row: Alt-↑ and Alt-↓ change their order. */
function Columns({ detail, draft, onChange, problems }: Part) {
  const { t } = useTranslation()
  const grid = useColumnGrid(detail, draft, onChange, problems)
  return (
    <Section title={t('layouts.columns.title')} help={t('layouts.columns.help', grid.marks)} flush>
      <DataGrid
        label={t('layouts.columns.title')}
        rows={grid.rows}
        columns={grid.columns}
        rowKey={(row) => row.id}
        onChange={grid.change}
        {...(grid.newRow ? { newRow: grid.newRow } : {})}
        canRemove
        movable
        problems={grid.problems}
        maxHeight="24rem"
      />
    </Section>
  )
}

/** The paper of the draft; a draft that cannot be printed keeps the last one that could. */
function Preview({ id, draft, isReady }: { id: string; draft: LayoutInput; isReady: boolean }) {
  const { t } = useTranslation()
  const settled = useSettled(draft, isReady)
  const preview = useQuery({
    ...api.layouts.preview.queryOptions({ input: { id, layout: settled ?? draft } }),
    enabled: settled !== null,
    placeholderData: (before: { html: string; title: string; sample: boolean } | undefined) => before,
  })
  return (
    <Section
      title={t('layouts.preview')}
      help={preview.data ? t(preview.data.sample ? 'layouts.preview.own' : 'layouts.preview.empty') : ''}
      flush
    >
      <Box
        role="region"
        aria-label={t('layouts.preview')}
        tabIndex={0}
        sx={(theme) => ({ height: '34rem', overflow: 'auto', bgcolor: theme.tokens.quiet })}
      >
        {settled === null ? (
          <Box sx={{ p: 1.6 }}>{t('layouts.preview.wait')}</Box>
        ) : (
          <Query of={preview} lines={6}>
            {(made) => <PaperSheets html={made.html} title={made.title} fit="width" />}
          </Query>
        )}
      </Box>
    </Section>
  )
}

function NewLayout({ detail, onClose }: { detail: LayoutDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const create = useCommand(client.layouts.create)
  const [name, setName] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const id = useId()
  const make = () => {
    setFault(null)
    create
      .run({ fromId: detail.id, name })
      .then((made) => go(`/office?tab=layouts&layout=${made.id}`), setFault)
  }
  return (
    <SheetDialog
      open
      width="sm"
      onClose={onClose}
      title={t('layouts.copy.title', { name: detail.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" onClick={make} disabled={name.trim() === ''} busy={create.running}>
            {t('layouts.copy.make')}
          </Button>
        </>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <FieldFrame id={id} label={t('layouts.copy.name')} required>
        <MuiTextField
          id={id}
          fullWidth
          autoFocus
          value={name}
          placeholder={t('layouts.copy.example')}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => (event.key === 'Enter' && name.trim() !== '' ? make() : undefined)}
          slotProps={{ htmlInput: { maxLength: 31 } }}
        />
      </FieldFrame>
      <Box sx={{ mt: 1, color: 'text.secondary', fontSize: '0.9rem' }}>{t('layouts.copy.help')}</Box>
    </SheetDialog>
  )
}
