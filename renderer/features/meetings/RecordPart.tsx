import Box from '@mui/material/Box'
import { Check, Clock, ListPlus } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AgendaItem, Meeting } from '../../../core/meetings/contract.ts'
import { client } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button, EmptyState, Form, Section, TextField, Thai } from '../../ui/index.ts'
import { useFresh } from '../../ui/use-fresh.ts'
import { linesOf, rowsOf } from './agenda-lines.ts'
import { CertifySection } from './CertifySection.tsx'
import { Clamp } from './Clamp.tsx'
import { MatterDesk } from './MatterDesk.tsx'
import { duringForm, duringOf, meetingFieldsOf } from './meeting-form.ts'

/**
 * The minutes while they are made: at the left the agenda with what is done, at the right the matter in hand. Alt-PageUp
 * and Alt-PageDown go through the matters; everything is kept within two seconds of the last key.
 */
export function RecordPart({ meeting, own, frozen }: { meeting: Meeting; own: boolean; frozen: boolean }) {
  const { t } = useTranslation()
  const [asked, setItem] = useQueryParam('item')
  const saveAgenda = useCommand(client.meetings.saveAgenda)
  const wanted = useRef(false)
  const first = meeting.items.find((item) => item.parentId !== null) ?? meeting.items[0]
  const item = meeting.items.find((one) => one.id === asked) ?? first
  const head = meeting.items.find((one) => one.id === (item?.parentId ?? item?.id))
  const box = useRef<HTMLDivElement>(null)

  const go = (id: string) => {
    wanted.current = true
    setItem(id)
  }
  const id = item?.id
  useEffect(() => {
    if (!wanted.current || id === undefined) return
    wanted.current = false
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('textarea[name=text], [data-said] textarea')?.focus(),
    )
  }, [id])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
      if (by === 0 || !event.altKey || event.defaultPrevented || document.querySelector('[role=dialog]'))
        return
      event.preventDefault()
      const next = meeting.items[meeting.items.findIndex((one) => one.id === id) + by]
      if (next) {
        wanted.current = true
        setItem(next.id)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [meeting.items, id, setItem])

  /** A matter that somebody raises goes under the head in hand. */
  const addMatter = async () => {
    if (!head) return
    const rows = rowsOf(linesOf(meeting.items), meeting.items)
    const at = rows.findIndex((row) => row.id === head.id)
    const under = rows[at]
    if (!under) return
    under.matters.push({
      id: null,
      fields: {
        kind: head.kind,
        title: t('meetings.record.newMatter'),
        presenter: '',
        bodyIds: [],
        text: '',
        about: null,
      },
    })
    const done = await saveAgenda.attempt({ id: meeting.id, rows })
    const made = done.ok ? done.value.ids[at]?.matters.at(-1) : undefined
    if (made !== undefined) go(made)
  }
  if (!item || !head) {
    return (
      <Section>
        <EmptyState
          title={t('meetings.agenda.empty')}
          text={t('meetings.record.empty')}
          action={
            <Button look="main" href={`/meetings/${meeting.id}?tab=before&part=agenda`}>
              {t('meetings.record.toAgenda')}
            </Button>
          }
        />
      </Section>
    )
  }
  return (
    <>
      <Times meeting={meeting} frozen={frozen} />
      <Box
        sx={{
          display: 'grid',
          gap: 1.6,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(14rem, 19rem) minmax(0, 1fr)' },
        }}
      >
        <Section
          flush
          title={t('meetings.agenda.title')}
          actions={
            frozen ? null : (
              <Button
                look="quiet"
                icon={ListPlus}
                busy={saveAgenda.running}
                label={t('meetings.record.addMatter.under', { label: head.label })}
                onClick={() => void addMatter()}
              >
                {t('meetings.record.addMatter')}
              </Button>
            )
          }
        >
          <ArrowRows>
            <Box
              component="nav"
              aria-label={t('meetings.agenda.title')}
              sx={{ maxHeight: 'calc(100vh - 19rem)', overflow: 'auto', py: 0.5 }}
            >
              {meeting.items.map((one) => (
                <Place key={one.id} item={one} here={one.id === item.id} open={() => go(one.id)} />
              ))}
            </Box>
          </ArrowRows>
          <Box
            sx={{
              px: 1.2,
              py: 0.5,
              borderTop: 1,
              borderColor: 'divider',
              fontSize: '0.82rem',
              color: 'text.secondary',
            }}
          >
            {t('meetings.record.keys')}
          </Box>
        </Section>
        <div ref={box}>
          {head.kind === 'previous' ? <CertifySection meeting={meeting} own={own} /> : null}
          <MatterDesk key={item.id} meeting={meeting} item={item} frozen={frozen} />
        </div>
      </Box>
    </>
  )
}

