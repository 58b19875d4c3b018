import { describe, expect, it } from 'vitest'
import { openResources } from '../../../core/kernel/resources.ts'
import { templatesAbout } from '../../../core/templates/own.ts'
import { nodeAt, wordingTexts } from '../../../core/templates/rules.ts'
import { resourcesDir } from '../../../tests/support/core.ts'
import en from '../../i18n/en/templates.json' with { type: 'json' }
import th from '../../i18n/th/templates.json' with { type: 'json' }

const resources = openResources(resourcesDir)
const { wordings } = templatesAbout({ resources })

describe('the words of a wording', () => {
  it.each(Object.keys(wordings))('of %s all have a name on the screen', (id) => {
    const facts = wordings[id]
    if (!facts) throw new Error(id)
    const words = resources.json<Record<string, unknown>>(`papers/wording/${id}.json`)
    const nameless = new Set<string>()
    for (const { path } of wordingTexts(words, facts)) {
      const [first = '', second = ''] = path
      // an entry of a rule table is named by it, an item of a list by its own name
      const isNamed =
        facts.maps.some((map) => map.path.join() === first) || Array.isArray(nodeAt(words, [first]))
      for (const key of path) {
        if (/^\d+$/u.test(key) || (isNamed && key === second)) continue
        if (!Object.hasOwn(th, `templates.word.${key}`) || !Object.hasOwn(en, `templates.word.${key}`))
          nameless.add(path.join('.'))
      }
    }
    expect([...nameless]).toEqual([])
  })
})
