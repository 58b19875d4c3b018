import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Place } from '../../../core/geography/contract.ts'
import { line, optionalLine } from '../../../core/kernel/fields.ts'
import { type Profile, profiles } from '../../../core/kernel/meta.ts'
import {
  districtCode,
  emptyLetterhead,
  letterheadFields,
  provinceCode,
  type SetUp,
  signatoryFields,
  tambonCode,
} from '../../../core/office/rules.ts'
import { api, client, refreshAll } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { useCommand, useTask } from '../../app/task.ts'
import {
  Button,
  ChipsField,
  FaultBar,
  Fields,
  Form,
  ProgressDialog,
  SearchField,
  TextField,
} from '../../ui/index.ts'
import { useVillagePaste } from '../geography/use-village-paste.ts'
import { VillagePaste } from '../geography/VillagePaste.tsx'
import { FromDistrict } from './FromDistrict.tsx'
import { LetterheadFields } from './LetterheadFields.tsx'
import { SignatoryFields } from './SignatoryFields.tsx'

type Answers = Omit<SetUp, 'districtCode'> & { districtCode: string | null; step: number }
const nothing: Answers = {
  step: 0,
  profile: 'district',
  provinceCode: '',
  districtCode: null,
  tambonCodes: [],
  letterhead: emptyLetterhead,
  signatories: [{ name: '', positionLines: [], signs: ['letter', 'order', 'report'] }],
  staffName: '',
  staffPosition: '',
}

const steps = ['welcome', 'area', 'letterhead', 'people', 'villages'] as const
/** A laptop begins with what its district gives it: nothing of the office is asked again. */
const stepsFromDistrict = ['welcome', 'package', 'begin'] as const

/** The first-run assistant (C28): every step is a form of its own, all of it is kept while it is typed. */
export default function FirstRun({ leave }: { leave: () => void }) {
  const { t } = useTranslation()
  const draft = useDraft<Answers>('office.firstRun')
  const [answers, setAnswers] = useState<Answers | null>(null)
  const status = useQuery(api.office.status.queryOptions())
  // 0 = the way of an office of its own; else the step of the way from the district's package
  const [fromDistrict, setFromDistrict] = useState(0)
  const set = status.data?.state === 'ready' && fromDistrict === 0
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (draft.found === undefined || answers !== null) return
    setAnswers(draft.found ? { ...nothing, ...draft.found.data } : nothing)
  }, [draft.found, answers])
  const way = fromDistrict > 0 ? stepsFromDistrict : steps
  const step = fromDistrict > 0 ? fromDistrict : set ? 4 : (answers?.step ?? 0)
  const name = way[step] ?? 'welcome'
  useEffect(() => {
    document.title = `${t(`office.first.${name}.title`)} – ${t('common.program')}`
    heading.current?.scrollIntoView({ block: 'nearest' })
  }, [name, t])
  const go = (part: Partial<Answers>) => {
    const next = { ...(answers ?? nothing), ...part }
    setAnswers(next)
    if (!set) draft.keepNow(next)
  }
  const setUp = useCommand(client.office.setUp)
  if (answers === null) return null
  const back = (to: number) => (
    <Button icon={ArrowLeft} onClick={() => go({ step: to })}>
      {t('common.back')}
    </Button>
  )
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100vh',
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '17rem minmax(0, 1fr)' },
      }}
    >
      <Steps way={way} at={step} />
      <Box sx={{ px: { xs: 2, md: 5 }, py: 3.5, maxWidth: '78rem' }}>
        <Typography ref={heading} variant="h1" sx={{ mb: 0.4 }}>
          {t(`office.first.${name}.title`)}
        </Typography>
        <Typography sx={{ color: 'text.secondary', mb: 2.2, maxWidth: '52rem' }}>
          {t(`office.first.${name}.help`)}
        </Typography>
        {fromDistrict > 0 ? <FromDistrict onStep={setFromDistrict} leave={leave} /> : null}
        {name === 'welcome' ? (
          <Welcome
            begin={() => go({ step: 1 })}
            beginFromDistrict={() => setFromDistrict(1)}
            leave={leave}
            begun={answers.provinceCode !== ''}
          />
        ) : null}
        {name === 'area' ? (
          <AreaStep answers={answers} back={back(0)} done={(part) => go({ ...part, step: 2 })} />
        ) : null}
        {name === 'letterhead' ? (
          <Form
            schema={letterheadFields}
            initial={answers.letterhead}
            draftKey="office.firstRun.letterhead"
            onSubmit={(letterhead) => go({ letterhead, step: 3 })}
            submitLabel={t('common.next')}
            extra={back(1)}
          >
            <LetterheadFields autoFocus />
          </Form>
        ) : null}
        {name === 'people' ? (
          <Form
            schema={peopleFields}
            initial={{
              signatories: answers.signatories,
              staffName: answers.staffName,
              staffPosition: answers.staffPosition,
            }}
            draftKey="office.firstRun.people"
            onSubmit={async (people) => {
              const { step: _step, ...rest } = answers
              await setUp.run({ ...rest, ...people })
              await draft.forget()
            }}
            submitLabel={t('office.first.people.submit')}
            extra={back(2)}
          >
            <PeopleStep />
          </Form>
        ) : null}
        {name === 'villages' ? (
          <VillagesStep leave={leave} province={status.data?.office?.profile === 'province'} />
        ) : null}
      </Box>
    </Box>
  )
}

