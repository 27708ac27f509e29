import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { QueueItem } from '../mandates/queue.types.js';
import { QUEUE_KINDS, type Awaiting, type Queue, type QueueKind, type QueuePage } from './queue.types.js';

/** Items of a page, before the names. */
export type Decided = QueueItem<QueueKind>;

/** When, then the kind, then the id: the order of the queue. */
const compare = (a: Place, b: Place): number =>
  order(a.since, b.since) || order(a.kind, b.kind) || order(a.id, b.id);

type Place = Readonly<Record<'since' | 'kind' | 'id', string>>;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How much awaits of each kind; `entries` of the journal are counted where they are kept. */
export function countKinds(items: readonly Decided[], entries: number): Queue['counts'] {
  const counts = Object.fromEntries(QUEUE_KINDS.map((kind) => [kind, 0])) as Record<QueueKind, number>;
  for (const { kind } of items) counts[kind] += 1;
  counts.journal_entry += entries;
  return counts;
}

/** The oldest first, after the place where the page starts; one more than `limit`, to know whether a page follows. */
export const pageOf = (items: readonly Decided[], { kind, after, limit }: QueuePage): Decided[] =>
  items
    .filter((item) => (kind === null || item.kind === kind) && (after === null || compare(item, after) > 0))
    .sort(compare)
    .slice(0, limit + 1);

/** What somebody is called. */
export interface Name {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
}

type Alternants = ReadonlyMap<ContractId, { readonly alternantId: PersonId }>;

/** Everybody whom a page names: alternants, and the main tutors who were the last. */
export const namedIn = (page: readonly Decided[], contracts: Alternants): string[] => [
  ...new Set(
    page
      .flatMap(({ contractId, detail }) => [
        contracts.get(contractId)?.alternantId ?? [],
        tutorIn(detail) ?? [],
      ])
      .flat(),
  ),
];

/** The page as it is answered. */
export const withNames = (
  page: readonly Decided[],
  contracts: Alternants,
  names: ReadonlyMap<string, Name>,
): Awaiting[] =>
  page.map((item): Awaiting => {
    const alternantId = contracts.get(item.contractId)?.alternantId;
    const tutor = tutorIn(item.detail);
    return {
      ...item,
      alternant: { ...names.get(alternantId ?? ''), id: alternantId } as Awaiting['alternant'],
      detail: tutor === null ? item.detail : { ...item.detail, tutor: names.get(tutor) ?? null },
    };
  });

const tutorIn = ({ tutor }: Decided['detail']): string | null =>
  (tutor as { readonly id: string } | null | undefined)?.id ?? null;
