import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { at, root } from './project.ts'

/**
 * Node 18 (the test runtime's Electron) has no global File (STACK.md). And where a source asks for its own place,
 * the bundle answers with the place the source has in the project: `db/migrations`, `resources` lie there in the package too.
 */
const banner = `globalThis.File ??= require('node:buffer').File;
const __home = require('node:path').resolve(__dirname, '..', '..');
const __place = (name) => require('node:url').pathToFileURL(require('node:path').join(__home, name)).href;
const __dir = (name) => require('node:path').join(__home, require('node:path').dirname(name));`

/**
 * Keeps `import.meta` of our own sources true in the bundle. A worker, named \`*.worker.ts\` and started with
 * \`new URL('./x.worker.ts', import.meta.url)\`, becomes dist/workers/<its path>.cjs.
 */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup(builder) {
    builder.onLoad({ filter: /\.tsx?$/ }, async ({ path: file }) => {
      const name = path.relative(root, file).split(path.sep).join('/')
      if (name.startsWith('node_modules/') || name.startsWith('..')) return undefined
      const source = await readFile(file, 'utf8')
      const contents = source
        .replaceAll(
          /new URL\(\s*(['"])(\.[^'"]+\.worker)\.ts\1,\s*import\.meta\.url\s*,?\s*\)/gu,
          (_, _quote, worker: string) => {
            const place = path.posix.join(path.posix.dirname(name), worker)
            return `new URL(__place(${JSON.stringify(`dist/workers/${place}.cjs`)}))`
          },
        )
        .replaceAll('import.meta.url', `__place(${JSON.stringify(name)})`)
        .replaceAll('import.meta.dirname', `__dir(${JSON.stringify(name)})`)
      return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}

const node: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  banner: { js: banner },
  plugins: [ownPlaces],
}

/** The paginator: one script, run in the paper's page by each host. */
export async function bundlePaginator(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['renderer/paper/entry.ts'],
    outfile: 'dist/paper/paginate.js',
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'chrome114',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/** Main, preload and the core's process of Electron; the web host of the portable folder; the workers of both. */
export async function bundleHosts(): Promise<void> {
  // esbuild: only where the paginator is built from source, never in a built program.
  const external = ['better-sqlite3', 'electron', 'esbuild']
  await build({
    ...node,
    external,
    entryPoints: { main: 'electron/main.ts', 'core-host': 'electron/core-host.ts' },
    outdir: 'dist/electron',
    outExtension: { '.js': '.cjs' },
  })
  // The preload runs in the sandbox: no Node there but what Electron lends it.
  await build({
    absWorkingDir: root,
    entryPoints: ['electron/preload.ts'],
    outfile: 'dist/electron/preload.cjs',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'chrome114',
    external: ['electron'],
    logLevel: 'warning',
  })
  await build({
    ...node,
    external: [...external, 'playwright-core'],
    entryPoints: ['web/main.ts'],
    outfile: 'dist/web/main.cjs',
  })
  const workers = globSync('{core,db}/**/*.worker.ts', { cwd: root })
  if (workers.length === 0) return
  await build({
    ...node,
    // One folder deeper per folder of the source: tell the banner where home is.
    banner: { js: banner.replace("'..', '..'", '__dirname.split(/[\\\\/]dist[\\\\/]workers/u)[0]') },
    external,
    entryPoints: workers,
    outdir: at('dist', 'workers'),
    outbase: root,
    outExtension: { '.js': '.cjs' },
  })
}
