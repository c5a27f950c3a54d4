//! Why a whole file is refused.

use thiserror::Error;

/// A file nothing can be read from; each says what to do.
#[derive(Debug, Error)]
pub enum FileRefusal {
    /// No bytes, or only blank lines.
    #[error("The file is empty. Export the products again and choose the new file.")]
    Empty,
    /// More bytes than one import takes.
    #[error("The file is larger than {max_bytes} bytes. Split it and import the parts one after the other.")]
    TooLarge {
        /// The limit.
        max_bytes: u64,
    },
    /// A workbook, picture, archive or other binary file.
    #[error("This is not a CSV file. Save or export the products as CSV (comma separated, UTF-8).")]
    NotCsv,
    /// Text in an encoding that cannot be told from its bytes.
    #[error(
        "The file is not in UTF-8, and its encoding cannot be told. Save it as \"CSV UTF-8\", or name it: --encoding windows-1251, say."
    )]
    EncodingUnclear,
    /// A number that a comma or a point makes two numbers of, and nothing in the file tells which is meant.
    #[error(
        "Line {line}, {column}: \"{text}\" is {point} or {comma}, and no other number of the file tells which. Say it once for the file: --decimal point ({point}) or --decimal comma ({comma})."
    )]
    DecimalUnclear {
        /// The physical line.
        line: u64,
        /// The column's name.
        column: &'static str,
        /// What stands there.
        text: String,
        /// The number if a point stands before decimals.
        point: String,
        /// The number if a comma does.
        comma: String,
    },
    /// The first row breaks its quotes, so nothing after it can be told apart.
    #[error("The first row, with the column names, has a quotation mark that is opened and never closed.")]
    BrokenHeader,
    /// A column we cannot do without.
    #[error("The first row names no \"{column}\" column. Is this a product export?")]
    MissingColumn {
        /// The name looked for.
        column: &'static str,
    },
    /// One name, two columns: no telling which is meant.
    #[error("The columns \"{column}\" and \"{again}\" say the same. Remove one of them.")]
    RepeatedColumn {
        /// The name of the first.
        column: &'static str,
        /// The name of the second.
        again: &'static str,
    },
    /// A header without a single row.
    #[error("The file has column names but no products.")]
    NoRows,
    /// The file could not be read to its end.
    #[error("The file could not be read: {0}")]
    Unreadable(#[from] std::io::Error),
}

impl FileRefusal {
    /// Stable word for this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "import_file_empty",
            Self::TooLarge { .. } => "import_file_too_large",
            Self::NotCsv => "import_file_not_csv",
            Self::EncodingUnclear => "import_file_encoding_unclear",
            Self::DecimalUnclear { .. } => "import_file_decimal_unclear",
            Self::BrokenHeader => "import_file_broken_header",
            Self::MissingColumn { .. } => "import_file_missing_column",
            Self::RepeatedColumn { .. } => "import_file_repeated_column",
            Self::NoRows => "import_file_no_rows",
            Self::Unreadable(_) => "import_file_unreadable",
        }
    }
}
