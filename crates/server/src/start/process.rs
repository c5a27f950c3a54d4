//! What the process asks of the system and of itself.

use anyhow::{Result, anyhow, bail};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use souk_market::faults::{self, FaultKind, FaultPoint};

use crate::config::Settings;

/// No core dumps, which would hold keys and cards; and as many file handles as we may have, since each connection is one.
pub(crate) fn quiet_cores() {
    // a system that refuses leaves things as they were, which is no reason not to serve
    let _refused = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let files = getrlimit(Resource::Nofile);
    let _refused = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum });
}

/// Names the one implementation of TLS there is.
pub(crate) fn choose_tls() {
    // only fails when it was chosen before
    let _chosen = rustls::crypto::ring::default_provider().install_default();
}

/// Arms the fault point a crash test asks for: `name` or `name:passes`.
pub(crate) fn arm_fault(settings: &Settings) -> Result<()> {
    let Some(asked) = &settings.fault else { return Ok(()) };
    if !cfg!(debug_assertions) {
        bail!("fault points are only in debug builds");
    }
    let (name, passes) = asked.split_once(':').unwrap_or((asked, "0"));
    let point = FaultPoint::parse(name).ok_or_else(|| anyhow!("there is no fault point `{name}`"))?;
    let passes = passes.parse().map_err(|_| anyhow!("fault: `{passes}` is no number of passes"))?;
    faults::arm(point, passes, FaultKind::Kill);
    tracing::warn!(name, passes, "a fault point is armed");
    Ok(())
}
