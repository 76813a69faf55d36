-- What answers a target of the year in the next report of the same government. Reads due, judged, heard. Gives a row a target
--   next_report  whether the report that could answer it is at hand; null where its time ends in no year of its report
--   claim, claim_about  as heard
--   answered_by  a comparable figure of any source, else a claim, else nothing; null of what is not due, or nobody could answer yet
CREATE OR REPLACE TABLE answers AS
SELECT target_id, if(last_year = year AND NOT period_open, at_hand IS TRUE, NULL) AS next_report,
    claim, claim_quote, claim_id, claim_about,
    CASE
        WHEN status = 'pending' THEN NULL
        WHEN comparability = 'comparable' THEN 'figure'
        WHEN claim_id IS NOT NULL THEN 'claim'
        WHEN next_report THEN 'nothing'
    END AS answered_by
FROM judged JOIN due USING (target_id) LEFT JOIN heard USING (target_id);
