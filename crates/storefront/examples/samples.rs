//! Writes every sample page and the files it needs into a folder, to be looked at in a browser.
//!
//! `cargo run -p souk-storefront --example samples -- FOLDER`

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("name the folder to write to")?;
    let folder = Path::new(&folder);
    for (address, bytes) in souk_ui::assets::all() {
        write(folder, &address, &bytes)?;
    }
    for sample in souk_storefront::samples::every() {
        write(folder, &format!("/{}", sample.name), sample.rendered?.as_bytes())?;
    }
    for drawn in souk_ui::samples::drawings() {
        let svg = souk_ui::drawn::answer(&drawn).ok_or("a drawing that cannot be drawn")?;
        write(folder, &souk_ui::routes::media(&drawn), svg.as_bytes())?;
    }
    Ok(())
}

fn write(folder: &Path, address: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let name = address.trim_start_matches('/');
    let name = if name.contains('.') { name.to_owned() } else { format!("{name}.html") };
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)?;
    Ok(())
}
