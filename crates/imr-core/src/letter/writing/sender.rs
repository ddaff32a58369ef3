//! Who sends a letter: name, letterhead and legal text, as configured.

use serde::Deserialize;

/// The organization that sends the letter, and the texts that it may choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// Its name, as on the letterhead and before `guideline:`.
    pub name: String,
    /// Address and other lines of the letterhead.
    #[serde(default)]
    pub address: Vec<String>,
    /// Who signs, with title.
    #[serde(default)]
    pub medical_director: Option<String>,
    /// What the letter says of its effect [default: the rule book's words].
    #[serde(default)]
    pub legal_effect: Option<String>,
    /// What it says of the right to appeal [default: the rule book's words].
    #[serde(default)]
    pub appeal_right: Option<String>,
}

/// Why a description of a sender cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0}. It must hold a name, and may hold address (a list of lines), medical_director, legal_effect and appeal_right"
)]
pub struct SenderFault(String);

impl Sender {
    /// Reads a description: JSON where it begins with a brace, else TOML.
    pub fn parse(text: &str) -> Result<Self, SenderFault> {
        let sender: Self = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|why| SenderFault(why.to_string()))?
        } else {
            toml::from_str(text).map_err(|why| SenderFault(why.to_string().trim_end().to_owned()))?
        };
        if sender.name.trim().is_empty() {
            return Err(SenderFault("the name is empty".to_owned()));
        }
        Ok(sender)
    }
}

impl Default for Sender {
    /// A fictional organization.
    fn default() -> Self {
        Self {
            name: "Sample Review Organization".to_owned(),
            address: vec!["Independent Medical Review".to_owned(), "A fictional organization.".to_owned()],
            medical_director: None,
            legal_effect: None,
            appeal_right: None,
        }
    }
}
