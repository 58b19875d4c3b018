export function say(thai: string, english: string): void
export function complain(thai: string, english: string): void
export function step<T>(thai: string, english: string, work: () => Promise<T>): Promise<T>
