import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Snackbar from '@mui/material/Snackbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { type ScreenFault, useFaultMessage } from './faults.ts'

type Notice = {
  n: number
  text: string
  severity: 'success' | 'info' | 'warning' | 'error'
  action: { label: string; run: () => void } | null
}
type NoticeBoard = {
  /** A short sentence at the foot of the window: what was done, and a way back where there is one. */
  notify: (
    text: string,
    options?: { severity?: Notice['severity']; action?: { label: string; run: () => void } },
  ) => void
  showFault: (fault: ScreenFault) => void
}

const Board = createContext<NoticeBoard>({ notify: () => undefined, showFault: () => undefined })

/** The notices of the window. A fault stays till it is closed; what succeeded goes by itself. */
export function useNotice(): NoticeBoard {
  return useContext(Board)
}

export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null)
  const faultMessage = useFaultMessage()
  const notify = useCallback<NoticeBoard['notify']>((text, options = {}) => {
    setNotice((last) => ({
      n: (last?.n ?? 0) + 1,
      text,
      severity: options.severity ?? 'success',
      action: options.action ?? null,
    }))
  }, [])
  const showFault = useCallback(
    (fault: ScreenFault) =>
      notify(faultMessage(fault), { severity: fault.code === 'cancelled' ? 'info' : 'error' }),
    [notify, faultMessage],
  )
  const board = useMemo(() => ({ notify, showFault }), [notify, showFault])
  const close = () => setNotice(null)
  return (
    <Board.Provider value={board}>
      {children}
      <Snackbar
        key={notice?.n ?? 0}
        open={notice !== null}
        onClose={(_, reason) => (reason === 'clickaway' ? undefined : close())}
        autoHideDuration={notice?.severity === 'error' ? null : 7000}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      >
        <Alert
          severity={notice?.severity ?? 'info'}
          variant="filled"
          onClose={close}
          role={notice?.severity === 'error' ? 'alert' : 'status'}
          sx={{ maxWidth: '44rem', alignItems: 'center', fontSize: '0.95rem' }}
          action={
            notice?.action ? (
              <Button
                color="inherit"
                onClick={() => {
                  notice.action?.run()
                  close()
                }}
                sx={{ textDecoration: 'underline' }}
              >
                {notice.action.label}
              </Button>
            ) : undefined
          }
        >
          {notice?.text}
        </Alert>
      </Snackbar>
    </Board.Provider>
  )
}
