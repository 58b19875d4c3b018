import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeAll,
  faultOf,
  finish,
  openTestCore,
  resourcesDir,
  setUpDistrict,
} from '../../tests/support/core.ts'

afterEach(closeAll)

const demoDay = '2022-07-18T03:00:00Z'

describe('demo.start', () => {
  it('makes the district by the program’s own commands, with late work in it', async () => {
    const { client, clock } = await openTestCore()
    clock.set(demoDay)
    await finish(client.demo.start({ which: 'demoDistrict' }))
    const status = await client.office.status()
    expect(status).toMatchObject({
      state: 'ready',
      workspace: 'demoDistrict',
      office: { demo: true, districtName: 'พรหมคีรี' },
    })
    const home = (await client.progress.home())!
    expect(home.planFy).toBe(2567)
    expect(home.board).toHaveLength(5)
    const states = home.board.flatMap((row) => Object.values(row.cells).map((cell) => cell.state))
    expect(states).toContain('done')
    expect(states).toContain('late')
    expect(home.duties.some((duty) => duty.lateDays > 0)).toBe(true)
    const villages = await client.geography.villages({ tambonCode: null })
    expect(villages).toHaveLength(41)
    expect(villages.every((village) => village.example)).toBe(true)
    const letters = await client.directives.list()
    expect(letters[0]).toMatchObject({ number: 'นศ ๐๐๑๙.๓/๐๒๓๙', duties: 6, editionFy: 2565 })
    // every record came through a command: the history starts with the set-up
    const history = await client.office.history({ limit: 500 })
    expect(history.every((line) => line.command !== '' && line.kind === 'done')).toBe(true)
    expect(history.at(-1)?.n).toBe((history[0]?.n ?? 0) - history.length + 1)
    // the forums named what the villages' plans began with, and the links stand
    const forums = await client.forums.list({ planFy: 2567 })
    expect(forums).toHaveLength(41)
    expect(forums.filter((forum) => forum.needs > 0).every((forum) => forum.carried === forum.needs)).toBe(
      true,
    )
  })

  it('is one click in and one out, and the real office is as it was', async () => {
    const { client } = await openTestCore()
    const officeId = await setUpDistrict(client)
    await finish(client.demo.start({ which: 'demoProvince' }))
    expect((await client.office.status()).office).toMatchObject({ profile: 'province', demo: true })
    expect((await client.province.board({ planFy: 2567 })).expected).toBe(23)
    await finish(client.office.openWorkspace({ workspace: 'office' }))
    expect((await client.office.status()).office).toMatchObject({ id: officeId, demo: false })
    await finish(client.office.openWorkspace({ workspace: 'demoProvince' }))
    expect((await client.office.status()).workspace).toBe('demoProvince')
    // again from within the demo: it is made afresh
    await finish(client.demo.start({ which: 'demoProvince' }))
    expect((await client.office.status()).workspace).toBe('demoProvince')
  })

  it('tells the same of another district: its own tambons, no word of the first', async () => {
    for (const [districtCode, name, tambons] of [
      ['8003', 'ลานสกา', 5],
      ['5801', 'เมืองแม่ฮ่องสอน', 7],
      ['2306', 'เกาะกูด', 2],
    ] as const) {
      const { client, clock } = await openTestCore()
      clock.set(demoDay)
      await finish(client.demo.start({ which: 'demoDistrict', districtCode }))
      const { office } = await client.office.status()
      expect(office).toMatchObject({ districtCode, districtName: name })
      const home = (await client.progress.home())!
      expect(home.board).toHaveLength(tambons)
      expect(home.districtPlan.state).toBe('done')
      const villages = await client.geography.villages({ tambonCode: null })
      expect(villages.length).toBeGreaterThan(10)
      expect(villages.every((village) => village.tambonCode.startsWith(districtCode))).toBe(true)
      const [plan] = await client.plans.list({ level: 'district', planFy: 2567, tambonCode: null })
      expect(plan?.areaName).toContain(name)
      expect(JSON.stringify(await client.plans.get({ id: plan!.id }))).not.toMatch(/พรหมคีรี|8002/u)
    }
    const { client } = await openTestCore()
    expect(
      (await faultOf(finish(client.demo.start({ which: 'demoDistrict', districtCode: '9999' })))).code,
    ).toBe('input.invalid')
    expect((await client.office.status()).workspace).toBe('office')
  })

  it('has a province with the letter as it was sent', async () => {
    const { client, clock } = await openTestCore()
    clock.set(demoDay)
    await finish(client.demo.start({ which: 'demoProvince' }))
    const [letter] = await client.papers.letters()
    expect(letter).toMatchObject({
      number: 239,
      numberYear: 2565,
      dated: '2022-01-18',
      state: 'signed',
      addressee: 'นายอำเภอทุกอำเภอ',
    })
    await finish(client.demo.start({ which: 'demoProvince', districtCode: '5801' }))
    expect((await client.office.status()).office?.provinceName).toBe('แม่ฮ่องสอน')
    expect((await client.province.board({ planFy: 2567 })).expected).toBe(7)
  })

  it('leaves nothing behind when it is stopped half-way', async () => {
    const { core, dataDir } = await openTestCore()
    const client = core.client({ id: 't' })
    await setUpDistrict(client)
    const stop = new AbortController()
    const stream = await client.demo.start({ which: 'demoDistrict' }, { signal: stop.signal })
    const read = async () => {
      for await (const event of stream)
        if (event.kind === 'progress' && event.progress.done === 12) stop.abort()
    }
    const reason = await read().then(
      () => 'ended',
      (error) => error.data?.code ?? error.name,
    )
    expect(['cancelled', 'AbortError']).toContain(reason)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await client.office.status()).workspace).toBe('office')
    expect(existsSync(join(dataDir, 'demo-district'))).toBe(false)
  })

  it('leaves nothing behind when its data are refused', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'amphoe-broken-'))
    mkdirSync(join(broken, 'demo'))
    for (const name of readdirSync(resourcesDir)) {
      if (name !== 'demo') symlinkSync(join(resourcesDir, name), join(broken, name))
    }
    cpSync(join(resourcesDir, 'demo'), join(broken, 'demo'), { recursive: true })
    const path = join(broken, 'demo', 'office-district.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"8002"', '"8003"'))
    const { client, dataDir } = await openTestCore({ resourcesDir: broken })
    await setUpDistrict(client)
    await faultOf(finish(client.demo.start({ which: 'demoDistrict' })))
    expect((await client.office.status()).workspace).toBe('office')
    expect(existsSync(join(dataDir, 'demo-district'))).toBe(false)
    expect((await faultOf(finish(client.office.openWorkspace({ workspace: 'demoDistrict' })))).code).toBe(
      'office.demoMissing',
    )
  })
})
