import { join } from 'node:path';
import { buildIfNeeded } from './build.mjs';
import { installIfNeeded, nodeBinary } from './install.mjs';
import { ROOT, run, stopWithSignals } from './run.mjs';

// `node dev/built.mjs scripts/x.js …`: runs a script of dist/, installing and building what is missing first.

try {
  stopWithSignals();
  const [script, ...args] = process.argv.slice(2);
  await installIfNeeded();
  await buildIfNeeded();
  const { code } = await run(nodeBinary(), [join(ROOT, 'dist', script), ...args]);
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
