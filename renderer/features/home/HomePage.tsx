import { useQuery } from '@tanstack/react-query'
import { BookOpen, BookPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { Button, EmptyState, Page, Query, Section } from '../../ui/index.ts'
import { ProvinceHome } from '../exchange/ProvinceHome.tsx'
import { CycleStrip } from './CycleStrip.tsx'
import { DutyList } from './DutyList.tsx'
import { StepBoard } from './StepBoard.tsx'

/** What must be done today (C3); the province sees how complete its districts are. */
export default function HomePage() {
  const { office } = useOffice()
  return office.profile === 'province' ? <ProvinceHome /> : <DistrictHome />
}

function DistrictHome() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const home = useQuery(api.directives.home.queryOptions())
  const register = (
    <Button look="main" icon={BookPlus} href="/directives/new">
      {t('directives.new')}
    </Button>
  )
  return (
    <Page
      title={t('home.title')}
      help={
        home.data
          ? t('home.help', { date: formatDate(today, 'weekday'), year: home.data.planFy })
          : formatDate(today, 'weekday')
      }
      actions={home.data ? register : null}
    >
      <Query of={home} lines={8}>
        {(data) =>
          data === null ? (
            <Section>
              <EmptyState
                icon={BookOpen}
                title={t('home.empty.title')}
                text={t('home.empty.text')}
                action={
                  <>
                    {register}
                    <Button href="/geography">{t('home.empty.villages')}</Button>
                  </>
                }
              />
            </Section>
          ) : (
            <>
              <DutyList home={data} />
              <CycleStrip windows={data.windows} today={data.today} planFy={data.planFy} />
              <StepBoard home={data} />
            </>
          )
        }
      </Query>
    </Page>
  )
}
