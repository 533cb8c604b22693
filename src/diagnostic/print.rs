//! Remarks as text.
