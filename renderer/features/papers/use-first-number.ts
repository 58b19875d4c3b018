import { useEffect } from 'react'
import { useFormContext } from 'react-hook-form'

/** What a sign dialog asks of the number. */
const ofBegun = 'next'
const ofNotBegun = ['first', 'after']

/**
 * A year without any number does not say where its numbers begin: nothing is chosen for the officer then. Whose date goes
 * to another year is asked anew.
 *
 * @param begun undefined = not known yet
 */
export function useFirstNumber(name: string, begun: boolean | undefined): void {
  const { getValues, setValue } = useFormContext()
  useEffect(() => {
    const kind: unknown = getValues(name)
    if (begun === false && kind === ofBegun) setValue(name, null)
    if (begun === true && (kind === null || ofNotBegun.includes(String(kind)))) setValue(name, ofBegun)
  }, [name, begun, getValues, setValue])
}
