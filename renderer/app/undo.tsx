import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from './client.ts'
import { useNotice } from './notice.tsx'
import { settle } from './settle.ts'
import { useCommand } from './task.ts'

/** True where Ctrl-Z belongs to the text that is being typed. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.dataset.gridInput === 'still') return false
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
  )
}

/** The button on a notice that takes back what the notice tells of. */
export function useTakeBack(): { label: string; run: () => void } {
  const { t } = useTranslation()
  const undoing = useCommand(client.office.undo)
  const { notify } = useNotice()
  const run = () =>
    void undoing.attempt(undefined as never).then((done) => {
      if (done.ok) notify(t('common.undone'), { severity: 'info' })
    })
  return { label: t('common.undo.do'), run }
}

/** Undo and redo of any command, by Ctrl-Z and Ctrl-Y outside text fields and by the buttons of the bar. */
export function useUndo() {
  const { t, i18n } = useTranslation()
  const { data } = useQuery(api.office.undoState.queryOptions())
  const undoing = useCommand(client.office.undo)
  const redoing = useCommand(client.office.redo)
  const { notify } = useNotice()
  const nameOf = useCallback(
    (command: string) =>
      i18n.exists(`common.command.${command}`) ? t(`common.command.${command}`) : t('common.command.other'),
    [t, i18n],
  )

  const undo = useCallback(async () => {
    await settle()
    const done = await undoing.attempt(undefined as never)
    if (done.ok) notify(t('common.undo.done', { what: nameOf(done.value.command) }), { severity: 'info' })
  }, [undoing.attempt, notify, t, nameOf])
  const redo = useCallback(async () => {
    await settle()
    const done = await redoing.attempt(undefined as never)
    if (done.ok) notify(t('common.redo.done', { what: nameOf(done.value.command) }), { severity: 'info' })
  }, [redoing.attempt, notify, t, nameOf])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.defaultPrevented ||
        isTyping(event.target)
      )
        return
      // by place on the keyboard, so that it works with the Thai layout too
      if (event.code === 'KeyZ' && !event.shiftKey) {
        event.preventDefault()
        void undo()
      } else if (event.code === 'KeyY' || (event.code === 'KeyZ' && event.shiftKey)) {
        event.preventDefault()
        void redo()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [undo, redo])

  const running = undoing.running || redoing.running
  return {
    undo: { run: undo, what: data?.undo ? nameOf(data.undo) : null, disabled: running || !data?.undo },
    redo: { run: redo, what: data?.redo ? nameOf(data.redo) : null, disabled: running || !data?.redo },
  }
}
