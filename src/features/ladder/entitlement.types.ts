import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Obstacles } from './ladder.types.js';

/** Why a mission is refused. All the reasons, not the first: people plan with them. */
export type Refusal =
  | { readonly code: 'contract_not_active' }
  | { readonly code: 'level_locked'; readonly level: string; readonly obstacles: Obstacles }
  | { readonly code: 'concern' }
  | { readonly code: 'age'; readonly minAge: number }
  | { readonly code: 'regulated' }
  | { readonly code: 'structure'; readonly structureType: string };

/** In words that a nurse understands: what is missing, and who can help. */
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
      return bilingual(
        `Il faut avoir ${reason.minAge} ans au moins.`,
        `One must be at least ${reason.minAge} years old.`,
      );
    case 'regulated':
      return bilingual(
        'Travail réglementé : fermé aux mineurs, sauf déclaration préalable de l’employeur à l’inspection du travail.',
        'Regulated work: closed to minors, unless the employer has declared it to the labour inspectorate.',
      );
    case 'structure':
      return bilingual(
        `Cette mission n’est pas prévue dans une structure de type ${reason.structureType}.`,
        `This mission is not meant for a structure of type ${reason.structureType}.`,
      );
  }
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
