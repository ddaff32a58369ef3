//! What every row of the rule book has: a code, the days between which it
//! holds, where it stands in the law, and whether that was seen.

use jiff::civil::Date;
use std::borrow::Cow;

/// The days between which a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// First day in force.
    pub(crate) from: Date,
    /// Last day in force; open when absent.
    pub(crate) to: Option<Date>,
}

impl Span {
    pub(crate) fn holds_on(self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// What is left of the span when another is cut out of it.
    pub(crate) fn without(self, other: Self) -> Vec<Self> {
        if !self.overlaps(other) {
            return vec![self];
        }
        let before = other.from.yesterday().ok().filter(|day| self.from <= *day);
        let after = other.to.and_then(|to| to.tomorrow().ok());
        let after = after.filter(|day| self.to.is_none_or(|to| *day <= to));
        before
            .map(|to| Self { from: self.from, to: Some(to) })
            .into_iter()
            .chain(after.map(|from| Self { from, to: self.to }))
            .collect()
    }
}

/// A row of the rule book as lists show it, whatever its kind.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// Such as `period` or `fee`; the name of the table in a rule file.
    pub kind: &'static str,
    /// Stable code within the kind.
    pub code: String,
    /// What it says, in a line.
    pub says: String,
    /// First day in force.
    pub from: Date,
    /// Last day in force; open when absent.
    pub to: Option<Date>,
    /// The law.
    pub citation: String,
    /// Where we saw it.
    pub source: String,
    /// Whether the text itself was seen.
    pub verified: bool,
    /// What the reader must know besides.
    pub note: Option<String>,
}

impl Row {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        Span { from: self.from, to: self.to }.holds_on(day)
    }
}

/// A kind of row. Two rows of one kind and key are never in force on the
/// same day.
pub(crate) trait Dated: Clone {
    /// Name of the table in a rule file.
    const KIND: &'static str;

    /// What tells it from other rows of its kind.
    fn key(&self) -> Cow<'_, str>;

    /// When it holds.
    fn span(&self) -> Span;

    /// The same row, in force at other times.
    fn within(self, span: Span) -> Self;

    /// The row as lists show it.
    fn row(&self) -> Row;

    /// What makes the row unusable though every field could be read.
    fn fault(&self) -> Option<String> {
        None
    }
}

/// Makes a type of rows, [`Dated`]: beside its own fields it has those that
/// every row has, and the caller says what its key is and what it says.
macro_rules! dated {
    (
        $(#[$about:meta])*
        pub struct $type:ident as $kind:literal { $($(#[$of:meta])* pub $field:ident: $held:ty,)* }
        key: $key:expr, says: $says:expr $(, fault: $fault:expr)? $(,)?
    ) => {
        $(#[$about])*
        pub struct $type {
            $($(#[$of])* pub $field: $held,)*
            /// First day in force.
            #[serde(deserialize_with = "super::day")]
            pub from: jiff::civil::Date,
            /// Last day in force; open when absent.
            #[serde(default, deserialize_with = "super::optional_day")]
            pub to: Option<jiff::civil::Date>,
            /// The law.
            pub citation: String,
            /// Where we saw it.
            pub source: String,
            /// Whether the text itself was seen.
            pub verified: bool,
            /// What the reader must know besides.
            pub note: Option<String>,
        }

        impl $crate::law::row::Dated for $type {
            const KIND: &'static str = $kind;

            fn key(&self) -> std::borrow::Cow<'_, str> {
                let key: fn(&Self) -> std::borrow::Cow<'_, str> = $key;
                key(self)
            }

            fn span(&self) -> $crate::law::row::Span {
                $crate::law::row::Span { from: self.from, to: self.to }
            }

            fn within(mut self, span: $crate::law::row::Span) -> Self {
                (self.from, self.to) = (span.from, span.to);
                self
            }

            fn row(&self) -> $crate::law::row::Row {
                let says: fn(&Self) -> String = $says;
                $crate::law::row::Row {
                    kind: Self::KIND,
                    code: self.key().into_owned(),
                    says: says(self),
                    from: self.from,
                    to: self.to,
                    citation: self.citation.clone(),
                    source: self.source.clone(),
                    verified: self.verified,
                    note: self.note.clone(),
                }
            }

            $(fn fault(&self) -> Option<String> {
                let fault: fn(&Self) -> Option<String> = $fault;
                fault(self)
            })?
        }
    };
}
pub(crate) use dated;

/// The row with this key in force on a day.
pub(crate) fn in_force<'a, T: Dated>(rows: &'a [T], key: &str, on: Date) -> Option<&'a T> {
    rows.iter().find(|row| row.span().holds_on(on) && row.key().eq_ignore_ascii_case(key))
}
