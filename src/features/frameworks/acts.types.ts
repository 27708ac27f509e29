import { bilingual, type Bilingual } from '../../kernel/language.js';

/**
 * Acts that are never an alternant's, whatever the level: `data/acts.json` tells where each comes from and how sure we
 * are, and a test keeps the two alike. A mission that involves one names it, and is refused to everybody.
 */
export const NEVER_FOR_AN_ALTERNANT: ReadonlyMap<string, Bilingual> = new Map([
  ['injection', bilingual('faire une injection', 'giving an injection')],
  ['infusion', bilingual('poser ou surveiller une perfusion', 'placing or watching an infusion')],
  [
    'complex_dressing',
    bilingual(
      'faire le pansement d’une plaie aiguë, ou un pansement stérile',
      'dressing an acute wound, or a sterile dressing',
    ),
  ],
  ['catheter_or_probe', bilingual('poser un cathéter ou une sonde', 'placing a catheter or a probe')],
  [
    'medicine_preparation',
    bilingual('préparer des médicaments ou un pilulier', 'preparing medicines or filling a pill box'),
  ],
  ['prescription_change', bilingual('modifier une prescription', 'changing a prescription')],
  [
    'restraint_decision',
    bilingual(
      'décider d’une contention, physique ou chimique',
      'deciding on a physical or chemical restraint',
    ),
  ],
  [
    'sole_responsibility',
    bilingual(
      'rester la seule personne responsable sur place, ou compter comme le professionnel de nuit',
      'staying the only person responsible on site, or counting as the night professional',
    ),
  ],
  [
    'admission_or_discharge',
    bilingual('décider d’une admission ou d’une sortie', 'deciding on an admission or a discharge'),
  ],
  ['diagnosis_announcement', bilingual('annoncer un diagnostic', 'announcing a diagnosis')],
  [
    'unstable_condition_alone',
    bilingual(
      'prendre en charge sans professionnel un état instable ou aigu',
      'handling an unstable or acute condition without a professional',
    ),
  ],
]);
