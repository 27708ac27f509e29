import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { forbidden } from '../../../kernel/refusals.js';

export const notOnesOwnAccount = (): AppError =>
  forbidden(
    'Personne ne désactive ni ne réactive son propre compte : demandez-le à un autre administrateur.',
    'Nobody disables or enables their own account: ask another administrator.',
  );

export const notTheirAccount = (): AppError =>
  forbidden(
    'Seuls les administrateurs d’une organisation de cette personne ont accès à son compte.',
    'Only the administrators of an organisation of this person have access to the account.',
  );

export const notYoursAlone = (): AppError =>
  forbidden(
    'Cette personne a un rôle que vous ne donnez pas, ou relève d’une autre organisation : demandez à l’administrateur de la plateforme.',
    'This person also holds a role that is not yours to give, or belongs to another organisation: ask the platform administrator.',
  );

export const disabledByPlatform = (): AppError =>
  new AppError('forbidden', 'disabled_by_platform', {
    title: bilingual('Désactivé par la plateforme', 'Disabled by the platform'),
    detail: bilingual(
      'Ce compte a été désactivé par la plateforme : seul un administrateur de la plateforme le réactive. Demandez-le-lui.',
      'This account was disabled by the platform: only an administrator of the platform enables it. Ask them.',
    ),
  });
