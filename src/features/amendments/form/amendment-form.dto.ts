import { Nested } from '../../../platform/validation/fields.js';
import { AlternantForm, EmployerForm } from '../../contracts/form/sections/form-parties.dto.js';
import { PayForm, TermsForm, TrainingForm } from '../../contracts/form/sections/form-terms.dto.js';
import type { AgreedMembers } from '../../contracts/terms/agreed.types.js';

/** Members of the form of a contract, by its sections. */
export class AmendmentForm {
  @Nested(() => EmployerForm, { optional: true }) employer?: EmployerForm | null;

  @Nested(() => AlternantForm, { optional: true }) alternant?: AlternantForm | null;

  @Nested(() => TermsForm, { optional: true }) terms?: TermsForm | null;

  @Nested(() => PayForm, { optional: true }) pay?: PayForm | null;

  @Nested(() => TrainingForm, { optional: true }) training?: TrainingForm | null;
}

export function presentMembers(members: AgreedMembers | null): AmendmentForm | null {
  if (members === null) return null;
  const sections: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(members)) {
    const [section = '', name = ''] = path.split('.');
    sections[section] = { ...sections[section], [name]: value };
  }
  return sections;
}
