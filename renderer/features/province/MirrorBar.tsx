import Box from '@mui/material/Box'
import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatNumber } from '../../app/format.ts'
import { AppLink, Thai } from '../../ui/index.ts'
import type { RemarkField } from '../exchange/RemarkDialog.tsx'
import { RecordActions } from './RecordActions.tsx'
import { districtHref, useMirror } from './use-mirror.ts'

type Props = {
  /** Owner of the record; nothing stands here for an own one. */
  officeId: string
  record?: { recordType: string; rowId: string; subject: string }
  /** Fields a correction can be asked for by value. */
  fields?: readonly RemarkField[]
}

/** Above a record of a district: whose it is, from which package, to read only; where it comes from, and what to ask for. */
export function MirrorBar({ officeId, record, fields }: Props) {
  const { t } = useTranslation()
  const mirror = useMirror(officeId)
  if (mirror === null) return null
  const { pack } = mirror
  return (
    <Box
      role="note"
      aria-label={t('province.mirror.label')}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: '0.2rem 1rem',
        alignItems: 'center',
        mb: 1.4,
        px: 1.4,
        py: 0.5,
        borderRadius: 1,
        bgcolor: theme.tokens.accentTint,
        borderLeft: `4px solid ${theme.tokens.accent}`,
      })}
    >
      <Eye size={18} aria-hidden style={{ flex: 'none' }} />
      <Box sx={{ flex: '1 1 24rem', minWidth: 0 }}>
        <Thai
          text={
            pack === null
              ? t('province.mirror.of', { office: mirror.officeName })
              : t('province.mirror.from', {
                  office: mirror.officeName,
                  sequence: formatNumber(pack.sequence),
                  made: formatDate(pack.createdOn, 'short'),
                  received: formatDate(pack.receivedOn, 'short'),
                })
          }
        />{' '}
        {record === undefined || mirror.districtCode === null ? null : (
          <AppLink href={districtHref(mirror.districtCode)}>{t('province.mirror.open')}</AppLink>
        )}
      </Box>
      {record === undefined ? null : (
        <RecordActions
          record={record}
          packageId={pack?.id ?? null}
          {...(fields === undefined ? {} : { fields })}
        />
      )}
    </Box>
  )
}
