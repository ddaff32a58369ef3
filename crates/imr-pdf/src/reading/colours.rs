//! Pictures of one colour, which stand for a painted box.

use super::painted::Colour;
use hayro_interpret::{ImageData, RasterImage};
use hayro_syntax::object::Dict;

/// A picture of more points is a picture, and what it shows is not looked at.
const FEW_POINTS: u32 = 1_024;

/// A picture that takes up less is no ground for words, in square points.
const LEAST: f64 = 50.0;

/// The colour of a picture that has only one, and whether it lets nothing
/// through.
pub(super) fn of(picture: &RasterImage<'_>, area: f64) -> (Option<Colour>, bool) {
    let whole = is_whole(picture.stream().dict());
    let few = picture.width().saturating_mul(picture.height()) <= FEW_POINTS;
    if !few || !whole || area < LEAST {
        return (None, whole);
    }
    let mut colour = None;
    picture.with_rgba(
        |decoded, _| {
            colour = match &decoded {
                ImageData::Rgb(rgb) => only(rgb.data.chunks_exact(3)),
                ImageData::Luma(luma) => only(luma.data.chunks_exact(1)),
            };
        },
        None,
    );
    (colour, whole)
}

fn is_whole(dict: &Dict<'_>) -> bool {
    !["SMask", "Mask", "SMaskInData"].iter().any(|key| dict.contains_key(key.as_bytes()))
}

fn only<'d>(mut points: impl Iterator<Item = &'d [u8]>) -> Option<Colour> {
    let first = points.next()?;
    if !points.all(|point| point == first) {
        return None;
    }
    match *first {
        [red, green, blue] => Some([red, green, blue].map(f32::from)),
        [grey] => Some([f32::from(grey); 3]),
        _ => None,
    }
}
