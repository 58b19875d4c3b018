import { protectedPatterns, splitProtected } from '../../core/papers/engine/protected-words.ts'
import words from '../../resources/papers/protected-words.json' with { type: 'json' }

// ICU also cuts the word before (กา|รบู|รณา|การ), so การ, ความ, แบบ stay with the word they lead in
const patterns = protectedPatterns(words).map((pattern, at, all) =>
  at === all.length - 1 ? `(?:การ|ความ|แบบ)?(?:${pattern})` : pattern,
)

/** Text with the words that a browser would cut wrongly (บูรณา|การ) kept whole: the same list as on paper (DOCUMENTS.md §D.2). */
export function Thai({ text }: { text: string }) {
  const pieces = splitProtected(text, patterns)
  if (pieces.every((piece) => !piece.together)) return <>{text}</>
  return (
    <>
      {pieces.map((piece, at) =>
        piece.together ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
          <span key={at} style={{ whiteSpace: 'nowrap' }}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </>
  )
}
