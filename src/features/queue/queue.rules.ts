import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { QueueItem } from '../mandates/queue.types.js';
import type { Awaiting, Queue, QueuePage } from './queue.types.js';

/** When, then the kind, then the id: the order of the queue. */
const compare = (a: Place, b: Place): number =>
  order(a.since, b.since) || order(a.kind, b.kind) || order(a.id, b.id);

type Place = Readonly<Record<'since' | 'kind' | 'id', string>>;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How much awaits of each kind, beside what was counted where it is kept. */
export function countKinds<Kind extends string>(
  kinds: readonly Kind[],
  items: readonly QueueItem<Kind>[],
  counted: Partial<Record<Kind, number>>,
): Queue<Kind>['counts'] {
  const none = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  const counts: Record<Kind, number> = Object.assign(none, counted);
  for (const { kind } of items) counts[kind] += 1;
  return counts;
}

/** The oldest first, after the place where the page starts; one more than `limit`, to know whether a page follows. */
export const pageOf = <Kind extends string>(
  items: readonly QueueItem<Kind>[],
  { kind, after, limit }: QueuePage<Kind>,
): QueueItem<Kind>[] =>
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
export const namedIn = (page: readonly QueueItem[], contracts: Alternants): string[] => [
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
export const withNames = <Kind extends string>(
  page: readonly QueueItem<Kind>[],
  contracts: Alternants,
  names: ReadonlyMap<string, Name>,
): Awaiting<Kind>[] =>
  page.map((item): Awaiting<Kind> => {
    const alternantId = contracts.get(item.contractId)?.alternantId;
    const tutor = tutorIn(item.detail);
    return {
      ...item,
      alternant: { ...names.get(alternantId ?? ''), id: alternantId } as Awaiting['alternant'],
      detail: tutor === null ? item.detail : { ...item.detail, tutor: names.get(tutor) ?? null },
    };
  });

const tutorIn = ({ tutor }: QueueItem['detail']): string | null =>
  (tutor as { readonly id: string } | null | undefined)?.id ?? null;
