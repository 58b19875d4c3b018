import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Plus, Save, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { issuesOf } from '../../../core/kernel/issues.ts'
import type { ReportFormDetail } from '../../../core/reports/contract.ts'
import {
  checkForm,
  type FormPart,
  type FormProblem,
  type FormSection,
  type ReportForm,
  reportFormInput,
} from '../../../core/reports/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  CertaintyNote,
  DataGrid,
  DraftField,
  FaultBar,
  Page,
  PaperSheets,
  Query,
  Section,
  StatusChip,
  useConfirm,
} from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { fromScreen, type Marks, toScreen } from '../layouts/layout-marks.ts'
import { useSettled } from '../layouts/use-settled.ts'
import { type Unsaved, useUnsaved } from '../templates/use-unsaved.ts'
import { FormPartEditor, Rows, useProblemWords } from './FormPartEditor.tsx'
import { marksOf, moved, newPart, newSection, replaced, sameForm, without } from './form-draft.ts'
import { useRowIds } from './use-row-ids.ts'

const partKinds = ['table', 'narrative', 'text', 'blank'] as const

/** One form of the report: its pages, parts and columns, and beside them the paper it makes. */
export default function FormPage() {
  const key = useRouteParam('formKey')
  const { t } = useTranslation()
  const detail = useQuery(api.reports.form.queryOptions({ input: { key } }))
  const unsaved = useUnsaved<ReportForm>(`reports.form:${key}`)
  if (unsaved === null) return null
  return (
    <PageQuery
      of={detail}
      title={t('reports.forms.title')}
      back={{ href: '/reports/forms', label: t('reports.forms.back') }}
    >
      {(data) => <Desk key={`${data.key}:${data.state}`} detail={data} unsaved={unsaved} />}
    </PageQuery>
  )
}

/** Everything wrong with a draft: its shape first, then what it names. */
function problemsOf(draft: ReportForm, knows: ReportFormDetail['knows']): FormProblem[] {
  const parsed = reportFormInput.safeParse(draft)
  if (!parsed.success)
    return issuesOf(parsed.error.issues).map(({ path, key, params }) => ({
      path: path.map((step) => (typeof step === 'number' ? step : String(step))),
      key,
      params: (params ?? {}) as FormProblem['params'],
    }))
  return checkForm(draft, {
    figures: knows.figures.map(({ key }) => key),
    dutyKinds: knows.dutyKinds.map(({ key }) => key),
  })
}

/** What was changed and not saved when the screen was left; null when it is of no use any more. */
function readKept(unsaved: Unsaved<ReportForm>): ReportForm | null {
  const kept = unsaved.read()
  if (kept === null) return null
  const parsed = reportFormInput.safeParse(kept)
  if (parsed.success) return parsed.data
  return Array.isArray(kept.sections) ? kept : null
}

