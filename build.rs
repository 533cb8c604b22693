//! Makes cargo build again when a file is added to what the program holds within itself:
//! `include_dir!` alone notices only files that it has seen before.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=themes/default");
}
