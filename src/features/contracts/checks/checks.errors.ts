import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError, forbidden } from '../../../kernel/refusals.js';
import type { CheckFinding } from './checks.types.js';

/** What stops the signature, one by one. */
export const checksFailed = (
  findings: readonly (CheckFinding & { readonly isOverridable: boolean })[],
): AppError =>
  new AppError(
    'conflict',
    'checks_failed',
    {
      title: bilingual('Le droit s’y oppose', 'The law stands against it'),
      detail: bilingual(
        'Ce qui est enregistré contredit la loi : corrigez chaque point de « findings », ou passez outre par écrit où c’est possible.',
        'What is recorded contradicts the law: correct each point of "findings", or override it with a reason where that is possible.',
      ),
    },
    {
      findings: findings.map(({ code, pointer, detail, rule, article, isOverridable }) => ({
        code,
        pointer,
        detail,
        rule,
        article,
        overridable: isOverridable,
      })),
    },
  );

export const notFoundNow = (): FieldError =>
  fieldError(
    '/code',
    'not_found',
    'Ce point n’est pas dans la liste d’aujourd’hui : relisez les contrôles du contrat.',
    'This point is not in today’s list: read the checks of the contract again.',
  );

export const notOverridable = (): FieldError =>
  fieldError(
    '/code',
    'not_overridable',
    'Nul ne passe outre ce point : corrigez ce qui est enregistré.',
    'Nobody overrides this point: correct what is recorded.',
  );

export const alreadyOverridden = (): AppError =>
  new AppError('conflict', 'already_overridden', {
    title: bilingual('Déjà outrepassé', 'Already overridden'),
    detail: bilingual(
      'Une partie est déjà passée outre ce point : retirez d’abord sa décision pour en donner une autre.',
      'A side has overridden this point already: withdraw that override first to give another.',
    ),
  });

export const overrideWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Cette décision de passer outre a déjà été retirée.',
      'This override was withdrawn already.',
    ),
  });

export const papersOnly = (): AppError =>
  forbidden(
    'Seuls l’alternant, les RH de l’employeur et les administrateurs du centre de ce contrat lisent ses contrôles et sa paie.',
    'Only the alternant, the HR of the employer and the administrators of the centre read the checks and the pay of this contract.',
  );
