//! What can be taken, and what is said of the rest.

use super::*;
use jiff::civil::date;

const TODAY: Date = date(2015, 3, 20);

#[test]
fn a_form_as_it_is_kept_is_taken_as_it_is() {
    let form = super::super::tests::form();
    let text = serde_json::to_string(&form).expect("JSON");
    let taken = from_json(&text, TODAY).expect("it is taken");
    let listed = form.disputed().map(|item| item.item.clone()).collect();
    assert_eq!(taken.form, Form { treatments: listed, ..form });
}

#[test]
fn a_partial_filing_is_taken_with_notes() {
    let text = r#"{
        "employee": {"first": "Ana", "last": "Ruiz", "born": "3/4/1970"},
        "ur_decision": {"items": [{"item": "MRI", "outcome": "denied", "ground": "medical_necessity"}]}
    }"#;
    let taken = from_json(text, TODAY).expect("it is taken");
    assert_eq!(taken.form.employee.born, Some(date(1970, 3, 4)));
    assert_eq!(taken.form.party(Role::Employee).map(|one| one.name.as_str()), Some("Ana Ruiz"));
    assert_eq!(taken.form.treatments, ["MRI"]);
    assert_eq!(taken.form.ur_decision, None);
    assert_eq!(
        taken.notes,
        [
            "The day of receipt is not given; 2015-03-20 is taken.",
            "The decision bears no date, and the form states none: it counts as not attached."
        ]
    );
}

#[test]
fn what_cannot_be_taken_names_line_field_and_what_to_do() {
    let said: Vec<String> = [
        r#"{"received": "2015-02-30"}"#,
        "{\n \"received\": \"2015-03-16\",\n \"ur_decision\": {\"decided\": \"2/27/2015\",\n  \"items\": [{\"item\": \"MRI\", \"outcome\": \"denyed\", \"ground\": \"medical_necessity\"}]}}",
        r#"{"received": "2015-03-16", "clame_number": "7"}"#,
        r#"{"received": "2015-03-16", "consent": "perhaps"}"#,
        r#"{"received": "2015-03-16", "eams_number": "12"}"#,
        r#"{"received": "2015-03-16", "diagnoses": [{"text": "back", "icd": "back"}]}"#,
        "[1, 2]",
        "{\"received\": ",
    ]
    .iter()
    .map(|text| from_json(text, TODAY).expect_err("it is refused").to_string())
    .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let text = "{\"received\": \"2015-03-16\",\n \"received\": \"2015-03-26\"}";
    let why = from_json(text, TODAY).expect_err("it is refused").to_string();
    assert!(why.starts_with("line 2") && why.contains("\"received\" stands there twice"), "{why}");
    let inner = r#"{"received": "2015-03-16", "ur_decision": {"decided": "2015-02-27", "decided": "2015-01-27"}}"#;
    assert!(from_json(inner, TODAY).is_err());
}

#[test]
fn a_byte_that_is_no_utf_8_loses_the_filing_it_stands_in_and_no_other() {
    let bytes = b"{\"received\": \"2015-03-16\", \"parties\": [{\"role\": \"employee\", \"name\": \"Ren\xe9 Sample\"}]}\n{\"claim_number\": \"7\"}";
    let text = text(bytes);
    let lines: Vec<_> = text.lines().map(|line| from_json(line, TODAY)).collect();
    let why = lines[0].as_ref().expect_err("it is refused").to_string();
    assert!(why.starts_with("line 1, field parties[0].name") && why.contains("no UTF-8"), "{why}");
    assert!(lines[1].is_ok());
    let table = "id,employee\n1,Ren\u{ffff}\n";
    let row = Row { line: 2, cells: vec!["1".into(), table.lines().nth(1).unwrap_or_default()[2..].into()] };
    let value = from_rows(&["id".to_owned(), "employee".to_owned()], &[row]).expect("a row");
    assert!(take(value, TODAY).is_err());
}

#[test]
fn a_name_stands_in_one_line_and_a_request_without_a_day_is_told_as_such() {
    let text = r#"{"received": "2015-03-16", "claim_number": "A\n1", "ur_decision": {"decided": "2015-02-27"}}"#;
    let form = from_json(text, TODAY).expect("it is taken").form;
    assert_eq!(form.claim_number, "A 1");
    assert!(form.ur_decision.expect("a decision").requested_unsaid);
}

