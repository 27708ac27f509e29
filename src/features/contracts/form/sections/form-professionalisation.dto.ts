import { Flag, OneOf, Text, Whole } from '../../../../platform/validation/fields.js';
import type { ProfessionalisationSection } from '../form.types.js';

const BENEFITS = ['RSA', 'ASS', 'AAH', 'former_contrat_aide'];
const NATURES = ['open_ended', 'fixed_term', 'temporary'];

export class ProfessionalisationForm {
  @OneOf(NATURES, { optional: true, name: 'ProfessionalisationNature', description: 'The kind of contract.' })
  nature?: ProfessionalisationSection['nature'];

  @Text({ max: 200, optional: true, description: 'The exact job.', example: 'Agent de service' })
  jobTitle?: string | null;

  @Text({ max: 100, optional: true, description: 'In the branch agreement.' }) classification?: string | null;

  @Text({ max: 20, optional: true, description: 'In the branch agreement.' }) coefficient?: string | null;

  @Whole({ min: 0, max: 365, optional: true, description: 'Days of the trial period.' })
  trialDays?: number | null;

  @Flag({ optional: true, description: 'A registered job seeker.' }) jobSeeker?: boolean | null;

  @Whole({ min: 0, max: 600, optional: true, description: 'For how many months.' })
  jobSeekerMonths?: number | null;

  @OneOf(BENEFITS, { optional: true, name: 'MinimumBenefit', description: 'What they received before.' })
  minimumBenefit?: ProfessionalisationSection['minimumBenefit'];

  @Text({ max: 20, optional: true, description: 'Declaration number of the training organisation.' })
  activityDeclarationNumber?: string | null;

  @Whole({ min: 0, max: 9_999, optional: true, description: 'Hours of teaching.' })
  teachingHours?: number | null;

  @Whole({ min: 0, max: 9_999, optional: true, description: 'Hours of assessment and support.' })
  supportHours?: number | null;

  @Flag({ optional: true, description: 'The branch allows a longer action.' })
  longerByAgreement?: boolean | null;

  @Whole({ min: 0, max: 9, optional: true, description: 'How often it was renewed.' })
  renewals?: number | null;
}
