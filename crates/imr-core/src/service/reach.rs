//! Serving a notice: by which means each recipient is served, whom no means
//! reaches, and the proof of it.

use super::{Method, Place, ProofOfService, Serving};
use crate::law::Notice;
use crate::party::{Party, Role};
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whom a notice reached on a day, and whom it did not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// A proof for each who is served.
    pub proofs: Vec<ProofOfService>,
    /// Those who cannot be served by the means chosen.
    pub unreached: Vec<Unreached>,
}

/// Somebody whom a notice must reach and did not, since no address is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreached {
    /// The part played.
    pub role: Role,
    /// The name.
    pub name: String,
}

impl Serving {
    /// The means for a recipient of this part, of a notice with this row: that
    /// which was named for the part; else the common one where the row allows
    /// it; else the usual one of the row.
    #[must_use]
    pub fn of(&self, role: Role, row: &Notice) -> Method {
        let usual = || row.methods.first().copied().unwrap_or(self.otherwise);
        self.named(role).unwrap_or_else(|| if allows(row, self.otherwise) { self.otherwise } else { usual() })
    }

    fn named(&self, role: Role) -> Option<Method> {
        self.by_role.iter().find(|(one, _)| *one == role).map(|(_, method)| *method)
    }
}

/// Whether a notice may go out by this means. What may be mailed may as well
/// be handed over, or sent by a carrier: that is no slower.
fn allows(row: &Notice, method: Method) -> bool {
    let as_mail = matches!(method, Method::Personal | Method::Overnight) && row.methods.contains(&Method::Mail);
    row.methods.is_empty() || as_mail || row.methods.contains(&method)
}

/// How a notice would reach its recipients on a day, each by its means.
#[must_use]
pub fn service(row: &Notice, recipients: &[Party], serving: &Serving, on: Date) -> Service {
    let mut service = Service::default();
    for party in recipients {
        let method = serving.of(party.role, row);
        if reaches(party, method) {
            service.proofs.push(ProofOfService {
                role: party.role,
                name: party.name.clone(),
                address: party.address.clone(),
                method,
                on,
                place: Place::of(&party.address),
                sent_to: serving.number(party.role, method).map(str::to_owned),
            });
        } else {
            service.unreached.push(Unreached { role: party.role, name: party.name.clone() });
        }
    }
    service
}

/// The same, for a notice that goes out: refuses means that the notice may
/// not go by, a fax to nobody knows which number, and a notice that would reach
/// nobody.
pub fn serve(row: &Notice, recipients: &[Party], serving: &Serving, on: Date) -> Result<Service, Refusal> {
    for party in recipients {
        if let Some(method) = serving.named(party.role).filter(|method| !allows(row, *method)) {
            let means: Vec<String> = row.methods.iter().map(ToString::to_string).collect();
            let sentence = format!(
                "The {} cannot be served on the {} by {method}: it goes out by {}.",
                row.title,
                party.role,
                means.join(", ")
            );
            let remedy = "Name one of these means, or correct the methods of its row (docs/operating.md).";
            return Err(Refusal::new(Code::NotServed, sentence, remedy).citing(row.citation.clone()));
        }
    }
    let service = service(row, recipients, serving, on);
    if let Some(one) = service.proofs.iter().find(|one| is_faxed_nowhere(one)) {
        return Err(no_number(row, one));
    }
    match service.unreached.first() {
        Some(one) if service.proofs.is_empty() => {
            let sentence =
                format!("The {} reaches nobody: no address is known of {} ({}).", row.title, one.name, one.role);
            let remedy = "Serve it by means that need no postal address (--served electronic, or --served-on for one of them).";
            Err(Refusal::new(Code::NotServed, sentence, remedy).citing(row.citation.clone()))
        }
        _ => Ok(service),
    }
}

/// Whether it would go by fax and no number is known. That of a public authority
/// everybody knows.
fn is_faxed_nowhere(proof: &ProofOfService) -> bool {
    proof.method == Method::Fax && proof.lacks_a_number() && !is_public(proof.role)
}

fn no_number(row: &Notice, one: &ProofOfService) -> Refusal {
    let written = serde_json::to_string(&one.role).unwrap_or_default();
    let part = written.trim_matches('"').replace('_', "-");
    let sentence = format!(
        "The {} cannot be served on {} ({}) by fax: no fax number is known of this part.",
        row.title, one.name, one.role
    );
    let remedy = format!(
        "Serve this part by other means (--served-on {part}=mail), or give the number (--served-on {part}=fax:NUMBER)."
    );
    Refusal::new(Code::NotServed, sentence, remedy).citing(row.citation.clone())
}

fn is_public(role: Role) -> bool {
    matches!(role, Role::AdministrativeDirector | Role::AppealsBoard)
}

