import { invalidField } from '../../kernel/refusals.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { Text, UuidField } from './fields.js';

/** The path of a resource that another system knows by its own id. */
export class ExternalIdParams {
  @Text({ max: 200, description: 'How your own system names it.' }) externalId!: string;
}

/** Whose external id a call is about. */
export class ByExternalIdQuery {
  @UuidField({
    optional: true,
    description: 'The organisation whose external id it is, where several have it.',
  })
  organisationId?: OrganisationId;
}

/** A body may repeat the path's external id, as the system that sends it knows it. @throws validation_failed when it is another */
export function requireSameExternalId(path: string, body: string | undefined): void {
  if (body === undefined || body === null || body === path) return;
  throw invalidField(
    '/externalId',
    'other_external_id',
    'L’identifiant externe du corps n’est pas celui de l’adresse : retirez-le, ou renvoyez le même.',
    'The external id of the body is not that of the address: leave it out, or send the same.',
  );
}
