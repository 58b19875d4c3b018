/**
 * A commit is judged the same twice: properties are tried from one seed in `npm test`. `AMPHOE_SEED=random` (or a
 * number) tries others; `npm run soak` does so for as long as it is told to.
 */
import fc from 'fast-check'

const given = process.env.AMPHOE_SEED
if (given !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given ?? 20_261_122) })
