import { currentGlobals } from './jest-current.js';

// What a module that test files share gets as `@jest/globals`: all that does not belong to one file.

export const { expect } = currentGlobals();
