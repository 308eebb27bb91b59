-- Schema 2: all that was paid, or may have been, can be counted against a budget.
-- run_total.unpriced_nano_dollars adds up the reserves of answers whose cost is not known, kept by the trigger on call.
-- lost_calls and lost_nano_dollars, of a call and of a run, from now on also count the tries that got no answer although
-- the server may have made one: those with possibly_paid in call_attempt.

ALTER TABLE run_total ADD COLUMN unpriced_nano_dollars INTEGER NOT NULL DEFAULT 0;

UPDATE run_total SET unpriced_nano_dollars = (
    SELECT ifnull(sum(reserved_nano_dollars), 0) FROM call
    WHERE call.run_id = run_total.run_id AND state = 'ok' AND reused_from_call_id IS NULL AND cost_nano_dollars IS NULL);

DROP TRIGGER call_answered;
CREATE TRIGGER call_answered AFTER UPDATE OF state ON call
WHEN new.state = 'ok' AND new.reused_from_call_id IS NULL BEGIN
    UPDATE run_total SET
        base_calls = base_calls + (new.role = 'base'),
        optimizer_calls = optimizer_calls + (new.role = 'optimizer'),
        judge_calls = judge_calls + (new.role = 'judge'),
        unpriced_calls = unpriced_calls + (new.cost_nano_dollars IS NULL),
        unpriced_nano_dollars = unpriced_nano_dollars + iif(new.cost_nano_dollars IS NULL, new.reserved_nano_dollars, 0),
        input_tokens = input_tokens + ifnull(new.input_tokens, 0),
        cached_tokens = cached_tokens + ifnull(new.cached_tokens, 0),
        output_tokens = output_tokens + ifnull(new.output_tokens, 0),
        cost_nano_dollars = cost_nano_dollars + ifnull(new.cost_nano_dollars, 0)
    WHERE run_id = new.run_id;
END;

-- The tries of old; the trigger call_lost adds them to run_total.
DROP TRIGGER call_answer_is_final;
UPDATE call SET
    lost_times = lost_times + tries.n,
    lost_nano_dollars = lost_nano_dollars + tries.n * reserved_nano_dollars
FROM (SELECT call_id, count(*) AS n FROM call_attempt WHERE possibly_paid = 1 GROUP BY call_id) AS tries
WHERE tries.call_id = call.call_id;
CREATE TRIGGER call_answer_is_final BEFORE UPDATE ON call WHEN old.state = 'ok' BEGIN
    SELECT raise(ABORT, 'an answered call never changes');
END;
