#pragma once

#include "core/domain/Fact.h"
#include "core/engine/RunProgress.h"

#include <QHash>
#include <QStringList>
#include <optional>

namespace metaspo {

/// The events at which a run pauses by itself (cli.md, --break): iteration, loop, candidate (borders), adopted,
/// rejected, worse-on-a-task, unreadable>P, budget>P (P in percent). Method's thread only.
class Breakpoints
{
public:
    /// Fails with the list of events on a text it does not know.
    static Result<Breakpoints> parse(const QStringList& events);

    /// From now on these events; what has been seen so far stays known, and a share that was hit stays hit.
    void replaceEvents(const Breakpoints& events);
    /// The sentence behind the pause, if the fact hits a breakpoint.
    std::optional<QString> hit(const Fact& fact);
    /// The same for money; a share is hit once, and again after the budget was raised above it.
    std::optional<QString> hitByBudget(qint64 spentNanoDollars, qint64 budgetNanoDollars);
    /// The finest border that is a breakpoint.
    std::optional<Grain> border() const { return m_events.border; }

private:
    std::optional<QString> hitByIncumbent(const IncumbentChosen& choice) const;

    struct Events
    {
        std::optional<Grain> border;
        bool adopted = false;
        bool rejected = false;
        bool worseOnATask = false;
        std::optional<double> unreadablePercent;
        std::optional<double> budgetPercent;
    };
    Events m_events;
    bool m_budgetHit = false;
    QHash<Cell, Score> m_scores;
    QHash<QString, Step> m_firstPrompts; ///< of the beams, by task
};

} // namespace metaspo
