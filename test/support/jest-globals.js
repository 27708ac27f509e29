import { currentGlobals } from './jest-current.js';

// What a test file gets as `@jest/globals`: loaded once for each, under an address of its own.

export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = currentGlobals();

/** What the tests use of Jest's own object. */
export const jest = {
  setTimeout(ms) {
    globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms;
  },
};
