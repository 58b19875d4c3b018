import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { Button, EmptyState, FaultBar, Page, ProgressDialog } from '../../ui/index.ts'
import { CheckStep } from './CheckStep.tsx'
import { FileStep } from './FileStep.tsx'
import { homeOf, type ImportTarget, targetOf } from './import-target.ts'
import { MapStep } from './MapStep.tsx'
import { ResultStep } from './ResultStep.tsx'
import { SheetStep } from './SheetStep.tsx'
import { type ImportWork, steps, useImport } from './use-import.ts'

/** Taking a workbook in: choose, look, map, try, take in, see what came of it (C12). */
export default function ImportPage() {
  const { t } = useTranslation()
  const [asked] = useQueryParam('target')
  const [id] = useQueryParam('targetId')
  const target = targetOf(asked, id)
  if (target === null) {
    return (
      <Page title={t('sheets.import.title')}>
        <EmptyState
          title={t('sheets.import.noTarget.title')}
          text={t('sheets.import.noTarget.text')}
          action={<Button href="/plans">{t('nav.plans')}</Button>}
        />
      </Page>
    )
  }
  return <Wizard key={`${target.target}:${target.targetId ?? ''}`} target={target} />
}

function Wizard({ target }: { target: ImportTarget }) {
  const { t } = useTranslation()
  const name = useTargetName(target)
  const work = useImport(target)
  const top = useRef<HTMLDivElement>(null)
  // a new step begins at its head, for eyes and for screen readers
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what changes
  useEffect(() => {
    top.current?.focus({ preventScroll: false })
  }, [work.step])
  return (
    <Page
      title={t(`sheets.import.title.${target.target}`)}
      help={name === '' ? t('sheets.import.help') : t('sheets.import.into', { name })}
      back={{ href: homeOf(target), label: t(`sheets.import.back.${target.target}`) }}
    >
      <Steps work={work} />
      <Box ref={top} tabIndex={-1} sx={{ outline: 'none' }}>
        <FaultBar error={work.fault} onClose={work.clearFault} />
        {work.step === 'file' ? <FileStep work={work} /> : null}
        {work.step === 'sheet' ? <SheetStep work={work} /> : null}
        {work.step === 'map' ? <MapStep work={work} /> : null}
        {work.step === 'check' ? <CheckStep work={work} /> : null}
        {work.step === 'result' ? <ResultStep work={work} /> : null}
      </Box>
      <ProgressDialog task={work.opening} title={t('sheets.import.opening')} />
      <ProgressDialog task={work.reading} title={t('sheets.import.reading')} />
      <ProgressDialog task={work.trying} title={t('sheets.import.trying')} />
      <ProgressDialog task={work.committing} title={t('sheets.import.committing')} />
      <ProgressDialog task={work.collecting} title={t('sheets.import.collecting')} />
    </Page>
  )
}

function useTargetName({ target, targetId }: ImportTarget): string {
  const plan = useQuery({
    ...api.plans.get.queryOptions({ input: { id: targetId ?? '' } }),
    enabled: target === 'planEntries',
  })
  const forum = useQuery({
    ...api.forums.get.queryOptions({ input: { id: targetId ?? '' } }),
    enabled: target === 'forumNeeds',
  })
  return plan.data?.name ?? forum.data?.areaName ?? ''
}

/** Where one is; steps that are done can be gone back to. */
function Steps({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const here = steps.indexOf(work.step)
  return (
    <Box
      component="ol"
      aria-label={t('sheets.import.steps')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: '0.3rem 1.4rem', listStyle: 'none', m: 0, p: 0, mb: 1.6 }}
    >
      {steps.map((step, at) => {
        const isHere = at === here
        const canGo = at < here && work.step !== 'result'
        const words = t('sheets.import.stepNumber', { number: at + 1, step: t(`sheets.import.step.${step}`) })
        return (
          <Box
            component="li"
            key={step}
            aria-current={isHere ? 'step' : undefined}
            sx={(theme) => ({
              fontSize: '0.95rem',
              fontWeight: isHere ? 600 : 400,
              color: at > here ? theme.tokens.inkSoft : theme.tokens.ink,
              borderBottom: `3px solid ${isHere ? theme.tokens.primary : 'transparent'}`,
              pb: 0.2,
              '& .MuiButton-root': { minHeight: 0, p: 0 },
            })}
          >
            {canGo ? (
              <Button look="quiet" onClick={() => work.goBack(step)}>
                {words}
              </Button>
            ) : (
              words
            )}
          </Box>
        )
      })}
    </Box>
  )
}
