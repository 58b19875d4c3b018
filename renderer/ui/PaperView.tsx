import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useQuery } from '@tanstack/react-query'
import { FileDown, FileSpreadsheet, FileText } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperDigits, PaperFormat, PaperRef } from '../../core/papers/rules.ts'
import { api, client } from '../app/client.ts'
import { faultOf } from '../app/faults.ts'
import { host } from '../app/host.ts'
import { useNotice } from '../app/notice.tsx'
import { useCommand, useTask } from '../app/task.ts'
import { paginate } from '../paper/paginate.ts'
import { Button } from './Button.tsx'
import { ProgressDialog } from './Dialogs.tsx'
import { PaperFault } from './PaperFault.tsx'
import { Query } from './Query.tsx'

const icons = { pdf: FileDown, docx: FileText, xlsx: FileSpreadsheet } as const

/** Hands a made file over (save dialog or download) and says so. */
export function useHandOver() {
  const { notify, showFault } = useNotice()
  const { t } = useTranslation()
  return useCallback(
    async ({ token, name }: { token: string; name: string }) => {
      try {
        if (await host.deliver(token, name)) notify(t('common.paper.delivered', { name }))
      } catch (error) {
        showFault(faultOf(error))
      }
    },
    [notify, showFault, t],
  )
}

/** Makes a paper and hands it over (save dialog or download). For buttons away from a preview. */
export function useMakePaper() {
  const task = useTask(client.papers.make)
  const handOver = useHandOver()
  const make = useCallback(
    async (paper: PaperRef, format: PaperFormat) => {
      const made = await task.attempt({ paper, format })
      if (made.ok) await handOver(made.value)
    },
    [task.attempt, handOver],
  )
  return { make, task }
}

/**
 * A paper as it will be printed: the very HTML and the very paginator of the printer, in a frame that runs no script.
 * `stamp`: changes when the record changed (the preview is asked again by itself after every command).
 */
export function PaperView({
  paper,
  height = 'calc(100vh - 13rem)',
  actions,
}: {
  paper: PaperRef
  height?: string
  actions?: React.ReactNode
}) {
  const { t } = useTranslation()
  const preview = useQuery(api.papers.preview.queryOptions({ input: paper }))
  const { make, task } = useMakePaper()
  const [fit, setFit] = useState<'width' | 'real'>('width')
  const room = useRef<HTMLElement>(null)
  return (
    <Box
      sx={(theme) => ({
        border: `1px solid ${theme.tokens.rule}`,
        borderRadius: 1,
        overflow: 'hidden',
        bgcolor: theme.tokens.quiet,
        display: 'flex',
        flexDirection: 'column',
      })}
    >
      <Box
        role="toolbar"
        aria-label={t('common.paper.tools')}
        sx={(theme) => ({
          display: 'flex',
          flexWrap: 'wrap',
          gap: 0.8,
          p: 0.7,
          // room for the label of a choice among the tools
          pt: actions === undefined ? 0.7 : 1.2,
          alignItems: 'center',
          bgcolor: theme.tokens.sheet,
          borderBottom: `1px solid ${theme.tokens.rule}`,
        })}
      >
        <ToggleButtonGroup
          size="small"
          exclusive
          value={fit}
          aria-label={t('common.paper.size')}
          onChange={(_, next: 'width' | 'real' | null) => (next ? setFit(next) : undefined)}
        >
          <ToggleButton value="width" sx={{ py: 0.2 }}>
            {t('common.paper.fit')}
          </ToggleButton>
          <ToggleButton value="real" sx={{ py: 0.2 }}>
            {t('common.paper.real')}
          </ToggleButton>
        </ToggleButtonGroup>
        {preview.data && !preview.data.signed ? (
          <DigitsChoice paper={paper} digits={preview.data.digits} />
        ) : null}
        <Box sx={{ flex: 1 }} />
        {actions}
        {preview.data?.formats.map((format) => (
          <Button
            key={format}
            icon={icons[format]}
            look={format === 'pdf' ? 'main' : 'plain'}
            onClick={() => void make(paper, format)}
          >
            {t(`common.paper.${format}`)}
          </Button>
        ))}
      </Box>
      <Box
        ref={room}
        role="region"
        aria-label={preview.data?.title ?? t('common.paper.tools')}
        tabIndex={0}
        sx={{ height, minHeight: '18rem', overflow: 'auto', p: preview.data ? 0 : 1.5 }}
      >
        {preview.isError && preview.data === undefined ? (
          <PaperFault
            error={preview.error}
            onRetry={() => void preview.refetch()}
            onMended={() => room.current?.focus()}
          />
        ) : (
          <Query of={preview} lines={8}>
            {(made) => <PaperSheets html={made.html} title={made.title} fit={fit} />}
          </Query>
        )}
      </Box>
      <ProgressDialog task={task} title={t('common.paper.making')} />
    </Box>
  )
}

