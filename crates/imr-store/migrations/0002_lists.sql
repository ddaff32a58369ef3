-- Lists of cases are read page by page in the order of `sort`, whole or at
-- one stage; without these each page would read every row.
CREATE INDEX cases_by_sort ON cases (sort);

CREATE INDEX cases_by_stage_and_sort ON cases (stage, sort);
