import shipped from '../../../data/structure-types.json' with { type: 'json' };
import { bilingual, type Bilingual } from '../language.js';

/** What people call each type of host structure that Palier knows, by its code. Organisations may bear others. */
export const STRUCTURE_TYPES: ReadonlyMap<string, Bilingual> = new Map(
  shipped.map(({ code, label, labelEn }) => [code, bilingual(label.replaceAll("'", '’'), labelEn)]),
);
