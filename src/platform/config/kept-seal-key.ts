import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SEAL_KEY_BYTES, type SealKeys } from '../access/key-seal.js';
import { ConfigError, type Config } from './config.js';

/** Where the key lies, beside the data and not among them. */
export const keptSealKeyFile = ({ dataDir }: Pick<Config, 'dataDir'>): string =>
  resolve(dataDir, 'key-encryption-key');

/** The settings with what seals: for whoever tries Palier, a key of its own in a file that only its owner reads. */
export async function withSealKeys(config: Config): Promise<Config & { readonly sealKeys: SealKeys }> {
  return { ...config, sealKeys: config.sealKeys ?? { current: await keptSealKey(config), former: null } };
}

async function keptSealKey(config: Config): Promise<Buffer> {
  const file = keptSealKeyFile(config);
  const text = (await readFile(file, 'utf8').catch(() => null)) ?? (await make(file));
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === SEAL_KEY_BYTES) return key;
  throw new ConfigError(
    `${file} : ce n’est pas une clé. Remettez celle d’avant, ou effacez le fichier puis : npm run keys:rotate -- --now (not a key: put the one before back, or delete the file, then npm run keys:rotate -- --now).`,
  );
}

/** Makes it whole: when two start at once, one makes it, and the other takes that one. */
async function make(file: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(SEAL_KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  await link(draft, file).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readFile(file, 'utf8');
}
