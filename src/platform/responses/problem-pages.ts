import type { FastifyInstance } from 'fastify';
import type { AppError } from '../../kernel/errors.js';
import type { Language } from '../../kernel/language.js';
import { notFound } from '../../kernel/refusals.js';
import { problemOf, type ProblemDocument } from './problem.filter.js';

/** Nothing is loaded, run, framed or sent: the page is its text. */
const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HEADINGS = { fr: 'Que faire', en: 'What to do' } satisfies Record<Language, string>;

interface Page {
  readonly json: string;
  readonly html: string;
}

/** Serves where the `type` of a problem document leads: `/problems/<code>`, a page for people, JSON for programs. */
export function serveProblemPages(fastify: FastifyInstance, refusals: readonly AppError[]): void {
  const pages = new Map([...refusals, null].map((refusal) => pageOf(refusal)));
  fastify.get<{ Params: { code: string } }>(
    '/problems/:code',
    { config: { access: 'anyone' } },
    (request, reply) => {
      const page = pages.get(request.params.code);
      if (!page) throw notFound();
      const isHtml = /\btext\/html\b/.test(request.headers.accept ?? '');
      return reply
        .headers({
          'content-type': `${isHtml ? 'text/html' : 'application/json'}; charset=utf-8`,
          'content-security-policy': CLOSED,
          'cache-control': 'public, max-age=3600',
          vary: 'Accept',
        })
        .send(isHtml ? page.html : page.json);
    },
  );
}

/** What a refusal says wherever it is met, with one of its sentences as an example. Null is a bug. */
function pageOf(refusal: AppError | null): [code: string, Page] {
  const fr = wordsOf(refusal, 'fr');
  const en = wordsOf(refusal, 'en');
  const { type, code, status } = fr;
  const title = { fr: fr.title, en: en.title };
  const detail = { fr: fr.detail, en: en.detail };
  return [code, { json: JSON.stringify({ type, code, status, title, detail }), html: htmlOf(fr, en) }];
}

type Words = ProblemDocument & { readonly type: string; readonly title: string; readonly detail: string };

const wordsOf = (refusal: AppError | null, language: Language): Words =>
  problemOf(refusal, '', language).body as Words;

const htmlOf = (fr: Words, en: Words): string =>
  [
    '<!doctype html>',
    '<html lang="fr">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(fr.title)} – Palier</title>`,
    sectionOf(fr, 'fr'),
    '<hr>',
    sectionOf(en, 'en'),
    `<p><code>${fr.status} ${fr.code}</code></p>`,
    '</html>\n',
  ].join('\n');

const sectionOf = ({ title, detail }: Words, language: Language): string =>
  `<section lang="${language}"><h1>${escaped(title)}</h1><h2>${HEADINGS[language]}</h2><p>${escaped(detail)}</p></section>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
