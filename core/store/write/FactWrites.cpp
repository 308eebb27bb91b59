#include "core/store/FactWords.h"
#include "core/store/StoreError.h"
#include "core/store/json/FactJson.h"
#include "core/store/write/Writes.h"

namespace metaspo {

namespace {

enum class Novelty { New, Replaced, Known };

bool isDrop(const Fact& fact)
{
    if (std::holds_alternative<CandidateDropped>(fact))
        return true;
    const auto* judged = std::get_if<CandidateJudged>(&fact);
    return judged && judged->state == CandidateState::Dropped;
}

QString storedText(WriteSession& session, qint64 run, const Step& candidate)
{
    Query query(session.database(),
                "SELECT content FROM candidate JOIN text USING (text_id) WHERE run_id = ? AND step = ?");
    return query.bind(run).bind(text(candidate)).next() ? query.text() : QString();
}

[[noreturn]] void refuseOther(qint64 run, const std::optional<Fact>& stored, const Fact& told)
{
    refuse(ErrorKind::StepDiffers, QStringLiteral("Run %1 now goes another way than before").arg(run),
           QStringLiteral("The file has: %1. Now it is: %2")
               .arg(stored ? inWords(*stored) : QStringLiteral("something that this version does not know"),
                    inWords(told)));
}

/// Stores the row of a fact, or compares it with the one that is there.
Novelty recordRow(WriteSession& session, qint64 run, const Fact& fact, const FactRow& row, int ordinal)
{
    Query known(session.database(), "SELECT decision_id, content_json FROM decision "
                                    "WHERE run_id = ? AND kind = ? AND subject = ? AND ordinal = ?");
    if (!known.bind(run).bind(row.kind).bind(row.subject).bind(ordinal).next()) {
        Query(session.database(), "INSERT INTO decision(run_id, kind, subject, ordinal, content_json) "
                                  "VALUES (?, ?, ?, ?, ?)")
            .bind(run)
            .bind(row.kind)
            .bind(row.subject)
            .bind(ordinal)
            .bindUtf8(row.content)
            .run();
        return Novelty::New;
    }
    const qint64 id = known.number();
    const QByteArray content = known.utf8();
    if (content == row.content)
        return Novelty::Known;
    std::optional<Fact> stored = factOf(row.kind, content);
    if (stored)
        if (auto* proposed = std::get_if<CandidateProposed>(&*stored))
            proposed->candidate.text = storedText(session, run, proposed->candidate.step);
    if (stored && isSameButForWords(*stored, fact))
        return Novelty::Known; // an earlier version explained it in other words
    if (!isDrop(fact) && !(stored && isDrop(*stored)))
        refuseOther(run, stored, fact);
    Query(session.database(), "UPDATE decision SET content_json = ? WHERE decision_id = ?")
        .bindUtf8(row.content)
        .bind(id)
        .run();
    return Novelty::Replaced;
}

void addCandidate(WriteSession& session, qint64 run, const Candidate& candidate)
{
    const qint64 content = session.textId(candidate.text.toUtf8());
    Query insert(
        session.database(),
        "INSERT INTO candidate(run_id, step, iteration, loop, slot, kind, task, text_id, origin, state, reason, "
        "alias_of, edited_from, meta_score_sum_nano, meta_score_tasks) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "(SELECT edited_from FROM insertion WHERE run_id = ?1 AND loop_step = ?13 AND kind = ?6 AND task = ?7 "
        "AND text_id = ?8), ?14, ?15)");
    insert.bind(run)
        .bind(text(candidate.step))
        .bind(candidate.step.iteration)
        .bind(name(candidate.step.loop))
        .bind(candidate.step.slot)
        .bind(name(candidate.kind))
        .bind(candidate.task)
        .bind(content)
        .bind(name(candidate.origin))
        .bind(name(candidate.state))
        .bind(candidate.reason)
        .bind(candidate.aliasOf ? std::optional(text(*candidate.aliasOf)) : std::nullopt)
        .bind(text(loopOf(candidate.step)));
    if (candidate.score)
        insert.bind(candidate.score->sumOfTaskMeans).bind(candidate.score->tasks);
    insert.run();
    const qint64 id = session.database().lastId();
    int ordinal = 0;
    for (const Step& parent : candidate.parents)
        Query(session.database(),
              "INSERT INTO candidate_parent(candidate_id, ordinal, parent_step) VALUES (?, ?, ?)")
            .bind(id)
            .bind(ordinal++)
            .bind(text(parent))
            .run();
}

void setCandidateState(WriteSession& session, qint64 run, const CandidateJudged& judged)
{
    // A judgement without a score leaves the last one standing.
    Query update(session.database(),
                 "UPDATE candidate SET state = ?1, reason = ?2, meta_score_sum_nano = ifnull(?3, meta_score_sum_nano), "
                 "meta_score_tasks = ifnull(?4, meta_score_tasks) WHERE candidate_id = ?5");
    update.bind(name(judged.state)).bind(judged.reason);
    if (judged.score)
        update.bind(judged.score->sumOfTaskMeans).bind(judged.score->tasks);
    else
        update.bindNull().bindNull();
    update.bind(session.candidateId(run, judged.candidate)).run();
}

/// A candidate is judged several times: scored, kept, adopted, kept again with another score. The n-th judgement of a
/// replay is compared with the n-th that is stored; saying the last one twice is saying it once.
void recordJudgement(WriteSession& session, qint64 run, const CandidateJudged& judged)
{
    session.candidateId(run, judged.candidate);
    const Fact fact = judged;
    const FactRow row = rowOf(fact);
    const int ordinal = session.judgements(run, judged.candidate);
    const auto isStored = [&](int at) {
        Query known(session.database(), "SELECT content_json FROM decision "
                                        "WHERE run_id = ? AND kind = 'judged' AND subject = ? AND ordinal = ?");
        if (at < 0 || !known.bind(run).bind(row.subject).bind(at).next())
            return false;
        const std::optional<Fact> stored = factOf(row.kind, known.utf8());
        return stored && isSameButForWords(*stored, fact);
    };
    if (!isStored(ordinal) && isStored(ordinal - 1))
        return;
    const Novelty novelty = recordRow(session, run, fact, row, ordinal);
    if (novelty != Novelty::Known)
        setCandidateState(session, run, judged);
    session.countJudgement(run, judged.candidate);
}

void setDropped(WriteSession& session, qint64 run, const CandidateDropped& dropped)
{
    Query(session.database(), "UPDATE candidate SET state = 'dropped', reason = ? WHERE candidate_id = ?")
        .bind(reason(dropped))
        .bind(session.candidateId(run, dropped.candidate))
        .run();
}

void setFinished(WriteSession& session, qint64 run, const CellFinished& finished)
{
    const WriteSession::RunTask& task = session.runTask(run, finished.cell.task);
    Query(session.database(),
          "INSERT INTO cell(run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, finished_n, "
          "finished_right, finished_unreadable, finished_score_nano) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT DO UPDATE SET finished_n = excluded.finished_n, finished_right = excluded.finished_right, "
          "finished_unreadable = excluded.finished_unreadable, finished_score_nano = excluded.finished_score_nano")
        .bind(run)
        .bind(session.candidateId(run, finished.cell.system))
        .bind(session.candidateId(run, finished.cell.user))
        .bind(task.id)
        .bind(name(finished.cell.split))
        .bind(task.grading)
        .bind(finished.score.n)
        .bind(finished.score.right)
        .bind(finished.score.unreadable)
        .bind(finished.score.score.nano)
        .run();
}

} // namespace

void record(WriteSession& session, qint64 run, const Fact& fact)
{
    session.existingRun(run);
    if (const auto* judged = std::get_if<CandidateJudged>(&fact)) {
        recordJudgement(session, run, *judged);
        return;
    }
    if (const auto* dropped = std::get_if<CandidateDropped>(&fact))
        session.candidateId(run, dropped->candidate);
    if (recordRow(session, run, fact, rowOf(fact), 0) == Novelty::Known)
        return;
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact))
        addCandidate(session, run, proposed->candidate);
    else if (const auto* dropped = std::get_if<CandidateDropped>(&fact))
        setDropped(session, run, *dropped);
    else if (const auto* finished = std::get_if<CellFinished>(&fact))
        setFinished(session, run, *finished);
}

