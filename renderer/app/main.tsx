import '@fontsource/sarabun/thai-400.css'
import '@fontsource/sarabun/thai-600.css'
import '@fontsource/sarabun/latin-400.css'
import '@fontsource/sarabun/latin-600.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startI18n } from './i18n.ts'
import { guardPage } from './page-guard.ts'
import { readPreferences } from './preferences.tsx'

startI18n(readPreferences().language)
guardPage(window)
const place = document.getElementById('root')
if (place) createRoot(place).render(<App />)
