//! A page as ink: words, rules, bars and strokes of a pen at their places.

use super::house::Face;

/// Width and height of a page in points.
pub(super) const SIZE: (f32, f32) = (612.0, 792.0);

/// Ink at a place; distances are in points from the top left corner.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    Words {
        at: (f32, f32),
        face: Face,
        bold: bool,
        size: f32,
        words: String,
        /// Turned to the left, in degrees: a stamp.
        angle: f32,
    },
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
    },
    Bar {
        at: (f32, f32),
        size: (f32, f32),
        grey: f32,
    },
    /// A curve through points.
    Pen(Vec<(f32, f32)>),
}

/// What stands on a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) inks: Vec<Ink>,
}

impl Page {
    pub(super) fn words(&mut self, at: (f32, f32), face: Face, bold: bool, size: f32, words: impl Into<String>) {
        self.inks.push(Ink::Words { at, face, bold, size, words: words.into(), angle: 0.0 });
    }

    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.inks.push(Ink::Rule { from, to, width });
    }

    pub(super) fn frame(&mut self, (x, y): (f32, f32), (w, h): (f32, f32), width: f32) {
        for (from, to) in
            [((x, y), (x + w, y)), ((x, y + h), (x + w, y + h)), ((x, y), (x, y + h)), ((x + w, y), (x + w, y + h))]
        {
            self.rule(from, to, width);
        }
    }

    /// The words from top to bottom, a line for each height.
    pub(super) fn text(&self) -> String {
        let mut lines: Vec<(f32, Vec<&str>)> = Vec::new();
        for ink in &self.inks {
            if let Ink::Words { at, words, .. } = ink {
                match lines.iter_mut().find(|line| (line.0 - at.1).abs() < 0.5) {
                    Some(line) => line.1.push(words),
                    None => lines.push((at.1, vec![words])),
                }
            }
        }
        lines.sort_by(|one, other| one.0.total_cmp(&other.0));
        lines.iter().map(|line| line.1.join("  ")).collect::<Vec<_>>().join("\n")
    }
}
