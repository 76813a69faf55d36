-- By which words a target and a figure of the next report meet where no code tells: of every name what is left without quotation marks, and
-- without the words at its ends that say how, when or whether, not what. Reads targets, achieved, link_words. Gives words
--   words  what is left; two signs at least
--   deed   what is done to it, where the name ends with that
-- and deeds: of every verb what is done, null where it says only that something is.
CREATE OR REPLACE TABLE words AS
WITH RECURSIVE
names AS (
    SELECT indicator, translate(indicator, '“”《》', '') AS words
    FROM (SELECT indicator FROM targets UNION SELECT indicator FROM achieved)
),
-- A word a round; the first sign is compared by itself, since that is a join by hash.
begun AS (
    FROM names
    UNION
    SELECT indicator, substr(words, length(word) + 1)
    FROM begun JOIN link_words ON left(words, 1) = left(word, 1) AND left(words, length(word)) = word AND length(words) > length(word) + 1
    WHERE kind = 'before'
),
cut AS (SELECT indicator, min_by(words, length(words)) AS words, NULL::VARCHAR AS deed FROM begun GROUP BY indicator),
ended AS (
    FROM cut
    UNION
    SELECT indicator, left(words, length(words) - length(word)), coalesce(link_words.deed, ended.deed)
    FROM ended JOIN link_words ON right(words, 1) = right(word, 1) AND right(words, length(word)) = word AND length(words) > length(word) + 1
    WHERE kind = 'after'
)
SELECT indicator, min_by(words, length(words)) AS words, min_by(deed, length(words)) AS deed FROM ended GROUP BY indicator;

CREATE OR REPLACE TABLE deeds AS SELECT deed, word AS action FROM link_words WHERE kind = 'verb';
