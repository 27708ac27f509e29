import { join } from 'node:path';
import { z } from 'zod';
import type { SealKeys } from '../access/key-seal.js';
import type { Bilingual } from '../../kernel/language.js';
import { countCharacters, PASSWORD_FLAWS, PASSWORD_MIN } from '../../kernel/password-flaws.js';
import type { S3Settings } from '../files/s3-store.js';
import { OperatorError } from '../operator-error.js';

const minutes = z.coerce.number().int().min(1);

const proxyAddress = z.union([
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
]);
const proxies = z
  .string()
  .transform((list) => list.split(',').map((item) => item.trim()))
  .pipe(
    z.array(proxyAddress, 'must be true, false, or addresses and networks of proxies, separated by commas'),
  );

const ORIGIN = 'must be origins (https://app.example.org), separated by commas';
const origin = z
  .url({ protocol: /^https?$/, error: ORIGIN })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, ORIGIN);

const sealKey = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]{43}=?$/, 'must be 32 random bytes in base64: openssl rand -base64 32')
  .transform((text) => Buffer.from(text, 'base64'));
const inOneLine = ({ fr, en }: Bilingual): string => `${fr} (${en})`;

const SENDER = /^([^<>@"\r\n]{1,80} )?<[^\s<>@"]+@[a-z0-9.-]+>$|^[^\s<>@"]+@[a-z0-9.-]+$/i;

/** Every setting there is. `docs/configuration.md` lists them, and a test compares the two. */
const Settings = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DATABASE_API_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  PALIER_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  PALIER_ADMIN_PASSWORD: z
    .string()
    .refine(
      (password) => countCharacters(password) >= PASSWORD_MIN,
      inOneLine(PASSWORD_FLAWS.too_short.detail),
    )
    .optional(),
  PALIER_ACCESS_TOKEN_MINUTES: minutes.max(60).default(15),
  PALIER_CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(z.array(origin))
    .optional(),
  PALIER_DATA_DIR: z.string().min(1).default('.data'),
  PALIER_EVIDENCE_FOLDER: z.string().min(1).optional(),
  PALIER_EVIDENCE_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  PALIER_EVIDENCE_S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  PALIER_EVIDENCE_S3_KEY_ID: z.string().min(1).optional(),
  PALIER_EVIDENCE_S3_REGION: z.string().min(1).default('us-east-1'),
  PALIER_EVIDENCE_S3_SECRET: z.string().min(1).optional(),
  PALIER_FORMER_KEY_ENCRYPTION_KEY: sealKey.optional(),
  PALIER_HOST: z.string().min(1).default('127.0.0.1'),
  PALIER_KEY_ENCRYPTION_KEY: sealKey.optional(),
  PALIER_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PALIER_MAIL_FROM: z.string().regex(SENDER, 'must be an e-mail address, or a name and <address>').optional(),
  PALIER_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  PALIER_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PALIER_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(16),
  PALIER_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  PALIER_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  PALIER_REFRESH_TOKEN_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  PALIER_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp(s) URL' }).optional(),
  PALIER_STOP_GRACE_SECONDS: z.coerce.number().min(0).max(120).default(0),
  PALIER_STOP_SECONDS: z.coerce.number().min(1).max(300).default(20),
  PALIER_TRUST_PROXY: z
    .union(
      [z.enum(['true', 'false']).transform((it) => it === 'true'), proxies],
      'must be true, false, or addresses and networks of proxies, separated by commas',
    )
    .default(false),
  PALIER_WORKER: z
    .enum(['true', 'false'])
    .transform((it) => it === 'true')
    .default(true),
});

export type Settings = z.infer<typeof Settings>;
export const SETTING_NAMES = Object.keys(Settings.shape);

