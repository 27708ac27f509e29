import type { Day } from '../../kernel/days.js';
import type { Place } from '../contracts/placements/placements.types.js';
import type { Attestation } from './entitlements/attestations.types.js';
import type { OpenConcern } from './entitlements/concerns.types.js';
import type { Declaration } from './entitlements/declarations.types.js';
import type { UnsafeObserved } from './entitlements/supervision/unsafe.types.js';

/** What decides entitlements beside the ladder and the contract's life, as it was recorded by an instant. */
export interface KnownCircumstances {
  readonly birthDate: Day | null;
  /** That of the employer. */
  readonly structureType: string | null;
  /** The days on which the alternant is elsewhere, in order. */
  readonly places: readonly Place[];
  readonly lastResumedOn: Day | null;
  readonly concerns: readonly OpenConcern[];
  readonly attestations: readonly Attestation[];
  readonly declarations: readonly Declaration[];
  readonly unsafe: readonly UnsafeObserved[];
}
