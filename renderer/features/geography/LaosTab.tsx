import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, FileText, Landmark, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { LaoRow, VillageRow } from '../../../core/geography/contract.ts'
import { coverageProblems } from '../../../core/geography/paste.ts'
import { laoFields, laoTypes } from '../../../core/geography/rules.ts'
import { api, client } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  ChipsField,
  EmptyState,
  Fields,
  Form,
  Query,
  Section,
  SelectField,
  SheetDialog,
  Table,
  TextField,
  Thai,
  useConfirm,
} from '../../ui/index.ts'
import { ExcelMenu } from '../sheets/ExcelMenu.tsx'
import { CoverageGrid } from './CoverageGrid.tsx'
import { LaoPasteDialog } from './LaoPasteDialog.tsx'

const formFields = laoFields.extend({
  code: z.preprocess(
    (value) => (value === '' ? null : value),
    laoFields.shape.code,
  ) as unknown as typeof laoFields.shape.code,
  whole: z.array(z.string()),
  part: z.array(z.string()),
})
type LaoForm = z.infer<typeof formFields>
type Editing = { id: string | null; fields: LaoForm }
const fresh: Editing = {
  id: null,
  fields: { name: '', laoType: 'SAO', code: null, example: false, whole: [], part: [] },
}

/** Local authorities and other agencies, and the villages that lie in them, whole or in part (many-to-many). */
export function LaosTab() {
  const { t } = useTranslation()
  const laos = useQuery(api.geography.laos.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const save = useCommand(client.geography.saveLao)
  const remove = useCommand(client.geography.removeLao)
  const confirm = useConfirm()
  const [asked, ask] = useQueryParam('view')
  const view = asked === 'list' ? 'list' : 'table'
  const [pasting, setPasting] = useState(false)
  const [editing, setEditing] = useState<Editing | null>(null)
  const options = (villages.data ?? []).map((row) => ({
    value: row.id,
    label: `${row.tambonName} ${row.mooNo ?? ''} ${row.name}`,
  }))
  const add = (
    <Button look="plain" icon={Plus} onClick={() => setEditing(fresh)}>
      {t('geography.lao.add')}
    </Button>
  )
  const paste = (
    <Button look="main" icon={ClipboardPaste} onClick={() => setPasting(true)}>
      {t('geography.lao.paste.open')}
    </Button>
  )
  const drop = async (editingRow: Editing) => {
    if (editingRow.id === null) return
    const yes = await confirm({
      title: t('geography.lao.remove', { name: editingRow.fields.name }),
      text: t('geography.lao.remove.text'),
      confirm: t('common.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id: editingRow.id })).ok) setEditing(null)
  }
  return (
    <Section
      title={t('geography.tab.laos')}
      actions={
        <>
          <ToggleButtonGroup
            size="small"
            exclusive
            value={view}
            aria-label={t('geography.lao.view')}
            onChange={(_, next: 'table' | 'list' | null) => (next ? ask(next) : undefined)}
          >
            <ToggleButton value="table" sx={{ py: 0.2 }}>
              {t('geography.lao.view.table')}
            </ToggleButton>
            <ToggleButton value="list" sx={{ py: 0.2 }}>
              {t('geography.lao.view.list')}
            </ToggleButton>
          </ToggleButtonGroup>
          {(laos.data ?? []).length > 0 ? (
            <Button icon={FileText} href="/papers/lists">
              {t('geography.lao.coordination')}
            </Button>
          ) : null}
          <ExcelMenu list={{ list: 'laos' }} into={{ target: 'laos' }} />
          {add}
          {paste}
        </>
      }
      flush
    >
      <Query of={laos}>
        {(rows) =>
          view === 'table' && rows.length > 0 ? (
            <>
              <WithoutLao laos={rows} villages={villages.data ?? []} />
              <CoverageGrid laos={rows} tambons={tambons.data ?? []} />
            </>
          ) : (
            <Table
              label={t('geography.tab.laos')}
              rows={rows}
              rowKey={(row) => row.id}
              empty={
                <EmptyState
                  icon={Landmark}
                  title={t('geography.lao.empty.title')}
                  text={t('geography.lao.empty.text')}
                  action={paste}
                />
              }
              columns={[
                { key: 'name', title: t('geography.lao.name'), rowHead: true, cell: (row) => row.name },
                {
                  key: 'type',
                  title: t('geography.lao.type'),
                  cell: (row) => t(`geography.laoType.${row.laoType}`),
                },
                { key: 'code', title: t('geography.lao.code'), cell: (row) => row.code ?? '–' },
                {
                  key: 'villages',
                  title: t('geography.lao.villages'),
                  cell: (row) =>
                    t('geography.lao.count', {
                      whole: row.villages.filter((one) => !one.part).length,
                      part: row.villages.filter((one) => one.part).length,
                    }),
                },
                {
                  key: 'do',
                  title: '',
                  align: 'right',
                  cell: (row) => (
                    <Button
                      look="quiet"
                      label={t('geography.lao.edit', { name: row.name })}
                      onClick={() =>
                        setEditing({
                          id: row.id,
                          fields: {
                            name: row.name,
                            laoType: row.laoType,
                            code: row.code,
                            example: row.example,
                            whole: row.villages.filter((one) => !one.part).map((one) => one.villageId),
                            part: row.villages.filter((one) => one.part).map((one) => one.villageId),
                          },
                        })
                      }
                    >
                      {t('common.edit')}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Query>
      {pasting ? (
        <LaoPasteDialog
          laos={laos.data ?? []}
          tambons={tambons.data ?? []}
          onClose={() => setPasting(false)}
        />
      ) : null}
      <SheetDialog
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id ? t('geography.lao.edit', { name: editing.fields.name }) : t('geography.lao.add')}
      >
        {editing ? (
          <Form
            schema={formFields}
            initial={editing.fields}
            submitLabel={t('common.save')}
            onCancel={() => setEditing(null)}
            extra={
              editing.id === null ? null : (
                <Button look="danger" icon={Trash2} onClick={() => void drop(editing)}>
                  {t('common.remove')}
                </Button>
              )
            }
            onSubmit={async ({ whole, part, ...fields }) => {
              const partly = new Set(part)
              await save.run({
                id: editing.id,
                fields,
                villages: [
                  ...whole.filter((id) => !partly.has(id)).map((villageId) => ({ villageId, part: false })),
                  ...part.map((villageId) => ({ villageId, part: true })),
                ],
              })
              setEditing(null)
            }}
          >
            <Fields columns={2}>
              <TextField name="name" label={t('geography.lao.name')} required autoFocus wide />
              <SelectField
                name="laoType"
                label={t('geography.lao.type')}
                options={laoTypes.map((value) => ({ value, label: t(`geography.laoType.${value}`) }))}
              />
              <TextField name="code" label={t('geography.lao.code')} />
              <ChipsField name="whole" label={t('geography.lao.villages')} options={options} wide />
              <ChipsField name="part" label={t('geography.lao.part')} options={options} wide />
            </Fields>
          </Form>
        ) : null}
      </SheetDialog>
    </Section>
  )
}

/** What of the office's villages lies in no อปท., or not in a way that fits. */
function WithoutLao({ laos, villages }: { laos: readonly LaoRow[]; villages: readonly VillageRow[] }) {
  const { t } = useTranslation()
  const problems = coverageProblems(villages, laos)
  if (problems.length === 0) return null
  const byId = new Map(villages.map((village) => [village.id, village]))
  const lines = (['none', 'partAlone', 'overlap'] as const).flatMap((kind) => {
    const ids = problems.filter((one) => one.kind === kind).map((one) => one.villageId)
    if (ids.length === 0) return []
    const names = ids.slice(0, 12).map((id) => {
      const village = byId.get(id)
      return village
        ? t(village.mooNo === null ? 'geography.cover.community' : 'geography.cover.village', {
            tambon: village.tambonName,
            moo: village.mooNo ?? '',
            name: village.name,
          })
        : ''
    })
    const words = names.join(', ')
    return [
      t(ids.length > 12 ? `geography.cover.some.${kind}` : `geography.cover.all.${kind}`, {
        count: ids.length,
        names: words,
      }),
    ]
  })
  return (
    <Box
      role="status"
      sx={{
        px: 1.6,
        py: 0.8,
        borderBottom: 1,
        borderColor: 'divider',
        fontSize: '0.92rem',
        color: 'error.main',
      }}
    >
      {lines.map((line) => (
        <div key={line}>
          <Thai text={line} />
        </div>
      ))}
    </Box>
  )
}
