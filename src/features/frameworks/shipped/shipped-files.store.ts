import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProvisionError } from '../../../platform/database/provision.js';
import { rebaseLadder, renewedBy, renewFramework, type Shipped } from './renewals.rules.js';

/** From the sources, and from what they are built into. */
const DATA_DIRS = ['../../../../data/', '../../../../../data/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** A document of `data/`, or one that follows from several. */
export interface ShippedFile {
  readonly name: string;
  readonly content: Shipped;
}

export interface ShippedFiles {
  readonly frameworks: readonly ShippedFile[];
  readonly ladders: readonly ShippedFile[];
  /** A ladder of the old sheet, and the same one under the new. */
  readonly rebased: readonly { readonly from: ShippedFile; readonly to: ShippedFile }[];
}

/** Reads the files, and makes what follows from a renewal. @throws ProvisionError */
export async function readShippedFiles(dir: string): Promise<ShippedFiles> {
  const frameworks = await readFolder(join(dir, 'frameworks'));
  const ladders = await readFolder(join(dir, 'ladders'));
  const renewals = (await readFolder(join(dir, 'renewals'))).map((file) => ({
    file,
    ...renewed(file, frameworks),
  }));
  const rebased = renewals.flatMap(({ file, old }) =>
    ladders
      .filter(({ content }) => isNamed(content['framework'], old.content))
      .map((from) => ({ from, to: { name: file.name, content: rebaseLadder(from.content, file.content) } })),
  );
  return {
    frameworks: [
      ...frameworks,
      ...renewals.map(({ file, old }) => ({
        name: file.name,
        content: renewFramework(old.content, file.content),
      })),
    ],
    ladders: [...ladders, ...rebased.map(({ to }) => to)],
    rebased,
  };
}

function renewed(file: ShippedFile, frameworks: readonly ShippedFile[]): { readonly old: ShippedFile } {
  const named = renewedBy(file.content);
  const old = named && frameworks.find(({ content }) => isNamed(content, named));
  if (old) return { old };
  throw new ProvisionError(
    `${file.name} : aucun fichier ne contient le référentiel dont la fiche est renouvelée. (No file holds the framework whose sheet is renewed.)`,
  );
}

const isNamed = (one: unknown, other: Shipped): boolean => {
  const { code, version } = (one ?? {}) as Shipped;
  return code === other['code'] && version === other['version'];
};

export function dataDir(): string {
  const found = DATA_DIRS.find((dir) => existsSync(join(dir, 'frameworks')));
  if (found === undefined) {
    throw new ProvisionError(
      `Le dossier data/ manque : réinstallez Palier (the data folder is missing: install Palier again): ${DATA_DIRS.join(', ')}`,
    );
  }
  return found;
}

/** The files of a folder, by name; none where there is no such folder. */
async function readFolder(folder: string): Promise<ShippedFile[]> {
  const names = existsSync(folder)
    ? (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
    : [];
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      try {
        return { name: path, content: JSON.parse(await readFile(path, 'utf8')) as Shipped };
      } catch (error) {
        throw new ProvisionError(`${path} : illisible (unreadable): ${(error as Error).message}`);
      }
    }),
  );
}
