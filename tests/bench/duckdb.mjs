// duckdb: load a CSV and time queries in DuckDB; prints JSON, one line a query: {ms: […], answer: "…"}.
//
//   node duckdb.mjs MODULES FILE.csv TIMES THREADS QUERY…     MODULES is the folder of node_modules
import { createRequire } from 'node:module';
const [modules, file, times, threads, ...queries] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`SET threads = ${threads}`);
await connection.run(`CREATE TABLE fact AS SELECT *, v::DOUBLE AS f FROM read_csv('${file}', header = false,
  columns = {'s': 'VARCHAR', 'v': 'DECIMAL(18,2)', 'region': 'INTEGER', 'most': 'INTEGER'})`);
for (const query of queries) {
  const ms = [];
  let answer = '';
  for (let turn = 0; turn <= Number(times); turn++) {
    const begun = performance.now();
    const rows = (await connection.runAndReadAll(query)).getRowsJson();
    if (turn > 0) ms.push(performance.now() - begun);
    answer = rows.length === 1 ? rows[0].join('|') : `${rows.length} rows`;
  }
  console.log(JSON.stringify({ ms, answer }));
}
