import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { Gavel, X } from 'lucide-react'
import { useId, useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AgendaItem, Meeting, ResolutionKind } from '../../../core/meetings/contract.ts'
import { api, client } from '../../app/client.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import {
  Button,
  DateField,
  FieldFrame,
  Fields,
  Form,
  Section,
  StatusChip,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { useFocusNext } from '../../ui/use-focus-next.ts'
import { useFresh } from '../../ui/use-fresh.ts'
import { AboutBox } from './AboutBox.tsx'
import { CarryOut } from './CarryOut.tsx'
import {
  asKind,
  type Matter,
  type MatterForm,
  matterForm,
  matterOf,
  newResolution,
  type ResolutionRow,
  resolvedOf,
  wordsOf,
} from './matter-form.ts'

const none: readonly ResolutionKind[] = []

/** One matter: what was said and what was resolved, saved by itself while it is written. */
export function MatterDesk({
  meeting,
  item,
  frozen,
}: {
  meeting: Meeting
  item: AgendaItem
  frozen: boolean
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const templates = useQuery(api.meetings.templates.queryOptions())
  const kinds = templates.data?.kinds ?? none
  const initial = matterOf(item)
  const fresh = useFresh(wordsOf(initial) + resolvedOf(initial), box)
  const draftKey = `meetings.item:${item.id}`
  const kept = useRef({ words: wordsOf(initial), resolved: resolvedOf(initial) })
  const seen = useRef(item.resolutions.map(({ id }) => id))
  const shown = useRef(fresh.key)
  if (shown.current !== fresh.key) {
    shown.current = fresh.key
    seen.current = item.resolutions.map(({ id }) => id)
    kept.current = { words: wordsOf(initial), resolved: resolvedOf(initial) }
  }
  /** Ids that new resolutions got, by key: one may be typed on while it is being saved and must not be added twice. */
  const given = useRef(new Map<string, string>())
  const latest = useRef(item)
  latest.current = item
  const save = async (matter: Matter) => {
    const words = wordsOf(matter)
    if (words !== kept.current.words) {
      const { kind, bodyIds, about } = latest.current
      const { title, presenter, text } = matter
      await client.meetings.saveItem({
        id: item.id,
        fields: { kind, title, presenter, text, bodyIds, about },
      })
      kept.current.words = words
    }
    const resolved = resolvedOf(matter)
    if (resolved !== kept.current.resolved) {
      const { ids } = await client.meetings.saveResolutions({
        itemId: item.id,
        rows: matter.resolutions.map(({ key, id, ...fields }) => ({
          id: id ?? given.current.get(key) ?? null,
          fields,
        })),
        seen: seen.current,
      })
      seen.current = ids
      matter.resolutions.forEach(({ key }, at) => {
        const id = ids[at]
        if (id !== undefined) given.current.set(key, id)
      })
      kept.current.resolved = resolved
    }
    fresh.said(words + resolved)
  }
  return (
    <div ref={box}>
      <Section
        title={
          item.parentId === null
            ? t('meetings.agenda.headNo', { label: item.label })
            : t('meetings.agenda.matterNo', { label: item.label })
        }
      >
        <fieldset disabled={frozen} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Form key={fresh.key} schema={matterForm} initial={initial} draftKey={draftKey} onSubmit={save}>
            {(form) => (
              <>
                <Box
                  sx={{
                    '& > div': { gridTemplateColumns: { md: 'minmax(0, 2.2fr) minmax(0, 1fr)' } },
                  }}
                >
                  <Fields columns={2}>
                    <TextField name="title" label={t('meetings.matter.title')} required rows={1} />
                    <TextField name="presenter" label={t('meetings.agenda.presenter')} />
                  </Fields>
                </Box>
                <Box data-said="" sx={{ mb: 1 }}>
                  <TextArea
                    name="text"
                    label={t('meetings.matter.text')}
                    rows={7}
                    help={t('meetings.matter.text.help')}
                  />
                </Box>
                <Resolutions
                  meeting={meeting}
                  item={item}
                  kinds={kinds}
                  form={form}
                  frozen={frozen}
                  idOf={(row) => row.id ?? given.current.get(row.key) ?? null}
                />
                <AutoSave form={form} schema={matterForm} draftKey={draftKey} save={save} />
              </>
            )}
          </Form>
        </fieldset>
      </Section>
    </div>
  )
}

type ResolutionsProps = {
  meeting: Meeting
  item: AgendaItem
  kinds: readonly ResolutionKind[]
  form: UseFormReturn<MatterForm>
  frozen: boolean
  idOf: (row: ResolutionRow) => string | null
}

/** มติที่ประชุม: a button a kind begins one with its usual words. */
function Resolutions({ meeting, item, kinds, form, frozen, idOf }: ResolutionsProps) {
  const { t } = useTranslation()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const rows = form.watch('resolutions')
  const put = (next: ResolutionRow[]) =>
    form.setValue('resolutions', next, { shouldDirty: true, shouldTouch: true, shouldValidate: true })
  const focusNext = useFocusNext()
  const change = (at: number, row: ResolutionRow) => put(rows.map((one, place) => (place === at ? row : one)))
  const add = (kind: ResolutionKind) => {
    put([...rows, newResolution(kind, item.about)])
    focusNext(() => {
      const field = [
        ...(box.current?.querySelectorAll<HTMLTextAreaElement>('[data-resolution] textarea') ?? []),
      ]
        .filter((one) => one.getAttribute('aria-hidden') !== 'true')
        .at(-1)
      field?.focus()
      field?.setSelectionRange(-1, -1)
    })
  }
  return (
    <div ref={box}>
      <FieldFrame id={id} label={t('meetings.resolution.title')}>
        {rows.map((row, at) => {
          const saved = item.resolutions.find((one) => one.id === idOf(row))
          const closed = row.state === 'done' || row.state === 'dropped'
          return (
            <Box
              key={row.key}
              data-resolution=""
              role="group"
              aria-label={t('meetings.resolution.of', { no: at + 1 })}
              sx={(theme) => ({
                border: `1px solid ${theme.tokens.rule}`,
                borderLeft: `4px solid ${theme.tokens.primary}`,
                borderRadius: 1,
                px: 1.2,
                py: 0.9,
                mb: 0.9,
              })}
            >
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 0.6 }}>
                <MuiTextField
                  select
                  value={kinds.some((kind) => kind.key === row.kind) ? row.kind : ''}
                  onChange={(event) => {
                    const kind = kinds.find((one) => one.key === event.target.value)
                    if (kind) change(at, asKind(row, kind, kinds))
                  }}
                  disabled={frozen}
                  sx={{ width: '13rem' }}
                  slotProps={{
                    select: {
                      displayEmpty: true,
                      SelectDisplayProps: {
                        'aria-label': t('meetings.resolution.kind'),
                      } as React.HTMLAttributes<HTMLDivElement>,
                    },
                  }}
                >
                  {kinds.map((kind) => (
                    <MenuItem key={kind.key} value={kind.key}>
                      {kind.name}
                    </MenuItem>
                  ))}
                </MuiTextField>
                {closed ? (
                  <StatusChip status="done" label={t(`meetings.followUp.state.${row.state}`)} />
                ) : (
                  <FormControlLabel
                    label={t('meetings.resolution.follow')}
                    slotProps={{ typography: { variant: 'body2' } }}
                    control={
                      <Checkbox
                        size="small"
                        sx={{ p: 0.4 }}
                        checked={row.state === 'open'}
                        onChange={(_, on) => change(at, { ...row, state: on ? 'open' : 'none' })}
                      />
                    }
                  />
                )}
                <Box sx={{ flex: 1 }} />
                {saved ? <CarryOut resolution={saved} meeting={meeting} frozen={frozen} /> : null}
                {frozen ? null : (
                  <Button
                    look="quiet"
                    icon={X}
                    label={t('meetings.resolution.remove', { no: at + 1 })}
                    onClick={() => put(rows.filter((one) => one.key !== row.key))}
                  >
                    {t('common.remove')}
                  </Button>
                )}
              </Box>
              <Fields columns={3}>
                <TextArea
                  name={`resolutions.${at}.text`}
                  label={t('meetings.resolution.text')}
                  rows={2}
                  required
                />
                <AboutBox
                  meetingId={meeting.id}
                  value={row.about}
                  name={saved?.aboutName ?? (row.about?.id === item.about?.id ? item.aboutName : null)}
                  onChange={(about) => change(at, { ...row, about })}
                />
                <TextField name={`resolutions.${at}.ownerName`} label={t('meetings.resolution.owner')} />
                <DateField name={`resolutions.${at}.dueOn`} label={t('meetings.resolution.due')} />
              </Fields>
            </Box>
          )
        })}
        {frozen ? null : (
          <Box id={id} sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, mt: 0.4 }}>
            {kinds.map((kind) => (
              <Button
                key={kind.key}
                icon={Gavel}
                label={t('meetings.resolution.add', { kind: kind.name })}
                onClick={() => add(kind)}
              >
                {kind.name}
              </Button>
            ))}
          </Box>
        )}
      </FieldFrame>
    </div>
  )
}
