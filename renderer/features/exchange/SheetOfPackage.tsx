import { useTranslation } from 'react-i18next'
import { PaperView, SheetDialog } from '../../ui/index.ts'

/** The covering sheet of a package that was made here (ใบนำส่ง). */
export function SheetOfPackage({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <SheetDialog open={id !== null} onClose={onClose} title={t('exchange.sheet.title')} width="lg">
      {id === null ? null : <PaperView paper={{ kind: 'transmittal', id }} height="62vh" />}
    </SheetDialog>
  )
}
