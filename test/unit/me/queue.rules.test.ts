import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { QueueItem } from '../../../src/features/mandates/queue.types.js';
import { QUEUE_KINDS, type QueueKind } from '../../../src/features/queue/queue.queries.js';
import { countKinds, namedIn, pageOf, withNames } from '../../../src/features/queue/queue.rules.js';
import type { Instant } from '../../../src/kernel/days.js';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';

type Decided = QueueItem<QueueKind>;
const contractId = 'c' as ContractId;
const item = (kind: QueueKind, id: string, minute = 0, detail = {}): Decided => ({
  kind,
  id,
  contractId,
  since: `2026-03-12T08:0${minute}:00.000Z` as Instant,
  detail,
});
const all = { kind: null, after: null, limit: 50 } as const;
const ids = (items: readonly Decided[]) => items.map(({ kind, id }) => `${kind} ${id}`);

test('the oldest comes first, then by kind, then by id', () => {
  const items = [
    item('dispute', 'b'),
    item('dispute', 'a'),
    item('journal_entry', 'z', 1),
    item('concern_review', 'z'),
    item('absence_to_cover', 'a', 2),
  ];
  expect(ids(pageOf(items, all))).toEqual([
    'concern_review z',
    'dispute a',
    'dispute b',
    'journal_entry z',
    'absence_to_cover a',
  ]);
});

const drawn = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom(...QUEUE_KINDS),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    minute: fc.nat(3),
  }),
  { selector: ({ kind, id, minute }) => `${minute} ${kind} ${id}`, maxLength: 30 },
);

test('pages, one after the other, are the whole queue, each item once, whatever their size', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.integer({ min: 1, max: 5 }),
      fc.option(fc.constantFrom(...QUEUE_KINDS)),
      (some, limit, kind) => {
        const items = some.map((one) => item(one.kind, one.id, one.minute));
        const pages: Decided[] = [];
        let after: Decided | null = null;
        for (;;) {
          const page: Decided[] = pageOf(items, { kind, after, limit });
          pages.push(...page.slice(0, limit));
          after = page[limit - 1] ?? null;
          if (page.length <= limit) break;
        }
        expect(pages).toEqual(pageOf(items, { ...all, kind }));
        expect(pages).toHaveLength(items.filter((one) => kind === null || one.kind === kind).length);
      },
    ),
  );
});

test('every kind is counted, whether or not there is any; entries of the journal beside what was decided', () => {
  const items = [item('dispute', 'a'), item('dispute', 'b'), item('concern_review', 'c')];
  const counts = countKinds(QUEUE_KINDS, items, { journal_entry: 12 });
  expect(Object.keys(counts).sort()).toEqual([...QUEUE_KINDS].sort());
  expect(counts).toMatchObject({ dispute: 2, concern_review: 1, journal_entry: 12, co_signature: 0 });
});

test('a page names its alternants, and the main tutors who were the last, each once', () => {
  const contracts = new Map([[contractId, { alternantId: 'ines' as PersonId }]]);
  const page = [
    item('dispute', 'a'),
    item('mandate_to_replace', 'm', 1, { tutor: { id: 'claude' } }),
    item('mandate_to_replace', 'n', 2, { tutor: null }),
    item('mandate_to_replace', 'o', 3, { tutor: { id: 'gone' } }),
  ];
  expect(namedIn(page, contracts)).toEqual(['ines', 'claude', 'gone']);
  const name = (id: string) => ({ id, givenName: id.toUpperCase(), familyName: 'X' });
  const named = withNames(page, contracts, new Map(['ines', 'claude'].map((id) => [id, name(id)])));
  expect(named.map(({ alternant }) => alternant)).toEqual(page.map(() => name('ines')));
  expect(named.map(({ detail }) => detail['tutor'])).toEqual([undefined, name('claude'), null, null]);
});
