//! An orthopedic and physiatry group of the Central Valley: doctors who dictate, a nurse practitioner who types notes.

use super::{Headings, Voice};

// Packed by hand: one phrase a line would be far longer than a file should be.
#[rustfmt::skip]
pub(super) static VOICE: Voice = Voice {
    intro: &[
        "{title} is seen again at our office, a {sex} of {age} years who was employed as a {job} when hurt on {doi}.",
        "I had the pleasure of examining {title}, age {age}, {sex}, {job} by trade, whose injury is dated {doi}.",
        "{title}, {age} y.o. {sex}, {job}. WC, DOI {doi}. Rtn visit.",
        "The patient, {title}, is {age} years old, {sex}, and a {job}; the injury in question took place on {doi}.",
        "Thank you for letting me evaluate {title}, a {job}, {sex}, {age} years of age, with a {doi} date of injury.",
        "Re-exam today: {title} ({sex}, {age}); {job}; injured {doi}."],
    mishap: &[
        "The patient was injured while {doing}.", "By the patient's account, it all started with {doing}.",
        "{doing} brought on the present complaints.", "Injury: {doing}.", "The mechanism, as related to me, was {doing}.",
        "This claim arises out of {doing}.", "The patient attributes the industrial injury to {doing}.", "MOI = {doing} (work).",
        "It was in {doing} that the patient got hurt.", "Hurt self {doing}, per pt hx.",
        "The patient explains having sustained the injury from {doing}."],
    parts: &[
        "The chief complaint today is {part} pain.",
        "The {part} continues to bother the patient.", "{part} sx ongoing.", "Pain is again felt about the {part}, made worse by activity.",
        "As for the {part}, it aches much of the day.", "Pt here re: {part}, sore, stiff.", "There remains discomfort at the {part}.",
        "We are following this patient for an injury to the {part}.", "Still w/ pain to {part}.",
        "Symptoms have not left the {part}, which hurts with prolonged positioning."],
    part_denied: &[
        "The patient has no complaints referable to the {part}.", "Pain in the {part} is denied.",
        "The {part} was not involved in the industrial injury.", "{part} - neg, pt has no c/o here.",
        "On specific inquiry the patient tells me the {part} does not hurt.", "No sx at {part}.",
        "Nothing is wrong with the {part}, the patient says.", "The patient never hurt the {part}.", "No claim is made for the {part}.",
        "{part}: WNL per pt, pain-free.", "The {part} remains free of symptoms."],
    pain: &[
        "The patient rates the pain today at {now} on a scale of 0 to 10.", "Pain {now}/10 @ visit.",
        "On the visual analog scale, the pain measures {now} out of 10 at present.",
        "At this time the discomfort is graded {now} on a ten-point scale.", "When asked for a number, the patient gave {now}/10.",
        "Pt reports {now}/10 pain today."],
    pain_both: &[
        "With medication the pain is {with}/10; without medication it climbs to {without}/10.",
        "The patient's pain comes down from {without}/10 to {with}/10 with the use of medication.",
        "Pain: {without}/10 no meds, {with}/10 after meds.",
        "Medications take the edge off, from a {without} to a {with} on the 0-10 scale.",
        "The patient scores the pain {with}/10 when medicated and {without}/10 when not.",
        "In the absence of medication the VAS reads {without}/10, as opposed to {with}/10 on it."],
    better: &[
        "Function has improved since the last visit.",
        "The patient can now stand at the sink through a load of dishes, which was not possible when last seen.",
        "ADLs easier now than last time; dressing w/o help.", "Walking tolerance has gone from 10 minutes to half an hour.",
        "I am pleased to report gains in day-to-day function.", "Better able to do chores, pt says.",
        "The patient tells me that household tasks are less of a struggle than they were a month ago.",
        "Improved ADLs: vacuums, mops, cooks again.", "Sitting tolerance up, now 45 min vs 20 at prior visit.",
        "There has been functional improvement, as shown by a return to gardening.",
        "Self-care, which had required assistance, is now performed independently.",
        "Activity level is on the rise, with longer walks and fewer rests.",
        "Functionally the patient is ahead of where things stood at the previous examination.",
        "Stairs, formerly taken one step at a time, are climbed normally again.", "Since last seen, pt more active at home."],
    same: &[
        "Function remains the same as at the last visit.",
        "There has been no change in the patient's ability to carry out activities of daily living.", "ADLs: same.",
        "Nothing more and nothing less is accomplished at home than at the time of the last examination.", "Functional status unchanged.",
        "Activity tolerance stays at its prior level.", "I see no functional difference from the previous evaluation.",
        "Pt still manages the same chores, w/ the same breaks.", "Walking, sitting and standing tolerances have not varied since last seen.",
        "Fxn = baseline, no gain or loss.", "Day-to-day capabilities are essentially what they were last month.",
        "No interval change in function.", "The patient's level of activity is holding steady.",
        "Household duties continue to be done at the same pace as before.", "In terms of function we have reached a plateau."],
    worse: &[
        "Function has declined since the last visit.", "The patient has had to give up cooking and yard work since last seen.",
        "ADLs harder; needs help dressing.", "Standing tolerance has dropped from 20 minutes to 5.",
        "There has been a loss of function compared with the prior exam.", "Doing less at home, per pt.",
        "The patient reports that simple housework, still possible a month ago, is now out of reach.",
        "Functionally the patient is losing ground.", "Walking distance down, half a block vs 2 blocks last time.",
        "Family members have taken over the chores that the patient was handling at the last visit.",
        "Activity level has fallen off, with most of the day spent lying down.", "Fxn decreased.",
        "I note functional deterioration in the interval.", "Bathing, previously independent, now calls for assistance.",
        "Self-care is becoming more difficult for the patient."],
    harm: &[
        "{drug} causes {harm}.", "{harm} has developed with the use of {drug}.",
        "Pos side effect, {drug}: {harm}.", "The patient is bothered by {harm}, which I feel is due to {drug}.",
        "Since going on {drug}, there has been {harm}.", "As a side effect of {drug}, {harm} is noted.", "{harm} on {drug}, c/o daily.",
        "The patient blames {drug} for {harm}.", "The use of {drug} is complicated by {harm}.", "{drug} leaves the patient with {harm}.",
        "ADR: {harm} ({drug}).", "The patient experiences {harm} after each dose of {drug}.",
        "{harm} is the one problem the patient has with {drug}.", "Taking {drug} brings on {harm}."],
    no_harm: &[
        "No side effects from medication are reported.", "The patient denies any adverse reaction to the medications.",
        "Meds: no s/e c/o.", "There have been no untoward effects of the medication regimen.",
        "None of the medications has given the patient any trouble.", "I inquired about medication side effects and there are none.",
        "Meds agree w/ pt.", "Adverse effects are absent.", "The patient takes the prescribed medications uneventfully.",
        "Asked re side effects, pt says no.", "Negative for medication-related side effects.",
        "The present regimen is free of side effects.", "No ADRs.", "The medication has produced no ill effects."],
    harm_if: &[
        "Should {harm} arise with {drug}, the patient is to stop it and call the office.",
        "The patient was cautioned that {drug} may cause {harm}.", "Potential side effects of {drug}, {harm} among them, were discussed.",
        "Pt to call if {harm} from {drug}.", "If {drug} leads to {harm}, we will discontinue it.",
        "I warned of possible {harm} with {drug}.", "{drug} can give {harm}, and the patient knows to report this.", "Counseling was provided on the risk of {harm} from {drug}.",
        "{drug} sheet handed out, lists {harm} as possible.", "The dose of {drug} would be lowered were {harm} to occur.",
        "Hold {drug} for any {harm}.", "An alternative to {drug} will be sought if the patient encounters {harm}.",
        "Told pt look out for {harm} ({drug}).",
        "The patient understands that {harm} is a known side effect of {drug} and accepts that risk."],
    listed: &[
        "{drug} {strength}, one {taken}.", "{strength} {drug} {taken}", "The patient takes {drug} {strength} {taken}.",
        "Currently on {drug} {strength}, to be taken {taken}", "{drug}: {strength}. Directions: {taken}", "Uses {drug} {strength} {taken}, prescribed by this office", "{drug} at a dose of {strength}, {taken}",
        "Remains on {drug} {strength} {taken}", "{drug}, {strength} strength, dosed {taken}", "{drug} {strength} PO {taken} (ongoing)",
        "One {drug} {strength} {taken}, as per our last prescription", "{drug} is being taken {taken} in the {strength} strength"],
    started: &[
        "I am starting the patient on {drug} {strength}, to be taken {taken}, number {quantity}.",
        "A prescription for {drug} {strength}, #{quantity}, {taken}, was issued for the first time today.",
        "We will begin {drug} {strength} {taken}, dispensing {quantity}.", "{drug} {strength} {taken} #{quantity}, new.",
        "New today: {drug} {strength} {taken}, {quantity} tabs.",
        "The patient is given a trial of {drug} {strength}, #{quantity}, with instructions to take it {taken}.",
        "Initiating therapy with {drug} {strength} {taken} (#{quantity}).",
        "To the regimen I have added {drug} {strength}, {quantity} tablets, {taken}.",
        "Pt to try {drug} {strength} {taken}, #{quantity} given.", "{drug} is introduced at {strength} {taken}; quantity {quantity}.",
        "First Rx for {drug} {strength} written, #{quantity}, {taken}.",
        "Today {drug} {strength} was prescribed as a new medication, {quantity} in number, {taken}.",
        "Rx {drug} {strength} #{quantity} Sig: {taken}. Not on it before.",
        "At this visit I elected to place the patient on {drug} {strength} {taken}, #{quantity}.",
        "Commence {drug}, {strength}, {taken}, qty. {quantity}.",
        "{quantity} {drug} {strength} dispensed in office to get pt going, {taken}."],
    refilled: &[
        "I have refilled {drug} {strength}, #{quantity}.", "{drug} {strength} is renewed today, number {quantity}.",
        "The patient was given a refill of {drug} {strength}, {quantity} tablets.",
        "Continuing {drug} {strength} {taken}, #{quantity} dispensed.", "{drug} {strength}, refill x1, #{quantity}.",
        "A further supply of {drug} {strength}, #{quantity}, was authorized.",
        "We will keep the patient on {drug} {strength} and provide {quantity} more.", "Same {drug} {strength} {taken}, #{quantity} again.",
        "The prescription for {drug} {strength} was repeated, quantity {quantity}.", "Pt out of {drug} {strength}; rewrote #{quantity}.",
        "Script reissued, {drug} {strength}, #{quantity}.", "{quantity} {drug} {strength} were re-dispensed from our office, {taken}.",
        "Refill on {drug} {strength} ({quantity}) called in.", "Replenished {drug} {strength} (#{quantity}).",
        "{drug} {strength} to be carried on as before; I sent in #{quantity}.", "e-Rx sent: {drug} {strength} #{quantity}, ongoing med."],
    changed: &[
        "I am advancing {drug} from {old} to {strength}.", "The dose of {drug} is raised to {strength}, up from {old}.",
        "{drug} goes up to {strength} {taken} (had been {old}).", "Instead of {old} the patient will now take {strength} of {drug} {taken}.",
        "Because {old} was not enough, {drug} has been increased to {strength}.", "Adjust {drug}: {strength} from here on, {old} till now.",
        "We went from {old} to {strength} on {drug}.", "A higher dose of {drug}, {strength} rather than {old}, was prescribed.",
        "Per today's visit {drug} strength modified, {old} to {strength}.",
        "The patient is to step up from {drug} {old} to {strength} {taken}.",
        "Dosage of {drug} was changed to {strength}; the former dosage was {old}.", "{drug} (formerly {old}), new dose {strength}.",
        "Move {drug} to the {strength} strength, no longer the {old}.", "Upward titration of {drug}, {strength} replacing {old}.",
        "{drug} incr., {old} > {strength}."],
    stopped: &[
        "{drug} is discontinued today because of {why}.", "I am taking the patient off {drug} owing to {why}.",
        "The patient was instructed to stop {drug} because it causes {why}.", "DC {drug}, {why}.",
        "Due to {why}, {drug} will not be continued.", "In view of the {why} it has produced, I have decided against any more {drug}.",
        "{drug} stopped - pt getting {why}.", "We will do away with {drug}, given the complaint of {why}.",
        "{why} from {drug}; med pulled this visit.", "The patient can quit {drug} as of now, {why} being the reason.",
        "Discontinuation of {drug} secondary to {why}.", "{drug} was removed from the regimen at this visit for causing {why}.",
        "No more {drug} ({why}).", "Since {drug} gives the patient {why}, it is withdrawn as of today.",
        "Cease {drug} today. Reason given: {why}.", "My recommendation is to end {drug} at this time, as the patient suffers {why} with it."],
    drug_if: &[
        "If symptoms persist, I would consider {drug}.", "{drug} could be tried at a later date.",
        "We discussed {drug} as a possible option, but it was not prescribed.", "May need {drug} if no improvement.",
        "Should the present regimen prove inadequate, {drug} would be next.", "I am holding {drug} in reserve.", "Poss {drug} next visit.",
        "The patient might be a candidate for {drug} in the future.", "The addition of {drug} will be contemplated on return.",
        "Thought was given to {drug}; deferred for now.", "Were the pain to worsen, a course of {drug} would be reasonable.",
        "Depending on progress, {drug} may be recommended.", "Pt wishes to think over {drug}, not started.",
        "We will revisit the question of {drug} in the coming months.", "Our fallback is {drug}, unless things get better."],
    drug_past: &[
        "In {year} the patient was on {drug} for an unrelated condition, since stopped.",
        "The patient recalls having used {drug} briefly in {year}.",
        "{drug} was prescribed by a family physician in {year} and finished then.", "{drug} {year} only, not since.",
        "A course of {drug} was completed in {year}, well before this injury.", "Prior to this claim: {drug}, {year}.",
        "History of {drug} in {year}, none now.", "Back in {year} pt was given {drug} by own MD.",
        "Years ago ({year}) {drug} was taken for a short while.", "Use of {drug} dates to {year} and ended that same year.",
        "The patient's only exposure to {drug} came in {year}.", "The old chart has {drug} being dispensed in {year}, with no later fills.",
        "The patient last took {drug} in {year}.", "Remote past, {year}: {drug}. Done w/ it.",
        "Before the injury, that is in {year}, the patient received {drug}, and no longer does.",
        "There was a brief period on {drug} in {year}, long since over."],
    failed: &[
        "{drug} was of no help to the patient.", "The patient failed a trial of {drug}.", "A course of {drug} brought no relief.",
        "{drug} proved ineffective.", "No response to {drug}.", "Earlier treatment with {drug} was unsuccessful.",
        "The patient got nothing out of {drug}.", "{drug} - no benefit, past.",
        "Pain went unrelieved on {drug}, which was therefore abandoned.", "Use of {drug} failed to control the symptoms.",
        "Has used {drug} before; didn't work.", "{drug} made no difference in the pain.", "Benefit from {drug} was lacking.",
        "Failure of {drug} is documented in our earlier notes.", "Symptoms persisted in spite of {drug}, previously tried."],
    intolerant: &[
        "{drug} could not be tolerated because of {harm}.", "{harm} forced the patient to give up {drug}.", "Past {drug}: stopped, {harm}.", "An attempt at {drug} was cut short by {harm}.",
        "{drug} intol - {harm}.", "The patient developed {harm} on {drug} and no longer takes it.",
        "Because of {harm} experienced with {drug}, the patient cannot use that medication.",
        "We tried {drug} previously; it disagreed with the patient, causing {harm}.",
        "{harm} was the reason for discontinuing {drug} in the past.", "Can't take {drug}, gets {harm}.",
        "{drug} has been poorly tolerated, with {harm} as the adverse effect.",
        "The patient reports an intolerance to {drug} in the form of {harm}.",
        "Tolerance of {drug} was limited by {harm}, and it was dropped.", "Unable to stay on {drug} ({harm}).",
        "A prior prescription for {drug} was not finished, {harm} having set in."],
    sign: &[
        "Examination of the {part} shows a positive {sign}.", "Pos {sign} {part}.",
        "On testing of the {part} there is a positive response to {sign}.", "{sign} was carried out on the {part} and found positive.",
        "{part} {sign} = +.", "I was able to elicit a positive {sign} about the {part}."],
    no_sign: &[
        "{sign} neg on the {part}.", "A positive {sign} could not be elicited about the {part}.",
        "On testing of the {part}, {sign} is unremarkable.", "I performed {sign} on the {part}, with negative results.",
        "There is no positive {sign} in the {part}.", "Examination of the {part} includes {sign}, which is negative."],
    spasm: &[
        "There is palpable muscle spasm in the {part}.", "The muscles of the {part} are in spasm.", "{part} w/ spasm.",
        "I feel spasm on palpation of the {part}.", "Paraspinal muscle spasm is evident throughout the {part}.", "Spasms present, {part}."],
    no_spasm: &[
        "No muscle spasm is felt in the {part}.", "The muscles of the {part} are supple and free of spasm.", "{part}: spasm neg.",
        "I could not detect spasm in the {part}.", "There is no paraspinal muscle spasm about the {part}."],
    tender: &[
        "The {part} is tender.", "Palpation of the {part} elicits tenderness.",
        "Tender {part}.", "The patient winces when I press on the {part}, which is tender.",
        "Point tenderness is encountered about the {part}."],
    motion: &[
        "Range of motion of the {part} is decreased by {share}%.", "The {part} lacks {share}% of normal motion.",
        "ROM {share}% short of nl, {part}.", "I find a {share}% reduction in {part} range of motion.",
        "Motion of the {part} is restricted by about {share} percent in all planes.",
        "The patient moves the {part} guardedly, with {share}% of the expected range lost."],
    motion_full: &[
        "The {part} moves freely through a complete range.", "{part} ROM nl.",
        "Full, unrestricted motion is present at the {part}.", "I find no restriction of {part} range of motion.",
        "The patient demonstrates a normal range of motion of the {part}."],
    weak: &[
        "There is 4/5 weakness of the muscles about the {part}.", "Motor strength is reduced to 4/5 at the {part}.",
        "Motor 4 out of 5, {part}.", "Manual muscle testing of the {part} discloses diminished strength, grade 4/5.",
        "The muscles acting on the {part} give way, graded 4/5.", "I detect weakness (4/5) in the {part} musculature."],
    strong: &[
        "Motor strength is 5/5 throughout.", "Manual muscle testing is normal.", "No weakness.",
        "The patient has full strength in all muscle groups tested.", "Strength is preserved in the upper and lower extremities.",
        "I detect no motor weakness on resisted testing."],
    reflexes: &[
        "Deep tendon reflexes are 2+ and symmetrical.", "Reflexes are within normal limits.", "DTR nl.",
        "Normal, equal reflexes were obtained on both sides.", "I find the reflexes intact bilaterally.",
        "Muscle stretch reflexes graded 2/4 at all levels."],
    numb: &[
        "Sensation is decreased to light touch distal to the {part}.", "The patient has diminished pinprick sensation below the {part}.",
        "Hypesthesia is found beyond the {part}.", "Decr sens distal {part}.", "Light touch is felt less well past the {part}.",
        "I find a sensory deficit below the level of the {part}."],
    no_numb: &[
        "Sensation is intact to light touch and pinprick.", "Sensory examination is normal.", "Sens intact.",
        "There is no loss of sensation in any dermatome.", "The patient perceives light touch well in all extremities.",
        "I find no sensory deficit."],
    relative: &[
        "The patient's {relative} suffers from {illness}.", "There is a family history of {illness} in the patient's {relative}.", "{illness} was diagnosed in the patient's {relative}.",
        "On the family side, the {relative} is under treatment for {illness}.", "Positive for {illness} as regards the {relative}."],
    suspected: &[
        "My suspicion is of {illness}, as yet unconfirmed.", "The possibility of {illness} must be considered.", "Eval for ? {illness}.",
        "{illness} may be present, but the findings are not conclusive.",
        "The picture is suggestive of {illness}, though I cannot be certain.", "Rule-out diagnosis: {illness}.",
        "It is conceivable that we are dealing with {illness}."],
    past: &[
        "The patient had {illness} in {year} and recovered fully.", "{illness} {year} - over and done.",
        "In {year} the patient was treated for {illness}, with no sequelae.",
        "Past history is significant for {illness} in {year}, now resolved.", "A remote history of {illness} dates to {year}.",
        "The patient got over {illness} in {year}."],
    review: &[
        "The patient denies fever, chills or night sweats.", "Cardiac: neg for palpitations, no leg swelling.",
        "There is no shortness of breath and no chronic cough.", "Urinary frequency and burning are denied.",
        "Skin neg. for rash or lesions.", "Vision and hearing are unchanged.", "Endocrine review is noncontributory."],
    shown: &[
        "There is {finding}.", "The study reveals {finding}.", "{finding} is seen.", "MRI shows {finding}.", "Evidence of {finding}.",
        "{finding} is identified on the images.", "The scan was positive for {finding}.",
        "I note {finding} on review of the films.", "{finding} can be appreciated.", "The main finding is {finding}."],
    not_shown: &[
        "There is no {finding}.", "The study reveals no {finding}.", "No evidence of {finding}.",
        "{finding} has been ruled out.", "MRI negative as to {finding}.", "The images fail to show any {finding}.",
        "I do not see any {finding}.", "Free of {finding}.", "Absence of {finding} is noted.",
        "No indication whatever of {finding} could be found."],
    shown_maybe: &[
        "There may be {finding}.", "Suspicious for {finding}.", "Findings raise the question of {finding}.",
        "Possibly {finding}.", "{finding} is a consideration, though the images are limited by motion.",
        "The appearance could reflect {finding}.", "I am not certain whether this represents {finding}.", "Indeterminate as to {finding}.",
        "What looks like {finding} is not clear-cut.", "{finding} - maybe, suggest repeat."],
    nerve: &[
        "The electrodiagnostic findings are those of {nerve}.", "This is an abnormal study, revealing {nerve}.", "{nerve} was found.",
        "I conclude from the needle examination that the patient has {nerve}.", "Positive for {nerve}.",
        "Nerve conduction velocities support a diagnosis of {nerve}.", "There is {nerve}.", "{nerve} established by EMG.",
        "Denervation is seen in a pattern typical of {nerve}.", "The patient's symptoms are explained by {nerve}, documented on this exam.",
        "Results are in keeping with {nerve}."],
    nerve_not: &[
        "There is no evidence of {nerve}.", "The study did not disclose {nerve}.", "{nerve} is not present.",
        "I could find nothing to suggest {nerve}.", "Negative as to {nerve}.", "{nerve} has been excluded by this examination.",
        "Electrical signs of {nerve} are lacking.", "EMG rules out {nerve}.", "Testing for {nerve} was unrevealing.", "No {nerve}."],
    test_agrees: &[
        "The urine drug screen is consistent with the prescribed medications.", "Results are in agreement with what has been prescribed.",
        "UDS ok, matches Rx.", "The patient's urine contained what was expected and nothing else.",
        "No inconsistency was found between this screen and the medication list.",
        "Compliance with the prescribed regimen is borne out by this specimen."],
    test_differs: &[
        "The urine drug screen is inconsistent with the prescribed medications.", "Results do not agree with what has been prescribed.",
        "UDS off, Rx'd med missing.", "A prescribed medication was expected but not detected.",
        "There is a discrepancy between this screen and the medication list.",
        "This specimen does not bear out compliance with the regimen."],
    visits: &[
        "To date the patient has been to {done} of the {planned} {therapy} sessions authorized.",
        "{done} out of {planned} sessions of {therapy} have been completed.", "{therapy}: session {done} of {planned}.",
        "This makes {done} of {planned} for {therapy}.", "Of the {planned} sessions of {therapy} allowed, {done} were used.",
        "We have record of {therapy} x {done}, {planned} having been authorized.", "{therapy} {done}/{planned}.",
        "So far {therapy} has taken up {done} of its {planned} visits.",
        "Authorization was for {planned} {therapy} treatments; the number attended is {done}.",
        "The {therapy} count stands at {done} from a total of {planned}.", "Pt went to {therapy}, {done} visits (of {planned})."],
    visits_helped: &[
        "{therapy} was beneficial.", "The patient found {therapy} helpful.", "There was improvement with {therapy}.",
        "{therapy} eased the symptoms.", "Pt better after {therapy}.", "The patient credits {therapy} with less pain.",
        "The patient responded well to {therapy}.", "Relief was had from {therapy}.",
        "{therapy} has done the patient good.", "The course of {therapy} worked."],
    visits_did_not: &[
        "{therapy} was of no benefit.", "The patient did not find {therapy} useful.", "There was no improvement with {therapy}.",
        "{therapy} left the symptoms as they were.", "Pt no better after {therapy}.", "No relief came of {therapy}.",
        "The patient considers {therapy} to have been a waste of time.", "{therapy} did not make any difference.",
        "The course of {therapy} was without effect."],
    daily: &[
        "Recumbent stepper 10 minutes to begin.", "Therapeutic exercise progressed per protocol.",
        "Joint mobilization, grade II-III, followed by stretching.", "Moist heat to start, ice to finish.",
        "Instructed in home program, return demonstration correct.", "E-stim 15 min, no skin reaction.", "Gait training on level and ramp."],
    off: &[
        "The patient is temporarily totally disabled until {until}.", "TTD to {until}.", "Off work.",
        "I have placed the patient off work through {until}.", "The patient is not to return to work before {until}.",
        "Disability is extended, total and temporary, to {until}.", "No work at all for the next five weeks.",
        "The patient remains incapable of any work as of {day}.", "Cannot work. Recheck {until}.",
        "A note was written excusing the patient from all work from {day} to {until}.", "Total temporary disability continues.",
        "Pt to stay home from work until {until}."],
    modified: &[
        "The patient may return to modified work with no lifting over {pounds} pounds.",
        "Modified duty through {until}, {pounds} lbs the most to be lifted.", "Restrictions: {pounds} lb lift limit; to {until}.",
        "As of {day} the patient is restricted to light work, lifting not to exceed {pounds} pounds.",
        "I have limited the patient to {pounds} pounds of lifting at work until {until}.", "Work with restrictions, {pounds} lbs max.",
        "The patient is released to limited duty on {day}, {pounds} pounds being the maximum lift.",
        "Partial disability, temporary: nothing heavier than {pounds} lb through {until}.",
        "The employer is asked to keep the patient at tasks under {pounds} pounds until {until}.", "TPD. Lift/carry < {pounds} lb.",
        "Mod work cont'd w/ {pounds}# limit.", "Lifting over {pounds} pounds is precluded, and work is otherwise allowed, until {until}."],
    full: &[
        "The patient may return to full duty on {day}.", "Full duty without restrictions.",
        "The patient is released to regular work as of {day}.", "Regular duty {day}.", "Usual and customary duties are resumed on {day}.",
        "I see no reason to limit work, and the patient is to perform the usual job effective {day}.", "Work status: unrestricted.",
        "The patient is working full time at the regular job, without limitation.", "Can do all job duties.",
        "Return to work {day}, full capacity.", "All restrictions are lifted effective {day}."],
    operated: &[
        "The patient was taken to surgery on {day} for {operation}.", "Surgical history is notable for {operation} on {day}.", "On {day} the patient had {operation}.",
        "{operation} {day}, recovered."],
    operation_if: &[
        "The patient may eventually require {operation}.",
        "{operation} was discussed as a future possibility.", "Should symptoms progress, I would offer {operation}.",
        "Poss surg later ({operation}).", "Surgery in the form of {operation} is held off pending further conservative measures."],
    return_in: &[
        "Follow up here in {weeks} weeks.", "I will see the patient again in {weeks} weeks.",
        "Recheck: {weeks} weeks.", "RV {weeks} wk.", "A return appointment is set for {weeks} weeks from now."],
    denied: &[
        "The request for {item} is not certified.", "{item} is denied.", "Authorization is withheld for {item}.",
        "{item}: non-certified, medical necessity not shown.",
        "Medical necessity has not been demonstrated for {item}, and certification is refused.",
        "Our physician reviewer does not recommend {item}; the request is denied.", "Determination: {item} denied."],
    approved: &[
        "{item} is approved.", "We hereby authorize {item}.",
        "{item}: certified, medical necessity shown.", "Medical necessity has been demonstrated for {item}, and certification is issued.",
        "Our physician reviewer recommends {item}; the request is granted.", "Determination: {item} approved."],
    reasons: &[
        "The records do not describe functional improvement from earlier use.",
        "The requested quantity goes beyond what the guideline supports.",
        "No trial of first-line treatment is described in the material received.",
        "The report on file lacks examination findings that would support the request.",
        "The requesting physician did not explain why an exception to the guideline is warranted.",
        "Evidence for lasting benefit in this condition is insufficient.", "A treatment plan with measurable goals was not provided."],
    filler: &[
        "The patient is alert, oriented and in no acute distress.", "BP 128/78, pulse 72, resp 16.",
        "This report was dictated and transcribed but not proofread.", "The patient's questions were answered to satisfaction.",
        "The CURES report was pulled and is on file.", "Outside records came in and will be gone over."],
    letters: &[
        "Please find our most recent report attached.", "We would appreciate a copy of your complete chart.",
        "The patient has been told of this letter.", "Kindly direct any questions to our industrial coordinator.",
        "To date no answer to our earlier inquiry has reached this office.", "Our billing address has changed; please update your files.",
        "A signed release is on file and can be faxed on request."],
    headings: &Headings {
        subjective: &["Subjective Complaints", "Present Complaints", "Interval History", "Chief Complaint"],
        history: &["History of Injury", "History of the Industrial Accident"],
        past: &["Past Medical History", "Past History", "Previous Illnesses and Medications"],
        family: &["Family History", "Family Medical History", "Fam Hx"],
        review: &["Review of Systems", "Systems Review"],
        medications: &["Current Medications", "Medications", "Present Medications", "Medication List"],
        objective: &["Physical Examination", "Objective Findings", "Examination", "Objective"],
        studies: &["Diagnostic Studies", "Review of Imaging", "Diagnostic Testing", "X-Rays and Scans"],
        diagnoses: &["Diagnoses", "Diagnostic Impression", "Assessment", "Diagnosis"],
        treatment: &["Treatment to Date", "Treatment Rendered", "Prior Treatment", "Course of Treatment"],
        plan: &["Plan", "Treatment Plan", "Recommendations", "Discussion and Plan"],
        work: &["Work Status", "Disability Status", "Work Status and Restrictions"],
        technique: &["Technique", "Procedure and Technique", "Protocol"],
        findings: &["Findings", "Report", "Detailed Findings"],
        impression: &["Conclusion", "Summary", "Opinion", "Diagnostic Conclusion"],
    },
    titles: &[
        ("application", &[
            "Application for Independent Medical Review", "Independent Medical Review Application",
            "Application for IMR, Division of Workers' Compensation"]),
        ("rfa", &[
            "Request for Authorization", "DWC Form RFA", "Request for Authorization for Medical Treatment",
            "Workers' Compensation Treatment Request (RFA)"]),
        ("ur_decision", &[
            "Utilization Review Decision", "Notice of Utilization Review Determination",
            "Utilization Review: Determination of Medical Necessity", "Notice of Non-Certification / Certification"]),
        ("pr2", &[
            "Primary Treating Physician's Progress Report", "Orthopedic Re-Evaluation", "Progress Report (PR-2)",
            "Treating Physician's Follow-Up Report", "Physiatry Progress Note", "NP Follow-Up Note"]),
        ("first_report", &[
            "Doctor's First Report of Occupational Injury or Illness", "Doctor's First Report", "First Report of Occupational Injury (5021)"]),
        ("consultation", &[
            "Orthopedic Consultation", "Initial Orthopedic Consultation", "Physical Medicine Consultation", "Consultative Report",
            "Secondary Physician's Consultation"]),
        ("qme", &[
            "Qualified Medical Evaluation", "Panel Qualified Medical Evaluation, Orthopedics", "Comprehensive Medical-Legal Report",
            "Orthopedic QME Report"]),
        ("operative", &["Operative Report", "Operative Record", "Report of Surgery", "Dictated Operative Report"]),
        ("imaging", &[
            "MRI of the {part}", "Magnetic Resonance Imaging, {part}", "{part} MRI Without Contrast", "Radiology Report: MRI {part}"]),
        ("emg", &[
            "Electrodiagnostic Study", "Electromyography and Nerve Conduction Report", "Electrodiagnostic Medicine Report",
            "Nerve Conduction and EMG Findings"]),
        ("laboratory", &["Laboratory Report", "Blood Test Results", "Laboratory Results", "Chemistry and Hematology"]),
        ("drug_test", &[
            "Urine Drug Test Report", "Urine Toxicology Report", "Toxicology Results", "Medication Monitoring Report (Urine)"]),
        ("therapy_note", &[
            "Physical Therapy Daily Note", "Physical Therapy Treatment Note", "PT Progress Entry", "Physical Therapy Visit Record",
            "PT Chart Note"]),
        ("pharmacy", &[
            "Prescription History", "Patient Prescription Record", "Dispensing Record", "Pharmacy Medication Profile"]),
        ("correspondence", &[
            "Correspondence", "Letter to Claims Administrator", "Request for Medical Records", "Letter re: Records"]),
        ("fax_cover", &[
            "Fax Cover Sheet", "Facsimile Transmittal", "Fax Transmission, Industrial Department"]),
        ("other", &["Billing Statement", "Statement of Account", "Appointment Notice", "Itemized Invoice"]),
    ],
};
