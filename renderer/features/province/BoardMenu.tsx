import { Eye, type LucideIcon, MailPlus, MessageSquarePlus, Stamp, Undo2, UsbIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BoardLine } from '../../../core/province/contract.ts'
import { useGo } from '../../app/routes.tsx'
import { MenuButton } from '../../ui/index.ts'
import { useDistrictWork } from './use-district-work.tsx'
import { districtHref } from './use-mirror.ts'

/** What is done with one district, behind one button at the end of its line. */
export function BoardMenu({ line, planFy }: { line: BoardLine; planFy: number }) {
  const { t } = useTranslation()
  const go = useGo()
  const work = useDistrictWork(line, planFy)
  const items: { key: string; icon: LucideIcon; run: () => void; shown: boolean }[] = [
    {
      key: 'open',
      icon: Eye,
      run: () => go(`${districtHref(line.districtCode)}?planFy=${planFy}`),
      shown: true,
    },
    { key: 'accept', icon: Stamp, run: work.accept, shown: work.canAccept },
    { key: 'return', icon: Undo2, run: work.giveBack, shown: work.canReturn },
    { key: 'remark', icon: MessageSquarePlus, run: work.remark, shown: work.isHere },
    { key: 'answer', icon: UsbIcon, run: work.answer, shown: work.canAnswer },
    { key: 'returnLetter', icon: MailPlus, run: work.returnLetter, shown: line.state === 'returned' },
    { key: 'reminder', icon: MailPlus, run: work.reminder, shown: !work.isHere },
  ]
  return (
    <>
      <MenuButton
        dense
        label={t('province.do.of', { district: line.districtName })}
        items={items
          .filter((item) => item.shown)
          .map(({ key, icon, run }) => ({ key, icon, run, label: t(`province.do.${key}`) }))}
      />
      {work.dialogs}
    </>
  )
}
