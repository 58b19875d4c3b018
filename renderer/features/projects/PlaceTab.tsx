import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { MapPin, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectPage } from '../../../core/projects/contract.ts'
import type { Coordinates, NearCheck } from '../../../core/projects/coordinates.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'

/** Where the project lies, checked without a map: in Thailand, near the others of its tambon (C20). */
export function PlaceTab({ project }: { project: ProjectPage }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.projects.savePlace)
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.slice(0, 200))
  const read = useQuery(
    api.projects.readPlace.queryOptions({
      input: { projectId: project.id, text: wanted },
      enabled: wanted.trim() !== '',
      placeholderData: (before) => before,
    }),
  )
  const keep = async (place: Coordinates | null) => {
    const done = await save.attempt({
      projectId: project.id,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
    })
    if (!done.ok) return
    setText('')
    notify(t(place === null ? 'projects.place.removed' : 'projects.place.saved'))
  }
  const reading = wanted.trim() === '' ? undefined : read.data?.reading
  return (
    <Section title={t('projects.tab.place')} help={t('projects.place.help')}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.4, alignItems: 'center', mb: 1.6 }}>
        {project.coordinates ? (
          <>
            <Box component="strong">
              <Figures place={project.coordinates} />
            </Box>
            <Near check={project.near} />
            {project.own ? (
              <Button look="quiet" icon={Trash2} onClick={() => void keep(null)}>
                {t('projects.place.remove')}
              </Button>
            ) : null}
          </>
        ) : (
          <Box sx={{ color: 'text.secondary' }}>{t('projects.place.none')}</Box>
        )}
      </Box>
      {project.own ? (
        <>
          <MuiTextField
            label={t('projects.place.type')}
            helperText={t('projects.place.forms')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && reading?.kind === 'read') void keep(reading.coordinates)
            }}
            sx={{ width: '38rem', maxWidth: '100%' }}
          />
          <Box role="status" sx={{ mt: 1.2, display: 'grid', gap: 0.8, justifyItems: 'start' }}>
            {reading?.kind === 'read' ? (
              <>
                <Box>
                  <Figures place={reading.coordinates} /> · {t(`projects.place.form.${reading.form}`)}
                </Box>
                {reading.swapped ? (
                  <StatusChip status="underWay" label={t('projects.place.swapped')} />
                ) : null}
                {read.data?.near ? <Near check={read.data.near} /> : null}
                <Button
                  look="main"
                  icon={MapPin}
                  busy={save.running}
                  onClick={() => void keep(reading.coordinates)}
                >
                  {t('projects.place.save')}
                </Button>
              </>
            ) : reading?.kind === 'whichZone' ? (
              <>
                {t('projects.place.whichZone')}
                {(['utm47', 'utm48'] as const).map((zone) => (
                  <Button key={zone} icon={MapPin} onClick={() => void keep(reading[zone])}>
                    {t(`projects.place.form.${zone}`)} <Figures place={reading[zone]} />
                  </Button>
                ))}
              </>
            ) : reading ? (
              <StatusChip status="late" label={t(`projects.place.${reading.kind}`)} />
            ) : null}
          </Box>
        </>
      ) : null}
    </Section>
  )
}

function Figures({ place }: { place: Coordinates }) {
  return (
    <>
      {place.latitude.toFixed(6)}, {place.longitude.toFixed(6)}
    </>
  )
}

function Near({ check }: { check: NearCheck }) {
  const { t } = useTranslation()
  if (check.kind === 'notKnown')
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t('projects.place.notKnown', { known: check.known })}
      </Box>
    )
  const km = check.km.toFixed(1)
  return check.kind === 'near' ? (
    <StatusChip status="done" label={t('projects.place.near', { km, known: check.known })} />
  ) : (
    <StatusChip
      status="late"
      label={t('projects.place.far', { km, usual: check.usualKm.toFixed(1), known: check.known })}
    />
  )
}
