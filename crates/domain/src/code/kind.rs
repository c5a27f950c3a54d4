//! Kinds of refusal.

/// What kind of no it is; each has one HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The request cannot be read.
    BadRequest,
    /// Nobody is signed in.
    Unauthenticated,
    /// The payment was declined.
    PaymentRequired,
    /// Who is signed in may not.
    Forbidden,
    /// There is no such thing, or it is not yours to know of.
    NotFound,
    /// The thing is there, but not for this method.
    MethodNotAllowed,
    /// It took too long to come.
    TimedOut,
    /// It goes against how things stand now.
    Conflict,
    /// It was there and is no more.
    Gone,
    /// It was changed meanwhile.
    PreconditionFailed,
    /// More than is taken at once.
    TooLarge,
    /// In a form that is not taken.
    UnsupportedMediaType,
    /// Sent to a host that is not ours.
    Misdirected,
    /// It can be read, but a rule forbids it.
    Unprocessable,
    /// Too often.
    TooMany,
    /// Not now.
    Unavailable,
    /// Our fault.
    Internal,
    /// A way of sending that is not known.
    NotImplemented,
}

impl Kind {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthenticated => 401,
            Self::PaymentRequired => 402,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TimedOut => 408,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::PreconditionFailed => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Misdirected => 421,
            Self::Unprocessable => 422,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
            Self::NotImplemented => 501,
        }
    }
}
