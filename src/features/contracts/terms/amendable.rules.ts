/** Where an amendment takes what a contract or its form says, and the type of an amendment that only does that. */
export interface WayToAmend {
  readonly field: string;
  /** A JSON Pointer into the body of the proposal. */
  readonly pointer: string;
  /** `typeContratApp` of the form. */
  readonly type: string;
}

const ANOTHER_EMPLOYER = '31';
const DISABILITY = '34';
const DIPLOMA = '35';
const OTHER = '36';
const PLACE_OF_WORK = '37';
const PLACE_OF_TRAINING = '38';

const each = (section: string, type: string, ...names: readonly string[]) =>
  names.map((name): [string, string] => [`${section}.${name}`, type]);

/** The members of the form that an amendment takes as the form does. */
const OF_THE_FORM: ReadonlyMap<string, string> = new Map([
  ...each('employer', PLACE_OF_WORK, 'address'),
  ...each('alternant', DISABILITY, 'disabledWorker', 'disabilityExtension'),
  ...each('alternant', OTHER, 'topLevelAthlete', 'youthEquivalence'),
  ...each('terms', OTHER, 'contractMode', 'riskyWork'),
  ...each('pay', OTHER, 'periods', 'branchMinimumCents', 'pensionFund', 'benefitsInKind'),
  ...each('pay', OTHER, 'mealCents', 'housingMonthlyCents', 'otherBenefits'),
  ...each('training', DIPLOMA, 'diplomaType', 'title', 'diplomaCode', 'rncp', 'cycleMonths'),
  ...each('training', OTHER, 'startsOn', 'endsOn', 'hours', 'distanceHours', 'inHouse'),
  ...each('training', PLACE_OF_TRAINING, 'centreAddress', 'sameResponsible', 'siteName', 'siteUai'),
  ...each('training', PLACE_OF_TRAINING, 'siteSiret', 'siteAddress'),
]);

/** What an amendment takes by a name of its own. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['startsOn', 'startsOn'],
  ['endsOn', 'endsOn'],
  ['terms.weeklyMinutes', 'weeklyMinutes'],
  ['tutors', 'mainTutorId'],
  ['employerId', 'employerId'],
]);

/** Whether an amendment takes that member of the form, by its path. */
export const isAmendable = (path: string): boolean => OF_THE_FORM.has(path);

/** How fields that no longer change are amended; of those that no amendment takes, nothing. */
export const waysToAmend = (fields: readonly string[]): WayToAmend[] =>
  fields.flatMap((field) => {
    const name = BY_NAME.get(field);
    if (name !== undefined) {
      const type = name === 'employerId' ? ANOTHER_EMPLOYER : OTHER;
      return [{ field, pointer: `/changes/${name}`, type }];
    }
    const type = OF_THE_FORM.get(field);
    return type === undefined ? [] : [{ field, pointer: `/changes/form/${field.replace('.', '/')}`, type }];
  });
