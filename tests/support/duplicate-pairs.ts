import { readFileSync } from 'node:fs'
import { compileWords, type Lexicon, readName, type WordRow } from '../../core/duplicates/read-name.ts'
import {
  completePlace,
  type KnownVillage,
  type Side,
  villageKey,
  type Weights,
} from '../../core/duplicates/rules.ts'

export type Line = { family: string; identity: string; name: string; side: Side }
export type Pair = { family: string; a: Line; b: Line; same: boolean }

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const table = <Row>(id: string) => (JSON.parse(read(`resources/rules/${id}.json`)) as { items: Row[] }).items

export const lexicon: Lexicon = compileWords(table<WordRow>('duplicate-words'))
export const weights: Weights = new Map(
  table<{ key: string; weight: number }>('duplicate-weights').map((row) => [row.key, row.weight]),
)

/** Reads a labelled file: `family|identity|name|moo village/tambon|target|baht|years|origin`. */
export function readLabelled(file: string): Line[] {
  const lines = read(`tests/fixtures/${file}`)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [family = '', identity = '', name = '', place = '', target = '', baht = '', years = ''] =
        line.split('|')
      const [village = '', tambonName = ''] = place.split('/')
      const [, moo = '', villageName = ''] = /^(\d*)\s*(.*)$/u.exec(village) ?? []
      return {
        family,
        identity,
        name,
        side: {
          reading: readName(lexicon, name, [target]),
          mooNo: moo === '' ? null : Number(moo),
          villageName,
          tambonCode: null,
          tambonName,
          districtCode: null,
          listTambons: [],
          amount: baht === '' ? null : Number(baht) * 100,
          years: years === '' ? [] : years.split(',').map(Number),
          fundedFy: null,
          latitude: null,
          longitude: null,
        },
      }
    })
  const villages = new Map<string, KnownVillage>()
  for (const { side } of lines) {
    if (side.mooNo === null || side.villageName === '' || side.tambonName === '') continue
    villages.set(`${side.mooNo} ${side.villageName} ${side.tambonName}`, {
      nameKey: villageKey(side.villageName),
      name: side.villageName,
      mooNo: side.mooNo,
      tambonCode: null,
      tambonName: side.tambonName,
    })
  }
  // as in the program, where the office's villages are known
  return lines.map((line) => ({ ...line, side: completePlace(line.side, [...villages.values()]) }))
}

/** Two lines of a family: the same project, or the family's first project beside one that is easily taken for it. */
export function pairsOf(lines: readonly Line[]): Pair[] {
  return lines.flatMap((a, at) =>
    lines
      .slice(at + 1)
      .filter((b) => b.family === a.family && (b.identity === a.identity || a.identity === 'A'))
      .map((b) => ({ family: a.family, a, b, same: a.identity === b.identity })),
  )
}

/** Reads a file of pairs: `label, name, name, หมู่, หมู่, baht, baht` with a tab between; 0 or nothing = not said. */
export function readPairs(file: string): Pair[] {
  return read(`tests/fixtures/${file}`)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => {
      const [label = '', nameA = '', nameB = '', mooA = '', mooB = '', bahtA = '', bahtB = ''] =
        text.split('\t')
      const line = (identity: string, name: string, moo: string, baht: string): Line => ({
        family: text,
        identity,
        name,
        side: {
          reading: readName(lexicon, name),
          mooNo: Number(moo) || null,
          villageName: '',
          tambonCode: null,
          tambonName: '',
          districtCode: null,
          listTambons: [],
          amount: baht === '' ? null : Number(baht) * 100,
          years: [2567],
          fundedFy: null,
          latitude: null,
          longitude: null,
        },
      })
      const same = label === 'same'
      return {
        family: text,
        a: line('A', nameA, mooA, bahtA),
        b: line(same ? 'A' : 'B', nameB, mooB, bahtB),
        same,
      }
    })
}

/** Precision and recall of a verdict over pairs. */
export function measure(pairs: readonly Pair[], isSame: (pair: Pair) => boolean) {
  let hits = 0
  let wrong = 0
  let missed = 0
  for (const pair of pairs) {
    const said = isSame(pair)
    if (said && pair.same) hits += 1
    else if (said) wrong += 1
    else if (pair.same) missed += 1
  }
  return {
    pairs: pairs.length,
    same: hits + missed,
    precision: hits / Math.max(1, hits + wrong),
    recall: hits / Math.max(1, hits + missed),
  }
}
