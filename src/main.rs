//! The `forebild` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    forebild::cli::run(std::env::args_os())
}

/// glibc's allocator takes a quarter of the time of a large build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
