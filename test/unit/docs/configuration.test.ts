import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig, SETTING_NAMES, type Config } from '../../../src/platform/config/config.js';

const ROW = /^\| `([A-Z0-9_]+)` \| (.+?) \| .+ \| `(.+)` \|$/gm;
const documented = [...readFileSync('docs/configuration.md', 'utf8').matchAll(ROW)].map(
  ([, name = '', value = '', example = '']) => ({ name, value, example }),
);

const READ: Record<string, (config: Config) => string | number | boolean | null | undefined> = {
  NODE_ENV: (config) => config.environment,
  DATABASE_URL: (config) => config.ownerUrl,
  DATABASE_API_URL: (config) => config.apiUrl,
  PALIER_ADMIN_EMAIL: (config) => config.firstAdmin?.email,
  PALIER_ADMIN_PASSWORD: (config) => config.firstAdmin?.password,
  PALIER_ACCESS_TOKEN_MINUTES: (config) => config.accessTokenMinutes,
  PALIER_CORS_ORIGINS: (config) => config.corsOrigins.join(',') || undefined,
  PALIER_DATA_DIR: (config) => config.dataDir,
  PALIER_EVIDENCE_FOLDER: (config) => config.evidenceFolder,
  PALIER_EVIDENCE_S3_BUCKET: (config) => config.evidenceS3?.bucket,
  PALIER_EVIDENCE_S3_ENDPOINT: (config) => config.evidenceS3?.endpoint,
  PALIER_EVIDENCE_S3_KEY_ID: (config) => config.evidenceS3?.keyId,
  PALIER_EVIDENCE_S3_REGION: (config) => config.evidenceS3?.region ?? 'us-east-1',
  PALIER_EVIDENCE_S3_SECRET: (config) => config.evidenceS3?.secret,
  PALIER_FORMER_KEY_ENCRYPTION_KEY: (config) => config.sealKeys?.former?.toString('base64'),
  PALIER_HOST: (config) => config.host,
  PALIER_KEY_ENCRYPTION_KEY: (config) => config.sealKeys?.current.toString('base64'),
  PALIER_LOG_LEVEL: (config) => config.logLevel,
  PALIER_MAIL_FROM: (config) => config.mail?.from,
  PALIER_METRICS_TOKEN: (config) => config.metricsToken,
  PALIER_PORT: (config) => config.port,
  PALIER_POOL_SIZE: (config) => config.poolSize,
  PALIER_PUBLIC_URL: (config) => config.publicUrl,
  PALIER_RATE_LIMIT_PER_MINUTE: (config) => config.rateLimitPerMinute,
  PALIER_REFRESH_TOKEN_DAYS: (config) => config.refreshTokenDays,
  PALIER_SMTP_URL: (config) => config.mail?.smtpUrl,
  PALIER_STOP_GRACE_SECONDS: (config) => config.stopGraceSeconds,
  PALIER_STOP_SECONDS: (config) => config.stopSeconds,
  PALIER_TRUST_PROXY: (config) => String(config.trustProxy),
  PALIER_WORKER: (config) => config.worker,
};

test('every setting is documented, and nothing else', () => {
  expect(documented.map(({ name }) => name).sort()).toEqual([...SETTING_NAMES].sort());
});

test('the documented defaults are those that the code takes', () => {
  const defaults = readConfig({});
  const taken = documented.map(({ name }) => [name, String(READ[name]?.(defaults) ?? 'none')]);

  expect(documented.map(({ name, value }) => [name, value])).toEqual(taken);
});

test('the documented examples are accepted, all together, and mean what they say', () => {
  const config = readConfig(Object.fromEntries(documented.map(({ name, example }) => [name, example])));

  expect(documented.map(({ name }) => [name, String(READ[name]?.(config))])).toEqual(
    documented.map(({ name, example }) => [name, example]),
  );
});

