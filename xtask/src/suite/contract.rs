//! What the contract suite needs beside cargo: Schemathesis from PyPI, at fixed versions.

use std::path::PathBuf;

use anyhow::Result;

use super::python;
use crate::workspace::Workspace;

/// The tool and all it needs.
const TOOL: &str = include_str!("../../tools/schemathesis.txt");

/// Makes sure that it is there; hands back the program.
pub(super) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let place = workspace.target.join("tools/schemathesis");
    python::ensure(&place, TOOL)?;
    Ok(python::program(&place, "schemathesis"))
}
