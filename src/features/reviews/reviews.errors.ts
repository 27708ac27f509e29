import { formatDay } from '../../kernel/days-in-words.js';
import type { Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';
import type { Team } from '../mandates/mandates.types.js';
import { refusedWithoutMandate } from '../mandates/whom-to-ask.types.js';
import type { ReviewTopic } from './reviews.types.js';

export const plannerMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: ['referent', 'main_tutor', 'co_tutor', 'substitute'], on: today, not: person },
    'Un bilan est organisé par le référent, un tuteur ou l’administration du centre',
    'A review is planned by the referent, a tutor or the centre’s administrators',
  );

export const closerMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: ['referent'], on: today, not: person },
    'Un bilan incomplet est clos par le référent ou l’administration du centre',
    'An incomplete review is closed by the referent or the centre’s administrators',
  );

export const speakerMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: ['main_tutor', 'referent', 'co_tutor', 'substitute'], on: today, not: person },
    'Au bilan s’expriment l’alternant, le tuteur principal (un autre en son absence) et le référent',
    'In a review speak the alternant, the main tutor (another in their absence) and the referent',
  );

export const speaksForAnother = (): AppError =>
  forbidden(
    'Vous avez déjà écrit dans ce bilan à un autre titre : une autre personne écrit cette partie.',
    'You wrote in this review as somebody else already: another person writes this part.',
  );

export const notTheCentres = (): AppError =>
  forbidden(
    'Le rythme des bilans est fixé par l’administration de ce centre de formation.',
    'How often reviews are held is set by the administrators of that training centre.',
  );

export const illegalReviewAct = (currentStatus: string, allowed: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        'Ce bilan n’en est pas là : relisez-le. Ce qui est signé se rectifie par un nouveau bilan.',
        'This review does not stand there: read it again. What is signed is amended by a new review.',
      ),
    },
    { currentStatus, allowed },
  );

export const reviewChanged = (asOf: number | null): AppError =>
  new AppError(
    'conflict',
    'review_changed',
    {
      title: bilingual('Le bilan a changé', 'The review changed'),
      detail: bilingual(
        'Quelqu’un a complété ce bilan depuis votre lecture : relisez-le, puis répondez.',
        'Somebody wrote in this review since you read it: read it again, then answer.',
      ),
    },
    { asOf },
  );

export const alreadyAnswered = (): AppError =>
  new AppError('conflict', 'already_answered', {
    title: bilingual('Réponse déjà donnée', 'Already answered'),
    detail: bilingual(
      'Cette partie, ou cette personne, a déjà répondu. Une réponse signée se rectifie par un nouveau bilan.',
      'This part, or this person, answered already. A signed answer is amended by a new review.',
    ),
  });

export const stillAwaited = (from: Day): AppError =>
  new AppError(
    'conflict',
    'review_awaited',
    {
      title: bilingual('Réponses encore attendues', 'Answers still awaited'),
      detail: bilingual(
        `Les absents ont jusque-là pour répondre : ce bilan peut être clos à partir du ${formatDay(from).fr}.`,
        `Whoever is missing may answer until then: this review can be closed from ${formatDay(from).en}.`,
      ),
    },
    { from },
  );

export const notYetSigned = (): AppError =>
  new AppError('conflict', 'review_open', {
    title: bilingual('Bilan encore ouvert', 'Review still open'),
    detail: bilingual(
      'Un bilan se rectifie une fois clos : complétez d’abord celui-ci.',
      'A review is amended once it is closed: complete this one first.',
    ),
  });

export const alreadyAmended = (): AppError =>
  new AppError('conflict', 'review_amended', {
    title: bilingual('Bilan déjà rectifié', 'Review already amended'),
    detail: bilingual(
      'Un autre bilan rectifie déjà celui-ci : continuez avec lui.',
      'Another review amends this one already: go on with that one.',
    ),
  });

export const tooManyReviews = (): AppError =>
  new AppError('conflict', 'too_many_reviews', {
    title: bilingual('Trop de bilans', 'Too many reviews'),
    detail: bilingual(
      'Ce contrat compte trop de bilans, ou ce bilan trop d’étapes : reprenez ceux qui sont là.',
      'This contract has too many reviews, or this review too many steps: go on with what is there.',
    ),
  });

export const unknownReview = (): FieldError =>
  fieldError(
    '/amends',
    'unknown_review',
    'Ce contrat n’a pas de bilan de ce genre : choisissez un bilan de ce contrat.',
    'This contract has no such review of that kind: choose one of this contract.',
  );

export const outsideReviewedContract = (): FieldError =>
  fieldError(
    '/on',
    'outside_contract',
    'Choisissez un jour du contrat signé, ou des trente jours après sa fin.',
    'Choose a day of the signed contract, or of the thirty days after its end.',
  );

export const heldInTheFuture = (): FieldError =>
  fieldError('/on', 'in_the_future', 'Ce jour est à venir.', 'This day is in the future.');

export const topicOfAnother = (pointer: string, topics: readonly ReviewTopic[]): FieldError =>
  fieldError(
    pointer,
    'unknown_topic',
    `Cette rubrique revient à quelqu’un d’autre. Les vôtres : ${topics.join(', ')}.`,
    `This topic is somebody else’s. Yours: ${topics.join(', ')}.`,
  );

export const topicTwice = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'duplicate_item',
    'Cette rubrique figure déjà plus haut.',
    'This topic stands above already.',
  );

export const disagreementUnexplained = (): FieldError =>
  fieldError(
    '/comment',
    'comment_missing',
    'Un désaccord s’explique : écrivez au moins dix caractères.',
    'A disagreement is explained: write at least ten characters.',
  );

export const ruleInThePast = (): FieldError =>
  fieldError(
    '/from',
    'in_the_past',
    'Une règle vaut à partir d’aujourd’hui ou d’un jour à venir.',
    'A rule holds from today or from a day to come.',
  );
