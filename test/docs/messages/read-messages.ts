import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A sentence as the code writes it, in both languages; what is filled in stands in braces. */
export interface Message {
  readonly file: string;
  readonly fr: string;
  readonly en: string;
  /** What is filled in, as the code writes it. */
  readonly filled: readonly string[];
}

/** Where the French sentence stands among the arguments of each function that makes one; the English one follows. */
const MAKERS: Readonly<Record<string, number>> = {
  bilingual: 0,
  fieldError: 2,
  forbidden: 0,
  invalidField: 2,
  mandateMissing: 0,
  refusedWithoutMandate: 2,
};
/** What `refusedWithoutMandate` adds. */
const ASKING = [' : demandez à {names}.', ': ask {names}.'] as const;

export function readMessages(): Message[] {
  const files = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.examples.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const found = files.flatMap((file) => messagesIn(file, readFileSync(file, 'utf8')));
  const once = new Map(found.map((message) => [`${message.file} ${message.fr}`, message]));
  return [...once.values()];
}

export function messagesIn(file: string, source: string): Message[] {
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    const pair = ts.isCallExpression(node)
      ? ofCall(node)
      : ts.isArrayLiteralExpression(node)
        ? ofPair(node)
        : null;
    if (pair) found.push(...pair.map((one) => ({ file, ...one })));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return found;
}

type Pair = Omit<Message, 'file'>;

function ofCall({ expression, arguments: given }: ts.CallExpression): Pair[] | null {
  const at = ts.isIdentifier(expression) ? MAKERS[expression.text] : undefined;
  const [fr, en] = at === undefined ? [] : given.slice(at, at + 2);
  if (!fr || !en) return null;
  const asks = ts.isIdentifier(expression) && expression.text === 'refusedWithoutMandate';
  return pairsOf(fr, en).map((pair) =>
    asks ? { ...pair, fr: pair.fr + ASKING[0], en: pair.en + ASKING[1] } : pair,
  );
}

/** `[fr, en]`, as tables write them: two texts, of which one is a sentence. */
function ofPair({ elements }: ts.ArrayLiteralExpression): Pair[] | null {
  const [fr, en] = elements;
  if (elements.length !== 2 || !fr || !en) return null;
  const pairs = pairsOf(fr, en);
  return pairs.length === 1 && pairs.some((pair) => /^\p{Lu}.* .*[^ ]/u.test(pair.fr)) ? pairs : null;
}

function pairsOf(fr: ts.Node, en: ts.Node): Pair[] {
  const english = textsOf(en);
  return textsOf(fr).flatMap((text, index) => {
    const other = english[index];
    return text.words.trim() && other ? [{ fr: text.words, en: other.words, filled: text.filled }] : [];
  });
}

interface Written {
  readonly words: string;
  readonly filled: readonly string[];
}

/** The texts that an expression may be. */
function textsOf(node: ts.Node): Written[] {
  if (ts.isStringLiteralLike(node)) return [{ words: node.text, filled: [] }];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (!ts.isTemplateExpression(node)) return [];
  const filled = node.templateSpans.map(({ expression }) => expression.getText());
  const words = node.templateSpans.map(({ expression, literal }) => `{${nameOf(expression)}}${literal.text}`);
  return [{ words: node.head.text + words.join(''), filled }];
}

/** What is filled in, as a reader of the page understands it: the last name of the expression that is not a language. */
function nameOf(expression: ts.Expression): string {
  const names = expression.getText().match(/[A-Za-z_]+/g) ?? [];
  return names.findLast((name) => !NO_NAME.has(name)) ?? '…';
}

const NO_NAME = new Set(['fr', 'en', 'at', 'join', 'map', 'filter', 'Boolean', 'role', 'ou', 'et']);
