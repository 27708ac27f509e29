import { isUuid } from '../../kernel/ids.js';

/** A record as the API's paths name it: `/v1/<collection>/<id>`. */
export interface Reference {
  readonly collection: string;
  readonly id: string;
}

/** The records that an answer is about: that of its path, the one it made, and the contracts that it names. */
export function listReferences(url: string, location: string | undefined, body: string): Reference[] {
  const named = [url, location ?? ''].flatMap((path) => {
    const [, , collection = '', id] = path.split(/[/?]/);
    return isUuid(id) ? [{ collection, id }] : [];
  });
  const contracts = body === '' ? [] : contractsNamedIn(JSON.parse(body));
  const all = [...named, ...contracts.map((id) => ({ collection: 'contracts', id }))];
  return [...new Map(all.map((one) => [`${one.collection}/${one.id}`, one])).values()];
}

function contractsNamedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'contractId' && isUuid(member) ? [member] : contractsNamedIn(member),
  );
}
