import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Letterhead } from '../../../core/office/rules.ts'
import { toThaiDigits } from '../../../core/thai/digits.ts'
import { Fields, LinesField, SelectField, TextField, Thai } from '../../ui/index.ts'

/** The fields of the letterhead beside a sketch of the head that follows the typing. */
export function LetterheadFields({
  hasEmblem = false,
  autoFocus = false,
}: {
  hasEmblem?: boolean
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1.25fr) minmax(22rem, 1fr)' },
        gap: 2.5,
      }}
    >
      <Box>
        <Fields columns={2}>
          <TextField name="name" label={t('office.letterhead.name')} required wide autoFocus={autoFocus} />
          <TextField
            name="agencyCode"
            label={t('office.letterhead.agencyCode')}
            help={t('office.letterhead.agencyCode.help')}
            placeholder="นศ 0018.1"
          />
          <TextField
            name="orderIssuer"
            label={t('office.letterhead.orderIssuer')}
            help={t('office.letterhead.orderIssuer.help')}
          />
          <LinesField
            name="addressLines"
            label={t('office.letterhead.address')}
            help={t('office.letterhead.address.help')}
            most={4}
            wide
          />
          <TextField name="ownerUnit" label={t('office.letterhead.ownerUnit')} />
          <TextField name="ownerGroup" label={t('office.letterhead.ownerGroup')} />
          <TextField name="telephone" label={t('office.letterhead.telephone')} />
          <TextField name="fax" label={t('office.letterhead.fax')} />
          <TextField name="email" label={t('office.letterhead.email')} wide />
          <LinesField
            name="mottoLines"
            label={t('office.letterhead.motto')}
            help={t('office.letterhead.motto.help')}
            most={4}
            wide
          />
          <SelectField
            name="emblemMode"
            label={t('office.letterhead.emblem')}
            help={t('office.letterhead.emblem.help')}
            options={[
              { value: 'space', label: t('office.emblemMode.space') },
              ...(hasEmblem ? [{ value: 'picture', label: t('office.emblemMode.picture') }] : []),
              { value: 'none', label: t('office.emblemMode.none') },
            ]}
          />
          <SelectField
            name="docxFont"
            label={t('office.letterhead.docxFont')}
            help={t('office.letterhead.docxFont.help')}
            options={['TH SarabunPSK', 'TH SarabunIT๙', 'TH Sarabun New'].map((font) => ({
              value: font,
              label: font,
            }))}
          />
        </Fields>
      </Box>
      <LetterSample />
    </Box>
  )
}

/** A sketch, not the paper: it only shows where each line will stand. The paper itself is seen in PaperView. */
function LetterSample() {
  const { t } = useTranslation()
  const head = useWatch() as Partial<Letterhead>
  const line = (text: string | undefined, empty: string) => (
    <Box component="span" sx={{ color: text ? '#1d2723' : '#767267', fontStyle: text ? 'normal' : 'italic' }}>
      {text ? <Thai text={toThaiDigits(text)} /> : empty}
    </Box>
  )
  return (
    <Box sx={{ position: { lg: 'sticky' }, top: 12, alignSelf: 'start' }}>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mb: 0.5 }}>
        {t('office.sample.title')}
      </Typography>
      <Box
        aria-label={t('office.sample.title')}
        role="img"
        sx={(theme) => ({
          bgcolor: '#fffefa',
          color: '#1d2723',
          border: `1px solid ${theme.tokens.ruleStrong}`,
          boxShadow: '2px 3px 0 rgb(0 0 0 / 6%)',
          px: 3,
          py: 2.4,
          fontSize: '0.88rem',
          lineHeight: 1.55,
          minHeight: '25rem',
          display: 'flex',
          flexDirection: 'column',
        })}
      >
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 4.6rem 1fr', alignItems: 'end', gap: 1 }}>
          <span>
            {t('office.sample.number')} {line(head.agencyCode, '.........')} /
          </span>
          <Box
            sx={{
              height: '4.6rem',
              border: head.emblemMode === 'none' ? 0 : '1px dashed #9a947f',
              display: 'grid',
              placeItems: 'center',
              textAlign: 'center',
              fontSize: '0.75rem',
              color: '#6d6858',
              alignSelf: 'start',
            }}
          >
            {head.emblemMode === 'none'
              ? ''
              : head.emblemMode === 'picture'
                ? t('office.sample.emblem')
                : t('office.sample.space')}
          </Box>
          <Box sx={{ textAlign: 'left' }}>
            <Box>{line(head.name, t('office.sample.office'))}</Box>
            <Box sx={{ whiteSpace: 'pre-line' }}>{line((head.addressLines ?? []).join('\n'), '')}</Box>
          </Box>
        </Box>
        <Box sx={{ textAlign: 'center', my: 1.2 }}>{t('office.sample.date')}</Box>
        <Box>{t('office.sample.subject')}</Box>
        <Box>{t('office.sample.to')}</Box>
        <Box
          sx={{
            my: 1,
            flex: 1,
            background: 'repeating-linear-gradient(#0000 0 1.3rem, #d9d4c5 1.3rem calc(1.3rem + 1px))',
            opacity: 0.8,
          }}
          aria-hidden
        />
        <Box sx={{ textAlign: 'center', mb: 2 }}>{t('office.sample.closing')}</Box>
        <Box>
          {head.ownerUnit ? <Box>{line(head.ownerUnit, '')}</Box> : null}
          {head.ownerGroup ? <Box>{line(head.ownerGroup, '')}</Box> : null}
          <Box>
            {t('office.sample.telephone')} {line(head.telephone, '.........')}
            {head.fax ? (
              <>
                {' '}
                {t('office.sample.fax')} {line(head.fax, '')}
              </>
            ) : null}
          </Box>
          {head.email ? (
            <Box>
              {t('office.sample.email')} {head.email}
            </Box>
          ) : null}
        </Box>
        <Box sx={{ textAlign: 'center', mt: 1, fontWeight: 600 }}>
          <Box sx={{ whiteSpace: 'pre-line' }}>{line((head.mottoLines ?? []).join('\n'), '')}</Box>
        </Box>
      </Box>
    </Box>
  )
}
