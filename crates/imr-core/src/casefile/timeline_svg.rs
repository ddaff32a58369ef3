//! The picture of a timeline: an SVG that stands alone, reads in black and
//! white, and says everything in text as well.

use super::facts::Exposure;
use super::timeline::{Event, Lane, Timeline};
use crate::calendar::numeric;
use jiff::civil::Date;
use std::fmt::Write as _;

/// Below this width, labels stand above their rows rather than beside them.
const NARROW: f64 = 640.0;
const MARGIN: f64 = 24.0;
const LABELS: f64 = 250.0;

/// How wide a letter is at most, on the whole of a name, and what stays free
/// between a name and what stands beside it.
const WIDE: f64 = 7.0;
const APART: f64 = 10.0;
const INK: &str = "#1b1f24";
const SOFT: &str = "#57606a";
const LINE: &str = "#d0d7de";
const BAR: &str = "#2f6690";
const MARK: &str = "#8a3b12";

/// Draws a timeline, so many pixels wide.
#[must_use]
pub fn timeline_svg(timeline: &Timeline, title: &str, width: u32) -> String {
    let Some(range) = timeline.range() else {
        return empty(title, f64::from(width));
    };
    let mut drawing = Drawing::new(f64::from(width), range);
    drawing.head(title, timeline, range);
    let top = drawing.y;
    drawing.y += 28.0;
    if !timeline.medication.is_empty() {
        drawing.section("Medication");
        drawing.legend(&timeline.medication);
        for one in &timeline.medication {
            drawing.medication(one);
        }
    }
    drawing.y += 10.0;
    if !timeline.events.is_empty() {
        drawing.section("Events, numbered as in the list below");
        drawing.lanes(&timeline.events);
    }
    let grid = drawing.grid(top, range);
    drawing.list(timeline);
    drawing.finish(title, &grid)
}

fn empty(title: &str, width: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"80\" viewBox=\"0 0 {width} 80\" role=\"img\">\
         <title>{0}</title><text x=\"24\" y=\"44\" font-family=\"sans-serif\" font-size=\"14\">{0}: nothing in the file bears a date.</text></svg>\n",
        escaped(title)
    )
}

struct Drawing {
    width: f64,
    narrow: bool,
    left: f64,
    first: Date,
    days: f64,
    y: f64,
    body: String,
    told: Vec<String>,
}

impl Drawing {
    fn new(width: f64, (first, last): (Date, Date)) -> Self {
        let narrow = width < NARROW;
        let left = if narrow { MARGIN } else { MARGIN + LABELS };
        let days = f64::from((last - first).get_days().max(1));
        Self { width, narrow, left, first, days, y: 0.0, body: String::new(), told: Vec::new() }
    }

