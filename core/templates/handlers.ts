import type { Handlers } from '../kernel/router.ts'
import { resetTemplate, resetWording, saveTemplate, saveWording } from './commands.ts'
import type { templatesContract } from './contract.ts'
import { handOut, takeIn } from './files.ts'
import { previewTemplate } from './preview.ts'
import {
  getTemplate,
  getWording,
  listTemplates,
  templateNames,
  templateVersion,
  wordingVersion,
} from './queries.ts'
import { previewWording } from './wording-preview.ts'

export const templatesHandlers: Handlers<typeof templatesContract> = {
  list: listTemplates,
  names: templateNames,
  get: (cx, { id }) => getTemplate(cx, id),
  preview: previewTemplate,
  version: templateVersion,
  save: saveTemplate,
  reset: resetTemplate,
  wording: (cx, { id }) => getWording(cx, id),
  previewWording,
  wordingVersion,
  saveWording,
  resetWording,
  handOut,
  takeIn,
}
