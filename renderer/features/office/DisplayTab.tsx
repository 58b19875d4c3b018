import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { client, refreshAll } from '../../app/client.ts'
import { type Preferences, usePreferences } from '../../app/preferences.tsx'
import { useTask } from '../../app/task.ts'
import { Button, ProgressDialog, Section } from '../../ui/index.ts'

/** How the window looks for this person, and the way into the demo offices. */
export function DisplayTab() {
  const { t } = useTranslation()
  const { preferences, change } = usePreferences()
  return (
    <>
      <Section title={t('office.tab.display')}>
        <Pick
          label={t('office.display.mode')}
          value={preferences.mode}
          options={[
            ['light', t('office.display.light')],
            ['dark', t('office.display.dark')],
            ['system', t('office.display.system')],
          ]}
          onPick={(mode) => change({ mode })}
        />
        <Pick
          label={t('office.display.text')}
          value={String(preferences.textScale)}
          options={[
            ['1', '100%'],
            ['1.125', '112%'],
            ['1.25', '125%'],
          ]}
          onPick={(scale) => change({ textScale: Number(scale) as Preferences['textScale'] })}
        />
        <Pick
          label={t('office.display.language')}
          value={preferences.language}
          options={[
            ['th', 'ไทย'],
            ['en', 'English'],
          ]}
          onPick={(language) => change({ language })}
        />
      </Section>
      <DemoSection />
    </>
  )
}

function Pick<V extends string>({
  label,
  value,
  options,
  onPick,
}: {
  label: string
  value: V
  options: [V, string][]
  onPick: (value: V) => void
}) {
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', mb: 1.2, flexWrap: 'wrap' }}>
      <Typography sx={{ width: '9rem', fontWeight: 600 }}>{label}</Typography>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={value}
        aria-label={label}
        onChange={(_, next: V | null) => (next ? onPick(next) : undefined)}
      >
        {options.map(([key, word]) => (
          <ToggleButton key={key} value={key} sx={{ px: 2, py: 0.3 }}>
            {word}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  )
}

function DemoSection() {
  const { t } = useTranslation()
  const demo = useTask(client.demo.start)
  const start = async (which: 'demoDistrict' | 'demoProvince') => {
    const done = await demo.attempt({ which })
    if (!done.ok) return
    location.hash = '#/'
    await refreshAll()
  }
  return (
    <Section title={t('office.display.demo')} help={t('office.display.demo.help')}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button onClick={() => void start('demoDistrict')}>{t('office.first.demoDistrict.begin')}</Button>
        <Button onClick={() => void start('demoProvince')}>{t('office.first.demoProvince.begin')}</Button>
      </Box>
      <ProgressDialog task={demo} title={t('office.first.demo.making')} />
    </Section>
  )
}