function Steps({ way, at }: { way: readonly string[]; at: number }) {
  const { t } = useTranslation()
  return (
    <Box
      component="aside"
      aria-label={t('office.first.steps')}
      sx={(theme) => ({
        bgcolor: theme.tokens.navGround,
        color: theme.tokens.navInk,
        px: 2.6,
        py: 3.5,
        display: { xs: 'none', md: 'flex' },
        flexDirection: 'column',
        gap: 2.4,
      })}
    >
      <Box>
        <Typography sx={{ fontWeight: 600, fontSize: '1.5rem', lineHeight: 1.3 }}>
          {t('common.program')}
        </Typography>
        <Typography sx={(theme) => ({ color: theme.tokens.navInkSoft, fontSize: '0.93rem' })}>
          {t('office.first.motto')}
        </Typography>
      </Box>
      <Box component="ol" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {way.map((step, index) => (
          <Box
            key={step}
            component="li"
            aria-current={index === at ? 'step' : undefined}
            sx={(theme) => ({
              display: 'flex',
              gap: 1.2,
              py: 0.7,
              alignItems: 'baseline',
              color: index === at ? theme.tokens.navInk : theme.tokens.navInkSoft,
              fontWeight: index === at ? 600 : 400,
            })}
          >
            <Box
              component="span"
              aria-hidden
              sx={(theme) => ({
                width: '1.6rem',
                height: '1.6rem',
                lineHeight: '1.55rem',
                textAlign: 'center',
                borderRadius: '50%',
                border: '1px solid currentColor',
                fontSize: '0.85rem',
                flex: 'none',
                ...(index < at ? { bgcolor: theme.tokens.navSelected } : {}),
              })}
            >
              {index < at ? '✓' : index + 1}
            </Box>
            {t(`office.first.${step}.short`)}
          </Box>
        ))}
      </Box>
      <Typography variant="caption" sx={(theme) => ({ color: theme.tokens.navInkSoft, mt: 'auto' })}>
        {t('office.first.kept')}
      </Typography>
    </Box>
  )
}

function Choice({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        gap: 2,
        alignItems: 'center',
        flexWrap: 'wrap',
        py: 1.6,
        borderTop: `1px solid ${theme.tokens.rule}`,
      })}
    >
      <Box sx={{ flex: '1 1 22rem' }}>
        <Typography variant="h2" component="h2">
          {title}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {text}
        </Typography>
      </Box>
      {children}
    </Box>
  )
}

function Welcome({
  begin,
  beginFromDistrict,
  leave,
  begun,
}: {
  begin: () => void
  beginFromDistrict: () => void
  leave: () => void
  begun: boolean
}) {
  const { t } = useTranslation()
  const demo = useTask(client.demo.start)
  const [fault, setFault] = useState<unknown>(null)
  const start = (which: 'demoDistrict' | 'demoProvince') => {
    setFault(null)
    demo.run({ which }).then(async () => {
      await refreshAll()
      location.hash = '#/'
      leave()
    }, setFault)
  }
  return (
    <Box>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Choice title={t('office.first.own.title')} text={t('office.first.own.text')}>
        <Button look="main" autoFocus onClick={begin}>
          {begun ? t('office.first.own.resume') : t('office.first.own.begin')}
        </Button>
      </Choice>
      <Choice title={t('office.first.package.choice')} text={t('office.first.package.text')}>
        <Button onClick={beginFromDistrict}>{t('office.first.package.enter')}</Button>
      </Choice>
      <Choice title={t('office.first.demoDistrict.title')} text={t('office.first.demoDistrict.text')}>
        <Button onClick={() => start('demoDistrict')}>{t('office.first.demoDistrict.begin')}</Button>
      </Choice>
      <Choice title={t('office.first.demoProvince.title')} text={t('office.first.demoProvince.text')}>
        <Button onClick={() => start('demoProvince')}>{t('office.first.demoProvince.begin')}</Button>
      </Choice>
      <ProgressDialog task={demo} title={t('office.first.demo.making')} />
    </Box>
  )
}

