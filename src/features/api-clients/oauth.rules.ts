import type { AppError } from '../../kernel/errors.js';
import { isUuid, type ApiClientId } from '../../kernel/ids.js';
import { isScope, type Scope } from '../../platform/access/scopes.js';
import { invalidRequest, invalidScope, unsupportedGrantType } from './api-clients.errors.js';

export interface Credentials {
  readonly clientId: ApiClientId;
  readonly secret: string;
}

/** One digit of base64 beyond fours is no byte: `atob` would throw. */
const BASIC = /^Basic +((?:[A-Za-z0-9+/]{4}){0,1024}(?:[A-Za-z0-9+/]{2,3})?={0,2})$/i;

/** Client and secret out of `Authorization: Basic …`, each form-encoded as RFC 6749 §2.3.1 has it; null when there are none. */
export function readBasic(header: string | undefined): Credentials | null {
  const encoded = BASIC.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const [user = '', ...rest] = decodeBase64(encoded).split(':');
  const clientId = formDecoded(user)?.toLowerCase();
  const secret = formDecoded(rest.join(':'));
  if (!isUuid(clientId) || secret === null || rest.length === 0) return null;
  return { clientId: clientId as string as ApiClientId, secret };
}

const decodeBase64 = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text.replace(/=+$/, '')), (char) => char.charCodeAt(0)));

function formDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** The scopes asked for; all that the client has, when none is named. Unknown fields are ignored, as RFC 6749 wants. */
export function readTokenRequest(
  form: URLSearchParams | null,
  granted: readonly Scope[],
):
  | { readonly ok: true; readonly scopes: readonly Scope[] }
  | { readonly ok: false; readonly refusal: AppError } {
  const names = [...(form?.keys() ?? [])];
  const grantType = form?.get('grant_type');
  if (!form || !grantType || new Set(names).size !== names.length)
    return { ok: false, refusal: invalidRequest() };
  if (grantType !== 'client_credentials') return { ok: false, refusal: unsupportedGrantType() };
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (asked.length === 0) return { ok: true, scopes: granted };
  if (!asked.every(isScope) || !asked.every((scope) => granted.includes(scope))) {
    return { ok: false, refusal: invalidScope() };
  }
  return { ok: true, scopes: granted.filter((scope) => asked.includes(scope)) };
}