test.each([
  ['a port that is none', { PALIER_PORT: '70000' }, 'PALIER_PORT:'],
  ['a port that is no number', { PALIER_PORT: 'http' }, 'PALIER_PORT:'],
  ['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://localhost/palier' }, 'DATABASE_URL:'],
  ['a setting that does not exist', { PALIER_PROT: '3000' }, 'PALIER_PROT:'],
  ['an e-mail without a password', { PALIER_ADMIN_EMAIL: 'a@example.org' }, 'PALIER_ADMIN_PASSWORD'],
  ['a password without an e-mail', { PALIER_ADMIN_PASSWORD: 'long enough for it' }, 'PALIER_ADMIN_EMAIL'],
  ['a short password', { PALIER_ADMIN_PASSWORD: 'short' }, 'PALIER_ADMIN_PASSWORD:'],
  ['an API without an owner', { DATABASE_API_URL: 'postgres://localhost/palier' }, 'DATABASE_API_URL:'],
  ['a public address that is no URL', { PALIER_PUBLIC_URL: 'palier.example.org' }, 'PALIER_PUBLIC_URL:'],
  ['an origin with a path', { PALIER_CORS_ORIGINS: 'https://app.example.org/' }, 'PALIER_CORS_ORIGINS'],
  ['every origin', { PALIER_CORS_ORIGINS: '*' }, 'PALIER_CORS_ORIGINS'],
  ['a bucket without a key', { PALIER_EVIDENCE_S3_BUCKET: 'palier' }, 'PALIER_EVIDENCE_S3_SECRET'],
  ['a short token for the metrics', { PALIER_METRICS_TOKEN: 'short' }, 'PALIER_METRICS_TOKEN:'],
  ['a mail server without a sender', { PALIER_SMTP_URL: 'smtps://mail.example.org' }, 'PALIER_MAIL_FROM'],
  [
    'a mail server without an address for links',
    { PALIER_SMTP_URL: 'smtps://mail.example.org', PALIER_MAIL_FROM: 'palier@example.org' },
    'PALIER_PUBLIC_URL',
  ],
  ['a mail server that is none', { PALIER_SMTP_URL: 'https://mail.example.org' }, 'PALIER_SMTP_URL:'],
  [
    'a sender with a line break',
    { PALIER_MAIL_FROM: 'a@example.org\nBcc: b@example.org' },
    'PALIER_MAIL_FROM:',
  ],
  ['a grace without end', { PALIER_STOP_GRACE_SECONDS: '3600' }, 'PALIER_STOP_GRACE_SECONDS:'],
  ['production on the embedded server', { NODE_ENV: 'production' }, 'DATABASE_URL:'],
  ['production without a key that seals', { NODE_ENV: 'production' }, 'PALIER_KEY_ENCRYPTION_KEY:'],
  [
    'a key that is too short to seal',
    { PALIER_KEY_ENCRYPTION_KEY: 'c2hvcnQ=' },
    'PALIER_KEY_ENCRYPTION_KEY:',
  ],
  [
    'a former key that seals, without the present one',
    { PALIER_FORMER_KEY_ENCRYPTION_KEY: 'A'.repeat(43) },
    'PALIER_KEY_ENCRYPTION_KEY',
  ],
  ['neither true, false nor an address', { PALIER_TRUST_PROXY: 'yes' }, 'PALIER_TRUST_PROXY: must be'],
  ['a number of proxies, whoever they are', { PALIER_TRUST_PROXY: '2' }, 'PALIER_TRUST_PROXY: must be'],
  ['a network that is none', { PALIER_TRUST_PROXY: '10.0.0.0/99' }, 'PALIER_TRUST_PROXY: must be'],
])('%s is refused, and the complaint names the setting', (_, env, name) => {
  expect(complaintOf(env)).toContain(name);
});

test('all complaints come at once', () => {
  const complaint = complaintOf({ PALIER_PORT: '-1', PALIER_POOL_SIZE: '1', PALIER_UNKNOWN: 'x' });

  for (const name of ['PALIER_PORT', 'PALIER_POOL_SIZE', 'PALIER_UNKNOWN']) expect(complaint).toContain(name);
});

test('an empty value counts as none', () => {
  expect(readConfig({ PALIER_PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
});

function complaintOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('The settings were accepted.');
}

test('PORT and HOST, as hosting platforms set them, are taken where our own setting is not given, and named if wrong', () => {
  expect(readConfig({ PORT: '8080', HOST: '0.0.0.0' })).toMatchObject({ port: 8080, host: '0.0.0.0' });
  expect(readConfig({ PORT: '8080', PALIER_PORT: '9090' }).port).toBe(9090);
  expect(readConfig({ PORT: '' }).port).toBe(3000);
  expect(complaintOf({ PORT: 'http' })).toContain('  PORT: ');
});
