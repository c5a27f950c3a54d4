//! What a picture may be, and why one is not taken.

/// Pixels of a picture: what the best telephones take. They are counted before any is decoded.
pub const MAX_PIXELS: u64 = 50_000_000;
/// Pixels along one side: longer ones are no photographs.
pub const MAX_SIDE: u32 = 20_000;

/// Why bytes are no picture we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// They do not begin like a WebP, JPEG, PNG or GIF.
    NotAPicture,
    /// More pixels than we take.
    TooManyPixels,
    /// A kind of picture whose decoder needs more memory than one may have.
    TooMuchMemory,
    /// They begin like a picture, and end too early or go on wrongly.
    Broken,
}

impl Unfit {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPicture => "not_a_picture",
            Self::TooManyPixels => "too_many_pixels",
            Self::TooMuchMemory => "too_much_memory",
            Self::Broken => "broken_picture",
        }
    }

    /// What to do about it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotAPicture => "Send a WebP, JPEG, PNG or GIF picture.",
            Self::TooManyPixels => {
                "A picture has at most 50 million pixels, and 20,000 along one side: send a smaller copy."
            }
            Self::TooMuchMemory => {
                "A picture of this kind and size takes more memory to read than there is for one: save it as a JPEG that \
                 is not progressive or a PNG that is not interlaced, or send a smaller copy."
            }
            Self::Broken => "This picture is damaged or cut off: open it, save it anew, and send that.",
        }
    }
}
