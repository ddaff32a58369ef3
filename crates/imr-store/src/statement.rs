//! A SQL text and what its placeholders stand for: the same for both engines.

use crate::fault::StoreFault;

/// One SQL text, and how to speak of it when it fails.
pub(crate) struct Statement {
    /// The table it is about.
    pub(crate) table: &'static str,
    /// What it does, to follow "while": "adding an event".
    pub(crate) doing: &'static str,
    /// The SQL, with `$1` placeholders.
    pub(crate) text: &'static str,
}

impl Statement {
    /// PostgreSQL has no NUL in a text, so SQLite gets none either.
    pub(crate) fn refuse_nul(&self, values: &[Value<'_>]) -> Result<(), StoreFault> {
        let nul = |value: &Value<'_>| matches!(value, Value::Text(text) if text.contains('\0'));
        if values.iter().any(nul) {
            return Err(StoreFault::NulCharacter { table: self.table.to_owned(), doing: self.doing.to_owned() });
        }
        Ok(())
    }
}

/// What a placeholder stands for.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Number(i64),
    Nothing,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}
