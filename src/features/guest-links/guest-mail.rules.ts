import { CODE_MINUTES } from './guest-links.types.js';

/** What is written to somebody without an account, and to whoever gave them a link; always in both languages. */
export type GuestMail =
  | {
      readonly kind: 'tutor_once' | 'legal_representative';
      readonly organisation: string;
      readonly url: string;
    }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'disowned'; readonly url: string };

/** It names the organisation that sends it, and nobody: who reads mails on the way does not learn who learns where. */
export function composeGuestMail(mail: GuestMail): { subject: string; text: string } {
  switch (mail.kind) {
    case 'tutor_once':
      return letter('votre avis / your opinion', [
        `${mail.organisation} vous demande ce que vous avez vu d’un alternant. Ce lien personnel ne sert qu’à cela, quelques jours :`,
        mail.url,
        'Si ce message n’est pas pour vous, ouvrez la page et dites-le : « Ce n’est pas moi ». Ne répondez pas à ce message.',
        '--',
        `${mail.organisation} asks what you saw of an alternant. The link above is personal, is good for that alone, and for a few days. If this message is not for you, open the page and say so: "This is not me". Please do not answer this message.`,
      ]);
    case 'legal_representative':
      return letter('suivre un parcours / following a ladder', [
        `${mail.organisation} vous ouvre le parcours de l’alternant que vous représentez. Ce lien personnel vaut quelques jours :`,
        mail.url,
        'Si ce message n’est pas pour vous, ouvrez la page et dites-le : « Ce n’est pas moi ». Ne répondez pas à ce message.',
        '--',
        `${mail.organisation} opens to you the ladder of the alternant whom you represent. The link above is personal, and is good for a few days. If this message is not for you, open the page and say so: "This is not me". Please do not answer this message.`,
      ]);
    case 'code':
      return letter('votre code / your code', [
        `Votre code, valable ${CODE_MINUTES} minutes :`,
        mail.code,
        'Saisissez-le sur la page que vous avez ouverte, et ne le donnez à personne. Si vous n’avez rien demandé, ne faites rien.',
        '--',
        `The code above is good for ${CODE_MINUTES} minutes. Type it on the page that you opened, and give it to nobody. If you asked for nothing, do nothing.`,
      ]);
    case 'disowned':
      return letter('un lien est arrivé ailleurs / a link went elsewhere', [
        'Un lien que vous avez donné est arrivé chez quelqu’un d’autre, qui l’a signalé : il ne sert plus. Vérifiez l’adresse avant d’en donner un autre :',
        mail.url,
        '--',
        'A link that you gave reached somebody else, who said so: it is good no more. Check the address before you give another one.',
      ]);
  }
}

const letter = (subject: string, lines: readonly string[]) => ({
  subject: `Palier : ${subject}`,
  text: ['Bonjour,', ...lines, ''].join('\n\n'),
});
