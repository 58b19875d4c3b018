import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateVersion, WordingDetail, WordingPreview } from '../../../core/templates/contract.ts'
import {
  checkEdit,
  type FieldNames,
  hasPaper,
  type WordingEdit,
  type WordingEntry,
} from '../../../core/templates/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button, FaultBar, Query, Section, StatusChip, useConfirm } from '../../ui/index.ts'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Thai } from '../../ui/Thai.tsx'
import { useSettled } from '../layouts/use-settled.ts'
import { OwnEditor } from './OwnEditor.tsx'
import { PaperPane } from './PaperPane.tsx'
import { problemWords } from './part-words.ts'
import { TagText } from './TagText.tsx'
import { type Marks, makeMarks, toScreen } from './tag-marks.ts'
import { takeWaiting } from './use-files.ts'
import { useFocus } from './use-focus.ts'
import { type Unsaved, useUnsaved } from './use-unsaved.ts'

/** One wording as forms: sentences and lists in which the program's fields stand by their names. */
export function WordingEditor({ id }: { id: string }) {
  const detail = useQuery(api.templates.wording.queryOptions({ input: { id } }))
  const names = useQuery(api.templates.names.queryOptions())
  const unsaved = useUnsaved<WordingEdit[]>(`templates.wording:${id}`)
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
              name={named.wordings[id] ?? id}
              fields={named.fields}
            />
          )}
        </Query>
      )}
    </Query>
  )
}

