//! The schema, brought up to date by numbered migrations when the store opens.
//! All of them run in one transaction: an update that fails leaves the
//! database as it was.

use crate::fault::StoreFault;
use crate::filing::number_keys;
use crate::sql::Writing;
use crate::statement::Statement;
use imr_core::digest::Digest;

struct Migration {
    version: i64,
    name: &'static str,
    text: &'static str,
}

/// The migration after which the keys of filings are numbers.
const KEYS_AS_NUMBERS: i64 = 6;

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "first", text: include_str!("../migrations/0001_first.sql") },
    Migration { version: 2, name: "filings", text: include_str!("../migrations/0002_filings.sql") },
    Migration { version: 3, name: "lists", text: include_str!("../migrations/0003_lists.sql") },
    Migration { version: 4, name: "assignments", text: include_str!("../migrations/0004_assignments.sql") },
    Migration { version: 5, name: "readings", text: include_str!("../migrations/0005_readings.sql") },
    Migration { version: KEYS_AS_NUMBERS, name: "places", text: include_str!("../migrations/0006_places.sql") },
    Migration { version: 7, name: "no_names", text: include_str!("../migrations/0007_no_names.sql") },
];

/// The table whose presence says that a database is ours.
const OURS: &str = "openimr_migrations";

const CREATE: Statement = Statement {
    table: OURS,
    doing: "creating the database",
    text: "CREATE TABLE openimr_migrations \
           (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, text_hash TEXT NOT NULL)",
};
const DONE: Statement = Statement {
    table: OURS,
    doing: "reading the version of the database",
    text: "SELECT version, text_hash FROM openimr_migrations ORDER BY version",
};
const RECORD: Statement = Statement {
    table: OURS,
    doing: "updating the database",
    text: "INSERT INTO openimr_migrations (version, name, text_hash) VALUES ($1, $2, $3)",
};

impl Migration {
    /// What was run, so that an edited migration shows. A checkout that turns
    /// line ends does not count as an edit.
    fn text_hash(&self) -> String {
        Digest::of(self.text.replace("\r\n", "\n").as_bytes()).to_string()
    }
}

/// Creates or updates the schema, or refuses a database that is not ours.
pub(crate) async fn migrate(mut writing: Writing) -> Result<(), StoreFault> {
    let tables = writing.tables_alone().await?;
    let done: Vec<(i64, String)> = if tables.iter().any(|table| table == OURS) {
        writing.rows(&DONE, &[]).await?
    } else if let Some(table) = tables.first() {
        return Err(StoreFault::NotOurs {
            place: writing.place(),
            why: format!(
                "it is another program's database (it has a table {table}). \
                 Give OpenIMR a database of its own"
            ),
        });
    } else {
        writing.execute(&CREATE, &[]).await?;
        Vec::new()
    };
    let missing = missing(&done).map_err(|why| StoreFault::NotOurs { place: writing.place(), why })?;
    for migration in missing {
        writing.script(migration.text, RECORD.doing).await?;
        if migration.version == KEYS_AS_NUMBERS {
            number_keys(&mut writing).await?;
        }
        let hash = migration.text_hash();
        let values = [migration.version.into(), migration.name.into(), (&hash).into()];
        writing.execute(&RECORD, &values).await?;
    }
    if !missing.is_empty() {
        writing.settle(RECORD.doing).await?;
    }
    writing.commit().await
}

/// The migrations still to be run after those that are `done`; or why the
/// database is not one that this program can use.
fn missing(done: &[(i64, String)]) -> Result<&'static [Migration], String> {
    if let Some((version, _)) = done.get(MIGRATIONS.len()) {
        return Err(format!(
            "a newer OpenIMR wrote it (schema {version}; this one knows up to {}). \
             Use that version or a later one",
            MIGRATIONS.len()
        ));
    }
    for ((version, hash), migration) in done.iter().zip(MIGRATIONS) {
        if *version != migration.version || *hash != migration.text_hash() {
            return Err(format!(
                "its schema was made by another text of migration {:04}_{}. \
                 Use the version of OpenIMR that made it, export, and import into a new folder",
                migration.version, migration.name
            ));
        }
    }
    Ok(&MIGRATIONS[done.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TABLES;

    #[test]
    fn every_file_of_the_folder_is_a_migration_and_they_count_from_one() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> =
            MIGRATIONS.iter().map(|migration| format!("{:04}_{}.sql", migration.version, migration.name)).collect();
        assert_eq!(files, listed);
        let counted = MIGRATIONS.iter().map(|migration| migration.version);
        assert!(counted.eq(1..=MIGRATIONS.len() as i64));
    }

    /// A table that a migration adds must be moved by an export, too, if it does
    /// not follow from the histories.
    #[test]
    fn every_table_is_exported_with_every_column() {
        let texts: String = MIGRATIONS.iter().map(|migration| migration.text).collect();
        let follows = |text: &&str| !text.starts_with("filing");
        let made: Vec<&str> = texts.split("CREATE TABLE ").skip(1).filter(follows).collect();
        assert_eq!(made.len(), TABLES.len());
        for text in made {
            let (name, rest) = text.split_once(" (").unwrap();
            let table = TABLES.iter().find(|table| table.name == name).unwrap();
            let body = rest.split_once("\n);").unwrap().0;
            let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
            let columns: Vec<&str> = lines
                .map(|line| line.split(' ').next().unwrap())
                .filter(|word| !["PRIMARY", "--"].contains(word))
                .collect();
            let exported: Vec<&str> = table.columns.iter().map(|(column, _)| *column).collect();
            assert_eq!(exported, columns, "{name}");
        }
    }

    #[test]
    fn a_newer_or_edited_schema_is_refused_in_words() {
        let ours = |m: &Migration| (m.version, m.text_hash());
        let mut done: Vec<_> = MIGRATIONS.iter().map(ours).collect();
        assert!(missing(&done).is_ok_and(<[_]>::is_empty));
        done.push((99, String::new()));
        assert!(missing(&done).is_err_and(|why| why.contains("schema 99")));
        done.pop();
        done[0].1 = String::new();
        assert!(missing(&done).is_err_and(|why| why.contains("0001_first")));
    }
}
