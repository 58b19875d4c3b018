/** Controls, joiners and direction marks: no glyph in the font, so they would pull in another one (DOCUMENTS.md §B). */
const unprintable = /(?!\n)[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu

/** The text as it may be written on paper: '\n' is a line break, a tab a space, what has no glyph is left out. Pure. */
export function printable(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/\t/gu, ' ').replace(unprintable, '')
}

/** Everything that the bundled font (resources/fonts/Laksaman.ttf) has a glyph for, as its own table says. */
const drawn =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: characters are asked for one by one
  /^[\n\u0020-\u007e\u00a0-\u00ff\u0102\u0103\u0106\u0107\u010c\u010d\u0110\u0111\u011e\u011f\u0128\u0129\u0130\u0131\u0141\u0142\u0152\u0153\u015e-\u0161\u0168\u0169\u0178\u017d\u017e\u0192\u01a0\u01a1\u01af\u01b0\u02bc\u02c6\u02c7\u02d7-\u02dd\u0300\u0301\u0303\u0309\u0323\u0331\u0e00-\u0e3a\u0e3f-\u0e5b\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20a3\u20ab\u20ac\u2113\u2122\u2126\u212e\u2153-\u215e\u2202\u2206\u220f\u2211\u2212\u221a\u221e\u222b\u2248\u2260\u2264\u2265\u25ca\u25cc\uf700-\uf720]$/u

/** The first character of a text that no bundled font can print (😀, ☎, 漢); null where all can be printed. Pure. */
export function notDrawn(text: string): string | null {
  for (const character of printable(text)) if (!drawn.test(character)) return character
  return null
}
