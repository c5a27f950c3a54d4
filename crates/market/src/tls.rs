//! Whom connections to the outside trust.

use rustls::{ClientConfig, RootCertStore, crypto::ring};

/// The certificate authorities that come with the program: a machine that has none of its own, as small containers do,
/// calls out all the same.
pub(crate) fn trusting() -> Result<ClientConfig, rustls::Error> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    Ok(ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
