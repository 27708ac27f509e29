import { notYoursToRecord } from './outcomes.errors.js';
import type { OutcomeContract, OutcomeSide } from './outcomes.types.js';

type Relation = Pick<
  OutcomeContract,
  'isOwn' | 'isPerson' | 'administersEmployer' | 'administersCentre' | 'isReferent'
>;

/**
 * Whose word somebody's is: the alternant's own; the centre's; the employer's, which knows only whom it hired. A program whose
 * makers are the alternant speaks for nobody. @throws forbidden
 */
export function requireOutcomeSide(relation: Relation): OutcomeSide {
  const { isOwn, isPerson, administersEmployer, administersCentre, isReferent } = relation;
  if (isOwn && isPerson) return 'alternant';
  if (!isOwn && (administersCentre || isReferent)) return 'training_centre';
  if (!isOwn && administersEmployer) return 'employer';
  throw notYoursToRecord();
}
