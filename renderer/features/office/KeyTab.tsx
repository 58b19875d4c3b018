import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Landmark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { toThaiDigits } from '../../../core/thai/digits.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import { Button, EmptyState, Query, Section, StatusChip, Table, useConfirm } from '../../ui/index.ts'
import { Fingerprint } from '../exchange/Fingerprint.tsx'

const looks = { whole: 'done', missing: 'late', other: 'late' } as const

/**
 * The office's signing key: its fingerprint to read out by telephone, whether its file is there, and the keys of other
 * offices that were compared here.
 */
export function KeyTab() {
  const { t } = useTranslation()
  const { staff } = useOffice()
  const own = useQuery(api.exchange.ownKey.queryOptions())
  const renew = useCommand(client.exchange.renewKey)
  const confirm = useConfirm()
  const { notify } = useNotice()
  const isAdmin = staff?.role === 'admin'
  const makeNew = async (whole: boolean) => {
    const yes = await confirm({
      title: t('office.key.renew.title'),
      text: (
        <>
          <p style={{ marginTop: 0 }}>{t(whole ? 'office.key.renew.whole' : 'office.key.renew.lost')}</p>
          <p style={{ marginBottom: 0 }}>{t('office.key.renew.text')}</p>
        </>
      ),
      confirm: t('office.key.renew.do'),
      danger: true,
    })
    if (!yes) return
    const done = await renew.attempt(undefined as never)
    if (done.ok) notify(t('office.key.renew.done', { fingerprint: toThaiDigits(done.value.fingerprint) }))
  }
  return (
    <>
      <Section title={t('office.key.own')} help={t('office.key.own.help')}>
        <Query of={own}>
          {(key) => (
            <>
              <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
                {key.fingerprint === '' ? null : <Fingerprint of={key.fingerprint} />}
                <StatusChip status={looks[key.state]} label={t(`office.key.state.${key.state}`)} />
              </Box>
              <Typography variant="body2" sx={{ maxWidth: '46rem', mb: 1.2 }}>
                {t(`office.key.state.${key.state}.help`)}
              </Typography>
              <Button
                icon={KeyRound}
                look={key.state === 'whole' ? 'plain' : 'main'}
                busy={renew.running}
                disabled={!isAdmin}
                onClick={() => void makeNew(key.state === 'whole')}
              >
                {t('office.key.renew')}
              </Button>
              {isAdmin ? null : (
                <Typography variant="caption" sx={{ display: 'block', color: 'text.secondary', mt: 0.4 }}>
                  {t('office.key.renew.admin')}
                </Typography>
              )}
            </>
          )}
        </Query>
      </Section>
      <KnownOffices />
    </>
  )
}

function KnownOffices() {
  const { t } = useTranslation()
  const offices = useQuery(api.exchange.offices.queryOptions())
  return (
    <Section title={t('office.key.known')} help={t('office.key.known.help')} flush>
      <Query of={offices}>
        {(rows) => (
          <Table
            label={t('office.key.known')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                icon={Landmark}
                title={t('office.key.known.empty.title')}
                text={t('office.key.known.empty.text')}
              />
            }
            columns={[
              { key: 'name', title: t('common.name'), rowHead: true, cell: (row) => row.name },
              {
                key: 'profile',
                title: t('office.key.known.as'),
                cell: (row) => t(`common.profile.${row.profile}`),
              },
              {
                key: 'fingerprint',
                title: t('office.key.fingerprint'),
                nowrap: true,
                cell: (row) => (row.fingerprint === '' ? '–' : toThaiDigits(row.fingerprint)),
              },
              {
                key: 'confirmed',
                title: t('office.key.confirmed'),
                nowrap: true,
                cell: (row) =>
                  row.keyConfirmedOn === null ? (
                    <StatusChip status="notStarted" label={t('office.key.confirmed.no')} />
                  ) : (
                    formatDate(row.keyConfirmedOn, 'short')
                  ),
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
