#pragma once

#include "core/engine/Queries.h"

#include <QSet>
#include <optional>

namespace metaspo {

/// What happens in a run, in one sentence each. What is in the file already is not told again when a run is resumed.
class RunNarration
{
public:
    RunNarration() = default;
    explicit RunNarration(const RunOverview& before);

    std::optional<QString> sentence(const Fact& fact);

private:
    QSet<Step> m_toldCandidates;
    QSet<Step> m_toldLoops;
};

/// "iteration 1, inner loop · 132 of 940 calls · 8 in flight · $0.0120 of $5.0000 · 6 min left".
QString progressLine(const RunProgress& progress);
/// What a run is, after its name: "is paused", "failed".
QString predicate(RunState state);
/// "2 h 5 min", "6 min", "40 s".
QString durationText(qint64 seconds);
QString positionText(const Step& step);
/// "58.3 %".
QString percentText(double share);

} // namespace metaspo
