/** What an editor for SQL has to know of a database to complete its names. Every kind of database gives one; the editor asks no further. */
export interface SqlSchema {
  tables: readonly SqlTable[];
  keywords: readonly string[];
  functions: readonly string[];
  /** A name as it is written in a statement, in quotes where it must be. */
  quote(name: string): string;
}

export interface SqlTable {
  name: string;
  /** Said beside the name: "120 rows". */
  detail: string;
  columns: readonly { name: string; type: string; key: boolean }[];
}

const KEYWORDS =
  'SELECT,DISTINCT,FROM,WHERE,AND,OR,NOT,IN,LIKE,BETWEEN,IS NULL,IS NOT NULL,EXISTS,JOIN,LEFT JOIN,INNER JOIN,CROSS JOIN,ON,USING,GROUP BY,HAVING,ORDER BY,ASC,DESC,LIMIT,OFFSET,UNION,UNION ALL,EXCEPT,INTERSECT,WITH,AS,CASE,WHEN,THEN,ELSE,END,CAST,COLLATE NOCASE,NULL,VALUES,OVER,PARTITION BY';
const SQLITE_FUNCTIONS =
  'abs,avg,coalesce,count,date,datetime,group_concat,ifnull,iif,instr,julianday,json_extract,length,lower,ltrim,max,min,nullif,printf,random,replace,round,row_number,rtrim,strftime,substr,sum,time,total,trim,typeof,unixepoch,upper';
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED = new Set(
  KEYWORDS.toLowerCase().split(/[, ]/).concat(['table', 'index', 'order', 'group', 'to', 'set', 'values', 'default', 'check', 'primary', 'references']),
);

/** The schema of a SQLite file from its tables. */
export function sqliteSchema(tables: readonly SqlTable[]): SqlSchema {
  return {
    tables,
    keywords: KEYWORDS.split(','),
    functions: SQLITE_FUNCTIONS.split(','),
    quote: (name) => (PLAIN.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`),
  };
}

const SERVER_KEYWORDS = `${KEYWORDS.replace(',COLLATE NOCASE', '')},RIGHT JOIN,FULL JOIN,INTERVAL,TRUE,FALSE`;
const SERVER_FUNCTIONS = {
  postgres:
    'abs,array_agg,avg,coalesce,concat,count,current_date,date_part,date_trunc,extract,greatest,json_build_object,least,left,length,lower,ltrim,max,min,now,nullif,position,replace,right,round,row_number,rtrim,split_part,string_agg,substring,sum,to_char,to_date,to_number,to_timestamp,trim,upper',
  mysql:
    'abs,avg,coalesce,concat,concat_ws,count,curdate,date,date_format,date_sub,greatest,group_concat,if,ifnull,json_extract,json_object,least,left,length,lower,ltrim,max,min,now,nullif,replace,right,round,row_number,rtrim,str_to_date,substring,sum,trim,upper,year',
} as const;

/** The schema of a database server. PostgreSQL folds names without quotes to small letters, so every other one is put in quotes. */
export function serverSchema(dialect: 'postgres' | 'mysql', tables: readonly SqlTable[]): SqlSchema {
  const plain = dialect === 'postgres' ? /^[a-z_][a-z0-9_]*$/ : PLAIN;
  const mark = dialect === 'postgres' ? '"' : '`';
  return {
    tables,
    keywords: SERVER_KEYWORDS.split(','),
    functions: SERVER_FUNCTIONS[dialect].split(','),
    quote: (name) => (plain.test(name) && !RESERVED.has(name.toLowerCase()) ? name : mark + name.replaceAll(mark, mark + mark) + mark),
  };
}
