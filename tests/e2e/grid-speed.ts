/**
 * How the plan's table feels with 3,000 rows, in Chromium over the web host: `node tests/e2e/grid-speed.ts [--rows 3000]
 * [--page-dir dist/renderer] [--shot FILE]`. Prints JSON: milliseconds of mounting, frames while scrolling, typing,
 * pasting 1,000 rows, and the way of one changed cell to the file and back. Measured, never asserted: a PC has other work.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { createCore } from '../../core/core.ts'
import { at } from '../../scripts/lib/project.ts'
import { findBrowser } from '../../web/browser.ts'
import { startServer } from '../../web/server.ts'
import { entry, makePlan, setUpDistrict } from '../support/core.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '3000' },
    'page-dir': { type: 'string', default: at('dist', 'renderer') },
    shot: { type: 'string' },
  },
})
const rowCount = Number(values.rows)
const work = mkdtempSync(path.join(os.tmpdir(), 'amphoe-grid-'))
const core = await createCore({
  dataDir: path.join(work, 'data'),
  resourcesDir: at('resources'),
  port: { printPdf: () => Promise.reject(new Error('no printing here')), places: () => Promise.resolve([]) },
  version: '0.1.0',
  clock: { now: () => new Date('2022-07-18T03:00:00Z') },
})
const client = core.client({ id: 'speed' })
await setUpDistrict(client)
const { planId } = await makePlan(client, { level: 'district', areaKey: '8002', planFy: 2567 }, [], null)
const fields = (no: number) => ({
  ...entry(`ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายที่ ${no} หมู่ที่ ${(no % 12) + 1}`, 2567, (no % 40) * 25_000_00),
  budgets: [2566, 2567, 2568, 2569, 2570].map((fiscalYear) => ({
    fiscalYear,
    amount: ((no * fiscalYear) % 40) * 25_000_00,
  })),
})
await client.plans.saveEntries({
  planId,
  rows: Array.from({ length: rowCount }, (_, no) => ({ id: null, fields: fields(no + 1) })),
  removed: [],
  order: [],
  dryRun: false,
})

const server = await startServer({
  core,
  pageDir: path.resolve(values['page-dir'] ?? ''),
  fontsDir: at('resources', 'fonts'),
  port: 0,
})
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'th-TH' })
const page = await context.newPage()
page.on('pageerror', (error) => console.error(String(error)))
page.on('console', (message) => (message.type() === 'error' ? console.error(message.text()) : undefined))
await page.goto(server.newAddress())
await page.getByRole('main').waitFor()
await page.addStyleTag({ content: '* { transition: none !important; animation: none !important }' })

const cell = (row: number, column: string) => page.locator(`[data-row="${row}"][data-column="${column}"]`)
const round = (value: number) => Math.round(value * 10) / 10

/** Mount: from the change of the address to the first painted row. */
async function mount(target: Page): Promise<number> {
  return target.evaluate(
    (hash) =>
      new Promise<number>((resolve) => {
        const start = performance.now()
        location.assign(hash)
        const look = () => {
          if (document.querySelector('[data-row="0"]')?.textContent)
            requestAnimationFrame(() => resolve(performance.now() - start))
          else requestAnimationFrame(look)
        }
        look()
      }),
    `#/plans/${planId}`,
  )
}

/** Longest and usual frame while the work is done, and what blocked the window longer than 50 ms. */
async function frames(work: () => Promise<unknown>) {
  await page.evaluate(() => {
    const kept = { on: true, times: [] as number[], long: [] as number[] }
    Object.assign(globalThis, { kept })
    let last = performance.now()
    const tick = (now: number) => {
      kept.times.push(now - last)
      last = now
      if (kept.on) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) kept.long.push(one.duration)
    }).observe({ type: 'longtask' })
  })
  await work()
  return page.evaluate(() => {
    const { kept } = globalThis as unknown as { kept: { on: boolean; times: number[]; long: number[] } }
    kept.on = false
    const sorted = kept.times.slice(1).sort((a, b) => a - b)
    return {
      frames: sorted.length,
      median: sorted[Math.floor(sorted.length / 2)] ?? 0,
      p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      worst: sorted.at(-1) ?? 0,
      blocked: kept.long,
    }
  })
}
const rounded = (found: Awaited<ReturnType<typeof frames>>) => ({
  frames: found.frames,
  median: round(found.median),
  p95: round(found.p95),
  worst: round(found.worst),
  blockedOver50ms: found.blocked.map(round),
})

