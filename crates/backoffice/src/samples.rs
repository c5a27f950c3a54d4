//! Every page of the back office, as it is looked at and checked.

use askama::Template;

use crate::vendors::ApplicationsPage;

/// A page rendered from its sample: file name and text.
pub struct Sample {
    pub name: &'static str,
    pub rendered: askama::Result<String>,
}

/// Every page, rendered from its sample.
pub fn every() -> Vec<Sample> {
    vec![
        sample("office-vendors", &ApplicationsPage::sample()),
        sample("office-vendors-none", &ApplicationsPage::sample_none()),
    ]
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}
