export function binScript(name: string): string
