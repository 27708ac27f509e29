import { addDays, type Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { NEVER_FOR_AN_ALTERNANT } from '../../frameworks/acts.types.js';
import { describePrerequisite } from '../../frameworks/prerequisites.types.js';
import type { Lacking } from './attestations.types.js';
import type { Obstacles } from '../ladder.types.js';
import type { MinorHours } from './shift.types.js';

type Of<Code extends Refusal['code']> = Extract<Refusal, { readonly code: Code }>;

/** Why a mission is refused. All the reasons, not the first: people plan with them. `isKnown`: the alternant’s age is. */
export type Refusal =
  | { readonly code: 'contract_not_active' }
  | { readonly code: 'level_locked'; readonly level: string; readonly obstacles: Obstacles }
  | { readonly code: 'concern' }
  | ({ readonly code: 'age'; readonly isKnown: boolean } & (
      { readonly minAge: number } | { readonly hours: MinorHours }
    ))
  /** `lapsedOn`: a declaration covered it until that day, excluded. */
  | { readonly code: 'regulated'; readonly lapsedOn: Day | null; readonly isKnown: boolean }
  | { readonly code: 'structure'; readonly structureType: string }
  | ({ readonly code: 'prerequisite' } & Lacking)
  | { readonly code: 'never_for_an_alternant'; readonly act: string };

/** In words that a nurse understands: what is missing, until when, and who can help. */
export function explainRefusal(reason: Refusal): Bilingual {
  switch (reason.code) {
    case 'contract_not_active':
      return bilingual(
        'Le contrat n’est pas actif ce jour-là : aucune mission ne peut être confiée.',
        'The contract is not active on that day: no mission may be given.',
      );
    case 'level_locked': {
      const title = reason.obstacles.titles.get(reason.level) ?? reason.level;
      const rest = explainObstacles(reason.obstacles);
      return bilingual(
        `Le palier « ${title} » n’est pas ouvert : ${rest.fr}`,
        `The level "${title}" is not open: ${rest.en}`,
      );
    }
    case 'concern':
      return bilingual(
        'Une alerte grave porte sur cette mission : elle n’est plus autorisée tant que le tuteur principal (un cotuteur en son absence) ou le référent n’a pas examiné l’alerte.',
        'A high concern names this mission: it is withdrawn until the main tutor (a co-tutor in their absence) or the referent has reviewed the concern.',
      );
    case 'age':
      return 'minAge' in reason ? explainAge(reason) : explainHours(reason);
    case 'regulated':
      return explainRegulated(reason);
    case 'structure':
      return bilingual(
        `Cette mission n’est pas prévue dans une structure de type ${reason.structureType}. Le centre de formation peut l’ajouter à son parcours.`,
        `This mission is not meant for a structure of type ${reason.structureType}. The training centre can add it to its ladder.`,
      );
    case 'prerequisite':
      return explainLacking(reason);
    case 'never_for_an_alternant': {
      const act = NEVER_FOR_AN_ALTERNANT.get(reason.act) ?? bilingual(reason.act, reason.act);
      return bilingual(
        `Jamais confié à un alternant, quel que soit son palier : ${act.fr}. Demandez à un professionnel habilité.`,
        `Never an alternant’s, whatever the level: ${act.en}. Ask a qualified professional.`,
      );
    }
  }
}

/** Whoever is of unknown age is a minor, and somebody can say otherwise. */
const unlessKnown = (isKnown: boolean) =>
  isKnown
    ? bilingual('', '')
    : bilingual(
        ' Faute de date de naissance, la personne est tenue pour mineure : le service RH ou le centre peut la compléter.',
        ' Without a birth date a person counts as a minor: HR or the training centre can add it.',
      );

function explainAge({ minAge, isKnown }: Of<'age'> & { readonly minAge: number }): Bilingual {
  const unknown = unlessKnown(isKnown);
  return bilingual(
    `Il faut avoir ${minAge} ans au moins : cette mission attend cet anniversaire.${unknown.fr}`,
    `One must be at least ${minAge} years old: this mission waits for that birthday.${unknown.en}`,
  );
}

function explainHours({ hours, isKnown }: Of<'age'> & { readonly hours: MinorHours }): Bilingual {
  const unknown = unlessKnown(isKnown);
  const reported = formatHours(hours);
  return bilingual(
    `${reported.fr} : le travail y est interdit avant 18 ans. Le tuteur ou le service RH peut proposer un autre horaire.${unknown.fr}`,
    `${reported.en}: nobody under 18 works then. The tutor or HR can propose other hours.${unknown.en}`,
  );
}

function formatHours(hours: MinorHours): Bilingual {
  const day = formatDay(hours.on);
  switch (hours.kind) {
    case 'night':
      return bilingual(
        `L’horaire du ${day.fr} touche la nuit, de ${hours.from} h à ${hours.to} h`,
        `The hours of ${day.en} touch the night, from ${hours.from}:00 to 0${hours.to}:00`,
      );
    case 'sunday':
      return bilingual(`Le ${day.fr} est un dimanche`, `${day.en} is a Sunday`);
    case 'holiday':
      return bilingual(
        `Le ${day.fr} est un jour férié (${hours.name.fr})`,
        `${day.en} is a public holiday (${hours.name.en})`,
      );
  }
}

function explainRegulated({ lapsedOn, isKnown }: Of<'regulated'>): Bilingual {
  const unknown = unlessKnown(isKnown);
  const last = lapsedOn === null ? null : formatDay(addDays(lapsedOn, -1));
  const fr = last
    ? `la déclaration de dérogation de l’employeur valait jusqu’au ${last.fr}`
    : 'l’employeur n’a pas de déclaration de dérogation en vigueur pour cette mission ce jour-là';
  const en = last
    ? `the employer’s declaration held until ${last.en}`
    : 'the employer has no declaration in force for this mission on that day';
  return bilingual(
    `Travail réglementé, fermé aux mineurs : ${fr}. Le service RH peut déclarer à l’inspection du travail, puis l’enregistrer ici.${unknown.fr}`,
    `Regulated work, closed to minors: ${en}. HR can declare it to the labour inspectorate, then record it here.${unknown.en}`,
  );
}

function explainLacking({ prerequisite, lapsedOn, holdsFrom }: Lacking): Bilingual {
  const what = describePrerequisite(prerequisite);
  const last = lapsedOn === null ? null : formatDay(addDays(lapsedOn, -1));
  const first = holdsFrom === null ? null : formatDay(holdsFrom);
  const fr = [
    last && `l’attestation valait jusqu’au ${last.fr}`,
    first && `une attestation vaudra à partir du ${first.fr}`,
    !last && !first && 'rien ne l’atteste ce jour-là',
  ];
  const en = [
    last && `the attestation held until ${last.en}`,
    first && `an attestation will hold from ${first.en}`,
    !last && !first && 'nothing attests it on that day',
  ];
  return bilingual(
    `Il manque ${what.fr} : ${fr.filter(Boolean).join(' ; ')}. Le service RH, le centre, le tuteur principal ou le référent peut enregistrer l’attestation.`,
    `Missing is ${what.en}: ${en.filter(Boolean).join('; ')}. HR, the training centre, the main tutor or the referent can record the attestation.`,
  );
}

/** What is missing, level by level as people call them, and who can help. */
export function explainObstacles({ missing, awaiting, titles }: Obstacles): Bilingual {
  const levels = [...new Set(missing.map(({ level }) => level))];
  const parts = levels.map((code) => {
    const competencies = missing.filter(({ level }) => level === code).map(({ competency }) => competency);
    return `${competencies.join(', ')} (${titles.get(code) ?? code})`;
  });
  const decisions = awaiting.map((code) => titles.get(code) ?? code).join(', ');
  const fr = [
    parts.length > 0 && `un tuteur doit encore valider ${parts.join(' ; ')}`,
    decisions &&
      `le passage du palier ${decisions} reste à décider par le tuteur principal, puis le référent s’il cosigne`,
  ];
  const en = [
    parts.length > 0 && `a tutor still has to sign off ${parts.join('; ')}`,
    decisions &&
      `the decision on the level ${decisions} is awaited from the main tutor, then the referent where they co-sign`,
  ];
  return bilingual(`${fr.filter(Boolean).join(' ; ')}.`, `${en.filter(Boolean).join('; ')}.`);
}
