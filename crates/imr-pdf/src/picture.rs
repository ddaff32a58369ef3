//! Pages as pictures: drawn from PDF, or taken from picture files.

mod colours;
mod fax;

use fax::Fax;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_syntax::page::Page;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GrayImage, ImageEncoder, ImageReader, Limits, RgbImage};
use imr_core::paper::Unreadable;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Cursor;
use std::ops::ControlFlow;
use tiff::TiffError;
use tiff::decoder::Decoder;
use tiff::tags::Tag;

/// The longest side of a picture that is drawn, in pixels.
const LONGEST_SIDE: f32 = 4_000.0;

/// Most pixels of a picture that is taken in.
const MOST_PIXELS: u64 = 120_000_000;

/// Resolution at which pages are drawn for text recognition.
pub(crate) const RECOGNITION_DPI: u16 = 200;

/// Draws a page on white.
pub(crate) fn draw(page: &Page<'_>, dots_per_inch: u16) -> DynamicImage {
    let (width, height) = page.render_dimensions();
    let wanted = f32::from(dots_per_inch) / 72.0;
    let scale = wanted.min(LONGEST_SIDE / width.max(height).max(1.0));
    // The renderer cuts a part of a pixel off; it must not be a whole one.
    let whole = |side: f32| ((side * scale).round() + 0.01) / side.max(1.0);
    let settings = PixmapSettings { x_scale: whole(width), y_scale: whole(height), bg_color: WHITE };
    let drawn =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // On white nothing is transparent, so the colours are as they are.
    let pixels = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    RgbImage::from_raw(width, height, pixels).map_or_else(|| DynamicImage::new_rgb8(1, 1), DynamicImage::ImageRgb8)
}

/// What stands at some places of a drawn page that is so many points wide; the
/// rest is white.
pub(crate) fn only(drawn: &DynamicImage, places: &[[f32; 4]], width: f32) -> DynamicImage {
    let drawn = drawn.to_luma8();
    let scale = drawn.width() as f32 / width.max(1.0);
    let mut kept = GrayImage::from_pixel(drawn.width(), drawn.height(), image::Luma([u8::MAX]));
    for place in places {
        let [left, top, right, bottom] = place.map(|side| (side * scale).max(0.0) as u32);
        for y in top..bottom.min(drawn.height()) {
            (left..right.min(drawn.width())).for_each(|x| kept.put_pixel(x, y, *drawn.get_pixel(x, y)));
        }
    }
    DynamicImage::ImageLuma8(kept)
}

/// A picture no larger than recognition needs, in shades of grey: it is taken
/// apart outside of the child, where no limit of memory holds.
pub(crate) fn fitting(picture: &DynamicImage) -> DynamicImage {
    let most = LONGEST_SIDE as u32;
    if picture.width().max(picture.height()) <= most {
        return DynamicImage::ImageLuma8(picture.to_luma8());
    }
    let scale = LONGEST_SIDE / picture.width().max(picture.height()) as f32;
    let side = |of: u32| ((of as f32 * scale) as u32).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    DynamicImage::ImageLuma8(image::imageops::thumbnail(&picture.to_luma8(), width, height))
}

/// A picture in shades of grey as PNG, made quickly rather than small.
pub(crate) fn grey_png(picture: &DynamicImage) -> Vec<u8> {
    let grey = picture.to_luma8();
    encoded(grey.as_raw(), grey.dimensions(), image::ExtendedColorType::L8)
}

/// A picture in colour as PNG.
pub(crate) fn png(picture: &DynamicImage) -> Vec<u8> {
    let colours = picture.to_rgb8();
    encoded(colours.as_raw(), colours.dimensions(), image::ExtendedColorType::Rgb8)
}

fn encoded(pixels: &[u8], (width, height): (u32, u32), colours: image::ExtendedColorType) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive);
    // Writing to memory fails only where the sizes disagree, which they do not.
    match encoder.write_image(pixels, width, height, colours) {
        Ok(()) => out,
        Err(_) => Vec::new(),
    }
}

