import { bilingual, type Bilingual } from '../../../kernel/language.js';
import type { ClientKind, SigningClient } from '../identity.types.js';

/** The first that its `User-Agent` names is meant: all browsers also say that they are older ones. */
const BROWSERS: readonly [name: string, pattern: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
];
const SYSTEMS: readonly [name: string, pattern: RegExp][] = [
  ['iPad', /\biPad\b/],
  ['iPhone', /\biPhone\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b|\bMac OS X\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
];

/** No browser is longer: what is longer is not looked at further. */
const LOOKED_AT = 512;

const named = (agent: string, names: readonly [string, RegExp][]): string | null =>
  names.find(([, pattern]) => pattern.test(agent))?.[0] ?? null;

/** What signs in, in a word or two that its holder knows; versions and the rest are nobody's business. */
export function clientOf(userAgent: string | undefined): SigningClient {
  const agent = (userAgent ?? '').slice(0, LOOKED_AT);
  const system = named(agent, SYSTEMS);
  if (agent.startsWith('Mozilla/')) return { kind: 'browser', app: named(agent, BROWSERS), system };
  return { kind: agent.trim() === '' ? 'unknown' : 'program', app: null, system };
}

const WORDS: Readonly<Record<ClientKind, Bilingual>> = {
  browser: bilingual('Navigateur', 'Browser'),
  program: bilingual('Logiciel', 'Program'),
  unknown: bilingual('Appareil inconnu', 'Unknown device'),
};

/** As its holder reads it: « Firefox sur Android ». */
export function titleOf({ kind, app, system }: SigningClient): Bilingual {
  const { fr, en } = app === null ? WORDS[kind] : bilingual(app, app);
  return system === null ? bilingual(fr, en) : bilingual(`${fr} sur ${system}`, `${en} on ${system}`);
}
