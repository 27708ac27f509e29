import { Injectable } from '@nestjs/common';
import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import type { Role } from '../../../platform/access/actor.js';
import { html } from '../../../platform/pages/html.js';
import type { Page } from '../../../platform/pages/layout.js';
import { PAGES, type PagePath } from '../../../platform/pages/page-url.js';
import type { PageRequest, PageRoute } from '../../../platform/pages/serve-pages.js';
import { linkUnknown } from '../account-links/links.errors.js';
import { masked } from '../account-links/account-mail.rules.js';
import { EmailChangesService } from '../email-changes/email-changes.service.js';
import type { OfferedInvitation } from '../identity.types.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { notAnAddress } from '../passwords/passwords.errors.js';
import { ResetsService } from '../passwords/resets.service.js';
import {
  donePage,
  formPage,
  mistakesIn,
  mistypedPasswords,
  PASSWORD_FIELDS,
  type FormPage,
} from './page-forms.js';

const ROLES: Readonly<Record<Role, Bilingual>> = {
  platform_admin: bilingual('administrer la plateforme', 'administer the platform'),
  centre_admin: bilingual('administrer le centre', 'administer the centre'),
  referent: bilingual('suivre des alternants comme référent', 'follow alternants as their referent'),
  alternant: bilingual('suivre votre parcours d’alternant', 'follow your path as an alternant'),
  auditor: bilingual('consulter les parcours comme auditeur', 'read ladders as an auditor'),
  hr: bilingual('gérer les contrats (ressources humaines)', 'manage contracts (human resources)'),
  tutor: bilingual('accompagner des alternants comme tuteur', 'accompany alternants as a tutor'),
};

/** As much of an address as keeps a typing mistake from going unnoticed. */
const ADDRESS = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
const CHOOSE = bilingual('Choisir ce mot de passe', 'Choose this password');
const SIGN_IN = bilingual('Connectez-vous avec', 'Sign in with');

/** What is asked of whoever looks at a page: the form, or the refusal that stands in its place. */
type Asked = (request: PageRequest) => Promise<FormPage>;
/** What its form does, and what is said then. */
type Done = (request: PageRequest) => Promise<Page>;

/**
 * A page for each link that Palier gives or sends: small, without script, in French and English. Looking at one changes
 * nothing. The web pages of Palier will take their places, at the same addresses.
 */
@Injectable()
export class IdentityPages {
  readonly routes: readonly PageRoute[];

  constructor(
    private readonly invitations: InvitationsService,
    private readonly resets: ResetsService,
    private readonly emails: EmailChangesService,
  ) {
    this.routes = [
      { path: PAGES.contract, show: ({ language }) => Promise.resolve(signInFirst(language)) },
      routeOf(
        PAGES.accept,
        (request) => this.askToAccept(request),
        (request) => this.accept(request),
      ),
      routeOf(
        PAGES.forgotten,
        () => Promise.resolve(FORGOTTEN),
        (request) => this.forget(request),
      ),
      routeOf(
        PAGES.reset,
        (request) => this.askToReset(request),
        (request) => this.reset(request),
      ),
      routeOf(
        PAGES.confirm,
        (request) => this.askToConfirm(request),
        (request) => this.confirm(request),
      ),
      routeOf(
        PAGES.undo,
        (request) => this.askToUndo(request),
        (request) => this.undo(request),
      ),
    ];
  }

  private async askToAccept({ value, language }: PageRequest): Promise<FormPage> {
    const offered = await this.invitations.offered(tokenIn(value));
    const { email, hasPassword } = offered;
    const kept = bilingual(
      'Vous avez déjà un mot de passe : il ne change pas.',
      'You have a password already: it stays as it is.',
    );
    return {
      title: bilingual('Rejoindre Palier', 'Join Palier'),
      intro: html`<p>${invitedTo(offered)[language]}</p>
        <p>
          ${bilingual('Votre adresse de connexion :', 'The address that you sign in with:')[language]}
          <strong>${email}</strong>
        </p>
        ${hasPassword ? html`<p>${kept[language]}</p>` : null}`,
      form: {
        action: 'accept',
        fields: hasPassword ? [] : PASSWORD_FIELDS,
        button: bilingual('Accepter l’invitation', 'Accept the invitation'),
        ...(hasPassword ? {} : { username: email }),
      },
    };
  }

  private async accept({ value, address, language }: PageRequest): Promise<Page> {
    const { invitation, passwordSet } = await this.invitations.accept(
      tokenIn(value),
      value('password'),
      address,
    );
    const kept = bilingual('et votre mot de passe habituel', 'and the password that you have');
    const chosen = bilingual(
      'et le mot de passe que vous venez de choisir',
      'and the password that you just chose',
    );
    return donePage(
      bilingual('Bienvenue dans Palier', 'Welcome to Palier'),
      signInWith(invitation.email, passwordSet ? chosen : kept),
      language,
    );
  }

  private async forget({ value, address, language }: PageRequest): Promise<Page> {
    const email = value('email').trim();
    if (!ADDRESS.test(email)) throw notAnAddress();
    const sentence = await this.resets.forget(email, address);
    return donePage(bilingual('C’est noté', 'Noted'), sentence, language);
  }

  private async askToReset({ value, language }: PageRequest): Promise<FormPage> {
    const { email } = await this.resets.offered(tokenIn(value));
    return {
      title: bilingual('Choisir un nouveau mot de passe', 'Choose a new password'),
      intro: html`<p>
        ${bilingual('Pour le compte', 'For the account')[language]} <strong>${email}</strong>.
        ${
          bilingual(
            'Vous serez déconnecté de tous vos appareils.',
            'You will be signed out of all your devices.',
          )[language]
        }
      </p>`,
      form: { action: 'reset', fields: PASSWORD_FIELDS, button: CHOOSE, username: email },
    };
  }

