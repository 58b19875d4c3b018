/** `npm run build`: the window, the paginator and the hosts into dist/, each only when its sources changed. */
import { build as viteBuild } from 'vite'
import { bundleHosts, bundlePaginator } from './lib/bundle.ts'
import { at } from './lib/project.ts'
import { say, step } from './lib/say.mjs'
import { onceFor } from './lib/stamp.ts'

const shared = ['package-lock.json', 'package.json', 'scripts/build.ts', 'scripts/lib/bundle.ts']

/** Builds what is out of date. @returns false when everything was up to date */
export async function build(): Promise<boolean> {
  const done = [
    await onceFor(
      'renderer',
      [...shared, 'renderer/**', 'core/**', 'vite.config.ts'],
      ['dist/renderer/index.html'],
      () =>
        step('สร้างหน้าต่างโปรแกรม', 'building the window', async () => {
          // Also when a test runner builds (NODE_ENV=test): what is tested is what ships, React's own checks left out.
          process.env.NODE_ENV = 'production'
          await viteBuild({
            configFile: at('vite.config.ts'),
            root: at('renderer'),
            logLevel: 'warn',
            mode: 'production',
          })
        }),
    ),
    await onceFor('paper', [...shared, 'renderer/paper/**', 'core/**'], ['dist/paper/paginate.js'], () =>
      step('สร้างตัวแบ่งหน้าเอกสาร', 'building the paginator', bundlePaginator),
    ),
    await onceFor(
      'hosts',
      [...shared, 'electron/**', 'web/**', 'core/**', 'db/**', 'renderer/i18n/**'],
      [
        'dist/electron/main.cjs',
        'dist/electron/core-host.cjs',
        'dist/electron/preload.cjs',
        'dist/web/main.cjs',
        'dist/workers/core/papers/worker/workbook.worker.cjs',
        'dist/workers/core/sheets/worker/parse.worker.cjs',
      ],
      () => step('สร้างส่วนหลักของโปรแกรม', 'building the hosts', bundleHosts),
    ),
  ]
  return done.includes(true)
}

if (import.meta.main && !(await build())) say('สร้างไว้แล้ว ไม่มีอะไรเปลี่ยน', 'already built, nothing changed')
