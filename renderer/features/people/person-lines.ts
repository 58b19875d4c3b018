import type { PersonRecord } from '../../../core/people/contract.ts'

/** One fact that is kept of a person: `part` is a key of people.json (`people.person.part.*`), days are ISO. */
export type PersonFact = {
  part: 'name' | 'post' | 'seat' | 'order' | 'meeting'
  what: string
  detail: string
  from: string | null
  to: string | null
}

/** Everything that is kept of a person as lines, the same for the screen and for the copy that is handed out. */
export function personFacts(
  record: PersonRecord,
  words: { acting: string; meeting: (state: PersonRecord['meetings'][number]['state']) => string },
): PersonFact[] {
  const fact = (
    part: PersonFact['part'],
    what: string,
    detail: string,
    from: string | null,
    to: string | null,
  ) => ({
    part,
    what,
    detail,
    from,
    to,
  })
  return [
    fact('name', record.name, record.position, null, null),
    ...record.holdings.map((one) =>
      fact(
        'post',
        one.post,
        [one.acting ? words.acting : '', one.endReason].filter((part) => part !== '').join(' · '),
        one.startsOn,
        one.endsOn,
      ),
    ),
    ...record.seats.map((one) => fact('seat', one.body, one.title, null, one.untilOn)),
    ...record.orders.map((one) =>
      fact(
        'order',
        one.body,
        [one.number === null ? '' : `${one.number}/${one.numberYear}`, one.title, one.position]
          .filter((part) => part !== '')
          .join(' · '),
        one.signedOn,
        null,
      ),
    ),
    ...record.meetings.map((one) => fact('meeting', one.title, words.meeting(one.state), one.heldOn, null)),
  ]
}

/**
 * Lines of cells as CSV that Excel opens with Thai intact: byte-order mark, CRLF, quotes doubled. A cell that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvOf(lines: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
    return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
