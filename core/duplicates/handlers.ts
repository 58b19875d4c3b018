import type { Handlers } from '../kernel/router.ts'
import { decidePair, mergeProjects, reopenPair } from './commands.ts'
import type { duplicatesContract } from './contract.ts'
import { comparePairOf, countPairs, findPairs, listDecisions, listPairs, readLookalikes } from './queries.ts'

export const duplicatesHandlers: Handlers<typeof duplicatesContract> = {
  list: listPairs,
  find: findPairs,
  of: readLookalikes,
  counts: countPairs,
  pair: comparePairOf,
  decisions: listDecisions,
  decide: decidePair,
  merge: mergeProjects,
  reopen: reopenPair,
}
