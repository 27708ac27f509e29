import { expect, test } from '@jest/globals';
import { mailReasonOf } from '../../../src/platform/mail/mail-reasons.js';

test.each([
  ['unknown_address', 550, '550 5.1.1 <lou@exemple.test>: Recipient address rejected'],
  ['unknown_address', 550, '550-5.1.1 The email account that you tried to reach does not exist'],
  ['unknown_address', 550, '550 5.2.1 The account is disabled'],
  ['unknown_address', 550, '550 no such user'],
  ['rejected', 550, '550 5.7.1 Message rejected by policy'],
  ['rejected', 554, '554 spam'],
  ['mailbox_full', 552, '552 5.2.2 over quota'],
  ['mailbox_full', 452, '452 4.2.2 over quota'],
  ['try_later', 451, '451 4.7.1 greylisted'],
  ['unreachable', null, undefined],
])('%s: %s %s', (reason, status, response) => {
  expect(mailReasonOf(status, response)).toBe(reason);
});