#[test]
fn rows_of_one_id_are_one_application() {
    let head: Vec<String> = [
        "id",
        "employee_last",
        "employee_address",
        "administrator",
        "ur_decided",
        "item",
        "item_outcome",
        "item_ground",
    ]
    .map(str::to_owned)
    .to_vec();
    let row = |line, cells: [&str; 8]| Row { line, cells: cells.map(str::to_owned).to_vec() };
    let rows = vec![
        row(
            2,
            ["a", "Ruiz", "1 Elm St|Fresno", "Sample Claims", "2/27/2015", "MRI", "denied", "medical_necessity"],
        ),
        row(3, ["b", "Lee", "", "", "", "", "", ""]),
        row(4, ["a", "", "", "", "", "Norco", "modified", "medical_necessity"]),
    ];
    let groups = by_application(&head, rows);
    assert_eq!(groups.len(), 2);
    let value = from_rows(&head, &groups[0]).expect("it is read");
    let form = take(value, TODAY).expect("it is taken").form;
    assert_eq!(form.party(Role::ClaimsAdministrator).map(|one| one.name.as_str()), Some("Sample Claims"));
    let decision = form.ur_decision.expect("a decision");
    assert_eq!(decision.items.iter().map(|item| item.item.as_str()).collect::<Vec<_>>(), ["MRI", "Norco"]);
    let short = Row { line: 5, cells: vec!["c".into()] };
    let refused = from_rows(&head, &[short]).expect_err("a cell is missing");
    assert!(refused.to_string().starts_with("line 5, the filing: the row has 1 cells"), "{refused}");
}

/// A table as it is typed, a bar between cells.
fn table(text: &str) -> Result<Form, String> {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = text.lines();
    let head = cells(lines.next().expect("a head"));
    let rows: Vec<Row> = lines.zip(2..).map(|(cells_of, line)| Row { line, cells: cells(cells_of) }).collect();
    let value = from_rows(&head, &rows).map_err(|why| why.to_string())?;
    take(value, TODAY).map(|taken| taken.form).map_err(|why| why.to_string())
}

#[test]
fn a_name_in_parts_beside_an_address_is_the_name_of_that_party() {
    let form = table("employee_first|employee_last|employee_address\nAna|Ruiz|1 Elm St").expect("it is taken");
    let party = form.party(Role::Employee).expect("a party");
    assert_eq!((party.name.as_str(), party.address.len()), ("Ana Ruiz", 1));
    assert_eq!(form.parties.len(), 1);
}

#[test]
fn rows_of_one_id_that_say_two_things_are_refused_with_both() {
    let said = [
        "id|employee_last|claim_number|item\n7|Ruiz|C1|MRI\n7|Ruiz|C9|Norco",
        "id|employee|item\n7|Ana Ruiz|MRI\n7||Norco\n7|Eve Lee|Soma",
        "id|representative|representative_until\n7|Jane Roe|2015-01-01\n7|Jane Roe|2015-02-01",
    ]
    .map(|text| table(text).expect_err("it is refused"));
    assert!(
        said[0].starts_with("line 3, field claim_number: it says \"C9\" here and \"C1\" on line 2"),
        "{said:?}"
    );
    assert!(said[1].starts_with("line 4, field employee: it says \"Eve Lee\" here and \"Ana Ruiz\" on line 2"));
    assert!(said[2].starts_with("line 3, field representative_until: it says \"2015-02-01\""), "{said:?}");
}

#[test]
fn rows_of_one_id_may_repeat_what_they_say_in_another_spelling() {
    let text = "id|employee|date_of_injury|item|item_outcome|item_ground\n\
        7|Ana Ruiz|2/11/2014|MRI|denied|medical_necessity\n7|ANA  RUIZ|2014-02-11|Norco|denied|medical_necessity";
    let form = table(text).expect("it is taken");
    assert_eq!((form.parties.len(), form.date_of_injury), (1, Some(date(2014, 2, 11))));
}

#[test]
fn rows_of_one_id_may_name_several_diagnoses_and_representatives() {
    let text = "id|diagnosis|icd|representative|representative_role|representative_until\n\
        7|low back pain|M54.5|Jane Roe|employee_attorney|2015-01-01\n\
        7|neck pain|M54.2|John Doe|employee_attorney|\n7|||||";
    let form = table(text).expect("it is taken");
    assert_eq!(
        form.diagnoses.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
        ["low back pain", "neck pain"]
    );
    let until: Vec<_> = form.representatives.iter().map(|one| (one.name.as_str(), one.until)).collect();
    assert_eq!(until, [("Jane Roe", Some(date(2015, 1, 1))), ("John Doe", None)]);
}

#[test]
fn a_row_may_say_how_a_dispute_about_liability_ended() {
    let text = "received|liability_resolved_on|liability_resolved_method|liability_resolved_for_employee\n\
        2015-03-16|3/2/2015|mail|yes";
    let resolved = table(text).expect("it is taken").liability_resolved.expect("it is said");
    assert_eq!((resolved.served, resolved.for_employee), (date(2015, 3, 2), true));
}
