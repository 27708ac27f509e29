import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { AppError, type FieldError } from '../../../kernel/errors.js';
import { isUuid, type DisputeId } from '../../../kernel/ids.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { html } from '../../../platform/pages/html.js';
import type { Page } from '../../../platform/pages/layout.js';
import { PAGES } from '../../../platform/pages/page-url.js';
import type { PageRequest, PageRoute } from '../../../platform/pages/serve-pages.js';
import { DISPUTED_KINDS } from '../../disputes/disputes.types.js';
import { GuestsService } from '../guests.service.js';
import { guestLinkUnknown, guestSessionUnknown } from '../guests.errors.js';
import { readAnswer, type FormMistakes } from './answer-form.rules.js';
import { offer } from './guest-page-parts.js';
import { representedLadder } from './ladder-page.js';
import { answerForm, awaiting } from './request-page.js';

const ANSWER = bilingual('Ce que vous avez vu', 'What you saw');
const LADDER = bilingual('Son parcours', 'Their ladder');
const OFFER: Readonly<Record<string, Bilingual>> = {
  tutor_once: bilingual('Votre avis est demandé', 'Your opinion is asked for'),
  legal_representative: bilingual('Suivre un parcours', 'Following a ladder'),
};
const WRONG = bilingual('Erreur : ', 'Error: ');
const GROUNDS = bilingual('Dites pourquoi vous le contestez.', 'Say why you contest it.');
const NOTHING: FormMistakes = {};

/**
 * The page of a link for somebody without an account: looking at it changes nothing, and shows nothing of the contract; what its
 * buttons do is sent. The secret of the visit travels from form to form, and nothing is kept by the browser.
 */
@Injectable()
export class GuestPages {
  readonly routes: readonly PageRoute[];

  constructor(
    private readonly guests: GuestsService,
    private readonly clock: Clock,
  ) {
    this.routes = [
      { path: PAGES.guest, show: (request) => this.offer(request), send: (request) => this.send(request) },
    ];
  }

  private async offer({ value, language, address }: PageRequest): Promise<Page> {
    const token = given(value('token'), guestLinkUnknown);
    const link = await this.guests.offered(token, address);
    const other = new URLSearchParams({ token, lang: language === 'fr' ? 'en' : 'fr' });
    return {
      status: 200,
      title: OFFER[link.purpose]?.[language] ?? '',
      body: offer(link, token, language),
      other: `?${other.toString()}`,
    };
  }

  private async send(request: PageRequest): Promise<Page> {
    const { value, address } = request;
    switch (value('step')) {
      case 'open': {
        const { link, session } = await this.guests.open(given(value('token'), guestLinkUnknown), address);
        return link.purpose === 'tutor_once'
          ? this.showRequest(request, session)
          : this.showLadder(request, session);
      }
      case 'disown':
        await this.guests.disown(given(value('token') || value('session'), guestLinkUnknown), address);
        return done(
          request,
          bilingual('C’est noté', 'Noted'),
          bilingual(
            'Ce lien ne sert plus, et qui l’a envoyé en sera informé. Merci de l’avoir dit.',
            'This link is good no more, and whoever sent it will be told. Thank you for saying so.',
          ),
        );
      case 'code':
        // The key “Enter” presses the first button, also where the code was typed already.
        return value('code') === ''
          ? this.sendCode(request, sessionIn(request))
          : this.answer(request, sessionIn(request));
      case 'answer':
        return this.answer(request, sessionIn(request));
      case 'contest':
        return this.contest(request, sessionIn(request));
      case 'withdraw':
        return this.withdraw(request, sessionIn(request));
      default:
        throw guestSessionUnknown();
    }
  }

  private async sendCode(request: PageRequest, session: string): Promise<Page> {
    await this.guests.readRequest(session);
    const mistakes = await this.guests.askForCode(session).then(() => NOTHING, mistakesIn('code'));
    const note = bilingual('Un code vient de partir par courriel.', 'A code has just gone by mail.');
    return this.showRequest(request, session, mistakes, mistakes === NOTHING ? note : null);
  }

