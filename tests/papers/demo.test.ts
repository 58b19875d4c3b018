import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { canPrint, cutWords, readPdf, root } from './tools.ts'

const scratch = mkdtempSync(join(tmpdir(), 'amphoe-demo-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function demo(...args: string[]): { code: number | null; output: string; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/demo.ts'), ...args], {
    encoding: 'utf8',
  })
  return { code: status, output: stdout, errors: stderr }
}

const filesIn = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort()
const hashes = (dir: string) =>
  Object.fromEntries(
    filesIn(dir).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]),
  )
const textOf = (path: string) => execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })

describe.skipIf(!canPrint)('npm run demo', () => {
  // เกาะกูด, a small island district: another district and another province than the example's own
  const first = join(scratch, 'first')

  it('makes every paper of another district, its package, and the province’s board', () => {
    const { code, output, errors } = demo('--out', first, '--district', '2306')
    expect(errors).toBe('')
    expect(code).toBe(0)
    const files = filesIn(first)
    const has = (pattern: RegExp, ...formats: string[]) => {
      const found = files.filter((name) => pattern.test(name))
      expect(new Set(found.map((name) => name.split('.').at(-1))), String(pattern)).toEqual(new Set(formats))
      return found
    }
    expect(has(/^อำเภอเกาะกูด\/1 แผนพัฒนาหมู่บ้าน/u, 'pdf', 'xlsx').length).toBeGreaterThan(20)
    expect(has(/^อำเภอเกาะกูด\/2 /u, 'pdf', 'xlsx')).toHaveLength(4)
    has(/^อำเภอเกาะกูด\/3 /u, 'pdf', 'xlsx')
    has(/^อำเภอเกาะกูด\/4 แผนความต้องการ\//u, 'pdf', 'xlsx')
    has(/^อำเภอเกาะกูด\/8 บัญชี.*\/บัญชีประสานโครงการ/u, 'pdf', 'xlsx')
    has(/^อำเภอเกาะกูด\/8 บัญชี.*\/บัญชีเสนอจังหวัด/u, 'pdf', 'xlsx')
    has(/^อำเภอเกาะกูด\/8 บัญชี.*\/เล่มแผน/u, 'pdf', 'docx')
    has(/^อำเภอเกาะกูด\/8 บัญชี.*\/(บัญชีจัดลำดับ|ใบแจ้งผล)/u, 'pdf')
    has(/^อำเภอเกาะกูด\/5 /u, 'pdf', 'docx')
    const [report] = has(/แบบรายงานผล/u, 'pdf', 'docx', 'xlsx').filter((name) => name.endsWith('.pdf'))
    const [letter] = has(/หนังสือนำส่ง ที่/u, 'pdf', 'docx').filter((name) => name.endsWith('.pdf'))
    has(/ใบนำส่ง\//u, 'pdf')
    has(/^จังหวัดตราด\/กระดาน/u, 'pdf', 'xlsx')
    has(/^จังหวัดตราด\/ตารางรวม/u, 'pdf', 'xlsx')
    has(/\.amphoe\.zip$/u, 'zip')
    const words = textOf(join(first, report!)) + textOf(join(first, letter!))
    expect(words).toContain('ผู้ว่าราชการจังหวัดตราด')
    expect(words).not.toMatch(/พรหมคีรี|นครศรีธรรมราช/u)
    expect(output).toContain('6 of 7 districts handed in, 6 on time')
    expect(output).toMatch(/in all\s+\d+/u)
  })

  it('cuts no protected word at the end of a line, in any of its papers', () => {
    const found = filesIn(first)
      .filter((name) => name.endsWith('.pdf'))
      .flatMap((name) => cutWords(readPdf(readFileSync(join(first, name)))).map((word) => `${word}: ${name}`))
    expect(found).toEqual([])
  })

  it('makes the same bytes from the same input', () => {
    const second = join(scratch, 'second')
    expect(demo('--out', second, '--district', '2306').code).toBe(0)
    expect(hashes(second)).toEqual(hashes(first))
  })

  it.each([
    ['no folder', []],
    ['an unknown option', ['--out', join(scratch, 'x'), '--fast']],
    ['a file for a folder', ['--out', join(scratch, 'file')]],
    ['an unknown district', ['--out', join(scratch, 'y'), '--district', '9999']],
  ])('says what is wrong with %s', (_what, args) => {
    mkdirSync(scratch, { recursive: true })
    writeFileSync(join(scratch, 'file'), '')
    const { code, errors } = demo(...args)
    expect(code).toBe(1)
    expect(errors).toMatch(/[ก-๙]{8}/u)
  })
})
