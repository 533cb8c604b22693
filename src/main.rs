//! The `forebild` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    forebild::cli::run(std::env::args_os())
}
