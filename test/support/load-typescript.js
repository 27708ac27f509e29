import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import { swcOptions } from '../../jest.config.js';

/**
 * Lets Node itself import the project's TypeScript, compiled as Jest compiles it. Jest runs its global
 * set-up outside its own module system, where `./x.js` would not find `./x.ts`.
 */
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(specifier)) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const { code } = transformFileSync(fileURLToPath(url), { ...swcOptions, sourceMaps: 'inline' });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
