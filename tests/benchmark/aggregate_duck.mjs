// SPDX-License-Identifier: Apache-2.0
//
// DuckDB in this process as the peer of the aggregation benchmark. Loads the CSV of heng-generate into memory, then runs the
// query that each line of standard input names, and answers with the milliseconds that it took and its rows:
//
//   ready VERSION ROWS          once
//   ms 21.5                     for each query: time to run it and fetch all rows,
//   110000|32258|...            its rows, values as DuckDB prints them,
//   end
//
//   DUCKDB_DIR=folder node aggregate_duck.mjs ROWS.csv THREADS      folder: where npm has installed @duckdb/node-api
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { DuckDBInstance } = createRequire(process.env.DUCKDB_DIR + '/')('@duckdb/node-api');
const [csv, threads] = process.argv.slice(2);

// quantile_disc is the nearest rank: the least value that at least so much of the rows do not exceed.
const queries = {
  provinces: `select region // 10000 * 10000, count(*), sum(score), avg(score), min(score), max(score),
    quantile_disc(score, [0.5, 0.9, 0.99]), sum(adjusted), sum(executed) from rows group by 1 order by 1`,
  categories: `select category, count(*), sum(score), avg(score), min(score), max(score),
    quantile_disc(score, [0.5, 0.9, 0.99]), sum(adjusted), sum(executed)
    from rows where year = 2024 and region // 100 = 2103 group by 1 order by 1`,
  top: 'select score from rows where year = 2024 order by score desc limit 100',
};

const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const rowsOf = async (sql) => (await connection.run(sql)).getRows();
await connection.run(`create table rows as select * from read_csv('${csv}', header = false, columns = {
  region: 'INTEGER', year: 'SMALLINT', score: 'DECIMAL(6,2)', category: 'TINYINT',
  adjusted: 'DECIMAL(18,2)', executed: 'DECIMAL(18,2)'})`);
const text = (value) => (value?.items ? value.items.map(String).join('|') : String(value));
const [[version, count]] = await rowsOf('select version(), count(*) from rows');
console.log(`ready ${version} ${count}`);

for await (const name of createInterface({ input: process.stdin })) {
  const begin = process.hrtime.bigint();
  const rows = await rowsOf(queries[name]);
  console.log(`ms ${Number(process.hrtime.bigint() - begin) / 1e6}`);
  for (const row of rows) console.log(row.map(text).join('|'));
  console.log('end');
}
process.exit(0);
