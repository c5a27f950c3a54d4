use std::process::ExitCode;

use anyhow::{Context as _, Result};
use souk_bank::BankSettings;

use crate::{
    cli,
    config::read_secret,
    serving::{listen, stop},
    start::logs,
};

/// Runs the test bank until it is told to stop. The first line on stdout is its address.
pub(super) async fn run(asked: cli::Bank) -> Result<ExitCode> {
    logs::start_plain()?;
    // before anybody is told that it is there
    let told_to_stop = stop::asked()?;
    let secret = match (asked.secret, asked.secret_file) {
        (Some(secret), _) => secret,
        (None, Some(file)) => read_secret("--secret-file", &file)?,
        (None, None) => anyhow::bail!("give the bank a secret: --secret-file FILE"),
    };
    let address = asked.listen.parse().with_context(|| format!("--listen {} is no address", asked.listen))?;
    let listener = listen::bind(address)?;
    let address = format!("http://{}", listener.local_addr()?);
    let settings = BankSettings { fee_bps: asked.fee_bps, ..BankSettings::new(secret, address.as_str()) };
    let bank = souk_bank::Bank::open(&asked.file, settings)?;
    super::say(&address);
    souk_bank::serve(listener, bank, told_to_stop).await?;
    Ok(ExitCode::SUCCESS)
}
