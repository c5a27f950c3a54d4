//! Prints the mean colour of every WebP of a folder, for the colours of the demonstration:
//! `cargo run -p souk-pictures --example colours crates/server/demo/pictures > crates/server/demo/colours.toml`

use std::{env, fs, io};

use souk_pictures::Colour;

#[expect(clippy::print_stdout, reason = "that is what it is for")]
fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("name the folder of the pictures"))?;
    let mut files = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".webp")
            && let Some(colour) = Colour::of_picture(&fs::read(file.path())?)
        {
            println!("\"{name}\" = \"{colour}\"");
        }
    }
    Ok(())
}