/// The picture of a PNG or JPEG file.
pub(crate) fn open(bytes: &[u8]) -> Result<DynamicImage, Unreadable> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(damaged)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 4);
    reader.limits(limits);
    let (width, height) = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(damaged)?
        .into_dimensions()
        .map_err(damaged)?;
    accepted(width, height)?;
    reader.decode().map_err(damaged)
}

/// The pictures of a TIFF file, one a page, handed over one by one with the
/// count of all.
pub(crate) fn tiff_pages(
    bytes: &[u8],
    hand: &mut dyn FnMut(u32, u32, Result<DynamicImage, Unreadable>) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let directories = tiff_directories(bytes)?;
    let of = u32::try_from(directories.len()).unwrap_or(u32::MAX);
    let (bytes, palettes) = without_palettes(bytes, &directories);
    let mut decoder = Decoder::new(Cursor::new(&*bytes)).map_err(broken)?;
    for number in 1..=of {
        if number > 1 && decoder.next_image().is_err() {
            return Err(Unreadable::Damaged(format!("page {number} of the TIFF file is missing")));
        }
        let palette = palettes.contains(&number);
        if hand(number, of, tiff_page(&bytes, &mut decoder, palette)).is_break() {
            break;
        }
    }
    Ok(())
}

/// How many pages a TIFF file has.
pub(crate) fn tiff_count(bytes: &[u8]) -> Result<u32, Unreadable> {
    tiff_directories(bytes).map(|directories| u32::try_from(directories.len()).unwrap_or(u32::MAX))
}

/// Where the description of each page begins.
fn tiff_directories(bytes: &[u8]) -> Result<Vec<u64>, Unreadable> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(broken)?;
    let mut all = Vec::new();
    loop {
        all.push(decoder.ifd_pointer().map_or(0, |pointer| pointer.0));
        if !decoder.more_images() {
            return Ok(all);
        }
        decoder.next_image().map_err(broken)?;
        if all.len() >= 10_000 {
            return Err(Unreadable::TooLarge("more than 10,000 pages".to_owned()));
        }
    }
}

/// The file with its pages of palettes made readable, and which they are.
fn without_palettes<'b>(bytes: &'b [u8], directories: &[u64]) -> (Cow<'b, [u8]>, HashSet<u32>) {
    let mut palettes = HashSet::new();
    // A file without any is not copied.
    let mut changed: Option<Vec<u8>> = None;
    for (number, directory) in (1..).zip(directories) {
        if colours::is_paletted(bytes, *directory) {
            colours::unpaletted(changed.get_or_insert_with(|| bytes.to_vec()), *directory);
            palettes.insert(number);
        }
    }
    (changed.map_or(Cow::Borrowed(bytes), Cow::Owned), palettes)
}

fn tiff_page(
    bytes: &[u8],
    decoder: &mut Decoder<Cursor<&[u8]>>,
    palette: bool,
) -> Result<DynamicImage, Unreadable> {
    let (width, height) = decoder.dimensions().map_err(broken)?;
    accepted(width, height)?;
    if let Some(fax) = Fax::of(decoder) {
        return fax.page(bytes, decoder, (width, height));
    }
    let kind = decoder.colortype().map_err(broken)?;
    let map = if palette { Some(decoder.get_tag_u16_vec(Tag::ColorMap).map_err(broken)?) } else { None };
    let map = map.map(|map| colours::palette(&map));
    colours::picture(decoder.read_image().map_err(broken)?, kind, (width, height), map.as_deref())
}

fn accepted(width: u32, height: u32) -> Result<(), Unreadable> {
    if u64::from(width) * u64::from(height) <= MOST_PIXELS {
        return Ok(());
    }
    Err(Unreadable::TooLarge(format!("a picture of {width} by {height} points; 120 million points are accepted")))
}

fn damaged(why: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged(format!("the picture cannot be opened: {why}"))
}

fn broken(why: TiffError) -> Unreadable {
    match why {
        TiffError::LimitsExceeded => Unreadable::TooLarge("a TIFF page needs too much memory".to_owned()),
        why => damaged(why),
    }
}
