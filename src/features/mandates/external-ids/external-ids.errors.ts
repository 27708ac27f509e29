import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { forbidden, invalidField } from '../../../kernel/refusals.js';
import { called, type NamedMandate } from '../mandates.errors.js';

export const mandateFixed = (held: NamedMandate): AppError =>
  new AppError(
    'conflict',
    'mandate_fixed',
    {
      title: bilingual('Mandat déjà ouvert', 'Mandate opened already'),
      detail: bilingual(
        `Le mandat de ${called(held)} ne change plus, sauf sa fin, qui peut être avancée. Pour la suite, envoyez un début plus tardif.`,
        `The mandate of ${called(held)} changes no more, but by an earlier end. For what follows, send a later "from".`,
      ),
    },
    { mandateId: held.id },
  );

export const notYourSide = (): AppError =>
  forbidden(
    'Seuls les RH de l’employeur et les administrateurs du centre de formation de ce contrat peuvent le faire.',
    'Only the HR of the employer and the administrators of the training centre of this contract may do this.',
  );

export const whoseExternalId = (): AppError =>
  invalidField(
    '/organisationId',
    'required',
    'Vous administrez plusieurs organisations : dites laquelle utilise cet identifiant externe.',
    'You administer several organisations: say with "organisationId" whose external id this is.',
  );
