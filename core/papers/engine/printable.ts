/** Controls, joiners and direction marks: no glyph in the font, so they would pull in another one (DOCUMENTS.md §B). */
const unprintable = /(?!\n)[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu

/** The text as it may be written on paper: '\n' is a line break, a tab a space, what has no glyph is left out. Pure. */
export function printable(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/\t/gu, ' ').replace(unprintable, '')
}