/** From the key to the next painted frame. */
async function latency(key: string, times: number): Promise<{ median: number; worst: number }> {
  const taken: number[] = []
  for (let count = 0; count < times; count += 1) {
    await page.evaluate(() => {
      addEventListener(
        'keydown',
        () => {
          const start = performance.now()
          requestAnimationFrame(() =>
            setTimeout(() => Object.assign(globalThis, { taken: performance.now() - start })),
          )
        },
        { once: true, capture: true },
      )
      Object.assign(globalThis, { taken: 0 })
    })
    await page.keyboard.press(key)
    await page.waitForFunction(() => (globalThis as unknown as { taken: number }).taken > 0)
    taken.push(await page.evaluate(() => (globalThis as unknown as { taken: number }).taken))
  }
  taken.sort((a, b) => a - b)
  return { median: round(taken[Math.floor(times / 2)] ?? 0), worst: round(taken.at(-1) ?? 0) }
}

const mounted = await mount(page)
await page.waitForLoadState('networkidle')
// again, with the answer of the core and the code of the screen at hand: only the drawing
await page.evaluate(() => location.assign('#/plans'))
await page.getByRole('grid').waitFor({ state: 'detached' })
const again = await mount(page)
await page.waitForLoadState('networkidle')
if (values.shot) await page.screenshot({ path: values.shot })

// what the PC does to a window in which nothing happens: the measure of all other frames
const idle = await frames(() => page.waitForTimeout(3000))
const scroll = await frames(() =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const box = document.querySelector('[role=grid]')?.parentElement
        let count = 0
        const next = () => {
          if (box) box.scrollTop += 170
          count += 1
          if (count < 180) requestAnimationFrame(next)
          else resolve()
        }
        next()
      }),
  ),
)
await page.evaluate(() => document.querySelector('[role=grid]')?.parentElement?.scrollTo(0, 0))
await cell(1, 'y2567').click()
const arrow = await latency('ArrowDown', 30)
const typing = await latency('7', 20)
await page.keyboard.press('Escape')

type Sent = { bytes: number; ms: number; name: string }
const sent: Sent[] = []
page.on('requestfinished', async (request) => {
  if (!request.url().includes('/rpc/')) return
  const timing = request.timing()
  const sizes = await request.sizes().catch(() => null)
  sent.push({
    name: request.url().replace(/^.*\/rpc\//u, ''),
    bytes: (sizes?.requestBodySize ?? 0) + (sizes?.responseBodySize ?? 0),
    ms: round(timing.responseEnd - timing.requestStart),
  })
})
const saved = () => page.getByText('บันทึกแล้ว', { exact: true }).waitFor()
await page.evaluate(() => document.querySelector('[role=grid]')?.parentElement?.scrollTo(0, 0))
await cell(5, 'y2567').click()
const edit = await frames(async () => {
  await page.keyboard.type('123456')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(700)
  await saved()
  await page.waitForLoadState('networkidle')
})
const editSent = sent.splice(0)

const block = Array.from(
  { length: 1000 },
  (_, no) => `วางแถวที่ ${no + 1}\tทำเอง\t1,000\t2 แสน\t๓๐๐\t-\t5`,
).join('\n')
await page.keyboard.press('Control+Home')
await page.evaluate(() => document.querySelector('[role=grid]')?.parentElement?.scrollTo(0, 9_999_999))
await cell(rowCount, 'name').click()
const pasted = await frames(async () => {
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, block)
  await page.waitForTimeout(700)
  await saved()
  await page.waitForLoadState('networkidle')
})
const pasteSent = sent.splice(0)
const held = (await client.plans.get({ id: planId })).rows.length

console.log(
  JSON.stringify(
    {
      rows: rowCount,
      cores: os.cpus().length,
      browser: browser.version(),
      mountMs: { first: round(mounted), again: round(again) },
      idle: rounded(idle),
      scroll: rounded(scroll),
      arrowMs: arrow,
      typingMs: typing,
      oneCell: { ...rounded(edit), sent: editSent },
      paste1000: { ...rounded(pasted), sent: pasteSent, rowsInFile: held },
    },
    null,
    2,
  ),
)
await browser.close()
await server.close()
await core.close()
rmSync(work, { recursive: true, force: true })