/// Whether something sent by this means gets there: post and carriers need an
/// address. Where public authorities are, everybody knows.
pub(super) fn reaches(party: &Party, method: Method) -> bool {
    let public = is_public(party.role);
    let by_post = matches!(method, Method::Mail | Method::Overnight);
    public || !by_post || party.address.iter().any(|line| !line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Contact;
    use crate::law::Law;
    use jiff::civil::date;

    const ON: Date = date(2015, 3, 19);

    fn party(role: Role, address: &[&str]) -> Party {
        let address = address.iter().map(|line| (*line).to_owned()).collect();
        Party { role, name: format!("the {role}"), organization: None, address }
    }

    #[test]
    fn each_is_served_by_the_means_named_for_it_where_the_row_allows_it() {
        use Method::{Electronic, Mail, Overnight, Personal};
        let law = Law::built_in();
        let administrator = vec![(Role::ClaimsAdministrator, Electronic)];
        let rows = [
            ("noarfi", Mail, vec![], Role::ClaimsAdministrator, Mail),
            ("noarfi", Mail, administrator.clone(), Role::ClaimsAdministrator, Electronic),
            ("noarfi", Mail, administrator, Role::Employee, Mail),
            ("noarfi", Personal, vec![], Role::Employee, Personal),
            ("reminder", Overnight, vec![], Role::Employee, Overnight),
            // The row of the report to the Division names electronic means
            // alone, that of the reminder mail.
            ("late-records-report", Mail, vec![], Role::AdministrativeDirector, Electronic),
            ("reminder", Electronic, vec![], Role::Employee, Mail),
        ];
        for (code, otherwise, by_role, role, expected) in rows {
            let row = law.notice(code, date(2014, 3, 20)).expect("a row");
            let served = service(
                row,
                &[party(role, &["1 Elm Street"])],
                &Serving { otherwise, by_role, numbers: Vec::new() },
                ON,
            );
            assert_eq!(served.proofs[0].method, expected, "{code} to the {role}");
        }
    }

    #[test]
    fn means_that_a_row_does_not_know_are_refused_where_they_are_named() {
        let law = Law::built_in();
        let row = law.notice("late-records-report", ON).expect("a row");
        let serving =
            Serving { by_role: vec![(Role::AdministrativeDirector, Method::Fax)], ..Serving::from(Method::Mail) };
        let why = serve(row, &[party(Role::AdministrativeDirector, &[])], &serving, ON).expect_err("it is refused");
        assert!(why.sentence.contains("by fax: it goes out by electronic service"), "{why}");
    }

    #[test]
    fn the_proof_of_what_was_faxed_says_to_which_number_or_lacks_it() {
        let law = Law::built_in();
        let row = law.notice("noarfi", ON).expect("a row");
        let fax = Some("(559) 555-0100".to_owned());
        let role = Role::ClaimsAdministrator;
        let contact = Contact { role, person: None, specialty: None, phone: None, fax: fax.clone(), email: None };
        let to = [party(role, &[]), party(Role::Employee, &["1 Elm Street"])];
        let proofs = service(row, &to, &Serving::from(Method::Fax).reaching([&contact]), ON).proofs;
        assert_eq!((&proofs[0].sent_to, proofs[0].lacks_a_number()), (&fax, false));
        assert_eq!((&proofs[1].sent_to, proofs[1].lacks_a_number()), (&None, true));
        let mailed = service(row, &to[1..], &Serving::from(Method::Mail).reaching([&contact]), ON).proofs;
        assert!(mailed[0].sent_to.is_none() && !mailed[0].lacks_a_number());
    }

    #[test]
    fn nobody_is_served_by_fax_without_a_number() {
        let law = Law::built_in();
        let row = law.notice("reminder", date(2014, 3, 20)).expect("a row");
        let row = Notice { methods: vec![Method::Fax, Method::Mail], ..row.clone() };
        let to = [party(Role::Employee, &["1 Elm Street"]), party(Role::EmployeeAttorney, &["2 Elm Street"])];
        let numbered = |role: Role| (role, Method::Fax, "(559) 555-0100".to_owned());
        let known = Serving { numbers: vec![numbered(Role::Employee)], ..Serving::from(Method::Fax) };
        let why = serve(&row, &to, &known, ON).expect_err("one has no number");
        assert_eq!(why.code, Code::NotServed);
        assert!(why.sentence.contains("the employee's attorney (employee's attorney) by fax"), "{why}");
        assert!(why.remedy.contains("employee-attorney=mail") && why.remedy.contains("=fax:NUMBER"), "{why}");
        let given = Serving {
            numbers: vec![numbered(Role::Employee), numbered(Role::EmployeeAttorney)],
            ..Serving::from(Method::Fax)
        };
        assert_eq!(serve(&row, &to, &given, ON).map(|one| one.proofs.len()), Ok(2));
        let by_role = vec![(Role::EmployeeAttorney, Method::Mail)];
        let other = serve(&row, &to, &Serving { by_role, ..known }, ON).expect("it goes out");
        assert_eq!(other.proofs.iter().map(|one| one.method).collect::<Vec<_>>(), [Method::Fax, Method::Mail]);
        let public = [party(Role::AppealsBoard, &[])];
        assert!(serve(&row, &public, &Method::Fax.into(), ON).is_ok(), "everybody knows where that is");
    }

    #[test]
    fn nobody_is_served_by_mail_without_an_address() {
        let law = Law::built_in();
        let row = law.notice("noarfi", ON).expect("a row");
        let (known, unknown) = (party(Role::Employee, &["1 Elm Street"]), party(Role::Employer, &[" "]));
        let served =
            serve(row, &[known.clone(), unknown.clone()], &Method::Mail.into(), ON).expect("it reaches one");
        assert_eq!((served.proofs.len(), served.proofs[0].address.as_slice()), (1, known.address.as_slice()));
        assert_eq!(served.unreached, [Unreached { role: Role::Employer, name: unknown.name.clone() }]);
        let electronic = serve(row, std::slice::from_ref(&unknown), &Method::Electronic.into(), ON)
            .expect("it needs no address");
        assert_eq!(electronic.proofs.len(), 1);
        let why = serve(row, &[unknown], &Method::Mail.into(), ON).expect_err("it reaches nobody");
        assert!(why.sentence.contains("reaches nobody: no address is known of the employer"), "{why}");
    }
}
