import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'th' | 'en'
type Words = Record<string, string>

const files = import.meta.glob<Words>('../i18n/*/*.json', { eager: true, import: 'default' })

/** Faults and validation keep a namespace of their own (their keys are codes); all other files make one. */
function resourcesOf(language: Language) {
  const app: Words = {}
  let faults: Words = {}
  let validation: Words = {}
  for (const [path, words] of Object.entries(files)) {
    if (!path.includes(`/i18n/${language}/`)) continue
    if (path.endsWith('/faults.json')) faults = words
    else if (path.endsWith('/validation.json')) validation = words
    else Object.assign(app, words)
  }
  return { app, faults, validation }
}

/**
 * Starts the translations. Keys are flat (`area.screen.item`), so dots do not nest.
 * `t('nav.plans')`, `t('faults:disk.full', params)`, `t('validation:required')`.
 */
export function startI18n(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'th',
    resources: { th: resourcesOf('th'), en: resourcesOf('en') },
    ns: ['app', 'faults', 'validation'],
    defaultNS: 'app',
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  document.documentElement.lang = language
  i18next.on('languageChanged', (lng) => {
    document.documentElement.lang = lng
  })
}

/** Language in use; for formats that differ (names of months). */
export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'th'
}
