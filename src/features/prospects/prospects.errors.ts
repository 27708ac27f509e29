import { AppError } from '../../kernel/errors.js';
import { CONTRACT_LABELS } from '../../kernel/labels/contract-labels.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { formatDay } from '../../kernel/days-in-words.js';
import type { Day } from '../../kernel/days.js';
import { forbidden, invalidField } from '../../kernel/refusals.js';
import type { AgreementObstacle } from './prospects.rules.js';
import type { ContactDecision, ContactState } from './prospects.types.js';

export const notTheAlternant = (): AppError =>
  forbidden(
    'Seul l’alternant accepte d’être vu par des employeurs, ou y renonce.',
    'The alternant alone agrees to be seen by employers, or takes it back.',
  );

export const notYoursToSeek = (): AppError =>
  forbidden(
    'Vous ne cherchez que pour un employeur dont vous êtes les ressources humaines.',
    'You look for people only for an employer whose HR you are.',
  );

export const whichEmployer = (): AppError =>
  invalidField(
    '/employerId',
    'required',
    'Vous êtes les ressources humaines de plusieurs employeurs : indiquez pour lequel vous cherchez.',
    'You are the HR of several employers: say for which of them you are looking.',
  );

export const notYoursToDecide = (): AppError =>
  forbidden(
    'Le centre transmet ou écarte, l’alternant accepte ou refuse, l’employeur retire sa demande.',
    'The centre passes on or declines, the alternant accepts or refuses, the employer withdraws.',
  );

const OBSTACLES: Readonly<Record<AgreementObstacle, Bilingual>> = {
  minor: bilingual(
    'Il faut avoir 18 ans, et une date de naissance enregistrée : voyez votre centre.',
    'One has to be 18, with a birth date on record: ask your centre.',
  ),
  not_signed: bilingual(
    'Ce contrat n’est pas signé, ou a été annulé : choisissez un contrat signé.',
    'This contract is not signed, or was cancelled: choose a signed one.',
  ),
  long_over: bilingual(
    'Ce contrat est fini depuis plus de six mois : parlez-en à votre centre.',
    'This contract ended more than six months ago: ask your centre.',
  ),
};

export const prospectsUnavailable = (obstacle: AgreementObstacle): AppError =>
  new AppError('conflict', 'prospects_unavailable', {
    title: bilingual('Pas possible pour ce contrat', 'Not possible for this contract'),
    detail: OBSTACLES[obstacle],
  });

export const untilOutOfReach = (latest: Day): AppError =>
  invalidField(
    '/untilOn',
    'out_of_range',
    `Indiquez un jour d’aujourd’hui au ${formatDay(latest).fr} : un an au plus, et six mois après le contrat.`,
    `Choose a day from today to ${formatDay(latest).en}: a year at most, and six months after the contract.`,
  );

export const contactedBefore = (): AppError =>
  new AppError('conflict', 'prospect_contacted', {
    title: bilingual('Demande déjà faite', 'Asked already'),
    detail: bilingual(
      'Votre employeur a déjà demandé à rencontrer cette personne : voyez ce que devient la demande.',
      'Your employer asked to meet this person already: see what became of it.',
    ),
  });

export const contactDecided = (state: ContactState, allowed: readonly ContactDecision[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        `La demande est « ${CONTRACT_LABELS.ProspectContactState[state].fr} » : relisez-la avant de répondre.`,
        `The contact is "${CONTRACT_LABELS.ProspectContactState[state].en}": read it again before you answer.`,
      ),
    },
    { currentStatus: state, allowed },
  );

export const declinedWhy = (): AppError =>
  invalidField(
    '/reason',
    'required',
    'Dites pourquoi vous écartez cette demande : l’employeur et l’alternant le liront.',
    'Say why you decline: the employer and the alternant will read it.',
  );
