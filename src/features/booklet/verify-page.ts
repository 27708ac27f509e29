import { Injectable } from '@nestjs/common';
import { bilingual, type Language } from '../../kernel/language.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { html, type Html } from '../../platform/pages/html.js';
import type { Page } from '../../platform/pages/layout.js';
import { PAGES } from '../../platform/pages/page-url.js';
import type { PageRequest, PageRoute } from '../../platform/pages/serve-pages.js';
import { BookletService } from './booklet.service.js';

const TITLES = {
  form: bilingual('Vérifier un livret', 'Verify a booklet'),
  // Of the hash: whoever copies one onto a paper of their own has a genuine one, too.
  genuine: bilingual(
    'Cette empreinte est celle d’un livret de Palier',
    'This hash is that of a booklet of Palier',
  ),
  unknown: bilingual('Ce livret n’est pas reconnu', 'This booklet is not recognised'),
};
const ADVICE = bilingual(
  'Aucun livret de Palier ne porte cette empreinte. Vérifiez que l’adresse est entière, ou demandez un nouveau livret au centre.',
  'No booklet of Palier bears this hash. Check that the address is whole, or ask the centre for a new booklet.',
);
const COMPARE = bilingual(
  'Comparez la date et l’état imprimés. Cette page ne vérifie rien d’autre : dans le doute, demandez le même livret au centre.',
  'Compare the date and the state that are printed. This page verifies nothing else: in doubt, ask the centre for the same booklet.',
);

const LABEL = bilingual(
  'L’empreinte, imprimée au bas de chaque page',
  'The hash, printed at the foot of each page',
);
const BUTTON = bilingual('Vérifier', 'Verify');

const form = (language: Language): Html =>
  html`<form method="post" action="verify">
    <input type="hidden" name="lang" value="${language}" />
    <div class="field">
      <label for="hash">${LABEL[language]}</label>
      <input id="hash" name="hash" type="text" autocomplete="off" spellcheck="false" />
    </div>
    <button>${BUTTON[language]}</button>
  </form>`;

/** The page to which a printed booklet leads: whether it is genuine, and of what day. It says of whom to nobody. */
@Injectable()
export class VerifyPage {
  readonly routes: readonly PageRoute[];

  constructor(private readonly booklets: BookletService) {
    const show = (request: PageRequest) => this.show(request);
    this.routes = [{ path: PAGES.verify, show, send: show }];
  }

  private async show({ value, language }: PageRequest): Promise<Page> {
    const hash = value('hash');
    const found = await this.booklets.verify(hash);
    const other = `?${new URLSearchParams({ hash, lang: language === 'fr' ? 'en' : 'fr' }).toString()}`;
    if (hash === '') return { status: 200, title: TITLES.form[language], body: form(language), other };
    if (!found) {
      const body = html`<p>${ADVICE[language]}</p>
        ${form(language)}`;
      return { status: 200, title: TITLES.unknown[language], body, other };
    }
    const written = formatDay(found.on);
    const of = bilingual(
      `Il dit la situation au ${written.fr}, état n° ${found.sequence}.`,
      `It shows the situation of ${written.en}, state no. ${found.sequence}.`,
    );
    const body = html`<p class="done">${of[language]}</p>
      <p>${COMPARE[language]}</p>`;
    return { status: 200, title: TITLES.genuine[language], body, other };
  }
}
