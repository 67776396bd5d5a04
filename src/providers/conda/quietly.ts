import { attempted } from "./attempted.ts";

/**
 * What was read, or undefined for a fault: nobody named this place, so it is not worth a word. A disk that does not answer is
 * named by the host anyway.
 */
export const quietly = <T>(read: () => Promise<T>): Promise<T | undefined> => attempted(read, () => {});
