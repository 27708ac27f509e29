import { Module } from '@nestjs/common';
import { SessionsController } from '../sessions/sessions.controller.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Attempts } from './attempts.service.js';
import { AuthController } from './auth.controller.js';
import { PasswordTurns } from './password-turns.js';
import { SignInService } from './sign-in.service.js';

/** Who signs in, and where they are signed in; and what holds guesses back, whatever is guessed. */
@Module({
  controllers: [AuthController, SessionsController],
  providers: [SignInService, SessionsService, Attempts, PasswordTurns],
  exports: [Attempts, PasswordTurns],
})
export class SignInModule {}
