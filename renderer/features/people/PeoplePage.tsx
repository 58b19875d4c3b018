import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useTranslation } from 'react-i18next'
import { useQueryParam } from '../../app/routes.tsx'
import { Page } from '../../ui/index.ts'
import { RoomTabs } from '../bodies/RoomTabs.tsx'
import { PersonsView } from './PersonsView.tsx'
import { PostsView } from './PostsView.tsx'

/** Who holds which post, and who sits where (C5). */
export default function PeoplePage() {
  const { t } = useTranslation()
  const [view, setView] = useQueryParam('view')
  const persons = view === 'persons'
  return (
    <Page
      title={t('people.title')}
      help={t(persons ? 'people.persons.help' : 'people.help')}
      actions={
        <ToggleButtonGroup
          size="small"
          exclusive
          value={persons ? 'persons' : 'posts'}
          aria-label={t('people.view')}
          onChange={(_, next: string | null) =>
            next ? setView(next === 'persons' ? next : null) : undefined
          }
        >
          <ToggleButton value="posts">{t('people.view.posts')}</ToggleButton>
          <ToggleButton value="persons">{t('people.view.persons')}</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      <RoomTabs here="/people" />
      {persons ? <PersonsView /> : <PostsView />}
    </Page>
  )
}
