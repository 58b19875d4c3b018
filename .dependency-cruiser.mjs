/**
 * Walls between the rooms (ARCHITECTURE.md "a wrong import must fail the build"). The tsconfig of each environment is
 * the first wall; these rules are the second. What is pure is named once: in tsconfig.pure.json.
 */
import { readFileSync } from 'node:fs'

const { include } = JSON.parse(readFileSync(new URL('./tsconfig.pure.json', import.meta.url), 'utf8'))
const globs = include.map((glob) => glob.replaceAll('.', '\\.').replaceAll('*', '[^/]+'))
const pure = `^(${globs.join('|')})$`
const tests = '\\.test\\.tsx?$'
/** Packages that need neither Node nor a page. */
const purePackages = '(^|/)node_modules/(zod|@orpc/contract)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A circle cannot be read from one end. Types may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-knows-no-host',
      comment: 'The core must not know which host it runs in.',
      severity: 'error',
      from: { path: '^(core|db)/', pathNot: tests },
      to: {
        path: '^(electron|web|renderer|scripts|tests)/|(^|/)node_modules/(electron|react|react-dom|playwright-core)/',
      },
    },
    {
      name: 'pure-stays-pure',
      comment:
        'Rules and contracts are shared with the window: no Node, no database, only pure files and zod.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { pathNot: [pure, purePackages, '^core/[^/]+/[^/]+\\.json$'] },
    },
    {
      name: 'window-sees-only-pure-core',
      comment:
        'The window shares rules and contracts with the core; everything else it asks through the typed client.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: tests },
      to: {
        path: '^(core|db|electron|web|scripts|tests)/',
        pathNot: pure,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'window-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'database-only-in-core',
      comment: 'The core alone opens the database.',
      severity: 'error',
      from: { pathNot: ['^(core|db|tests)/', '^scripts/(new-migration|lib/bench-)', tests] },
      to: { path: '^db/|(^|/)node_modules/(better-sqlite3|drizzle-orm)/' },
    },
    {
      name: 'hosts-are-strangers',
      severity: 'error',
      from: { path: '^(electron|web)/' },
      to: {
        path: '^(electron|web)/',
        pathNot: '^$1/',
      },
    },
    {
      name: 'hosts-take-only-words-of-the-window',
      severity: 'error',
      from: { path: '^(electron|web)/', pathNot: tests },
      to: { path: '^renderer/', pathNot: '^renderer/i18n/(th|en)/(faults|hosts)\\.json$' },
    },
    {
      name: 'electron-only-in-electron',
      severity: 'error',
      from: { pathNot: '^(electron|tests)/' },
      to: { path: '(^|/)node_modules/electron/' },
    },
    {
      name: 'browser-driver-only-in-web-and-tests',
      severity: 'error',
      from: { pathNot: '^(web|tests)/' },
      to: { path: '(^|/)node_modules/(playwright-core|@axe-core)/' },
    },
    {
      name: 'nothing-imports-tests-or-scripts',
      severity: 'error',
      from: { pathNot: ['^(tests|scripts)/', tests] },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|out|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: new URL('./tsconfig.core.json', import.meta.url).pathname },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
