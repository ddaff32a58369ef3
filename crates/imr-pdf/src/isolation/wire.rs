//! What parent and child say to each other: frames of a tag, a length and a
//! content. Numbers are little-endian.

use super::share::Share;
use imr_core::paper::{PageText, ReadPage, Unreadable, Word};
use std::io::{Error, ErrorKind, Read, Result, Write};

/// A frame longer than this is not one of ours.
const LONGEST: u64 = 1 << 30;

/// What the child is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Pages from a number on, all or a share of them; with pictures of those
    /// that have to be recognized, or without.
    Pages { first: u32, scans: bool, share: Share },
    /// The picture of a page.
    Picture { page: u32, dots_per_inch: u16 },
}

/// A request: the wish, and the file itself or where it is.
pub(super) struct Request {
    pub(super) wish: Wish,
    /// True where `content` is a path.
    pub(super) is_path: bool,
    pub(super) content: Vec<u8>,
}

/// What the child answers.
#[derive(Debug, PartialEq)]
pub(super) enum Answer {
    /// The file is open and has so many pages; reading them begins.
    Opened(u32),
    /// A page, with its picture where that was asked for.
    Page(Box<ReadPage>, Option<Vec<u8>>),
    /// A picture.
    Picture(Vec<u8>),
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// That was all.
    End,
}

/// Writes a request without copying its content.
pub(super) fn ask(out: &mut impl Write, wish: Wish, is_path: bool, content: &[u8]) -> Result<()> {
    let (tag, number, details) = match wish {
        Wish::Pages { first, scans, share } => {
            (b'R', first, [share.first, u32::from(scans), share.part.into(), share.parts.into()])
        }
        Wish::Picture { page, dots_per_inch } => (b'D', page, [dots_per_inch.into(), 0, 0, 0]),
    };
    let mut head = vec![tag, u8::from(is_path)];
    head.extend(number.to_le_bytes());
    details.iter().for_each(|detail: &u32| head.extend(detail.to_le_bytes()));
    head.extend((content.len() as u64).to_le_bytes());
    out.write_all(&head)?;
    out.write_all(content)?;
    out.flush()
}

/// Reads a request; nothing at the end of the pipe.
pub(super) fn request(from: &mut impl Read) -> Result<Option<Request>> {
    let mut tag = [0];
    if from.read(&mut tag)? == 0 {
        return Ok(None);
    }
    let is_path = byte(from)? == 1;
    let number = u32::from_le_bytes(array(from)?);
    let mut details = [0; 4];
    for detail in &mut details {
        *detail = u32::from_le_bytes(array(from)?);
    }
    let small = |at: usize| u8::try_from(details[at]).map_err(|_| strange());
    let length = u64::from_le_bytes(array(from)?);
    let wish = match tag {
        [b'R'] => {
            let share = Share { first: details[0], part: small(2)?, parts: small(3)? };
            Wish::Pages { first: number, scans: details[1] == 1, share }
        }
        [b'D'] => {
            let dots_per_inch = u16::try_from(details[0]).map_err(|_| strange())?;
            Wish::Picture { page: number, dots_per_inch }
        }
        _ => return Err(strange()),
    };
    Ok(Some(Request { wish, is_path, content: take(from, length)? }))
}

/// Writes an answer.
pub(super) fn answer(out: &mut impl Write, answer: &Answer) -> Result<()> {
    let (tag, content) = match answer {
        Answer::Opened(of) => (b'O', of.to_le_bytes().to_vec()),
        Answer::Page(read, scan) => (b'P', page_bytes(read, scan.as_deref())),
        Answer::Picture(png) => (b'I', png.clone()),
        Answer::Unreadable(why) => (b'X', why_bytes(why)),
        Answer::End => (b'E', Vec::new()),
    };
    out.write_all(&[tag])?;
    out.write_all(&(content.len() as u64).to_le_bytes())?;
    out.write_all(&content)
}

/// Reads an answer.
pub(super) fn answered(from: &mut impl Read) -> Result<Answer> {
    let tag = byte(from)?;
    let length = u64::from_le_bytes(array(from)?);
    let content = take(from, length)?;
    match tag {
        b'O' => Ok(Answer::Opened(u32::from_le_bytes(array(&mut content.as_slice())?))),
        b'P' => page(&mut content.as_slice()),
        b'I' => Ok(Answer::Picture(content)),
        b'X' => why(&content),
        b'E' => Ok(Answer::End),
        _ => Err(strange()),
    }
}

const HIDDEN: u8 = 1;
const ENDS_LINE: u8 = 2;
const ENDS_BLOCK: u8 = 4;
const CONCEALED: u8 = 8;

fn page_bytes(read: &ReadPage, scan: Option<&[u8]>) -> Vec<u8> {
    let page = &read.page;
    let mut out = Vec::with_capacity(64 + page.words.len() * 28);
    out.extend(read.number.to_le_bytes());
    out.extend(read.of.to_le_bytes());
    out.extend(page.size.0.to_le_bytes());
    out.extend(page.size.1.to_le_bytes());
    put(&mut out, page.trouble.as_deref().unwrap_or_default().as_bytes());
    put(&mut out, scan.unwrap_or_default());
    for word in &page.words {
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        let ends = flag(word.ends_line, ENDS_LINE) | flag(word.ends_block, ENDS_BLOCK);
        out.push(flag(word.hidden, HIDDEN) | flag(word.concealed, CONCEALED) | ends);
        word.area.iter().for_each(|side| out.extend(side.to_le_bytes()));
        put(&mut out, word.text.as_bytes());
    }
    out
}