void insert(WriteSession& session, qint64 run, const std::optional<Step>& loop, const Insertion& insertion)
{
    session.existingRun(run);
    const qint64 content = session.textId(insertion.text.toUtf8());
    Query(session.database(), "INSERT INTO insertion(run_id, loop_step, kind, task, text_id, edited_from) "
                              "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(run)
        .bind(loop ? text(*loop) : QStringLiteral("")) // empty: it waits
        .bind(name(insertion.kind))
        .bind(insertion.task)
        .bind(content)
        .bind(insertion.editedFrom ? std::optional(text(*insertion.editedFrom)) : std::nullopt)
        .run();
}

void bindInsertions(WriteSession& session, qint64 run, const Step& loop, PromptKind kind)
{
    session.existingRun(run);
    // What the loop has already, it does not get twice.
    Query(session.database(), "UPDATE OR IGNORE insertion SET loop_step = ?1 "
                              "WHERE run_id = ?2 AND loop_step = '' AND kind = ?3")
        .bind(text(loop))
        .bind(run)
        .bind(name(kind))
        .run();
    Query(session.database(), "DELETE FROM insertion WHERE run_id = ? AND loop_step = '' AND kind = ?")
        .bind(run)
        .bind(name(kind))
        .run();
}

} // namespace metaspo