  private async reset({ value, address, language }: PageRequest): Promise<Page> {
    const email = await this.resets.reset(tokenIn(value), value('password'), address);
    return donePage(
      bilingual('Votre mot de passe est changé', 'Your password is changed'),
      signInWith(email, bilingual('et ce nouveau mot de passe', 'and this new password')),
      language,
    );
  }

  private async askToConfirm({ value, language }: PageRequest): Promise<FormPage> {
    const { email, nextEmail } = await this.emails.offered(tokenIn(value), 'confirm_email');
    return {
      title: bilingual('Confirmer votre adresse', 'Confirm your address'),
      intro: html`<p>
        ${bilingual('Vous vous connecterez désormais avec', 'From now on you will sign in with')[language]}
        <strong>${nextEmail}</strong>, ${bilingual('et plus avec', 'no longer with')[language]}
        ${masked(email)}.
      </p>`,
      form: {
        action: 'confirm',
        fields: [],
        button: bilingual('Confirmer cette adresse', 'Confirm this address'),
      },
    };
  }

  private async confirm({ value, language }: PageRequest): Promise<Page> {
    const email = await this.emails.confirm(tokenIn(value));
    return donePage(
      bilingual('Votre adresse est confirmée', 'Your address is confirmed'),
      signInWith(email, bilingual('et votre mot de passe habituel', 'and the password that you have')),
      language,
    );
  }

  private async askToUndo({ value, language }: PageRequest): Promise<FormPage> {
    const { nextEmail } = await this.emails.offered(tokenIn(value), 'undo_email');
    const email = nextEmail ?? '';
    return {
      title: bilingual('Reprendre votre compte', 'Take your account back'),
      intro: html`<p>
        ${
          bilingual(
            'Votre compte se connectera de nouveau avec',
            'Your account will be signed in to again with',
          )[language]
        } <strong>${email}</strong>.
        ${
          bilingual(
            'Qui s’y trouve en est déconnecté, et n’y revient pas : choisissez un mot de passe que vous seul connaissez.',
            'Whoever is in it is signed out, and does not come back: choose a password that you alone know.',
          )[language]
        }
      </p>`,
      form: {
        action: 'undo',
        fields: PASSWORD_FIELDS,
        button: bilingual('Reprendre mon compte', 'Take my account back'),
        username: email,
      },
    };
  }

  private async undo({ value, address, language }: PageRequest): Promise<Page> {
    const email = await this.emails.undo(tokenIn(value), value('password'), address);
    return donePage(
      bilingual('Votre compte est de nouveau à vous', 'Your account is yours again'),
      signInWith(email, bilingual('et ce nouveau mot de passe', 'and this new password')),
      language,
    );
  }
}

/** Alike for every contract, also for one that is not there: who may see it is asked after signing in. */
const signInFirst = (language: Language): Page => ({
  status: 200,
  title: bilingual('Un contrat vous attend', 'A contract awaits you')[language],
  body: html`<p>
      ${
        bilingual(
          'Ouvrez l’application que vous utilisez avec Palier et connectez-vous : le contrat dont parle le message s’y trouve. Sans connexion, rien n’en est montré.',
          'Open the application that you use with Palier and sign in: the contract that the message is about is there. Nothing of it is shown before you sign in.',
        )[language]
      }
    </p>
    <p>
      <a href="../password/forgotten"
        >${bilingual('Mot de passe oublié ?', 'Forgot your password?')[language]}</a
      >
    </p>`,
  other: `?lang=${language === 'fr' ? 'en' : 'fr'}`,
});

const FORGOTTEN: FormPage = {
  title: bilingual('Mot de passe oublié', 'Forgotten password'),
  intro: html``,
  form: {
    action: 'forgotten',
    fields: [
      {
        name: 'email',
        type: 'email',
        label: bilingual('Votre adresse électronique', 'Your e-mail address'),
        hint: bilingual('Celle avec laquelle vous vous connectez.', 'The one that you sign in with.'),
        autocomplete: 'email',
      },
    ],
    button: bilingual('Recevoir un lien', 'Get a link'),
  },
};

/** What is wrong with a field brings its form back; what is wrong with the link takes its place. */
function routeOf(path: PagePath, asked: Asked, done: Done): PageRoute {
  return {
    path,
    show: async (request) => formPage(await asked(request), request),
    send: async (request) => {
      const page = await asked(request);
      const mistyped = mistypedPasswords(request);
      if (Object.keys(mistyped).length > 0) return formPage(page, request, mistyped);
      return done(request).catch((refusal: unknown) =>
        formPage(page, request, mistakesIn(refusal, page.form.fields)),
      );
    },
  };
}

/** A link that was cut by a mail program brings none. */
function tokenIn(value: PageRequest['value']): string {
  const token = value('token');
  if (token === '') throw linkUnknown();
  return token;
}

const invitedTo = ({ organisation, role }: OfferedInvitation): Bilingual =>
  organisation === null
    ? bilingual(`Vous êtes invité à ${ROLES[role].fr}.`, `You are invited to ${ROLES[role].en}.`)
    : bilingual(
        `${organisation} vous invite à ${ROLES[role].fr}.`,
        `${organisation} invites you to ${ROLES[role].en}.`,
      );

const signInWith = (email: string, password: Bilingual): Bilingual =>
  bilingual(`${SIGN_IN.fr} ${email} ${password.fr}.`, `${SIGN_IN.en} ${email} ${password.en}.`);
