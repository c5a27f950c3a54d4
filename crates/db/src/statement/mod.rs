mod table;

use std::{borrow::Cow, sync::OnceLock};

pub use table::{Audience, MAX_ROWS_OF_INSERT, OnConflict, TABLES, Table, TableColumn, TableRow};

/// The database at the other end, for the few words that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
    Mysql,
}

/// One SQL text, written once for all three databases. Made by [`sql!`].
#[derive(Debug)]
pub struct Statement {
    text: &'static str,
    file: &'static str,
    line: u32,
    written: [OnceLock<String>; 3],
    changes: OnceLock<Option<&'static str>>,
}

/// Every statement of the program, gathered by the linker, so that a test can prepare each on each database.
#[allow(unsafe_code, reason = "gathered by the linker; the section holds nothing but statements")]
#[linkme::distributed_slice]
pub static STATEMENTS: [Statement];

/// Writes one statement for all three databases and registers it.
///
/// Values stand as `?`. Words that differ stand as tokens:
///
/// | token | SQLite | PostgreSQL | MySQL |
/// |---|---|---|---|
/// | `{for update}` | nothing | `for no key update` | `for update` |
/// | `{for share}` | nothing | `for share` | `lock in share mode` |
/// | `{skip locked}` | nothing | `for no key update skip locked` | `for update skip locked` |
/// | `{or ignore k}` | `on conflict do nothing` | same | `on duplicate key update k = k` |
/// | `{upsert a, b}` | `on conflict (a, b) do update set` | same | `on duplicate key update` |
/// | `{new x}` | `excluded.x` | `excluded.x` | `values(x)` |
/// | `{sum x}` | `coalesce(sum(x), 0)` | the same, as bigint | the same, as signed |
/// | `{columns t}` | the columns of the declared table t: `id, name` | same | same |
/// | `{columns t a}` | the same with an alias: `a.id, a.name` | same | same |
/// | `{insert t}` | `insert into t (id, name) values (?, ?)` | same | same |
/// | `{insert t 3}` | the same with the places of three rows | same | same |
///
/// Never read the count of changed rows of an upsert or ignored insert: the databases disagree about it.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        #[allow(unsafe_code, reason = "gathered by the linker; the section holds nothing but statements")]
        #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static STATEMENT: $crate::Statement = $crate::Statement::new($text, file!(), line!());
        &STATEMENT
    }};
}

impl Statement {
    /// Only [`sql!`] calls this.
    pub const fn new(text: &'static str, file: &'static str, line: u32) -> Self {
        Self {
            text,
            file,
            line,
            written: [OnceLock::new(), OnceLock::new(), OnceLock::new()],
            changes: OnceLock::new(),
        }
    }

    /// Where the statement stands in the source, `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The text as written in the source.
    pub fn source(&self) -> &'static str {
        self.text
    }

    /// The table whose rows it changes; `None` for one that only reads.
    pub fn changes(&self) -> Option<&'static str> {
        *self.changes.get_or_init(|| {
            let changing = ["insert into ", "{insert ", "update ", "delete from "];
            let rest = changing.iter().find_map(|words| self.text.strip_prefix(words))?;
            rest.split([' ', '(', '}']).next()
        })
    }

    /// The text for one database, rewritten once.
    pub fn text(&'static self, dialect: Dialect) -> &'static str {
        let [sqlite, postgres, mysql] = &self.written;
        let cell = match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
            Dialect::Mysql => mysql,
        };
        cell.get_or_init(|| rewrite(&with_tables(self.text), dialect))
    }
}

/// The text with its tokens of tables replaced; one of a table that is not declared stays, so that preparing fails.
fn with_tables(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for (at, _) in text.match_indices('{').rev() {
        let token = text.get(at + 1..).and_then(|from| from.split_once('}')).map(|(token, _)| token);
        if let Some((token, words)) = token.and_then(|token| Some((token, table_words(token)?))) {
            out.to_mut().replace_range(at..at + token.len() + 2, &words);
        }
    }
    out
}

fn table_words(token: &str) -> Option<String> {
    let mut words = token.split(' ');
    let (word, table, argument) = (words.next()?, Table::find(words.next()?)?, words.next());
    match (word, argument) {
        ("columns", alias) => Some(table.column_list(alias)),
        ("insert", None) => Some(table.insert_text(1)),
        ("insert", Some(rows)) => Some(table.insert_text(rows.parse().ok()?)),
        _ => None,
    }
}

