import type { Authorship } from '../../../src/features/contract-history/contract-history.rules.js';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import {
  MANDATE_ROLES,
  type Mandate,
  type MandateRole,
  type Team,
} from '../../../src/features/mandates/mandates.types.js';
import type { Candidate, QueueContract, QueueReader } from '../../../src/features/mandates/queue.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { ApiClientId, ContractId, Id, MandateId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';

/** People of one contract, on one day, as the policies ask about them. */

export const [yesterday, today, tomorrow] = ['2026-03-11', '2026-03-12', '2026-03-13'] as [Day, Day, Day];
export const now = '2026-03-12T12:00:00.000Z' as Instant;
export const AWAY: Mandate['absences'] = [{ from: today, until: tomorrow }];

/** Names somebody after their role, unless told. */
export const held = (role: MandateRole, values: Partial<Mandate> = {}): Mandate => ({
  id: role as string as MandateId,
  contractId: 'contract' as ContractId,
  personId: person(role),
  role,
  from: '2026-01-01' as Day,
  until: null,
  maxLevel: null,
  absences: [],
  memberOn: [{ from: null, until: null }],
  ...values,
});

export const team = (...mandates: Mandate[]): Team => ({ alternantId: person('ines'), mandates });
export const everybody = team(...MANDATE_ROLES.map((role) => held(role)));
/** Everybody whom a contract knows, and somebody whom it does not. */
export const ANYBODY: readonly string[] = [...MANDATE_ROLES, 'ines', 'nobody'];
export const whoMay = (may: (name: ReturnType<typeof person>) => boolean) =>
  ANYBODY.filter((name) => may(person(name)));

/** What makes a mandate count or not today, at its edges. */
export const EDGES: [string, Partial<Mandate>, boolean][] = [
  ['on its first day', { from: today }, true],
  ['on the day before its first', { from: tomorrow }, false],
  ['on its last day', { until: tomorrow }, true],
  ['on the day after its last', { until: today }, false],
  ['on the last day of a membership', { memberOn: [{ from: null, until: tomorrow }] }, true],
  ['once its holder is no member', { memberOn: [{ from: null, until: today }] }, false],
];

export const life: ContractLife = {
  startsOn: '2026-01-01' as Day,
  until: '2027-01-01' as Day,
  signedOn: '2025-12-01' as Day,
  suspensions: [],
  endedOn: null,
  endedAs: null,
  cancelledOn: null,
};

export const queued = (...mandates: Mandate[]): QueueContract => ({
  ...team(...mandates),
  contractId: 'contract' as ContractId,
  createdAt: now,
  life,
  administers: { employer: false, centre: false },
});

export const candidate = <Shown>(facts: Shown): Candidate<Shown> => ({
  id: 'it',
  contractId: 'contract' as ContractId,
  since: '2026-03-10T08:00:00.000Z' as Instant,
  facts,
});

export const reader = (name: string): QueueReader => ({ personId: person(name), now, today });

/** The code with which somebody is refused, or null. */
export function codeOf(asked: () => unknown): string | null {
  try {
    asked();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Writes a fact down as somebody, or as a client. */
export function authorship(name: string | null): Authorship {
  let made = 0;
  return {
    author: {
      recordedBy: name === null ? null : person(name),
      recordedByClient: name === null ? ('client' as ApiClientId) : null,
    },
    newId: <Name extends string>() => `id-${(made += 1)}` as unknown as Id<Name>,
  };
}