export interface Config {
  /** `production` asks for a database that loses nothing. */
  readonly environment: string;
  /** Where migrations run, as the owner; null: the embedded server. */
  readonly ownerUrl: string | null;
  /** Where the API connects, as a role that owns nothing; null: the role `palier_api` of the owner's server. */
  readonly apiUrl: string | null;
  readonly dataDir: string;
  /** Where the bytes of evidence files are, unless in a bucket. */
  readonly evidenceFolder: string;
  /** The bucket of the bytes of evidence files; null: the folder. */
  readonly evidenceS3: S3Settings | null;
  /** What seals the keys that sign tokens; null: the file below the data folder, which is no place for production. */
  readonly sealKeys: SealKeys | null;
  readonly host: string;
  readonly port: number;
  readonly poolSize: number;
  readonly publicUrl: string | null;
  /** The origins whose pages may ask from a browser. */
  readonly corsOrigins: readonly string[];
  readonly logLevel: Settings['PALIER_LOG_LEVEL'];
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
  readonly rateLimitPerMinute: number;
  /** True: the one proxy that everything comes through, whatever its address. */
  readonly trustProxy: boolean | readonly string[];
  /** What Prometheus sends to read `/metrics`; null: nothing is measured. */
  readonly metricsToken: string | null;
  /** Where mail leaves, and from whom; null: none is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Whether this process also does what was put off until after a commit. */
  readonly worker: boolean;
  /** How long a stopping server still takes connections, so that whoever routes to it learns that it stops. */
  readonly stopGraceSeconds: number;
  /** How long requests under way may then take. */
  readonly stopSeconds: number;
  readonly firstAdmin: { readonly email: string; readonly password: string } | null;
}

/** A setting that cannot be used; the message names it and stops the start. */
export class ConfigError extends OperatorError {}

/** Reads the environment once. @throws ConfigError naming every setting that is wrong, and each unknown `PALIER_…`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const complaints = Object.keys(given)
    .filter(
      (name) =>
        name.startsWith('PALIER_') && !SETTING_NAMES.includes(name) && !name.startsWith('PALIER_TEST_'),
    )
    .map((name) => `${name}: réglage inconnu (unknown setting)`);

  const standIns = Object.entries(STAND_INS).filter(
    ([name, standIn]) => given[name] === undefined && given[standIn] !== undefined,
  );
  const parsed = Settings.safeParse({
    ...given,
    ...Object.fromEntries(standIns.map(([name, standIn]) => [name, given[standIn]])),
  });
  if (!parsed.success) {
    const saidAs = new Map(standIns);
    complaints.push(
      ...parsed.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        return `${saidAs.get(name) ?? name}: ${message}`;
      }),
    );
  }
  complaints.push(...(parsed.success ? findContradictions(parsed.data) : []));
  if (!parsed.success || complaints.length > 0) {
    throw new ConfigError(
      `Réglages refusés (settings refused), voir docs/configuration.md:\n  ${complaints.join('\n  ')}`,
    );
  }
  return fromSettings(parsed.data);
}

/** What hosting platforms set, taken where our own setting is not given. */
const STAND_INS: Readonly<Record<string, string>> = { PALIER_HOST: 'HOST', PALIER_PORT: 'PORT' };

const S3_TOGETHER = [
  'PALIER_EVIDENCE_S3_BUCKET',
  'PALIER_EVIDENCE_S3_ENDPOINT',
  'PALIER_EVIDENCE_S3_KEY_ID',
  'PALIER_EVIDENCE_S3_SECRET',
] as const;

/** Settings that say nothing alone. */
const TOGETHER = [
  ['PALIER_ADMIN_EMAIL', 'PALIER_ADMIN_PASSWORD'],
  ['PALIER_SMTP_URL', 'PALIER_MAIL_FROM'],
  S3_TOGETHER,
] as const;

