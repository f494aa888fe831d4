/** Words that mean the same in the names of fields: abbreviations and other words, each by the one it is taken for. */
const WORDS: Readonly<Record<string, string>> = {
  emp: 'employee',
  empl: 'employee',
  employees: 'employee',
  personnel: 'employee',
  pers: 'employee',
  staff: 'employee',
  worker: 'employee',
  associate: 'employee',
  no: 'number',
  nr: 'number',
  num: 'number',
  nbr: 'number',
  numb: 'number',
  dept: 'department',
  dep: 'department',
  division: 'department',
  mgr: 'manager',
  supervisor: 'manager',
  boss: 'manager',
  cust: 'customer',
  client: 'customer',
  qty: 'quantity',
  quant: 'quantity',
  amt: 'amount',
  sum: 'total',
  desc: 'description',
  descr: 'description',
  addr: 'address',
  tel: 'phone',
  telephone: 'phone',
  phonenumber: 'phone',
  mobile: 'mobile',
  cell: 'mobile',
  mail: 'email',
  emailaddress: 'email',
  town: 'city',
  loc: 'location',
  site: 'location',
  nation: 'country',
  ctry: 'country',
  pos: 'position',
  job: 'position',
  role: 'position',
  title: 'position',
  sal: 'salary',
  wage: 'salary',
  pay: 'salary',
  remuneration: 'salary',
  cat: 'category',
  curr: 'currency',
  ccy: 'currency',
  yr: 'year',
  mon: 'month',
  dt: 'date',
  ts: 'time',
  timestamp: 'time',
  hired: 'hire',
  hiring: 'hire',
  joined: 'hire',
  joining: 'hire',
  entry: 'hire',
  birthday: 'birthdate',
  dob: 'birthdate',
  born: 'birthdate',
  sex: 'gender',
  org: 'organisation',
  organization: 'organisation',
  company: 'organisation',
  firm: 'organisation',
  ref: 'reference',
  reference: 'reference',
  ident: 'id',
  identifier: 'id',
  uid: 'id',
  state: 'status',
  stat: 'status',
  active: 'status',
  fte: 'hours',
  hrs: 'hours',
};

/** Several words that name one thing, after the words have been replaced by those above; longer ones first. */
const PHRASES: readonly (readonly [phrase: string, meaning: string])[] = [
  ['date of birth', 'birthdate'],
  ['birth date', 'birthdate'],
  ['date of hire', 'hiredate'],
  ['hire date', 'hiredate'],
  ['date hire', 'hiredate'],
  ['hire on', 'hiredate'],
  ['start date', 'hiredate'],
  ['date of leaving', 'leavedate'],
  ['leaving date', 'leavedate'],
  ['termination date', 'leavedate'],
  ['end date', 'leavedate'],
  ['left on', 'leavedate'],
  ['last name', 'surname'],
  ['family name', 'surname'],
  ['second name', 'surname'],
  ['l name', 'surname'],
  ['first name', 'forename'],
  ['given name', 'forename'],
  ['f name', 'forename'],
  ['middle name', 'middlename'],
  ['full name', 'fullname'],
  ['display name', 'fullname'],
  ['e mail', 'email'],
  ['email address', 'email'],
  ['post code', 'postcode'],
  ['postal code', 'postcode'],
  ['zip code', 'postcode'],
  ['cost centre', 'costcentre'],
  ['cost center', 'costcentre'],
  ['phone number', 'phone'],
  ['unit price', 'price'],
];
const WHOLE: Readonly<Record<string, string>> = {
  lname: 'surname',
  fname: 'forename',
  zip: 'postcode',
  plz: 'postcode',
  hiredon: 'hiredate',
  givenname: 'forename',
};
const FILLERS = new Set(['of', 'the', 'a', 'an', 'in', 'on', 'at', 'is']);

/** A name as bare letters and digits, small and without accents: what is left when case and punctuation do not count. */
export function bareName(name: string): string {
  return plainLetters(name).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The words a field's name is made of, each replaced by the word it is taken for: EmpNo and personnel_number both give employee, number. */
export function wordsOf(name: string): string[] {
  const parts = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/#/g, ' no ');
  const words = plainLetters(parts)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const known = words.map((word) => lookUp(WHOLE, word) ?? lookUp(WORDS, word) ?? word).join(' ');
  let text = ` ${known} `;
  for (const [phrase, meaning] of PHRASES) text = text.replace(` ${phrase} `, ` ${meaning} `);
  const found = text.split(' ').filter((word) => word !== '');
  const meant = found.filter((word) => !FILLERS.has(word));
  return meant.length > 0 ? meant : found;
}

function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

function lookUp(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
