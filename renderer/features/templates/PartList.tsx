import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Eye, EyeOff, Trash2 } from 'lucide-react'
import { Fragment, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type FieldNames,
  moved,
  nodeAt,
  type Part,
  scopeAt,
  type TemplateNode,
  textsOf,
} from '../../../core/templates/rules.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { isUnder, pathKey, standsWhen } from './part-words.ts'
import { type Marks, toScreen } from './tag-marks.ts'

type Path = (string | number)[]

/** The parts of a paper in their order: ↑ ↓ walk, Alt-↑ Alt-↓ move, Enter opens a part for its words and looks. */
export function PartList({
  template,
  scope,
  parts,
  open,
  wrong,
  foreign,
  fields,
  marksAt,
  onOpen,
  onMove,
  onHide,
  onRemove,
  editor,
}: {
  template: TemplateNode
  scope: Readonly<Record<string, unknown>>
  parts: readonly Part[]
  open: string | null
  /** Paths at which something is wrong. */
  wrong: readonly Path[]
  /** Parts that the program has no more, by pathKey: there is nothing to do with them but to take them out. */
  foreign: ReadonlySet<string>
  fields: FieldNames
  marksAt: (path: Path) => Marks
  onOpen: (key: string | null) => void
  onMove: (part: Part, by: -1 | 1) => void
  onHide: (part: Part) => void
  onRemove: (part: Part) => void
  editor: (part: Part) => ReactNode
}) {
  const { t } = useTranslation()
  const caption = (part: Part): { kind: string; words: string } => {
    const node = nodeAt(template, part.path)
    const marks = marksAt(part.path)
    const words =
      part.children.length > 0 && part.kind !== 'section'
        ? ''
        : part.kind === 'section'
          ? ''
          : textsOf(node, part.path, scopeAt(template, part.path, scope))
              .map((spot) => toScreen(spot.text, marks))
              .filter((text) => text.trim() !== '')
              .join(' ')
    const kind =
      part.path[0] === 'data' && part.path.length === 2
        ? t(`templates.word.${String(part.path[1])}`, {
            defaultValue: fields[String(part.path[1])] ?? String(part.path[1]),
          })
        : t(`templates.part.${part.own ? `own.${part.kind}` : part.kind}`, {
            defaultValue: t('templates.part.words'),
          })
    return { kind, words }
  }
  const row = (part: Part, depth: number): ReactNode => {
    const key = pathKey(part.path)
    const isOpen = open === key
    const { kind, words } = caption(part)
    const stands = standsWhen(part, fields, t)
    const isWrong = wrong.some((path) =>
      part.children.length > 0 && part.kind !== 'section'
        ? false
        : part.kind !== 'section' && isUnder(path, part.path),
    )
    const canUp = part.movable && moved(template, part.path, -1) !== null
    const canDown = part.movable && moved(template, part.path, 1) !== null
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      event.stopPropagation()
      const by = event.key === 'ArrowUp' ? -1 : 1
      if (by === -1 ? canUp : canDown) onMove(part, by)
    }
    const name = `${kind} ${words}`.trim().slice(0, 80)
    return (
      <Fragment key={key}>
        <Box
          sx={(theme) => ({
            display: 'flex',
            alignItems: 'center',
            gap: 0.2,
            pl: `${0.5 + depth * 1.1}rem`,
            pr: 0.5,
            py: 0.25,
            borderBottom: `1px solid ${theme.tokens.rule}`,
            bgcolor: isOpen ? theme.tokens.primaryTint : isWrong ? theme.tokens.lateTint : 'transparent',
            ...(part.kind === 'section' ? { bgcolor: theme.tokens.quiet, fontWeight: 600 } : {}),
          })}
        >
          <Box
            component="button"
            type="button"
            id={`part-${key}`}
            data-row
            aria-expanded={isOpen}
            onClick={() => onOpen(isOpen ? null : key)}
            onKeyDown={onKey}
            sx={(theme) => ({
              flex: 1,
              minWidth: 0,
              display: 'flex',
              alignItems: 'flex-start',
              gap: 0.5,
              border: 0,
              bgcolor: 'transparent',
              color: part.hidden ? theme.tokens.inkSoft : theme.tokens.ink,
              font: 'inherit',
              textAlign: 'left',
              cursor: 'pointer',
              p: 0.4,
              '&:focus-visible': { outline: `2px solid ${theme.tokens.focus}`, outlineOffset: -2 },
            })}
          >
            <Box component="span" sx={{ flex: 'none', pt: 0.35 }}>
              {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
            </Box>
            <Box component="span" sx={{ minWidth: 0, flex: 1 }}>
              <Box component="span" sx={{ fontSize: '0.82rem', color: 'text.secondary' }}>
                {kind}
                {stands === '' ? '' : ` · ${stands}`}
                {part.hidden ? ` · ${t('templates.hidden')}` : ''}
              </Box>
              {words === '' ? null : (
                <Box
                  component="span"
                  sx={{
                    display: 'block',
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                    whiteSpace: 'nowrap',
                    ...(part.hidden ? { textDecoration: 'line-through' } : {}),
                  }}
                >
                  {words}
                </Box>
              )}
            </Box>
          </Box>
          {part.movable ? (
            <>
              <IconButton
                size="small"
                disabled={!canUp}
                aria-label={t('templates.up', { part: name })}
                onClick={() => onMove(part, -1)}
              >
                <ArrowUp size={16} aria-hidden />
              </IconButton>
              <IconButton
                size="small"
                disabled={!canDown}
                aria-label={t('templates.down', { part: name })}
                onClick={() => onMove(part, 1)}
              >
                <ArrowDown size={16} aria-hidden />
              </IconButton>
              {part.own || foreign.has(pathKey(part.path)) ? (
                <IconButton
                  size="small"
                  aria-label={t('templates.removePart', { part: name })}
                  onClick={() => onRemove(part)}
                >
                  <Trash2 size={16} aria-hidden />
                </IconButton>
              ) : (
                <IconButton
                  size="small"
                  aria-pressed={part.hidden}
                  aria-label={t(part.hidden ? 'templates.show' : 'templates.hide', { part: name })}
                  onClick={() => onHide(part)}
                >
                  {part.hidden ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
                </IconButton>
              )}
            </>
          ) : null}
        </Box>
        {isOpen ? (
          <Box
            sx={(theme) => ({
              p: 1.2,
              pl: `${1.4 + depth * 1.1}rem`,
              borderBottom: `1px solid ${theme.tokens.rule}`,
              bgcolor: theme.tokens.sheet,
            })}
          >
            {editor(part)}
          </Box>
        ) : null}
        {part.children.map((child) => row(child, depth + 1))}
      </Fragment>
    )
  }
  return (
    <ArrowRows>
      <Box role="group" aria-label={t('templates.parts')}>
        {parts.map((part) => row(part, 0))}
      </Box>
    </ArrowRows>
  )
}
