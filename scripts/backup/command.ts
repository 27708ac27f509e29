import { parseArgs } from 'node:util';
import { keptAdminFile } from '../../src/composition/start-up.js';
import type { Config } from '../../src/platform/config/config.js';
import { keptSealKeyFile } from '../../src/platform/config/kept-seal-key.js';
import { OperatorError } from '../../src/platform/operator-error.js';

/** Tells an operator's mistake in a sentence, and a bug with its trace. */
export async function asCommand(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    process.stderr.write(`${error instanceof OperatorError ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  });
}

/** Reads `<file>` (`-`: the standard input or output) and the one option that the command knows. */
export function readArguments(option: 'database-only' | 'replace'): { file: string; isChosen: boolean } {
  const usage = `Donnez le fichier de la sauvegarde, ou « - », et au plus « --${option} » (give the file of the backup, or -, and at most --${option}).`;
  try {
    const { values, positionals } = parseArgs({
      options: { [option]: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file && more.length === 0) return { file, isChosen: values[option] === true };
  } catch {
    throw new OperatorError(usage);
  }
  throw new OperatorError(usage);
}

/** What a server without settings keeps for itself: the key that seals, and how the first administrator signs in. */
export const keptFilesOf = (config: Config): string[] => [
  ...(config.sealKeys ? [] : [keptSealKeyFile(config)]),
  ...(config.ownerUrl ? [] : [keptAdminFile(config)]),
];

/** Says on the standard error how far it is: the archive may be on the standard output. */
export const print = (line: string): void => void process.stderr.write(`${line}\n`);
