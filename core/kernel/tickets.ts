/** A file that crosses the boundary: the renderer holds the token, never a path (ARCHITECTURE.md rule 1). */
export type FileTicket = { token: string; name: string; sizeBytes: number; mime: string }
