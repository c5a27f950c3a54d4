//! The image as the Dockerfile makes it, but for its first stage: the program is built here, as that stage would, since the
//! stage's own image comes from a registry.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::python;
use crate::dist;
use crate::install;
use crate::process;
use crate::workspace::Workspace;

/// The image's name while it is tested.
const IMAGE: &str = "localhost/souk:test";

/// Where its store is told of, in the suite's directory.
const STORAGE_FILE: &str = "storage.conf";

/// Programs from PyPI, at fixed versions.
const TOOLS: &str = include_str!("../../tools/requirements.txt");

/// Containers of our own store, beside those of the machine: no bridges, no systemd, and the limits we have ourselves.
const CONTAINERS: &str = r#"[containers]
default_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]
log_driver = "k8s-file"

[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
"#;

/// What the tests are told of an image that was built.
pub(super) struct Built {
    place: PathBuf,
}

/// Checks Dockerfile and compose.yaml, builds the program and the image.
pub(super) fn build(workspace: &Workspace) -> Result<Built> {
    install::ensure(&[&install::BUILDAH, &install::PODMAN])?;
    let place = workspace.target.join("container");
    fs::create_dir_all(&place)?;
    let built = Built { place };
    built.empty_store()?;
    built.write_settings()?;
    python::ensure(&built.place, TOOLS)?;
    process::run(built.tool("hadolint").arg("Dockerfile").current_dir(&workspace.root))?;
    let mut compose = built.tool("check-jsonschema");
    compose.args(["--builtin-schema", "vendor.compose-spec", "compose.yaml"]);
    process::run(compose.current_dir(&workspace.root))?;
    let program = built.place.join("program");
    dist::build(workspace, &program.join("out"))?;
    let mut image = built.command(Path::new("buildah"));
    // only Docker's own format knows health checks
    image.args(["bud", "--format", "docker", "--timestamp", "0", "--tag", IMAGE, "--build-context"]);
    image.arg(format!("build={}", program.display())).arg(&workspace.root);
    process::run(&mut image)?;
    println!("{IMAGE}: {:.1} MB", built.size()? / 1e6);
    Ok(built)
}

impl Built {
    /// The variables by which the tests find the image and the means to run it.
    pub(super) fn settings(&self) -> Vec<(&'static str, OsString)> {
        let mut settings = vec![
            ("SOUK_TEST_IMAGE", IMAGE.into()),
            ("SOUK_TEST_COMPOSE", python::program(&self.place, "podman-compose").into_os_string()),
        ];
        settings.extend(self.variables().map(|(name, file)| (name, file.into_os_string())));
        settings
    }

    fn variables(&self) -> [(&'static str, PathBuf); 2] {
        [
            ("CONTAINERS_STORAGE_CONF", self.place.join(STORAGE_FILE)),
            ("CONTAINERS_CONF", self.place.join("containers.conf")),
        ]
    }

    /// Takes away what earlier runs left: old images would fill the disk.
    fn empty_store(&self) -> Result<()> {
        let known = fs::read_to_string(self.place.join(STORAGE_FILE));
        // In a store that was moved, Podman would look for everything at the old place.
        if known.is_ok_and(|known| known == self.storage()) {
            // a shop that outlived an interrupted run holds its files
            process::run(self.command(Path::new("podman")).args(["rm", "--all", "--force"]))?;
        }
        for part in self.store() {
            match fs::remove_dir_all(&part) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove {}", part.display()));
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn write_settings(&self) -> Result<()> {
        for ((_, file), text) in self.variables().iter().zip([self.storage().as_str(), CONTAINERS]) {
            fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    }

    fn storage(&self) -> String {
        let [graph, run] = self.store();
        format!("[storage]\ndriver = \"vfs\"\ngraphroot = {graph:?}\nrunroot = {run:?}\n")
    }

    fn store(&self) -> [PathBuf; 2] {
        ["graph", "run"].map(|part| self.place.join(part))
    }

    fn tool(&self, name: &str) -> Command {
        self.command(&python::program(&self.place, name))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        // no namespaces are needed to copy files into an image
        command.env("BUILDAH_ISOLATION", "chroot").envs(self.variables());
        command
    }

    /// The image's size in bytes, as the program that runs it knows it.
    fn size(&self) -> Result<f64> {
        let mut inspect = self.command(Path::new("podman"));
        let output = inspect.args(["image", "inspect", "--format", "{{.Size}}", IMAGE]).output()?;
        let told = String::from_utf8_lossy(&output.stdout);
        told.trim().parse().with_context(|| {
            format!("podman does not find {IMAGE}: {}", String::from_utf8_lossy(&output.stderr).trim())
        })
    }
}
