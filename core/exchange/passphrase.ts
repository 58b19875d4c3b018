import { Fault } from '../kernel/fault.ts'
import { toArabicDigits } from '../thai/digits.ts'

/** Shorter ones can be tried out on a stick that was found. */
export const passphraseLength = 8

/** One writing of a passphrase, whatever keyboard it was typed on. */
function tidy(text: string): string {
  return text.normalize('NFC').trim()
}

/**
 * The passphrase as it closes an envelope (and as the age program wants it).
 *
 * @throws Fault package.passphraseShort
 */
export function checkPassphrase(text: string): string {
  const passphrase = tidy(text)
  if ([...passphrase].length < passphraseLength)
    throw new Fault('package.passphraseShort', { minimum: passphraseLength })
  return passphrase
}

/**
 * What may have been meant by what was typed: as it is, and groups of digits that were told by telephone, written
 * without a hyphen, with spaces or in Thai digits.
 */
export function passphraseForms(text: string): string[] {
  const typed = tidy(text)
  const digits = toArabicDigits(typed).replaceAll(/[\s–-]/gu, '')
  const grouped = /^\d{20}$/u.test(digits) ? [groups(digits)] : []
  return [...new Set([typed, ...grouped])].filter((form) => form !== '')
}

/**
 * Twenty digits in five groups: can be read out by telephone and written down in either digits; 66 bits, so that nobody
 * tries them all.
 *
 * @param bytes true randomness, never a clock or a demo's
 */
export function suggestPassphrase(bytes: (length: number) => Uint8Array): string {
  let digits = ''
  while (digits.length < 20) {
    // 250 and more would make the low digits likelier
    for (const byte of bytes(32)) if (byte < 250 && digits.length < 20) digits += String(byte % 10)
  }
  return groups(digits)
}

function groups(digits: string): string {
  return digits.match(/\d{4}/gu)?.join('-') ?? digits
}
