let current;

/** The functions of the test file that begins: each has its own, which know no other file. */
export function useGlobals(globals) {
  current = globals;
}

export const currentGlobals = () => current;
