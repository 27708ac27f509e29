import { Param, type PipeTransform } from '@nestjs/common';
import { isUuid } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';

class UuidPipe implements PipeTransform {
  transform(value: string): string {
    // An id that cannot exist does not exist.
    if (!isUuid(value)) throw notFound();
    return value.toLowerCase();
  }
}

/** An id in the path; anything else than a UUID names nothing: 404. */
export const UuidParam = (name: string) => Param(name, new UuidPipe());
