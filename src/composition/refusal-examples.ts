import { disabledByPlatform } from '../features/identity/accounts/accounts.errors.js';
import {
  CLAIRE,
  DISPUTE,
  LADDER,
  LADDER_MAPPING,
  MANDATE,
  MOVE_IMPACT,
  SIGN_OFF,
} from '../platform/openapi/example-world.js';
import {
  administratorMissing,
  clientEnded,
  invalidClient,
  invalidRequest,
  invalidScope,
  unsupportedGrantType,
} from '../features/api-clients/api-clients.errors.js';
import {
  amendmentRequired,
  illegalTransition,
  outsideContract,
} from '../features/contracts/contracts.errors.js';
import {
  alternantKeptElsewhere,
  birthDateImplausible,
  contractOverlap,
  legalRepresentativeMissing,
  mainTutorMissing,
  mandatesUnfit,
  tutorOverCapacity,
  tutorUnderAge,
} from '../features/contracts/signing/signing.errors.js';
import { alreadyPublished, published } from '../features/frameworks/frameworks.errors.js';
import { frameworkNotPublished } from '../features/frameworks/ladders/ladders.errors.js';
import { ladderNotPublished } from '../features/frameworks/mappings/mappings.errors.js';
import type { LadderMappingId } from '../features/frameworks/mappings/mappings.types.js';
import {
  identityProtected,
  personLeft,
  personWouldChange,
} from '../features/people/identity/identity.errors.js';
import { emailTaken, invitationVoid } from '../features/identity/invitations/invitations.errors.js';
import {
  alreadyDisputed,
  disputeTooLate,
  notDisputable,
  rulerNotDistinct,
} from '../features/disputes/disputes.errors.js';
import { alreadyRuled } from '../features/disputes/contested-facts/contested-facts.errors.js';
import {
  dismisserNotDistinct,
  nothingProposed,
} from '../features/observations/proposals/proposals.errors.js';
import { explainRefusal } from '../features/ladder/entitlements/entitlement.types.js';
import {
  concernOpen,
  contractNotRunning,
  ladderMismatch,
  lossesNotAcknowledged,
  mappingReplaced,
} from '../features/ladder-changes/ladder-changes.errors.js';
import { mainTutorOverlap } from '../features/mandates/mandates.errors.js';
import {
  evidenceStoreUnavailable,
  evidenceUnreadable,
  evidenceWithdrawn,
} from '../features/evidence/evidence.errors.js';
import { alreadyReviewed, reviewerNotDistinct } from '../features/concerns/concerns.errors.js';
import { assignerMandateMissing, missionNotEntitled } from '../features/assignments/assignments.errors.js';
import { signOffRefused, type ItemRefusal } from '../features/sign-offs/item-refusals.errors.js';
import {
  cosignerNotDistinct,
  cosignerOrder,
  decisionNotNeeded,
  levelNotReady,
} from '../features/level-decisions/level-decisions.errors.js';
import { alreadyClaimed } from '../features/sign-off-requests/sign-off-requests.errors.js';
import { resumptionNotNeeded } from '../features/level-decisions/resumptions.errors.js';
import {
  alreadyWithdrawn,
  contractNotActive,
  notEffective,
  observedInTheFuture,
} from '../features/sign-offs/sign-offs.errors.js';
import type { Day, Instant } from '../kernel/days.js';
import type { AppError } from '../kernel/errors.js';
import type { DisputeId, LadderId, PersonId } from '../kernel/ids.js';
import {
  forbidden,
  notFound,
  preconditionFailed,
  unauthenticated,
  validationFailed,
} from '../kernel/refusals.js';
import { personRequired } from '../platform/access/access.errors.js';
import {
  keyInFlight,
  outcomeUnknown,
  tooManyLongReads,
  unavailable,
} from '../platform/database/database.errors.js';
import { quotaExceeded } from '../platform/database/quotas.store.js';
import { QUOTAS } from '../kernel/quotas.js';
import { notReady } from '../platform/health/health.errors.js';
import { preconditionRequired } from '../platform/responses/etag.js';
import {
  bodyTooLarge,
  keyReused,
  malformed,
  notAcceptable,
  tooManyRequests,
  unsupportedMediaType,
  uploadsBusy,
} from '../platform/responses/http.errors.js';

