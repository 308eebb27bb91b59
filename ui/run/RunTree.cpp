#include "ui/run/RunTree.h"

namespace metaspo {

namespace {

// A fact that is told again must not take a candidate back to where it was.
bool isJudged(CandidateState state)
{
    return state != CandidateState::Proposed;
}

} // namespace

RunTree RunTree::of(const RunOverview& overview)
{
    RunTree tree;
    for (const CandidateRecord& record : overview.candidates)
        tree.m_candidates.insert(record.candidate.step, record.candidate);
    for (const CellRecord& record : overview.cells)
        if (record.isFinished())
            tree.m_cells.insert(record.cell, record.score);
    for (const Fact& fact : overview.decisions)
        tree.apply(fact);
    return tree;
}

void RunTree::apply(const Fact& fact)
{
    std::visit([this](const auto& known) { accept(known); }, fact);
}

void RunTree::accept(const CandidateProposed& fact)
{
    const auto known = m_candidates.find(fact.candidate.step);
    if (known == m_candidates.end())
        m_candidates.insert(fact.candidate.step, fact.candidate);
    else if (!isJudged(known->state))
        *known = fact.candidate;
}

void RunTree::accept(const CandidateJudged& fact)
{
    const auto known = m_candidates.find(fact.candidate);
    if (known == m_candidates.end())
        return;
    known->state = fact.state;
    known->reason = fact.reason;
    if (fact.score)
        known->score = fact.score;
}

void RunTree::accept(const CandidateDropped& fact)
{
    const auto known = m_candidates.find(fact.candidate);
    if (known == m_candidates.end())
        return;
    known->state = CandidateState::Dropped;
    known->reason = reason(fact);
}

void RunTree::accept(const CellFinished& fact)
{
    m_cells.insert(fact.cell, fact.score);
}

void RunTree::accept(const BeamChosen& fact)
{
    m_decisions[fact.loop].beams.insert(fact.task, fact.beam);
}

void RunTree::accept(const IncumbentChosen& fact)
{
    m_decisions[fact.loop].incumbent = fact;
}

void RunTree::accept(const StageReached& fact)
{
    for (StageReached& known : m_stages) {
        if (known.loop == fact.loop) {
            known = fact;
            return;
        }
    }
    m_stages.append(fact);
}

void RunTree::accept(const RunEnded& fact)
{
    m_end = fact;
}

const Candidate* RunTree::find(const Step& step) const
{
    const auto known = m_candidates.find(step);
    return known == m_candidates.end() ? nullptr : &*known;
}

std::optional<Step> RunTree::incumbent() const
{
    if (m_end)
        return m_end->incumbent;
    return incumbentBefore(Step{std::numeric_limits<int>::max(), Loop::Test, {}, 0});
}

std::optional<Step> RunTree::incumbentBefore(const Step& loop) const
{
    std::optional<Step> incumbent;
    for (auto decision = m_decisions.begin(); decision != m_decisions.end() && decision.key() < loop; ++decision)
        if (decision->incumbent)
            incumbent = decision->incumbent->incumbent;
    if (incumbent)
        return incumbent;
    const auto given = m_candidates.find(Step{});
    return given == m_candidates.end() ? std::nullopt : std::optional(given.key());
}

QList<Step> RunTree::beam(const QString& task) const
{
    QList<Step> beam;
    for (const LoopDecision& decision : m_decisions)
        if (const auto known = decision.beams.find(task); known != decision.beams.end())
            beam = *known;
    return beam;
}

std::optional<Step> RunTree::rivalOf(const Step& candidate) const
{
    const Candidate* known = find(candidate);
    if (!known)
        return std::nullopt;
    if (!known->parents.isEmpty() && find(known->parents.front()))
        return known->parents.front();
    if (known->kind == PromptKind::System) {
        const std::optional<Step> before = incumbentBefore(loopOf(candidate));
        return before == candidate ? std::nullopt : before;
    }
    const Step given{0, Loop::Start, known->task, 0};
    return given != candidate && find(given) ? std::optional(given) : std::nullopt;
}

const StageReached* RunTree::stage(const Step& loop) const
{
    for (const StageReached& known : m_stages)
        if (known.loop == loop)
            return &known;
    return nullptr;
}

} // namespace metaspo
