// node.cjs: what node-postgres makes of the schema and the types; questions in, answers out (tests/drivers/Drivers.pm).
//
// node-postgres gives a numeric, a bigint and a type of the extension as text, digit for digit. It reads all results as
// text; as a parameter a Buffer travels in binary, so the bytes of a type's send function are sent back as such.
'use strict';
const fs = require('fs');
const { Client, types } = require('pg');

const ESCAPES = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\b': '\\b', '\f': '\\f', '\v': '\\v' };
const PLAIN = Object.fromEntries(Object.entries(ESCAPES).map(([k, v]) => [v, k]));
const DATE = 1082, TIMESTAMPTZ = 1184, TEXT_ARRAY = 1009;

function literal(items) {
  return '{' + items.map((item) => {
    if (item === null) return 'NULL';
    return item === '' || /^null$/i.test(item) || /[{},"\\\s]/.test(item)
      ? '"' + item.replace(/\\/g, '\\\\').replace(/"/g, '\\"') + '"' : item;
  }).join(',') + '}';
}

function shown(cell) {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (typeof cell === 'number' && Number.isInteger(cell)) return String(cell);
  if (Array.isArray(cell)) return literal(cell);
  throw new TypeError('neither text nor whole number: ' + JSON.stringify(cell));
}

function write(...fields) {
  process.stdout.write(fields.map((f) => {
    const text = shown(f);
    return text === null ? '\\N' : text.replace(/[\\\t\n\r\b\f\v]/g, (c) => ESCAPES[c]);
  }).join('\t') + '\n');
}

// A date has no time zone and a timestamp has microseconds: a JavaScript Date has neither, so both stay text.
const asText = { getTypeParser: (oid, format) => ([DATE, TIMESTAMPTZ].includes(oid) ? String : types.getTypeParser(oid, format)) };

async function main(client) {
  const rows = async (text, values) => (await client.query({ text, values, rowMode: 'array', types: asText })).rows;
  const one = async (text, values) => (await rows(text, values))[0][0];

  async function* value(type, text) {
    yield ['text', await one(`SELECT $1::${type}`, [text])];
    const sent = await one(`SELECT ${type}_send($1::${type})`, [text]);
    if (!Buffer.isBuffer(sent)) throw new TypeError('no bytes');
    yield ['binary', await one(`SELECT $1::${type}`, [sent])];
    const array = types.getTypeParser(TEXT_ARRAY, 'text');
    yield ['array', literal(array(await one(`SELECT $1::${type}[]`, [[text, null]])))];
    yield ['NULL', await one(`SELECT $1::${type}`, [null])];
    await client.query(`CREATE TEMPORARY TABLE kept (v ${type})`);
    await client.query('INSERT INTO kept VALUES ($1), ($2)', [text, sent]);
    const kept = await rows('SELECT v FROM kept WHERE v = $1', [text]);
    if (kept.length !== 2 || kept[0][0] !== kept[1][0]) throw new Error('kept: ' + JSON.stringify(kept));
    yield ['insert', kept[0][0]];
    await client.query('DROP TABLE kept');
  }

  async function* number(text) {
    yield ['text', await one('SELECT $1::numeric', [text])];
    yield ['sum', await one("SELECT tally_value(sector_tally(v, s), 'sx.it') FROM "
      + "(VALUES ($1::numeric, 'sx.it'::sector)) AS t (v, s)", [text])];
  }

  async function error(sql) {
    try {
      await client.query(sql);
    } catch (e) {
      return [e.code, e.message, e.detail, e.hint].map((f) => (f === undefined ? null : f));
    }
    return [];
  }

  for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((l) => l !== '')) {
    const [what, name, ...rest] = line.split('\t').map((f) => f.replace(/\\[\\tnrbfv]/g, (e) => PLAIN[e]));
    try {
      if (what === 'query') (await rows(...rest)).forEach((row) => write(name, ...row));
      else if (what === 'error') write(name, ...(await error(...rest)));
      else for await (const [way, answer] of (what === 'value' ? value : number)(...rest)) write(name, way, answer);
    } catch (failure) { // an answer like any other: the test compares it and says so
      write(name, 'failed', String(failure));
    }
  }
}

const client = new Client();
client.connect().then(() => main(client)).finally(() => client.end()).catch((e) => { console.error(e); process.exitCode = 1; });
