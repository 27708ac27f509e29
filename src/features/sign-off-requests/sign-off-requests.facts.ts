import type { Id, SignOffId, SignOffRequestId } from '../../kernel/ids.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { SignOffRequestClaim } from './sign-off-request-claim.entity.js';
import type { SignOffRequestEnd } from './sign-off-request-end.entity.js';
import type { SignOffRequest } from './sign-off-request.entity.js';
import type { Asker, Claimer, WithdrawingAsker } from './sign-off-requests.policy.js';
import type { RequestedItem } from './sign-off-requests.types.js';
import type { Signer } from '../sign-offs/facts/signers.policy.js';

/** The facts of a request. They move no level: the sign-offs that decide it are facts of their own. */

export const requestSubmitted = (by: Asker, id: SignOffRequestId, items: readonly RequestedItem[]): Fact => ({
  event: {
    type: 'sign_off_request.submitted',
    data: { requestId: id, items: items.map(({ competency, level }) => ({ competency, level })) },
  },
  rows: [factRow<SignOffRequest>('sign_off_requests', { id, askedBy: by.personId, items: [...items] })],
});

export const requestClaimed = (
  by: Claimer,
  requestId: SignOffRequestId,
  { id, attempt }: { readonly id: Id<'sign_off_request_claim'>; readonly attempt: number },
): Fact => ({
  event: { type: 'sign_off_request.claimed', data: { requestId, claimId: id } },
  rows: [
    factRow<SignOffRequestClaim>('sign_off_request_claims', {
      id,
      requestId,
      claimedBy: by.personId,
      attempt,
    }),
  ],
});

/** After its sign-offs. */
export const requestDecided = (
  by: Signer,
  id: Id<'sign_off_request_end'>,
  requestId: SignOffRequestId,
  signOffIds: readonly SignOffId[],
): Fact => ({
  event: { type: 'sign_off_request.decided', data: { requestId, signOffIds } },
  rows: [
    factRow<SignOffRequestEnd>('sign_off_request_ends', {
      id,
      requestId,
      endedBy: by.personId,
      endedAs: 'decided',
    }),
  ],
});

export const requestWithdrawn = (
  by: WithdrawingAsker,
  id: Id<'sign_off_request_end'>,
  requestId: SignOffRequestId,
): Fact => ({
  event: { type: 'sign_off_request.withdrawn', data: { requestId } },
  rows: [
    factRow<SignOffRequestEnd>('sign_off_request_ends', {
      id,
      requestId,
      endedBy: by.personId,
      endedAs: 'withdrawn',
    }),
  ],
});
