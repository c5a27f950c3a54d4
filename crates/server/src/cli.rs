//! What may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use souk_domain::account::Department;
use souk_product_import::Encoding;

use crate::config::Flags;

/// Souk, a market for many sellers.
#[derive(Parser)]
#[command(name = "souk", version, about, disable_help_subcommand = true)]
pub(crate) struct Line {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run the shop: pages, API and jobs
    Serve(Serve),
    /// Run the jobs alone, beside a shop started with --no-jobs
    Worker(Place),
    /// Bring the database to this version
    Migrate(Migrate),
    /// Import what another shop exported
    #[command(subcommand)]
    Import(Import),
    /// Write what another shop, or another Souk, imports
    #[command(subcommand)]
    Export(Export),
    /// Check every invariant of the database; fails when one is broken
    Check(Place),
    /// Make, list and revoke the keys of vendors and staff
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// Run the test bank as a process of its own
    Bank(Bank),
    /// Ask a running shop whether it is well; fails when it is not
    Health(Place),
    /// Show the settings
    #[command(subcommand)]
    Config(Config),
    /// Write a settings file with comments, and make the data directory and its key
    Init(Init),
    /// Make, invite and list people
    #[command(subcommand)]
    User(User),
    /// Load the demonstration market
    #[command(subcommand)]
    Demo(Demo),
    /// Print the API's description (OpenAPI 3.1)
    Openapi,
    /// Print the version
    Version,
}

/// Where the shop's things are.
#[derive(Args, Clone, Default)]
pub(crate) struct Place {
    /// The data directory [default: ./souk-data, with --demo ./souk-demo]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// sqlite:PATH, postgres://… or mysql://… [default: a file in the data directory]
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// The settings file [default: ./souk.toml where there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How log lines look
    #[arg(long, value_enum)]
    pub(crate) log: Option<Log>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Log {
    Pretty,
    Json,
}

#[derive(Args)]
pub(crate) struct Serve {
    /// Show the demonstration market, with test payments
    #[arg(long)]
    pub(crate) demo: bool,
    /// How many things a new demonstration sells
    #[arg(long, value_enum, requires = "demo", default_value_t = DemoSize::M)]
    pub(crate) size: DemoSize,
    /// The address to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
    /// Where buyers reach the shop [default: the address it listens on]
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Leave jobs to `souk worker`
    #[arg(long)]
    pub(crate) no_jobs: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Args)]
pub(crate) struct Migrate {
    /// Only tell what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Subcommand)]
pub(crate) enum Import {
    /// Products, from a CSV file as Shopify exports it
    Products(ImportProducts),
}

#[derive(Args)]
pub(crate) struct ImportProducts {
    /// The file
    pub(crate) file: PathBuf,
    /// The vendor whose products they become; with --vendors-from-file, those that name none
    #[arg(long, value_name = "SLUG", required_unless_present = "vendors_from_file")]
    pub(crate) vendor: Option<String>,
    /// Make a vendor for each name in the file's Vendor column
    #[arg(long)]
    pub(crate) vendors_from_file: bool,
    /// Which mark stands before decimals, asked for when the file does not tell
    #[arg(long, value_name = "MARK")]
    pub(crate) decimal: Option<Decimal>,
    /// The file's encoding, asked for when the file does not tell, such as windows-1251
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(crate) encoding: Option<&'static Encoding>,
    /// Only tell what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Where pictures lie whose addresses are another Souk's, such as its data directory's `media`
    #[arg(long, value_name = "DIR")]
    pub(crate) pictures: Option<PathBuf>,
    /// Write everything that was noticed into a file, line by line
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Subcommand)]
pub(crate) enum Export {
    /// Products, as a CSV file that Shopify and Souk import
    Products(ExportProducts),
}

#[derive(Args)]
pub(crate) struct ExportProducts {
    /// The vendor whose products they are; left out: all
    #[arg(long, value_name = "SLUG")]
    pub(crate) vendor: Option<String>,
    /// Where to write it; left out: to the output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Name the columns as older programs do: Handle, Body (HTML), Variant Price
    #[arg(long)]
    pub(crate) older: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// What stands before the decimals of a number.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Decimal {
    /// As in 1,299.00
    Point,
    /// As in 1.299,00
    Comma,
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| format!("`{name}` is no encoding, such as windows-1252 or utf-16le"))
}

