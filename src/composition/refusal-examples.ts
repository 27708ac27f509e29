import { outsideContract } from '../features/contracts/contracts.errors.js';
import type { Day } from '../kernel/days.js';
import { AppError } from '../kernel/errors.js';
import { QUOTAS } from '../kernel/quotas.js';
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
  personErased,
  tooManyLongReads,
  unavailable,
} from '../platform/database/database.errors.js';
import { quotaExceeded } from '../platform/database/quotas.store.js';
import { notReady } from '../platform/health/health.errors.js';
import { preconditionRequired } from '../platform/responses/etag.js';
import {
  bodyTooLarge,
  headersTooLarge,
  keyReused,
  malformed,
  methodNotAllowed,
  notAcceptable,
  requestTimeout,
  tooManyRequests,
  unsupportedMediaType,
  uploadsBusy,
} from '../platform/responses/http.errors.js';
import { importAll } from './discover.js';
import { broughtBy } from './examples.js';

/** A refusal that always says the same is its own example. */
const CONSTANT = (await importAll('errors'))
  .flatMap((module) => Object.values(module))
  .flatMap((made) => (typeof made === 'function' && made.length === 0 ? [made() as unknown] : []))
  .filter((made) => made instanceof AppError);

/** Refusals that depend on what they are told, and where several have one code, the one that is shown. A feature brings its own. */
const CHOSEN: readonly AppError[] = [
  malformed(),
  unauthenticated(),
  forbidden(),
  personRequired(),
  notFound(),
  methodNotAllowed(['GET', 'HEAD', 'OPTIONS']),
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
  personErased(),
  notReady('database_unreachable'),
  uploadsBusy(),
  headersTooLarge(),
  requestTimeout(),
  ...broughtBy<readonly AppError[]>(/_REFUSALS$/).flat(),
];

/** One refusal of each code, made as the API makes it: what the document shows is what a caller gets. */
export const API_REFUSALS: readonly AppError[] = [
  ...new Map([...CONSTANT, ...CHOSEN].map((refusal) => [refusal.code, refusal])).values(),
];
