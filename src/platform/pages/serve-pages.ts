import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.js';
import type { Language } from '../../kernel/language.js';
import type { Log } from '../logs/logger.js';
import { sendProblem } from '../responses/problem.filter.js';
import type { Page } from './layout.js';
import { languageOfPage, sendPage, valueOf } from './send-page.js';
import type { PagePath } from './page-url.js';

/** What a page is asked with. */
export interface PageRequest {
  readonly language: Language;
  readonly address: string;
  /** Reads a field of the form that was sent, or of the address; empty where it is not there. */
  readonly value: (name: string) => string;
}

/** A page for whoever follows a link. Looking changes nothing: programs look at what mails hold before their readers do. */
export interface PageRoute {
  readonly path: PagePath;
  readonly show: (request: PageRequest) => Promise<Page>;
  /** What its form does, if it has one. */
  readonly send?: (request: PageRequest) => Promise<Page>;
}

/** Serves pages beside the API: no script, no cookie, nothing that is kept. */
export function servePages(fastify: FastifyInstance, pages: readonly PageRoute[], log: Log): void {
  for (const { path, show, send } of pages) {
    const answer = (asked: PageRoute['show']) => async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        sendPage(await asked(pageRequestOf(request)), request, reply);
      } catch (error) {
        const isRefusal = error instanceof AppError;
        if (!isRefusal) log.error({ requestId: request.id, error }, 'unexpected error');
        sendProblem(isRefusal ? error : null, request, reply);
      }
      return reply;
    };
    fastify.get(path, { config: { access: 'anyone', isPage: true } }, answer(show));
    if (send) fastify.post(path, { config: { access: 'anyone', body: 'form', isPage: true } }, answer(send));
  }
}

function pageRequestOf(request: FastifyRequest): PageRequest {
  return { language: languageOfPage(request), address: request.ip, value: (name) => valueOf(request, name) };
}
