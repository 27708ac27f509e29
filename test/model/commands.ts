import type { TestResponse } from '../support/app.js';
import { plus, type About, type Details, type Outcome, type Pair, type Role, type Ruling } from './facts.js';
import { actor, type World } from './world.js';

/** What somebody asks for. `by` and people are names of the cast; everything else is as the API has it. */
export type Command = { readonly by: string } & (
  | ({ readonly kind: 'create' } & Terms)
  | ({ readonly kind: 'put' } & Terms)
  | {
      readonly kind: Verb;
      readonly contract: string;
      readonly on: string | null;
      readonly cause: string | null;
      readonly initiator: string | null;
    }
  | {
      readonly kind: 'open';
      readonly contract: string;
      readonly person: string;
      readonly role: Role;
      readonly from: string;
      readonly to: string | null;
      readonly maxLevel: string | null;
      readonly replaces: string | null;
    }
  | { readonly kind: 'end'; readonly contract: string; readonly mandate: string; readonly on: string | null }
  | {
      readonly kind: 'absence';
      readonly contract: string;
      readonly mandate: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'observe';
      readonly contract: string;
      readonly observedOn: string;
      readonly items: readonly (Pair & { readonly outcome: string })[];
    }
  | {
      readonly kind: 'withdraw';
      readonly contract: string;
      readonly observation: string;
      readonly item: Pair | null;
    }
  | {
      readonly kind: 'correctStep';
      readonly contract: string;
      readonly sequence: number;
      readonly on: string;
    }
  | { readonly kind: 'withdrawStep'; readonly contract: string; readonly sequence: number }
  | {
      readonly kind: 'endAbsence';
      readonly contract: string;
      readonly absence: string;
      readonly on: string | null;
    }
  | {
      readonly kind: 'endAssignment';
      readonly contract: string;
      readonly assignment: string;
      readonly on: string | null;
    }
  | { readonly kind: 'withdrawResumption'; readonly contract: string; readonly resumption: string }
  | {
      readonly kind: 'signOff';
      readonly contract: string;
      readonly observedOn: string;
      readonly observation: boolean;
      readonly items: readonly (Pair & { readonly outcome: Outcome })[];
    }
  | {
      readonly kind: 'shift';
      /** Whose items are judged: a shift on several contracts is decided contract by contract. */
      readonly contract: string;
      readonly items: readonly SentItem[];
    }
  | {
      readonly kind: 'raise';
      readonly contract: string;
      readonly severity: 'low' | 'high';
      readonly missions: readonly string[];
    }
  | { readonly kind: 'review'; readonly contract: string; readonly concern: string }
  | {
      readonly kind: 'assess';
      readonly contract: string;
      readonly on: string;
      readonly items: readonly (Pair & { readonly rating: string })[];
    }
  | {
      readonly kind: 'revoke';
      readonly contract: string;
      readonly signOff: string;
      readonly reasonCode: string;
      readonly dryRun: boolean;
    }
  | {
      readonly kind: 'decide';
      readonly contract: string;
      readonly level: string;
      readonly decision: 'open' | 'decline';
      readonly reason: string | null;
    }
  | { readonly kind: 'ask'; readonly contract: string; readonly items: readonly Pair[] }
  | { readonly kind: 'claim'; readonly contract: string; readonly request: string }
  | { readonly kind: 'callOff'; readonly contract: string; readonly request: string }
  | {
      readonly kind: 'answer';
      readonly contract: string;
      readonly request: string;
      readonly observedOn: string;
      readonly items: readonly (Pair & { readonly outcome: Outcome })[];
    }
  | {
      readonly kind: 'dispute';
      readonly contract: string;
      readonly about: About;
      readonly onBehalfOf: 'legal_representative' | null;
    }
  | {
      readonly kind: 'rule';
      readonly contract: string;
      readonly dispute: string;
      readonly ruling: Ruling;
    }
  | { readonly kind: 'withdrawDispute'; readonly contract: string; readonly dispute: string }
  | {
      readonly kind: 'move';
      readonly contract: string;
      /** From the first ladder to the other, or back. */
      readonly mapping: 0 | 1;
      readonly dryRun: boolean;
    }
  | { readonly kind: 'resumption'; readonly contract: string; readonly on: string | null }
  | {
      readonly kind: 'assign';
      readonly contract: string;
      readonly mission: string;
      readonly from: string;
      readonly to: string | null;
    }
  | {
      readonly kind: 'write';
      readonly contract: string;
      readonly on: string;
      readonly mission: string;
      readonly minutes: number;
    }
  | { readonly kind: 'acknowledge' | 'withdrawEntry'; readonly contract: string; readonly entry: string }
  | {
      readonly kind: 'attest';
      readonly contract: string;
      readonly prerequisite: string;
      readonly from: string;
      readonly to: string | null;
    }
  | { readonly kind: 'unattest'; readonly contract: string; readonly attestation: string }
);

