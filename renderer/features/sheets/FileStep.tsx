import Box from '@mui/material/Box'
import { FileSpreadsheet, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, EmptyState } from '../../ui/index.ts'
import { BatchList } from './BatchList.tsx'
import type { ImportWork } from './use-import.ts'

/** Choose a file or drop one; under it what was taken in before. */
export function FileStep({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  return (
    <>
      <Box
        onDragOver={(event: React.DragEvent) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: React.DragEvent) => {
          event.preventDefault()
          setOver(false)
          const file = event.dataTransfer.files[0]
          if (file) void work.drop(file)
        }}
        sx={(theme) => ({
          border: `1.5px dashed ${over ? theme.tokens.primary : theme.tokens.ruleStrong}`,
          borderRadius: 1,
          mb: 1.8,
          bgcolor: over ? theme.tokens.primaryTint : theme.tokens.sheet,
        })}
      >
        <EmptyState
          icon={FileSpreadsheet}
          title={t('sheets.import.drop.title')}
          text={t(`sheets.import.drop.text.${work.target.target}`)}
          action={
            <Button look="main" icon={FolderOpen} onClick={() => void work.pick()}>
              {t('sheets.import.choose')}
            </Button>
          }
        />
      </Box>
      <BatchList target={work.target} />
    </>
  )
}
