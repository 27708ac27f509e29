import { AppError, type FieldError } from '../../kernel/errors.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, invalidField } from '../../kernel/refusals.js';
import type { Role } from '../../platform/access/actor.js';

export const externalIdTaken = (): AppError =>
  invalidField(
    '/externalId',
    'taken',
    'Votre organisation utilise déjà cet identifiant externe pour une autre personne.',
    'Your organisation already uses this external id for another person.',
  );

export const notTheirAdministrator = (): AppError =>
  forbidden(
    'Seuls les administrateurs d’une organisation de cette personne peuvent la modifier.',
    'Only the administrators of an organisation of this person may change them.',
  );

export const notYoursToGrant = (role: Role): AppError =>
  forbidden(
    `Vous ne pouvez pas donner le rôle « ${PEOPLE_LABELS.Role[role].fr} » ici : restez dans votre organisation, et dans les rôles qu’elle vous laisse donner.`,
    `You may not give the role "${PEOPLE_LABELS.Role[role].en}" there: stay in your own organisation, and within the roles that it lets you give.`,
  );

export const personNeededToGive = (role: Role): AppError =>
  new AppError('forbidden', 'person_required', {
    title: bilingual('Réservé à une personne', 'A person is required'),
    detail: bilingual(
      `Un client d’API ne donne pas le rôle « ${PEOPLE_LABELS.Role[role].fr} », qui lit ou juge d’autres personnes : un administrateur le donne lui-même.`,
      `The role "${PEOPLE_LABELS.Role[role].en}" reads or judges other people: an administrator gives or prolongs it themself; an API client may end it, and give "alternant", "tutor" and "referent".`,
    ),
  });

export const notYourOrganisation = (): AppError =>
  forbidden(
    'Vous n’administrez pas cette organisation aujourd’hui.',
    'You do not administer that organisation today.',
  );

export const ownMembershipNeeded = (): FieldError =>
  fieldError(
    '/memberships',
    'required',
    'Ajoutez au moins une appartenance à votre organisation : sans elle, vous ne verriez plus cette personne.',
    'Add at least one membership of your own organisation: without one you would lose sight of this person.',
  );

export const organisationNeeded = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'required',
    'Indiquez l’organisation de ce rôle.',
    'Say in which organisation this role is held.',
  );

export const whichOrganisation = (): AppError =>
  invalidField(
    '/organisationId',
    'required',
    'Vous administrez plusieurs organisations : indiquez laquelle.',
    'You administer several organisations: say which with "?organisationId=".',
  );

export const noOrganisationForPlatform = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'platform_only',
    'Un administrateur de la plateforme n’appartient à aucune organisation : retirez ce champ.',
    'A platform administrator belongs to no organisation: remove this field.',
  );

export const roleOfOtherKind = (pointer: string, allowed: readonly Role[]): FieldError =>
  fieldError(
    pointer,
    'role_of_other_kind',
    `Cette organisation ne connaît que ces rôles : ${allowed.map((role) => PEOPLE_LABELS.Role[role].fr).join(', ')}.`,
    `This organisation only has these roles: ${allowed.join(', ')}.`,
  );

export const endsBeforeStart = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'days_in_order',
    'Le dernier jour précède le premier.',
    'The last day is before the first.',
  );

export const bornInTheFuture = (): FieldError =>
  fieldError(
    '/birthDate',
    'in_the_future',
    'Cette date de naissance est à venir.',
    'This birth date is in the future.',
  );

export const nameNeeded = (): FieldError =>
  fieldError(
    '/familyName',
    'required',
    'Indiquez un nom ou un prénom : l’un des deux suffit.',
    'Give a family name or a given name: one of the two is enough.',
  );

export const emailIsNotTheirs = (): AppError =>
  invalidField(
    '/email',
    'not_theirs',
    'Cette personne a une autre adresse électronique : utilisez-la, ou corrigez d’abord sa fiche.',
    'This person has another e-mail address: use that one, or correct the person first.',
  );

export const nobodyToShow = (): AppError =>
  invalidField(
    '/dryRun',
    'unknown_reference',
    'Aucune personne ne porte cet identifiant externe : il n’y a rien à montrer avant de la créer.',
    'Nobody has this external id: there is nothing to show before they are created.',
  );

export const bornTooLately = (atLeast: number): FieldError =>
  fieldError(
    '/birthDate',
    'implausible',
    `Cette date de naissance ferait de la personne un enfant de moins de ${atLeast} ans : corrigez-la.`,
    `By this birth date the person would be a child under ${atLeast}: correct it.`,
  );

export const bornTooLongAgo = (atMost: number): FieldError =>
  fieldError(
    '/birthDate',
    'implausible',
    `Selon cette date de naissance la personne aurait plus de ${atMost} ans : corrigez-la.`,
    `By this birth date the person would be over ${atMost}: correct it.`,
  );
