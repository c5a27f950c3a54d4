//! What must be on the machine: looked for, installed from Debian when we may, else named.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::process;

/// Something a suite needs, and the Debian packages that bring it.
pub(crate) struct Need {
    present: fn() -> bool,
    packages: &'static [&'static str],
}

pub(crate) const POSTGRES: Need =
    Need { present: || postgres_programs().is_some(), packages: &["postgresql"] };
pub(crate) const MARIADB: Need = Need {
    present: || {
        mariadbd().is_some() && program("mariadb-install-db").is_some() && program("mariadb").is_some()
    },
    packages: &["mariadb-server", "mariadb-client"],
};
pub(crate) const CHROMIUM: Need = Need {
    present: || program("chromium").is_some() && program("chromedriver").is_some(),
    packages: &["chromium", "chromium-driver"],
};
pub(crate) const FONTS: Need = Need {
    present: || Path::new("/usr/share/fonts/truetype/dejavu").is_dir(),
    packages: &["fonts-dejavu-core"],
};
pub(crate) const JAVA: Need =
    Need { present: || program("java").is_some(), packages: &["default-jre-headless"] };
pub(crate) const BUILDAH: Need = Need {
    present: || program("buildah").is_some(),
    packages: &["buildah", "golang-github-containers-common"],
};
pub(crate) const PODMAN: Need = Need {
    present: || program("podman").is_some() && program("runc").is_some() && program("conmon").is_some(),
    packages: &["podman", "runc", "conmon", "netavark", "aardvark-dns"],
};
pub(crate) const VENV: Need = Need { present: has_python_venv, packages: &["python3", "python3-venv"] };
pub(crate) const NPM: Need = Need { present: || program("npm").is_some(), packages: &["npm"] };

/// The directory of `initdb` and `postgres`: Debian's newest, else the one on the path.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter(|entry| entry.path().join("bin/initdb").is_file())
        .max_by_key(|entry| entry.file_name().to_string_lossy().parse::<u32>().unwrap_or(0));
    match newest {
        Some(entry) => Some(entry.path().join("bin")),
        None => program("initdb")?.canonicalize().ok()?.parent().map(Path::to_owned),
    }
}

/// The MariaDB server; Debian puts it where only root's path looks.
pub(crate) fn mariadbd() -> Option<PathBuf> {
    program("mariadbd").or_else(|| Some(PathBuf::from("/usr/sbin/mariadbd")).filter(|path| path.is_file()))
}

/// Whether Python can make environments of its own; on Debian that is a package apart.
fn has_python_venv() -> bool {
    let mut ask = Command::new("python3");
    ask.args(["-c", "import ensurepip, venv"]).stderr(std::process::Stdio::null());
    ask.status().is_ok_and(|status| status.success())
}

/// The first program of that name on the path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// Makes sure that all of `needs` are there; installs what is missing when we are root on Debian.
///
/// # Errors
/// Names the command to type when we may not install, or when installing did not help.
pub(crate) fn ensure(needs: &[&Need]) -> Result<()> {
    let packages = missing(needs);
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "install what is missing with: sudo apt-get update && sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    if !is_root() || program("apt-get").is_none() {
        bail!("{by_hand}");
    }
    println!("installing {}", packages.join(" "));
    apt_get(&["update"]).context(by_hand.clone())?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt_get(&[&install[..], &packages[..]].concat()).context(by_hand.clone())?;
    if !missing(needs).is_empty() {
        bail!("the packages are installed, yet not all they should bring is there; {by_hand}");
    }
    Ok(())
}

fn missing(needs: &[&Need]) -> Vec<&'static str> {
    needs.iter().filter(|need| !(need.present)()).flat_map(|need| need.packages.iter().copied()).collect()
}

fn apt_get(args: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    // Another package run may hold the lock for a while; waiting beats failing.
    command.args(["-o", "DPkg::Lock::Timeout=400", "-q"]).args(args);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    process::run(&mut command)
}

/// Whether we run with the rights of root.
pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_missing_and_what_is_not_is_named() {
        let here = Need { present: || program("sh").is_some(), packages: &["dash"] };
        let gone = Need { present: || program("no-such-program").is_some(), packages: &["a", "b"] };
        assert_eq!(missing(&[&here]), [""; 0]);
        assert_eq!(missing(&[&here, &gone]), ["a", "b"]);
    }
}
