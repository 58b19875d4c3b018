/**
 * `npm run verify-package -- FILE`: is this package whole and signed? One line and exit code 0, or one line that says
 * why not and exit code 1. The verifier is the program's own; docs/package-format.md has one in Python.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprintOf } from '../core/exchange/sign.ts'
import { drain, verifyPackage } from '../core/exchange/verify.ts'
import { faultSentence } from '../core/hosts/fault-sentence.ts'
import { isFault } from '../core/kernel/fault.ts'
import { at } from './lib/project.ts'

const [file, ...more] = process.argv.slice(2)
if (file === undefined || more.length > 0) {
  process.stderr.write('ใช้: npm run verify-package -- FILE · usage: npm run verify-package -- FILE\n')
  process.exit(1)
}
try {
  const pack = await drain(
    verifyPackage(path.resolve(process.env.INIT_CWD ?? '.', file), { fileName: path.basename(file) }),
  )
  pack.close()
  const { info } = pack
  process.stdout.write(
    `ครบถ้วนและลงลายเซ็นถูกต้อง · whole and signed: ${info.kind} ${info.fromOfficeName} → ${info.toOffice} ` +
      `พ.ศ. ${info.planFy} ชุดที่ ${info.sequence} · key ${fingerprintOf(info.publicKey)} · sha256 ${pack.sha256}\n`,
  )
} catch (error) {
  const words = Object.assign(
    {},
    ...['faults', 'common'].map(
      (name) => JSON.parse(readFileSync(at(`renderer/i18n/th/${name}.json`), 'utf8')) as object,
    ),
  ) as Record<string, string>
  const code = isFault(error) ? error.code : 'internal'
  process.stderr.write(`${faultSentence(words, error)} [${code}]\n`)
  process.exitCode = 1
}
