/// Declares the refusals of a capability, each with its words, its data and its row in the table of codes:
///
/// ```text
/// refusals! {
///     /// What a cart refuses.
///     #[derive(Debug, thiserror::Error)]
///     pub enum CartRefusal {
///         /// No room for another line.
///         #[error("A cart holds at most {max} lines.")]
///         Full { max: usize } => CART_FULL,
///     }
/// }
/// ```
macro_rules! refusals {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$said:meta])* $variant:ident $({ $($(#[$told:meta])* $field:ident: $type:ty),* $(,)? })? => $code:ident),+ $(,)?
        }
    ) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$said])* $variant $({ $($(#[$told])* $field: $type),* })?),+
        }

        impl $name {
            /// Its row in the table of codes.
            pub fn code(&self) -> &'static $crate::code::Code {
                match self {
                    $(Self::$variant { .. } => &$crate::code::$code,)+
                }
            }
        }
    };
}

pub(crate) use refusals;