/** A head or matter in the list, with what is there already: words, resolutions. */
function Place({ item, here, open }: { item: AgendaItem; here: boolean; open: () => void }) {
  const { t } = useTranslation()
  const head = item.parentId === null
  const said = item.text.trim() !== ''
  const count = item.resolutions.length
  return (
    <Box
      component="button"
      type="button"
      data-row=""
      aria-current={here ? 'true' : undefined}
      onClick={open}
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: '2.5rem minmax(0, 1fr) auto',
        gap: 0.6,
        width: '100%',
        textAlign: 'left',
        border: 0,
        font: 'inherit',
        fontSize: '0.92rem',
        fontWeight: head ? 700 : 400,
        lineHeight: 1.4,
        px: 1.1,
        py: 0.45,
        cursor: 'pointer',
        color: 'text.primary',
        bgcolor: here ? theme.tokens.primaryTint : head ? theme.tokens.quiet : 'transparent',
        boxShadow: here ? `inset 3px 0 0 ${theme.tokens.primary}` : 'none',
        '&:hover': { bgcolor: theme.tokens.primaryTint },
        '&:focus-visible': { outline: `2px solid ${theme.tokens.focus}`, outlineOffset: -2 },
      })}
    >
      <span style={{ textAlign: 'right' }}>{item.label}</span>
      <Clamp lines={here ? 4 : 2} whole={item.title}>
        <Thai text={item.title} />
      </Clamp>
      <Box
        component="span"
        sx={(theme) => ({
          color: theme.tokens.done,
          fontSize: '0.82rem',
          fontWeight: 600,
          whiteSpace: 'nowrap',
        })}
      >
        {count > 0 ? t('meetings.record.resolutions', { count }) : null}
        {said && count === 0 ? <Check size={14} aria-label={t('meetings.record.said')} /> : null}
      </Box>
    </Box>
  )
}

/** When it began and ended: said while it goes on, with one key for "now". */
function Times({ meeting, frozen }: { meeting: Meeting; frozen: boolean }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const all = meetingFieldsOf(meeting)
  const latest = useRef(all)
  latest.current = all
  const schema = useMemo(() => duringForm(() => latest.current), [])
  const initial = duringOf(all)
  const fresh = useFresh(JSON.stringify(initial), box)
  const draftKey = `meetings.during:${meeting.id}`
  const save = async (fields: typeof all) => {
    await client.meetings.save({ id: meeting.id, fields })
    fresh.said(JSON.stringify(duringOf(fields)))
  }
  return (
    <div ref={box}>
      <fieldset disabled={frozen} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Form key={fresh.key} schema={schema} initial={initial} draftKey={draftKey} onSubmit={save}>
          {(form) => (
            <Box
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                columnGap: 2.4,
                rowGap: 0.4,
                alignItems: 'flex-end',
                mb: 1.2,
              }}
            >
              <Time name="openedAt" label={t('meetings.head.openedAt')} frozen={frozen} />
              <Time name="closedAt" label={t('meetings.head.closedAt')} frozen={frozen} />
              <AutoSave form={form} schema={schema} draftKey={draftKey} save={save} />
            </Box>
          )}
        </Form>
      </fieldset>
    </div>
  )
}

function Time({ name, label, frozen }: { name: 'openedAt' | 'closedAt'; label: string; frozen: boolean }) {
  const { t } = useTranslation()
  const { setValue } = useFormContext()
  const now = () => {
    const moment = new Date()
    const two = (value: number) => String(value).padStart(2, '0')
    setValue(name, `${two(moment.getHours())}.${two(moment.getMinutes())}`, {
      shouldDirty: true,
      shouldValidate: true,
    })
  }
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 0.5, '& > div': { width: '8.5rem' } }}>
      <TextField name={name} label={label} placeholder="09.30" />
      {frozen ? null : (
        <Button look="quiet" icon={Clock} label={t('meetings.record.now.of', { field: label })} onClick={now}>
          {t('meetings.record.now')}
        </Button>
      )}
    </Box>
  )
}
