-- Who reviews which case: `held` is 1 while it is in the reviewer's hands, and
-- 0 from then on. Matching counts what a reviewer has in hand, and looks for
-- the latest assignment, without reading any case.
CREATE TABLE assignments (
    case_id TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    since TEXT NOT NULL,
    held BIGINT NOT NULL,
    PRIMARY KEY (case_id, reviewer)
);

CREATE INDEX assignments_in_hand ON assignments (reviewer, case_id) WHERE held = 1;
CREATE INDEX assignments_in_turn ON assignments (reviewer, since, case_id);
