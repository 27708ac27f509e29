import { Global, Module } from '@nestjs/common';
import { Departures } from '../../people/memberships/departures.service.js';
import { MandateDepartures } from './departures.service.js';

/** Plugs what ends with a membership into `people`, which does not know of mandates. */
@Global()
@Module({ providers: [{ provide: Departures, useClass: MandateDepartures }], exports: [Departures] })
export class DeparturesModule {}
