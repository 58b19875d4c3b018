import type { Handlers } from '../kernel/router.ts'
import { addAttachment, openAttachment, removeAttachment } from './commands.ts'
import type { attachmentsContract } from './contract.ts'
import { attachmentPicture, listAttachments } from './queries.ts'

export const attachmentsHandlers: Handlers<typeof attachmentsContract> = {
  list: listAttachments,
  picture: attachmentPicture,
  add: addAttachment,
  remove: removeAttachment,
  open: openAttachment,
}