#[derive(Subcommand)]
pub(crate) enum ApiKey {
    /// Make a key and print it, once
    Create(NewApiKey),
    /// List the keys of staff, or of a vendor
    List(ApiKeys),
    /// Take a key away
    Revoke {
        /// The key's id, key_…
        id: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
pub(crate) struct NewApiKey {
    /// What the key is for, in your words
    #[arg(long)]
    pub(crate) label: String,
    #[command(flatten)]
    pub(crate) keys: ApiKeys,
}

#[derive(Args)]
pub(crate) struct ApiKeys {
    /// The vendor they belong to; without one they are staff's
    #[arg(long, value_name = "SLUG")]
    pub(crate) vendor: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Args)]
pub(crate) struct Bank {
    /// The bank's own file
    #[arg(long, value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: String,
    /// The secret its notices are signed with, in a file
    #[arg(long, value_name = "FILE", conflicts_with = "secret", required_unless_present = "secret")]
    pub(crate) secret_file: Option<PathBuf>,
    /// The secret itself; anyone who may list processes can read it
    #[arg(long, value_name = "TEXT")]
    pub(crate) secret: Option<String>,
    /// What it keeps of each charge, in hundredths of a per cent
    #[arg(long, value_name = "BPS", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=10_000))]
    pub(crate) fee_bps: u16,
}

#[derive(Subcommand)]
pub(crate) enum Config {
    /// Print every setting and its value; secrets are hidden
    Show {
        /// Tell where each comes from
        #[arg(long)]
        origin: bool,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
pub(crate) struct Init {
    /// Write a settings file that is there anew; data is never touched
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Subcommand)]
pub(crate) enum User {
    /// Make somebody a member of the staff, and print the link to set a password
    Add(NewUser),
    /// Print a link by which somebody sets a new password
    Reset {
        /// The e-mail address of the account
        email: String,
        #[command(flatten)]
        place: Place,
    },
    /// List every account and what it may do
    List(Place),
}

#[derive(Args)]
pub(crate) struct NewUser {
    /// The e-mail address
    #[arg(long)]
    pub(crate) email: String,
    /// What they may do
    #[arg(long, value_enum)]
    pub(crate) role: StaffRole,
    /// Where they work, which narrows what they may do: all, operations, catalogue, support, finance
    #[arg(long, value_name = "NAME", default_value_t = Department::All, value_parser = department)]
    pub(crate) department: Department,
    /// Set the password that is read from standard input, instead of printing a link
    #[arg(long)]
    pub(crate) password_stdin: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Errors: there is none of that name.
fn department(name: &str) -> Result<Department, String> {
    let known = || Department::ALL.iter().map(|department| department.as_str()).collect::<Vec<_>>();
    Department::parse(name).ok_or_else(|| format!("use one of: {}", known().join(", ")))
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum StaffRole {
    /// Everything, the staff included
    SuperAdmin,
    /// Everything but the staff
    Admin,
    /// Look at everything, change nothing
    User,
}

#[derive(Subcommand)]
pub(crate) enum Demo {
    /// Fill an empty database with the demonstration market, and wait until all of it is there
    Load(DemoLoad),
}

#[derive(Args)]
pub(crate) struct DemoLoad {
    /// How many things are sold
    #[arg(long, value_enum, default_value_t = DemoSize::M)]
    pub(crate) size: DemoSize,
    /// What its past begins from: the same seed, the same orders
    #[arg(long, value_name = "N", default_value_t = DEMO_SEED)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// What the past of a demonstration begins from when nobody names it.
pub(crate) const DEMO_SEED: u64 = 7;

/// How large a demonstration is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DemoSize {
    /// Four things of each vendor, 300 orders
    S,
    /// 240 products, 1,900 orders
    M,
    /// 100,000 products: the same again and again, numbered
    L,
}

impl DemoSize {
    /// As it is typed.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::S => "s",
            Self::M => "m",
            Self::L => "l",
        }
    }

    /// What [`Self::as_str`] wrote.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::S, Self::M, Self::L].into_iter().find(|size| size.as_str() == word)
    }
}

impl Place {
    /// What was said here, as the settings' strongest layer.
    pub(crate) fn flags(&self) -> Flags {
        let log = self.log.map(|log| match log {
            Log::Pretty => "pretty".to_owned(),
            Log::Json => "json".to_owned(),
        });
        Flags { data: self.data.clone(), database_url: self.database.clone(), log, ..Flags::default() }
    }
}
