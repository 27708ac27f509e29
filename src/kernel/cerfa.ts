import shipped from '../../data/cerfa-enums.json' with { type: 'json' };
import { bilingual } from './language.js';
import type { Labels } from './labels/labels.js';

/** A code of the form (CERFA 10103), with its official words, which are French. */
interface Item {
  readonly code: string;
  readonly label: string;
  readonly labelEn: string;
}
type Listed = Item | { readonly items: readonly Item[] };

/** In the order of the form; groups are headings of the paper, and nothing of the code. */
const labelsOf = (...lists: readonly (readonly Listed[])[]): Labels =>
  Object.fromEntries(
    lists
      .flat()
      .flatMap((one) => ('items' in one ? one.items : [one]))
      .map(({ code, label, labelEn }) => [code, bilingual(label.replaceAll("'", '’'), labelEn)]),
  );

/** The lists of codes of the form, by the names that the API gives them; `data/cerfa-enums.json` has them as the form does. */
export const CERFA_LISTS = {
  CerfaContractMode: labelsOf(shipped.modeContractuel),
  CerfaContractType: labelsOf(shipped.typeContratOuAvenant),
  CerfaDerogation: labelsOf(shipped.typeDerogation),
  CerfaEmployerType: labelsOf(shipped.typeEmployeurPrive, shipped.typeEmployeurPublic),
  CerfaSpecificEmployer: labelsOf(shipped.employeurSpecifique),
  CerfaNationality: labelsOf(shipped.nationalite),
  CerfaSocialScheme: labelsOf(shipped.regimeSocial),
  CerfaSituationBefore: labelsOf(shipped.situationAvantContrat),
  CerfaLastClass: labelsOf(shipped.derniereClasse),
  CerfaDiploma: labelsOf(shipped.diplome),
  CerfaTutorDiplomaLevel: labelsOf(shipped.niveauDiplomeMaitre),
  PayBase: labelsOf(shipped.remunerationBase),
} as const satisfies Readonly<Record<string, Labels>>;

export type CerfaList = keyof typeof CERFA_LISTS;

/** Employers of the public sector, by their code. */
export const PUBLIC_EMPLOYER_TYPES: readonly string[] = shipped.typeEmployeurPublic.map(({ code }) => code);

export const codesOf = (list: CerfaList): readonly string[] => Object.keys(CERFA_LISTS[list]);
