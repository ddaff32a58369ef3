//! What scanners and fax machines do to a page: skew, blur, noise, specks,
//! streaks, too little contrast, pages put in the wrong way.

use crate::dice::Dice;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma, imageops};

/// Dots an inch at which pages are scanned.
pub(super) const DOTS: u16 = 200;

/// How bad a machine is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Machine {
    /// Greatest skew in tenths of a degree.
    skew: i32,
    /// Greatest change of a grey by noise.
    noise: i32,
    specks: i32,
    streak: bool,
    blurred: bool,
    /// What black and white become.
    greys: (f32, f32),
    quality: u8,
}

impl Machine {
    pub(super) fn of(dice: &mut Dice) -> Self {
        Self {
            skew: dice.between(2, 20),
            noise: dice.between(4, 34),
            specks: dice.between(0, 220),
            streak: dice.chance(12),
            blurred: dice.chance(45),
            greys: (small(dice, 0, 70), small(dice, 215, 255)),
            quality: u8::try_from(dice.between(35, 70)).unwrap_or(50),
        }
    }
}

impl Machine {
    /// The same as a fax machine: no greys, so little noise.
    pub(super) fn of_fax(self) -> Self {
        Self { noise: self.noise.min(16), greys: (0.0, 255.0), ..self }
    }
}

fn small(dice: &mut Dice, first: i32, last: i32) -> f32 {
    i16::try_from(dice.between(first, last)).map_or(0.0, f32::from)
}

/// The page as the machine sees it, turned by quarters.
pub(super) fn scanned(dice: &mut Dice, machine: Machine, page: &GrayImage, quarters: u8) -> GrayImage {
    let angle = small(dice, -machine.skew, machine.skew) / 10.0;
    let mut seen = skewed(page, angle);
    if machine.blurred {
        seen = blurred(&seen);
    }
    dirtied(dice, machine, &mut seen);
    match quarters {
        1 => imageops::rotate90(&seen),
        2 => imageops::rotate180(&seen),
        3 => imageops::rotate270(&seen),
        _ => seen,
    }
}

/// As JPEG.
pub(super) fn jpeg(machine: Machine, picture: &GrayImage) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, machine.quality);
    // Writing to memory fails only where sizes disagree, which they do not.
    match encoder.write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::L8) {
        Ok(()) => out,
        Err(_) => Vec::new(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "places within a page of a few thousand pixels"
)]
fn skewed(page: &GrayImage, degrees: f32) -> GrayImage {
    let (wide, high) = page.dimensions();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (mx, my) = (wide as f32 / 2.0, high as f32 / 2.0);
    let at = |x: f32, y: f32| {
        if x < 0.0 || y < 0.0 || x >= wide as f32 || y >= high as f32 {
            return 255.0;
        }
        f32::from(page.get_pixel(x as u32, y as u32).0[0])
    };
    GrayImage::from_fn(wide, high, |x, y| {
        let (dx, dy) = (x as f32 - mx, y as f32 - my);
        let (sx, sy) = (mx + dx * cos + dy * sin, my - dx * sin + dy * cos);
        let (fx, fy) = (sx - sx.floor(), sy - sy.floor());
        let above = at(sx, sy) * (1.0 - fx) + at(sx + 1.0, sy) * fx;
        let below = at(sx, sy + 1.0) * (1.0 - fx) + at(sx + 1.0, sy + 1.0) * fx;
        Luma([(above * (1.0 - fy) + below * fy) as u8])
    })
}

/// The mean of each pixel with its neighbours to the right and below.
fn blurred(page: &GrayImage) -> GrayImage {
    let (wide, high) = page.dimensions();
    GrayImage::from_fn(wide, high, |x, y| {
        let (right, below) = ((x + 1).min(wide - 1), (y + 1).min(high - 1));
        let all = [(x, y), (right, y), (x, below), (right, below)];
        let sum: u16 = all.iter().map(|(x, y)| u16::from(page.get_pixel(*x, *y).0[0])).sum();
        Luma([u8::try_from(sum / 4).unwrap_or(u8::MAX)])
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "greys, clamped to a byte")]
fn dirtied(dice: &mut Dice, machine: Machine, page: &mut GrayImage) {
    let (black, white) = machine.greys;
    for pixel in page.pixels_mut() {
        let grey = black + f32::from(pixel.0[0]) / 255.0 * (white - black);
        pixel.0[0] = (grey + small(dice, -machine.noise, machine.noise)).clamp(0.0, 255.0) as u8;
    }
    let (wide, high) = page.dimensions();
    let place = |dice: &mut Dice, most: u32| u32::try_from(dice.below(most.max(4) as usize - 3)).unwrap_or(0);
    for _ in 0..machine.specks {
        let (x, y) = (place(dice, wide), place(dice, high));
        for (dx, dy) in [(0, 0), (1, 0), (0, 1)] {
            page.put_pixel(x + dx, y + dy, Luma([30]));
        }
    }
    if machine.streak {
        let x = place(dice, wide);
        for y in 0..high {
            page.put_pixel(x, y, Luma([90]));
        }
    }
}
