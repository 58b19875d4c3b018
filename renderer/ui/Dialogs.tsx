import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import LinearProgress from '@mui/material/LinearProgress'
import Typography from '@mui/material/Typography'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Progress } from '../../core/kernel/meta.ts'
import { formatNumber } from '../app/format.ts'
import { Button } from './Button.tsx'
import { Thai } from './Thai.tsx'

export type SheetDialogProps = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  actions?: ReactNode
  width?: 'sm' | 'md' | 'lg' | 'xl'
}

/** A field that a person types or chooses in; of choices that lie open, the one that is chosen. */
const FIELD = [
  'input:not([type=hidden], [type=radio], [aria-hidden=true], [disabled], [tabindex="-1"], [data-grid-input])',
  'input[type=radio]:checked:not([disabled])',
  'textarea:not([aria-hidden=true], [disabled], [data-grid-input])',
  '[role=combobox]:not([aria-disabled=true])',
].join()

/**
 * Takes the cursor to the first field, also one that comes only when its records are read, or after what was under the
 * dialog took the cursor back once more (a table does when its cell is left). Ends with the person's first key or click.
 */
function useFirstField(content: HTMLElement | null): void {
  useEffect(() => {
    if (content === null) return
    const frame = content.closest<HTMLElement>('[role=dialog]')
    const take = () => {
      const now = document.activeElement
      // a field that asked for the cursor itself keeps it
      if (now !== frame && frame?.contains(now)) return
      content.querySelector<HTMLElement>(FIELD)?.focus()
    }
    const watch = new MutationObserver(take)
    const end = () => {
      watch.disconnect()
      document.removeEventListener('focusin', take)
      for (const kind of ['keydown', 'pointerdown']) document.removeEventListener(kind, end, true)
    }
    take()
    watch.observe(content, { childList: true, subtree: true })
    document.addEventListener('focusin', take)
    for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, end, true)
    return end
  }, [content])
}

/** A dialog for a small form or a preview; Esc closes it. Put a `<Form>` in it, or `actions` at its foot. */
export function SheetDialog({ open, onClose, title, children, actions, width = 'md' }: SheetDialogProps) {
  const id = useId()
  const [content, setContent] = useState<HTMLElement | null>(null)
  useFirstField(content)
  return (
    <Dialog open={open} onClose={onClose} maxWidth={width} fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>
        <Thai text={title} />
      </DialogTitle>
      <DialogContent ref={setContent}>{children}</DialogContent>
      {actions ? <DialogActions>{actions}</DialogActions> : null}
    </Dialog>
  )
}

export type Question = {
  title: string
  text: ReactNode
  /** What the button does, as a verb: ลบหมู่บ้าน, ลงนาม. */
  confirm: string
  danger?: boolean
}
const Asking = createContext<(question: Question) => Promise<boolean>>(() => Promise.resolve(false))

/** `if (await confirm({ title, text, confirm: t('…') })) …` – Esc and Cancel give false. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  return useContext(Asking)
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [question, setQuestion] = useState<Question | null>(null)
  const [open, setOpen] = useState(false)
  const answer = useRef<(yes: boolean) => void>(() => undefined)
  const id = useId()
  const ask = useCallback((next: Question) => {
    setQuestion(next)
    setOpen(true)
    return new Promise<boolean>((resolve) => {
      answer.current = resolve
    })
  }, [])
  const close = (yes: boolean) => {
    setOpen(false)
    answer.current(yes)
  }
  return (
    <Asking.Provider value={useMemo(() => ask, [ask])}>
      {children}
      <Dialog
        open={open}
        onClose={() => close(false)}
        maxWidth="sm"
        fullWidth
        role="alertdialog"
        aria-labelledby={id}
        aria-describedby={`${id}t`}
      >
        <DialogTitle id={id}>{question?.title}</DialogTitle>
        <DialogContent>
          <Box id={`${id}t`} sx={{ fontSize: '0.97rem' }}>
            {question?.text}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => close(false)} autoFocus={question?.danger === true}>
            {t('common.cancel')}
          </Button>
          <Button
            look={question?.danger ? 'danger' : 'main'}
            onClick={() => close(true)}
            autoFocus={question?.danger !== true}
          >
            {question?.confirm}
          </Button>
        </DialogActions>
      </Dialog>
    </Asking.Provider>
  )
}

/** Long work while it runs: what is being done, how far, and a way to stop it. Give it the task of `useTask`. */
export function ProgressDialog({
  task,
  title,
}: {
  task: { running: boolean; progress: Progress | null; cancel: () => void }
  title: string
}) {
  const { t, i18n } = useTranslation()
  const id = useId()
  const { progress } = task
  // a task names tables and papers by their keys, files and villages as they are
  const nameOf = (what: string) => {
    const [kind = '', format] = what.split('.')
    if (format !== undefined && i18n.exists(`common.paperKind.${kind}`))
      return `${t(`common.paperKind.${kind}`)} (${format.toUpperCase()})`
    return i18n.exists(`exchange.table.${what}`) ? t(`exchange.table.${what}`) : what
  }
  const share = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : null
  return (
    <Dialog
      open={task.running}
      maxWidth="sm"
      fullWidth
      aria-labelledby={id}
      onClose={(_, reason) => (reason === 'escapeKeyDown' ? task.cancel() : undefined)}
    >
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <LinearProgress
          variant={share === null ? 'indeterminate' : 'determinate'}
          {...(share === null ? {} : { value: share })}
          aria-label={title}
          sx={{ height: 8, borderRadius: 1, my: 1 }}
        />
        <Typography variant="body2" role="status" sx={{ minHeight: '3rem' }}>
          {progress ? t(progress.step) : t('common.starting')}
          {progress?.total ? ` ${formatNumber(progress.done)}/${formatNumber(progress.total)}` : ''}
          {progress?.what ? (
            <Box component="span" sx={{ display: 'block', color: 'text.secondary' }}>
              {nameOf(progress.what)}
            </Box>
          ) : null}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={task.cancel}>{t('common.stop')}</Button>
      </DialogActions>
    </Dialog>
  )
}
