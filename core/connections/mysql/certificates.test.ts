import { certificateSuite } from '../testing/certificate-suite.ts';
import { mysqlTlsFront } from '../testing/tls-fronts.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

certificateSuite('MySQL and MariaDB', run, { ...spec.defaults, database: 'test', user: 'root' }, mysqlTlsFront);
