//! What the run was told about its tools.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Where the chromedriver listens.
pub(crate) fn chromedriver() -> String {
    told("SOUK_TEST_CHROMEDRIVER").to_string_lossy().into_owned()
}

/// The browser's program.
pub(crate) fn chromium() -> String {
    told("SOUK_TEST_CHROMIUM").to_string_lossy().into_owned()
}

/// The accessibility checker, as a script for a page.
pub(crate) fn axe() -> String {
    let file = told("SOUK_TEST_NODE_MODULES").join("axe-core/axe.min.js");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The HTML checker, for `java -jar`.
pub(crate) fn html_checker() -> PathBuf {
    let jar = told("SOUK_TEST_NODE_MODULES").join("vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "{} is missing", jar.display());
    jar
}

/// How many products a vendor brings at once: a few, or as many as a run of everything names.
#[allow(clippy::disallowed_methods, reason = "how much a test does is said by its environment")]
pub(crate) fn products_to_import() -> usize {
    const USUAL: usize = 2_000;
    let Ok(told) = env::var("SOUK_TEST_PRODUCTS") else { return USUAL };
    told.parse().unwrap_or_else(|_| panic!("SOUK_TEST_PRODUCTS is no number: {told}"))
}

/// Where pictures of the pages go, when they are wanted: `screens/` beside cargo's own directories.
pub(crate) fn screens() -> Option<PathBuf> {
    env::var_os("SOUK_TEST_SCREENS")?;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("cargo's directory");
    let screens = target.join("screens");
    fs::create_dir_all(&screens).expect("a directory for pictures");
    Some(screens)
}

fn told(name: &str) -> PathBuf {
    let value = env::var_os(name);
    let value = value.unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test --only browser`"));
    PathBuf::from(value)
}
