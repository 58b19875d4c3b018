import Alert from '@mui/material/Alert'
import { useTranslation } from 'react-i18next'
import type { LetterProblem } from '../../../core/papers/letter-tags.ts'

const MOST = 4

/** What of the {{…}} in a letter cannot be filled in, with its place: said while it is written, refused when signed. */
export function LetterProblems({ problems }: { problems: readonly LetterProblem[] }) {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  const sentence = (problem: LetterProblem) => {
    const place = t(`papers.place.${problem.place.part}`, { at: problem.place.at })
    switch (problem.kind) {
      case 'unknownTag':
        return problem.nearest === ''
          ? t('papers.problem.unknownTag', { tag: problem.tag, place })
          : t('papers.problem.unknownTag.nearest', { tag: problem.tag, place, nearest: problem.nearest })
      case 'brokenTag':
        return t('papers.problem.brokenTag', { tag: problem.tag, place })
      case 'blank':
        return t('papers.problem.blank', { tag: problem.tag, place })
      case 'missingValue':
        return t(problem.more === 0 ? 'papers.problem.missingValue' : 'papers.problem.missingValue.more', {
          tag: problem.tag,
          no: problem.no,
          addressee: problem.addressee,
          more: problem.more,
        })
    }
  }
  return (
    <Alert severity="warning" sx={{ mb: 1.2 }}>
      {problems.slice(0, MOST).map((problem) => (
        <div key={`${problem.kind} ${problem.tag} ${problem.place.part} ${problem.place.at}`}>
          {sentence(problem)}
        </div>
      ))}
      {problems.length > MOST ? (
        <div>{t('papers.problem.more', { more: problems.length - MOST })}</div>
      ) : null}
    </Alert>
  )
}
