import path from 'node:path'

/** Kinds of file that the built window is made of; anything else is not served. */
const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}

/**
 * Maps the path of a request to a file of the built window, or to nothing.
 * A path that would leave the folder, names a drive, carries a NUL or an encoded slash is nothing (PEERS.md §3.3).
 * @param root absolute folder of the built window
 * @param pathname path of the URL as sent, still percent-encoded
 */
export function pageFile(root: string, pathname: string): { file: string; type: string } | undefined {
  let name: string
  try {
    name = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  if (/[\0\\:]/u.test(name) || /%2f|%5c/iu.test(pathname)) return undefined
  const file = path.join(root, name === '/' ? 'index.html' : name)
  const inside = path.relative(root, file)
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return undefined
  const type = kinds[path.extname(file).toLowerCase()]
  return type === undefined ? undefined : { file, type }
}

/** A file of the window or, under /fonts/, one of the papers' fonts for the preview. */
export function windowFile(
  { pageDir, fontsDir }: { pageDir: string; fontsDir: string },
  pathname: string,
): { file: string; type: string } | undefined {
  if (!pathname.startsWith('/fonts/')) return pageFile(pageDir, pathname)
  const font = pageFile(fontsDir, pathname.slice('/fonts'.length))
  return font?.type === 'font/ttf' ? font : undefined
}

/**
 * Content-Disposition of a file handed out: a plain name for old readers, the Thai one by RFC 5987.
 * @param name as the person shall see it
 */
export function attachmentHeader(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