    fn x(&self, date: Date) -> f64 {
        // A little room at the end, so that the last mark is not cut.
        let plot = self.width - self.left - MARGIN - 12.0;
        self.left + 6.0 + plot * f64::from((date - self.first).get_days()) / self.days
    }

    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let _ = writeln!(self.body, "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{}</text>", escaped(text));
    }

    /// A name, with the whole of it where it is shortened.
    fn named(&mut self, y: f64, label: &str, whole: &str) {
        if label == whole {
            return self.text(MARGIN, y, "label", label);
        }
        let (label, whole) = (escaped(label), escaped(whole));
        let _ = writeln!(
            self.body,
            "<text x=\"{MARGIN:.1}\" y=\"{y:.1}\" class=\"label\"><title>{whole}</title>{label}</text>"
        );
    }

    fn head(&mut self, title: &str, timeline: &Timeline, (first, last): (Date, Date)) {
        let (drugs, events) = (timeline.medication.len(), timeline.events.len());
        self.text(MARGIN, 36.0, "title", title);
        let counted = |many: usize, what: &str| format!("{many} {what}{}", if many == 1 { "" } else { "s" });
        let (drugs, events) = (counted(drugs, "drug"), counted(events, "event"));
        let what = format!("{} to {}: {drugs}, {events}", numeric(first), numeric(last));
        self.text(MARGIN, 58.0, "soft", &what);
        self.told.push(what);
        self.y = 76.0;
    }

    fn section(&mut self, name: &str) {
        self.y += 20.0;
        self.text(MARGIN, self.y, "section", name);
        self.y += 8.0;
    }

    /// What the strokes mean, as far as they are drawn, each beside its stroke.
    fn legend(&mut self, all: &[Exposure]) {
        let mut parts = vec![("bar", "the file shows it taken or given")];
        if all.iter().any(|one| one.stated_since.is_some()) {
            parts.push(("since", "said to be taken"));
        }
        if all.iter().any(|one| one.stopped.is_some()) {
            parts.push(("stop", "stopped"));
        }
        let mut x = MARGIN;
        self.y += 14.0;
        for (class, words) in parts {
            let wide = 34.0 + 6.2 * letters(words);
            if x > MARGIN && x + wide > self.width - MARGIN {
                x = MARGIN;
                self.y += 18.0;
            }
            let y = self.y - 4.0;
            let _ = match class {
                "bar" => writeln!(
                    self.body,
                    "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"22\" height=\"10\" rx=\"3\" class=\"bar\"/>",
                    y - 5.0
                ),
                "since" => writeln!(self.body, "<path d=\"M{x:.1} {y:.1}h22\" class=\"since\"/>"),
                _ => writeln!(self.body, "<path d=\"M{:.1} {:.1}v16\" class=\"stop\"/>", x + 11.0, y - 8.0),
            };
            self.text(x + 28.0, self.y, "soft", words);
            x += wide + 16.0;
        }
        self.y += 8.0;
    }

    fn medication(&mut self, one: &Exposure) {
        let told = drug_line(one);
        let room = if self.narrow { self.width - 2.0 * MARGIN } else { LABELS - APART };
        let label = label(one, room / WIDE);
        if self.narrow {
            self.y += 18.0;
            self.named(self.y, &label, &name(one));
            self.y += 6.0;
        } else {
            self.y += 6.0;
            self.named(self.y + 12.0, &label, &name(one));
        }
        self.bars(one, &told);
        self.y += 20.0;
    }

    fn bars(&mut self, one: &Exposure, told: &str) {
        let y = self.y;
        let _ = writeln!(self.body, "<g><title>{}</title>", escaped(told));
        let (left, right) = (self.left, self.width - MARGIN);
        let _ = writeln!(self.body, "<path d=\"M{left:.1} {:.1}H{right:.1}\" class=\"grid\"/>", y + 8.0);
        if let Some(since) = one.stated_since {
            let (from, to) = (self.x(since), self.x(one.first));
            let at = y + 8.0;
            let _ = writeln!(self.body, "<path d=\"M{from:.1} {at:.1}H{to:.1}\" class=\"since\"/>");
        }
        for span in &one.spans {
            let from = self.x(span.from) - 3.0;
            let long = (self.x(span.to) + 3.0 - from).max(6.0);
            let _ = writeln!(
                self.body,
                "<rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{long:.1}\" height=\"10\" rx=\"3\" class=\"bar\"/>",
                y + 3.0
            );
        }
        if let Some(stopped) = one.stopped {
            let x = self.x(stopped);
            let from = one.spans.last().map_or(x, |last| self.x(last.to) + 3.0);
            if x > from {
                let _ = writeln!(self.body, "<path d=\"M{from:.1} {:.1}H{x:.1}\" class=\"until\"/>", y + 8.0);
            }
            let _ = writeln!(self.body, "<path d=\"M{x:.1} {y:.1}v16\" class=\"stop\"/>");
        }
        self.body.push_str("</g>\n");
    }

    fn lanes(&mut self, events: &[Event]) {
        for lane in Lane::ALL {
            let own: Vec<(usize, &Event)> = (1..).zip(events).filter(|(_, event)| event.lane == lane).collect();
            if own.is_empty() {
                continue;
            }
            if self.narrow {
                self.y += 20.0;
                self.text(MARGIN, self.y, "label", &lane.to_string());
                self.y += 4.0;
            } else {
                self.text(MARGIN, self.y + 18.0, "label", &lane.to_string());
            }
            self.marks(&own);
            self.y += 30.0;
        }
    }

    /// A numbered mark a day; marks that would touch are moved down a row.
    fn marks(&mut self, own: &[(usize, &Event)]) {
        let mut rows: Vec<f64> = Vec::new();
        let top = self.y + 14.0;
        let (left, right) = (self.left, self.width - MARGIN);
        let _ = writeln!(self.body, "<path d=\"M{left:.1} {top:.1}H{right:.1}\" class=\"grid\"/>");
        for (number, event) in own {
            let x = self.x(event.date);
            let row = rows.iter().position(|end| x - end > 22.0).unwrap_or(rows.len());
            if row == rows.len() {
                rows.push(x);
            }
            rows[row] = x;
            #[expect(clippy::cast_precision_loss, reason = "rows of one lane")]
            let y = top + 24.0 * row as f64;
            let told = line(*number, event);
            let _ = writeln!(
                self.body,
                "<g><title>{}</title><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"10\" class=\"mark\"/><text x=\"{x:.1}\" y=\"{:.1}\" class=\"number\">{number}</text></g>",
                escaped(&told),
                y + 4.0
            );
            self.y = self.y.max(y - 14.0);
        }
    }

    /// Lines of the calendar behind everything, with the years or months.
    fn grid(&mut self, top: f64, (first, last): (Date, Date)) -> String {
        let mut grid = String::new();
        let bottom = self.y + 6.0;
        for (date, name) in ticks(first, last, (self.width - self.left) / 64.0) {
            let x = self.x(date);
            let _ = writeln!(grid, "<path d=\"M{x:.1} {:.1}V{bottom:.1}\" class=\"grid\"/>", top + 18.0);
            let _ = writeln!(grid, "<text x=\"{x:.1}\" y=\"{:.1}\" class=\"tick\">{name}</text>", top + 12.0);
        }
        self.y = bottom;
        grid
    }

    /// Everything that is drawn, in words.
    fn list(&mut self, timeline: &Timeline) {
        if !timeline.events.is_empty() {
            self.y += 12.0;
            self.section("Events");
        }
        for (number, event) in (1..).zip(&timeline.events) {
            let lane = event.lane.to_string();
            let head = [(18.0, number.to_string()), (28.0, numeric(event.date)), (104.0, lane)];
            self.entry(&head, 190.0, &happened(event));
            self.told.push(line(number, event));
        }
        if !timeline.medication.is_empty() {
            self.y += 12.0;
            self.section("Medication, with pages");
        }
        for one in &timeline.medication {
            let told = drug_line(one);
            let named = name(one);
            let rest = told.strip_prefix(&named).map_or(told.as_str(), |rest| rest.trim_start_matches(": "));
            self.entry(&[(0.0, named)], LABELS, rest);
            self.told.push(told);
        }
        let drugs = timeline.undated.iter().map(|one| (one.ingredients.clone(), one.mentions, &one.pages));
        let others = timeline.left_out.iter().map(|one| (one.lane.to_string(), one.mentions, &one.pages));
        let undated: Vec<_> = drugs.chain(others).collect();
        if !undated.is_empty() {
            self.y += 12.0;
            self.section("Without a day");
        }
        for (what, mentions, pages) in undated {
            let rest = format!("{} without a day, not drawn ({})", times(mentions), in_words(pages));
            self.told.push(format!("{what}: {rest}"));
            self.entry(&[(0.0, what)], LABELS, &rest);
        }
    }

    /// An entry of a list: its first cells in columns and what it says behind
    /// them; under them where there is no room. A number stands to the left of
    /// its place.
    fn entry(&mut self, head: &[(f64, String)], column: f64, says: &str) {
        self.y += 18.0;
        for (at, (x, cell)) in head.iter().enumerate() {
            let class = if at == 0 && head.len() > 1 { "count" } else { "entry" };
            self.text(MARGIN + x, self.y, class, cell);
        }
        let column = if self.narrow { 28.0 } else { column };
        let room = (self.width - 2.0 * MARGIN - column) / 6.2;
        // A long name has a line of its own.
        let over = |(x, cell): &(f64, String)| x + letters(cell) * WIDE > column - APART;
        if !self.narrow && head.len() == 1 && head.iter().any(over) {
            self.y += 16.0;
        }
        for (at, part) in wrapped(says, room).iter().enumerate() {
            self.y += if at > 0 || self.narrow { 16.0 } else { 0.0 };
            self.text(MARGIN + column, self.y, "entry", part);
        }
        self.y += if self.narrow { 4.0 } else { 0.0 };
    }

    fn finish(self, title: &str, grid: &str) -> String {
        let (width, height) = (self.width, self.y + MARGIN);
        let style = format!(
            "text{{font-family:'Noto Sans','Helvetica Neue',Arial,sans-serif;fill:{INK};font-size:12px}}\
             .title{{font-size:18px;font-weight:600}}.soft,.tick{{fill:{SOFT}}}.tick{{font-size:11px;text-anchor:middle}}\
             .section{{font-weight:600}}.label,.section{{paint-order:stroke;stroke:#fff;stroke-width:4px}}.count{{text-anchor:end;fill:{MARK};font-weight:600}}.count,.entry,.tick{{font-variant-numeric:tabular-nums}}.number{{font-size:11px;text-anchor:middle;font-weight:600;fill:{MARK}}}\
             .grid{{stroke:{LINE};stroke-width:1;fill:none}}.bar{{fill:{BAR}}}.since{{stroke:{BAR};stroke-width:2;stroke-dasharray:3 3;fill:none}}.until{{stroke:{BAR};stroke-width:1.5;fill:none}}\
             .stop{{stroke:{INK};stroke-width:2;fill:none}}.mark{{fill:#fff;stroke:{MARK};stroke-width:1.5}}"
        );
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height:.0}\" viewBox=\"0 0 {width} {height:.0}\" role=\"img\" aria-labelledby=\"title story\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"story\">{}</desc>\n<style>{style}</style>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{grid}{}</svg>\n",
            escaped(title),
            escaped(&self.told.join(". ")),
            self.body
        )
    }
}

