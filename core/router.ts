import { activitiesHandlers } from './activities/handlers.ts'
import { attachmentsHandlers } from './attachments/handlers.ts'
import { bodiesHandlers } from './bodies/handlers.ts'
import { calendarHandlers } from './calendar/handlers.ts'
import { contract } from './contract.ts'
import { demoHandlers } from './demo/handlers.ts'
import { directivesHandlers } from './directives/handlers.ts'
import { duplicatesHandlers } from './duplicates/handlers.ts'
import { exchangeHandlers } from './exchange/handlers.ts'
import { fieldworkHandlers } from './fieldwork/handlers.ts'
import { forumsHandlers } from './forums/handlers.ts'
import { geographyHandlers } from './geography/handlers.ts'
import { buildRouter, type Runner } from './kernel/router.ts'
import { layoutsHandlers } from './layouts/handlers.ts'
import { meetingsHandlers } from './meetings/handlers.ts'
import { type OfficeDoors, officeHandlers } from './office/handlers.ts'
import { ordersHandlers } from './orders/handlers.ts'
import { papersHandlers } from './papers/handlers.ts'
import { peopleHandlers } from './people/handlers.ts'
import { plansHandlers } from './plans/handlers.ts'
import { progressHandlers } from './progress/handlers.ts'
import { projectsHandlers } from './projects/handlers.ts'
import { provinceHandlers } from './province/handlers.ts'
import { rankingHandlers } from './ranking/handlers.ts'
import { reportsHandlers } from './reports/handlers.ts'
import { rulesHandlers } from './rules/handlers.ts'
import { sheetsHandlers } from './sheets/handlers.ts'
import { templatesHandlers } from './templates/handlers.ts'

/** The program: every procedure of the contract with its handler. */
export function createRouter(runner: Runner, doors: OfficeDoors) {
  return buildRouter(
    contract,
    {
      office: officeHandlers(doors),
      rules: rulesHandlers,
      geography: geographyHandlers,
      directives: directivesHandlers,
      calendar: calendarHandlers,
      progress: progressHandlers,
      plans: plansHandlers,
      projects: projectsHandlers,
      forums: forumsHandlers,
      sheets: sheetsHandlers,
      ranking: rankingHandlers,
      duplicates: duplicatesHandlers,
      attachments: attachmentsHandlers,
      layouts: layoutsHandlers,
      templates: templatesHandlers,
      people: peopleHandlers,
      bodies: bodiesHandlers,
      orders: ordersHandlers,
      meetings: meetingsHandlers,
      activities: activitiesHandlers,
      reports: reportsHandlers,
      papers: papersHandlers,
      exchange: exchangeHandlers(doors),
      fieldwork: fieldworkHandlers(doors),
      province: provinceHandlers,
      demo: demoHandlers(doors),
    },
    runner,
  )
}
export type AppRouter = ReturnType<typeof createRouter>
