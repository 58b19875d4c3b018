import i18next from 'i18next'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Language } from './i18n.ts'

export type Preferences = {
  mode: 'system' | 'light' | 'dark'
  language: Language
  textScale: 1 | 1.125 | 1.25
}
const usual: Preferences = { mode: 'light', language: 'th', textScale: 1 }
const key = 'amphoe-plan.preferences'

/** How this person likes the window; kept by the window itself, it is no record of the office. */
export function readPreferences(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>
    return {
      mode: kept.mode === 'dark' || kept.mode === 'system' ? kept.mode : usual.mode,
      language: kept.language === 'en' ? 'en' : 'th',
      textScale: kept.textScale === 1.25 || kept.textScale === 1.125 ? kept.textScale : 1,
    }
  } catch {
    return usual
  }
}

const Context = createContext<{
  preferences: Preferences
  change: (part: Partial<Preferences>) => void
  dark: boolean
}>({
  preferences: usual,
  change: () => undefined,
  dark: false,
})
export const usePreferences = () => useContext(Context)

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(readPreferences)
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => setSystemDark(media.matches)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  const value = useMemo(
    () => ({
      preferences,
      dark: preferences.mode === 'dark' || (preferences.mode === 'system' && systemDark),
      change: (part: Partial<Preferences>) => {
        const next = { ...preferences, ...part }
        setPreferences(next)
        try {
          localStorage.setItem(key, JSON.stringify(next))
        } catch {
          // a window without storage forgets it on closing; nothing else is lost
        }
        if (part.language) void i18next.changeLanguage(part.language)
      },
    }),
    [preferences, systemDark],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}
