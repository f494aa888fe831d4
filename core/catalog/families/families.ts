import type { Database } from './database.ts';
import type { FilePlace } from './file-place.ts';
import type { HttpService } from './http-service.ts';
import type { MailService } from './mail-service.ts';

/** What a connection of each family is used as. Who uses one knows its family and never its kind. */
export interface Families {
  database: Database;
  files: FilePlace;
  http: HttpService;
  mail: MailService;
}

/** A family of outside systems. */
export type ConnectionFamily = keyof Families;
