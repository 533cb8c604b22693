//! The site to pages.

pub mod view;
