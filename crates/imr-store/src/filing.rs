//! The index of filings: what applications are compared by, and the keys under
//! which those that may be the same are found. A key is kept as a number, which
//! takes less room and compares more quickly than its name.

use crate::fault::StoreFault;
use crate::sql::{Sharing, Writing};
use crate::statement::{Many, Statement, Value};
use crate::store::{Store, Transaction};
use imr_core::digest::Digest;
use std::collections::BTreeSet;

/// The lock that everybody shares who files; its first two bytes, "FI" in
/// ASCII, are those of the locks of all keys.
const FILING: i64 = 0x46_49_00_00_00_00_00_00;
/// Who files under more keys than this files alone: a PostgreSQL server has
/// room for some 6,400 locks at a time, as it is delivered.
const LOCKS: usize = 640;

const EARLIER: Many = Many {
    statement: Statement {
        table: "filing_places",
        doing: "looking for earlier filings",
        text: "SELECT k.place, f.id, f.identity FROM filing_places k JOIN filings f ON f.id = k.filing \
               WHERE k.place IN ({})",
    },
    width: 1,
};
const ADD: Many = Many {
    statement: Statement {
        table: "filings",
        doing: "adding to the index of filings",
        text: "INSERT INTO filings (id, identity) {}",
    },
    width: 2,
};
const ADD_KEYS: Many = Many {
    statement: Statement {
        table: "filing_places",
        doing: "adding to the index of filings",
        text: "INSERT INTO filing_places (filing, place) {}",
    },
    width: 2,
};
const PUT: Many = Many {
    statement: Statement {
        table: "filings",
        doing: "saving to the index of filings",
        text: "INSERT INTO filings (id, identity) {} \
               ON CONFLICT (id) DO UPDATE SET identity = excluded.identity",
    },
    width: 2,
};
const PUT_KEYS: Many = Many {
    statement: Statement {
        table: "filing_places",
        doing: "saving to the index of filings",
        text: "INSERT INTO filing_places (filing, place) {} ON CONFLICT (place, filing) DO NOTHING",
    },
    width: 2,
};

const ONE: Statement = Statement {
    table: "filings",
    doing: "reading from the index of filings",
    text: "SELECT id, identity FROM filings WHERE id = $1",
};
const LEADING: Many = Many {
    statement: Statement {
        table: "filing_places",
        doing: "reading from the index of filings",
        text: "SELECT place FROM filing_places WHERE (place, filing) IN ({})",
    },
    width: 2,
};
const SIZE: Statement = Statement {
    table: "filings",
    doing: "counting the index of filings",
    text: "SELECT (SELECT COUNT(*) FROM filings), (SELECT COUNT(*) FROM filing_places)",
};

/// Keys as they were kept before: by name.
const NAMED: Statement = Statement {
    table: "filing_keys",
    doing: "numbering the keys of filings",
    text: "SELECT key, filing FROM filing_keys",
};

/// A key of a filing: a number that stands for the key's name. That two names
/// meet in one number does not happen by chance; if they did, two filings more
/// would be compared, and no duplicate missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilingKey(i64);

impl FilingKey {
    /// The number of this name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        // Six bytes are a number of the database.
        Self(i64::try_from(Digest::of(name.as_bytes()).place()).unwrap_or(i64::MAX >> 16))
    }

    /// Its place among the locks.
    fn lock(self) -> i64 {
        FILING | self.0
    }
}

impl From<&FilingKey> for Value<'_> {
    fn from(key: &FilingKey) -> Self {
        Self::Number(key.0)
    }
}

/// A filing as the index keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Its id.
    pub id: String,
    /// What it is compared by.
    pub identity: String,
    /// The keys under which it is found, each once.
    pub keys: Vec<FilingKey>,
}

/// A filing that was found in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The key that led to it.
    pub key: FilingKey,
    /// Its id.
    pub id: String,
    /// What it is compared by.
    pub identity: String,
}

impl Store {
    /// The filings that are found by a key, as of the last commit: once for each
    /// of the keys that leads to them.
    pub async fn filings_with(&self, keys: &[FilingKey]) -> Result<Vec<Found>, StoreFault> {
        let values: Vec<Value<'_>> = keys.iter().map(Into::into).collect();
        Ok(all_found(self.rows_of_many(&EARLIER, &values).await?))
    }

