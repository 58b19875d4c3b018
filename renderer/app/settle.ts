/** Tables and forms that save by themselves a moment after the last key; undo waits until they have. */
const tables = new Set<() => Promise<unknown>>()

/** @returns takes the table off again */
export function onSettle(save: () => Promise<unknown>): () => void {
  tables.add(save)
  return () => {
    tables.delete(save)
  }
}

/** Saves what is on its way, so that the last command is what the person did last. */
export async function settle(): Promise<void> {
  await Promise.all([...tables].map((save) => save()))
}