fn page(from: &mut &[u8]) -> Result<Answer> {
    let number = u32::from_le_bytes(array(from)?);
    let of = u32::from_le_bytes(array(from)?);
    let size = (f32::from_le_bytes(array(from)?), f32::from_le_bytes(array(from)?));
    let trouble = Some(text(from)?).filter(|trouble| !trouble.is_empty());
    let scan = Some(part(from)?).filter(|scan| !scan.is_empty());
    let mut words = Vec::new();
    while !from.is_empty() {
        let flags = byte(from)?;
        let mut area = [0.0; 4];
        for side in &mut area {
            *side = f32::from_le_bytes(array(from)?);
        }
        words.push(Word {
            hidden: flags & HIDDEN != 0,
            concealed: flags & CONCEALED != 0,
            ends_line: flags & ENDS_LINE != 0,
            ends_block: flags & ENDS_BLOCK != 0,
            ..Word::at(text(from)?, area)
        });
    }
    let read = ReadPage { number, of, page: PageText { words, size, trouble } };
    Ok(Answer::Page(Box::new(read), scan))
}

fn why_bytes(why: &Unreadable) -> Vec<u8> {
    let (tag, words) = match why {
        Unreadable::PasswordNeeded => (b'P', ""),
        Unreadable::Damaged(words) => (b'D', words.as_str()),
        Unreadable::TooLarge(words) => (b'L', words.as_str()),
        Unreadable::NotRead(words) => (b'N', words.as_str()),
        Unreadable::NoPicture(words) => (b'W', words.as_str()),
    };
    let mut out = vec![tag];
    out.extend(words.bytes());
    out
}

fn why(content: &[u8]) -> Result<Answer> {
    let (tag, words) = content.split_first().ok_or_else(strange)?;
    let words = String::from_utf8_lossy(words).into_owned();
    Ok(Answer::Unreadable(match tag {
        b'P' => Unreadable::PasswordNeeded,
        b'L' => Unreadable::TooLarge(words),
        b'N' => Unreadable::NotRead(words),
        b'W' => Unreadable::NoPicture(words),
        _ => Unreadable::Damaged(words),
    }))
}

fn put(out: &mut Vec<u8>, part: &[u8]) {
    out.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(part);
}

fn part(from: &mut &[u8]) -> Result<Vec<u8>> {
    let length = u32::from_le_bytes(array(from)?);
    take(from, length.into())
}

fn text(from: &mut &[u8]) -> Result<String> {
    String::from_utf8(part(from)?).map_err(|_| strange())
}

fn take(from: &mut impl Read, length: u64) -> Result<Vec<u8>> {
    if length > LONGEST {
        return Err(strange());
    }
    let mut content = Vec::new();
    if from.by_ref().take(length).read_to_end(&mut content)? as u64 == length {
        Ok(content)
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

fn array<const N: usize>(from: &mut impl Read) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn byte(from: &mut impl Read) -> Result<u8> {
    array::<1>(from).map(|[byte]| byte)
}

fn strange() -> Error {
    Error::new(ErrorKind::InvalidData, "the other process said something that is not part of the protocol")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_is_what_was_said() {
        let mut word = Word::at("naproxen", [1.0, 2.0, 3.5, 4.0]);
        (word.hidden, word.concealed, word.ends_line) = (true, true, true);
        let page = PageText { words: vec![word], size: (612.0, 792.0), trouble: Some("why".to_owned()) };
        for said in [
            Answer::Opened(9),
            Answer::Page(Box::new(ReadPage { number: 3, of: 9, page }), Some(vec![1, 2])),
            Answer::Picture(vec![7; 9]),
            Answer::Unreadable(Unreadable::PasswordNeeded),
            Answer::Unreadable(Unreadable::TooLarge("many".to_owned())),
            Answer::Unreadable(Unreadable::NotRead("a GIF picture".to_owned())),
            Answer::Unreadable(Unreadable::NoPicture("plain text".to_owned())),
            Answer::End,
        ] {
            let mut bytes = Vec::new();
            answer(&mut bytes, &said).unwrap();
            assert_eq!(answered(&mut bytes.as_slice()).unwrap(), said);
            assert!(answered(&mut &bytes[..bytes.len() - 1]).is_err(), "cut short");
        }
    }

    #[test]
    fn a_request_arrives_as_it_was_made() {
        let share = Share { first: 3, part: 1, parts: 2 };
        for wish in [Wish::Pages { first: 4, scans: true, share }, Wish::Picture { page: 9, dots_per_inch: 600 }] {
            let mut bytes = Vec::new();
            ask(&mut bytes, wish, true, b"/a/b").unwrap();
            let got = request(&mut bytes.as_slice()).unwrap().unwrap();
            assert_eq!((got.wish, got.is_path, got.content), (wish, true, b"/a/b".to_vec()));
        }
        assert!(request(&mut &b""[..]).unwrap().is_none());
    }
}
