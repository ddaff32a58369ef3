//! A TIFF file of black and white pages, packed by runs, as fax servers store
//! them.

use image::GrayImage;

/// Greys below it are black. Thin strokes are light grey after a scan; a
/// lower bound would lose the slash of 4/10.
const BLACK: u8 = 185;

/// The file with these pages.
pub(super) fn file(pages: &[GrayImage], dots_per_inch: u16) -> Vec<u8> {
    let mut out = b"II*\0".to_vec();
    // Where the place of the next directory is to be written.
    let mut link = out.len();
    out.extend([0; 4]);
    for page in pages {
        let packed = packed(page);
        let data = place(&out);
        let count = u32::try_from(packed.len()).unwrap_or(u32::MAX);
        out.extend(packed);
        let resolution = place(&out);
        out.extend(u32::from(dots_per_inch).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        if !out.len().is_multiple_of(2) {
            out.push(0);
        }
        let directory = place(&out);
        out[link..link + 4].copy_from_slice(&directory.to_le_bytes());
        link = entries(&mut out, page.dimensions(), (data, count), resolution);
    }
    out
}

fn place(out: &[u8]) -> u32 {
    u32::try_from(out.len()).unwrap_or(u32::MAX)
}

/// Writes a directory; gives where the link to the next one stands.
fn entries(out: &mut Vec<u8>, (wide, high): (u32, u32), (data, count): (u32, u32), resolution: u32) -> usize {
    let all: [(u16, u16, u32); 11] = [
        (256, 4, wide),
        (257, 4, high),
        (258, 3, 1),
        // PackBits; black is zero.
        (259, 3, 32773),
        (262, 3, 1),
        (273, 4, data),
        (277, 3, 1),
        (278, 4, high),
        (279, 4, count),
        (282, 5, resolution),
        (283, 5, resolution),
    ];
    out.extend((11_u16).to_le_bytes());
    for (tag, kind, value) in all {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    let link = out.len();
    out.extend([0; 4]);
    link
}

/// The page as bits, each row packed by itself.
fn packed(page: &GrayImage) -> Vec<u8> {
    let mut out = Vec::new();
    for row in page.as_raw().chunks(page.width().max(1) as usize) {
        let bits: Vec<u8> = row
            .chunks(8)
            .map(|eight| {
                eight.iter().enumerate().fold(0, |byte, (at, grey)| byte | (u8::from(*grey >= BLACK) << (7 - at)))
            })
            .collect();
        pack(&bits, &mut out);
    }
    out
}

fn pack(row: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while at < row.len() {
        let same = row[at..].iter().take(128).take_while(|byte| **byte == row[at]).count();
        if same > 1 {
            // A run is written as 257 less its length.
            out.push(u8::try_from(257 - same).unwrap_or(129));
            out.push(row[at]);
            at += same;
            continue;
        }
        let rest = &row[at..];
        let alone = rest.windows(2).take(127).take_while(|two| two[0] != two[1]).count().max(1);
        let alone = if alone + 1 == rest.len() { rest.len().min(128) } else { alone };
        out.push(u8::try_from(alone - 1).unwrap_or(0));
        out.extend(&rest[..alone]);
        at += alone;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(packed: &[u8]) -> Vec<u8> {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < packed.len() {
            let head = packed[at];
            if head > 128 {
                out.extend(std::iter::repeat_n(packed[at + 1], 257 - usize::from(head)));
                at += 2;
            } else {
                out.extend(&packed[at + 1..at + 2 + usize::from(head)]);
                at += 2 + usize::from(head);
            }
        }
        out
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let rows: [&[u8]; 5] = [&[0], &[1, 1, 1], &[1, 2, 3], &[0, 0, 7, 8, 8, 9], &[5; 300]];
        for row in rows {
            let mut packed = Vec::new();
            pack(row, &mut packed);
            assert_eq!(unpacked(&packed), row);
        }
    }
}
