//! The four ways in which text can run over a page.

/// How far text is turned clockwise from the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Turn {
    /// From left to right.
    None,
    /// Downwards.
    Quarter,
    /// From right to left, upside down.
    Half,
    /// Upwards.
    ThreeQuarters,
}

impl Turn {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::None, Self::Quarter, Self::Half, Self::ThreeQuarters];

    /// The nearest turn for text that runs in this direction, y downwards.
    pub(super) fn of(right: f64, down: f64) -> Self {
        if right.abs() >= down.abs() {
            if right >= 0.0 { Self::None } else { Self::Half }
        } else if down > 0.0 {
            Self::Quarter
        } else {
            Self::ThreeQuarters
        }
    }

    /// A place on the page as it would be if the text ran from left to right.
    pub(super) fn turned(self, x: f32, y: f32) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Quarter => (y, -x),
            Self::Half => (-x, -y),
            Self::ThreeQuarters => (-y, x),
        }
    }

    /// A box in turned places as a box on the page.
    pub(super) fn upright(self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        match self {
            Self::None => [left, top, right, bottom],
            Self::Quarter => [-bottom, left, -top, right],
            Self::Half => [-right, -bottom, -left, -top],
            Self::ThreeQuarters => [top, -right, bottom, -left],
        }
    }
}