const areaFields = z
  .object({
    profile: z.enum(profiles),
    provinceCode,
    districtCode: districtCode.nullable(),
    tambonCodes: z.array(tambonCode),
  })
  .refine((value) => value.profile === 'province' || value.districtCode !== null, {
    error: 'required',
    path: ['districtCode'],
  })
  .refine((value) => value.profile !== 'tambon' || value.tambonCodes.length > 0, {
    error: 'required',
    path: ['tambonCodes'],
  })
type Area = z.infer<typeof areaFields>

function AreaStep({
  answers,
  back,
  done,
}: {
  answers: Answers
  back: ReactNode
  done: (part: Partial<Answers>) => void
}) {
  const { t } = useTranslation()
  const provinces = useQuery(api.geography.provinces.queryOptions())
  const place = async (area: Area): Promise<{ province: string; district: string }> => {
    const districts =
      area.districtCode === null ? [] : await client.geography.districts({ provinceCode: area.provinceCode })
    return {
      province: provinces.data?.find((one) => one.code === area.provinceCode)?.name ?? '',
      district: districts.find((one) => one.code === area.districtCode)?.name ?? '',
    }
  }
  return (
    <Form
      schema={areaFields}
      initial={{
        profile: answers.profile,
        provinceCode: answers.provinceCode,
        districtCode: answers.districtCode,
        tambonCodes: answers.tambonCodes,
      }}
      draftKey="office.firstRun.area"
      submitLabel={t('common.next')}
      extra={back}
      onSubmit={async (area) => {
        const names = await place(area)
        // offered once, never over what the person already typed
        const letterhead =
          answers.letterhead.name === ''
            ? {
                ...answers.letterhead,
                name: t(`office.default.${area.profile}.name`, names),
                orderIssuer: t(`office.default.${area.profile}.issuer`, names),
                addressLines: [t(`office.default.${area.profile}.address`, names)],
              }
            : answers.letterhead
        done({ ...area, letterhead })
      }}
    >
      <AreaFields />
    </Form>
  )
}

function AreaFields() {
  const { t } = useTranslation()
  const { setValue } = useFormContext()
  const [profile, province, district] = useWatch({ name: ['profile', 'provinceCode', 'districtCode'] }) as [
    Profile,
    string | null,
    string | null,
  ]
  const provinces = useQuery(api.geography.provinces.queryOptions())
  const districts = useQuery({
    ...api.geography.districts.queryOptions({ input: { provinceCode: province ?? '' } }),
    enabled: Boolean(province),
  })
  const tambons = useQuery({
    ...api.geography.tambons.queryOptions({ input: { districtCode: district ?? '' } }),
    enabled: Boolean(district) && profile === 'tambon',
  })
  return (
    <Box sx={{ maxWidth: '46rem' }}>
      <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, mb: 1.6 }}>
        <Box component="legend" sx={{ fontWeight: 600, fontSize: '0.9rem', mb: 0.4 }}>
          {t('office.first.area.profile')}
        </Box>
        {profiles.map((one) => (
          <Box
            key={one}
            component="label"
            sx={(theme) => ({
              display: 'flex',
              gap: 1.2,
              alignItems: 'baseline',
              px: 1.2,
              py: 0.7,
              mb: 0.6,
              border: `1px solid ${one === profile ? theme.tokens.primary : theme.tokens.rule}`,
              borderRadius: 1,
              bgcolor: one === profile ? theme.tokens.primaryTint : theme.tokens.sheet,
              cursor: 'pointer',
            })}
          >
            <input
              type="radio"
              name="profile"
              checked={one === profile}
              onChange={() => setValue('profile', one, { shouldDirty: true })}
              style={{ accentColor: '#0f5345' }}
            />
            <span>
              <strong>{t(`common.profile.${one}`)}</strong>{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {t(`office.first.profile.${one}`)}
              </Box>
            </span>
          </Box>
        ))}
      </Box>
      <Fields columns={2}>
        <SearchField
          name="provinceCode"
          label={t('common.province')}
          required
          options={(provinces.data ?? []).map((one) => ({ value: one.code, label: one.name }))}
          onPicked={() => {
            setValue('districtCode', null)
            setValue('tambonCodes', [])
          }}
        />
        {profile === 'province' ? null : (
          <SearchField
            name="districtCode"
            label={t('common.district')}
            required
            disabled={!province}
            options={(districts.data ?? []).map((one) => ({ value: one.code, label: one.name }))}
            onPicked={() => setValue('tambonCodes', [])}
          />
        )}
        {profile === 'tambon' ? (
          <ChipsField
            name="tambonCodes"
            label={t('office.first.area.tambons')}
            required
            wide
            disabled={!district}
            options={(tambons.data ?? []).map((one) => ({ value: one.code, label: one.name }))}
          />
        ) : null}
      </Fields>
    </Box>
  )
}

