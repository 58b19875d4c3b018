import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste, Columns3, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { readAddresseePaste } from '../../../core/papers/addressee-paste.ts'
import { fieldNames } from '../../../core/papers/letter-tags.ts'
import type { AddresseeFields } from '../../../core/papers/rules.ts'
import { api, client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog, useConfirm } from '../../ui/Dialogs.tsx'
import { ChoiceBox, SelectField } from '../../ui/Fields.tsx'
import { FilterCheck } from '../../ui/Filters.tsx'
import { GridField } from '../../ui/GridField.tsx'
import type { GridColumn } from '../../ui/grid-model.ts'
import type { LetterDraft } from './letter-form.ts'

/** Who a letter to many goes to: a grid with a column for each {{…}} of its text, filled from groups or from Excel. */
export function AddresseesTab() {
  const { t } = useTranslation()
  const { setValue, getValues } = useFormContext<LetterDraft>()
  const rows = useWatch<LetterDraft, 'addressees'>({ name: 'addressees' })
  const [own, setOwn] = useState<string[]>([])
  const [open, setOpen] = useState<'group' | 'paste' | 'column' | null>(null)
  const confirm = useConfirm()
  const names = useMemo(() => [...new Set([...fieldNames(rows), ...own])], [rows, own])
  const columns = useMemo(() => columnsOf(names, t('papers.addressees.to')), [names, t])
  const put = async (next: readonly AddresseeFields[], collective: string) => {
    const before = getValues('addressees').filter(({ addressee }) => addressee.trim() !== '')
    const add =
      before.length > 0 &&
      (await confirm({
        title: t('papers.addressees.add.title'),
        text: t('papers.addressees.add.text', { count: before.length }),
        confirm: t('papers.addressees.add.do'),
      }))
    const all = add ? [...before, ...next] : [...next]
    setValue('addressees', all, { shouldDirty: true })
    if (!add && collective !== '' && getValues('form') !== 'announcement')
      setValue('addressee', collective, { shouldDirty: true })
    setOpen(null)
  }
  return (
    <Box>
      <Typography variant="body2" sx={{ mb: 1, color: 'text.secondary' }}>
        {t('papers.addressees.help')}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, mb: 1 }}>
        <Button icon={Users} onClick={() => setOpen('group')}>
          {t('papers.addressees.group')}
        </Button>
        <Button icon={ClipboardPaste} onClick={() => setOpen('paste')}>
          {t('papers.addressees.paste')}
        </Button>
        <Button icon={Columns3} onClick={() => setOpen('column')}>
          {t('papers.addressees.column')}
        </Button>
      </Box>
      {names.length === 0 ? null : (
        <Typography variant="body2" sx={{ mb: 1 }}>
          {t('papers.addressees.tags', { tags: names.map((name) => `{{${name}}}`).join('  ') })}
        </Typography>
      )}
      <GridField<AddresseeFields>
        name="addressees"
        label={t('papers.addressees.title')}
        columns={columns}
        newRow={() => ({ addressee: '', fields: Object.fromEntries(names.map((name) => [name, ''])) })}
        movable
        maxHeight="calc(100vh - 30rem)"
      />
      <Typography variant="body2" role="status" sx={{ my: 0.8, color: 'text.secondary' }}>
        {rows.length === 0
          ? t('papers.addressees.one')
          : t('papers.addressees.count', { count: formatNumber(rows.length) })}
      </Typography>
      {rows.length > 1 ? (
        <SelectField
          name="numbering"
          label={t('papers.letter.numbering')}
          required
          options={(['one', 'each'] as const).map((value) => ({
            value,
            label: t(`papers.numbering.${value}`),
          }))}
        />
      ) : null}
      {open === 'group' ? <GroupDialog onPut={put} onClose={() => setOpen(null)} /> : null}
      {open === 'paste' ? <PasteDialog onPut={put} onClose={() => setOpen(null)} /> : null}
      {open === 'column' ? (
        <ColumnDialog
          onAdd={(name) => {
            setOwn((before) => [...before, name])
            setValue(
              'addressees',
              getValues('addressees').map((row) => ({ ...row, fields: { [name]: '', ...row.fields } })),
              { shouldDirty: true },
            )
            setOpen(null)
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Box>
  )
}

function columnsOf(names: readonly string[], to: string): GridColumn<AddresseeFields>[] {
  return [
    { key: 'addressee', title: to, kind: 'text', width: 220, grow: 3, required: true, pinned: true },
    ...names.map(
      (name): GridColumn<AddresseeFields> => ({
        key: `field ${name}`,
        title: name,
        kind: 'text',
        width: 120,
        grow: 1,
        get: (row) => (Object.hasOwn(row.fields, name) ? (row.fields[name] ?? '') : ''),
        set: (row, value) => ({ ...row, fields: { ...row.fields, [name]: String(value ?? '') } }),
      }),
    ),
  ]
}

type DialogProps = {
  onPut: (rows: readonly AddresseeFields[], collective: string) => Promise<void>
  onClose: () => void
}

function GroupDialog({ onPut, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { showFault } = useNotice()
  const { data: groups = [] } = useQuery(api.papers.addresseeGroups.queryOptions())
  const { data: bodies = [] } = useQuery(api.bodies.list.queryOptions({ input: { editionFy: null } }))
  const [group, setGroup] = useState<string | null>(null)
  const [bodyIds, setBodyIds] = useState<string[]>([])
  const chosen = groups.find(({ key }) => key === group)
  const ready = chosen !== undefined && (!chosen.needsBodies || bodyIds.length > 0)
  const fetch = async () => {
    if (!chosen) return
    try {
      const { rows, addressee } = await client.papers.addresseesOf({ group: chosen.key, bodyIds })
      await onPut(rows, addressee)
    } catch (error) {
      showFault(faultOf(error))
    }
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('papers.addressees.group')}
      width="sm"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void fetch()}>
            {t('papers.addressees.group.do')}
          </Button>
        </>
      }
    >
      <ChoiceBox
        label={t('papers.addressees.group.which')}
        value={group}
        onChange={setGroup}
        autoFocus
        required
        options={groups.map(({ key, name, count, needsBodies }) => ({
          value: key,
          label: needsBodies ? name : t('papers.addressees.group.count', { name, count }),
        }))}
      />
      {chosen?.needsBodies ? (
        <Box sx={{ maxHeight: '18rem', overflow: 'auto', display: 'grid' }}>
          {bodies.map(({ id, name, areaName, filled }) => (
            <FilterCheck
              key={id}
              label={t('papers.addressees.body', { name, area: areaName, filled })}
              checked={bodyIds.includes(id)}
              onChange={(on) =>
                setBodyIds((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
              }
            />
          ))}
        </Box>
      ) : null}
    </SheetDialog>
  )
}

function PasteDialog({ onPut, onClose }: DialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [heads, setHeads] = useState(true)
  const read = useMemo(() => readAddresseePaste(text, heads), [text, heads])
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('papers.addressees.paste')}
      width="md"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" disabled={read.rows.length === 0} onClick={() => void onPut(read.rows, '')}>
            {t('papers.addressees.paste.do', { count: read.rows.length })}
          </Button>
        </>
      }
    >
      <p>{t('papers.addressees.paste.help')}</p>
      <MuiTextField
        multiline
        fullWidth
        minRows={7}
        maxRows={12}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('papers.addressees.paste.example')}
        slotProps={{
          htmlInput: {
            'aria-label': t('papers.addressees.paste'),
            spellCheck: false,
            style: { whiteSpace: 'pre', overflowX: 'auto' },
          },
        }}
      />
      <FilterCheck label={t('papers.addressees.paste.heads')} checked={heads} onChange={setHeads} />
      <Typography variant="body2" role="status">
        {text.trim() === ''
          ? ''
          : t('papers.addressees.paste.found', {
              count: read.rows.length,
              columns: read.columns.length === 0 ? t('common.none') : read.columns.join(', '),
              empty: read.empty,
            })}
      </Typography>
    </SheetDialog>
  )
}

function ColumnDialog({ onAdd, onClose }: { onAdd: (name: string) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const bare = name.replace(/[{}|]/gu, '').trim().slice(0, 60)
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('papers.addressees.column')}
      width="sm"
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" disabled={bare === ''} onClick={() => onAdd(bare)}>
            {t('papers.addressees.column')}
          </Button>
        </>
      }
    >
      <p>{t('papers.addressees.column.help')}</p>
      <MuiTextField
        fullWidth
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && bare !== '') onAdd(bare)
        }}
        slotProps={{ htmlInput: { 'aria-label': t('papers.addressees.column.name') } }}
      />
    </SheetDialog>
  )
}
