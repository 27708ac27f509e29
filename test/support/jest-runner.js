import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { useGlobals } from './jest-current.js';
import { findLeftovers, lookAround } from './leftovers.js';
import { sourceMaps } from './load-typescript.js';

const require = createRequire(import.meta.url);

/** Where jest-circus keeps, for the process, what it found and who listens. */
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

/**
 * Runs a test file as Jest does, with jest-circus, except that its modules are Node's own: whatever a file imports is
 * loaded once per worker, not once per file. So that no file sees what another one did, nothing may be left behind.
 */
export default async function runFile(globalConfig, config, environment, runtime, path, sendMessage) {
  const before = lookAround();
  const { console } = globalThis;
  globalThis.console = environment.global.console;
  let result;
  try {
    result = await circus.default(globalConfig, config, environment, native(runtime), path, sendMessage);
  } finally {
    globalThis.console = console;
    delete globalThis[TIMEOUT];
  }
  const leftovers = await findLeftovers(before);
  return leftovers.length === 0 ? result : withFailure(result, leftovers);
}

/** What jest-circus asks of Jest's module system. */
function native(runtime) {
  return {
    /** Its own state, which every file needs again. */
    requireInternalModule(path) {
      delete require.cache[path];
      delete globalThis[HANDLERS];
      return require(path);
    },
    requireModule: require,
    setGlobalsForRuntime: useGlobals,
    unstable_shouldLoadAsEsm: () => true,
    async unstable_importModule(path) {
      try {
        await import(pathToFileURL(path).href);
      } finally {
        for (const [url, map] of sourceMaps) runtime.getSourceMaps().set(url, map);
      }
    },
    enterTestCode() {},
    leaveTestCode() {},
  };
}

function withFailure(result, leftovers) {
  const message = `This file leaves something behind:\n${leftovers.map((one) => `  ${one}`).join('\n')}`;
  return {
    ...result,
    testExecError: { message, stack: message },
    failureMessage: `${result.failureMessage ?? ''}\n  ● ${message}\n`,
  };
}
