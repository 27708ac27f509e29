import type { Bilingual } from '../../../kernel/language.js';
import { CERFA_LISTS, type CerfaList } from '../../../kernel/cerfa.js';
import type { ContractForm } from './form.types.js';

/** The words of a code that a form holds, as the paper has them. */
export interface FormWord {
  readonly pointer: string;
  readonly code: string;
  readonly label: Bilingual;
}

/** Which list each member of a section is of. */
const LISTS: Readonly<Record<string, Readonly<Record<string, CerfaList>>>> = {
  employer: { employerType: 'CerfaEmployerType', specificEmployer: 'CerfaSpecificEmployer' },
  alternant: {
    nationality: 'CerfaNationality',
    socialScheme: 'CerfaSocialScheme',
    situationBefore: 'CerfaSituationBefore',
    lastDiplomaPrepared: 'CerfaDiploma',
    lastClass: 'CerfaLastClass',
    highestDiploma: 'CerfaDiploma',
  },
  terms: {
    contractMode: 'CerfaContractMode',
    contractType: 'CerfaContractType',
    derogationType: 'CerfaDerogation',
  },
  training: { diplomaType: 'CerfaDiploma' },
};

/** Every code of a form with its words, in the order of the form. */
export function formWords(form: ContractForm): FormWord[] {
  const ofSections = Object.entries(LISTS).flatMap(([section, lists]) =>
    Object.entries(lists).flatMap(([name, list]) =>
      wordOf(list, `/${section}/${name}`, (form as unknown as Record<string, Held>)[section]?.[name]),
    ),
  );
  const ofTutors = form.tutors.flatMap(({ diplomaLevel }, index) =>
    wordOf('CerfaTutorDiplomaLevel', `/tutors/${index}/diplomaLevel`, diplomaLevel),
  );
  return [...ofSections, ...ofTutors];
}

type Held = Readonly<Record<string, unknown>>;

function wordOf(list: CerfaList, pointer: string, code: unknown): FormWord[] {
  const label = typeof code === 'string' ? CERFA_LISTS[list][code] : undefined;
  return label ? [{ pointer, code: String(code), label }] : [];
}
