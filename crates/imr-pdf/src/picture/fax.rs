//! Pages of TIFF files in the compressions of fax machines that the reader of
//! TIFF files leaves: Group 3 (ITU-T T.4), and any of them with the bits of
//! each byte turned around.

use super::{broken, damaged};
use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use image::{DynamicImage, GrayImage};
use imr_core::paper::Unreadable;
use std::io::Cursor;
use tiff::decoder::Decoder;
use tiff::tags::Tag;

const T4_OPTIONS: Tag = Tag::Unknown(292);

/// How a page is compressed, where it is in one of these.
pub(super) struct Fax {
    encoding: EncodingMode,
    /// Each row begins with a byte.
    aligned: bool,
    /// The bits of each byte are turned around.
    turned: bool,
}

impl Fax {
    /// What the present page of a file says of its compression.
    pub(super) fn of(decoder: &mut Decoder<Cursor<&[u8]>>) -> Option<Self> {
        let mut number = |tag| decoder.find_tag_unsigned::<u32>(tag).ok().flatten();
        let turned = number(Tag::FillOrder) == Some(2);
        let two = number(T4_OPTIONS).is_some_and(|options| options & 1 == 1);
        let (encoding, aligned) = match number(Tag::Compression)? {
            2 => (EncodingMode::Group3_1D, true),
            3 if two => (EncodingMode::Group3_2D, false),
            3 => (EncodingMode::Group3_1D, false),
            4 if turned => (EncodingMode::Group4, false),
            _ => return None,
        };
        Some(Self { encoding, aligned, turned })
    }

    /// The page as a picture. One that breaks off is none: half a page would
    /// pass for a whole one.
    pub(super) fn page(
        &self,
        bytes: &[u8],
        decoder: &mut Decoder<Cursor<&[u8]>>,
        (width, height): (u32, u32),
    ) -> Result<DynamicImage, Unreadable> {
        let places = decoder.get_tag_u64_vec(Tag::StripOffsets).map_err(broken)?;
        let lengths = decoder.get_tag_u64_vec(Tag::StripByteCounts).map_err(broken)?;
        let rows = decoder.find_tag_unsigned::<u32>(Tag::RowsPerStrip).map_err(broken)?.unwrap_or(height).max(1);
        let white_is_zero =
            decoder.find_tag_unsigned::<u32>(Tag::PhotometricInterpretation).map_err(broken)? != Some(1);
        let mut sink = Rows { width: width as usize, pixels: Vec::new(), white_is_zero };
        let mut done = 0;
        for (place, length) in places.iter().zip(&lengths) {
            let strip = usize::try_from(*place).ok().zip(usize::try_from(*length).ok());
            let strip = strip.and_then(|(from, long)| bytes.get(from..from.checked_add(long)?));
            let strip = strip.ok_or_else(|| damaged("a part of the page is missing"))?;
            let wanted = rows.min(height - done);
            self.strip(strip, (width, wanted), &mut sink)?;
            done += wanted;
            if sink.pixels.len() != done as usize * sink.width {
                return Err(damaged("the fax breaks off"));
            }
            if done == height {
                break;
            }
        }
        GrayImage::from_raw(width, height, sink.pixels)
            .map(DynamicImage::ImageLuma8)
            .ok_or_else(|| damaged("the fax breaks off"))
    }

    fn strip(&self, strip: &[u8], (columns, rows): (u32, u32), sink: &mut Rows) -> Result<(), Unreadable> {
        let turned: Vec<u8>;
        let strip = if self.turned {
            turned = strip.iter().map(|one| one.reverse_bits()).collect();
            &turned
        } else {
            strip
        };
        let settings = DecodeSettings {
            columns,
            rows,
            end_of_block: true,
            end_of_line: false,
            rows_are_byte_aligned: self.aligned,
            encoding: self.encoding,
            strict: false,
        };
        hayro_ccitt::decode(strip, sink, &mut DecoderContext::new(settings))
            .map(|_| ())
            .map_err(|why| damaged(format!("the fax is damaged ({why:?})")))
    }
}

/// Rows of black and white as they come.
struct Rows {
    width: usize,
    pixels: Vec<u8>,
    white_is_zero: bool,
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let from = self.pixels.len();
        let (white, black) = if self.white_is_zero { (255, 0) } else { (0, 255) };
        self.pixels.resize(from + self.width, white);
        for run in changes.chunks(2) {
            let begin = (run[0] as usize).min(self.width);
            let end = run.get(1).map_or(self.width, |end| *end as usize).min(self.width);
            self.pixels[from + begin..from + end.max(begin)].fill(black);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tiff_pages;
    use super::*;
    use std::ops::ControlFlow;

    /// A TIFF file of one strip of 8 by 2 points in Group 3.
    fn fax(strip: &[u8], turned: bool) -> Vec<u8> {
        let entries: [(u16, u32); 9] = [
            (256, 8),
            (257, 2),
            (258, 1),
            (259, 3),
            (262, 0),
            (266, if turned { 2 } else { 1 }),
            (273, 8 + 2 + 9 * 12 + 4),
            (278, 2),
            (279, u32::try_from(strip.len()).unwrap()),
        ];
        let mut out = b"II*\0\x08\0\0\0\x09\0".to_vec();
        for (tag, value) in entries {
            out.extend(tag.to_le_bytes());
            out.extend([4, 0, 1, 0, 0, 0]);
            out.extend(value.to_le_bytes());
        }
        out.extend([0; 4]);
        out.extend(strip);
        out
    }

    fn read(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let mut page = None;
        tiff_pages(bytes, &mut |_, _, picture| {
            page = Some(picture.map(|picture| picture.to_luma8().into_raw()));
            ControlFlow::Continue(())
        })?;
        page.unwrap()
    }

    #[test]
    fn a_fax_is_read_and_one_that_breaks_off_is_not() {
        // An end of line; a row of white; an end of line; a row of black.
        let bits = "000000000001 10011 000000000001 00110101 000101 000000000001".replace(' ', "");
        let byte = |bits: &[u8]| bits.iter().enumerate().fold(0, |sum, (at, bit)| sum | (bit - b'0') << (7 - at));
        let strip: Vec<u8> = bits.as_bytes().chunks(8).map(byte).collect();
        let seen = [[255; 8], [0; 8]].concat();
        assert_eq!(read(&fax(&strip, false)).unwrap(), seen);
        let turned: Vec<u8> = strip.iter().map(|one| one.reverse_bits()).collect();
        assert_eq!(read(&fax(&turned, true)).unwrap(), seen);
        assert!(read(&fax(&strip[..2], false)).is_err(), "half a page is none");
    }
}
