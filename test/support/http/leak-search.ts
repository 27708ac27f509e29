import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no line may look like, whoever wrote it and whether or not a test said so. */
const SHAPES: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+\.\w{2,}/, // an e-mail address
  /eyJ[\w-]{10,}/, // a signed token
  /Bearer /,
  /Key \(\w+/, // the detail of a PostgreSQL error, which quotes the row
  /"(detail|parameters|query|body|headers|authorization|cookie|password)":/i,
];
/** Shorter ones are in every text. */
const SHORTEST = 4;

export interface Leak {
  readonly found: string;
  readonly line: string;
}

export interface Search {
  readonly lines: number;
  readonly secrets: number;
  readonly leaks: readonly Leak[];
}

/** Every line that holds one of the secrets, as it is, within JSON or within an address; or something of their shape. */
export function findLeaks(lines: readonly string[], secrets: Iterable<string>): Leak[] {
  const shaped = lines.flatMap((line) =>
    SHAPES.filter((shape) => shape.test(line)).map((shape) => ({ found: String(shape), line })),
  );
  return [...shaped, ...foundIn(lines.join('\n'), secrets)];
}

/**
 * The secrets that stand in the text, each once, with its first line. The text is read once, however many secrets there
 * are: at each place only those that begin as it does are compared.
 */
function foundIn(text: string, secrets: Iterable<string>): Leak[] {
  const byStart = new Map<string, { secret: string; form: string }[]>();
  for (const secret of new Set(secrets)) {
    if (secret.length < SHORTEST) continue;
    for (const form of formsOf(secret)) {
      const start = form.slice(0, SHORTEST);
      byStart.set(start, [...(byStart.get(start) ?? []), { secret, form }]);
    }
  }
  const reported = new Map<string, Leak>();
  for (let at = 0; at <= text.length - SHORTEST; at += 1) {
    for (const { secret, form } of byStart.get(text.slice(at, at + SHORTEST)) ?? []) {
      if (reported.has(secret) || !text.startsWith(form, at) || isOfAnId(text, at, form)) continue;
      reported.set(secret, { found: secret, line: lineAt(text, at) });
    }
  }
  return [...reported.values()];
}

/** Six digits stand in many an id by chance: a number is found where it stands by itself. */
const isOfAnId = (text: string, at: number, form: string): boolean =>
  /^\d+$/.test(form) &&
  [text[at - 1], text[at + form.length]].some((beside) => /[0-9a-z]/i.test(beside ?? ''));

const formsOf = (secret: string): string[] => [
  ...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
];

const lineAt = (text: string, index: number): string =>
  text.slice(text.lastIndexOf('\n', index) + 1, (text.indexOf('\n', index) + 1 || text.length + 1) - 1);

/** Reads back what the applications of a run wrote, and what its tests keep secret. */
export function searchFolder(folder: string): Search {
  if (!existsSync(folder)) return { lines: 0, secrets: 0, leaks: [] };
  const linesOf = (suffix: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(suffix))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter((line) => line !== '');
  const lines = linesOf('.log');
  const secrets = new Set(linesOf('.secrets').map((line) => JSON.parse(line) as string));
  return { lines: lines.length, secrets: secrets.size, leaks: findLeaks(lines, secrets) };
}
