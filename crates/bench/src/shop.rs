//! A shop of many products, imported as an operator would.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, Result, bail};
use souk_db::{Db, PoolSize, Statement, sql};

use crate::{
    load,
    place::Place,
    program::{self, Serving},
    report::Report,
};

/// Vendors and categories of the shop: neither one for all nor one for each.
const VENDORS: usize = 40;
const CATEGORIES: usize = 20;
/// More pieces than a run sells.
const PIECES: u32 = 500_000;
const SECRET: &str = "a secret of the bench alone";
const WORDS: &str = "Turned by hand from one piece, oiled twice and left to dry for a week. It will darken with \
    the years. Wash it with warm water, never in a machine, and give it a drop of oil when it looks thirsty.";

/// A shop that is filled and not open.
pub(crate) struct Shop {
    program: PathBuf,
    /// Where its data lie, as `DATABASE_URL` has it.
    database: String,
    data: PathBuf,
    settings: PathBuf,
    bank_file: PathBuf,
}

/// The shop while it serves, with its bank beside it.
pub(crate) struct Open {
    pub(crate) server: Serving,
    bank: Serving,
}

impl Shop {
    /// Imports the products from a file made for the run, into an empty database: a SQLite file of the run, or the one that
    /// `database` names.
    pub(crate) fn fill(
        program: &Path,
        place: &Place,
        database: Option<&str>,
        products: usize,
        report: &mut Report,
    ) -> Result<Self> {
        let file = format!("sqlite:{}", place.path("souk.db").display());
        let shop = Self {
            program: program.to_owned(),
            database: database.map_or(file, str::to_owned),
            data: place.path("data"),
            settings: place.path("souk.toml"),
            bank_file: place.path("bank.jsonl"),
        };
        let file = place.path("products.csv");
        fs::write(&file, export(products))?;
        fs::write(&shop.settings, "")?;
        let began = Instant::now();
        shop.run(&[
            "import",
            "products",
            &file.to_string_lossy(),
            "--vendors-from-file",
            "--report",
            &place.path("report.txt").to_string_lossy(),
            "--data",
            &shop.data.to_string_lossy(),
            "--config",
            &shop.settings.to_string_lossy(),
        ])?;
        let took = began.elapsed();
        report.note(format!(
            "imported {products} products × 2 variants of {VENDORS} vendors in {:.1} s",
            took.as_secs_f64()
        ));
        let stored = shop.ask(sql!("select count(*) from product where status = 'active'"))?;
        if usize::try_from(stored)? != products {
            bail!("{stored} of {products} products were imported");
        }
        Ok(shop)
    }

    /// Bytes its rows and indexes take.
    pub(crate) fn database_bytes(&self) -> Result<u64> {
        let statement = match self.database.split(':').next() {
            Some("sqlite") => sql!(
                "select (p.page_count - f.freelist_count) * s.page_size \
                 from pragma_page_count p, pragma_freelist_count f, pragma_page_size s"
            ),
            Some("postgres" | "postgresql") => {
                sql!("select cast(pg_database_size(current_database()) as bigint)")
            }
            _ => sql!(
                "select cast(sum(data_length + index_length) as signed) from information_schema.tables \
                 where table_schema = database()"
            ),
        };
        Ok(u64::try_from(self.ask(statement)?)?)
    }

    /// One number out of its database.
    fn ask(&self, statement: &'static Statement) -> Result<i64> {
        load::on_one_thread(async {
            let db = Db::open(&self.database.parse()?, PoolSize(1)).await?;
            let number = db.read(move |tx| Box::pin(tx.one::<i64>(statement, &[]))).await?;
            db.close().await;
            Ok(number)
        })
    }

    /// Runs the program on its data.
    fn run(&self, arguments: &[&str]) -> Result<String> {
        program::run(&self.program, arguments, &self.database)
    }

    /// Starts the bank and the server.
    pub(crate) fn open(&self) -> Result<Open> {
        let bank_file = self.bank_file.to_string_lossy();
        let bank = Serving::start(&self.program, &["bank", "--file", &bank_file, "--secret", SECRET], None)?;
        let settings = format!(
            "[payments]\nsandbox = true\nsandbox_bank_url = \"http://{}\"\nsandbox_bank_secret = \"{SECRET}\"\n",
            bank.address
        );
        fs::write(&self.settings, settings)?;
        let server = Serving::start(
            &self.program,
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                &self.data.to_string_lossy(),
                "--config",
                &self.settings.to_string_lossy(),
            ],
            Some(&self.database),
        )?;
        Ok(Open { server, bank })
    }

    /// A key of the API for one vendor.
    pub(crate) fn vendor_key(&self, slug: &str) -> Result<String> {
        let (data, settings) = (self.data.to_string_lossy(), self.settings.to_string_lossy());
        let arguments = [
            "api-key", "create", "--vendor", slug, "--label", "bench", "--data", &data, "--config", &settings,
        ];
        Ok(self.run(&arguments)?.trim().to_owned())
    }

    /// Every invariant of what the run left behind.
    pub(crate) fn check(&self) -> Result<()> {
        let (data, settings) = (self.data.to_string_lossy(), self.settings.to_string_lossy());
        self.run(&["check", "--data", &data, "--config", &settings]).map(|_| ()).context("souk check")
    }
}

impl Open {
    pub(crate) fn close(self) -> Result<()> {
        self.server.stop()?;
        self.bank.stop()
    }
}

/// A product export in the form other shops write.
fn export(products: usize) -> String {
    let mut text = String::from(
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
         Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,\
         Variant Requires Shipping,Variant Taxable,Status\n",
    );
    for number in 0..products {
        let (vendor, category) = (number % VENDORS, number % CATEGORIES);
        let price = 500 + number * 7 % 20_000;
        for (row, size) in ["Small", "Large"].into_iter().enumerate() {
            let (title, body, name) =
                if row == 0 { (format!("Turned bowl {number}"), WORDS, "Size") } else { Default::default() };
            let cents = price + row * 400;
            // writing to a String cannot fail
            let _ = writeln!(
                text,
                "turned-bowl-{number},{title},\"{body}\",Maker {vendor},Kind {category},\"oak, kitchen\",true,{name},{size},\
                 B-{number}-{row},{},shopify,{PIECES},deny,{}.{:02},true,true,active",
                300 + row * 200,
                cents / 100,
                cents % 100,
            );
        }
    }
    text
}