const keyOf = (path: readonly string[]) => path.join('\n')
const fieldId = (path: readonly string[]) => `wording-${path.join('-')}`
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function Desk({
  detail,
  name,
  fields,
  unsaved,
}: {
  detail: WordingDetail
  name: string
  fields: FieldNames
  unsaved: Unsaved<WordingEdit[]>
}) {
  const { t } = useTranslation()
  const { notify, showFault } = useNotice()
  const confirm = useConfirm()
  const [own, setOwn] = useState<ReadonlyMap<string, WordingEdit>>(() =>
    editsMap(takeWaiting('wording', detail.id)?.edits ?? unsaved.read() ?? ownEdits(detail.entries)),
  )
  const [open, setOpen] = useState<string | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.templates.saveWording)
  const reset = useCommand(client.templates.resetWording)
  const entries = useMemo(() => withOwn(detail, own), [detail, own])
  const marks = useMarks(detail.id, fields)
  const problems = entries.flatMap((entry, at) => {
    const edit = own.get(keyOf(entry.path))
    return edit ? checkEdit(edit, entry, at).map((problem) => ({ entry, problem })) : []
  })
  const dirty = !sameEdits(own, editsMap(ownEdits(detail.entries)))
  useEffect(() => {
    if (dirty) unsaved.keep([...own.values()])
    else unsaved.forget()
  }, [dirty, own, unsaved])
  const focus = useFocus()
  const group = open === null ? null : open.split('.')
  const settled = useSettled(own, problems.length === 0)
  const preview = useQuery({
    ...api.templates.previewWording.queryOptions({
      input: { id: detail.id, edits: [...(settled ?? own).values()], group: group ?? [''] },
    }),
    enabled: settled !== null && group !== null && hasPaper(detail.id, group[0] ?? ''),
    placeholderData: (before: WordingPreview | undefined) => before,
  })
  const withPaper = groupsOf(entries).some(({ key }) => hasPaper(detail.id, key.split('.')[0] ?? ''))
  const put = (entry: WordingEntry, value: string | string[] | null) => {
    const next = new Map(own)
    if (value === null || (entry.program !== null && same(value, entry.program)))
      next.delete(keyOf(entry.path))
    else next.set(keyOf(entry.path), { path: entry.path, value })
    setOwn(next)
  }
  const keep = () => {
    setFault(null)
    save
      .run({ id: detail.id, edits: [...own.values()] })
      .then(() => notify(t('templates.saved', { name })), setFault)
  }
  const takeBack = async () => {
    const sure = await confirm({
      title: t('templates.reset'),
      text: t('templates.reset.text', { name }),
      confirm: t('templates.reset'),
    })
    if (sure) await reset.attempt({ id: detail.id })
  }
  const groups = groupsOf(entries)
  return (
    <>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <OwnEditor
        kind="wording"
        name={name}
        help={t('templates.wording.help')}
        detail={detail}
        dirty={dirty}
        wrong={problems.length > 0}
        saving={save.running}
        onSave={keep}
        onDrop={() => setOwn(editsMap(ownEdits(detail.entries)))}
        onVersion={({ n }: TemplateVersion) => {
          client.templates
            .wordingVersion({ id: detail.id, n })
            .then(({ edits }) => setOwn(editsMap(edits)), showFault)
        }}
        onReset={() => void takeBack()}
        onFault={setFault}
        onRead={(file) => {
          if (file.kind === 'wording' && file.id === detail.id) setOwn(editsMap(file.edits))
          else notify(t('templates.takeIn.other'))
        }}
        tools={
          <AddEntry
            detail={detail}
            entries={entries}
            onAdd={(edits, group) => {
              setOwn(new Map([...own, ...editsMap(edits)]))
              setOpen(group)
              const first = edits[0]
              if (first) focus([fieldId(first.path)])
            }}
          />
        }
      >
        {detail.programChanged ? (
          <Box sx={{ mt: 0.6, fontSize: '0.92rem' }}>{t('templates.wording.programChanged')}</Box>
        ) : null}
        {problems.length === 0 ? null : (
          <Box
            role="alert"
            sx={(theme) => ({ mt: 1, p: 1, bgcolor: theme.tokens.lateTint, borderRadius: 1 })}
          >
            <Box sx={{ fontWeight: 600 }}>{t('templates.problems', { n: problems.length })}</Box>
            {problems.slice(0, 8).map(({ entry, problem }) => (
              <Box
                key={`${keyOf(entry.path)}:${problem.key}`}
                sx={{ display: 'flex', gap: 1, alignItems: 'center' }}
              >
                <Box sx={{ flex: 1 }}>{problemWords(problem, marks(entry), fields, t)}</Box>
                <Button
                  look="quiet"
                  onClick={() => {
                    setOpen(groupOf(entry.path))
                    focus([fieldId(entry.path)])
                  }}
                >
                  {t('templates.problems.jump')}
                </Button>
              </Box>
            ))}
          </Box>
        )}
      </OwnEditor>
      <SplitPaper
        paper={
          withPaper ? (
            <PaperPane
              preview={preview}
              instead={
                group === null || !hasPaper(detail.id, group[0] ?? '')
                  ? t('templates.wording.preview.choose')
                  : preview.data === undefined && settled === null
                    ? t('templates.preview.wait')
                    : null
              }
              {...(group !== null && preview.data?.of
                ? { note: t('templates.wording.preview.of', { subject: preview.data.of }) }
                : {})}
            />
          ) : null
        }
      >
        <Section title={t('templates.wording.texts')} flush>
          <ArrowRows>
            {groups.map(({ key, rows }) => (
              <Group
                key={key}
                title={titleOf(key, rows, detail, t)}
                changed={rows.filter((entry) => own.has(keyOf(entry.path))).length}
                added={rows.every((entry) => entry.program === null)}
                open={open === key}
                onOpen={() => setOpen(open === key ? null : key)}
                onRemove={() => {
                  setOwn(new Map([...own].filter(([, edit]) => groupOf(edit.path) !== key)))
                  setOpen(null)
                }}
              >
                {rows.map((entry) => {
                  const found = problems.find((one) => one.entry === entry)
                  return (
                    <EntryField
                      key={keyOf(entry.path)}
                      entry={entry}
                      id={fieldId(entry.path)}
                      label={labelOf(entry.path, detail, t)}
                      marks={marks(entry)}
                      wrong={found ? problemWords(found.problem, marks(entry), fields, t) : undefined}
                      changed={own.has(keyOf(entry.path))}
                      onChange={(value) => put(entry, value)}
                    />
                  )
                })}
              </Group>
            ))}
          </ArrowRows>
        </Section>
      </SplitPaper>
    </>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

/** Two steps of the path are a group (kinds, tambonCommittee); what stands alone is the common one. */
function groupOf(path: readonly string[]): string {
  return path.length <= 1 ? '' : path.length === 2 ? (path[0] ?? '') : path.slice(0, 2).join('.')
}

function groupsOf(entries: readonly WordingEntry[]): { key: string; rows: WordingEntry[] }[] {
  const groups = new Map<string, WordingEntry[]>()
  for (const entry of entries)
    groups.set(groupOf(entry.path), [...(groups.get(groupOf(entry.path)) ?? []), entry])
  return [...groups].map(([key, rows]) => ({ key, rows }))
}

function titleOf(key: string, rows: readonly WordingEntry[], detail: WordingDetail, t: Words): string {
  if (key === '') return t('templates.wording.common')
  const [first = '', second] = key.split('.')
  const named = rows.find((entry) => entry.path.length === 3 && entry.path[2] === 'name')?.value
  const title = typeof named === 'string' && named.trim() !== '' ? named : detail.titles[key]
  const word = (one: string) => t(`templates.word.${one}`, { defaultValue: one })
  return second === undefined ? word(first) : `${word(first)} · ${title ?? word(second)}`
}

function labelOf(path: readonly string[], detail: WordingDetail, t: Words): string {
  const inGroup = path.length <= 1 ? path : path.length === 2 ? path.slice(1) : path.slice(2)
  return inGroup
    .map((one) =>
      /^\d+$/u.test(one)
        ? String(Number(one) + 1)
        : t(`templates.word.${one}`, { defaultValue: detail.titles[one] ?? one }),
    )
    .join(' · ')
}

const ownEdits = (entries: readonly WordingEntry[]): WordingEdit[] =>
  entries
    .filter((entry) => entry.program === null || !same(entry.value, entry.program))
    .map(({ path, value }) => ({ path, value }))

function sameEdits(one: ReadonlyMap<string, WordingEdit>, other: ReadonlyMap<string, WordingEdit>): boolean {
  return one.size === other.size && [...one].every(([key, edit]) => same(edit.value, other.get(key)?.value))
}

function editsMap(edits: readonly WordingEdit[]): ReadonlyMap<string, WordingEdit> {
  return new Map(edits.map((edit) => [keyOf(edit.path), edit]))
}

/** The entries with what was typed; an entry that is just being added looks like the one it is made from. */
function withOwn(detail: WordingDetail, own: ReadonlyMap<string, WordingEdit>): WordingEntry[] {
  const known = detail.entries.map((entry) => {
    const edit = own.get(keyOf(entry.path))
    return { ...entry, value: edit?.value ?? entry.program ?? entry.value }
  })
  const paths = new Set(known.map((entry) => keyOf(entry.path)))
  const fresh = [...own.values()].filter((edit) => !paths.has(keyOf(edit.path)))
  return [
    ...known,
    ...fresh.map(({ path, value }) => ({
      path,
      value,
      program: null,
      needed: freshNeeded(detail, path),
      tags: freshTags(detail, path),
    })),
  ]
}

/** As the entry that it was made like. */
function freshNeeded(detail: WordingDetail, path: readonly string[]): boolean {
  const made = detail.addable.find((one) => [...one.path, one.key].every((key, at) => path[at] === key))
  if (made === undefined) return false
  const like = [...made.path, made.like, ...path.slice(made.path.length + 1)]
  return detail.entries.find((entry) => keyOf(entry.path) === keyOf(like))?.needed ?? false
}

function freshTags(detail: WordingDetail, path: readonly string[]): string[] {
  return [
    ...new Set(detail.entries.filter((entry) => entry.path[0] === path[0]).flatMap((entry) => entry.tags)),
  ]
}

/** Tags of one text by their names; the wording may say one its own way (orders:body). */
function useMarks(id: string, fields: FieldNames): (entry: WordingEntry) => Marks {
  return useMemo(() => {
    const known = new Map<string, Marks>()
    const named: FieldNames = Object.fromEntries(
      Object.entries(fields).flatMap(([key, name]) =>
        key.startsWith(`${id}:`)
          ? [[key.slice(id.length + 1), name]]
          : Object.hasOwn(fields, `${id}:${key}`)
            ? []
            : [[key, name]],
      ),
    )
    return (entry) => {
      const texts = [entry.value].flat()
      const used = texts.join().match(/\{\{[^{}]*\}\}/gu) ?? []
      const key = [...entry.tags, ...used].join()
      const scope = Object.fromEntries(entry.tags.map((tag) => [tag, `(${tag})`]))
      const found = known.get(key) ?? makeMarks(scope, texts, named, () => '')
      known.set(key, found)
      return found
    }
  }, [id, fields])
}

function Group({
  title,
  changed,
  added,
  open,
  onOpen,
  onRemove,
  children,
}: {
  title: string
  changed: number
  added: boolean
  open: boolean
  onOpen: () => void
  /** Of an entry that the office added. */
  onRemove: () => void
  children: React.ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Box sx={(theme) => ({ borderBottom: `1px solid ${theme.tokens.rule}` })}>
      <Box
        component="button"
        type="button"
        data-row
        aria-expanded={open}
        onClick={onOpen}
        sx={(theme) => ({
          width: '100%',
          display: 'flex',
          alignItems: 'center',
          gap: 0.8,
          p: 0.9,
          border: 0,
          font: 'inherit',
          fontWeight: 600,
          textAlign: 'left',
          cursor: 'pointer',
          color: theme.tokens.ink,
          bgcolor: open ? theme.tokens.primaryTint : 'transparent',
          '&:focus-visible': { outline: `2px solid ${theme.tokens.focus}`, outlineOffset: -2 },
        })}
      >
        {open ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
        <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
          <Thai text={title} />
        </Box>
        {added ? (
          <StatusChip status="done" label={t('templates.state.own')} />
        ) : changed > 0 ? (
          <StatusChip status="underWay" label={t('templates.wording.changed', { n: changed })} />
        ) : null}
      </Box>
      {open ? (
        <Box sx={{ p: 1.4, display: 'grid', gap: 1.4, maxWidth: '60rem' }}>
          {children}
          {added ? (
            <Box>
              <Button look="quiet" icon={Trash2} onClick={onRemove}>
                {t('templates.wording.remove', { name: title })}
              </Button>
            </Box>
          ) : null}
        </Box>
      ) : null}
    </Box>
  )
}

function EntryField({
  entry,
  id,
  label,
  marks,
  wrong,
  changed,
  onChange,
}: {
  entry: WordingEntry
  id: string
  label: string
  marks: Marks
  wrong: string | undefined
  changed: boolean
  onChange: (value: string | string[] | null) => void
}) {
  const { t } = useTranslation()
  const isList = Array.isArray(entry.value)
  const text = isList ? [entry.value].flat().join('\n') : String(entry.value)
  const program = entry.program === null ? '' : [entry.program].flat().join('\n')
  return (
    <Box>
      <TagText
        id={id}
        label={isList ? t('templates.wording.list', { label }) : label}
        value={text}
        marks={marks}
        wrong={wrong}
        rows={isList || text.length > 90 ? 3 : 1}
        onChange={(value) => onChange(isList ? value.split('\n') : value)}
      />
      {changed && entry.program !== null ? (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', mt: 0.3, fontSize: '0.88rem' }}>
          <Box sx={{ flex: 1, color: 'text.secondary', whiteSpace: 'pre-line' }}>
            <Thai text={t('templates.wording.program', { text: toScreen(program, marks) })} />
          </Box>
          <Button look="quiet" icon={Undo2} onClick={() => onChange(null)}>
            {t('templates.wording.back')}
          </Button>
        </Box>
      ) : null}
    </Box>
  )
}

/** Adds words of the office's own for a kind that the program has none for, or a model of its own. */
function AddEntry({
  detail,
  entries,
  onAdd,
}: {
  detail: WordingDetail
  entries: readonly WordingEntry[]
  onAdd: (edits: WordingEdit[], group: string) => void
}) {
  const { t } = useTranslation()
  const taken = new Set(entries.map((entry) => groupOf(entry.path)))
  const free = detail.addable.filter((one) => !taken.has([...one.path, one.key].join('.')))
  const formOf = (key: string) => key.replace(/-\d+$/u, '')
  // of the office's own only the next of each form
  const offered = free.filter(
    (one, at) => one.name !== '' || free.findIndex((other) => formOf(other.key) === formOf(one.key)) === at,
  )
  const isOwn = offered.some((one) => one.name === '')
  const label = t(isOwn ? 'templates.wording.addOwn' : 'templates.wording.addKind')
  const nameOf = (one: (typeof free)[number]) =>
    one.name === '' ? t(`templates.wording.form.${formOf(one.key)}`) : one.name
  const add = (one: (typeof free)[number]) => {
    const from = [...one.path, one.like]
    const [, n = '1'] = /-(\d+)$/u.exec(one.key) ?? []
    const newName = n === '1' ? t('templates.wording.newName') : `${t('templates.wording.newName')} ${n}`
    const edits = entries
      .filter((entry) => from.every((key, at) => entry.path[at] === key))
      .map(
        ({ path, program, value }): WordingEdit => ({
          path: [...one.path, one.key, ...path.slice(from.length)],
          value: path.at(-1) === 'name' && one.name === '' ? newName : (program ?? value),
        }),
      )
    onAdd(edits, groupOf([...one.path, one.key, '']))
  }
  if (offered.length === 0) return null
  return (
    <MuiTextField
      select
      size="small"
      value=""
      sx={{ width: '18rem', flex: 'none' }}
      onChange={({ target }) => {
        const found = offered.find((one) => one.key === target.value)
        if (found) add(found)
      }}
      slotProps={{
        select: {
          displayEmpty: true,
          SelectDisplayProps: { 'aria-label': label } as React.HTMLAttributes<HTMLDivElement>,
        },
      }}
    >
      <MenuItem value="" disabled>
        {label}
      </MenuItem>
      {offered.map((one) => (
        <MenuItem key={one.key} value={one.key}>
          {nameOf(one)}
        </MenuItem>
      ))}
    </MuiTextField>
  )
}