/** One sign-off of a shift, under the name that its sender gave it. */
export interface SentItem extends Pair {
  readonly clientId: string;
  readonly contract: string;
  readonly observedOn: string;
  readonly observation: boolean;
  readonly outcome: Outcome;
}

interface Terms {
  readonly details: Details;
  readonly externalId: string;
}

export const VERBS = ['sign', 'suspend', 'resume', 'terminate', 'cancel', 'complete'] as const;
export type Verb = (typeof VERBS)[number];
export type Of<K extends Command['kind']> = Extract<Command, { readonly kind: K }>;

/** Members that are null are not sent. */
const given = (body: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

const REPRESENTATIVE = { givenName: 'Anne', familyName: 'Moreau' };

function bodyOf(world: World, { details }: Of<'create' | 'put'>) {
  return given({
    kind: details.kind,
    alternantId: details.alternant,
    employerId: world.ids.employer,
    trainingCentreId: world.ids.centre,
    ladderId: world.ids.ladders[0],
    startsOn: details.startsOn,
    endsOn: plus(details.until, -1),
    continuationOf: details.continuationOf,
    legalRepresentative: details.hasRepresentative ? REPRESENTATIVE : null,
    externalId: details.externalId,
  });
}

/** Sends a command as its caller. */
export function send(world: World, command: Command): Promise<TestResponse> {
  const { call } = actor(world, command.by);
  switch (command.kind) {
    case 'create':
      return call.post('/v1/contracts', bodyOf(world, command));
    case 'put':
      return call.put(`/v1/contracts/by-external-id/${command.externalId}`, bodyOf(world, command));
    case 'open': {
      const { person, role, from, to, maxLevel, replaces } = command;
      const body = { personId: actor(world, person).id, role, from, to, maxLevel, replaces };
      return call.post(`/v1/contracts/${command.contract}/mandates`, given(body));
    }
    case 'end':
      return call.post(`/v1/mandates/${command.mandate}/end`, given({ on: command.on }));
    case 'absence':
      return call.post(`/v1/mandates/${command.mandate}/absences`, { from: command.from, to: command.to });
    case 'observe': {
      const { observedOn, items } = command;
      return call.post(`/v1/contracts/${command.contract}/observations`, { observedOn, items });
    }
    case 'withdraw':
      return call.post(
        `/v1/observations/${command.observation}/withdrawals`,
        given({ reason: 'Raison', item: command.item }),
      );
    case 'correctStep':
      return sendToStep(world, command, 'corrections', { on: command.on });
    case 'withdrawStep':
      return sendToStep(world, command, 'withdrawals', {});
    case 'endAbsence':
      return call.post(`/v1/mandate-absences/${command.absence}/end`, given({ on: command.on }));
    case 'endAssignment':
      return call.post(`/v1/assignments/${command.assignment}/end`, given({ on: command.on }));
    case 'withdrawResumption':
      return call.post(`/v1/resumptions/${command.resumption}/withdrawals`, { reason: 'Raison' });
    case 'signOff': {
      const { observedOn, observation } = command;
      const items = command.items.map((item) => ({ ...item, ...WORDS[item.outcome] }));
      return call.post(`/v1/contracts/${command.contract}/sign-offs`, { observedOn, observation, items });
    }
    case 'shift': {
      const items = command.items.map(({ contract, ...item }) => ({
        ...item,
        ...WORDS[item.outcome],
        contractId: contract,
      }));
      return call.post('/v1/sign-offs', { items });
    }
    case 'raise': {
      const { severity, missions } = command;
      return call.post(`/v1/contracts/${command.contract}/concerns`, { severity, missions, text: 'Raison' });
    }
    case 'review':
      return call.post(`/v1/concerns/${command.concern}/reviews`, { text: 'Raison' });
    case 'assess': {
      const { on, items } = command;
      return call.post(`/v1/contracts/${command.contract}/self-assessments`, { on, items });
    }
    case 'revoke': {
      const { reasonCode, dryRun } = command;
      return call.post(`/v1/sign-offs/${command.signOff}/revocations`, {
        reasonCode,
        reason: 'Raison',
        dryRun,
      });
    }
    case 'decide': {
      const { level, decision, reason } = command;
      return call.post(
        `/v1/contracts/${command.contract}/level-decisions`,
        given({ level, decision, reason }),
      );
    }
    case 'ask':
      return call.post(`/v1/contracts/${command.contract}/sign-off-requests`, { items: command.items });
    case 'claim':
      return call.post(`/v1/sign-off-requests/${command.request}/claims`);
    case 'answer': {
      const items = command.items.map((item) => ({ ...item, ...WORDS[item.outcome] }));
      const { observedOn } = command;
      return call.post(`/v1/sign-off-requests/${command.request}/decide`, { observedOn, items });
    }
    case 'callOff':
      return call.post(`/v1/sign-off-requests/${command.request}/withdrawals`);
    case 'dispute': {
      const { about, onBehalfOf } = command;
      const body = given({ about, onBehalfOf, grounds: 'Je l’ai fait' });
      return call.post(`/v1/contracts/${command.contract}/disputes`, body);
    }
    case 'rule': {
      const { ruling } = command;
      return call.post(`/v1/disputes/${command.dispute}/rulings`, { ruling, reason: 'Raison' });
    }
    case 'withdrawDispute':
      return call.post(`/v1/disputes/${command.dispute}/withdrawals`);
    case 'move': {
      const { mapping, dryRun } = command;
      const body = { mappingId: world.ids.mappings[mapping], dryRun };
      return call.post(`/v1/contracts/${command.contract}/ladder-changes`, body);
    }
    case 'resumption':
      return call.post(`/v1/contracts/${command.contract}/resumptions`, given({ on: command.on }));
    case 'assign': {
      const { mission, from, to } = command;
      return call.post(`/v1/contracts/${command.contract}/assignments`, given({ mission, from, to }));
    }
    case 'write': {
      const { on, mission, minutes } = command;
      return call.post(`/v1/contracts/${command.contract}/journal-entries`, { on, mission, minutes });
    }
    case 'acknowledge':
      return call.post(`/v1/journal-entries/${command.entry}/acknowledgements`);
    case 'withdrawEntry':
      return call.post(`/v1/journal-entries/${command.entry}/withdrawals`, { reason: 'Raison' });
    case 'attest': {
      const { prerequisite, from: validFrom, to: validUntil } = command;
      const body = given({ prerequisite, validFrom, validUntil });
      return call.post(`/v1/contracts/${command.contract}/attestations`, body);
    }
    case 'unattest':
      return call.post(`/v1/attestations/${command.attestation}/withdrawals`);
    default: {
      const { on, cause, initiator } = command;
      return call.post(`/v1/contracts/${command.contract}/${command.kind}`, given({ on, cause, initiator }));
    }
  }
}

/** A step is named by its sequence; its id is looked up by one who sees all. */
async function sendToStep(
  world: World,
  { by, contract, sequence }: { by: string; contract: string; sequence: number },
  what: string,
  body: object,
): Promise<TestResponse> {
  const { body: listed } = await actor(world, 'auditor').call.get(
    `/v1/contracts/${contract}/steps?limit=500`,
  );
  const step = listed.data.find((one: { sequence: number }) => one.sequence === sequence);
  return actor(world, by).call.post(`/v1/contract-steps/${step.id}/${what}`, { reason: 'Raison', ...body });
}

const WORDS = {
  acquired: {},
  not_yet: { nextStep: 'Revoir les gestes' },
  cannot_assess: { reason: 'Absente ce jour' },
};
