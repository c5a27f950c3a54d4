use jiff::Timestamp;

/// One value on its way into a statement. Every null is typed, since PostgreSQL wants to know.
#[derive(Clone, Copy)]
pub enum Param<'a> {
    Int(Option<i64>),
    Bool(Option<bool>),
    Text(Option<&'a str>),
    Bytes(Option<&'a [u8]>),
}

/// A type that can stand at a `?`.
pub trait ToParam {
    /// The value as the database takes it.
    fn to_param(&self) -> Param<'_>;
    /// The null of this type.
    fn null() -> Param<'static>;
}

/// Makes the slice of values a statement takes: `params![id, quantity, now]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::ToParam::to_param(&$value)),*] };
}

/// The values of a list such as `in (?, ?, ?, ?)`, whose places are filled by repeating the last value: the text of the statement
/// stays the same, so that it is prepared once. Give at least one value, and no more than places.
pub fn fill_places<const PLACES: usize, T: ToParam>(values: &[T]) -> Vec<Param<'_>> {
    let mut params: Vec<Param<'_>> = values.iter().map(ToParam::to_param).collect();
    let last = params.last().copied().unwrap_or_else(|| T::null());
    params.resize(PLACES, last);
    params
}

macro_rules! to_param {
    ($($type:ty: $kind:ident, |$value:ident| $read:expr;)*) => {$(
        impl ToParam for $type {
            fn to_param(&self) -> Param<'_> {
                let $value = self;
                Param::$kind(Some($read))
            }
            fn null() -> Param<'static> {
                Param::$kind(None)
            }
        }
    )*};
}
pub(crate) use to_param;

to_param! {
    i64: Int, |v| *v;
    u32: Int, |v| i64::from(*v);
    u16: Int, |v| i64::from(*v);
    u8: Int, |v| i64::from(*v);
    bool: Bool, |v| *v;
    str: Text, |v| v;
    String: Text, |v| v.as_str();
    [u8]: Bytes, |v| v;
    Vec<u8>: Bytes, |v| v.as_slice();
    Timestamp: Int, |v| v.as_millisecond();
}

impl<const N: usize> ToParam for [u8; N] {
    fn to_param(&self) -> Param<'_> {
        Param::Bytes(Some(self))
    }
    fn null() -> Param<'static> {
        Param::Bytes(None)
    }
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> Param<'_> {
        T::to_param(self)
    }
    fn null() -> Param<'static> {
        T::null()
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> Param<'_> {
        match self {
            Some(value) => value.to_param(),
            None => T::null(),
        }
    }
    fn null() -> Param<'static> {
        T::null()
    }
}
