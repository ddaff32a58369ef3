//! The word lists of the generated world: names that are common or invented,
//! put together by chance. Nothing that reads or matches ever imports them.

/// Given names, with the short forms people go by.
pub(crate) const GIVEN: [(&str, &[&str]); 96] = [
    ("Robert", &["Bob", "Rob", "Bobby"]),
    ("William", &["Bill", "Will", "Billy"]),
    ("Elizabeth", &["Liz", "Beth", "Betty"]),
    ("Margaret", &["Maggie", "Peggy", "Meg"]),
    ("Richard", &["Rick", "Dick", "Rich"]),
    ("James", &["Jim", "Jimmy", "Jamie"]),
    ("Katherine", &["Kathy", "Kate", "Katie"]),
    ("Michael", &["Mike", "Mick"]),
    ("Christopher", &["Chris", "Topher"]),
    ("Jennifer", &["Jen", "Jenny"]),
    ("Patricia", &["Pat", "Patty", "Trish"]),
    ("Thomas", &["Tom", "Tommy"]),
    ("Daniel", &["Dan", "Danny"]),
    ("Joseph", &["Joe", "Joey"]),
    ("Anthony", &["Tony"]),
    ("Charles", &["Chuck", "Charlie"]),
    ("Edward", &["Ed", "Ted", "Eddie"]),
    ("Susan", &["Sue", "Susie"]),
    ("Deborah", &["Deb", "Debbie"]),
    ("Barbara", &["Barb", "Babs"]),
    ("Samuel", &["Sam", "Sammy"]),
    ("Benjamin", &["Ben", "Benny"]),
    ("Alexander", &["Alex", "Sandy"]),
    ("Nicholas", &["Nick"]),
    ("Theodore", &["Ted", "Theo"]),
    ("Francisco", &["Paco", "Frank", "Pancho"]),
    ("Jose", &["Pepe"]),
    ("Guadalupe", &["Lupe"]),
    ("Ignacio", &["Nacho"]),
    ("Roberto", &["Beto"]),
    ("Jesus", &["Chuy"]),
    ("Dolores", &["Lola"]),
    ("Rosario", &["Chayo"]),
    ("Eduardo", &["Lalo", "Eddie"]),
    ("Alejandro", &["Alex", "Jandro"]),
    ("Guillermo", &["Memo"]),
    ("Concepcion", &["Concha"]),
    ("Rafael", &["Rafa"]),
    ("Manuel", &["Manny"]),
    ("Victoria", &["Vicky", "Tori"]),
    ("Rebecca", &["Becky"]),
    ("Pamela", &["Pam"]),
    ("Cynthia", &["Cindy"]),
    ("Stephanie", &["Steph"]),
    ("Timothy", &["Tim"]),
    ("Gregory", &["Greg"]),
    ("Lawrence", &["Larry"]),
    ("Gerald", &["Jerry"]),
    ("Raymond", &["Ray"]),
    ("Ronald", &["Ron", "Ronnie"]),
    ("Donald", &["Don", "Donnie"]),
    ("Kenneth", &["Ken", "Kenny"]),
    ("Andrew", &["Andy", "Drew"]),
    ("Matthew", &["Matt"]),
    ("Frederick", &["Fred"]),
    ("Jacqueline", &["Jackie"]),
    ("Veronica", &["Vero", "Ronnie"]),
    ("Maria", &[]),
    ("Mario", &[]),
    ("Ana", &[]),
    ("Carlos", &[]),
    ("Luis", &[]),
    ("Juan", &[]),
    ("Rosa", &[]),
    ("Carmen", &[]),
    ("Diego", &[]),
    ("Mei", &[]),
    ("Minh", &[]),
    ("Thuy", &[]),
    ("Arjun", &[]),
    ("Priya", &[]),
    ("Fatima", &[]),
    ("Omar", &[]),
    ("Aram", &[]),
    ("Anoush", &[]),
    ("Tala", &[]),
    ("Kofi", &[]),
    ("Amara", &[]),
    ("Hana", &[]),
    ("Kenji", &[]),
    ("Dana", &[]),
    ("Robin", &[]),
    ("Casey", &[]),
    ("Jordan", &[]),
    ("Morgan", &[]),
    ("Avery", &[]),
    ("Quinn", &[]),
    ("Marisol", &[]),
    ("Leticia", &["Letty"]),
    ("Graciela", &["Chela"]),
    ("Enrique", &["Kike", "Henry"]),
    ("Ricardo", &["Ricky"]),
    ("Antonio", &["Tono", "Tony"]),
    ("Catalina", &["Cata"]),
    ("Solomon", &["Sol"]),
    ("Josephine", &["Josie", "Jo"]),
];

