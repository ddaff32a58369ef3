//! `imr file page`: a page of a case file as a picture, with the places of
//! its words where that is asked for.

use crate::args::DrawPage;
use crate::data;
use crate::failure::Failure;
use image::{ImageFormat, Rgb, RgbImage};
use imr_core::paper::Word;
use std::io::Cursor;

/// Colours of a word that the file states, of one that was recognized, of one
/// that was recognized with doubt, and of one that is hidden or covered: that
/// is seen upon black too, and its frame is crossed, for who sees no colours.
const STATED: Rgb<u8> = Rgb([0, 90, 200]);
const RECOGNIZED: Rgb<u8> = Rgb([0, 140, 60]);
const DOUBTED: Rgb<u8> = Rgb([200, 110, 0]);
const HIDDEN: Rgb<u8> = Rgb([230, 30, 30]);

pub(super) async fn run(draw: &DrawPage) -> Result<(), Failure> {
    let app = data::existing(&draw.case.data, None).await?;
    let page = app.page_picture(&draw.case.case, draw.page, draw.dpi).await?;
    let png = if draw.boxes { boxed(&page.png, &page.words, page.by_length)? } else { page.png };
    std::fs::write(&draw.output, png)
        .map_err(|why| Failure::new(format!("{} could not be written: {why}.", draw.output.display())))?;
    println!("{} is drawn in {}", page.place, draw.output.display());
    Ok(())
}

/// The picture with a frame around each word.
fn boxed(png: &[u8], words: &[Word], by_length: Option<f32>) -> Result<Vec<u8>, Failure> {
    let fault =
        |why: image::ImageError| Failure::new(format!("The picture of the page could not be drawn on: {why}."));
    let mut picture = image::load_from_memory(png).map_err(fault)?.to_rgb8();
    let longer = picture.width().max(picture.height()) as f32;
    for word in words {
        let colour = match (word.hidden, word.confidence) {
            (true, _) => HIDDEN,
            (_, Some(sure)) if sure < SURE => DOUBTED,
            (_, Some(_)) => RECOGNIZED,
            _ => STATED,
        };
        // Pictures have no resolution of their own: their longer side is that
        // of a page.
        let scale = by_length.map_or(longer / LONGER_SIDE, |scale| scale);
        let frame = frame(&mut picture, word.area.map(|side| side * scale), colour);
        if let Some(frame) = frame.filter(|_| word.hidden) {
            cross(&mut picture, frame, colour);
        }
    }
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(fault)?;
    Ok(out.into_inner())
}

/// Height of US Letter, in points.
const LONGER_SIDE: f32 = 792.0;

/// Below this, in per cent, recognition doubts a word.
const SURE: u8 = 60;

/// How far a frame keeps from the ink, in dots.
const AWAY: f32 = 2.0;

/// How much of the colour lies over the word, of 100.
const TINT: u16 = 10;

/// Draws a frame around a word, and says where it stands in the picture.
fn frame(picture: &mut RgbImage, area: [f32; 4], colour: Rgb<u8>) -> Option<[u32; 4]> {
    let (width, height) = (picture.width(), picture.height());
    let [left, top, right, bottom] = area;
    let [left, top, right, bottom] =
        [left - AWAY, top - AWAY, right + AWAY, bottom + AWAY].map(|side| side.max(0.0) as u32);
    let (right, bottom) = (right.min(width.saturating_sub(1)), bottom.min(height.saturating_sub(1)));
    if left >= right || top >= bottom {
        return None;
    }
    for (x, y) in (top..=bottom).flat_map(|y| (left..=right).map(move |x| (x, y))) {
        let under = picture.get_pixel_mut(x, y);
        for (shade, over) in under.0.iter_mut().zip(colour.0) {
            let mixed = u16::from(*shade) * (100 - TINT) + u16::from(over) * TINT;
            *shade = u8::try_from(mixed / 100).unwrap_or(u8::MAX);
        }
    }
    for x in left..=right {
        picture.put_pixel(x, top, colour);
        picture.put_pixel(x, bottom, colour);
    }
    for y in top..=bottom {
        picture.put_pixel(left, y, colour);
        picture.put_pixel(right, y, colour);
    }
    Some([left, top, right, bottom])
}

/// Draws a cross into a frame, from corner to corner.
fn cross(picture: &mut RgbImage, [left, top, right, bottom]: [u32; 4], colour: Rgb<u8>) {
    let steps = (right - left).max(bottom - top);
    for step in 0..=steps {
        let (x, down) = (left + (right - left) * step / steps, (bottom - top) * step / steps);
        picture.put_pixel(x, top + down, colour);
        picture.put_pixel(x, bottom - down, colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without colours the frames of both were the same.
    #[test]
    fn the_frame_of_a_hidden_word_is_crossed() {
        let mut paper = Cursor::new(Vec::new());
        RgbImage::from_pixel(100, 100, Rgb([255, 255, 255]))
            .write_to(&mut paper, ImageFormat::Png)
            .expect("a picture");
        let mut words = [10.0, 60.0].map(|top| Word::at("spasm", [20.0, top, 80.0, top + 20.0]));
        words[1].hidden = true;
        let drawn = boxed(&paper.into_inner(), &words, Some(1.0)).expect("it is drawn");
        let drawn = image::load_from_memory(&drawn).expect("a picture").to_rgb8();
        let middles = [20, 70].map(|y| *drawn.get_pixel(50, y));
        assert!(middles[0] != STATED && middles[1] == HIDDEN, "{middles:?}");
    }
}
