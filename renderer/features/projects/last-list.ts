/** Where the list of projects was left, so that the way back from one of them leads there: words, filters and all. */
let address = '/projects'

export function rememberList(next: string): void {
  address = next
}

export function lastList(): string {
  return address
}
