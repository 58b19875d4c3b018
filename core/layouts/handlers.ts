import type { Handlers } from '../kernel/router.ts'
import { createLayout, resetLayout, saveLayout } from './commands.ts'
import type { layoutsContract } from './contract.ts'
import { previewLayout } from './preview.ts'
import { getLayout, listLayouts } from './queries.ts'

export const layoutsHandlers: Handlers<typeof layoutsContract> = {
  list: listLayouts,
  get: (cx, { id }) => getLayout(cx, id),
  preview: previewLayout,
  save: saveLayout,
  create: createLayout,
  reset: resetLayout,
}