/// Beginnings and endings of family names that nobody need bear.
pub(crate) const FAMILY_BEGIN: [&str; 40] = [
    "Alder", "Ash", "Bar", "Beck", "Birch", "Brad", "Bram", "Cal", "Carr", "Cold", "Dal", "Dun", "Ells", "Fair",
    "Fern", "Gar", "Glen", "Gran", "Hart", "Haw", "Holl", "Kel", "Kirk", "Lang", "Lin", "Mar", "Mill", "Nor",
    "Oak", "Pem", "Quin", "Rad", "Rook", "Sel", "Stan", "Thorn", "Vand", "Wal", "West", "Win",
];

/// See [`FAMILY_BEGIN`].
pub(crate) const FAMILY_END: [&str; 24] = [
    "bourne", "brook", "bury", "croft", "dale", "den", "field", "ford", "gate", "ham", "hurst", "ley", "low",
    "man", "mere", "more", "ridge", "sby", "shaw", "son", "stone", "ton", "well", "wick",
];

/// Family names so common that they name nobody.
pub(crate) const FAMILY_COMMON: [&str; 56] = [
    "Garcia", "Martinez", "Hernandez", "Lopez", "Gonzalez", "Rodriguez", "Perez", "Sanchez", "Ramirez", "Torres",
    "Flores", "Rivera", "Gomez", "Diaz", "Reyes", "Cruz", "Morales", "Ortiz", "Gutierrez", "Chavez", "Smith",
    "Johnson", "Williams", "Brown", "Jones", "Miller", "Davis", "Wilson", "Anderson", "Taylor", "Moore", "Jackson",
    "Lee", "Thompson", "White", "Harris", "Clark", "Lewis", "Walker", "Young", "Nguyen", "Tran", "Le", "Pham",
    "Kim", "Park", "Chen", "Wong", "Singh", "Patel", "Kaur", "Khan", "Santos", "Bautista", "Sarkisian", "Petrosyan",
];

/// A county, a city of it, and the first digits of its postal codes.
pub(crate) const PLACES: [(&str, &str, u32); 30] = [
    ("Alameda", "Oakland", 946),
    ("Alameda", "Fremont", 945),
    ("Butte", "Chico", 959),
    ("Contra Costa", "Concord", 945),
    ("Fresno", "Fresno", 937),
    ("Fresno", "Clovis", 936),
    ("Humboldt", "Eureka", 955),
    ("Imperial", "El Centro", 922),
    ("Kern", "Bakersfield", 933),
    ("Los Angeles", "Los Angeles", 900),
    ("Los Angeles", "Long Beach", 908),
    ("Los Angeles", "Pomona", 917),
    ("Los Angeles", "Van Nuys", 914),
    ("Merced", "Merced", 953),
    ("Monterey", "Salinas", 939),
    ("Orange", "Santa Ana", 927),
    ("Orange", "Anaheim", 928),
    ("Riverside", "Riverside", 925),
    ("Sacramento", "Sacramento", 958),
    ("San Bernardino", "San Bernardino", 924),
    ("San Diego", "San Diego", 921),
    ("San Francisco", "San Francisco", 941),
    ("San Joaquin", "Stockton", 952),
    ("Santa Clara", "San Jose", 951),
    ("Shasta", "Redding", 960),
    ("Solano", "Fairfield", 945),
    ("Sonoma", "Santa Rosa", 954),
    ("Stanislaus", "Modesto", 953),
    ("Tulare", "Visalia", 932),
    ("Ventura", "Oxnard", 930),
];

/// Streets, and how the last word of an address may be written.
pub(crate) const STREETS: [&str; 24] = [
    "Sample", "Example", "Specimen", "Pattern", "Placeholder", "Almond", "Olive", "Cypress", "Magnolia", "Juniper",
    "Mesquite", "Manzanita", "Quail", "Heron", "Pelican", "Granite", "Quartz", "Copper", "Harbor", "Canyon",
    "Mission", "Orchard", "Vineyard", "Prairie",
];

/// The kinds of street: in full, and shortened.
pub(crate) const STREET_KINDS: [(&str, &str); 5] =
    [("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Boulevard", "Blvd")];

/// First words of invented companies.
pub(crate) const COMPANY_FIRST: [&str; 40] = [
    "Amber", "Arroyo", "Beacon", "Blue Oak", "Bright Water", "Cardinal Point", "Cedar Flat", "Copper Hill",
    "Crescent", "Deep Canyon", "Eastfork", "Evergreen Bay", "Falcon Ridge", "Five Palms", "Golden Mesa",
    "Granite Pass", "Grey Heron", "Harbor Lane", "High Sierra Vista", "Iron Gate", "Juniper Hill", "Kestrel",
    "Lantern", "Long Valley", "Meridian Peak", "Mesa Verde West", "North Slough", "Ocean Mist", "Palm Junction",
    "Quiet River", "Red Clover", "Sandpiper", "Silver Lake East", "Stonebridge", "Sunrise Flats", "Three Rivers",
    "Twin Buttes", "Valley Forge West", "White Egret", "Yellow Pine",
];

/// Second words of invented companies.
pub(crate) const COMPANY_SECOND: [&str; 10] =
    ["", "Pacific", "Coastal", "Western", "Central", "Inland", "Bayside", "Delta", "Summit", "Pioneer"];
