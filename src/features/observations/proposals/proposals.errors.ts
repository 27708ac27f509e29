import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';

export const nothingProposed = (): AppError =>
  new AppError('conflict', 'nothing_proposed', {
    title: bilingual('Rien à écarter', 'Nothing to dismiss'),
    detail: bilingual(
      'Cette observation ne propose aucun retrait : elle est retirée, la validation l’est, ou la proposition est déjà écartée.',
      'This observation proposes no revocation, or no longer: it was withdrawn, the sign-off was revoked, or the proposal was dismissed already.',
    ),
  });

export const dismisserNotDistinct = (): AppError =>
  new AppError('conflict', 'dismisser_not_distinct', {
    title: bilingual('Une autre personne est attendue', 'Somebody else is awaited'),
    detail: bilingual(
      'Vous avez observé ce danger : un autre tuteur ou le référent écarte la proposition. Vous pouvez retirer la validation, ou votre observation erronée.',
      'You saw what was unsafe: another tutor or the referent dismisses the proposal. You may revoke the sign-off, or withdraw your observation if it was wrong.',
    ),
  });
