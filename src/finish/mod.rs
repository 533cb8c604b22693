//! The last step: pages shortened, files named by their content, the finished site checked.

pub mod minify;
pub mod scan;
