import { readdirSync } from 'node:fs';
import type { Rule } from './rule.js';
import type { Sample } from './sample.js';

interface Stated {
  /** Requests for each operation of a feature. */
  readonly SAMPLES: readonly Sample[];
  /** Who may send them, from what the design says. */
  readonly RULES: Readonly<Record<string, Rule>>;
}

const folder = new URL('stated/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** What features state each in a file of its own, which takes no line in a list. */
export const STATED = await Promise.all(
  files.map((file) => import(new URL(file, folder).href) as Promise<Stated>),
);
