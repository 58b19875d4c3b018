import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { GitCompare } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateDetail, TemplatePreview, TemplateVersion } from '../../../core/templates/contract.ts'
import {
  checkTemplate,
  type FieldNames,
  moved,
  nodeAt,
  type Part,
  partsOf,
  scopeWithin,
  type TemplateNode,
  type TemplateProblem,
  withAt,
  withoutPart,
  wordsIn,
} from '../../../core/templates/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, FaultBar, Query, Section, SheetDialog, Table, useConfirm } from '../../ui/index.ts'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { useSettled } from '../layouts/use-settled.ts'
import { OwnEditor } from './OwnEditor.tsx'
import { PaperPane } from './PaperPane.tsx'
import { PartEditor } from './PartEditor.tsx'
import { PartList } from './PartList.tsx'
import { isUnder, pathKey, problemWords } from './part-words.ts'
import { TagText } from './TagText.tsx'
import { type Marks, makeMarks, toScreen } from './tag-marks.ts'
import { takeWaiting } from './use-files.ts'
import { useFocus } from './use-focus.ts'
import { type Unsaved, useUnsaved } from './use-unsaved.ts'

/** One template: its parts in order at the left, the paper it makes at the right. */
export function TemplateEditor({ id }: { id: string }) {
  const detail = useQuery(api.templates.get.queryOptions({ input: { id } }))
  const names = useQuery(api.templates.names.queryOptions())
  const unsaved = useUnsaved<TemplateNode>(`templates.template:${id}`)
  if (unsaved === null) return null
  return (
    <Query of={names}>
      {(named) => (
        <Query of={detail}>
          {(data) => (
            <Desk
              unsaved={unsaved}
              key={`${data.state}:${data.at}`}
              detail={data}
              name={named.papers[id] ?? id}
              fields={named.fields}
            />
          )}
        </Query>
      )}
    </Query>
  )
}

type Shown = 'newest' | 'sample' | number

