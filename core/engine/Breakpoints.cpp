#include "core/engine/Breakpoints.h"

#include "core/engine/LoopWords.h"
#include "core/llm/Pricing.h"

namespace metaspo {

namespace {

constexpr double rounding = 1e-9; // differences of scores are exact to this

QString percent(double share)
{
    return QString::number(100 * share, 'f', 1) + QStringLiteral(" %");
}

/// At least so many percentage points, and more than none.
bool isAtLeast(double difference, double points)
{
    return difference > rounding && difference + rounding >= points / 100;
}

bool isIterationBegin(const Step& loop)
{
    return loop.loop == Loop::Inner || loop.loop == Loop::Test;
}

bool isInsideLoop(const Step& place)
{
    return place.slot > 0 || !place.task.isEmpty();
}

} // namespace

Result<void> Breakpoints::set(const QStringList& list)
{
    const Result<QList<Breakpoint>> parsed = parseBreakpoints(list);
    if (!parsed)
        return tl::unexpected(parsed.error());
    m_list = *parsed;
    return {};
}

bool Breakpoints::stopsAtCandidates() const
{
    return std::any_of(m_list.begin(), m_list.end(), [](const Breakpoint& breakpoint) {
        return breakpoint.isEnabled && breakpoint.event == StopEvent::Candidate;
    });
}

/// All that are hit count it; the sentence is that of the first.
template <typename Condition>
std::optional<QString> Breakpoints::hit(Condition condition)
{
    std::optional<QString> sentence;
    for (Breakpoint& breakpoint : m_list) {
        if (!breakpoint.isEnabled)
            continue;
        const std::optional<QString> why = condition(breakpoint);
        if (!why)
            continue;
        ++breakpoint.hits;
        breakpoint.isEnabled = !breakpoint.isOnce;
        if (!sentence)
            sentence = QStringLiteral("Breakpoint: %1").arg(*why);
    }
    if (sentence)
        m_target.reset();
    return sentence;
}

std::optional<QString> Breakpoints::whyAtLoop(const Breakpoint& breakpoint, const Step& loop,
                                              const QString& description) const
{
    bool isHit = false;
    switch (breakpoint.event) {
    case StopEvent::Iteration: isHit = isIterationBegin(loop); break;
    case StopEvent::Loop: isHit = true; break;
    case StopEvent::InnerLoop: isHit = loop.loop == Loop::Inner; break;
    case StopEvent::OuterLoop: isHit = loop.loop == Loop::Outer; break;
    case StopEvent::FinalTest: isHit = loop.loop == Loop::Test; break;
    case StopEvent::Place: isHit = breakpoint.place == loop; break;
    default: break;
    }
    return isHit ? std::optional(description) : std::nullopt;
}

std::optional<QString> Breakpoints::atLoop(const Step& loop, const QString& description, Told told)
{
    if (m_target == loop) {
        m_target.reset();
        return QStringLiteral("Reached %1").arg(text(loop));
    }
    if (told == Told::Again)
        return std::nullopt;
    return hit([&](const Breakpoint& breakpoint) { return whyAtLoop(breakpoint, loop, description); });
}

// Its task's place as well.
void Breakpoints::passStages(const Step& candidate, ModelRole role)
{
    Step task = candidate;
    task.slot = 0;
    m_stages.insert({candidate, role});
    m_stages.insert({task, role});
}

std::optional<QString> Breakpoints::atCall(const Step& candidate, ModelRole role, Told told)
{
    const auto begins = [&](const Step& place) {
        return isInsideLoop(place) && isAt(candidate, place) && !m_stages.contains({place, role});
    };
    if (m_target && begins(*m_target)) {
        passStages(candidate, role);
        m_target.reset();
        return QStringLiteral("Reached %1").arg(text(candidate));
    }
    if (told == Told::Again) {
        passStages(candidate, role); // not in the middle of it either
        return std::nullopt;
    }
    const QString deed = role == ModelRole::Optimizer ? QStringLiteral("proposed") : QStringLiteral("scored");
    std::set<std::pair<Step, ModelRole>> begun;
    const auto sentence = hit([&](const Breakpoint& breakpoint) -> std::optional<QString> {
        if (breakpoint.event != StopEvent::Place || !begins(breakpoint.place))
            return std::nullopt;
        begun.insert({breakpoint.place, role});
        return QStringLiteral("%1 is about to be %2").arg(text(candidate), deed);
    });
    m_stages.merge(begun);
    return sentence;
}

std::optional<QString> Breakpoints::atCandidate(const Step& candidate, Told told)
{
    if (told == Told::Again)
        return std::nullopt;
    return hit([&](const Breakpoint& breakpoint) {
        return breakpoint.event == StopEvent::Candidate
                   ? std::optional(QStringLiteral("Candidate %1").arg(text(candidate)))
                   : std::nullopt;
    });
}

std::optional<QString> Breakpoints::atRepeatedProposal(const Step& candidate)
{
    return hit([&](const Breakpoint& breakpoint) {
        return breakpoint.event == StopEvent::UnreadableProposal
                   ? std::optional(QStringLiteral("The optimizer's answer for %1 could not be used; it is asked again")
                                       .arg(text(candidate)))
                   : std::nullopt;
    });
}

std::optional<QString> Breakpoints::before(const Fact& fact, Told told)
{
    const auto* choice = std::get_if<IncumbentChosen>(&fact);
    if (!choice || told == Told::Again)
        return std::nullopt;
    return hit([&](const Breakpoint& breakpoint) { return whyBeforeChoice(breakpoint, *choice); });
}

std::optional<QString> Breakpoints::whyBeforeChoice(const Breakpoint& breakpoint, const IncumbentChosen& choice) const
{
    switch (breakpoint.event) {
    case StopEvent::Adopting:
        if (choice.incumbent == choice.before)
            return std::nullopt;
        return QStringLiteral("%1 is about to be adopted with a meta score of %2 against %3")
            .arg(text(choice.incumbent), percent(choice.score.value()), percent(choice.beforeScore.value()));
    case StopEvent::Better: return whyBetter(breakpoint, choice);
    case StopEvent::WorseInDomain: return whyWorseInDomain(breakpoint, choice);
    default: return std::nullopt;
    }
}

std::optional<QString> Breakpoints::whyBetter(const Breakpoint& breakpoint, const IncumbentChosen& choice) const
{
    const auto& judged = m_scores.judged();
    const auto best = std::max_element(judged.begin(), judged.end());
    if (best == judged.end() || !isAtLeast(best->value() - choice.beforeScore.value(), breakpoint.amount))
        return std::nullopt;
    return QStringLiteral("%1 beats the incumbent %2: %3 against %4")
        .arg(text(best.key()), text(choice.before), percent(best->value()), percent(choice.beforeScore.value()));
}

std::optional<QString> Breakpoints::whyBetter(const Breakpoint& breakpoint, const CandidateJudged& judged) const
{
    const QString& task = judged.candidate.task;
    const std::optional<Step> first = m_scores.firstPrompt(task);
    if (!judged.score || judged.candidate.loop != Loop::Inner || !first)
        return std::nullopt;
    const std::optional<double> before = m_scores.userScore(*first, task);
    if (!before || !isAtLeast(judged.score->value() - *before, breakpoint.amount))
        return std::nullopt;
    return QStringLiteral("%1 beats %2: %3 against %4")
        .arg(text(judged.candidate), text(*first), percent(judged.score->value()), percent(*before));
}

// The worst of all candidates and domains.
std::optional<QString> Breakpoints::whyWorseInDomain(const Breakpoint& breakpoint, const IncumbentChosen& choice) const
{
    std::optional<QString> why;
    double worst = 0;
    const QList<Step> candidates = m_scores.judged().keys();
    for (const QString& domain : m_scores.domains()) {
        const std::optional<double> before = m_scores.domainScore(choice.before, domain);
        for (const Step& candidate : candidates) {
            const std::optional<double> after = m_scores.domainScore(candidate, domain);
            if (!before || !after || *before - *after <= worst || !isAtLeast(*before - *after, breakpoint.amount))
                continue;
            worst = *before - *after;
            why = QStringLiteral("%1 is worse than the incumbent %2 in %3: %4 against %5")
                      .arg(text(candidate), text(choice.before), domain, percent(*after), percent(*before));
        }
    }
    return why;
}

std::optional<QString> Breakpoints::after(const Fact& fact, Told told)
{
    std::optional<QString> sentence;
    if (told == Told::ForTheFirstTime)
        sentence = hit([&](const Breakpoint& breakpoint) { return whyAfter(breakpoint, fact); });
    m_scores.learn(fact);
    if (std::holds_alternative<StageReached>(fact))
        m_stages.clear();
    return sentence;
}

std::optional<QString> Breakpoints::whyWorseOnATask(const IncumbentChosen& choice) const
{
    for (const QString& task : m_scores.tasks()) {
        const std::optional<double> before = m_scores.firstPromptScore(choice.before, task);
        const std::optional<double> after = m_scores.firstPromptScore(choice.incumbent, task);
        if (before && after && *before - *after > rounding)
            return QStringLiteral("The adopted prompt %1 is worse on %2: %3 against %4")
                .arg(text(choice.incumbent), task, percent(*after), percent(*before));
    }
    return std::nullopt;
}

std::optional<QString> Breakpoints::whyAfter(const Breakpoint& breakpoint, const Fact& fact) const
{
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact)) {
        const Candidate& candidate = proposed->candidate;
        const bool isAbout = breakpoint.event == StopEvent::Rejected ||
                             (breakpoint.event == StopEvent::UnreadableProposal && candidate.origin != Origin::ByHand);
        if (isAbout && candidate.state == CandidateState::Rejected)
            return QStringLiteral("%1 was rejected: %2").arg(text(candidate.step), candidate.reason);
    } else if (const auto* finished = std::get_if<CellFinished>(&fact)) {
        const double share = finished->score.n == 0 ? 0 : double(finished->score.unreadable) / finished->score.n;
        if (breakpoint.event == StopEvent::UnreadableAnswers && 100 * share > breakpoint.amount)
            return QStringLiteral("%1 of the answers under %2 on %3 are unreadable")
                .arg(percent(share), text(finished->cell.system), finished->cell.task);
    } else if (const auto* judged = std::get_if<CandidateJudged>(&fact)) {
        if (breakpoint.event == StopEvent::Better)
            return whyBetter(breakpoint, *judged);
    } else if (const auto* choice = std::get_if<IncumbentChosen>(&fact);
               choice && choice->incumbent != choice->before) {
        if (breakpoint.event == StopEvent::WorseOnATask)
            return whyWorseOnATask(*choice);
        if (breakpoint.event == StopEvent::Adopted)
            return QStringLiteral("%1 was adopted").arg(text(choice->incumbent));
    } else if (const auto* stage = std::get_if<StageReached>(&fact)) {
        const bool isOuter = stage->loop.loop == Loop::Outer;
        if ((breakpoint.event == StopEvent::InnerLoopEnd && stage->loop.loop == Loop::Inner)
            || (breakpoint.event == StopEvent::OuterLoopEnd && isOuter))
            return QStringLiteral("%1 is over").arg(loopWords(stage->loop));
        if (breakpoint.event == StopEvent::IterationEnd && isOuter)
            return QStringLiteral("Iteration %1 is over").arg(stage->loop.iteration);
    }
    return std::nullopt;
}

