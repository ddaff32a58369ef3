//! What the points of a TIFF page are, as a picture: every common kind of
//! colour, laid on white.

use image::{DynamicImage, GrayImage, RgbImage};
use imr_core::paper::Unreadable;
use tiff::ColorType;
use tiff::decoder::DecodingResult;

/// The points of a page as they come out of its file, as a picture. `map` has
/// the colours that the points of a page with a palette are numbers of.
pub(super) fn picture(
    points: DecodingResult,
    colours: ColorType,
    (width, height): (u32, u32),
    map: Option<&[[u8; 3]]>,
) -> Result<DynamicImage, Unreadable> {
    let unusual = || Unreadable::Damaged(format!("a TIFF page has colours that are not read ({colours:?})"));
    let (bytes, depth) = match (points, depth(colours)) {
        (DecodingResult::U8(bytes), Some(depth @ (1 | 2 | 4 | 8))) => (bytes, depth),
        // What a scan says in 16 bits it says in 8.
        (DecodingResult::U16(words), Some(16)) => (words.into_iter().map(|one| (one >> 8) as u8).collect(), 8),
        _ => return Err(unusual()),
    };
    let grey = |bytes| GrayImage::from_raw(width, height, bytes).map(DynamicImage::ImageLuma8);
    let colour = |bytes| RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8);
    let picture = match (colours, map) {
        (ColorType::Gray(_), Some(map)) => {
            let numbers = numbers(&bytes, width, depth);
            let black = [0; 3];
            colour(numbers.flat_map(|one| *map.get(usize::from(one)).unwrap_or(&black)).collect())
        }
        (ColorType::Gray(_), None) if depth == 8 => grey(bytes),
        (ColorType::Gray(_), None) => {
            let white = (1_u16 << depth) - 1;
            grey(numbers(&bytes, width, depth).map(|one| (u16::from(one) * 255 / white) as u8).collect())
        }
        (ColorType::Multiband { num_samples: 2, .. }, _) if depth == 8 => {
            grey(bytes.chunks_exact(2).map(|p| on_white(p[0], p[1])).collect())
        }
        (ColorType::RGB(_), _) if depth == 8 => colour(bytes),
        (ColorType::RGBA(_), _) if depth == 8 => {
            let laid = |p: &[u8]| [on_white(p[0], p[3]), on_white(p[1], p[3]), on_white(p[2], p[3])];
            colour(bytes.chunks_exact(4).flat_map(laid).collect())
        }
        (ColorType::CMYK(_), _) if depth == 8 => colour(bytes.chunks_exact(4).flat_map(of_inks).collect()),
        (ColorType::YCbCr(_), _) if depth == 8 => colour(bytes.chunks_exact(3).flat_map(of_light).collect()),
        _ => None,
    };
    picture.ok_or_else(unusual)
}

fn depth(colours: ColorType) -> Option<u8> {
    match colours {
        ColorType::Gray(depth)
        | ColorType::RGB(depth)
        | ColorType::RGBA(depth)
        | ColorType::CMYK(depth)
        | ColorType::YCbCr(depth)
        | ColorType::Multiband { bit_depth: depth, num_samples: 2 } => Some(depth),
        _ => None,
    }
}

/// The numbers of `depth` bits that bytes hold; rows begin anew with a byte.
fn numbers(bytes: &[u8], width: u32, depth: u8) -> impl Iterator<Item = u8> + '_ {
    let (width, depth) = (width as usize, usize::from(depth));
    let row = (width * depth).div_ceil(8).max(1);
    let most = (1_u16 << depth) - 1;
    bytes.chunks(row).flat_map(move |line| {
        (0..width).map(move |at| {
            let bit = at * depth;
            let byte = line.get(bit / 8).copied().unwrap_or_default();
            (u16::from(byte) >> (8 - depth - bit % 8) & most) as u8
        })
    })
}

/// A part of light that is let through by so much, on white.
fn on_white(light: u8, opaque: u8) -> u8 {
    let (light, opaque) = (u16::from(light), u16::from(opaque));
    ((light * opaque + 255 * (255 - opaque)) / 255) as u8
}

/// Cyan, magenta, yellow and black ink.
fn of_inks(p: &[u8]) -> [u8; 3] {
    let left = |ink: u8| (u16::from(255 - ink) * u16::from(255 - p[3]) / 255) as u8;
    [left(p[0]), left(p[1]), left(p[2])]
}

