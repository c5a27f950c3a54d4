//! The schema as a database has it, in words that are the same on all three, so that they can be compared.

use crate::{Db, Result, db::Kind};

const POSTGRES_COLUMNS: &str = "select table_name::text, column_name::text, data_type::text, is_nullable::text \
    from information_schema.columns where table_schema = current_schema()";
const POSTGRES_INDEXES: &str = "select t.relname::text, i.relname::text, case when x.indisunique then 'unique' else 'plain' end, \
    (select string_agg(a.attname, ',' order by k.place) from unnest(x.indkey) with ordinality as k(attnum, place) \
     join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum) \
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid \
    join pg_namespace n on n.oid = t.relnamespace where n.nspname = current_schema() and not x.indisprimary";
const MYSQL_COLUMNS: &str = "select table_name, column_name, data_type, is_nullable \
    from information_schema.columns where table_schema = database()";
const MYSQL_INDEXES: &str = "select table_name, index_name, case when max(non_unique) = 0 then 'unique' else 'plain' end, \
    group_concat(column_name order by seq_in_index separator ',') from information_schema.statistics \
    where table_schema = database() and index_name <> 'PRIMARY' group by table_name, index_name";

impl Db {
    /// Every column and index, one line each, sorted: `cart.id: bytes, not null` and `cart(key_hash): unique cart_key_hash`.
    /// Types are told apart as far as all three databases do: int (booleans too), text, bytes.
    pub async fn schema(&self) -> Result<Vec<String>> {
        let (columns, indexes) = match &self.kind {
            Kind::Lite(lite) => lite.exclusive(|connection| sqlite_schema(connection))?,
            Kind::Pg(pool) => (
                sqlx::query_as(POSTGRES_COLUMNS).fetch_all(pool).await?,
                sqlx::query_as(POSTGRES_INDEXES).fetch_all(pool).await?,
            ),
            Kind::My(pool) => (
                sqlx::query_as(MYSQL_COLUMNS).fetch_all(pool).await?,
                sqlx::query_as(MYSQL_INDEXES).fetch_all(pool).await?,
            ),
        };
        let mut lines: Vec<String> = columns.iter().map(column_line).collect();
        // MySQL makes an index of its own for a foreign key that has none; ours are all named after their table
        lines.extend(
            indexes.iter().filter(|(table, name, ..)| name.starts_with(table.as_str())).map(index_line),
        );
        lines.sort();
        Ok(lines)
    }
}

type Words = (String, String, String, String);

fn column_line((table, column, data_type, nullable): &Words) -> String {
    let kind = match data_type.to_lowercase().split('(').next().unwrap_or_default() {
        "integer" | "bigint" | "boolean" | "tinyint" => "int",
        "text" | "character varying" | "varchar" | "longtext" => "text",
        "blob" | "bytea" | "binary" | "longblob" => "bytes",
        other => return format!("{table}.{column}: {other}?"),
    };
    let null = if nullable == "YES" { "nullable" } else { "not null" };
    format!("{table}.{column}: {kind}, {null}")
}

fn index_line((table, name, unique, columns): &Words) -> String {
    format!("{table}({columns}): {unique} {name}")
}

fn sqlite_schema(connection: &rusqlite::Connection) -> Result<(Vec<Words>, Vec<Words>)> {
    let read = |text: &str| -> Result<Vec<Words>> {
        let mut statement = connection.prepare(text)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let columns = read(
        "select m.name, c.name, c.type, case when c.\"notnull\" = 1 then 'NO' else 'YES' end \
         from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%'",
    )?;
    let indexes = read(
        "select m.name, i.name, case when i.\"unique\" = 1 then 'unique' else 'plain' end, \
         (select group_concat(name, ',') from (select name from pragma_index_info(i.name) order by seqno)) \
         from sqlite_master m, pragma_index_list(m.name) i where m.type = 'table' and i.origin = 'c'",
    )?;
    Ok((columns, indexes))
}
