import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import {
  asTyped,
  countCharacters,
  PASSWORD_MAX,
  PASSWORD_MIN,
  type PasswordFlaw,
} from '../../kernel/password-flaws.js';

declare const wasJudged: unique symbol;

/** A password that may be kept: only `choosePassword` makes one, and only one is hashed. */
export type ChosenPassword = string & { readonly [wasJudged]: true };

export type Choice =
  | { readonly flaws: readonly []; readonly password: ChosenPassword }
  | { readonly flaws: readonly [PasswordFlaw, ...PasswordFlaw[]] };

/** Fewer guesses than that, and a patient program finds it. A passphrase of four words takes a million times more. */
const FEWEST_GUESSES = 1e10;
/** The search for patterns grows faster than the text, and what makes a password strong is seen by then. */
const ANALYSED = 24;
/** Other ways of reading `p@$$w0rd` that are tried; each costs as much as the first. */
const SUBSTITUTIONS = 2;

/** What people here think of first. */
const OUR_WORDS = [
  'palier',
  'ehpad',
  'alternance',
  'alternant',
  'alternante',
  'apprenti',
  'apprentie',
].concat(
  ['tuteur', 'tutrice', 'aidesoignant', 'aidesoignante', 'soignant', 'soignante', 'residence', 'foyer'],
  ['deas', 'deaes', 'dees', 'formation', 'infirmier', 'infirmiere'],
);

/**
 * Judges a password that somebody chooses, wherever one is chosen. `about`: their address and names, where known.
 * Every flaw is told, not the first.
 */
export async function choosePassword(typed: string, about: readonly string[]): Promise<Choice> {
  const password = asTyped(typed);
  const [first, ...others] = await flawsOf(password, about);
  return first ? { flaws: [first, ...others] } : { flaws: [], password: password as ChosenPassword };
}

/** Reads the lists of words, so that nobody waits for it: a quarter of a second, once. */
export async function loadCommonPasswords(): Promise<void> {
  await estimator();
}

async function flawsOf(password: string, about: readonly string[]): Promise<PasswordFlaw[]> {
  // Whatever is longer is not looked at further.
  if (password.length > PASSWORD_MAX) return ['too_long'];
  const flaws: PasswordFlaw[] = [];
  if (countCharacters(password) < PASSWORD_MIN) flaws.push('too_short');
  if (namesSomebody(password, about)) flaws.push('personal');
  else if (await isCommon(password, about)) flaws.push('common');
  return flaws;
}

async function isCommon(password: string, about: readonly string[]): Promise<boolean> {
  const known = [...OUR_WORDS, ...about.flatMap((text) => [plain(text), ...wordsOf(text)])];
  const { check } = await estimator();
  const readings = new Set([password, withoutAccents(password)]);
  return [...readings].some((reading) => {
    const head = [...reading].slice(0, ANALYSED).join('');
    return check(head, known) < FEWEST_GUESSES;
  });
}

/** The whole address, its first part, or a name: anywhere in it from four letters on, as a word of its own below. */
function namesSomebody(password: string, about: readonly string[]): boolean {
  const text = plain(password);
  const words = new Set(wordsOf(password));
  return about
    .flatMap((one) => [plain(one), plain(one.split('@')[0] ?? ''), ...wordsOf(one.split('@')[0] ?? '')])
    .some((one) => (one.length >= 4 ? text.includes(one) : one.length > 1 && words.has(one)));
}

const withoutAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
/** Letters and digits alone, without accents: Anne-Lise is in `xxanneLISExx`. */
const plain = (text: string): string =>
  withoutAccents(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const wordsOf = (text: string): string[] =>
  withoutAccents(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

interface Estimator {
  /** How many guesses it takes, about. */
  check(password: string, known: readonly string[]): number;
}

let loading: Promise<Estimator> | null = null;

function estimator(): Promise<Estimator> {
  return (loading ??= load());
}

async function load(): Promise<Estimator> {
  const [core, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  const zxcvbn: ZxcvbnFactory = new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: ANALYSED,
    l33tMaxSubstitutions: SUBSTITUTIONS,
  });
  return { check: (password, known) => zxcvbn.check(password, [...known]).guesses };
}
