import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CarryWay, carryWays } from '../../../core/plans/carry.ts'
import type { RuleTable } from '../../../core/rules/contract.ts'
import { isOwnRow, ownFields } from '../../../core/rules/own-rows.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  CertaintyNote,
  DataGrid,
  type GridColumn,
  Query,
  Section,
  StatusChip,
  Table,
  useConfirm,
} from '../../ui/index.ts'
import { OwnRowDialog } from './OwnRowDialog.tsx'
import { useCertaintyWord } from './rule-words.ts'

type Item = RuleTable['items'][number]

/** Rules of the field as data of the office: what a guideline changes is changed here, not in the program. */
export function RulesTab() {
  const { t } = useTranslation()
  const [asked] = useQueryParam('rules')
  const certaintyWord = useCertaintyWord()
  const tables = useQuery(api.rules.list.queryOptions())
  if (asked !== null) return <RuleItems id={asked} />
  return (
    <Section title={t('office.tab.rules')} help={t('rules.help')} flush>
      <Query of={tables}>
        {(rows) => (
          <Table
            label={t('office.tab.rules')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'title',
                title: t('rules.table'),
                rowHead: true,
                cell: (row) => <AppLink href={`/office?tab=rules&rules=${row.id}`}>{row.title}</AppLink>,
              },
              { key: 'items', title: t('rules.items'), align: 'right', cell: (row) => row.items },
              { key: 'source', title: t('rules.field.source'), cell: (row) => row.source },
              {
                key: 'certainty',
                title: t('rules.field.certainty'),
                nowrap: true,
                cell: (row) => certaintyWord(row.certainty),
              },
              {
                key: 'changed',
                title: t('rules.changed'),
                cell: (row) =>
                  row.changed ? <StatusChip status="underWay" label={t('rules.changed.yes')} /> : '',
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}

function RuleItems({ id }: { id: string }) {
  const { t, i18n } = useTranslation()
  const certaintyWord = useCertaintyWord()
  const { notify } = useNotice()
  const [editing, setEditing] = useState<{ item: Item | null } | null>(null)
  const fields = useMemo(() => ownFields(id), [id])
  const table = useQuery(api.rules.table.queryOptions({ input: { id } }))
  const tables = useQuery(api.rules.list.queryOptions())
  const save = useCommand(client.rules.saveItem)
  const reset = useCommand(client.rules.reset)
  const remove = useCommand(client.rules.removeItem)
  const confirm = useConfirm()
  const changed = tables.data?.find((row) => row.id === id)?.changed === true
  const takeBack = async () => {
    const sure = await confirm({
      title: t('rules.reset'),
      text: t('rules.reset.text', { title: table.data?.title ?? '' }),
      confirm: t('rules.reset'),
    })
    if (sure) await reset.attempt({ id })
  }
  const takeAway = async (item: Item) => {
    const done = await remove.attempt({ id, key: item.key })
    if (done.ok) notify(t('rules.own.removed', { name: item.name }))
  }
  return (
    <Query of={table}>
      {(data) => (
        <Section
          title={data.title}
          help={t('rules.source', { source: data.source })}
          actions={
            <>
              <Button look="quiet" href="/office?tab=rules">
                {t('rules.all')}
              </Button>
              {fields && (
                <Button icon={Plus} onClick={() => setEditing({ item: null })}>
                  {t('rules.own.new')}
                </Button>
              )}
              {changed && (
                <Button icon={Undo2} onClick={() => void takeBack()}>
                  {t('rules.reset')}
                </Button>
              )}
            </>
          }
        >
          <CertaintyNote certainty={data.certainty} source={data.source} />
          <DataGrid
            label={data.title}
            rows={data.items}
            columns={columnsOf(data.items, {
              title: (name) => t(`rules.field.${name}`),
              isKnown: (name) => i18n.exists(`rules.field.${name}`),
              certainty: certaintyWord,
              own: t('rules.own'),
              carry: (value) => t(`rules.carry.${value}`),
              yes: t('rules.yes'),
              no: t('rules.no'),
            })}
            rowKey={(row) => row.key}
            maxHeight="58vh"
            {...(fields
              ? {
                  onOpenRow: (row: Item) => {
                    if (isOwnRow(row.key)) setEditing({ item: row })
                  },
                  actions: (selected: Item[]) => {
                    const [item] = selected
                    const own = item !== undefined && selected.length === 1 && isOwnRow(item.key)
                    return (
                      <>
                        <Button
                          look="quiet"
                          icon={Pencil}
                          disabled={!own}
                          onClick={() => setEditing({ item: item ?? null })}
                        >
                          {t('rules.own.editRow')}
                        </Button>
                        <Button
                          look="quiet"
                          icon={Trash2}
                          disabled={!own}
                          onClick={() => {
                            if (item) void takeAway(item)
                          }}
                        >
                          {t('rules.own.remove')}
                        </Button>
                      </>
                    )
                  },
                }
              : {})}
            onChange={(next) => {
              for (const [at, item] of next.entries()) {
                const before = data.items[at]
                const values = before ? differences(before, item) : {}
                if (Object.keys(values).length > 0) void save.attempt({ id, key: item.key, values })
              }
            }}
          />
          {editing && fields ? (
            <OwnRowDialog
              id={id}
              title={data.title}
              fields={fields}
              item={editing.item}
              onClose={() => setEditing(null)}
            />
          ) : null}
        </Section>
      )}
    </Query>
  )
}

type Words = {
  title: (name: string) => string
  isKnown: (name: string) => boolean
  certainty: (value: string) => string
  /** Mark of a row that the office added. */
  own: string
  carry: (value: CarryWay) => string
  yes: string
  no: string
}

/** Every item may say these of itself. */
const always = new Set(['source', 'certainty', 'note'])
const certainties = ['Q', 'P', 'D', 'B:hi', 'B:med', 'B:lo']

/** One column for each field that has words in rules.json; what only the program reads is not shown. */
function columnsOf(items: readonly Item[], words: Words): GridColumn<Item>[] {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))].filter((name) => words.isKnown(name))
  const columns = names.map((name) => columnOf(name, items, words))
  if (!items.some((item) => isOwnRow(item.key))) return columns
  const mark: GridColumn<Item> = {
    ...{ key: 'own', title: words.own, kind: 'text', width: 110, readOnly: true },
    get: (row) => (isOwnRow(row.key) ? words.own : null),
  }
  // beside the name, in sight
  const at = columns.findIndex((column) => column.key === 'name') + 1
  return [...columns.slice(0, at), mark, ...columns.slice(at)]
}

function columnOf(name: string, items: readonly Item[], words: Words): GridColumn<Item> {
  const values = items.map((item) => item[name]).filter((value) => value !== undefined && value !== null)
  const common = { key: name, title: words.title(name) }
  // A field that an item does not have cannot be typed into it.
  const readOnly = (row: Item) => !(name in row) && !always.has(name)
  if (name === 'certainty') {
    const options = certainties.map((value) => ({ value, label: words.certainty(value) }))
    return { ...common, kind: 'select', options, width: 150, readOnly }
  }
  if (name === 'budgets') {
    const options = carryWays.map((value) => ({ value, label: words.carry(value) }))
    return { ...common, kind: 'select', options, width: 320, readOnly }
  }
  if (values.some((value) => typeof value === 'boolean')) {
    return {
      ...common,
      kind: 'select',
      width: 90,
      readOnly,
      options: [
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ],
      get: (row) => (row[name] === true ? 'yes' : row[name] === false ? 'no' : null),
      set: (row, value) => ({ ...row, [name]: value === 'yes' }),
    }
  }
  if (values.length === 0 || values.every((value) => typeof value === 'number')) {
    return { ...common, kind: 'number', width: 100, readOnly }
  }
  return {
    ...common,
    kind: 'text',
    width: name === 'name' ? 260 : 200,
    grow: name === 'name' ? 2 : 1,
    readOnly,
  }
}

function differences(before: Item, after: Item): Record<string, string | number | boolean | null> {
  const changed = Object.entries(after).filter(([name, value]) => value !== before[name])
  return Object.fromEntries(changed) as Record<string, string | number | boolean | null>
}
