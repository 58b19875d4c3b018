import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type FieldNames,
  isNode,
  looksOf,
  newOwnPart,
  nodeAt,
  type OwnPart,
  type Part,
  scopeAt,
  type TemplateNode,
  type TemplateProblem,
  textsOf,
  withAt,
  withPart,
} from '../../../core/templates/rules.ts'
import { Button, FieldFrame } from '../../ui/index.ts'
import { pathKey, problemWords, whenWords } from './part-words.ts'
import { TagText } from './TagText.tsx'
import type { Marks } from './tag-marks.ts'

/** The words and looks of one part. */
export function PartEditor({
  part,
  template,
  scope,
  fields,
  marks,
  problems,
  onChange,
  onAdded,
}: {
  part: Part
  template: TemplateNode
  scope: Readonly<Record<string, unknown>>
  fields: FieldNames
  marks: Marks
  problems: readonly TemplateProblem[]
  onChange: (template: TemplateNode) => void
  onAdded: (template: TemplateNode, path: (string | number)[]) => void
}) {
  const { t } = useTranslation()
  const node = nodeAt(template, part.path)
  const isLeaf = part.children.length === 0 && part.kind !== 'section'
  const spots = isLeaf ? textsOf(node, part.path, scopeAt(template, part.path, scope)) : []
  const wrongAt = (path: readonly (string | number)[]) => {
    const found = problems.find((one) => pathKey(one.path) === pathKey(path))
    return found ? problemWords(found, marks, fields, t) : undefined
  }
  const add = (block: OwnPart['block']) => {
    const made = withPart(template, part.path, newOwnPart(block, t('templates.newText')))
    onAdded(made.root, made.path)
  }
  const canAdd = part.path[0] === 'sections'
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {spots.map((spot, at) => (
        <TagText
          key={pathKey(spot.path)}
          id={`text-${pathKey(spot.path)}`}
          label={[
            t(`templates.prop.${spot.prop}`, { defaultValue: t('templates.prop.text') }),
            spots.filter((one) => one.prop === spot.prop).length > 1
              ? String(spots.slice(0, at + 1).filter((one) => one.prop === spot.prop).length)
              : '',
            spot.when === '' || spot.when === part.when ? '' : `(${whenWords(spot.when, fields, t)})`,
          ]
            .filter((one) => one !== '')
            .join(' ')}
          value={spot.text}
          marks={marks}
          wrong={wrongAt(spot.path)}
          rows={spot.text.length > 60 ? 3 : 1}
          onChange={(value) => onChange(withAt(template, spot.path, value))}
        />
      ))}
      {isLeaf && spots.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.9rem' }}>{t('templates.noWords')}</Box>
      ) : null}
      {isLeaf && isNode(node) ? (
        <Looks
          part={part}
          node={node}
          wrongAt={wrongAt}
          onChange={(next) => onChange(withAt(template, part.path, next))}
        />
      ) : null}
      {canAdd ? (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button look="quiet" onClick={() => add('paragraph')}>
            {t('templates.add.paragraph')}
          </Button>
          <Button look="quiet" onClick={() => add('heading')}>
            {t('templates.add.heading')}
          </Button>
        </Box>
      ) : null}
    </Box>
  )
}

const aligns = ['left', 'centre', 'right', 'justify'] as const

function Looks({
  part,
  node,
  wrongAt,
  onChange,
}: {
  part: Part
  node: TemplateNode
  wrongAt: (path: readonly (string | number)[]) => string | undefined
  onChange: (node: TemplateNode) => void
}) {
  const { t } = useTranslation()
  const known = looksOf(part)
  if (known.length === 0) return null
  const put = (name: string, value: unknown) => {
    const { [name]: _before, ...rest } = node
    onChange(value === undefined ? rest : { ...rest, [name]: value })
  }
  const number = (name: 'before' | 'sizePt') =>
    known.includes(name) ? (
      <Small label={t(`templates.look.${name}`)}>
        {(id) => (
          <MuiTextField
            id={id}
            value={node[name] === undefined ? '' : String(node[name])}
            placeholder={name === 'sizePt' ? '16' : '0'}
            error={wrongAt([...part.path, name]) !== undefined}
            helperText={wrongAt([...part.path, name])}
            slotProps={{ htmlInput: { inputMode: 'decimal' } }}
            onChange={(event) => {
              const text = event.target.value.trim()
              const value = Number(text)
              put(name, text === '' ? undefined : Number.isFinite(value) ? value : node[name])
            }}
          />
        )}
      </Small>
    ) : null
  const choice = (name: 'align' | 'bold', options: readonly { value: string; label: string }[]) =>
    known.includes(name) ? (
      <Small label={t(`templates.look.${name}`)}>
        {(id) => (
          <MuiTextField
            id={id}
            select
            fullWidth
            value={node[name] === undefined ? '' : String(node[name])}
            slotProps={{
              select: {
                displayEmpty: true,
                SelectDisplayProps: {
                  'aria-label': t(`templates.look.${name}`),
                } as React.HTMLAttributes<HTMLDivElement>,
              },
            }}
            onChange={(event) => {
              const { value } = event.target
              put(name, value === '' ? undefined : name === 'bold' ? value === 'true' : value)
            }}
          >
            <MenuItem value="">{t('templates.look.usual')}</MenuItem>
            {options.map((one) => (
              <MenuItem key={one.value} value={one.value}>
                {one.label}
              </MenuItem>
            ))}
          </MuiTextField>
        )}
      </Small>
    ) : null
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'repeat(auto-fill, minmax(6.6rem, 1fr))',
        alignItems: 'start',
      }}
    >
      {choice(
        'align',
        aligns.map((value) => ({ value, label: t(`templates.align.${value}`) })),
      )}
      {choice('bold', [
        { value: 'true', label: t('templates.bold.true') },
        { value: 'false', label: t('templates.bold.false') },
      ])}
      {number('sizePt')}
      {number('before')}
    </Box>
  )
}

function Small({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label}>
      {children(id)}
    </FieldFrame>
  )
}