/// Where the calendar is marked: years, quarters or months, as many as there
/// is room for.
fn ticks(first: Date, last: Date, room: f64) -> Vec<(Date, String)> {
    let months = i32::from(last.year() - first.year()) * 12 + i32::from(last.month() - first.month()) + 1;
    let step = [1, 3, 6, 12, 24, 60, 120].into_iter().find(|step| f64::from(months / step) <= room).unwrap_or(240);
    let start = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
    (start..=start + months)
        .filter(|month| month % step == 0)
        .filter_map(|month| {
            let year = i16::try_from(month / 12).ok()?;
            let date = Date::new(year, i8::try_from(month % 12 + 1).ok()?, 1).ok()?;
            let name = if step >= 12 { year.to_string() } else { format!("{:02}/{year}", month % 12 + 1) };
            (date >= first && date <= last).then_some((date, name))
        })
        .collect()
}

/// A drug with its first dose.
fn name(one: &Exposure) -> String {
    let dose = one.doses.first().map_or(String::new(), |dose| format!(" {dose}"));
    format!("{}{dose}", one.ingredients)
}

/// A drug with its first dose in so many letters: a name that is too long is
/// cut, and the dose is not.
fn label(one: &Exposure, letters: f64) -> String {
    let dose = one.doses.first().map_or(String::new(), |dose| format!(" {dose}"));
    let room = letters - self::letters(&dose);
    if self::letters(&one.ingredients) <= room {
        return name(one);
    }
    let ingredients = short(&one.ingredients, room.max(SHORTEST));
    short(&format!("{ingredients}{dose}"), letters + 2.0)
}

