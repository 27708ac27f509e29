import { addDays, type Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { NEVER_FOR_AN_ALTERNANT } from '../../frameworks/acts.types.js';
import { describePrerequisite } from '../../frameworks/prerequisites.types.js';
import type { Lacking } from './attestations.types.js';
import { shorten, shortEnough } from '../../../kernel/sentences.js';
import type { Obstacles } from '../ladder.types.js';
import { explainObstacles } from './obstacles.types.js';
import { inHours, minorLimit } from './minors/minor-work.rules.js';
import type { MinorHours } from './shift.types.js';

type Of<Code extends Refusal['code']> = Extract<Refusal, { readonly code: Code }>;

/** Why a mission is refused. All the reasons, not the first: people plan with them. `isKnown`: the alternant’s age is. `host`: of a placement. */
export type Refusal =
  | { readonly code: 'contract_not_active' }
  | { readonly code: 'level_locked'; readonly level: string; readonly obstacles: Obstacles }
  /** `reviewer`: who reviews it, where a name is known. */
  | { readonly code: 'concern'; readonly reviewer?: string | undefined }
  | ({ readonly code: 'age'; readonly isKnown: boolean } & (
      { readonly minAge: number } | { readonly hours: MinorHours }
    ))
  /** `lapsedOn`: a declaration covered it until that day, excluded. */
  | { readonly code: 'regulated'; readonly lapsedOn: Day | null; readonly isKnown: boolean }
  | { readonly code: 'structure'; readonly structureType: string; readonly host: string | null }
  | ({ readonly code: 'prerequisite' } & Lacking)
  | { readonly code: 'never_for_an_alternant'; readonly act: string };

/** Why an allowed mission is supervised more closely. `competency`: what it is called. */
export type Closer =
  | { readonly code: 'long_absence' }
  | { readonly code: 'unsafe_observed'; readonly competency: string; readonly on: Day };

/** Says until when, too. */
export function explainCloser(reason: Closer): Bilingual {
  switch (reason.code) {
    case 'long_absence':
      return bilingual(
        'Retour après 90 jours ou plus : supervision resserrée d’un palier, jusqu’à ce que le tuteur principal constate la reprise.',
        'Back after 90 days or more: supervised one level closer, until the main tutor records the resumption.',
      );
    case 'unsafe_observed': {
      const day = formatDay(reason.on);
      return bilingual(
        `« ${shorten(reason.competency)} » : vu dangereux le ${day.fr}, supervision resserrée jusqu’à une observation réussie un autre jour.`,
        `"${shorten(reason.competency)}": seen unsafe on ${day.en}, supervised closely until it is performed on a later day.`,
      );
    }
  }
}

/** In one sentence that a nurse understands: what is missing, until when, and who can help. */
export function explainRefusal(reason: Refusal): Bilingual {
  switch (reason.code) {
    case 'contract_not_active':
      return bilingual(
        'Le contrat n’est pas actif ce jour-là : aucune mission ne peut être confiée.',
        'The contract is not active on that day: no mission may be given.',
      );
    case 'level_locked':
      return explainObstacles(reason.level, reason.obstacles);
    case 'concern':
      return reason.reviewer
        ? bilingual(
            `Une alerte grave retire cette mission jusqu’à son examen : demandez à ${reason.reviewer}.`,
            `A high concern withdraws this mission until it is reviewed: ask ${reason.reviewer}.`,
          )
        : bilingual(
            'Une alerte grave retire cette mission jusqu’à son examen par le tuteur principal (un cotuteur en son absence) ou le référent.',
            'A high concern withdraws this mission until the main tutor (a co-tutor in their absence) or the referent reviews it.',
          );
    case 'age':
      return 'minAge' in reason ? explainAge(reason) : explainHours(reason);
    case 'regulated':
      return explainRegulated(reason);
    case 'structure':
      if (reason.host !== null) return explainHost(reason.host, reason.structureType);
      return bilingual(
        `Mission non prévue dans une structure de type ${reason.structureType} : demandez au centre de formation de l’ajouter au parcours.`,
        `Mission not meant for a structure of type ${reason.structureType}: ask the training centre to add it to the ladder.`,
      );
    case 'prerequisite':
      return explainLacking(reason);
    case 'never_for_an_alternant': {
      const act = NEVER_FOR_AN_ALTERNANT.get(reason.act) ?? bilingual(reason.act, reason.act);
      return bilingual(
        `Jamais confié à un alternant : ${act.fr}. Demandez à un professionnel habilité.`,
        `Never an alternant’s: ${act.en}. Ask a qualified professional.`,
      );
    }
  }
}

const explainHost = (host: string, structureType: string): Bilingual =>
  bilingual(
    `Accueil chez « ${shorten(host)} », de type ${structureType} : cette mission n’y est pas prévue ce jour-là.`,
    `Hosted at "${shorten(host)}", of type ${structureType}: this mission is not meant for there that day.`,
  );

/** Whoever is of unknown age is a minor, and somebody can say otherwise. */
const AGE_UNKNOWN = bilingual(
  'sans date de naissance, on compte comme mineur (demandez aux RH)',
  'without a birth date one counts as a minor (ask HR)',
);

function explainAge({ minAge, isKnown }: Of<'age'> & { readonly minAge: number }): Bilingual {
  return isKnown
    ? bilingual(
        `Il faut avoir ${minAge} ans : cette mission attend cet anniversaire.`,
        `One must be ${minAge} years old: this mission waits for that birthday.`,
      )
    : bilingual(
        `Il faut avoir ${minAge} ans ; ${AGE_UNKNOWN.fr}.`,
        `One must be ${minAge}; ${AGE_UNKNOWN.en}.`,
      );
}

function explainHours({ hours, isKnown }: Of<'age'> & { readonly hours: MinorHours }): Bilingual {
  const words = formatHours(hours);
  return isKnown
    ? bilingual(
        `${words.fr}, interdit aux mineurs : demandez un autre horaire aux RH.`,
        `${words.en}, closed to minors: ask HR for other hours.`,
      )
    : bilingual(`${words.fr} ; ${AGE_UNKNOWN.fr}.`, `${words.en}; ${AGE_UNKNOWN.en}.`);
}

function formatHours(hours: MinorHours): Bilingual {
  const day = formatDay(hours.on);
  switch (hours.kind) {
    case 'night':
      return bilingual(
        `L’horaire du ${day.fr} touche la nuit (${hours.from} h à ${hours.to} h)`,
        `The hours of ${day.en} touch the night (${hours.from}:00 to 0${hours.to}:00)`,
      );
    case 'day_max':
      return bilingual(
        `L’horaire du ${day.fr} dépasse ${figureOf(hours).fr} hors pause`,
        `The hours of ${day.en} exceed ${figureOf(hours).en} without the break`,
      );
    case 'continuous_max':
      return bilingual(
        `L’horaire du ${day.fr} dépasse ${figureOf(hours).fr} sans pause suffisante`,
        `The hours of ${day.en} exceed ${figureOf(hours).en} without a proper break`,
      );
    case 'sunday':
      return bilingual(`Le ${day.fr} est un dimanche`, `${day.en} is a Sunday`);
    case 'holiday':
      return bilingual(
        `Le ${day.fr} est férié (${hours.name.fr})`,
        `${day.en} is a public holiday (${hours.name.en})`,
      );
  }
}

const figureOf = ({ kind, on }: Extract<MinorHours, { kind: 'day_max' | 'continuous_max' }>): Bilingual => {
  const figure = inHours(minorLimit(kind, on, null)?.minutes ?? 0);
  return bilingual(figure, figure);
};

function explainRegulated({ lapsedOn, isKnown }: Of<'regulated'>): Bilingual {
  if (!isKnown)
    return bilingual(
      `Travail réglementé, fermé aux mineurs ; ${AGE_UNKNOWN.fr}.`,
      `Regulated work, closed to minors; ${AGE_UNKNOWN.en}.`,
    );
  if (lapsedOn === null)
    return bilingual(
      'Travail réglementé, fermé aux mineurs : demandez aux RH de le déclarer à l’inspection du travail, puis de l’enregistrer ici.',
      'Regulated work, closed to minors: ask HR to declare it to the labour inspectorate, then to record it here.',
    );
  const last = formatDay(addDays(lapsedOn, -1));
  return bilingual(
    `Travail réglementé, fermé aux mineurs : la déclaration de l’employeur valait jusqu’au ${last.fr}, demandez aux RH de la renouveler.`,
    `Regulated work, closed to minors: the employer’s declaration held until ${last.en}, ask HR to renew it.`,
  );
}

function explainLacking({ prerequisite, lapsedOn, holdsFrom }: Lacking): Bilingual {
  const what = describePrerequisite(prerequisite);
  const last = lapsedOn === null ? null : formatDay(addDays(lapsedOn, -1));
  const first = holdsFrom === null ? null : formatDay(holdsFrom);
  const lacks = bilingual(`Il manque ${what.fr}`, `Missing is ${what.en}`);
  if (first)
    return bilingual(
      `${lacks.fr}, attesté seulement à partir du ${first.fr}.`,
      `${lacks.en}, attested only from ${first.en} on.`,
    );
  const since = last
    ? bilingual(`, attesté jusqu’au ${last.fr}`, `, attested until ${last.en}`)
    : bilingual('', '');
  return shortEnough(
    bilingual(
      `${lacks.fr}${since.fr} : demandez aux RH, au tuteur principal ou au référent de l’enregistrer.`,
      `${lacks.en}${since.en}: ask HR, the main tutor or the referent to record it.`,
    ),
    bilingual(`${lacks.fr}${since.fr} : demandez aux RH.`, `${lacks.en}${since.en}: ask HR.`),
  );
}
