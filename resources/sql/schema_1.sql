-- MetaSPO Workbench, schema 1. One file holds tasks, runs, prompts, calls, answers and decisions.
-- Reading it with `sqlite3 -readonly FILE` is a supported interface; writing is not.
-- Units are in the names: _unix_ms, _us, _nano (1e-9), _nano_dollars, _tokens. Flags are 0 or 1. A step is
-- iteration/loop/task/slot, e.g. 2/inner/anatomy/1. No JSON functions in here: connections that do not trust the
-- schema of a file could not use it.

CREATE TABLE meta(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE migration(
    version INTEGER PRIMARY KEY,
    sql_sha256 BLOB NOT NULL CHECK(length(sql_sha256) = 32),
    program_version TEXT NOT NULL,
    applied_unix_ms INTEGER NOT NULL
) STRICT;

-- Prompts, questions, templates, messages: stored once, named by their SHA-256, never changed.
CREATE TABLE text(
    text_id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK(length(sha256) = 32),
    content TEXT NOT NULL
) STRICT;

-- A row per version of a task; is_current marks the newest version of a task that was not removed.
CREATE TABLE task(
    task_id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    is_current INTEGER NOT NULL CHECK(is_current IN (0, 1)),
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    role TEXT NOT NULL CHECK(role IN ('source', 'target')),
    user_prompt_text_id INTEGER NOT NULL REFERENCES text,
    format_json TEXT NOT NULL,
    metric_json TEXT NOT NULL,
    origin TEXT NOT NULL,
    licence TEXT NOT NULL,
    saved_unix_ms INTEGER NOT NULL,
    removed_unix_ms INTEGER,
    UNIQUE(series_id, version)
) STRICT;
CREATE UNIQUE INDEX task_name ON task(name) WHERE is_current = 1;

CREATE TABLE example(
    example_id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task ON DELETE CASCADE,
    example_index INTEGER NOT NULL,
    split TEXT NOT NULL CHECK(split IN ('train', 'validation', 'test')),
    question_text_id INTEGER NOT NULL REFERENCES text,
    answers_json TEXT NOT NULL,
    external_id TEXT NOT NULL,
    UNIQUE(task_id, example_index)
) STRICT;

-- How the answers of a task are read and scored; another one re-scores stored responses.
CREATE TABLE grading(
    grading_id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task ON DELETE CASCADE,
    format_json TEXT NOT NULL,
    metric_json TEXT NOT NULL,
    UNIQUE(task_id, format_json, metric_json)
) STRICT;

CREATE TABLE run(
    run_id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    method TEXT NOT NULL, -- method to seed: copied from settings_json
    scope TEXT NOT NULL,
    preset TEXT NOT NULL,
    seed TEXT NOT NULL,
    state TEXT NOT NULL CHECK(state IN ('created', 'running', 'paused', 'finished', 'failed', 'stopped')),
    state_reason TEXT NOT NULL,
    settings_json TEXT NOT NULL,
    limits_json TEXT NOT NULL,
    evaluate_json TEXT,
    note TEXT NOT NULL,
    recorded INTEGER NOT NULL CHECK(recorded IN (0, 1)),
    forked_from_run_id INTEGER REFERENCES run,
    fork_step TEXT,
    program_version TEXT NOT NULL,
    created_unix_ms INTEGER NOT NULL,
    started_unix_ms INTEGER,
    finished_unix_ms INTEGER
) STRICT;

CREATE TABLE run_task(
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    task_id INTEGER NOT NULL REFERENCES task,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL CHECK(role IN ('source', 'target')),
    grading_id INTEGER NOT NULL REFERENCES grading,
    PRIMARY KEY(run_id, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_task_task ON run_task(task_id);

-- The examples that a run drew, with the split they have in it, in the order drawn.
CREATE TABLE run_example(
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    task_id INTEGER NOT NULL REFERENCES task,
    ordinal INTEGER NOT NULL,
    example_id INTEGER NOT NULL REFERENCES example,
    split TEXT NOT NULL CHECK(split IN ('train', 'validation', 'test')),
    gold TEXT NOT NULL,
    PRIMARY KEY(run_id, task_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX run_example_example ON run_example(example_id, run_id);

-- The models as the run used them, with the price of that day. Never a key, never the value of a header.
CREATE TABLE run_model(
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    role TEXT NOT NULL CHECK(role IN ('base', 'optimizer', 'judge')),
    connection_id TEXT NOT NULL,
    connection_name TEXT NOT NULL,
    model TEXT NOT NULL,
    connection_json TEXT NOT NULL,
    input_nano_dollars_per_million_tokens INTEGER,
    cached_input_nano_dollars_per_million_tokens INTEGER,
    output_nano_dollars_per_million_tokens INTEGER,
    PRIMARY KEY(run_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_template(
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    name TEXT NOT NULL,
    text_id INTEGER NOT NULL REFERENCES text,
    PRIMARY KEY(run_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_owner(
    run_id INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
    owner TEXT NOT NULL,
    since_unix_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE run_command(
    run_command_id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK(kind IN ('pause', 'resume', 'step', 'stop', 'insert', 'set_budget')),
    argument TEXT NOT NULL,
    posted_unix_ms INTEGER NOT NULL,
    done_unix_ms INTEGER
) STRICT;
CREATE INDEX run_command_pending ON run_command(run_id) WHERE done_unix_ms IS NULL;

CREATE TABLE log(
    log_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    at_unix_ms INTEGER NOT NULL,
    sentence TEXT NOT NULL
) STRICT;
CREATE INDEX log_run ON log(run_id);

-- What a run's calls add up to, kept by triggers on call. Lost: sent, then the program died; possibly paid.
CREATE TABLE run_total(
    run_id INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
    base_calls INTEGER NOT NULL DEFAULT 0,
    optimizer_calls INTEGER NOT NULL DEFAULT 0,
    judge_calls INTEGER NOT NULL DEFAULT 0,
    reused_calls INTEGER NOT NULL DEFAULT 0,
    lost_calls INTEGER NOT NULL DEFAULT 0,
    unpriced_calls INTEGER NOT NULL DEFAULT 0,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    cached_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cost_nano_dollars INTEGER NOT NULL DEFAULT 0,
    lost_nano_dollars INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A system prompt, or a user prompt of one task. state, reason and the meta score are the latest; parents and the
-- state at birth are in decision.
CREATE TABLE candidate(
    candidate_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    step TEXT NOT NULL,
    iteration INTEGER NOT NULL,
    loop TEXT NOT NULL,
    slot INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('system', 'user')),
    task TEXT NOT NULL,
    text_id INTEGER NOT NULL REFERENCES text,
    origin TEXT NOT NULL,
    state TEXT NOT NULL CHECK(state IN
        ('initial', 'proposed', 'rejected', 'dropped', 'scored', 'kept', 'adopted', 'alias')),
    reason TEXT NOT NULL,
    alias_of TEXT,
    edited_from TEXT,
    meta_score_sum_nano INTEGER,
    meta_score_tasks INTEGER,
    UNIQUE(run_id, step)
) STRICT;

CREATE TABLE candidate_parent(
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    parent_step TEXT NOT NULL,
    PRIMARY KEY(candidate_id, ordinal)
) STRICT, WITHOUT ROWID;

-- A text that the user put into a loop by hand.
CREATE TABLE insertion(
    insertion_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    loop_step TEXT NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('system', 'user')),
    task TEXT NOT NULL,
    text_id INTEGER NOT NULL REFERENCES text,
    edited_from TEXT,
    UNIQUE(run_id, loop_step, kind, task, text_id)
) STRICT;

-- All that a method decided, in order. A resumed run must decide the same: subject and ordinal name the decision,
-- content_json is compared.
CREATE TABLE decision(
    decision_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK(kind IN
        ('proposed', 'judged', 'dropped', 'cell', 'beam', 'incumbent', 'stage', 'end')),
    subject TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    content_json TEXT NOT NULL,
    UNIQUE(run_id, kind, subject, ordinal)
) STRICT;

-- One request to a model. sent: is out; ok: answered; failed: no answer; unknown: sent, then the program died.
-- example_id is of run_example, which holds the foreign key.
CREATE TABLE call(
    call_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    key TEXT NOT NULL,
    wave TEXT NOT NULL,
    role TEXT NOT NULL CHECK(role IN ('base', 'optimizer', 'judge')),
    state TEXT NOT NULL CHECK(state IN ('sent', 'ok', 'failed', 'unknown')),
    digest BLOB NOT NULL,
    system_candidate_id INTEGER REFERENCES candidate,
    user_candidate_id INTEGER REFERENCES candidate,
    task_id INTEGER,
    example_id INTEGER,
    repeat INTEGER NOT NULL DEFAULT 0,
    temperature REAL NOT NULL,
    output_limit_tokens INTEGER NOT NULL,
    json_schema_text_id INTEGER REFERENCES text,
    reserved_nano_dollars INTEGER NOT NULL,
    sent_unix_ms INTEGER NOT NULL,
    answered_unix_ms INTEGER,
    attempts INTEGER NOT NULL DEFAULT 1,
    latency_us INTEGER NOT NULL DEFAULT 0,
    input_tokens INTEGER,
    cached_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    cost_nano_dollars INTEGER,
    finish TEXT,
    lost_times INTEGER NOT NULL DEFAULT 0,
    lost_nano_dollars INTEGER NOT NULL DEFAULT 0,
    reused_from_call_id INTEGER REFERENCES call,
    UNIQUE(run_id, key)
) STRICT;
CREATE INDEX call_list ON call(run_id, call_id, role, state);
CREATE INDEX call_wave ON call(run_id, wave) WHERE state = 'ok';
CREATE INDEX call_digest ON call(digest) WHERE state = 'ok' AND reused_from_call_id IS NULL;
CREATE INDEX call_open ON call(run_id) WHERE state = 'sent';

CREATE TABLE call_response(
    call_id INTEGER PRIMARY KEY REFERENCES call ON DELETE CASCADE,
    model TEXT NOT NULL,
    request_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL
) STRICT;

-- Every try that did not end in an answer.
CREATE TABLE call_attempt(
    call_attempt_id INTEGER PRIMARY KEY,
    call_id INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    message TEXT NOT NULL,
    possibly_paid INTEGER NOT NULL CHECK(possibly_paid IN (0, 1)),
    sent_unix_ms INTEGER NOT NULL,
    ended_unix_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX call_attempt_call ON call_attempt(call_id);

-- Messages of optimizer calls. Those of evaluations follow from prompts and example (view v_message).
CREATE TABLE call_message(
    call_id INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL CHECK(role IN ('system', 'user', 'assistant')),
    text_id INTEGER NOT NULL REFERENCES text,
    PRIMARY KEY(call_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What a response was worth. Rows never change; another grading makes new ones.
CREATE TABLE evaluation(
    evaluation_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    system_candidate_id INTEGER NOT NULL REFERENCES candidate,
    user_candidate_id INTEGER NOT NULL REFERENCES candidate,
    task_id INTEGER NOT NULL,
    split TEXT NOT NULL CHECK(split IN ('train', 'validation', 'test')),
    example_id INTEGER NOT NULL,
    repeat INTEGER NOT NULL,
    grading_id INTEGER NOT NULL REFERENCES grading,
    call_id INTEGER NOT NULL REFERENCES call,
    outcome TEXT NOT NULL CHECK(outcome IN ('correct', 'wrong', 'unreadable')),
    score_nano INTEGER NOT NULL CHECK(score_nano BETWEEN 0 AND 1000000000),
    gold TEXT NOT NULL,
    prediction TEXT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE(system_candidate_id, user_candidate_id, example_id, repeat, grading_id)
) STRICT;
CREATE INDEX evaluation_list ON evaluation(
    run_id, task_id, example_id, system_candidate_id, user_candidate_id, split, outcome, grading_id);
CREATE INDEX evaluation_call ON evaluation(call_id);

-- A cell adds up its evaluations, kept by triggers; finished_* is the metric that the method computed at its end.
CREATE TABLE cell(
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    system_candidate_id INTEGER NOT NULL REFERENCES candidate,
    user_candidate_id INTEGER NOT NULL REFERENCES candidate,
    task_id INTEGER NOT NULL,
    split TEXT NOT NULL,
    grading_id INTEGER NOT NULL,
    n INTEGER NOT NULL DEFAULT 0,
    right INTEGER NOT NULL DEFAULT 0,
    unreadable INTEGER NOT NULL DEFAULT 0,
    score_sum_nano INTEGER NOT NULL DEFAULT 0,
    finished_n INTEGER,
    finished_right INTEGER,
    finished_unreadable INTEGER,
    finished_score_nano INTEGER,
    PRIMARY KEY(run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id)
) STRICT, WITHOUT ROWID;

-- A cell's answers by gold label and prediction, for macro-F1; an empty prediction is an unreadable answer.
CREATE TABLE cell_label(
    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    system_candidate_id INTEGER NOT NULL,
    user_candidate_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    split TEXT NOT NULL,
    grading_id INTEGER NOT NULL,
    gold TEXT NOT NULL,
    predicted TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY(run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, gold, predicted)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER run_has_total AFTER INSERT ON run BEGIN
    INSERT INTO run_total(run_id) VALUES (new.run_id);
END;

CREATE TRIGGER call_answer_is_final BEFORE UPDATE ON call WHEN old.state = 'ok' BEGIN
    SELECT raise(ABORT, 'an answered call never changes');
END;

CREATE TRIGGER call_answered AFTER UPDATE OF state ON call
WHEN new.state = 'ok' AND new.reused_from_call_id IS NULL BEGIN
    UPDATE run_total SET
        base_calls = base_calls + (new.role = 'base'),
        optimizer_calls = optimizer_calls + (new.role = 'optimizer'),
        judge_calls = judge_calls + (new.role = 'judge'),
        unpriced_calls = unpriced_calls + (new.cost_nano_dollars IS NULL),
        input_tokens = input_tokens + ifnull(new.input_tokens, 0),
        cached_tokens = cached_tokens + ifnull(new.cached_tokens, 0),
        output_tokens = output_tokens + ifnull(new.output_tokens, 0),
        cost_nano_dollars = cost_nano_dollars + ifnull(new.cost_nano_dollars, 0)
    WHERE run_id = new.run_id;
END;

CREATE TRIGGER call_lost AFTER UPDATE OF lost_times ON call BEGIN
    UPDATE run_total SET
        lost_calls = lost_calls + new.lost_times - old.lost_times,
        lost_nano_dollars = lost_nano_dollars + new.lost_nano_dollars - old.lost_nano_dollars
    WHERE run_id = new.run_id;
END;

CREATE TRIGGER call_reused AFTER UPDATE OF state ON call
WHEN new.state = 'ok' AND new.reused_from_call_id IS NOT NULL BEGIN
    UPDATE run_total SET reused_calls = reused_calls + 1 WHERE run_id = new.run_id;
END;

CREATE TRIGGER evaluation_added AFTER INSERT ON evaluation BEGIN
    INSERT INTO cell(run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id,
                     n, right, unreadable, score_sum_nano)
    VALUES (new.run_id, new.system_candidate_id, new.user_candidate_id, new.task_id, new.split, new.grading_id,
            1, new.outcome = 'correct', new.outcome = 'unreadable', new.score_nano)
    ON CONFLICT DO UPDATE SET
        n = n + 1,
        right = right + excluded.right,
        unreadable = unreadable + excluded.unreadable,
        score_sum_nano = score_sum_nano + excluded.score_sum_nano;
END;

CREATE TRIGGER evaluation_labelled AFTER INSERT ON evaluation WHEN new.gold <> '' BEGIN
    INSERT INTO cell_label
    VALUES (new.run_id, new.system_candidate_id, new.user_candidate_id, new.task_id, new.split, new.grading_id,
            new.gold, iif(new.outcome = 'unreadable', '', new.prediction), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER evaluation_is_final BEFORE UPDATE ON evaluation BEGIN
    SELECT raise(ABORT, 'an evaluation never changes; another grading makes a new one');
END;

-- For people.
CREATE VIEW v_run AS
SELECT run_id, method, scope, preset, seed, state,
       datetime(started_unix_ms / 1000, 'unixepoch') AS started_utc,
       datetime(finished_unix_ms / 1000, 'unixepoch') AS finished_utc,
       (SELECT model FROM run_model m WHERE m.run_id = run.run_id AND role = 'base') AS base_model,
       (SELECT model FROM run_model m WHERE m.run_id = run.run_id AND role = 'optimizer') AS optimizer_model,
       base_calls, optimizer_calls, reused_calls, lost_calls, input_tokens, cached_tokens, output_tokens,
       iif(unpriced_calls = 0, cost_nano_dollars / 1e9, NULL) AS cost_usd
FROM run JOIN run_total USING (run_id);

CREATE VIEW v_candidate AS
SELECT run_id, step, kind, task, state, reason, origin,
       meta_score_sum_nano / (1e9 * meta_score_tasks) AS meta_score,
       (SELECT group_concat(parent_step, ' ') FROM candidate_parent p WHERE p.candidate_id = c.candidate_id) AS parents,
       content AS text
FROM candidate c JOIN text USING (text_id);

CREATE VIEW v_accuracy AS
SELECT cell.run_id, s.step AS system_prompt, u.step AS user_prompt, task.domain, task.name AS task, split,
       n, right, unreadable, round(100.0 * right / n, 2) AS accuracy_percent,
       finished_score_nano / 1e9 AS score
FROM cell JOIN candidate s ON s.candidate_id = system_candidate_id
          JOIN candidate u ON u.candidate_id = user_candidate_id
          JOIN task USING (task_id);

CREATE VIEW v_evaluation AS
SELECT e.evaluation_id, e.run_id, s.step AS system_prompt, u.step AS user_prompt, task.name AS task, e.split,
       example_index, question.content AS question, answers_json, r.text AS response, prediction, outcome, e.reason,
       e.call_id
FROM evaluation e JOIN candidate s ON s.candidate_id = e.system_candidate_id
                  JOIN candidate u ON u.candidate_id = e.user_candidate_id
                  JOIN example USING (example_id)
                  JOIN task ON task.task_id = e.task_id
                  JOIN text question ON question.text_id = question_text_id
                  JOIN call c ON c.call_id = e.call_id
                  JOIN call_response r ON r.call_id = ifnull(c.reused_from_call_id, c.call_id);

CREATE VIEW v_message AS
SELECT call_id, ordinal, m.role, content AS text FROM call_message m JOIN text USING (text_id)
UNION ALL
SELECT call_id, 0, 'system', content
FROM call JOIN candidate ON candidate_id = system_candidate_id JOIN text USING (text_id)
UNION ALL
SELECT call_id, 1, 'user', replace(prompt.content, '{question}', question.content)
FROM call JOIN candidate ON candidate_id = user_candidate_id
          JOIN text prompt ON prompt.text_id = candidate.text_id
          JOIN example USING (example_id)
          JOIN text question ON question.text_id = question_text_id;
