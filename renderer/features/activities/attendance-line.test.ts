import { describe, expect, it } from 'vitest'
import table from '../../../resources/rules/attendance-groups.json' with { type: 'json' }
import { readAttendanceLine } from './attendance-line.ts'

const read = (text: string) => {
  const { attendance, unclear } = readAttendanceLine(text, table.items, 'unsorted')
  return [Object.fromEntries(attendance.map(({ group, persons }) => [group, persons])), unclear]
}

describe('heads typed in one line', () => {
  it.each([
    ['', {}],
    ['45', { unsorted: 45 }],
    ['๔๕ คน', { unsorted: 45 }],
    ['1,200', { unsorted: 1200 }],
    ['กำนัน 12 ศอช 7', { kamnanHeadmen: 12, coordCentre: 7 }],
    ['กำนัน12ศอช.7', { kamnanHeadmen: 12, coordCentre: 7 }],
    ['ผญบ. ๑๒ คน, พช 3 คน', { kamnanHeadmen: 12, cdOfficers: 3 }],
    ['อปท. 4; ประชาชน = 30', { laos: 4, people: 30 }],
    ['กม 9 + ผู้นำกลุ่ม 5 + ประชาชนทั่วไป 11', { villageCommittee: 9, groups: 5, people: 11 }],
    ['กำนัน 2 ผู้ใหญ่บ้าน 10', { kamnanHeadmen: 12 }],
    ['กำนัน 12,30', { kamnanHeadmen: 12, unsorted: 30 }],
  ])('%s', (text, counts) => {
    expect(read(text)).toEqual([counts, []])
  })

  it.each([
    ['ผี 3', {}, ['ผี 3']],
    // of the community-development officers, of the committee: which one is not for the program to say
    ['คณะกรรมการ 3', {}, ['คณะกรรมการ 3']],
    ['กำนัน 3 และ', { kamnanHeadmen: 3 }, ['และ']],
    ['กำนัน', {}, ['กำนัน']],
  ])('%s is asked about, not guessed', (text, counts, unclear) => {
    expect(read(text)).toEqual([counts, unclear])
  })
})
