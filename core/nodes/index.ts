import { createCatalog } from '../catalog/catalog.ts';
import { spec as afterFlow } from './after-flow/spec.ts';
import { spec as checkRecords } from './check-records/spec.ts';
import { spec as codeSnippet } from './code-snippet/spec.ts';
import { spec as compareRows } from './compare-rows/spec.ts';
import { spec as csvSource } from './csv-source/spec.ts';
import { spec as csvTarget } from './csv-target/spec.ts';
import { spec as databaseSource } from './database-source/spec.ts';
import { spec as databaseTarget } from './database-target/spec.ts';
import { spec as fileArrival } from './file-arrival/spec.ts';
import { spec as filterRows } from './filter-rows/spec.ts';
import { spec as flattenList } from './flatten-list/spec.ts';
import { spec as groupRows } from './group-rows/spec.ts';
import { spec as httpLookup } from './http-lookup/spec.ts';
import { spec as httpSource } from './http-source/spec.ts';
import { spec as httpTarget } from './http-target/spec.ts';
import { spec as joinRows } from './join-rows/spec.ts';
import { spec as jsonSource } from './json-source/spec.ts';
import { spec as jsonTarget } from './json-target/spec.ts';
import { spec as limitRows } from './limit-rows/spec.ts';
import { spec as lookUp } from './look-up/spec.ts';
import { spec as manualTrigger } from './manual-trigger/spec.ts';
import { spec as mapFields } from './map-fields/spec.ts';
import { spec as nestRows } from './nest-rows/spec.ts';
import { spec as numberRows } from './number-rows/spec.ts';
import { spec as pivotRows } from './pivot-rows/spec.ts';
import { spec as removeDuplicates } from './remove-duplicates/spec.ts';
import { spec as scheduleTrigger } from './schedule-trigger/spec.ts';
import { spec as sendMail } from './send-mail/spec.ts';
import { spec as sortRows } from './sort-rows/spec.ts';
import { spec as sqliteQuery } from './sqlite-query/spec.ts';
import { spec as sqliteTable } from './sqlite-table/spec.ts';
import { spec as switchRows } from './switch-rows/spec.ts';
import { spec as triggerData } from './trigger-data/spec.ts';
import { spec as unionRows } from './union-rows/spec.ts';
import { spec as unpivotRows } from './unpivot-rows/spec.ts';
import { spec as validateRows } from './validate-rows/spec.ts';
import { spec as webhook } from './webhook/spec.ts';

/** Every node kind there is, in the order of the palette. Specs only: what a kind does is loaded when it is used (runs.ts). */
export const catalog = createCatalog([
  manualTrigger,
  scheduleTrigger,
  fileArrival,
  webhook,
  afterFlow,
  csvSource,
  jsonSource,
  sqliteQuery,
  triggerData,
  databaseSource,
  httpSource,
  filterRows,
  mapFields,
  removeDuplicates,
  sortRows,
  switchRows,
  limitRows,
  lookUp,
  httpLookup,
  joinRows,
  unionRows,
  groupRows,
  nestRows,
  pivotRows,
  unpivotRows,
  flattenList,
  numberRows,
  compareRows,
  validateRows,
  codeSnippet,
  csvTarget,
  jsonTarget,
  sqliteTable,
  checkRecords,
  databaseTarget,
  sendMail,
  httpTarget,
]);
