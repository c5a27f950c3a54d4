//! Words of enums as they stand in columns, and statements that several stores share.

/// Gives a field-less enum its stable words, and lets it stand at a `?` and in a column.
macro_rules! stored_words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word, as stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a stable word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl souk_db::ToParam for $name {
            fn to_param(&self) -> souk_db::Param<'_> {
                souk_db::Param::Text(Some(self.as_str()))
            }
            fn null() -> souk_db::Param<'static> {
                souk_db::Param::Text(None)
            }
        }

        impl souk_db::Column for $name {
            fn read(row: &souk_db::Row<'_>, index: usize) -> souk_db::Result<Self> {
                let word = <String as souk_db::Column>::read(row, index)?;
                Self::parse(&word).ok_or_else(|| souk_db::Error::Column {
                    index,
                    reason: concat!("is no ", stringify!($name)).to_owned(),
                })
            }
            fn read_nullable(row: &souk_db::Row<'_>, index: usize) -> souk_db::Result<Option<Self>> {
                match <String as souk_db::Column>::read_nullable(row, index)? {
                    Some(_) => Self::read(row, index).map(Some),
                    None => Ok(None),
                }
            }
        }
    };
}

/// The words of the attempts that are open, as [`souk_domain::order::AttemptStatus::is_open`] has it, for `in`.
macro_rules! open_statuses {
    () => {
        "('created', 'sent', 'requires_action', 'in_doubt')"
    };
}

/// Pieces of the variant `v` that can still be promised, over all its places: of each, those that are not promised yet.
macro_rules! left_of_variant {
    () => {
        "(select {sum case when l.on_hand > l.reserved then l.on_hand - l.reserved else 0 end} \
         from stock_level l where l.variant_id = v.id)"
    };
}

/// Whether few are left of the variant `v`, by its vendor's word, or nothing is: the one rule of lists, numbers and letters.
macro_rules! few_of_variant {
    () => {
        concat!("v.status = 'active' and v.tracked and coalesce(v.low_stock_at, 0) >= ", left_of_variant!())
    };
}

/// The text of a statement that deletes the rows that a condition names, the first of an order, so many at most: its parameters
/// are those of the condition, how many, and those of the condition again. What was chosen may have changed before its row is
/// locked, so the condition stands twice; the chosen ones are a table of their own, since MySQL does not read from one that it
/// deletes from.
macro_rules! delete_some {
    ($table:literal, $key:literal, $which:literal, $order:literal) => {
        concat!(
            "delete from ",
            $table,
            " where (",
            $key,
            ") in (select ",
            $key,
            " from (select ",
            $key,
            " from ",
            $table,
            " where ",
            $which,
            " order by ",
            $order,
            " limit ?) chosen) and ",
            $which
        )
    };
}

pub(crate) use {delete_some, few_of_variant, left_of_variant, open_statuses, stored_words};

#[cfg(test)]
mod tests {
    use souk_domain::order::AttemptStatus;

    #[test]
    fn the_words_of_open_attempts_are_those_of_the_domain() {
        let open = AttemptStatus::ALL.iter().filter(|status| status.is_open());
        let words: Vec<String> = open.map(|status| format!("'{status}'")).collect();
        assert_eq!(open_statuses!(), format!("({})", words.join(", ")));
    }
}
