//! What guidelines are cited for which kind of request: names of sections and
//! page numbers, public facts.

/// Where the guidelines speak of a kind of request.
pub(super) struct Topic {
    /// Section of the Chronic Pain Medical Treatment Guidelines of 2009.
    pub(super) section: &'static str,
    /// Its pages, in several spellings.
    pub(super) pages: &'static [&'static str],
    /// Chapter of the ACOEM guidelines with its pages, where one speaks of it.
    pub(super) chapter: Option<(u8, &'static str, &'static str)>,
    /// Chapter of the Official Disability Guidelines, and topic.
    pub(super) odg: (&'static str, &'static str),
}

pub(super) const OPIOIDS: Topic = Topic {
    section: "Opioids, criteria for use",
    pages: &["74-96", "78-80, 91, 124", "76-80", "78; 80"],
    chapter: None,
    odg: ("Pain", "Opioids"),
};
pub(super) const RELAXANTS: Topic = Topic {
    section: "Muscle Relaxants (for pain)",
    pages: &["63-66", "63,64", "41-42, 63-66", "64"],
    chapter: Some((12, "Low Back Complaints", "299")),
    odg: ("Pain", "Non-sedating muscle relaxants"),
};
pub(super) const NSAIDS: Topic = Topic {
    section: "NSAIDs (non-steroidal anti-inflammatory drugs)",
    pages: &["67-68", "67-73", "22, 67-68"],
    chapter: None,
    odg: ("Pain (Chronic)", "NSAIDs"),
};
pub(super) const STOMACH: Topic = Topic {
    section: "NSAIDs, GI symptoms & cardiovascular risk",
    pages: &["68", "68-69", "68,69"],
    chapter: None,
    odg: ("Pain", "Proton pump inhibitors (PPIs)"),
};
pub(super) const NERVES: Topic = Topic {
    section: "Antiepilepsy drugs (AEDs)",
    pages: &["16-22", "16-17", "18; 19"],
    chapter: None,
    odg: ("Pain", "Anti-epilepsy drugs (AEDs) for pain"),
};
pub(super) const MOOD: Topic = Topic {
    section: "Antidepressants for chronic pain",
    pages: &["13-16", "13, 15"],
    chapter: None,
    odg: ("Mental Illness & Stress", "Antidepressants"),
};
pub(super) const SLEEP: Topic =
    Topic { section: "Benzodiazepines", pages: &["24"], chapter: None, odg: ("Pain", "Insomnia treatment") };
pub(super) const TOPICALS: Topic = Topic {
    section: "Topical Analgesics",
    pages: &["111-113", "105, 111-113", "112"],
    chapter: None,
    odg: ("Pain", "Compound creams"),
};
pub(super) const EXERCISE: Topic = Topic {
    section: "Physical Medicine",
    pages: &["98-99", "98, 99"],
    chapter: Some((12, "Low Back Complaints", "299-300")),
    odg: ("Low Back - Lumbar & Thoracic (Acute & Chronic)", "Physical therapy (PT)"),
};
pub(super) const HANDS: Topic = Topic {
    section: "Manual therapy & manipulation",
    pages: &["58-60", "58,59"],
    chapter: Some((8, "Neck and Upper Back Complaints", "173")),
    odg: ("Neck and Upper Back", "Manipulation"),
};
pub(super) const IMAGES: Topic = Topic {
    section: "Introduction",
    pages: &["1", "6"],
    chapter: Some((12, "Low Back Complaints", "303-305")),
    odg: ("Low Back", "MRIs (magnetic resonance imaging)"),
};
pub(super) const NERVE_TESTS: Topic = Topic {
    section: "Introduction",
    pages: &["6"],
    chapter: Some((11, "Forearm, Wrist, and Hand Complaints", "260-262")),
    odg: ("Neck and Upper Back (Acute & Chronic)", "Electromyography (EMG)"),
};
pub(super) const DRUG_TESTS: Topic = Topic {
    section: "Drug testing",
    pages: &["43", "43, 78"],
    chapter: None,
    odg: ("Pain", "Urine drug testing (UDT)"),
};
pub(super) const OPERATIONS: Topic = Topic {
    section: "Introduction",
    pages: &["1"],
    chapter: Some((13, "Knee Complaints", "344-345")),
    odg: ("Knee & Leg", "Meniscectomy"),
};
pub(super) const DEVICES: Topic = Topic {
    section: "Transcutaneous electrotherapy",
    pages: &["114-116", "114-121", "116"],
    chapter: Some((9, "Shoulder Complaints", "203")),
    odg: ("Knee and Leg Chapter", "Durable medical equipment (DME)"),
};
pub(super) const VISITS: Topic = Topic {
    section: "Introduction",
    pages: &["1"],
    chapter: Some((5, "Cornerstones of Disability Prevention and Management", "92")),
    odg: ("Pain", "Office visits"),
};
pub(super) const MIND: Topic = Topic {
    section: "Psychological treatment",
    pages: &["101-102", "23, 101-102"],
    chapter: Some((15, "Stress Related Conditions", "388")),
    odg: ("Mental Illness & Stress", "Cognitive therapy for depression"),
};
pub(super) const AT_HOME: Topic = Topic {
    section: "Home health services",
    pages: &["51"],
    chapter: None,
    odg: ("Low Back", "Home health services"),
};
pub(super) const PROGRAMS: Topic = Topic {
    section: "Functional restoration programs (FRPs)",
    pages: &["30-34, 49", "49"],
    chapter: None,
    odg: ("Pain", "Chronic pain programs"),
};
