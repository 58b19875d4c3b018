import type { ContractRouterClient } from '@orpc/contract'
import { activitiesContract } from './activities/contract.ts'
import { attachmentsContract } from './attachments/contract.ts'
import { bodiesContract } from './bodies/contract.ts'
import { calendarContract } from './calendar/contract.ts'
import { demoContract } from './demo/contract.ts'
import { directivesContract } from './directives/contract.ts'
import { duplicatesContract } from './duplicates/contract.ts'
import { exchangeContract } from './exchange/contract.ts'
import { fieldworkContract } from './fieldwork/contract.ts'
import { forumsContract } from './forums/contract.ts'
import { geographyContract } from './geography/contract.ts'
import { layoutsContract } from './layouts/contract.ts'
import { meetingsContract } from './meetings/contract.ts'
import { officeContract } from './office/contract.ts'
import { ordersContract } from './orders/contract.ts'
import { papersContract } from './papers/contract.ts'
import { peopleContract } from './people/contract.ts'
import { plansContract } from './plans/contract.ts'
import { progressContract } from './progress/contract.ts'
import { projectsContract } from './projects/contract.ts'
import { provinceContract } from './province/contract.ts'
import { rankingContract } from './ranking/contract.ts'
import { reportsContract } from './reports/contract.ts'
import { rulesContract } from './rules/contract.ts'
import { sheetsContract } from './sheets/contract.ts'
import { templatesContract } from './templates/contract.ts'

/** Everything that can be asked of the program, one room an area. Types of client and handlers come from here. */
export const contract = {
  office: officeContract,
  rules: rulesContract,
  geography: geographyContract,
  directives: directivesContract,
  calendar: calendarContract,
  progress: progressContract,
  plans: plansContract,
  projects: projectsContract,
  forums: forumsContract,
  sheets: sheetsContract,
  ranking: rankingContract,
  duplicates: duplicatesContract,
  attachments: attachmentsContract,
  layouts: layoutsContract,
  templates: templatesContract,
  people: peopleContract,
  bodies: bodiesContract,
  orders: ordersContract,
  meetings: meetingsContract,
  activities: activitiesContract,
  reports: reportsContract,
  papers: papersContract,
  exchange: exchangeContract,
  fieldwork: fieldworkContract,
  province: provinceContract,
  demo: demoContract,
}
export type AppContract = typeof contract
export type Client = ContractRouterClient<AppContract>
