//! Making the paper of a scan white before its words are recognized, and small
//! type large. Greys of the paper and the noise of a scanner are taken for
//! words otherwise, most of all on pages with little on them; and of small type
//! the digits of days are lost first.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::GrayImage;

/// Pictures with a longer side below this many dots are enlarged: pages of up
/// to about 250 dots an inch.
const SMALL: u32 = 2_800;

/// So many dots are ink, however little is written; fewer are specks.
const INK: usize = 300;

/// Ink and paper are at least so far apart; else there is nothing to clear.
const APART: u8 = 60;

/// The picture with its paper white and its ink black.
pub(crate) fn cleared(picture: &GrayImage) -> GrayImage {
    let mut counts = [0_usize; 256];
    for shade in picture.as_raw() {
        counts[usize::from(*shade)] += 1;
    }
    let ink = reached(&counts, INK);
    // Most of a page is paper.
    let paper = reached(&counts, picture.as_raw().len() / 2);
    let distance = paper.saturating_sub(ink);
    if distance < APART {
        return picture.clone();
    }
    let white = paper - distance / 4;
    let wide = f32::from(white - ink);
    let mut clear = picture.clone();
    for pixel in clear.pixels_mut() {
        let share = f32::from(pixel.0[0].saturating_sub(ink)) / wide;
        pixel.0[0] = (share.min(1.0) * 255.0) as u8;
    }
    without_streaks(&mut clear);
    clear
}

/// A shade darker than this is taken for ink, where it goes down the page.
const SHADED: u8 = 200;

/// Columns beside each other that a streak has at most.
const THICK: u32 = 6;

/// Takes away what a grain of dust on the glass of a scanner draws down the
/// page, through letters and digits. A column of a streak becomes as its
/// lighter neighbour, so that what it crosses stays.
fn without_streaks(page: &mut GrayImage) {
    let (wide, high) = page.dimensions();
    let mut shaded = vec![0_u32; wide as usize];
    for row in page.rows() {
        for (count, pixel) in shaded.iter_mut().zip(row) {
            *count += u32::from(pixel.0[0] < SHADED);
        }
    }
    // A frame around a form ends before the page does.
    let streak = |x: u32| shaded.get(x as usize).is_some_and(|count| *count > high / 100 * 97);
    let mut x = 1;
    while x < wide {
        let end = (x..wide).find(|x| !streak(*x)).unwrap_or(wide);
        if end > x && end - x <= THICK && end < wide {
            for y in 0..high {
                let (left, right) = (*page.get_pixel(x - 1, y), *page.get_pixel(end, y));
                let lighter = if left.0 > right.0 { left } else { right };
                (x..end).for_each(|x| page.put_pixel(x, y, lighter));
            }
        }
        x = end + 1;
    }
}

/// The picture at twice its size, where it is small.
pub(crate) fn enlarged(picture: GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    if width.max(height) >= SMALL {
        return picture;
    }
    resized(&picture, width * 2, height * 2)
}

/// The picture in another size; as it is where there is no such size.
pub(crate) fn resized(picture: &GrayImage, width: u32, height: u32) -> GrayImage {
    let ways = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    let mut larger = Image::new(width, height, PixelType::U8);
    ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8)
        .ok()
        .and_then(|source| Resizer::new().resize(&source, &mut larger, &ways).ok())
        .and_then(|()| GrayImage::from_raw(width, height, larger.into_vec()))
        .unwrap_or_else(|| picture.clone())
}

/// The shade at which so many dots are as dark or darker.
fn reached(counts: &[usize; 256], wanted: usize) -> u8 {
    let mut sum = 0;
    (0..=u8::MAX)
        .zip(counts)
        .find(|(_, count)| {
            sum += **count;
            sum >= wanted
        })
        .map_or(u8::MAX, |(shade, _)| shade)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn grey_paper_becomes_white_and_pale_ink_dark() {
        let page = GrayImage::from_fn(200, 200, |x, y| {
            let noise = u8::try_from((x * 7 + y * 13) % 21).unwrap_or(0);
            Luma([if y % 20 == 0 { 90 + noise } else { 205 + noise }])
        });
        let clear = cleared(&page);
        assert!((0..200).all(|x| clear.get_pixel(x, 10).0[0] == 255));
        assert!((0..200).all(|x| clear.get_pixel(x, 20).0[0] < 80));
    }

    #[test]
    fn a_streak_is_taken_out_of_what_it_crosses() {
        let mut page = GrayImage::from_fn(200, 300, |x, y| Luma([if y % 20 < 4 && x > 20 { 0 } else { 255 }]));
        let clean = page.clone();
        for y in 0..300 {
            page.put_pixel(90, y, Luma([90]));
            page.put_pixel(91, y, Luma([150]));
        }
        assert_eq!(cleared(&page), clean);
    }

    #[test]
    fn a_page_without_ink_stays_as_it_is() {
        let page = GrayImage::from_fn(100, 100, |x, y| Luma([220 + u8::try_from((x + y) % 30).unwrap_or(0)]));
        assert_eq!(cleared(&page), page);
    }
}
