import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { client } from '../app/client.ts'
import { faultOf } from '../app/faults.ts'
import { useNotice } from '../app/notice.tsx'
import { useCommand } from '../app/task.ts'
import { Button } from './Button.tsx'
import { FaultBar } from './FaultBar.tsx'

/**
 * Why a paper cannot be made. Where the office's own template or wording is the reason (C23): the way to its editor,
 * and the program's own again at one press, which can be undone.
 */
export function PaperFault({
  error,
  onRetry,
  onMended,
}: {
  error: unknown
  onRetry: () => void
  /** The paper stands where the buttons stood: the cursor needs a new place. */
  onMended: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const reset = useCommand(client.templates.reset)
  const resetWording = useCommand(client.templates.resetWording)
  const { code, params } = faultOf(error)
  const isTemplate = code === 'template.notFitting'
  const id = typeof params.id === 'string' ? params.id : ''
  if (id === '' || (!isTemplate && code !== 'template.wordingInvalid'))
    return <FaultBar error={error} onRetry={onRetry} />
  const takeProgram = async () => {
    const done = await (isTemplate ? reset : resetWording).attempt({ id })
    if (!done.ok) return
    notify(t('common.paper.programAgain', { name: String(params.template ?? params.wording) }))
    onMended()
  }
  return (
    <>
      <FaultBar error={error} />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button look="main" onClick={() => void takeProgram()} busy={reset.running || resetWording.running}>
          {t(isTemplate ? 'common.paper.useProgram' : 'common.paper.useProgramWords')}
        </Button>
        <Button href={`/office?tab=templates&${isTemplate ? 'template' : 'wording'}=${id}`}>
          {t(isTemplate ? 'common.paper.mendTemplate' : 'common.paper.mendWords')}
        </Button>
      </Box>
    </>
  )
}
