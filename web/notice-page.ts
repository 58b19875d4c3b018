import english from '../renderer/i18n/en/hosts.json' with { type: 'json' }
import thai from '../renderer/i18n/th/hosts.json' with { type: 'json' }

/** The page a person sees when the window cannot be shown: what happened and what to do, without any script. */
export function noticePage(kind: 'closed' | 'missing'): string {
  const title = `hosts.page.${kind}.title` as const
  const text = `hosts.page.${kind}.text` as const
  return `<!doctype html><html lang="th" translate="no"><head><meta charset="utf-8"><title>${thai['hosts.name']}</title>
<style>body{font:18px/1.7 Sarabun,"TH Sarabun New",sans-serif;max-width:38em;margin:15vh auto;padding:0 1em;color:#1f2933}p[lang=en]{color:#52606d;font-size:15px}</style></head>
<body><h1>${thai[title]}</h1><p>${thai[text]}</p><p lang="en">${english[title]} – ${english[text]}</p></body></html>`
}
