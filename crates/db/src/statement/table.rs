//! A table is declared once, by [`table!`]: its column list, its insert, its reading and what the columns hold follow.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{Column, FromRow, Param, Statement, ToParam};

/// Rows of one insert, at most: a statement of its own is kept for each number of rows.
pub const MAX_ROWS_OF_INSERT: usize = 32;

/// A table as it is declared.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    columns: &'static [TableColumn],
    audience: Audience,
    place: (&'static str, u32),
    inserts: Mutex<BTreeMap<(usize, OnConflict), &'static Statement>>,
}

/// What becomes of a row that is inserted while its unique key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OnConflict {
    /// The statement fails.
    Refuse,
    /// The row that is there stays.
    Keep,
    /// It is changed by this end of the statement: `{upsert id} count = visit.count + {new count}`.
    Change(&'static str),
}

/// Who is shown what is made of a table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: public pages or answers may be made of them.
    Public,
    /// Nobody but whom it concerns.
    Private,
}

/// A column as it is declared, with its tags.
#[derive(Debug)]
pub struct TableColumn {
    name: &'static str,
    null: fn() -> Param<'static>,
    nullable: bool,
    is_free_text: bool,
    max: Option<usize>,
}

/// Every table of the program, gathered by the linker.
#[allow(unsafe_code, reason = "gathered by the linker; the section holds nothing but tables")]
#[linkme::distributed_slice]
pub static TABLES: [Table];

/// A whole row of a declared table. Made by [`table!`].
pub trait TableRow: FromRow {
    /// The declaration.
    fn table() -> &'static Table;
    /// The values, in the order of the declaration.
    fn params(&self) -> Vec<Param<'_>>;
}

/// Declares a table and the struct that is one row of it. A field is named as its column, or says which one it is.
///
/// ```text
/// table! {
///     /// A seller.
///     pub struct Vendor in "vendor", public {
///         pub id: VendorId,
///         pub group as group_id: GroupId,
///         pub name: String [free_text, max(bounds::vendor::MAX_NAME_CHARS)],
///     }
/// }
/// ```
///
/// From it follow reading (`FromRow`), `tx.insert(&row)` and `tx.insert_all(&rows)`, and two tokens of [`sql!`](crate::sql):
/// `{columns vendor}` (`{columns vendor v}` for `v.id, v.name …`) and `{insert vendor}`. `public` says that a public page or
/// answer may be made of its rows, so a commit that changes one ends what is kept of those; else the table is `private`. The tags
/// of a column: `free_text` takes what somebody outside wrote or what a card passed near, and is searched for card numbers;
/// `max` is the bound of its characters, and the migration's.
#[macro_export]
macro_rules! table {
    ($(#[$meta:meta])* $vis:vis struct $name:ident in $table:literal, $audience:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident $(as $column:ident)?: $type:ty $([$($tag:ident $(($value:expr))?),+])?),* $(,)?
    }) => {
        $crate::row! {
            $(#[$meta])*
            $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }
        }

        impl $crate::TableRow for $name {
            fn table() -> &'static $crate::Table {
                const COLUMNS: &[$crate::TableColumn] = &[
                    $($crate::TableColumn::new::<$type>($crate::column_name!($field $(, $column)?))$($(.$tag($($value)?))+)?),*
                ];
                #[allow(unsafe_code, reason = "gathered by the linker; the section holds nothing but tables")]
                #[$crate::linkme::distributed_slice($crate::TABLES)]
                #[linkme(crate = $crate::linkme)]
                static TABLE: $crate::Table =
                    $crate::Table::new($table, COLUMNS, $crate::audience!($audience), (file!(), line!()));
                &TABLE
            }

            fn params(&self) -> Vec<$crate::Param<'_>> {
                vec![$($crate::ToParam::to_param(&self.$field)),*]
            }
        }

        // registered also where only its tokens are used
        const _: fn() -> &'static $crate::Table = <$name as $crate::TableRow>::table;
    };
}

