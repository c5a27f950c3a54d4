//! Words of the API for values of the market.

/// Declares the words that stand for values of the market in what is sent, and reads them as those.
macro_rules! words_for {
    ($(#[$meta:meta])* $name:ident for $of:ident { $($word:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        enum $name {
            $($word),+
        }

        impl From<$name> for $of {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$word => Self::$word),+
                }
            }
        }
    };
}

pub(crate) use words_for;
