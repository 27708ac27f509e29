import { AppError, type FieldError } from '../../kernel/errors.js';
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
    `Vous ne pouvez pas donner le rôle « ${role} » dans cette organisation : restez dans la vôtre, et dans les rôles qu’elle vous laisse donner.`,
    `You may not give the role "${role}" in that organisation: stay in your own, and within the roles that it lets you give.`,
  );

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
    'Vous administrez plusieurs organisations : indiquez laquelle avec « ?organisationId= ».',
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
    `Cette organisation ne connaît que ces rôles : ${allowed.join(', ')}.`,
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

export const cannotBeCleared = (pointer: string): FieldError =>
  fieldError(pointer, 'required', 'Ce champ ne peut pas être vidé.', 'This field cannot be cleared.');

export const emailIsNotTheirs = (): AppError =>
  invalidField(
    '/email',
    'not_theirs',
    'Cette personne a une autre adresse électronique : utilisez-la, ou corrigez d’abord sa fiche.',
    'This person has another e-mail address: use that one, or correct the person first.',
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

export const reasonNeeded = (): FieldError =>
  fieldError(
    '/reason',
    'required',
    'Cette personne a signé un contrat : dites pourquoi vous corrigez son nom ou sa date de naissance.',
    'This person has signed a contract: say why you correct their names or birth date.',
  );

export const identityProtected = (fields: readonly string[]): AppError =>
  new AppError(
    'forbidden',
    'identity_protected',
    {
      title: bilingual('Identité protégée', 'Identity protected'),
      detail: bilingual(
        'Cette personne a signé un contrat : son nom et sa date de naissance sont corrigés, avec un motif, par le centre de formation de ce contrat ou par la plateforme (PATCH /v1/people/{id} avec « reason »). Renvoyez tels quels les champs listés dans « fields » ; rien n’a été enregistré.',
        'This person has signed a contract: their names and birth date are corrected, with a reason, by the training centre of that contract or by the platform (PATCH /v1/people/{id} with "reason"). Send the fields listed in "fields" back as they are; nothing was recorded.',
      ),
    },
    { fields },
  );

const conflict = (code: string, title: [string, string], detail: [string, string]): AppError =>
  new AppError('conflict', code, { title: bilingual(...title), detail: bilingual(...detail) });

export const personWouldChange = (): AppError =>
  conflict(
    'person_would_change',
    ['Ce serait quelqu’un d’autre', 'This would be somebody else'],
    [
      'Cet identifiant externe désigne une personne d’un autre nom et d’une autre date de naissance. Pour quelqu’un d’autre, utilisez un autre identifiant ; si c’est bien elle, envoyez « replaceIdentity: true ».',
      'This external id names a person of another name and another birth date. For somebody else use another id; if it really is this person, send "replaceIdentity: true".',
    ],
  );

export const personLeft = (): AppError =>
  conflict(
    'person_left',
    ['Personne partie', 'Person left'],
    [
      'Cette personne a quitté votre organisation, qui ne tient plus sa fiche. Si elle revient et n’est pas ailleurs, envoyez une appartenance à votre organisation qui vaut aujourd’hui ou plus tard ; sinon, enregistrez-la sous un autre identifiant externe, ou adressez-vous à la plateforme.',
      'This person left your organisation, which no longer keeps their record. If they come back and are nowhere else, send a membership of your organisation that holds today or later; otherwise record them under another external id, or ask the platform.',
    ],
  );
