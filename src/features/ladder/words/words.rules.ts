import type { Instant } from '../../../kernel/days.js';
import { isUuid, type ContractId, type LadderId } from '../../../kernel/ids.js';
import { wordsBeside, type WordsBeside } from '../../../kernel/words-beside.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { KnownWords, LaddersOfContract, Place, Wanted } from './words.types.js';

/** What a centre wrote comes back as it came. */
const AS_WRITTEN = new Set(['blocks', 'details']);

/** All that an answer names by code or id without saying what it is called, whatever it is an answer to. */
export function findWanted(value: unknown, outer: Place): Wanted[] {
  const found: Wanted[] = [];
  collect(value, outer, found);
  return found;
}

// Every answer passes here, a ladder with its thousand members too: nothing is made that is not kept.
function collect(value: unknown, outer: Place, found: Wanted[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, outer, found);
    return;
  }
  const owner = value as Record<string, unknown>;
  const place = placeOf(owner, outer);
  const has = (other: string) => other in owner;
  for (const name in owner) {
    if (AS_WRITTEN.has(name)) continue;
    const words = wordsBeside(name, has);
    const named = words ? namedBy(owner[name], words) : undefined;
    if (!words || named === undefined) collect(owner[name], place, found);
    else if (words.kind === 'person' || place.contractId !== null || place.ladderId !== null)
      found.push({ owner, words, named, place });
  }
}

/** Codes are those of the contract that an object names, or that what it shows names; else of what is around it. */
function placeOf(owner: Record<string, unknown>, outer: Place): Place {
  const at = (owner['recordedAt'] ?? owner['notifiedAt'] ?? outer.at) as Instant | null;
  const contractId =
    contractNamedBy(owner) ?? contractNamedBy(owner['ladder']) ?? contractNamedBy(owner['revocation']);
  if (contractId) return { contractId, ladderId: null, at };
  if (isUuid(owner['ladderId'])) return { contractId: null, ladderId: owner['ladderId'] as LadderId, at };
  return at === outer.at ? outer : { ...outer, at };
}

function contractNamedBy(owner: unknown): ContractId | null {
  const id = (owner as { contractId?: unknown } | null | undefined)?.contractId;
  return id !== undefined && isUuid(id) ? (id as ContractId) : null;
}

/** Undefined: what is there is no code and no id, and may hold some. */
function namedBy(member: unknown, { kind, member: beside }: WordsBeside): Wanted['named'] | undefined {
  const fits = (one: unknown): one is string => (kind === 'person' ? isUuid(one) : typeof one === 'string');
  if (beside.endsWith('s'))
    return Array.isArray(member) && member.length > 0 && member.every(fits) ? member : undefined;
  return member === null || fits(member) ? member : undefined;
}

/** Puts the words beside what they belong to. A code that nobody named is called by itself; somebody whom the reader may not see, null. */
export function putWords(wanted: readonly Wanted[], known: KnownWords): void {
  for (const { owner, words, named, place } of wanted) {
    const call = words.kind === 'person' ? namesIn(known) : titlesIn(known.laddersOf(place), words.kind);
    if (call) owner[words.member] = typeof named === 'string' ? call(named) : (named?.map(call) ?? null);
  }
}

type Call = (name: string) => string | null;

const namesIn = ({ names }: KnownWords): Call | null => names && ((id) => names[id] ?? null);

const titlesIn = (
  ladders: readonly Ladder[] | null,
  kind: Exclude<WordsBeside['kind'], 'person'>,
): Call | null => ladders && ((code) => titleIn(ladders, kind, code) ?? code);

/** The ladder that a contract had then, before all that it had: what was recorded keeps the titles that it had. */
export function laddersAt(ladders: LaddersOfContract, at: Instant | null): LadderId[] {
  const then = ladders.findLast(({ until }) => at !== null && until !== null && at < until);
  return [...(then ? [then] : []), ...ladders].map(({ ladderId }) => ladderId);
}

function titleIn(
  ladders: readonly Ladder[],
  kind: Exclude<WordsBeside['kind'], 'person'>,
  code: string,
): string | undefined {
  for (const { levels, missions, competencyTitles } of ladders) {
    const title =
      kind === 'competency'
        ? competencyTitles?.[code]
        : (kind === 'level' ? levels : missions).find((one) => one.code === code)?.title;
    if (title !== undefined) return title;
  }
  return undefined;
}