/// How many letters stay of a name at least.
const SHORTEST: f64 = 12.0;

fn drug_line(one: &Exposure) -> String {
    let pages: Vec<u32> = one.spans.iter().flat_map(|span| span.pages.iter().copied()).collect();
    let mut told = format!("{}: {}", name(one), numeric(one.first));
    if one.first != one.last {
        let _ = write!(told, " to {}", numeric(one.last));
    }
    let _ = write!(told, " ({})", in_words(&pages));
    if let Some(since) = one.stated_since {
        let _ = write!(told, "; said to be taken since {}", numeric(since));
    }
    if let Some(stopped) = one.stopped {
        let _ = write!(told, "; stopped {}", numeric(stopped));
    }
    told
}

fn times(count: usize) -> String {
    if count == 1 { "told of once".to_owned() } else { format!("told of {count} times") }
}

fn line(number: usize, event: &Event) -> String {
    format!("{number}. {} {}: {}", numeric(event.date), event.lane, happened(event))
}

/// Everything of an event, with its pages after what they tell of.
fn happened(event: &Event) -> String {
    let of_pages = event.things.chunk_by(|one, other| one.pages == other.pages);
    let told = of_pages.map(|things| {
        let all: Vec<&str> = things.iter().map(|one| one.what.as_str()).collect();
        format!("{} ({})", all.join("; "), in_words(&things[0].pages))
    });
    told.collect::<Vec<_>>().join("; ")
}

fn in_words(pages: &[u32]) -> String {
    let mut all: Vec<u32> = pages.to_vec();
    all.sort_unstable();
    all.dedup();
    let word = if all.len() == 1 { "page" } else { "pages" };
    let shown: Vec<String> = all.iter().take(8).map(u32::to_string).collect();
    let more = if all.len() > 8 { " and more" } else { "" };
    format!("{word} {}{more}", shown.join(", "))
}

#[expect(clippy::cast_precision_loss, reason = "letters of a few words")]
fn letters(text: &str) -> f64 {
    text.chars().count() as f64
}

fn short(text: &str, letters: f64) -> String {
    let mut cut: String = String::new();
    for c in text.chars() {
        #[expect(clippy::cast_precision_loss, reason = "letters of a label")]
        let full = cut.chars().count() as f64 + 1.0 >= letters;
        if full {
            cut.push('\u{2026}');
            break;
        }
        cut.push(c);
    }
    cut
}

/// A text in lines of at most so many letters.
fn wrapped(text: &str, letters: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        #[expect(clippy::cast_precision_loss, reason = "letters of a line")]
        let full =
            lines.last().is_some_and(|line| (line.chars().count() + word.chars().count() + 5) as f64 > letters);
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if !full => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
