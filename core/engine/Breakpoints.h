#pragma once

#include "core/domain/Completion.h"
#include "core/engine/Breakpoint.h"
#include "core/engine/ScoreWatch.h"

#include <QSet>
#include <set>

namespace metaspo {

/// The breakpoints of a live run at work: told what happens, they answer with the sentence behind a pause, or with
/// nothing, and count their hits. What is told with `Told::Again` is replayed: it is learned from, and hits nothing.
/// Method's thread; the execution guards it against the thread that changes the list.
class Breakpoints
{
public:
    enum class Told { ForTheFirstTime, Again };

    Breakpoints() = default;
    explicit Breakpoints(ScoreWatch scores) : m_scores(std::move(scores)) {}

    /// Fails with the list of events on a text it does not know.
    Result<void> set(const QStringList& texts);
    const QList<Breakpoint>& list() const { return m_list; }
    /// Once, without being a breakpoint: "run to here". Ends with the next stop of any kind.
    void runTo(const std::optional<Step>& place) { m_target = place; }

    /// Before a loop is entered. `description` says which it is.
    std::optional<QString> atLoop(const Step& loop, const QString& description, Told told);
    /// Before a call on behalf of a candidate leaves.
    std::optional<QString> atCall(const Step& candidate, ModelRole role, Told told);
    /// Before the next candidate is worked on; only where stopsAtCandidates().
    std::optional<QString> atCandidate(const Step& candidate, Told told);
    /// An optimizer's answer could not be used and is asked for again.
    std::optional<QString> atRepeatedProposal(const Step& candidate);
    /// Before the fact takes effect.
    std::optional<QString> before(const Fact& fact, Told told);
    std::optional<QString> after(const Fact& fact, Told told);
    std::optional<QString> atFailedAttempts(const QString& call, int attempts);
    /// Hits where an amount is passed, and again only if it was not any more in between.
    std::optional<QString> atSpending(qint64 spentNanoDollars, const std::optional<qint64>& budgetNanoDollars,
                                      Told told);

    bool stopsAtCandidates() const;

private:
    template <typename Condition>
    std::optional<QString> hit(Condition condition);
    void passStages(const Step& candidate, ModelRole role);
    std::optional<QString> whyAtLoop(const Breakpoint& breakpoint, const Step& loop, const QString& description) const;
    std::optional<QString> whyBeforeChoice(const Breakpoint& breakpoint, const IncumbentChosen& choice) const;
    std::optional<QString> whyBetter(const Breakpoint& breakpoint, const IncumbentChosen& choice) const;
    std::optional<QString> whyBetter(const Breakpoint& breakpoint, const CandidateJudged& judged) const;
    std::optional<QString> whyWorseInDomain(const Breakpoint& breakpoint, const IncumbentChosen& choice) const;
    std::optional<QString> whyWorseOnATask(const IncumbentChosen& choice) const;
    std::optional<QString> whyAfter(const Breakpoint& breakpoint, const Fact& fact) const;

    QList<Breakpoint> m_list;
    std::optional<Step> m_target;
    QSet<QString> m_passed; ///< conditions about money that hold
    ScoreWatch m_scores;
    /// Places in a loop that were stopped at, by what is done there: each hits once per stage, in whatever order the
    /// calls of several candidates come. Until the loop is over.
    std::set<std::pair<Step, ModelRole>> m_stages;
};

} // namespace metaspo
