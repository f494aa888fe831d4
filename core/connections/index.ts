import { type AnyConnectionSpec, createConnectionCatalog } from '../catalog/connection-spec.ts';
import { spec as http } from './http/spec.ts';
import { spec as mysql } from './mysql/spec.ts';
import { spec as postgres } from './postgres/spec.ts';
import { spec as sftp } from './sftp/spec.ts';
import { spec as smtp } from './smtp/spec.ts';

/** One line a kind. */
const SPECS: readonly AnyConnectionSpec[] = [postgres, mysql, sftp, http, smtp];

/** All kinds of connections, in the order in which they are offered. */
export const connectionCatalog = createConnectionCatalog(SPECS);
