-- Lists are read a page at a time, in their order: of one stage, or of all.
CREATE INDEX cases_in_order ON cases (sort, id);
CREATE INDEX cases_at_stage_in_order ON cases (stage, sort, id);
CREATE INDEX applications_in_order ON applications (sort, id);
CREATE INDEX applications_at_stage_in_order ON applications (stage, sort, id);
DROP INDEX cases_by_stage;
DROP INDEX applications_by_stage;