  private async answer(request: PageRequest, session: string): Promise<Page> {
    const found = await this.guests.readRequest(session);
    const read = readAnswer(awaiting(found), request.value);
    if ('mistakes' in read) return this.showRequest(request, session, read.mistakes);
    const code = request.value('code') || null;
    const mistakes = await this.guests
      .answer(session, read.command, code)
      .then(() => null, mistakesIn('form'));
    if (mistakes) return this.showRequest(request, session, mistakes);
    return done(
      request,
      bilingual('Merci', 'Thank you'),
      bilingual(
        'Votre réponse est enregistrée, sous votre nom. Ce lien ne sert plus : vous pouvez fermer cette page.',
        'Your answer is recorded, under your name. This link is good no more: you may close this page.',
      ),
    );
  }

  private async contest(request: PageRequest, session: string): Promise<Page> {
    const { value } = request;
    const [id, grounds] = [value('id'), value('grounds').trim()];
    const kind = DISPUTED_KINDS.find((one) => one === value('kind'));
    if (kind === undefined || !isUuid(id)) throw guestSessionUnknown();
    if (grounds === '') return this.showLadder(request, session, { [`grounds-${id}`]: GROUNDS });
    const mistakes = await this.guests
      .contest(session, { kind, id }, grounds)
      .then(() => NOTHING, mistakesIn('form'));
    const note = bilingual(
      'Votre contestation est enregistrée : le centre y répond.',
      'Your dispute is recorded: the centre will rule on it.',
    );
    return this.showLadder(request, session, mistakes, mistakes === NOTHING ? note : null);
  }

  private async withdraw(request: PageRequest, session: string): Promise<Page> {
    const id = request.value('id');
    if (!isUuid(id)) throw guestSessionUnknown();
    const mistakes = await this.guests
      .withdrawDispute(session, id as DisputeId)
      .then(() => NOTHING, mistakesIn('form'));
    const note = bilingual('Votre contestation est retirée.', 'Your dispute is withdrawn.');
    return this.showLadder(request, session, mistakes, mistakes === NOTHING ? note : null);
  }

  private async showRequest(
    { value, language }: PageRequest,
    session: string,
    mistakes: FormMistakes = NOTHING,
    note: Bilingual | null = null,
  ): Promise<Page> {
    const found = await this.guests.readRequest(session);
    const shown = { session, typed: value, mistakes, note, today: this.clock.today() };
    return page(ANSWER[language], mistakes, WRONG[language], answerForm(found, shown, language));
  }

  private async showLadder(
    { value, language }: PageRequest,
    session: string,
    mistakes: FormMistakes = NOTHING,
    note: Bilingual | null = null,
  ): Promise<Page> {
    const found = await this.guests.readLadder(session);
    const shown = { session, typed: value, mistakes, note };
    return page(LADDER[language], mistakes, WRONG[language], representedLadder(found, shown, language));
  }
}

const page = (title: string, mistakes: FormMistakes, wrong: string, body: Page['body']): Page => {
  const isWrong = Object.keys(mistakes).length > 0;
  return { status: isWrong ? 422 : 200, title, ...(isWrong ? { mistaken: wrong } : {}), body };
};

const done = ({ language }: PageRequest, title: Bilingual, sentence: Bilingual): Page => ({
  status: 200,
  title: title[language],
  body: html`<p class="done" role="status">${sentence[language]}</p>`,
});

/** What brings the form back, at its field or above all; what ended the visit takes the place of the page. */
const mistakesIn =
  (whole: string) =>
  (refusal: unknown): FormMistakes => {
    if (!(refusal instanceof AppError)) throw refusal;
    if (refusal.kind !== 'invalid')
      if (refusal.kind === 'conflict' || refusal.kind === 'too_many_requests')
        return { [whole]: refusal.text.detail };
      else throw refusal;
    const errors = (refusal.details['errors'] ?? []) as readonly FieldError[];
    if (errors.some(({ pointer }) => pointer === '/session')) throw refusal;
    return Object.fromEntries(errors.map(({ pointer, detail }) => [fieldOf(pointer, whole), detail]));
  };

const FIELDS: Readonly<Record<string, string>> = { '/observedOn': 'observedOn', '/code': 'code' };
const fieldOf = (pointer: string, whole: string): string => FIELDS[pointer] ?? whole;

function given(secret: string, refusal: () => AppError): string {
  if (secret === '') throw refusal();
  return secret;
}

const sessionIn = ({ value }: PageRequest): string => given(value('session'), guestSessionUnknown);