/** Thai or Arabic digits of this document; once changed, on request of every paper of its kind (DOCUMENTS.md §A1). */
function DigitsChoice({ paper, digits }: { paper: PaperRef; digits: PaperDigits }) {
  const { t } = useTranslation()
  const set = useCommand(client.papers.setDigits)
  const [changed, setChanged] = useState(false)
  const choose = async (next: PaperDigits, forAll: boolean) => {
    const done = await set.attempt({ paper, digits: next, forAll })
    if (done.ok) setChanged(!forAll)
  }
  return (
    <>
      <ToggleButtonGroup
        size="small"
        exclusive
        value={digits}
        aria-label={t('common.paper.digits')}
        onChange={(_, next: PaperDigits | null) => (next ? void choose(next, false) : undefined)}
      >
        <ToggleButton value="thai" aria-label={t('common.paper.thai')} sx={{ py: 0.2 }}>
          ๑๒๓
        </ToggleButton>
        <ToggleButton value="arabic" aria-label={t('common.paper.arabic')} sx={{ py: 0.2 }}>
          123
        </ToggleButton>
      </ToggleButtonGroup>
      {changed ? (
        <Button look="quiet" label={t('common.paper.forAllHint')} onClick={() => void choose(digits, true)}>
          {t('common.paper.forAll')}
        </Button>
      ) : null}
    </>
  )
}

/** Pages of a paper from its HTML, scaled to the width they have. */
export function PaperSheets({ html, title, fit }: { html: string; title: string; fit: 'width' | 'real' }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const [paper, setPaper] = useState({ width: 794, height: 1123 })
  const [room, setRoom] = useState(794)
  const [failed, setFailed] = useState<unknown>(null)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => setRoom(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  const lay = async () => {
    const document = frame.current?.contentDocument
    if (!document) return
    try {
      await document.fonts.ready
      await paginate(document)
      const root = document.documentElement
      setPaper({
        width: Math.max(root.scrollWidth, 300),
        height: Math.ceil(document.body.getBoundingClientRect().bottom),
      })
      setFailed(null)
    } catch (error) {
      setFailed(error)
    }
  }
  const scale = fit === 'width' ? Math.min(1.6, room / paper.width) : 1
  return (
    <Box ref={box} sx={{ width: '100%', overflow: fit === 'real' ? 'auto' : 'hidden' }}>
      {failed ? (
        <Box role="alert" sx={{ p: 2, color: 'error.main' }}>
          {t('common.paper.failed')}
        </Box>
      ) : null}
      <Box sx={{ height: paper.height * scale, width: paper.width * scale, mx: 'auto' }}>
        <iframe
          ref={frame}
          title={title}
          // the box around it is what Tab stops at and the arrow keys scroll
          tabIndex={-1}
          srcDoc={html}
          // same-origin so that the window may lay out the pages; no scripts: a paper is data
          sandbox="allow-same-origin"
          onLoad={() => void lay()}
          style={{
            border: 0,
            width: paper.width,
            height: paper.height,
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
            display: 'block',
          }}
        />
      </Box>
    </Box>
  )
}