    /// What a filing is compared by, where it is in the index, and how many of
    /// `keys`, each of which is named once, lead to it.
    pub async fn filing(&self, id: &str, keys: &[FilingKey]) -> Result<(Option<String>, usize), StoreFault> {
        let rows: Vec<(String, String)> = self.rows(&ONE, &[id.into()]).await?;
        let values: Vec<Value<'_>> = keys.iter().flat_map(|key| [key.into(), id.into()]).collect();
        let leading = self.rows_of_many(&LEADING, &values).await.map(|found: Vec<(i64,)>| found.len())?;
        Ok((rows.into_iter().next().map(|(_, identity)| identity), leading))
    }

    /// How many filings are in the index, and how many keys.
    pub async fn size_of_filings(&self) -> Result<(usize, usize), StoreFault> {
        let rows: Vec<(i64, i64)> = self.rows(&SIZE, &[]).await?;
        let (filings, keys) = rows.first().copied().unwrap_or_default();
        Ok((usize::try_from(filings).unwrap_or(0), usize::try_from(keys).unwrap_or(0)))
    }
}

impl Transaction {
    /// Waits until no other transaction is filing under one of these keys, and
    /// files alone under them until this one ends. On SQLite there is one
    /// writer anyway; on PostgreSQL this makes filings at one instant that may
    /// be the same see each other, however they are disguised: they would be
    /// found by a key they share. Many keys are held as all keys there are.
    pub async fn file_alone(&mut self, keys: &[FilingKey]) -> Result<(), StoreFault> {
        // In one order, so that no two wait for each other.
        let places: BTreeSet<i64> = keys.iter().map(|key| key.lock()).collect();
        let held: Vec<(i64, Sharing)> = if places.len() > LOCKS {
            vec![(FILING, Sharing::Alone)]
        } else {
            let each = places.into_iter().map(|place| (place, Sharing::Alone));
            std::iter::once((FILING, Sharing::Shared)).chain(each).collect()
        };
        self.writing.hold(&held, "waiting for an equal filing").await
    }

    /// The filings that are found by a key, with what they are compared by: once
    /// for each of the keys that leads to them.
    pub async fn filings_with(&mut self, keys: &[FilingKey]) -> Result<Vec<Found>, StoreFault> {
        let values: Vec<Value<'_>> = keys.iter().map(Into::into).collect();
        Ok(all_found(self.writing.rows_of_many(&EARLIER, &values).await?))
    }

    /// Adds filings to the index, each of an id that it has not yet.
    pub async fn add_filings(&mut self, filings: &[&Filing]) -> Result<(), StoreFault> {
        self.write_filings(filings, (&ADD, &ADD_KEYS)).await
    }

    /// Puts filings, each of another id, into the index: what is there of them
    /// is written over, and keys are added to those that lead to them.
    pub async fn index_filings(&mut self, filings: &[&Filing]) -> Result<(), StoreFault> {
        self.write_filings(filings, (&PUT, &PUT_KEYS)).await
    }

    async fn write_filings(&mut self, filings: &[&Filing], by: (&Many, &Many)) -> Result<(), StoreFault> {
        let rows = filings.iter().flat_map(|one| [Value::from(&one.id), (&one.identity).into()]);
        self.writing.execute_many(by.0, &rows.collect::<Vec<_>>()).await?;
        let keys =
            filings.iter().flat_map(|one| one.keys.iter().flat_map(|key| [Value::from(&one.id), key.into()]));
        self.writing.execute_many(by.1, &keys.collect::<Vec<_>>()).await?;
        Ok(())
    }
}

fn all_found(rows: Vec<(i64, String, String)>) -> Vec<Found> {
    rows.into_iter().map(|(key, id, identity)| Found { key: FilingKey(key), id, identity }).collect()
}

/// Numbers the keys of a database that kept them by name.
pub(crate) async fn number_keys(writing: &mut Writing) -> Result<(), StoreFault> {
    let named: Vec<(String, String)> = writing.rows(&NAMED, &[]).await?;
    let numbered: Vec<(FilingKey, &String)> =
        named.iter().map(|(name, filing)| (FilingKey::of(name), filing)).collect();
    let values: Vec<Value<'_>> = numbered.iter().flat_map(|(key, filing)| [(*filing).into(), key.into()]).collect();
    writing.execute_many(&ADD_KEYS, &values).await.map(drop)
}
