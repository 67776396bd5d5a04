/** The system's error code, or the error as text. */
export const codeOf = (cause: unknown): string => String((cause as NodeJS.ErrnoException | undefined)?.code ?? cause);
