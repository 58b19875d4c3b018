import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import {
  composePaper,
  embeddedFonts,
  loadPaperResources,
  renderHtml,
} from '../../core/papers/engine/index.ts'
import { at } from '../../scripts/lib/project.ts'
import { run } from '../../scripts/lib/run-node.ts'
import { findBrowser } from '../../web/browser.ts'
import { createChromiumPrinter } from '../../web/print.ts'
import { samplePlan } from '../papers/samples.ts'
import { seedLetter, seedOffice } from '../papers/seed-letter.ts'
import { electronMissing, electronRuntime, startXvfb } from './support.ts'

describe.skipIf(electronMissing())('a paper printed by Electron', () => {
  it('breaks into the same lines and pages as the one printed by the web host', async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'amphoe-print-'))
    const file = (name: string) => path.join(dir, name)
    const resources = at('resources')
    const letter = composePaper('letter', seedLetter, seedOffice, loadPaperResources(resources))
    const html = renderHtml(letter, { fonts: embeddedFonts(resources), screen: false })
    writeFileSync(file('letter.html'), html)

    const printer = createChromiumPrinter({
      executablePath: findBrowser() ?? '',
      root: at(),
      now: () => new Date(),
    })
    writeFileSync(file('web.pdf'), await printer.print(html, { title: '' }))
    const table = renderHtml(
      composePaper('planTable', samplePlan(700), seedOffice, loadPaperResources(resources)),
      { fonts: embeddedFonts(resources), screen: false },
    )
    writeFileSync(file('table.html'), table)
    writeFileSync(file('web-table.pdf'), await printer.print(table, { title: '' }))
    await printer.close()

    mkdirSync(file('app'))
    writeFileSync(file('app/package.json'), '{"name":"print","main":"main.cjs"}')
    await build({
      entryPoints: [at('tests', 'e2e', 'print-main.ts')],
      outfile: file('app/main.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      external: ['electron'],
    })
    const screen = await startXvfb()
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', file('app')]
    const ran = await run(path.join(await electronRuntime(), 'electron'), args, {
      show: false,
      env: {
        DISPLAY: screen.display,
        AMPHOE_PRINT: [
          at('dist', 'paper', 'paginate.js'),
          ...['letter.html', 'electron.pdf', 'table.html', 'table.pdf', 'told.json'].map(file),
        ].join(';'),
      },
    })
    await screen.close()
    expect(ran.code, ran.output).toBe(0)
    expect(readFileSync(file('electron.pdf')).subarray(0, 5).toString()).toBe('%PDF-')

    const lines = async (pdf: string) => {
      const { output } = await run('pdftotext', ['-raw', file(pdf), '-'], { show: false })
      // Chromium 114 and 156 put the blanks of a justified Thai line into the text layer differently.
      return output.replaceAll(/[^\S\n\f]/gu, '')
    }
    expect(await lines('electron.pdf')).toBe(await lines('web.pdf'))
    expect((await lines('electron.pdf')).split('\f')).toHaveLength(3)

    // a long paper goes in parts, and a stopped one ends at once
    const { stops, far } = JSON.parse(readFileSync(file('told.json'), 'utf8')) as {
      stops: { code: string; milliseconds: number }[]
      far: [number, number][]
    }
    expect(stops.map(({ code }) => code)).toEqual(['cancelled', 'cancelled'])
    for (const { milliseconds } of stops) expect(milliseconds).toBeLessThan(1_000)
    const pages = (await lines('table.pdf')).split('\f')
    expect(far.length).toBeGreaterThan(1)
    expect(far.at(-1)?.[1]).toBe(pages.length - 1)
    expect(pages).toEqual((await lines('web-table.pdf')).split('\f'))
  })
})
