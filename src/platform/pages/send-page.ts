import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError, FieldError } from '../../kernel/errors.js';
import { bilingual, type Language } from '../../kernel/language.js';
import { languageOf } from '../responses/language.js';
import { html } from './html.js';
import { layOut, PAGE_HEADERS, type Page } from './layout.js';

/** No value of a form is longer; what is longer is read as nothing. */
const MAX_VALUE = 1_000;

export function sendPage(page: Page, request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOfPage(request);
  void reply
    .status(page.status)
    .headers({ ...PAGE_HEADERS, 'content-language': language })
    .send(layOut(page, language));
}

const NO_GOOD = bilingual('Ce lien ne peut pas servir', 'This link cannot be used');

/** A refusal as a page, single mistakes in the words of their field: with what to do, and nothing to fill in. */
export function sendRefusedPage(
  refusal: AppError | null,
  problem: { readonly status: number; readonly title: string; readonly detail: string },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const language = languageOfPage(request);
  const [error] = (refusal?.details['errors'] ?? []) as readonly FieldError[];
  const title = error?.pointer === '/token' ? NO_GOOD[language] : problem.title;
  const body = html`<p>${error?.detail[language] ?? problem.detail}</p>`;
  sendPage({ status: problem.status, title, body }, request, reply);
}

/** What somebody chose on the page comes before what their browser prefers. */
export function languageOfPage(request: FastifyRequest): Language {
  const chosen = valueOf(request, 'lang');
  return chosen === 'fr' || chosen === 'en' ? chosen : languageOf(request.headers['accept-language']);
}

/** Reads a field of the form that was sent, or of the address; empty where it is not there. */
export function valueOf({ method, body, query }: FastifyRequest, name: string): string {
  const sent: unknown =
    method === 'POST'
      ? body instanceof URLSearchParams && body.get(name)
      : (query as Record<string, unknown> | undefined)?.[name];
  return typeof sent === 'string' && sent.length <= MAX_VALUE ? sent : '';
}
