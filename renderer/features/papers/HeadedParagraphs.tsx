import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { Button } from '../../ui/Button.tsx'
import { FieldFrame } from '../../ui/Fields.tsx'

/** Text of a memo in parts; each may stand under a heading, usual or one's own (DOCUMENTS.md §A3). */
export function HeadedParagraphs() {
  const { t } = useTranslation()
  const id = useId()
  const { control, register } = useFormContext()
  const { data: words } = useQuery(api.papers.letterWords.queryOptions())
  const { fields, append, remove, move } = useFieldArray({ control, name: 'paragraphs' })
  const headings = `${id}h`
  return (
    <FieldFrame id={id} label={t('papers.memo.parts')} wide>
      <datalist id={headings}>
        {words?.headings.map((heading) => (
          <option key={heading} value={heading} />
        ))}
      </datalist>
      {fields.map((field, at) => (
        <Box
          key={field.id}
          role="group"
          aria-label={t('papers.memo.part', { at: at + 1 })}
          sx={(theme) => ({
            borderLeft: `3px solid ${theme.tokens.rule}`,
            pl: 1,
            mb: 1.2,
          })}
        >
          <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center', mb: 0.5 }}>
            <MuiTextField
              {...register(`paragraphs.${at}.heading`)}
              placeholder={t('papers.memo.heading')}
              sx={{ flex: 1 }}
              slotProps={{
                htmlInput: { 'aria-label': t('papers.memo.headingOf', { at: at + 1 }), list: headings },
              }}
            />
            <IconButton
              size="small"
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
              aria-label={t('papers.memo.up', { at: at + 1 })}
            >
              <ArrowUp size={17} aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              disabled={at === fields.length - 1}
              onClick={() => move(at, at + 1)}
              aria-label={t('papers.memo.down', { at: at + 1 })}
            >
              <ArrowDown size={17} aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              onClick={() => remove(at)}
              aria-label={t('papers.memo.remove', { at: at + 1 })}
            >
              <Trash2 size={17} aria-hidden />
            </IconButton>
          </Box>
          <MuiTextField
            {...register(`paragraphs.${at}.text`)}
            multiline
            minRows={2}
            maxRows={10}
            fullWidth
            slotProps={{ htmlInput: { 'aria-label': t('papers.memo.textOf', { at: at + 1 }) } }}
          />
        </Box>
      ))}
      <Box sx={{ mb: 1.2 }}>
        <Button icon={Plus} onClick={() => append({ heading: '', text: '' })}>
          {t('papers.memo.add')}
        </Button>
      </Box>
    </FieldFrame>
  )
}
