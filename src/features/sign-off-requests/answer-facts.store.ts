import type { SignOffId, SignOffRequestId } from '../../kernel/ids.js';
import { newId } from '../../platform/ids.js';
import { Facts } from '../sign-offs/facts/facts.store.js';
import { requestDecided } from './sign-off-requests.events.js';
import type { Signer } from '../sign-offs/facts/signers.policy.js';

/** The facts of a call that answers a request: its sign-offs, and that they decide it. */
export class AnswerFacts extends Facts {
  /** After the sign-offs. It moves no level. */
  decideRequest(by: Signer, requestId: SignOffRequestId, signOffIds: readonly SignOffId[]): void {
    const sequence = this.journal.add(requestDecided(requestId, signOffIds));
    this.keep('sign_off_request_ends', {
      id: newId<'sign_off_request_end'>(),
      sequence,
      request_id: requestId,
      ended_by: by.personId,
      ended_as: 'decided',
    });
  }
}