function Desk({ detail, unsaved }: { detail: ReportFormDetail; unsaved: Unsaved<ReportForm> }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const go = useGo()
  const [draft, setDraft] = useState<ReportForm>(() => readKept(unsaved) ?? detail.form)
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.reports.saveForm)
  const reset = useCommand(client.reports.resetForm)
  const problems = useMemo(() => problemsOf(draft, detail.knows), [draft, detail.knows])
  const marks = useMemo(
    () => marksOf(detail.knows, (name) => t('reports.figure.outOf.of', { name })),
    [detail.knows, t],
  )
  const words = useProblemWords(problems)
  const dirty = !sameForm(draft, detail.form)
  useEffect(() => {
    if (dirty) unsaved.keep(draft)
    else unsaved.forget()
  }, [dirty, draft, unsaved])
  const own = detail.state === 'own'
  const keep = () => {
    setFault(null)
    save
      .run({ key: detail.key, form: draft })
      .then(() => notify(t('reports.forms.saved', { name: draft.name })), setFault)
  }
  const takeBack = async () => {
    const sure = await confirm({
      title: t(own ? 'reports.forms.remove' : 'reports.forms.reset'),
      text: t(own ? 'reports.forms.remove.text' : 'reports.forms.reset.text', { name: detail.name }),
      confirm: t(own ? 'reports.forms.remove' : 'reports.forms.reset'),
      danger: own,
    })
    if (sure && (await reset.attempt({ key: detail.key })).ok && own) go('/reports/forms')
  }
  const setSections = (sections: FormSection[]) => setDraft({ ...draft, sections })
  return (
    <Page
      title={detail.name}
      help={t('reports.forms.editor.help')}
      back={{ href: '/reports/forms', label: t('reports.forms.back') }}
      aside={
        <StatusChip
          status={detail.broken ? 'late' : detail.state === 'program' ? 'notStarted' : 'done'}
          label={t(detail.broken ? 'reports.forms.broken' : `reports.forms.state.${detail.state}`)}
        />
      }
      actions={
        <>
          {detail.state === 'program' ? null : (
            <Button
              icon={own ? Trash2 : Undo2}
              look={own ? 'danger' : 'plain'}
              onClick={() => void takeBack()}
            >
              {t(own ? 'reports.forms.remove' : 'reports.forms.reset')}
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
      <CertaintyNote certainty={detail.certainty} source={detail.source} />
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <SplitPaper paper={<Preview draft={draft} isReady={problems.length === 0} />}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 0.6 }}>
          <Box role="status" sx={{ flex: 1, fontSize: '0.9rem', color: 'text.secondary' }}>
            {t(dirty ? 'reports.forms.unsaved' : 'reports.forms.asKept')}
          </Box>
          {dirty ? (
            <Button look="quiet" icon={Undo2} onClick={() => setDraft(detail.form)}>
              {t('reports.forms.dropChanges')}
            </Button>
          ) : null}
        </Box>
        {problems.length > 0 ? (
          <Box role="alert" sx={{ color: 'error.main', mb: 0.8 }}>
            {t('reports.forms.problems', { count: problems.length })}
          </Box>
        ) : null}
        <Section title={t('reports.forms.head')}>
          <Rows>
            <DraftField
              label={t('reports.forms.name')}
              value={draft.name}
              wrong={words(['name'])}
              onChange={(name) => setDraft({ ...draft, name })}
            />
            <DraftField
              label={t('reports.forms.paperTitle')}
              value={toScreen(draft.paperTitle, marks)}
              wrong={words(['paperTitle'])}
              rows={2}
              onChange={(typed) => setDraft({ ...draft, paperTitle: fromScreen(typed, marks) })}
            />
            <DraftField
              label={t('reports.forms.source')}
              value={draft.source}
              wrong={words(['source'])}
              onChange={(source) => setDraft({ ...draft, source })}
            />
          </Rows>
          <details>
            <summary>{t('reports.forms.tags')}</summary>
            <Box sx={{ fontSize: '0.9rem', color: 'text.secondary' }}>
              {t('reports.forms.tags.help')}
              <Box component="p" sx={{ my: 0.4 }}>
                {[...new Set(Object.values(marks))].join('  ')}
              </Box>
            </Box>
          </details>
        </Section>
        {draft.sections.map((section, at) => (
          <SectionEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: sections have no name of their own; their fields are controlled
            key={at}
            section={section}
            no={at + 1}
            count={draft.sections.length}
            knows={detail.knows}
            marks={marks}
            problems={within(problems, ['sections', at])}
            onChange={(next) => setSections(replaced(draft.sections, at, next))}
            onMove={(by) => setSections(moved(draft.sections, at, by))}
            onRemove={() => setSections(without(draft.sections, at))}
          />
        ))}
        <Button icon={Plus} onClick={() => setSections([...draft.sections, newSection()])}>
          {t('reports.forms.section.add')}
        </Button>
      </SplitPaper>
    </Page>
  )
}

/** Problems below a place, with their paths from there on. */
function within(problems: readonly FormProblem[], place: readonly (string | number)[]): FormProblem[] {
  return problems
    .filter(({ path }) => place.every((step, at) => path[at] === step))
    .map((one) => ({ ...one, path: one.path.slice(place.length) }))
}

type Order = { onMove: (by: -1 | 1) => void; onRemove: () => void; no: number; count: number }

