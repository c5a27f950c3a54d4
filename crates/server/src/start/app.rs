use std::{net::SocketAddr, sync::Arc};

use anyhow::{Context as _, Result, bail};
use souk_domain::hex::hex;
use souk_market::{
    App, Parts, accounts, notifications,
    payments::Gateways,
    ports::{Folder, SystemClock, SystemRandom, TaxSource},
    settings,
};

use super::{Opened, data_dir, key::Found, mail};
use crate::config::Settings;

/// Under this name the database remembers which key it was made with.
const KEY_CHECK: &str = "key_check";

/// Where the shop is reached: as the settings say, else where it listens.
pub(crate) fn public_url(settings: &Settings, listens: SocketAddr) -> String {
    settings.public_url.clone().unwrap_or_else(|| format!("http://{listens}"))
}

/// Puts the market together.
pub(crate) async fn app(
    settings: &Settings,
    opened: Opened,
    gateways: Gateways,
    public_url: String,
) -> Result<App> {
    let media = data_dir::media(&settings.data);
    let files = Folder::open(media.clone())
        .with_context(|| format!("the folder {} cannot be made", media.display()))?;
    let app = App::new(Parts {
        db: opened.db,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        key: opened.key,
        gateways,
        carriers: settings.carriers.clone(),
        carrier_rates: settings.carrier_rates.clone(),
        taxes: TaxSource::default(),
        letters: notifications::letter_port(souk_ui::letters()),
        mailer: mail::mailer(settings, &public_url)?,
        files: Arc::new(files),
        public_url,
        limits: settings.limits,
        outgoing: settings.outgoing.clone(),
    });
    belong_together(&app, settings, opened.key_found).await?;
    Ok(app)
}

/// The link by which the first super admin comes to be, as long as there is none.
pub(crate) async fn setup_link(app: &App) -> Result<Option<String>> {
    Ok(accounts::open_setup(app).await?)
}

/// Errors when the database was made with another key: then no link that was mailed would work any more.
async fn belong_together(app: &App, settings: &Settings, found: Found) -> Result<()> {
    let check = hex(&app.key().keyed_hash("key check", &[]));
    let kept = settings::leave_mark(app, KEY_CHECK, check.clone()).await?;
    if kept == check {
        return Ok(());
    }
    let path = settings.secret_key_file.display();
    if found == Found::MadeNow {
        // a stray key would only confuse whoever restores the right one
        let _removed = std::fs::remove_file(&settings.secret_key_file);
        bail!(
            "the key of this database is missing: restore {path} from a backup, or name it by SOUK_SECRET_KEY_FILE"
        );
    }
    bail!(
        "{path} is not the key this database was made with: restore that one, or name it by SOUK_SECRET_KEY_FILE"
    )
}
