import type { BothWords } from '../core/hosts/start-page.ts'
import englishFaults from '../renderer/i18n/en/faults.json' with { type: 'json' }
import englishHosts from '../renderer/i18n/en/hosts.json' with { type: 'json' }
import thaiFaults from '../renderer/i18n/th/faults.json' with { type: 'json' }
import thaiHosts from '../renderer/i18n/th/hosts.json' with { type: 'json' }

/** What this host says itself, where there is no window of the program. */
export const bothWords: BothWords = {
  thai: { ...thaiFaults, ...thaiHosts },
  english: { ...englishFaults, ...englishHosts },
}
