import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { withLock } from './lock.mjs';
import { whileNotifying } from './progress.mjs';
import { ROOT, run } from './run.mjs';

// This file runs before anything is installed: Node 20, and what ships with it.

const MODULES = join(ROOT, 'node_modules');
const NODE = join(MODULES, 'node', 'bin', 'node');

/** The Node that the project pins: everything after the installation runs with it. */
export function nodeBinary() {
  if (!may(constants.X_OK, NODE)) {
    throw new Error(`Node 24 manque (${NODE}). Supprimez node_modules, puis recommencez.`);
  }
  return NODE;
}

/**
 * Installs what package-lock.json names, unless it is there: for `npm start` what building and running need, less than half of it;
 * with `tools` also what checks and tests need. A clone that has its tools keeps them.
 */
export async function installIfNeeded({ tools = false } = {}) {
  if (isInstalled(tools)) return;
  await withLock('install', async () => {
    if (isInstalled(tools)) return;
    await install(tools || hasTools());
  });
}

/**
 * `npm ci` empties node_modules, then ends with a list of all it has installed. Comparing that list
 * with the wanted one also recognises what was installed by hand, and not what was interrupted.
 */
function isInstalled(tools) {
  const present = readPackages(join(MODULES, '.package-lock.json'));
  if (present === null || !may(constants.X_OK, NODE)) return false;
  return wantedPackages(tools).every(
    ([path, { version, optional }]) => (present[path]?.version ?? (optional && version)) === version,
  );
}

function wantedPackages(tools) {
  const wanted = readPackages(join(ROOT, 'package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json manque : reprenez-le avec git, puis recommencez.');
  return Object.entries(wanted).filter(([path, { dev }]) => path !== '' && (tools || !dev));
}

const hasTools = () => existsSync(join(MODULES, 'jest'));

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

async function install(tools) {
  const { env, dispose } = environmentForNpm();
  // Whatever the caller's npm settings say, these are needed, and the packages' own scripts too.
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    tools ? '--include=dev' : '--omit=dev',
    '--include=optional',
    '--ignore-scripts=false',
  ];
  try {
    const packages = wantedPackages(tools);
    const { code, output } = await whileNotifying(
      `Installation de ${packages.length} paquets, une seule fois`,
      () => {
        const there = packages.filter(([path]) => existsSync(join(ROOT, path, 'package.json'))).length;
        return `${Math.round((100 * there) / packages.length)} %`;
      },
      () => run('npm', args, { env, quiet: true }),
    );
    if (code === 0 && isInstalled(tools)) return;
    process.stderr.write(output);
    throw new Error('L’installation a échoué (npm ci, ci-dessus). Vérifiez le réseau, puis recommencez.');
  } finally {
    dispose();
  }
}

/**
 * npm runs us with node_modules/.bin first in PATH, from where it must not take the Node that it is
 * about to replace. And it needs a folder for its cache: an absent or closed home gives none, and an
 * empty HOME would put it in a folder named `~` inside the project.
 */
function environmentForNpm() {
  const env = { ...process.env };
  const folders = (env.PATH ?? '').split(delimiter);
  env.PATH = folders.filter((folder) => !folder.endsWith(join('node_modules', '.bin'))).join(delimiter);
  delete env.NODE_OPTIONS;
  delete env.NODE_ENV;
  const cache = env.npm_config_cache || (env.HOME && join(env.HOME, '.npm'));
  if (env.HOME !== '' && canWriteIn(cache)) return { env, dispose: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'palier-npm-'));
  Object.assign(env, { HOME: folder, npm_config_cache: join(folder, 'cache') });
  return { env, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

function canWriteIn(folder) {
  if (!folder) return false;
  try {
    mkdirSync(folder, { recursive: true });
    return may(constants.W_OK | constants.X_OK, folder);
  } catch {
    return false;
  }
}

function may(mode, path) {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
