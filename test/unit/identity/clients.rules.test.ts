import { expect, test } from '@jest/globals';
import { clientOf, titleOf } from '../../../src/features/identity/sessions/clients.rules.js';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

test.each([
  [
    'Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0',
    'Firefox sur Android',
    'Firefox on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari sur iPhone',
    'Safari on iPhone',
  ],
  [`Mozilla/5.0 (Windows NT 10.0) ${CHROME} Safari/537.36 Edg/140.0`, 'Edge sur Windows', 'Edge on Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, 'Chrome sur Linux', 'Chrome on Linux'],
  ['Mozilla/5.0 (Macintosh)', 'Navigateur sur macOS', 'Browser on macOS'],
  ['curl/8.5.0', 'Logiciel', 'Program'],
  ['okhttp/4.12 (Android 15)', 'Logiciel sur Android', 'Program on Android'],
  ['', 'Appareil inconnu', 'Unknown device'],
  [undefined, 'Appareil inconnu', 'Unknown device'],
])('%s is read as %s', (userAgent, fr, en) => {
  expect({ ...titleOf(clientOf(userAgent)) }).toMatchObject({ fr, en });
});

test('nothing of what it said is kept but words of ours', () => {
  const { kind, app, system } = clientOf(
    `Mozilla/5.0 (Linux; Marie Durand) ${'x'.repeat(100_000)} Firefox/1`,
  );

  expect({ kind, app, system }).toEqual({ kind: 'browser', app: null, system: 'Linux' });
});
