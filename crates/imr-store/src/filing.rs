//! The index of filings: what applications are compared by, and the keys under
//! which those that may be the same are found.

use crate::fault::StoreFault;
use crate::statement::{Statement, Value};
use crate::store::{Store, Transaction};
use imr_core::digest::Digest;
use std::collections::BTreeSet;

/// How many keys one statement looks for or writes.
const AT_ONCE: usize = 32;
/// The first of the 256 locks under which filings are taken in: "FILE" in
/// ASCII.
const FILING: i64 = 0x46_49_4c_45_00;

const EARLIER: Statement = Statement {
    table: "filing_keys",
    doing: "looking for earlier filings",
    text: "SELECT DISTINCT f.id, f.identity FROM filing_keys k JOIN filings f ON f.id = k.filing \
           WHERE k.key IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
           $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)",
};
const ADD: Statement = Statement {
    table: "filings",
    doing: "adding to the index of filings",
    text: "INSERT INTO filings (id, identity) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET identity = excluded.identity",
};
const ADD_KEYS: Statement = Statement {
    table: "filing_keys",
    doing: "adding to the index of filings",
    text: "INSERT INTO filing_keys (filing, key) VALUES \
           ($33, $1), ($33, $2), ($33, $3), ($33, $4), ($33, $5), ($33, $6), ($33, $7), \
           ($33, $8), ($33, $9), ($33, $10), ($33, $11), ($33, $12), ($33, $13), ($33, $14), \
           ($33, $15), ($33, $16), ($33, $17), ($33, $18), ($33, $19), ($33, $20), ($33, $21), \
           ($33, $22), ($33, $23), ($33, $24), ($33, $25), ($33, $26), ($33, $27), ($33, $28), \
           ($33, $29), ($33, $30), ($33, $31), ($33, $32) ON CONFLICT (key, filing) DO NOTHING",
};

const ONE: Statement = Statement {
    table: "filings",
    doing: "reading from the index of filings",
    text: "SELECT id, identity FROM filings WHERE id = $1",
};
const KEYS_OF: Statement = Statement {
    table: "filing_keys",
    doing: "reading from the index of filings",
    text: "SELECT COUNT(*) FROM filing_keys WHERE filing = $33 AND \
           key IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
           $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)",
};
const SIZE: Statement = Statement {
    table: "filings",
    doing: "counting the index of filings",
    text: "SELECT (SELECT COUNT(*) FROM filings), (SELECT COUNT(*) FROM filing_keys)",
};

impl Store {
    /// What a filing is compared by, where it is in the index, and how many of
    /// `keys`, each of which is named once, lead to it.
    pub async fn filing(&self, id: &str, keys: &[String]) -> Result<(Option<String>, usize), StoreFault> {
        let rows: Vec<(String, String)> = self.rows(&ONE, &[id.into()]).await?;
        let mut leading = 0;
        for keys in keys.chunks(AT_ONCE) {
            let mut values = padded(keys);
            values.push(id.into());
            let counted: Vec<(i64,)> = self.rows(&KEYS_OF, &values).await?;
            leading += counted.first().map_or(0, |(number,)| usize::try_from(*number).unwrap_or(0));
        }
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
    /// found by a key they share.
    pub async fn file_alone<'k>(&mut self, keys: impl IntoIterator<Item = &'k String>) -> Result<(), StoreFault> {
        // In one order, so that no two wait for each other; and not a lock for
        // each of many keys, of which a server has only so many.
        let places: BTreeSet<i64> = keys.into_iter().map(|key| FILING + place(key)).collect();
        self.writing.hold(places.into_iter().collect(), "waiting for an equal filing").await
    }

    /// The filings that share a key, with what they are compared by; in the
    /// order of their ids.
    pub async fn filings_with(&mut self, keys: &[String]) -> Result<Vec<(String, String)>, StoreFault> {
        let mut found: Vec<(String, String)> = Vec::new();
        for keys in keys.chunks(AT_ONCE) {
            found.extend(self.writing.rows::<(String, String)>(&EARLIER, &padded(keys)).await?);
        }
        found.sort_unstable();
        found.dedup_by(|(a, _), (b, _)| a == b);
        Ok(found)
    }

    /// Puts a filing into the index.
    pub async fn index_filing(&mut self, id: &str, identity: &str, keys: &[String]) -> Result<(), StoreFault> {
        self.writing.execute(&ADD, &[id.into(), identity.into()]).await?;
        for keys in keys.chunks(AT_ONCE) {
            let mut values = padded(keys);
            values.push(id.into());
            self.writing.execute(&ADD_KEYS, &values).await?;
        }
        Ok(())
    }
}

/// The place of a key among the locks.
fn place(key: &str) -> i64 {
    i64::from_str_radix(&Digest::of(key.as_bytes()).to_string()[..2], 16).unwrap_or_default()
}

/// As many values as the statement has places: the last is repeated.
fn padded(keys: &[String]) -> Vec<Value<'_>> {
    let last = keys.last().map_or("", String::as_str);
    let mut values: Vec<Value<'_>> = keys.iter().map(Value::from).collect();
    values.resize(AT_ONCE, last.into());
    values
}