std::optional<QString> Breakpoints::atFailedAttempts(const QString& call, int attempts)
{
    return hit([&](const Breakpoint& breakpoint) {
        return breakpoint.event == StopEvent::Retries && attempts > 0 && attempts >= breakpoint.amount
                   ? std::optional(QStringLiteral("The call %1 failed %2 times").arg(call).arg(attempts))
                   : std::nullopt;
    });
}

std::optional<QString> Breakpoints::atSpending(qint64 spent, const std::optional<qint64>& budget, Told told)
{
    const double share = budget.value_or(0) > 0 ? static_cast<double>(spent) / static_cast<double>(*budget) : 0;
    QSet<QString> passed;
    for (const Breakpoint& breakpoint : m_list)
        if ((breakpoint.event == StopEvent::Spent && static_cast<double>(spent) >= breakpoint.amount * 1e9)
            || (breakpoint.event == StopEvent::BudgetShare && 100 * share > breakpoint.amount))
            passed.insert(conditionText(breakpoint));
    const QSet<QString> before = std::exchange(m_passed, passed);
    if (told == Told::Again || passed == before)
        return std::nullopt;
    return hit([&](const Breakpoint& breakpoint) -> std::optional<QString> {
        const QString condition = conditionText(breakpoint);
        if (!passed.contains(condition) || before.contains(condition))
            return std::nullopt;
        return breakpoint.event == StopEvent::Spent ? QStringLiteral("%1 are spent").arg(dollarText(spent))
                                                    : QStringLiteral("%1 of the budget is spent").arg(percent(share));
    });
}

} // namespace metaspo
