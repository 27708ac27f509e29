import { addDays, dayOf, type Instant } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { MergeRow, Obstacle, UndoObstacleCode, UndoPosition } from './merges.types.js';

/** For so long a merge is undone, counted in days from its own. */
export const UNDONE_WITHIN_DAYS = 30;

const SENTENCES: Readonly<Record<Exclude<UndoObstacleCode, 'too_late'>, Bilingual>> = {
  undone_already: bilingual('Cette fusion est déjà annulée.', 'This merge is undone already.'),
  merged_on: bilingual(
    'La fiche gardée a depuis été fusionnée dans une autre : annulez d’abord cette fusion-là.',
    'The record that was kept has been merged into another since: undo that merge first.',
  ),
  erasure_asked: bilingual(
    'L’effacement de la personne est demandé, ou déjà fait : s’il est en attente, faites-le d’abord retirer.',
    'The erasure of the person is asked, or done already: while it waits, have it withdrawn first.',
  ),
  acted_since: bilingual(
    'La personne a consigné des faits depuis, sur un contrat venu du doublon : ils ne pourraient plus être rattachés.',
    'The person has recorded facts since, on a contract that came from the duplicate: they would belong to nobody there.',
  ),
  contract_changed_since: bilingual(
    'Un contrat venu du doublon a été signé, modifié ou poursuivi depuis, au nom de la fiche gardée.',
    'A contract that came from the duplicate has been signed, changed or continued since, in the name of the record that was kept.',
  ),
  membership_changed_since: bilingual(
    'Une appartenance réunie par la fusion a été modifiée depuis : rétablissez ses jours, puis annulez.',
    'A membership that the merge joined has been changed since: set its days back, then undo.',
  ),
};

/** Everything that stands against undoing, each in a sentence. */
export function findUndoObstacles(
  { mergedAt }: Pick<MergeRow, 'mergedAt'>,
  position: UndoPosition,
  now: Instant,
): Obstacle<UndoObstacleCode>[] {
  const last = addDays(dayOf(mergedAt), UNDONE_WITHIN_DAYS);
  const obstacleIf = (holds: boolean, code: keyof typeof SENTENCES): Obstacle<UndoObstacleCode>[] =>
    holds ? [{ code, detail: SENTENCES[code] }] : [];
  return [
    ...obstacleIf(position.isUndone, 'undone_already'),
    ...(dayOf(now) > last ? [{ code: 'too_late' as const, detail: tooLate(formatDay(last)) }] : []),
    ...obstacleIf(position.isMergedOn, 'merged_on'),
    ...obstacleIf(position.erasureIsAsked, 'erasure_asked'),
    ...obstacleIf(position.actedSince, 'acted_since'),
    ...obstacleIf(position.signedSince, 'contract_changed_since'),
    ...obstacleIf(position.movedSince, 'membership_changed_since'),
  ];
}

const tooLate = (last: Bilingual): Bilingual =>
  bilingual(
    `Une fusion s’annule pendant ${UNDONE_WITHIN_DAYS} jours : celle-ci s’annulait jusqu’au ${last.fr}.`,
    `A merge can be undone for ${UNDONE_WITHIN_DAYS} days: this one until ${last.en}.`,
  );