/// Lightness and two differences of colour (ITU-R BT.601, as in JPEG).
fn of_light(p: &[u8]) -> [u8; 3] {
    let (y, blue, red) = (f32::from(p[0]), f32::from(p[1]) - 128.0, f32::from(p[2]) - 128.0);
    let whole = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    [whole(y + 1.402 * red), whole(y - 0.344_14 * blue - 0.714_14 * red), whole(y + 1.772 * blue)]
}

/// Whether a TIFF file says of a page that its points are numbers of a palette.
pub(super) fn is_paletted(bytes: &[u8], directory: u64) -> bool {
    palette_mark(bytes, directory).is_some()
}

/// Says of such a page that its points are shades of grey: so its reader hands
/// over the numbers.
pub(super) fn unpaletted(bytes: &mut [u8], directory: u64) {
    let one = if bytes.first() == Some(&b'I') { [1, 0] } else { [0, 1] };
    if let Some(at) = palette_mark(bytes, directory)
        && let Some(place) = bytes.get_mut(at..at + 2)
    {
        place.copy_from_slice(&one);
    }
}

/// Where it says so (tag 262 with the value 3, TIFF 6.0, section 8).
fn palette_mark(bytes: &[u8], directory: u64) -> Option<usize> {
    const PHOTOMETRIC: u64 = 262;
    const PALETTE: u64 = 3;
    let little = bytes.first() == Some(&b'I');
    let big = bytes.get(if little { 2 } else { 3 }) == Some(&43);
    let number = |at: usize, long: usize| -> Option<u64> {
        let part = bytes.get(at..at.checked_add(long)?)?;
        let fold = |sum: u64, one: &u8| sum << 8 | u64::from(*one);
        Some(if little { part.iter().rev().fold(0, fold) } else { part.iter().fold(0, fold) })
    };
    let (count_long, entry_long, value_at) = if big { (8, 20, 12) } else { (2, 12, 8) };
    let start = usize::try_from(directory).ok()?;
    let count = usize::try_from(number(start, count_long)?.min(u64::from(u16::MAX))).ok()?;
    (0..count)
        .map(|index| start + count_long + index * entry_long)
        .find(|entry| number(*entry, 2) == Some(PHOTOMETRIC) && number(entry + value_at, 2) == Some(PALETTE))
        .map(|entry| entry + value_at)
}

/// The colours of a palette: all reds, then all greens, then all blues, of 16
/// bits each.
pub(super) fn palette(map: &[u16]) -> Vec<[u8; 3]> {
    let third = map.len() / 3;
    let part = |at: usize| (map[at] >> 8) as u8;
    (0..third).map(|at| [part(at), part(third + at), part(2 * third + at)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_kind_of_colour_becomes_what_is_seen() {
        let red = [[0, 0, 0], [255, 0, 0]];
        for (points, colours, map, seen) in [
            (vec![0b1010_0000], ColorType::Gray(1), None, [[255; 3], [0; 3]]),
            (vec![0xf0], ColorType::Gray(4), None, [[255; 3], [0; 3]]),
            (vec![0x10], ColorType::Gray(4), Some(&red[..]), [[255, 0, 0], [0; 3]]),
            (vec![1, 0], ColorType::Gray(8), Some(&red[..]), [[255, 0, 0], [0; 3]]),
            (vec![0, 255, 0, 0], ColorType::Multiband { bit_depth: 8, num_samples: 2 }, None, [[0; 3], [255; 3]]),
            (vec![255, 0, 0, 255, 9, 9, 9, 0], ColorType::RGBA(8), None, [[255, 0, 0], [255; 3]]),
            (vec![0, 0, 0, 0, 0, 0, 0, 255], ColorType::CMYK(8), None, [[255; 3], [0; 3]]),
            (vec![255, 128, 128, 0, 128, 128], ColorType::YCbCr(8), None, [[255; 3], [0; 3]]),
        ] {
            let drawn = picture(DecodingResult::U8(points), colours, (2, 1), map).map(|drawn| drawn.to_rgb8());
            let pixels: Vec<[u8; 3]> = drawn.expect("it is read").pixels().map(|pixel| pixel.0).collect();
            assert_eq!(pixels, seen, "{colours:?}");
        }
        let deep = DecodingResult::U16(vec![0xffff, 0]);
        assert!(picture(deep, ColorType::Gray(16), (2, 1), None).is_ok());
    }
}
