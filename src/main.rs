//! The `forebild` command.

fn main() {}
