use anyhow::{Context as _, Result};
use serde::Deserialize;
use souk_domain::network::Network;
use souk_market::ports::OutgoingPolicy;

/// Where the server may fetch from beside the internet, as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenOutgoing {
    #[serde(default)]
    allow_networks: Vec<String>,
}

impl WrittenOutgoing {
    /// The networks. Errors: a text that is none, by its name.
    pub(super) fn read(&self) -> Result<OutgoingPolicy> {
        let read = |text: &String| {
            text.parse::<Network>().with_context(|| {
                format!(
                    "outgoing.allow_networks: `{text}` is no network: use one such as 10.1.0.0/16, or the address of one \
                     machine such as 10.1.2.3"
                )
            })
        };
        Ok(OutgoingPolicy { allow_networks: self.allow_networks.iter().map(read).collect::<Result<_>>()? })
    }
}
