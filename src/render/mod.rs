//! The site to pages.

pub mod data;
pub mod view;