fn rewrite(text: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    let mut places = 0_u32;
    while let Some(at) = rest.find(['?', '{', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix('?') {
            places += 1;
            if dialect == Dialect::Postgres {
                out.push_str(&format!("${places}"));
            } else {
                out.push('?');
            }
            rest = after;
        } else if let Some(after) = from.strip_prefix('{') {
            let (token, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(&expand(token, dialect));
            rest = after;
        } else {
            // a quoted text is copied as it is
            let end = from.get(1..).and_then(|tail| tail.find('\'')).map_or(from.len(), |end| end + 2);
            let (quoted, after) = from.split_at(end);
            out.push_str(quoted);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn expand(token: &str, dialect: Dialect) -> String {
    use Dialect::{Mysql, Postgres, Sqlite};
    let (word, argument) = match token {
        "for update" | "for share" | "skip locked" => (token, ""),
        _ => ["or ignore ", "upsert ", "new ", "sum "]
            .iter()
            .find_map(|word| Some((word.trim_end(), token.strip_prefix(word)?)))
            .unwrap_or((token, "")),
    };
    match (word, dialect) {
        ("for update" | "for share" | "skip locked", Sqlite) => String::new(),
        ("for share", Postgres) => "for share".to_owned(),
        ("for share", Mysql) => "lock in share mode".to_owned(),
        // a plain `for update` waits for every row that refers to this one, and buyers of one thing would deadlock
        ("for update", Postgres) => "for no key update".to_owned(),
        ("for update", Mysql) => "for update".to_owned(),
        ("skip locked", Postgres) => "for no key update skip locked".to_owned(),
        ("skip locked", Mysql) => "for update skip locked".to_owned(),
        ("or ignore", Sqlite | Postgres) => "on conflict do nothing".to_owned(),
        ("or ignore", Mysql) => format!("on duplicate key update {argument} = {argument}"),
        ("upsert", Sqlite | Postgres) => format!("on conflict ({argument}) do update set"),
        ("upsert", Mysql) => "on duplicate key update".to_owned(),
        ("new", Sqlite | Postgres) => format!("excluded.{argument}"),
        ("new", Mysql) => format!("values({argument})"),
        ("sum", Sqlite) => format!("coalesce(sum({argument}), 0)"),
        ("sum", Postgres) => format!("cast(coalesce(sum({argument}), 0) as bigint)"),
        ("sum", Mysql) => format!("cast(coalesce(sum({argument}), 0) as signed)"),
        // left standing, so that preparing the statement fails and names it
        _ => format!("{{{token}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Statement, rewrite, with_tables};

    crate::table! {
        struct Shelf in "shelf", public {
            id: i64,
            label: Option<String> [free_text, max(20)],
        }
    }

    #[test]
    fn a_declared_table_gives_its_columns_and_its_insert() {
        for (text, expected) in [
            ("select {columns shelf} from shelf", "select id, label from shelf"),
            (
                "select a, {columns shelf s} from shelf s {for update}",
                "select a, s.id, s.label from shelf s {for update}",
            ),
            ("{insert shelf}", "insert into shelf (id, label) values (?, ?)"),
            (
                "{insert shelf 2} {or ignore id}",
                "insert into shelf (id, label) values (?, ?), (?, ?) {or ignore id}",
            ),
            ("select {columns nothing} from nothing", "select {columns nothing} from nothing"),
        ] {
            assert_eq!(with_tables(text), expected);
        }
        assert_eq!(
            rewrite(&with_tables("{insert shelf 2}"), Dialect::Postgres),
            "insert into shelf (id, label) values ($1, $2), ($3, $4)"
        );
    }

    #[test]
    fn places_are_numbered_for_postgres_only_and_never_inside_quotes() {
        let text = "select a from t where b = ? and c = '?' and d = ?";
        assert_eq!(rewrite(text, Dialect::Postgres), "select a from t where b = $1 and c = '?' and d = $2");
        assert_eq!(rewrite(text, Dialect::Mysql), text);
    }

    #[test]
    fn a_statement_knows_the_table_it_changes() {
        let changes = |text| Statement::new(text, "", 0).changes();
        assert_eq!(changes("insert into stock (a) values (?) {or ignore a}"), Some("stock"));
        assert_eq!(changes("insert into stock(a) values (?)"), Some("stock"));
        assert_eq!(changes("{insert stock}"), Some("stock"));
        assert_eq!(changes("{insert stock 3} {or ignore a}"), Some("stock"));
        assert_eq!(changes("update stock set a = 1"), Some("stock"));
        assert_eq!(changes("delete from stock where a = 1"), Some("stock"));
        assert_eq!(changes("select a from stock {for update}"), None);
    }

    #[test]
    fn tokens_become_each_databases_words() {
        let text = "insert into t (a, n) values (?, ?) {upsert a} n = {new n}";
        assert_eq!(
            rewrite(text, Dialect::Sqlite),
            "insert into t (a, n) values (?, ?) on conflict (a) do update set n = excluded.n"
        );
        assert_eq!(
            rewrite(text, Dialect::Mysql),
            "insert into t (a, n) values (?, ?) on duplicate key update n = values(n)"
        );
        assert_eq!(rewrite("select 1 {skip locked}", Dialect::Sqlite), "select 1 ");
        assert_eq!(rewrite("select 1 {for update}", Dialect::Postgres), "select 1 for no key update");
        assert_eq!(rewrite("select 1 {for share}", Dialect::Mysql), "select 1 lock in share mode");
        assert_eq!(
            rewrite("select {sum a.b}", Dialect::Postgres),
            "select cast(coalesce(sum(a.b), 0) as bigint)"
        );
        assert_eq!(rewrite("x {or ignore id}", Dialect::Mysql), "x on duplicate key update id = id");
    }
}
