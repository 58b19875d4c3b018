/**
 * `npm run verify-package -- FILE`: is this package whole and signed? One line and exit code 0, or one line that says
 * why not and exit code 1. Of whatever kind it is; one in an envelope is opened with the passphrase in
 * AMPHOE_PASSPHRASE. The verifier is the program's own; docs/package-format.md has one in Python.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isEnvelope, openEnvelope } from '../core/exchange/envelope.ts'
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
const given = path.resolve(process.env.INIT_CWD ?? '.', file)
const fileName = path.basename(file)
const opened = mkdtempSync(path.join(tmpdir(), 'amphoe-verify-'))
try {
  const sealed = isEnvelope(given)
  const plain = sealed ? path.join(opened, 'package') : given
  if (sealed) await drain(openEnvelope(given, process.env.AMPHOE_PASSPHRASE, plain, { fileName }))
  const pack = await drain(verifyPackage(plain, { fileName }))
  pack.close()
  const { info } = pack
  const kind = info.plays === null ? info.kind : `${info.kind}:${info.plays}`
  const rows = Object.values(info.counts).reduce((sum, count) => sum + count, 0)
  process.stdout.write(
    `ครบถ้วนและลงลายเซ็นถูกต้อง · whole and signed: ${kind} ${info.fromOfficeName} → ${info.toOffice} ` +
      `พ.ศ. ${info.planFy} ชุดที่ ${info.sequence}` +
      (info.baseSequence === 0 ? '' : ` (ต่อจากชุดอ้างอิงที่ ${info.baseSequence})`) +
      (info.tambonCodes.length === 0 ? '' : ` · tambons ${info.tambonCodes.join(' ')}`) +
      ` · format ${info.format} · rows ${rows} · key ${fingerprintOf(info.publicKey)} · sha256 ${pack.sha256}` +
      `${sealed ? ' · envelope' : ''}\n`,
  )
} catch (error) {
  const words = Object.assign(
    {},
    ...['faults', 'common'].map(
      (name) => JSON.parse(readFileSync(at(`renderer/i18n/th/${name}.json`), 'utf8')) as object,
    ),
  ) as Record<string, string>
  const code = isFault(error) ? error.code : 'internal'
  const how =
    code === 'package.passphraseMissing' ? ' (AMPHOE_PASSPHRASE=… npm run verify-package -- FILE)' : ''
  process.stderr.write(`${faultSentence(words, error)} [${code}]${how}\n`)
  process.exitCode = 1
} finally {
  rmSync(opened, { recursive: true, force: true })
}
