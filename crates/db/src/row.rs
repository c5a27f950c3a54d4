use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Result};

/// One row of an answer, whichever database gave it. Columns are read by their place, from 0.
pub enum Row<'a> {
    #[doc(hidden)]
    Lite(&'a rusqlite::Row<'a>),
    #[doc(hidden)]
    Pg(&'a sqlx::postgres::PgRow),
    #[doc(hidden)]
    My(&'a sqlx::mysql::MySqlRow),
}

/// A type that can be read from one column.
pub trait Column: Sized {
    /// Whether null is one of its values.
    const NULLABLE: bool = false;
    /// Reads column `index`. Errors: the column is null, or holds something this type does not allow.
    fn read(row: &Row<'_>, index: usize) -> Result<Self>;
    /// Reads column `index`, where null is `None`.
    fn read_nullable(row: &Row<'_>, index: usize) -> Result<Option<Self>>;
}

/// A type that can be read from a row's columns, in the order they were selected.
pub trait FromRow: Sized {
    /// Reads its columns from the place `next` on, and leaves there the place behind them.
    fn read_from(row: &Row<'_>, next: &mut usize) -> Result<Self>;

    /// Reads the whole row.
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Self::read_from(row, &mut 0)
    }
}

impl<T: Column> FromRow for T {
    fn read_from(row: &Row<'_>, next: &mut usize) -> Result<Self> {
        let place = *next;
        *next += 1;
        row.at(place)
    }
}

impl Row<'_> {
    /// Reads column `index` as `T`.
    pub fn at<T: Column>(&self, index: usize) -> Result<T> {
        T::read(self, index)
    }
}

/// Declares a struct that is read from a row: its fields, in the order of the selected columns. A field that is itself such a
/// struct, or a row of a declared table, reads as many columns as it has.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }

        impl $crate::FromRow for $name {
            fn read_from(row: &$crate::Row<'_>, next: &mut usize) -> $crate::Result<Self> {
                Ok(Self { $($field: <$type as $crate::FromRow>::read_from(row, next)?),* })
            }
        }
    };
}

macro_rules! primitive {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, index: usize) -> Result<Self> {
                Self::read_nullable(row, index)?
                    .ok_or_else(|| Error::Column { index, reason: "is null".to_owned() })
            }
            fn read_nullable(row: &Row<'_>, index: usize) -> Result<Option<Self>> {
                // unchecked: MySQL reports text under a binary collation as bytes
                let read = match row {
                    Row::Lite(row) => return row.get(index).map_err(|e| Error::Column { index, reason: e.to_string() }),
                    Row::Pg(row) => row.try_get_unchecked(index),
                    Row::My(row) => row.try_get_unchecked(index),
                };
                read.map_err(|e| Error::Column { index, reason: e.to_string() })
            }
        }
    )*};
}
primitive!(i64, bool, String, Vec<u8>);

/// Makes `Column` for types that are read through another one.
macro_rules! column_through {
    ($($type:ty: $through:ty, |$value:ident| $read:expr;)*) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, index: usize) -> Result<Self> {
                let $value = <$through as Column>::read(row, index)?;
                $read.ok_or_else(|| Error::Column { index, reason: concat!("is no ", stringify!($type)).to_owned() })
            }
            fn read_nullable(row: &Row<'_>, index: usize) -> Result<Option<Self>> {
                let Some($value) = <$through as Column>::read_nullable(row, index)? else { return Ok(None) };
                $read.map(Some).ok_or_else(|| Error::Column { index, reason: concat!("is no ", stringify!($type)).to_owned() })
            }
        }
    )*};
}
pub(crate) use column_through;

column_through! {
    u32: i64, |v| u32::try_from(v).ok();
    u16: i64, |v| u16::try_from(v).ok();
    u8: i64, |v| u8::try_from(v).ok();
    Timestamp: i64, |v| Timestamp::from_millisecond(v).ok();
    [u8; 16]: Vec<u8>, |v| <[u8; 16]>::try_from(v.as_slice()).ok();
    [u8; 32]: Vec<u8>, |v| <[u8; 32]>::try_from(v.as_slice()).ok();
}

impl<T: Column> Column for Option<T> {
    const NULLABLE: bool = true;
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        T::read_nullable(row, index)
    }
    fn read_nullable(row: &Row<'_>, index: usize) -> Result<Option<Self>> {
        T::read_nullable(row, index).map(Some)
    }
}

macro_rules! tuple {
    ($($type:ident),*) => {
        impl<$($type: FromRow),*> FromRow for ($($type,)*) {
            fn read_from(row: &Row<'_>, next: &mut usize) -> Result<Self> {
                Ok(($($type::read_from(row, next)?,)*))
            }
        }
    };
}
tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, F);
tuple!(A, B, C, D, F, G);
tuple!(A, B, C, D, F, G, H);
tuple!(A, B, C, D, F, G, H, I);
