import { Fragment } from 'react'
import { partsOf, unitsOf } from '../../core/papers/engine/line-breaks.ts'
import { breakRules } from '../../core/papers/engine/protected-words.ts'
import words from '../../resources/papers/protected-words.json' with { type: 'json' }

const rules = breakRules(words)

/**
 * Text whose lines end only where a line of a paper may end: the browser's own dictionary cuts words in the middle
 * (คำ|สั่ง, บูรณ|าการ), so the same list and the same units as on paper decide (DOCUMENTS.md §D.2).
 */
export function Thai({ text }: { text: string }) {
  const pieces = unitsOf(text, rules).flatMap(partsOf)
  if (pieces.length < 2) return <>{text}</>
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {pieces.map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
        <Fragment key={at}>
          {at > 0 ? <wbr /> : null}
          {piece}
        </Fragment>
      ))}
    </span>
  )
}