const missing = [{ level: 'simple_tasks', competency: 'C1' }];
const obstacles = { missing, awaiting: [], titles: new Map([['simple_tasks', 'Tâches simples']]) };
const count = (have: number, need: number) => ({ have, need });
const item = (refusal: ItemRefusal): AppError => signOffRefused([{ index: 0, refusal }]);

/** One refusal of each code, made as the API makes it: what the document shows is what a caller gets. */
export const API_REFUSALS: readonly AppError[] = [
  malformed(),
  unauthenticated(),
  forbidden(),
  personRequired(),
  notFound(),
  notAcceptable(['application/json', 'text/csv']),
  keyInFlight(),
  preconditionFailed(),
  bodyTooLarge(),
  unsupportedMediaType(),
  validationFailed([outsideContract('2025-09-01' as Day, '2027-09-01' as Day)]),
  keyReused(),
  preconditionRequired(),
  tooManyRequests(12),
  tooManyLongReads(),
  quotaExceeded(QUOTAS.drafts, 100),
  unavailable(null),
  outcomeUnknown(null),
  notReady('database_unreachable'),
  administratorMissing(),
  invalidClient(),
  invalidRequest(),
  unsupportedGrantType(),
  invalidScope(),
  clientEnded(),
  emailTaken(),
  invitationVoid('inviter_lost_right'),
  identityProtected(['birthDate']),
  personWouldChange(),
  personLeft(),
  published(),
  alreadyPublished(),
  frameworkNotPublished(),
  illegalTransition('active', ['suspend', 'terminate']),
  amendmentRequired(['startsOn', 'endsOn']),
  mainTutorMissing('2025-09-01' as Day),
  tutorUnderAge(CLAIRE as PersonId, 18),
  birthDateImplausible({ age: 6, atLeast: 14, atMost: 80 }),
  legalRepresentativeMissing(),
  alternantKeptElsewhere(),
  contractOverlap(),
  disabledByPlatform(),
  tutorOverCapacity(CLAIRE as PersonId, {
    on: '2026-03-12' as Day,
    followed: 3,
    limit: 2,
    repeating: 1,
    source: 'Code du travail, R6223-6',
  }),
  mandatesUnfit([{ mandateId: MANDATE, personId: CLAIRE, role: 'main_tutor' }]),
  mainTutorOverlap(),
  assignerMandateMissing(),
  missionNotEntitled(
    [
      {
        code: 'level_locked',
        detail: explainRefusal({ code: 'level_locked', level: 'simple_tasks', obstacles }),
      },
    ],
    missing,
  ),
  item({ code: 'level_locked', obstacles }),
  item({ code: 'already_acquired', signOffId: SIGN_OFF }),
  item({
    code: 'quorum_not_met',
    evidence: { observations: count(1, 2), observers: count(1, 1), distinctDays: count(1, 2) },
  }),
  contractNotActive('suspended'),
  observedInTheFuture(),
  alreadyWithdrawn(),
  notEffective(),
  levelNotReady('open', missing),
  decisionNotNeeded(),
  cosignerOrder(),
  cosignerNotDistinct(),
  resumptionNotNeeded(),
  alreadyReviewed(),
  reviewerNotDistinct(),
  alreadyClaimed(
    { claimedBy: CLAIRE as PersonId, claimedAt: '2026-03-12T08:00:00.000Z' as Instant, attempt: 0 },
    'claimed',
    ['decide', 'withdraw'],
  ),
  uploadsBusy(),
  evidenceWithdrawn(),
  evidenceUnreadable(),
  evidenceStoreUnavailable(),
  notDisputable(),
  disputeTooLate('2026-04-11' as Day),
  alreadyDisputed(DISPUTE as DisputeId),
  rulerNotDistinct(),
  ladderNotPublished(),
  contractNotRunning('completed'),
  ladderMismatch(LADDER as LadderId),
  mappingReplaced(LADDER_MAPPING as LadderMappingId),
  concernOpen(['hyg_03']),
  alreadyRuled(),
  nothingProposed(),
  dismisserNotDistinct(),
  lossesNotAcknowledged(MOVE_IMPACT, 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zAqKc0r3eY1vU'),
];
