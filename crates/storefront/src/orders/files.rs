//! The files of an order on its page.

use jiff::Zoned;
use souk_market::fulfilment::BoughtFile;
use souk_ui::dates::at;
use souk_ui::routes;
use souk_ui::sizes::size;

/// A file that was bought.
#[derive(Clone, Debug)]
pub struct FileOnPage {
    pub name: String,
    /// "3.4 MB".
    pub size: String,
    pub href: String,
    /// Until when the link opens it.
    pub until: Zoned,
}

impl FileOnPage {
    pub(super) fn of(file: &BoughtFile) -> Self {
        Self {
            name: file.name.clone(),
            size: size(file.bytes),
            href: routes::download(&file.link),
            until: at(file.expires_at),
        }
    }
}