function OrderButtons({ what, no, count, onMove, onRemove }: Order & { what: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Button
        look="quiet"
        icon={ArrowUp}
        disabled={no === 1}
        label={t('reports.forms.up.of', { what })}
        onClick={() => onMove(-1)}
      >
        {t('reports.forms.up')}
      </Button>
      <Button
        look="quiet"
        icon={ArrowDown}
        disabled={no === count}
        label={t('reports.forms.down.of', { what })}
        onClick={() => onMove(1)}
      >
        {t('reports.forms.down')}
      </Button>
      <Button look="quiet" icon={Trash2} label={t('reports.forms.drop.of', { what })} onClick={onRemove}>
        {t('reports.forms.drop')}
      </Button>
    </>
  )
}

function SectionEditor({
  section,
  knows,
  marks,
  problems,
  onChange,
  ...order
}: Order & {
  section: FormSection
  knows: ReportFormDetail['knows']
  marks: Marks
  problems: readonly FormProblem[]
  onChange: (next: FormSection) => void
}) {
  const { t } = useTranslation()
  const words = useProblemWords(problems)
  const what = t('reports.forms.section', { no: order.no })
  const setParts = (parts: FormPart[]) => onChange({ ...section, parts })
  return (
    <Section title={what} actions={<OrderButtons what={what} {...order} />}>
      <Rows columns={2}>
        <DraftField
          label={t('reports.forms.orientation')}
          value={section.orientation}
          options={(['portrait', 'landscape'] as const).map((value) => ({
            value,
            label: t(`reports.forms.orientation.${value}`),
          }))}
          onChange={(value) =>
            onChange({ ...section, orientation: value === 'landscape' ? 'landscape' : 'portrait' })
          }
        />
        <DraftField
          label={t('reports.forms.each')}
          value={section.each}
          options={(['', 'tambons'] as const).map((value) => ({
            value,
            label: t(value === '' ? 'reports.forms.each.once' : 'reports.forms.each.tambons'),
          }))}
          onChange={(value) => onChange({ ...section, each: value === 'tambons' ? 'tambons' : '' })}
        />
        <DraftField
          label={t('reports.forms.signatures')}
          value={section.signatures.map((one) => one.who).join()}
          options={signatureChoices(section).map((value) => ({
            value,
            label:
              value === ''
                ? t('common.none')
                : value
                    .split(',')
                    .map((who) => t(`reports.forms.signature.${who}`))
                    .join(' + '),
          }))}
          onChange={(value) =>
            onChange({
              ...section,
              signatures:
                value === '' ? [] : value.split(',').map((who, at) => signatureOf(section, who, at)),
            })
          }
        />
      </Rows>
      {section.signatures.length === 0 ? null : (
        <Rows columns={2}>
          {section.signatures.flatMap((one, at) => {
            const set = (change: Partial<typeof one>) =>
              onChange({ ...section, signatures: replaced(section.signatures, at, { ...one, ...change }) })
            const who = t(`reports.forms.signature.${one.who}`)
            return (['caption', ...(one.who === 'blank' ? (['position'] as const) : [])] as const).map(
              (name) => (
                <DraftField
                  key={`${one.who}:${name}`}
                  label={t(`reports.forms.signature.${name}.of`, { who })}
                  value={toScreen(one[name], marks)}
                  wrong={words(['signatures', at, name])}
                  onChange={(typed) => set({ [name]: fromScreen(typed, marks) })}
                />
              ),
            )
          })}
        </Rows>
      )}
      <Rows>
        <DraftField
          label={t('reports.forms.heading')}
          rows={2}
          value={toScreen(section.heading.join('\n'), marks)}
          wrong={
            section.heading.map((_, at) => words(['heading', at])).find((said) => said !== undefined) ??
            words(['heading'])
          }
          onChange={(typed) =>
            onChange({ ...section, heading: typed === '' ? [] : fromScreen(typed, marks).split('\n') })
          }
        />
      </Rows>
      <HeadLines section={section} marks={marks} problems={problems} onChange={onChange} />
      {section.parts.map((part, at) => {
        const name = t('reports.forms.part.of', { no: at + 1, kind: t(`reports.forms.part.${part.part}`) })
        return (
          <Box
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own; their fields are controlled
            key={at}
            role="group"
            aria-label={name}
            sx={(theme) => ({
              mt: 1.4,
              pl: 1.2,
              borderLeft: `3px solid ${theme.tokens.rule}`,
              '&:focus-within': { borderColor: theme.tokens.primary },
            })}
          >
            <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', mb: 0.4 }}>
              <strong style={{ flex: 1 }}>{name}</strong>
              <OrderButtons
                what={name}
                no={at + 1}
                count={section.parts.length}
                onMove={(by) => setParts(moved(section.parts, at, by))}
                onRemove={() => setParts(without(section.parts, at))}
              />
            </Box>
            <FormPartEditor
              part={part}
              knows={knows}
              marks={marks}
              problems={within(problems, ['parts', at])}
              onChange={(next) => setParts(replaced(section.parts, at, next))}
            />
          </Box>
        )
      })}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.4 }}>
        {partKinds.map((kind) => (
          <Button key={kind} icon={Plus} onClick={() => setParts([...section.parts, newPart(kind, knows)])}>
            {t(`reports.forms.part.${kind}`)}
          </Button>
        ))}
      </Box>
    </Section>
  )
}

