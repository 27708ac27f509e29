import type { SentItem } from './commands.js';

/** What the model knows: facts in the order in which they were recorded, and nothing else. It imports nothing of `src`. */

export type Role = 'main_tutor' | 'co_tutor' | 'substitute' | 'observer' | 'referent';
export type Outcome = 'acquired' | 'not_yet' | 'cannot_assess';

/** What the parties agree on; `until` is the first day out. */
export interface Details {
  readonly kind: 'apprenticeship' | 'professionalisation';
  readonly alternant: string;
  readonly startsOn: string;
  readonly until: string;
  readonly continuationOf: string | null;
  readonly hasRepresentative: boolean;
  readonly externalId: string | null;
}

/** What a dispute is about. */
export interface About {
  readonly kind: 'sign_off' | 'revocation' | 'level_decision';
  readonly id: string;
}
export type Ruling = 'fact_stands' | 'fact_overturned';

export interface Pair {
  readonly competency: string;
  readonly level: string;
}

/** Each is named as its event is. Days are half-open: `until` is the first day out. */
export type DomainEvent =
  | OfEach<'contract.created' | 'contract.amended', { readonly details: Details }>
  | OfEach<
      | 'contract.signed'
      | 'contract.suspended'
      | 'contract.resumed'
      | 'contract.terminated'
      | 'contract.cancelled'
      | 'contract.completed',
      { readonly on: string; readonly cause?: string | null }
    >
  // They name what they put right by its sequence.
  | { readonly type: 'contract.step_corrected'; readonly corrects: number; readonly on: string }
  | { readonly type: 'contract.step_withdrawn'; readonly corrects: number }
  | ({ readonly type: 'mandate.opened' } & Opened)
  | { readonly type: 'mandate.ended'; readonly mandate: string; readonly on: string }
  | {
      readonly type: 'mandate.absence_declared';
      readonly id: string;
      readonly mandate: string;
      readonly from: string;
      readonly until: string;
    }
  | { readonly type: 'mandate.absence_ended'; readonly absence: string; readonly on: string }
  | {
      readonly type: 'observation.recorded';
      readonly id: string;
      readonly observedOn: string;
      readonly items: readonly (Pair & { readonly outcome: string })[];
    }
  | {
      readonly type: 'observation.withdrawn';
      readonly observation: string;
      /** That of a mistake: it withdraws one item, as long as it stands. */
      readonly revocation?: string;
      /** One item alone, for good. */
      readonly item?: Pair;
    }
  | ({
      readonly type: 'sign_off.recorded';
      readonly id: string;
      readonly outcome: Outcome;
      readonly observation: string | null;
      /** As it was sent with a shift, its name included. */
      readonly sent?: SentItem;
      /** The request that it answers. */
      readonly request?: string;
    } & Pair)
  | {
      readonly type: 'sign_off.revoked';
      readonly id: string;
      readonly signOff: string;
      readonly reasonCode: string;
    }
  | {
      readonly type: 'dispute.opened';
      readonly id: string;
      readonly about: About;
      readonly onBehalfOf: string | null;
    }
  | { readonly type: 'dispute.ruled'; readonly dispute: string; readonly ruling: Ruling }
  | { readonly type: 'dispute.withdrawn'; readonly dispute: string }
  | OfEach<
      'sign_off.overturned' | 'revocation.overturned' | 'level_decision.overturned',
      { readonly fact: string }
    >
  | {
      readonly type: 'level_decision.recorded';
      readonly id: string;
      readonly level: string;
      readonly decision: 'open' | 'decline';
      readonly capacity: 'tutor' | 'referent';
      readonly mandate: string;
    }
  | { readonly type: 'contract.ladder_changed' }
  | { readonly type: 'resumption.recorded'; readonly id: string; readonly on: string }
  | { readonly type: 'resumption.withdrawn'; readonly resumption: string }
  | { readonly type: 'sign_off_request.submitted'; readonly id: string; readonly items: readonly Pair[] }
  | OfEach<
      'sign_off_request.claimed' | 'sign_off_request.decided' | 'sign_off_request.withdrawn',
      { readonly request: string }
    >
  | {
      readonly type: 'assignment.created';
      readonly id: string;
      readonly mission: string;
      readonly from: string;
      readonly until: string | null;
    }
  | { readonly type: 'assignment.ended'; readonly assignment: string; readonly on: string }
  | {
      readonly type: 'journal_entry.recorded';
      readonly id: string;
      readonly on: string;
      readonly mission: string;
      readonly minutes: number;
    }
  | OfEach<'journal_entry.acknowledged' | 'journal_entry.withdrawn', { readonly entry: string }>
  | {
      readonly type: 'concern.raised';
      readonly id: string;
      readonly severity: 'low' | 'high';
      readonly missions: readonly string[];
    }
  | { readonly type: 'concern.reviewed'; readonly concern: string }
  | { readonly type: 'self_assessment.recorded' }
  | {
      readonly type: 'attestation.recorded';
      readonly id: string;
      readonly prerequisite: string;
      readonly from: string;
      readonly until: string | null;
    }
  | { readonly type: 'attestation.withdrawn'; readonly attestation: string }
  | OfEach<'level.opened' | 'level.achieved' | 'level.reopened' | 'level.locked', { readonly level: string }>;

type OfEach<Types extends string, Members> = {
  [T in Types]: { readonly type: T } & Members;
}[Types];

export interface Opened {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly from: string;
  readonly until: string | null;
  readonly maxLevel: string | null;
}

/** `by`: the person, or the client. Its sequence is its place in the story. */
export type Fact = DomainEvent & { readonly at: string; readonly by: string };

/** Everything of one contract, oldest first. */
export type Story = readonly Fact[];

export type Named<T extends DomainEvent['type']> = Extract<Fact, { readonly type: T }>;

/** The facts of one kind, in order. */
export function all<T extends DomainEvent['type']>(story: Story, ...types: T[]): Named<T>[] {
  return story.filter((fact): fact is Named<T> => (types as string[]).includes(fact.type));
}

export const dayOf = (instant: string): string =>
  new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });

export const plus = (day: string, count: number): string => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
};

export const between = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export const isWithin = ({ from, until }: { from: string; until: string | null }, day: string): boolean =>
  from <= day && (until === null || day < until);

/** Completed years. */
export const age = (birth: string, on: string): number =>
  Number(on.slice(0, 4)) - Number(birth.slice(0, 4)) - (on.slice(5) < birth.slice(5) ? 1 : 0);