const peopleFields = z.object({
  signatories: z.array(signatoryFields).max(20, { error: 'tooManyLines' }),
  staffName: line(120),
  staffPosition: optionalLine(160),
})

function PeopleStep() {
  const { t } = useTranslation()
  const { control } = useFormContext()
  const { fields, append, remove } = useFieldArray({ control, name: 'signatories' })
  return (
    <Box sx={{ maxWidth: '58rem' }}>
      <Typography variant="h2" sx={{ mb: 0.8 }}>
        {t('office.first.people.you')}
      </Typography>
      <Fields columns={2}>
        <TextField name="staffName" label={t('office.staff.name')} required autoFocus />
        <TextField name="staffPosition" label={t('office.staff.position')} />
      </Fields>
      <Typography variant="h2" sx={{ mt: 2, mb: 0.4 }}>
        {t('office.first.people.signatories')}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {t('office.first.people.signatories.help')}
      </Typography>
      {fields.map((field, at) => (
        <Box
          key={field.id}
          sx={(theme) => ({ borderTop: `1px solid ${theme.tokens.rule}`, pt: 1.2, mb: 0.6 })}
        >
          <SignatoryFields prefix={`signatories.${at}.`} />
          <Button look="quiet" icon={Trash2} onClick={() => remove(at)}>
            {t('office.signatory.remove')}
          </Button>
        </Box>
      ))}
      <Button
        look="plain"
        icon={Plus}
        onClick={() => append({ name: '', positionLines: [], signs: ['letter'] })}
      >
        {t('office.signatory.add')}
      </Button>
    </Box>
  )
}

const none: readonly Place[] = []

function VillagesStep({ leave, province }: { leave: () => void; province: boolean }) {
  const { t } = useTranslation()
  const tambons = useQuery({ ...api.geography.ownTambons.queryOptions(), enabled: !province })
  const draft = useDraft<string>('office.firstRun.villages')
  const [text, setText] = useState('')
  const list = tambons.data ?? none
  const [fault, setFault] = useState<unknown>(null)
  const save = useCommand(client.geography.saveVillages)
  const only = list.length === 1 ? (list[0]?.code ?? null) : null
  const read = useVillagePaste(text, list, only, save.running)
  useEffect(() => {
    if (typeof draft.found?.data === 'string') setText(draft.found.data)
  }, [draft.found])
  const finish = () => {
    void draft.forget()
    location.hash = '#/'
    leave()
  }
  if (province)
    return (
      <Button look="main" autoFocus onClick={finish}>
        {t('office.first.enter')}
      </Button>
    )
  const commit = () => {
    setFault(null)
    save
      .run({
        rows: read.good.flatMap((row) => (row.village ? [{ id: null, fields: row.village }] : [])),
        dryRun: false,
      })
      .then(finish, setFault)
  }
  return (
    <Box sx={{ maxWidth: '66rem' }}>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <VillagePaste
        text={text}
        onText={(next) => {
          setText(next)
          draft.keep(next)
        }}
        tambons={list}
        read={read}
        autoFocus
      />
      <Box sx={{ display: 'flex', gap: 1, mt: 2, flexWrap: 'wrap' }}>
        <Button look="main" onClick={commit} disabled={read.good.length === 0} busy={save.running}>
          {read.bad > 0
            ? t('geography.paste.takeGood', { count: read.good.length })
            : t('geography.paste.take', { count: read.good.length })}
        </Button>
        <Button onClick={finish}>{t('office.first.villages.later')}</Button>
      </Box>
    </Box>
  )
}