/// The word of a declaration.
#[doc(hidden)]
#[macro_export]
macro_rules! audience {
    (public) => {
        $crate::Audience::Public
    };
    (private) => {
        $crate::Audience::Private
    };
}

/// A column's name: the field's, unless another is given.
#[doc(hidden)]
#[macro_export]
macro_rules! column_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident, $column:ident) => {
        stringify!($column)
    };
}

impl Table {
    /// Only [`table!`] calls this.
    pub const fn new(
        name: &'static str,
        columns: &'static [TableColumn],
        audience: Audience,
        place: (&'static str, u32),
    ) -> Self {
        Self { name, columns, audience, place, inserts: Mutex::new(BTreeMap::new()) }
    }

    /// The table of that name, if one was declared.
    pub fn find(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// The table's name in the schema.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its columns, in the order of the declaration.
    pub fn columns(&self) -> &'static [TableColumn] {
        self.columns
    }

    /// Whether public pages or answers are made of its rows.
    pub fn is_public(&self) -> bool {
        self.audience == Audience::Public
    }

    /// The statement that inserts so many rows: at least one, at most [`MAX_ROWS_OF_INSERT`].
    pub fn insert(&self, rows: usize, on_conflict: OnConflict) -> &'static Statement {
        let rows = rows.clamp(1, MAX_ROWS_OF_INSERT);
        let mut inserts = self.inserts.lock().unwrap_or_else(PoisonError::into_inner);
        inserts.entry((rows, on_conflict)).or_insert_with(|| {
            let end = match on_conflict {
                OnConflict::Refuse => String::new(),
                // MySQL wants a column that it leaves as it is
                OnConflict::Keep => {
                    format!(" {{or ignore {}}}", self.columns.first().map_or("id", TableColumn::name))
                }
                OnConflict::Change(end) => format!(" {end}"),
            };
            let text = String::leak(format!("{{insert {} {rows}}}{end}", self.name));
            let (file, line) = self.place;
            // kept as long as the program runs; there are as many as tables, numbers of rows and ends
            Box::leak(Box::new(Statement::new(text, file, line)))
        })
    }

    /// `id, name`, or `v.id, v.name` with the alias `v`.
    pub(crate) fn column_list(&self, alias: Option<&str>) -> String {
        let names = self.columns.iter().map(|column| match alias {
            Some(alias) => format!("{alias}.{}", column.name),
            None => column.name.to_owned(),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// `insert into vendor (id, name) values (?, ?), (?, ?)`.
    pub(crate) fn insert_text(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns.len()].join(", "));
        format!(
            "insert into {} ({}) values {}",
            self.name,
            self.column_list(None),
            vec![row; rows].join(", ")
        )
    }
}

impl TableColumn {
    /// A column that holds `T`. Only [`table!`] calls this; the tags follow as calls.
    pub const fn new<T: ToParam + Column>(name: &'static str) -> Self {
        Self { name, null: T::null, nullable: T::NULLABLE, is_free_text: false, max: None }
    }

    /// Tag: takes what somebody outside wrote, or what a card passed near.
    #[must_use]
    pub const fn free_text(self) -> Self {
        Self { is_free_text: true, ..self }
    }

    /// Tag: its text has at most so many characters.
    #[must_use]
    pub const fn max(self, characters: usize) -> Self {
        Self { max: Some(characters), ..self }
    }

    /// The column's name in the schema.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it takes what somebody outside wrote, or what a card passed near.
    pub fn is_free_text(&self) -> bool {
        self.is_free_text
    }

    /// How many characters its text has at most, where there is a bound.
    pub fn max_characters(&self) -> Option<usize> {
        self.max
    }

    /// What [`Db::schema`](crate::Db::schema) says of it: `int, not null`.
    pub fn shape(&self) -> String {
        let kind = match (self.null)() {
            Param::Int(_) | Param::Bool(_) => "int",
            Param::Text(_) => "text",
            Param::Bytes(_) => "bytes",
        };
        format!("{kind}, {}", if self.nullable { "nullable" } else { "not null" })
    }
}
