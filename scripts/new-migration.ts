/** `npm run new-migration -- NAME`: an empty db/migrations/NNNN-NAME.sql with the next number. Forward only. */
import { globSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { at, root } from './lib/project.ts'
import { complain } from './lib/say.mjs'

const name = process.argv[2]
if (name === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(name)) {
  complain(
    'ใส่ชื่อเป็นอักษรอังกฤษตัวเล็ก คั่นด้วย - เช่น npm run new-migration -- add-forums',
    'Give a name in small letters, like add-forums.',
  )
  process.exitCode = 2
} else {
  const numbers = globSync('db/migrations/*.sql', { cwd: root }).map((file) =>
    Number.parseInt(path.basename(file), 10),
  )
  const file = at('db', 'migrations', `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}-${name}.sql`)
  writeFileSync(file, `-- Why:\n-- Old rows:\n`, { flag: 'wx' })
  console.log(path.relative(root, file))
}
