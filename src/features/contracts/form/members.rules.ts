import type { AgreedMembers } from '../terms/agreed.types.js';
import type { ContractForm } from './form.types.js';

/** Every member by its path: `terms.weeklyMinutes`; the tutors and the pay periods each as one. */
export function membersOf(form: ContractForm): Map<string, unknown> {
  const { formVersion, tutors, ...sections } = form;
  const members = Object.entries(sections).flatMap(([section, held]) =>
    Object.entries(held).map(([name, value]): [string, unknown] => [`${section}.${name}`, value]),
  );
  return new Map([['formVersion', formVersion as unknown], ['tutors', tutors], ...members]);
}

/** The paths of what two forms say differently. */
export function changedMembers(before: ContractForm, after: ContractForm): string[] {
  const was = membersOf(before);
  return [...membersOf(after)]
    .filter(([path, value]) => JSON.stringify(value) !== JSON.stringify(was.get(path)))
    .map(([path]) => path);
}

/** What a form says at these paths. */
export function membersAt(form: ContractForm, paths: readonly string[]): AgreedMembers {
  const members = membersOf(form);
  return Object.fromEntries(paths.map((path) => [path, members.get(path) ?? null]));
}

/** A form that says these members so, and the rest as it did. */
export const withMembers = (form: ContractForm, members: AgreedMembers): ContractForm =>
  Object.entries(members).reduce<ContractForm>((made, [path, value]) => {
    const [section = '', name] = path.split('.');
    const held = made[section as keyof ContractForm];
    const next = name === undefined ? value : { ...(held as object), [name]: value };
    return { ...made, [section]: next };
  }, form);