function Desk({
  detail,
  name,
  fields,
  unsaved,
}: {
  detail: TemplateDetail
  name: string
  fields: FieldNames
  unsaved: Unsaved<TemplateNode>
}) {
  const { t } = useTranslation()
  const { notify, showFault } = useNotice()
  const confirm = useConfirm()
  const [draft, setDraft] = useState<TemplateNode>(
    () => takeWaiting('template', detail.id)?.template ?? unsaved.read() ?? detail.template,
  )
  const [open, setOpen] = useState<string | null>(null)
  const [shown, setShown] = useState<Shown>('newest')
  const [comparing, setComparing] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.templates.save)
  const reset = useCommand(client.templates.reset)
  const problems = useMemo(
    () => checkTemplate(draft, detail.program, detail.facts),
    [draft, detail.program, detail.facts],
  )
  const settled = useSettled(draft, problems.length === 0)
  const record = typeof shown === 'number' ? detail.records[shown]?.ref : undefined
  const preview = useQuery({
    ...api.templates.preview.queryOptions({
      input: {
        id: detail.id,
        template: settled ?? draft,
        of: shown === 'sample' ? 'sample' : (record ?? null),
      },
    }),
    enabled: settled !== null,
    placeholderData: (before: TemplatePreview | undefined) => before,
  })
  const deep = problems.length === 0 ? (preview.data?.problems ?? []) : []
  const all = [...problems, ...deep]
  const dirty = JSON.stringify(draft) !== JSON.stringify(detail.template)
  useEffect(() => {
    if (dirty) unsaved.keep(draft)
    else unsaved.forget()
  }, [dirty, draft, unsaved])
  const { scope } = detail.facts
  const marksOf = useMarks(scope, detail.program, draft, fields)
  const marksAt = useCallback(
    (path: (string | number)[]) => marksOf(scopeWithin(draft, path, scope)),
    [marksOf, draft, scope],
  )
  const parts = useMemo(() => partsOf(draft), [draft])
  const foreign = useMemo(
    () =>
      new Set(problems.filter(({ key }) => key === 'templateUnknownPart').map(({ path }) => pathKey(path))),
    [problems],
  )
  const focus = useFocus()

  const jump = (problem: TemplateProblem) => {
    const found = flat(parts)
      .filter((part) => isUnder(problem.path, part.path))
      .at(-1)
    if (found) setOpen(pathKey(found.path))
    focus([`text-${pathKey(problem.path)}`, ...(found ? [`part-${pathKey(found.path)}`] : [])])
  }
  const keep = () => {
    setFault(null)
    save.run({ id: detail.id, template: draft }).then(() => notify(t('templates.saved', { name })), setFault)
  }
  const takeBack = async () => {
    const sure = await confirm({
      title: t('templates.reset'),
      text: t('templates.reset.text', { name }),
      confirm: t('templates.reset'),
    })
    if (sure) await reset.attempt({ id: detail.id })
  }
  const takeVersion = ({ n }: TemplateVersion) => {
    client.templates.version({ id: detail.id, n }).then(({ template }) => {
      setDraft(template)
      setOpen(null)
    }, showFault)
  }
  const move = (part: Part, by: -1 | 1) => {
    const made = moved(draft, part.path, by)
    if (made === null) return
    setDraft(made.root)
    if (open !== null) setOpen(swapped(open, pathKey(part.path), pathKey(made.path)))
    focus([`part-${pathKey(made.path)}`])
  }
  return (
    <>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <OwnEditor
        kind="template"
        name={name}
        help={t('templates.editor.help')}
        detail={detail}
        dirty={dirty}
        wrong={all.length > 0}
        saving={save.running}
        onSave={keep}
        onDrop={() => {
          setDraft(detail.template)
          setOpen(null)
        }}
        onVersion={takeVersion}
        onReset={() => void takeBack()}
        onFault={setFault}
        onRead={(file) => {
          if (file.kind === 'template' && file.id === detail.id) setDraft(file.template)
          else notify(t('templates.takeIn.other'))
        }}
        tools={
          <Button
            look="quiet"
            icon={GitCompare}
            onClick={() => setComparing(true)}
            disabled={preview.data === undefined}
          >
            {t('templates.compare', { n: preview.data?.changes.length ?? 0 })}
          </Button>
        }
      >
        {detail.programChanged && !detail.broken ? (
          <Box sx={{ mt: 0.6, fontSize: '0.92rem' }}>{t('templates.programChanged')}</Box>
        ) : null}
        <Problems
          problems={all}
          onJump={jump}
          leads={(one) => one.path[0] === 'title' || flat(parts).some((part) => isUnder(one.path, part.path))}
          words={(one) => problemWords(one, marksAt(one.path), fields, t)}
        />
      </OwnEditor>
      <SplitPaper
        paper={
          <PaperPane
            preview={preview}
            instead={preview.data === undefined && settled === null ? t('templates.preview.wait') : null}
            actions={
              <MuiTextField
                select
                size="small"
                value={String(shown)}
                sx={{ maxWidth: '18rem' }}
                onChange={({ target }) =>
                  setShown(
                    target.value === 'newest' || target.value === 'sample'
                      ? target.value
                      : Number(target.value),
                  )
                }
                slotProps={{
                  select: {
                    SelectDisplayProps: {
                      'aria-label': t('templates.preview.with'),
                    } as React.HTMLAttributes<HTMLDivElement>,
                  },
                }}
              >
                <MenuItem value="newest">
                  {t(detail.records.length > 0 ? 'templates.preview.newest' : 'templates.preview.none')}
                </MenuItem>
                <MenuItem value="sample">{t('templates.preview.sample')}</MenuItem>
                {detail.records.map((one, at) => (
                  <MenuItem key={JSON.stringify(one.ref)} value={String(at)}>
                    {one.label.slice(0, 60)}
                  </MenuItem>
                ))}
              </MuiTextField>
            }
          />
        }
      >
        <Section title={t('templates.parts')} help={t('templates.parts.help')} flush>
          {typeof draft.title === 'string' ? (
            <Box sx={{ p: 1.2 }}>
              <TagText
                id="text-title"
                label={t('templates.title')}
                value={draft.title}
                marks={marksAt(['title'])}
                wrong={firstAt(problems, ['title'], (one) =>
                  problemWords(one, marksAt(['title']), fields, t),
                )}
                onChange={(title) => setDraft({ ...draft, title })}
              />
            </Box>
          ) : null}
          <PartList
            template={draft}
            scope={scope}
            parts={parts}
            open={open}
            wrong={all.map((one) => one.path)}
            foreign={foreign}
            fields={fields}
            marksAt={marksAt}
            onOpen={setOpen}
            onMove={move}
            onHide={(part) => setDraft(withHidden(draft, part))}
            onRemove={(part) => {
              setDraft(withoutPart(draft, part.path))
              setOpen(null)
            }}
            editor={(part) => (
              <PartEditor
                part={part}
                template={draft}
                scope={scope}
                fields={fields}
                marks={marksAt(part.path)}
                problems={all}
                onChange={setDraft}
                onAdded={(template, path) => {
                  setDraft(template)
                  setOpen(pathKey(path))
                  focus([`text-${pathKey([...path, 'text'])}`, `text-${pathKey([...path, 'lines', 0])}`])
                }}
              />
            )}
          />
        </Section>
      </SplitPaper>
      <SheetDialog
        open={comparing}
        width="md"
        onClose={() => setComparing(false)}
        actions={<Button onClick={() => setComparing(false)}>{t('common.close')}</Button>}
        title={t('templates.compare.title', { name })}
      >
        <Table
          label={t('templates.compare.title', { name })}
          rows={preview.data?.changes ?? []}
          rowKey={(row) => `${row.what}:${pathKey(row.path)}`}
          empty={t('templates.compare.none')}
          columns={[
            {
              key: 'what',
              title: t('templates.compare.what'),
              rowHead: true,
              cell: (row) =>
                `${t(`templates.change.${row.what}`)} · ${t(`templates.part.${row.kind}`, { defaultValue: t('templates.part.words') })}`,
            },
            {
              key: 'before',
              title: t('templates.compare.program'),
              cell: (row) => toScreen(row.before, marksAt(row.path)),
            },
            {
              key: 'after',
              title: t('templates.compare.own'),
              cell: (row) => toScreen(row.after, marksAt(row.path)),
            },
          ]}
        />
      </SheetDialog>
    </>
  )
}

