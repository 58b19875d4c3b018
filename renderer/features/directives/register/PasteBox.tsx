import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { FileText, ScanText } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterReading } from '../../../../core/directives/read-letter.ts'
import { client } from '../../../app/client.ts'
import { Button, FaultBar, FieldFrame } from '../../../ui/index.ts'

/** More is no letter; the core refuses it too. */
const mostText = 200_000

/**
 * Here the text of the letter is pasted, or taken from a text file.
 * @param onRead false = nothing was taken over, the text stays
 */
export function PasteBox({
  again,
  onRead,
}: {
  again: boolean
  onRead: (read: LetterReading) => Promise<boolean>
}) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const read = async () => {
    setFault(null)
    setBusy(true)
    try {
      if (await onRead(await client.directives.readLetter({ text }))) {
        setText('')
        setShown(false)
      }
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  const take = (next: string) => {
    const tooLong = next.length > mostText
    setWrong(tooLong ? t('directives.register.paste.tooLong', { count: mostText }) : '')
    setText(tooLong ? next.slice(0, mostText) : next)
  }
  const open = async (chosen: File | undefined) => {
    if (!chosen) return
    // a file of an old program may be in the Thai code page of Windows
    const bytes = await chosen.slice(0, 2_000_000).arrayBuffer()
    const utf8 = new TextDecoder().decode(bytes)
    const typed = utf8.includes('\uFFFD') ? new TextDecoder('windows-874').decode(bytes) : utf8
    // a PDF or a Word file is no text
    if (typed.slice(0, 2000).includes('\0') || /^(?:%PDF|PK|\{\\rtf)/u.test(typed))
      setWrong(t('directives.register.paste.noText'))
    else take(typed)
  }
  // once a letter was read it has the room
  if (again && !shown)
    return (
      <Box sx={{ mb: 0.6 }}>
        <Button look="quiet" icon={ScanText} onClick={() => setShown(true)}>
          {t('directives.register.paste.again')}
        </Button>
      </Box>
    )
  return (
    <Box sx={{ mb: 0.6 }}>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <FieldFrame
        id={id}
        label={t(again ? 'directives.register.paste.again' : 'directives.register.paste.label')}
      >
        <MuiTextField
          id={id}
          multiline
          minRows={4}
          maxRows={10}
          fullWidth
          value={text}
          error={wrong !== ''}
          autoFocus
          helperText={wrong || t('directives.register.paste.help')}
          onChange={(event) => take(event.target.value)}
        />
      </FieldFrame>
      <Box sx={{ display: 'flex', gap: 1, mt: 0.6 }}>
        <Button
          look={text.trim() === '' ? 'plain' : 'main'}
          icon={ScanText}
          onClick={() => void read()}
          disabled={text.trim() === ''}
          busy={busy}
        >
          {t('directives.register.paste.read')}
        </Button>
        <Button look="quiet" icon={FileText} onClick={() => file.current?.click()}>
          {t('directives.register.paste.file')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".txt,text/plain"
          hidden
          tabIndex={-1}
          onChange={(event) => {
            void open(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </Box>
    </Box>
  )
}
