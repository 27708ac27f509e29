import { prospectIdsOf } from './stated/prospects.js';
import { proofIdOf } from './stated/tutors.js';
import type { Sent } from './sample.js';
import { type Operation, type Schema } from '../support/http/operations.js';
import type { World } from './world.js';

/** A place of a request that takes an id, and an id of another organisation that could be put there. */
export interface Position {
  readonly operation: Operation;
  readonly name: string;
  /** `path/contractId`, `query/tutorId`, `body/memberships/0/organisationId`. */
  readonly where: string;
  readonly foreign: string;
  readonly put: (sent: Sent, id: string) => Sent;
}

/** Every place of the operation that takes an id, with each id of another organisation that fits. */
export function foreignPositions(operation: Operation, world: World): Position[] {
  const at = (where: string, name: string, put: Position['put']) =>
    foreignIds(operation, name, world).map((foreign) => ({ operation, name, where, foreign, put }));
  const named = operation.parameters.flatMap(({ name, in: place, schema }) => {
    if (place === 'path')
      return at(`path/${name}`, name, (sent, id) => ({ ...sent, path: { ...sent.path, [name]: id } }));
    if (place === 'query' && schema.format === 'uuid')
      return at(`query/${name}`, name, (sent, id) => ({ ...sent, query: { ...sent.query, [name]: id } }));
    return [];
  });
  const inBody = operation.body ? pointersOf(operation.body) : [];
  return [
    ...named,
    ...inBody.flatMap((pointer) =>
      at(`body/${pointer.join('/')}`, String(pointer.at(-1)), (sent, id) => ({
        ...sent,
        body: withValue(sent.body, pointer, id),
      })),
    ),
  ];
}

/** Where a body takes an id; of a list, its first item. */
function pointersOf(schema: Schema): (string | number)[][] {
  if (schema.format === 'uuid') return [[]];
  if (schema.items) return pointersOf(schema.items).map((rest) => [0, ...rest]);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    pointersOf(property).map((rest) => [name, ...rest]),
  );
}

function withValue(body: unknown, [first, ...rest]: (string | number)[], value: string): unknown {
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const [item, ...others] = (body ?? [{}]) as unknown[];
    return [withValue(item ?? {}, rest, value), ...others];
  }
  const object = (body ?? {}) as Record<string, unknown>;
  return { ...object, [first]: withValue(object[first], rest, value) };
}

/** The callers of the other employer and the other centre. */
function foreignIds({ id, path }: Operation, name: string, world: World): string[] {
  const { ids, contract, people, mandates, contractExternalId, employerId, centreId } = world.ground('other');
  const [employer, centre] = [world.at('E2'), world.at('C2')];
  const known: Record<string, readonly string[]> = {
    ...Object.fromEntries(Object.entries(ids).map(([key, value]) => [key, [value]])),
    // Of a booklet: it names nothing of anybody.
    hash: [],
    factId: [ids['levelDecisionId'] ?? '', ids['observationId'] ?? ''],
    // What a dispute is about.
    id: ['levelDecisionId', 'signOffId', 'revocationId'].map((key) => ids[key] ?? ''),
    organisationId: [employerId, centreId],
    employerId: [employerId],
    trainingCentreId: [centreId],
    personId: [contract.alternant.personId, people.main_tutor.personId],
    // Of a contract another contract, of a person another person.
    duplicateId: path.includes('/contracts/')
      ? [contract.contractId]
      : [contract.alternant.personId, people.main_tutor.personId],
    mergeId: [world.mergeId],
    grantId: [world.grantId],
    employerProposalId: [world.proposalId],
    proposedTutorId: [world.proposedTutorId],
    alternantId: [contract.alternant.personId],
    tutorId: [people.main_tutor.personId],
    mainTutorId: [people.main_tutor.personId],
    continuationOf: [contract.contractId],
    replaces: [mandates.main_tutor],
    invitationId: [employer.invitationId, centre.invitationId],
    sessionId: [world.sessionId],
    // Links of the samples have the ids of their contracts.
    guestLinkId: [contract.contractId],
    prospectAgreementId: [prospectIdsOf(contract.contractId, employerId).agreement],
    prospectContactId: [prospectIdsOf(contract.contractId, employerId).contact],
    prospectId: [prospectIdsOf(contract.contractId, employerId).prospect],
    emailChangeId: [world.emailChangeId],
    apiClientId: [employer.apiClientId, centre.apiClientId],
    frameworkId: [centre.frameworks.draft],
    ladderId: [centre.ladders.draft],
    toLadderId: [centre.ladders.draft],
    // Of published ladders, which everybody reads; rules of branches too.
    mappingId: [],
    tutorBranchRuleId: [],
    tutorQualificationId: [proofIdOf(employerId, 'qualification')],
    tutorDerogationId: [proofIdOf(employerId, 'derogation')],
    tutoringTimeId: [proofIdOf(employerId, 'time')],
    // No confirmation stands in this world, and nothing was overridden.
    confirmationId: [],
    checkOverrideId: [],
    amendmentId: [contract.contractId.slice(0, 24) + 'a'.repeat(12)],
    contractAbsenceId: [contract.contractId.slice(0, 24) + 'a'.repeat(12)],
    placementId: [contract.contractId.slice(0, 24) + 'b'.repeat(12)],
    credentialId: [contract.contractId.slice(0, 24) + 'c'.repeat(12)],
    // Nobody's but their holder's; and what names nobody.
    calendarLinkId: [],
    secret: [],
    kid: [],
    purpose: [],
    list: [],
    reviewId: [contract.contractId.slice(0, 24) + 'd'.repeat(12)],
    amends: [contract.contractId.slice(0, 24) + 'd'.repeat(12)],
    hostId: [employerId, centreId],
    // One that nobody of the other contract calls anything by.
    externalId: path.includes('/mandates/')
      ? []
      : path.includes('/contracts/')
        ? [contractExternalId]
        : [employer.memberExternalId],
  };
  const found = known[name];
  if (!found) throw new Error(`${id}: no foreign id is known for ${name}.`);
  // The external ids of organisations belong to the platform, whose administrators see them all.
  return id === 'putOrganisation' && name === 'externalId' ? [] : [...found];
}
