//! MySQL has no template databases: its migrations, which make and change tables one by one, are run once in a database
//! that stands for one, and each test's tables are made at once as they are there in the end.

use sqlx::{MySqlConnection, Row as _};
use tokio::sync::OnceCell;

use super::{POOL, create_mysql_database, run_my, template_name, with_database};
use crate::{DatabaseUrl, Db, Dialect, Error, Result};

/// The lock under which the template is made. 120 s: a busy server takes some seconds for each process that waits.
const LOCK: &str = "select cast(get_lock('souk_template', 120) as signed)";
const UNLOCK: &str = "select cast(release_lock('souk_template') as signed)";

/// The table that is made in a template last: where it is, the template is whole.
const WHOLE: &str = "template_is_whole";

/// SQL that fills an empty database as this binary's migrations would.
pub(super) async fn schema(connection: &mut MySqlConnection, server: &str) -> Result<String> {
    static SCHEMA: OnceCell<String> = OnceCell::const_new();
    let make = async || {
        let template = template(connection, server).await?;
        read(connection, &template).await
    };
    SCHEMA.get_or_try_init(make).await.cloned()
}

/// The name of the template, made when it is not there or not whole.
async fn template(connection: &mut MySqlConnection, server: &str) -> Result<String> {
    let name = template_name(Dialect::Mysql)?;
    let locked: Option<i64> = sqlx::query_scalar(LOCK).fetch_one(&mut *connection).await?;
    if locked != Some(1) {
        return Err(Error::Contended { code: "another process is making the template".to_owned() });
    }
    if !tables(connection, &name).await?.iter().any(|table| table == WHOLE) {
        run_my(connection, format!("drop database if exists {name}; {}", create_mysql_database(&name)))
            .await?;
        let db = Db::open(&DatabaseUrl::Mysql(with_database(server, &name)), POOL).await?;
        db.migrate().await?;
        db.close().await;
        run_my(connection, format!("create table {name}.{WHOLE} (yes int)")).await?;
    }
    sqlx::query(UNLOCK).fetch_one(&mut *connection).await?;
    Ok(name)
}

async fn tables(connection: &mut MySqlConnection, database: &str) -> Result<Vec<String>> {
    const TABLES: &str =
        "select cast(table_name as char) from information_schema.tables where table_schema = ? order by 1";
    Ok(sqlx::query_scalar(TABLES).bind(database).fetch_all(connection).await?)
}

/// What makes the tables, and the rows that the migrations wrote into them. Foreign keys name tables that come later.
async fn read(connection: &mut MySqlConnection, template: &str) -> Result<String> {
    let mut schema = "set foreign_key_checks = 0;".to_owned();
    for table in tables(connection, template).await?.iter().filter(|table| *table != WHOLE) {
        let ask = format!("show create table {template}.{table}");
        let told = sqlx::query(sqlx::AssertSqlSafe(ask)).fetch_one(&mut *connection).await?;
        let text: String = told.try_get(1)?;
        let ask = format!("select cast(count(*) as signed) from {template}.{table}");
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(ask)).fetch_one(&mut *connection).await?;
        schema.push_str(&format!("{text};"));
        if rows > 0 {
            schema.push_str(&format!("insert into {table} select * from {template}.{table};"));
        }
    }
    schema.push_str("set foreign_key_checks = 1;");
    Ok(schema)
}
