import type { Happening } from '../../platform/events/contract-history.js';
import type { RequestedItem } from './sign-off-requests.types.js';

/** What the history tells of a request. The sign-offs that decide it tell their own events. */

export const requestSubmitted = (requestId: string, items: readonly RequestedItem[]): Happening => ({
  type: 'sign_off_request.submitted',
  data: { requestId, items: items.map(({ competency, level }) => ({ competency, level })) },
});

export const requestClaimed = (requestId: string, claimId: string): Happening => ({
  type: 'sign_off_request.claimed',
  data: { requestId, claimId },
});

export const requestDecided = (requestId: string, signOffIds: readonly string[]): Happening => ({
  type: 'sign_off_request.decided',
  data: { requestId, signOffIds },
});

export const requestWithdrawn = (requestId: string): Happening => ({
  type: 'sign_off_request.withdrawn',
  data: { requestId },
});
