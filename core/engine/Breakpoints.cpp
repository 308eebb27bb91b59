#include "core/engine/Breakpoints.h"

namespace metaspo {

namespace {

std::optional<double> percentAfter(const QString& event, QLatin1String prefix)
{
    if (!event.startsWith(prefix))
        return std::nullopt;
    bool isNumber = false;
    const double value = event.mid(prefix.size()).toDouble(&isNumber);
    return isNumber && value >= 0 && value <= 100 ? std::optional(value) : std::nullopt;
}

QString percent(double share)
{
    return QString::number(share, 'f', 1) + QStringLiteral(" %");
}

} // namespace

Result<Breakpoints> Breakpoints::parse(const QStringList& events)
{
    Breakpoints breakpoints;
    Events& chosen = breakpoints.m_events;
    for (const QString& event : events) {
        if (const auto grain = fromName<Grain>(event); grain && *grain != Grain::Call)
            chosen.border = chosen.border ? std::min(*chosen.border, *grain) : *grain;
        else if (event == QLatin1String("adopted"))
            chosen.adopted = true;
        else if (event == QLatin1String("rejected"))
            chosen.rejected = true;
        else if (event == QLatin1String("worse-on-a-task"))
            chosen.worseOnATask = true;
        else if (const auto unreadable = percentAfter(event, QLatin1String("unreadable>")))
            chosen.unreadablePercent = unreadable;
        else if (const auto budget = percentAfter(event, QLatin1String("budget>")))
            chosen.budgetPercent = budget;
        else
            return failure(ErrorKind::WrongUsage, QStringLiteral("'%1' is not an event to break at").arg(event), {},
                           QStringLiteral("Use iteration, loop, candidate, adopted, rejected, worse-on-a-task, "
                                          "unreadable>P or budget>P with P in percent."));
    }
    return breakpoints;
}

void Breakpoints::replaceEvents(const Breakpoints& events)
{
    if (m_events.budgetPercent != events.m_events.budgetPercent)
        m_budgetHit = false;
    m_events = events.m_events;
}

std::optional<QString> Breakpoints::hitByIncumbent(const IncumbentChosen& choice) const
{
    const bool isAdopted = choice.incumbent != choice.before;
    if (isAdopted && m_events.worseOnATask) {
        for (auto first = m_firstPrompts.begin(); first != m_firstPrompts.end(); ++first) {
            for (const Split split : {Split::Train, Split::Validation}) {
                const auto before = m_scores.find({choice.before, first.value(), first.key(), split});
                const auto after = m_scores.find({choice.incumbent, first.value(), first.key(), split});
                if (before != m_scores.end() && after != m_scores.end() && *after < *before)
                    return QStringLiteral("The adopted prompt %1 is worse on %2: %3 against %4")
                        .arg(text(choice.incumbent), first.key(), QString::number(after->value(), 'f', 4),
                             QString::number(before->value(), 'f', 4));
            }
        }
    }
    if (isAdopted && m_events.adopted)
        return QStringLiteral("%1 was adopted").arg(text(choice.incumbent));
    return std::nullopt;
}

std::optional<QString> Breakpoints::hit(const Fact& fact)
{
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact)) {
        if (m_events.rejected && proposed->candidate.state == CandidateState::Rejected)
            return QStringLiteral("%1 was rejected: %2").arg(text(proposed->candidate.step), proposed->candidate.reason);
    } else if (const auto* finished = std::get_if<CellFinished>(&fact)) {
        m_scores.insert(finished->cell, finished->score.score);
        const double share = finished->score.n == 0 ? 0 : 100.0 * finished->score.unreadable / finished->score.n;
        if (m_events.unreadablePercent && share > *m_events.unreadablePercent)
            return QStringLiteral("%1 of the answers under %2 on %3 are unreadable")
                .arg(percent(share), text(finished->cell.system), finished->cell.task);
    } else if (const auto* beam = std::get_if<BeamChosen>(&fact)) {
        if (!beam->beam.isEmpty())
            m_firstPrompts.insert(beam->task, beam->beam.front());
    } else if (const auto* choice = std::get_if<IncumbentChosen>(&fact)) {
        return hitByIncumbent(*choice);
    }
    return std::nullopt;
}

std::optional<QString> Breakpoints::hitByBudget(qint64 spentNanoDollars, qint64 budgetNanoDollars)
{
    if (!m_events.budgetPercent || budgetNanoDollars <= 0)
        return std::nullopt;
    const double share = 100.0 * static_cast<double>(spentNanoDollars) / static_cast<double>(budgetNanoDollars);
    if (const bool wasHit = std::exchange(m_budgetHit, share > *m_events.budgetPercent); wasHit || !m_budgetHit)
        return std::nullopt;
    return QStringLiteral("%1 of the budget is spent").arg(percent(share));
}

} // namespace metaspo
