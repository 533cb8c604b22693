//! Why a picture cannot be published, and what to do about it.

use std::sync::Arc;

use fast_image_resize::{ImageError as AlphaError, ResizeError};
use image::error::ImageError;
use zune_jpeg::errors::DecodeErrors;

use super::MAX_PUBLISHED;
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

/// Why a photo cannot be published.
pub(super) enum Problem {
    Unusable(&'static str),
    TooLarge(u32, u32),
    TooMuchMemory,
    PrintColours,
    Animated,
    Damaged,
}

impl Problem {
    pub fn about(self, file: &Arc<str>) -> Diagnostic {
        let (message, help) = self.words(file);
        Diagnostic::new(Code::BadPicture, Place::whole(file), message).help(help)
    }

    fn words(&self, file: &str) -> (Words, Words) {
        let save_again = words!(
            "öppna bilden i ett bildprogram och spara den som JPEG eller PNG",
            "open the picture in an image editor and save it as JPEG or PNG",
        );
        let smaller = words!(
            "spara bilden i mindre storlek; {MAX_PUBLISHED} bildpunkter på längsta sidan räcker",
            "save the picture in a smaller size; {MAX_PUBLISHED} pixels on the longest side are \
             enough",
        );
        match self {
            Self::Unusable("") => {
                (words!("`{file}` är ingen bild", "`{file}` is not a picture"), save_again)
            }
            Self::Unusable("HEIC") => (
                words!(
                    "`{file}` är sparad som HEIC, som många webbläsare inte visar",
                    "`{file}` is saved as HEIC, which many browsers do not show",
                ),
                words!(
                    "exportera fotot från telefonen eller datorn som JPEG",
                    "export the photo from the phone or computer as JPEG",
                ),
            ),
            Self::Unusable(kind) => (
                words!(
                    "`{file}` är sparad som {kind}, som inte kan publiceras här",
                    "`{file}` is saved as {kind}, which cannot be published here",
                ),
                save_again,
            ),
            Self::TooLarge(width, height) => (
                words!(
                    "`{file}` är för stor: {width} × {height} bildpunkter",
                    "`{file}` is too large: {width} × {height} pixels",
                ),
                smaller,
            ),
            Self::TooMuchMemory => (
                words!(
                    "`{file}` tar för mycket minne att läsa",
                    "`{file}` takes too much memory to read",
                ),
                smaller,
            ),
            Self::PrintColours => (
                words!(
                    "`{file}` är sparad i färger för tryck (CMYK), som skärmar visar fel",
                    "`{file}` is saved in colours for print (CMYK), which screens show wrong",
                ),
                words!(
                    "öppna bilden i ett bildprogram, välj färgläget RGB och spara den som JPEG",
                    "open the picture in an image editor, choose the colour mode RGB and save it \
                     as JPEG",
                ),
            ),
            Self::Animated => (
                words!("`{file}` är rörlig", "`{file}` is animated"),
                words!(
                    "använd en stillbild; rörlig bild stör många läsare",
                    "use a still picture; motion disturbs many readers",
                ),
            ),
            Self::Damaged => (
                words!(
                    "`{file}` är skadad och går inte att läsa",
                    "`{file}` is damaged and cannot be read",
                ),
                save_again,
            ),
        }
    }
}

impl From<ImageError> for Problem {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooMuchMemory,
            _ => Self::Damaged,
        }
    }
}

impl From<ResizeError> for Problem {
    fn from(_: ResizeError) -> Self {
        Self::Damaged
    }
}

impl From<AlphaError> for Problem {
    fn from(_: AlphaError) -> Self {
        Self::Damaged
    }
}

impl From<DecodeErrors> for Problem {
    fn from(_: DecodeErrors) -> Self {
        Self::Damaged
    }
}
