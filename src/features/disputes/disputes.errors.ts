import { AppError, type FieldError } from '../../kernel/errors.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual } from '../../kernel/language.js';
import type { Day } from '../../kernel/days.js';
import type { DisputeId } from '../../kernel/ids.js';
import { fieldError, forbidden, mandateMissing } from '../../kernel/refusals.js';
import type { DisputeStatus } from './disputes.types.js';

export const onlyTheAlternant = (): AppError =>
  forbidden(
    'L’alternant conteste lui-même ; pour un mineur, le centre ou le référent enregistre aussi la contestation de son représentant légal.',
    'The alternant contests in person. For a minor, the administrator of the centre or the referent records the dispute of their legal representative ("onBehalfOf").',
  );

export const notForTheRepresentative = (): AppError =>
  forbidden(
    'La contestation d’un représentant légal est enregistrée, et retirée, par l’administrateur du centre ou par le référent du contrat.',
    'The dispute of a legal representative is recorded, and withdrawn, by the administrator of the centre or the referent of the contract.',
  );

export const notYourDispute = (): AppError =>
  forbidden(
    'Une contestation est retirée par l’alternant qui l’a ouverte.',
    'A dispute is withdrawn by the alternant who opened it.',
  );

export const readsNoDisputes = (): AppError =>
  forbidden(
    'Les contestations de ce contrat ne vous sont pas ouvertes.',
    'The disputes of this contract are not open to you.',
  );

export const rulerMandateMissing = (): AppError =>
  mandateMissing(
    'Une contestation est tranchée par le référent du contrat ; par l’administrateur du centre si aucun autre référent que l’auteur du fait n’est là.',
    'A dispute is ruled on by the referent of the contract; by the administrator of the centre where no referent but the author of the fact is there.',
  );

export const notAMinor = (): FieldError =>
  fieldError(
    '/onBehalfOf',
    'not_a_minor',
    'L’alternant est majeur : il conteste lui-même.',
    'The alternant is of age: they contest in person.',
  );

export const notDisputable = (): AppError =>
  new AppError('conflict', 'not_disputable', {
    title: bilingual('Rien à contester', 'Nothing to contest'),
    detail: bilingual(
      'On conteste ce qui refuse ou reprend : un « pas encore », un « non évaluable », un retrait de validation, un refus de passage.',
      'What refuses or takes back may be contested: a "not_yet" or "cannot_assess", the revocation of an "acquired", a level that was declined.',
    ),
  });

export const disputeTooLate = (lastOn: Day): AppError =>
  new AppError(
    'conflict',
    'dispute_too_late',
    {
      title: bilingual('Trop tard pour contester', 'Too late to contest'),
      detail: bilingual(
        `Ce fait pouvait être contesté jusqu’au ${formatDay(lastOn).fr} : parlez au référent d’une nouvelle observation ou d’une nouvelle validation.`,
        `This could be contested until ${formatDay(lastOn).en}: speak to the referent about a new observation or a new sign-off.`,
      ),
    },
    { lastOn },
  );

export const alreadyDisputed = (disputeId: DisputeId): AppError =>
  new AppError(
    'conflict',
    'already_disputed',
    {
      title: bilingual('Déjà contesté', 'Already contested'),
      detail: bilingual(
        'Ce fait est déjà contesté, ou une contestation en a été tranchée : lisez-la.',
        'This is contested already, or a dispute of it was ruled on: read that one.',
      ),
    },
    { disputeId },
  );

export const rulerNotDistinct = (): AppError =>
  new AppError('conflict', 'ruler_not_distinct', {
    title: bilingual('Une autre personne tranche', 'Somebody else rules'),
    detail: bilingual(
      'Vous avez enregistré le fait contesté : un autre référent, ou l’administrateur du centre, tranche.',
      'You recorded what is contested: another referent, or the administrator of the centre, rules.',
    ),
  });

export const disputeEnded = (currentStatus: DisputeStatus, allowed: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Contestation close', 'Dispute closed'),
      detail: bilingual(
        'Cette contestation est tranchée ou retirée : c’est définitif.',
        'This dispute was ruled on or withdrawn: that is final.',
      ),
    },
    { currentStatus, allowed },
  );
