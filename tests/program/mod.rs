//! The program as people and other programs start it.
#![allow(dead_code, reason = "a test needs one or the other")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The command in a plain environment: Swedish, no terminal, a day that stays.
pub fn forebild(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forebild"));
    command
        .args(args)
        .current_dir(root)
        .env_clear()
        .env("LC_ALL", "sv_SE.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1795392000")
        .stdin(Stdio::null());
    command
}

/// Runs the command to its end.
pub fn run(root: &Path, args: &[&str]) -> Output {
    forebild(root, args).output().unwrap()
}
