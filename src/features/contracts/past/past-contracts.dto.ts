import { AtField } from '../../../platform/validation/as-of.js';

export class GetContractQuery {
  @AtField() at?: string;
}