/** The lines with a label at the head of a page: อำเภอ, ข้อมูล ณ วันที่ …; one that comes out empty is not printed. */
function HeadLines({
  section,
  marks,
  problems,
  onChange,
}: {
  section: FormSection
  marks: Marks
  problems: readonly FormProblem[]
  onChange: (next: FormSection) => void
}) {
  const { t } = useTranslation()
  const ids = useRowIds<FormSection['head'][number]>()
  return (
    <Box sx={{ mt: 1 }}>
      <Box sx={{ fontSize: '0.9rem', fontWeight: 600 }}>{t('reports.forms.headLines')}</Box>
      <DataGrid
        label={t('reports.forms.headLines')}
        rows={ids.rows(section.head)}
        rowKey={(row) => row.id}
        canRemove
        movable
        maxHeight="16rem"
        newRow={() => ({ label: '', text: '', id: ids.next() })}
        columns={[
          { key: 'label', title: t('reports.forms.headLabel'), kind: 'text', width: 150, grow: 1 },
          {
            key: 'text',
            title: t('reports.forms.headText'),
            kind: 'text',
            width: 220,
            grow: 2,
            get: (row) => toScreen(row.text, marks),
            set: (row, value) => ({ ...row, text: fromScreen(String(value ?? ''), marks) }),
          },
        ]}
        problems={(_, at) => {
          const found = problems.find(({ path }) => path[0] === 'head' && path[1] === at)
          return found === undefined
            ? undefined
            : { [String(found.path[2] ?? 'text')]: t(`validation:${found.key}`, found.params) }
        }}
        onChange={(rows) => onChange({ ...section, head: ids.bare(rows) })}
      />
    </Box>
  )
}

/** Who signs: the usual ways, and the one that stands when it is another. */
function signatureChoices(section: FormSection): string[] {
  const now = section.signatures.map((one) => one.who).join()
  return [...new Set(['', 'signatory', 'reporter,signatory', 'reporter', 'blank', now])]
}

function signatureOf(section: FormSection, who: string, at: number): FormSection['signatures'][number] {
  const known = section.signatures.find((one) => one.who === who) ?? section.signatures[at]
  const role = who === 'signatory' || who === 'reporter' ? who : 'blank'
  return known?.who === role ? known : { who: role, caption: '', position: '' }
}

/** The newest report of the office in this form; a draft that cannot be printed keeps the last one that could. */
function Preview({ draft, isReady }: { draft: ReportForm; isReady: boolean }) {
  const { t } = useTranslation()
  const reports = useQuery(api.reports.list.queryOptions())
  const reportId = reports.data?.[0]?.id ?? null
  const settled = useSettled(draft, isReady)
  const preview = useQuery({
    ...api.reports.previewForm.queryOptions({
      input: { reportId: reportId ?? '', form: settled ?? draft },
    }),
    enabled: settled !== null && reportId !== null,
    placeholderData: (before: { html: string; title: string } | undefined) => before,
  })
  return (
    <Section title={t('layouts.preview')} flush>
      <Box
        role="region"
        aria-label={t('layouts.preview')}
        tabIndex={0}
        sx={(theme) => ({ height: 'calc(100vh - 12rem)', overflow: 'auto', bgcolor: theme.tokens.quiet })}
      >
        {reports.data && reportId === null ? (
          <Box sx={{ p: 1.6 }}>{t('reports.forms.noReport')}</Box>
        ) : settled === null ? (
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