const flat = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flat(part.children)])

/** Where an open part stands after two neighbours changed places. */
function swapped(open: string, one: string, other: string): string {
  const under = (root: string) => open === root || open.startsWith(`${root}/`)
  if (under(one)) return other + open.slice(one.length)
  return under(other) ? one + open.slice(other.length) : open
}

function withHidden(template: TemplateNode, part: Part): TemplateNode {
  const node = nodeAt(template, part.path)
  if (typeof node !== 'object' || node === null) return template
  const { hidden: _hidden, ...rest } = node as TemplateNode
  return withAt(template, part.path, part.hidden ? rest : { ...rest, hidden: true })
}

function firstAt(
  problems: readonly TemplateProblem[],
  path: readonly (string | number)[],
  words: (problem: TemplateProblem) => string,
): string | undefined {
  const found = problems.find((one) => pathKey(one.path) === pathKey(path))
  return found ? words(found) : undefined
}

/** Names of the tags, one for each scope of the template; kept while nothing of it changes. */
function useMarks(
  scope: Readonly<Record<string, unknown>>,
  program: TemplateNode,
  draft: TemplateNode,
  fields: FieldNames,
): (scope: Readonly<Record<string, unknown>>) => Marks {
  const { t } = useTranslation()
  const texts = useMemo(() => [...wordsIn(program), ...wordsIn(draft)], [program, draft])
  return useMemo(() => {
    const known = new Map<string, Marks>()
    return (at) => {
      const key = Object.entries(at)
        .filter(([name]) => !Object.hasOwn(scope, name))
        .map(([name, value]) => `${name}:${Object.keys(Object(value)).join()}`)
        .join(';')
      const found =
        known.get(key) ??
        makeMarks(at, texts, fields, (filter) => t(`templates.filter.${filter}`, { defaultValue: '' }))
      known.set(key, found)
      return found
    }
  }, [scope, texts, fields, t])
}

/** What keeps the template from being kept; each leads to its place. */
function Problems({
  problems,
  onJump,
  leads,
  words,
}: {
  problems: readonly TemplateProblem[]
  onJump: (problem: TemplateProblem) => void
  /** Whether there is a place to go to: not where the whole of it is strange. */
  leads: (problem: TemplateProblem) => boolean
  words: (problem: TemplateProblem) => string
}) {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  return (
    <Box
      role="alert"
      sx={(theme) => ({
        mt: 1,
        p: 1,
        bgcolor: theme.tokens.lateTint,
        borderLeft: `4px solid ${theme.tokens.late}`,
        borderRadius: 1,
      })}
    >
      <Box sx={{ fontWeight: 600 }}>{t('templates.problems', { n: problems.length })}</Box>
      {problems.slice(0, 12).map((problem, at) => (
        // the same sentence may stand for two places
        // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own
        <Box key={at} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Box sx={{ flex: 1 }}>{words(problem)}</Box>
          {!leads(problem) ? null : (
            <Button look="quiet" onClick={() => onJump(problem)}>
              {t('templates.problems.jump')}
            </Button>
          )}
        </Box>
      ))}
    </Box>
  )
}
