import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { SignOffRequestClaim } from '../../../src/features/sign-off-requests/sign-off-request-claim.entity.js';
import type { SignOffRequestEnd } from '../../../src/features/sign-off-requests/sign-off-request-end.entity.js';
import type { SignOffRequest } from '../../../src/features/sign-off-requests/sign-off-request.entity.js';
import {
  requestClaimed,
  requestDecided,
  requestSubmitted,
  requestWithdrawn,
} from '../../../src/features/sign-off-requests/sign-off-requests.facts.js';
import {
  requireAsker,
  requireClaimer,
  requireWhoAsked,
} from '../../../src/features/sign-off-requests/sign-off-requests.policy.js';
import { requireSigner } from '../../../src/features/sign-offs/facts/signers.policy.js';
import type { Id, SignOffId, SignOffRequestId } from '../../../src/kernel/ids.js';
import { person, smallLadder } from '../ladder/world.js';
import { everybody, today } from '../mandates/team.js';

const id = 'r' as SignOffRequestId;
const ladder = smallLadder();
const [ines, tutor] = [person('ines'), person('main_tutor')];
const items = [{ competency: 'A', level: 'observation' }];

test('a request is kept with who asked, and tells what for', () => {
  const fact = requestSubmitted(requireAsker(ines, everybody, today), id, items);

  expect(fact.event).toEqual({ type: 'sign_off_request.submitted', data: { requestId: id, items } });
  expect(rowIn<SignOffRequest>([fact], 'sign_off_requests')).toEqual({ id, askedBy: ines, items });
});

test('a claim is kept with its number: the database takes each number once', () => {
  const by = requireClaimer(tutor, everybody, ladder, ['observation'], today);
  const fact = requestClaimed(by, id, { id: 'c' as Id<'sign_off_request_claim'>, attempt: 2 });

  expect(fact.event).toEqual({ type: 'sign_off_request.claimed', data: { requestId: id, claimId: 'c' } });
  expect(rowIn<SignOffRequestClaim>([fact], 'sign_off_request_claims')).toEqual({
    id: 'c',
    requestId: id,
    claimedBy: tutor,
    attempt: 2,
  });
});

const end = 'e' as Id<'sign_off_request_end'>;
const signer = requireSigner(tutor, everybody, ladder, ['observation'], [today]);
const asker = requireWhoAsked(ines, ines, everybody, today);

test.each([
  ['decided', requestDecided(signer, end, id, ['s' as SignOffId]), tutor, { signOffIds: ['s'] }],
  ['withdrawn', requestWithdrawn(asker, end, id), ines, {}],
])('a request ends once, %s, by whoever ends it; it moves no level', (endedAs, fact, endedBy, more) => {
  expect(fact.event).toEqual({ type: `sign_off_request.${endedAs}`, data: { requestId: id, ...more } });
  expect(rowIn<SignOffRequestEnd>([fact], 'sign_off_request_ends')).toEqual({
    id: end,
    requestId: id,
    endedBy,
    endedAs,
  });
  expect(fact.moves).toBeUndefined();
});