function findContradictions(settings: Settings): string[] {
  const complaints = TOGETHER.filter((group) => new Set(group.map((name) => !settings[name])).size > 1).map(
    (group) => `${group.join(', ')}: must be set together`,
  );
  if (settings.PALIER_SMTP_URL && !settings.PALIER_PUBLIC_URL) {
    complaints.push('PALIER_SMTP_URL: needs PALIER_PUBLIC_URL, with which the links in mails begin');
  }
  if (settings.DATABASE_API_URL && !settings.DATABASE_URL) {
    complaints.push('DATABASE_API_URL: needs DATABASE_URL, which migrates the same database as its owner');
  }
  if (settings.NODE_ENV === 'production' && !settings.DATABASE_URL) {
    complaints.push(
      'DATABASE_URL: obligatoire avec NODE_ENV=production, le serveur embarqué ne sert qu’aux essais (needed in production: the embedded server is for trying)',
    );
  }
  if (settings.NODE_ENV === 'production' && !settings.PALIER_KEY_ENCRYPTION_KEY) {
    complaints.push(
      'PALIER_KEY_ENCRYPTION_KEY: obligatoire avec NODE_ENV=production, elle scelle les clés qui signent les jetons : « openssl rand -base64 32 » en fait une, à garder hors de la base et de ses sauvegardes (needed in production: it seals the signing keys; keep it away from the database and its backups)',
    );
  }
  if (settings.PALIER_FORMER_KEY_ENCRYPTION_KEY && !settings.PALIER_KEY_ENCRYPTION_KEY) {
    complaints.push(
      'PALIER_FORMER_KEY_ENCRYPTION_KEY: needs PALIER_KEY_ENCRYPTION_KEY, which takes its place',
    );
  }
  return complaints;
}

function bucketIn(settings: Settings): S3Settings | null {
  const [bucket, endpoint, keyId, secret] = S3_TOGETHER.map((name) => settings[name]);
  if (!bucket || !endpoint || !keyId || !secret) return null;
  return { bucket, endpoint, keyId, secret, region: settings.PALIER_EVIDENCE_S3_REGION };
}

function fromSettings(settings: Settings): Config {
  return {
    environment: settings.NODE_ENV,
    ownerUrl: settings.DATABASE_URL ?? null,
    apiUrl: settings.DATABASE_API_URL ?? null,
    dataDir: settings.PALIER_DATA_DIR,
    evidenceFolder: settings.PALIER_EVIDENCE_FOLDER ?? join(settings.PALIER_DATA_DIR, 'evidence'),
    evidenceS3: bucketIn(settings),
    sealKeys: settings.PALIER_KEY_ENCRYPTION_KEY
      ? {
          current: settings.PALIER_KEY_ENCRYPTION_KEY,
          former: settings.PALIER_FORMER_KEY_ENCRYPTION_KEY ?? null,
        }
      : null,
    host: settings.PALIER_HOST,
    port: settings.PALIER_PORT,
    poolSize: settings.PALIER_POOL_SIZE,
    publicUrl: settings.PALIER_PUBLIC_URL ?? null,
    corsOrigins: settings.PALIER_CORS_ORIGINS ?? [],
    logLevel: settings.PALIER_LOG_LEVEL,
    accessTokenMinutes: settings.PALIER_ACCESS_TOKEN_MINUTES,
    refreshTokenDays: settings.PALIER_REFRESH_TOKEN_DAYS,
    rateLimitPerMinute: settings.PALIER_RATE_LIMIT_PER_MINUTE,
    trustProxy: settings.PALIER_TRUST_PROXY,
    metricsToken: settings.PALIER_METRICS_TOKEN ?? null,
    mail:
      settings.PALIER_SMTP_URL && settings.PALIER_MAIL_FROM
        ? { smtpUrl: settings.PALIER_SMTP_URL, from: settings.PALIER_MAIL_FROM }
        : null,
    worker: settings.PALIER_WORKER,
    stopGraceSeconds: settings.PALIER_STOP_GRACE_SECONDS,
    stopSeconds: settings.PALIER_STOP_SECONDS,
    firstAdmin:
      settings.PALIER_ADMIN_EMAIL && settings.PALIER_ADMIN_PASSWORD
        ? { email: settings.PALIER_ADMIN_EMAIL, password: settings.PALIER_ADMIN_PASSWORD }
        : null,
  };
}

/** Where callers reach the API, as it writes it in addresses; without an end. */
export function baseUrlOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  return (publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/+$/, '');
}
