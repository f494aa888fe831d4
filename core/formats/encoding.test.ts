import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { UserError } from '../base/errors.ts';
import { detectEncoding } from './detect-encoding.ts';
import { decodeStream, encodeStream } from './encoding.ts';
import { firstInvalidUtf8, wholeUtf8 } from './utf8-check.ts';

const TEXTS = {
  german: 'Vorname;Nachname;Ort\nJürgen;Müller;Köln\nBärbel;Weiß;Straßkirchen\n',
  chinese: '姓名,城市\n王小明,臺北市\n陳美麗,高雄市信義區\n',
  japanese: '名前,住所\n山田太郎,東京都\nさくら,おおさか\n',
  korean: '이름,도시\n홍길동,서울특별시\n김철수,부산광역시\n',
  russian: 'имя;город\nИван Петров;Москва\nАнна Сидорова;Санкт-Петербург\n',
  spanish: 'nombre;ciudad\nJosé Muñoz;Cádiz\nMaría Ibáñez;Málaga\n',
  polish: 'imię;miasto\nŁukasz Żółw;Kraków\nJacek Wiśniewski;Łódź\n',
} as const;

describe('detecting an encoding', () => {
  it.each([
    ['german', 'windows-1252'],
    ['german', 'utf-8'],
    ['german', 'utf-16le'],
    ['german', 'utf-16be'],
    ['chinese', 'big5'],
    ['chinese', 'gb18030'],
    ['japanese', 'shift_jis'],
    ['japanese', 'euc-jp'],
    ['korean', 'euc-kr'],
    ['polish', 'windows-1250'],
    ['polish', 'iso-8859-2'],
    ['russian', 'windows-1251'],
    ['spanish', 'windows-1252'],
  ] as const)('%s in %s', (language, encoding) => {
    const bytes = iconv.encode(TEXTS[language], encoding);
    expect(detectEncoding(bytes).encoding).toBe(encoding);
    const stream = decodeStream(encoding);
    expect(Buffer.concat([stream.push(bytes), stream.finish()]).toString()).toBe(TEXTS[language]);
    expect(stream.invalid).toBeNull();
  });

  it('believes byte order marks and takes ASCII for UTF-8', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le'] as const)
      expect(detectEncoding(iconv.encode('a;b\n', encoding, { addBOM: true }))).toEqual({ encoding, bom: true, sure: true });
    expect(detectEncoding(Buffer.from('a;b\n'))).toEqual({ encoding: 'utf-8', bom: false, sure: true });
    expect(detectEncoding(Buffer.alloc(0)).encoding).toBe('utf-8');
  });

  it('sees what stands only later in the file, and does not trip over a cut character', () => {
    const head = Buffer.from('a;b\n'.repeat(100));
    expect(detectEncoding(head, { whole: false, pieces: [iconv.encode('x;Größe\ny;Äpfel\n', 'windows-1252')] }).encoding).toBe('windows-1252');
    const cut = Buffer.from('Größe').subarray(2, 4);
    expect(detectEncoding(Buffer.concat([head, cut.subarray(0, 1)]), { whole: false, pieces: [cut.subarray(1)] }).encoding).toBe('utf-8');
  });
});

describe('mixed encodings', () => {
  const good = 'Müller;Köln\n';
  it('a stray byte in UTF-8 does not make every other character wrong', () => {
    const bytes = Buffer.concat([Buffer.from(good.repeat(20)), iconv.encode('Jürgen;Bonn\n', 'windows-1252'), Buffer.from(good)]);
    const { encoding } = detectEncoding(bytes);
    expect(encoding).toBe('utf-8');
    const stream = decodeStream(encoding);
    const text = Buffer.concat([stream.push(bytes), stream.finish()]).toString();
    expect(text).toBe(`${good.repeat(20)}J\uFFFDrgen;Bonn\n${good}`);
    expect(stream.invalid?.count).toBe(1);
  });

  it('text of another encoding stays what it is, with some UTF-8 pasted into it', () => {
    const other = iconv.encode('Größe;Äpfel\n'.repeat(20), 'windows-1252');
    expect(detectEncoding(Buffer.concat([other, Buffer.from('Möhre;x\n')])).encoding).toBe('windows-1252');
  });
});

describe('streams between encodings', () => {
  it('give the same UTF-8 however the bytes are cut, and count what is invalid', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.nat(30), fc.nat(30), (bytes, one, other) => {
        const stream = decodeStream('utf-8');
        const cuts = [Math.min(one, other, bytes.length), Math.min(Math.max(one, other), bytes.length)] as const;
        const parts = [bytes.subarray(0, cuts[0]), bytes.subarray(cuts[0], cuts[1]), bytes.subarray(cuts[1])].map((part) =>
          Buffer.from(stream.push(Uint8Array.from(part))),
        );
        parts.push(Buffer.from(stream.finish()));
        const text = new TextDecoder('utf-8').decode(bytes);
        expect(Buffer.concat(parts).toString()).toBe(text);
        const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
        const first = firstInvalidUtf8(bytes.subarray(start));
        expect(stream.invalid?.firstByte ?? -1).toBe(first < 0 ? -1 : first + start);
        if (stream.invalid !== null) expect(stream.invalid.count).toBeGreaterThan(0);
      }),
      { numRuns: 2000, examples: [[Uint8Array.of(65, 0xff, 0xc3), 1, 2]] },
    );
  });

  it('cuts only between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.nat(40), (text, cut) => {
        const bytes = Buffer.from(text.toWellFormed());
        const part = bytes.subarray(0, cut);
        const whole = wholeUtf8(part);
        expect(part.length - whole).toBeLessThan(4);
        expect(firstInvalidUtf8(part.subarray(0, whole))).toBe(-1);
      }),
    );
  });

  it('says where the first invalid byte of other encodings stands', () => {
    const stream = decodeStream('shift_jis');
    stream.push(Buffer.concat([iconv.encode('東京', 'shift_jis'), Buffer.of(0xfd)]));
    stream.finish();
    expect(stream.invalid).toEqual({ count: 1, firstByte: 4 });
  });

  it('writes the encodings of targets and counts what they lack', () => {
    const encode = (encoding: string, ...parts: string[]): [Buffer, number] => {
      const stream = encodeStream(encoding);
      const bytes = Buffer.concat([...parts.map((part) => Buffer.from(stream.push(Buffer.from(part)))), stream.finish()]);
      return [bytes, stream.replaced];
    };
    expect(encode('utf-8', 'ä', 'b')).toEqual([Buffer.from('äb'), 0]);
    expect(encode('utf-8-bom', 'ä', 'b')).toEqual([Buffer.from('\uFEFFäb'), 0]);
    expect(encode('utf-16le', 'ä', 'b')).toEqual([iconv.encode('\uFEFFäb', 'utf-16le'), 0]);
    expect(encode('windows-1252', '€ä', '東?')).toEqual([Buffer.of(0x80, 0xe4, 63, 63), 1]);
    const split = encodeStream('windows-1252');
    const bytes = Buffer.from('ä');
    expect(Buffer.concat([split.push(bytes.subarray(0, 1)), split.push(bytes.subarray(1)), split.finish()])).toEqual(Buffer.of(0xe4));
  });

  it('refuses encodings nobody knows', () => {
    expect(() => decodeStream('klingon')).toThrow(UserError);
    expect(() => encodeStream('klingon')).toThrow(UserError);
  });
});
